from hypothesis import example, given
from hypothesis import strategies as st

from watchdesk.core.text import Token, columns, fold, fold_word, tokens

ANY_TEXT = st.text(alphabet=st.characters(), max_size=200)
SCRIPTS = st.text(alphabet="aZ é’'-İßﷲﻣم‌ـَيىكہ\u200f\u00ad ñЙё1٣۴\n.", max_size=60)


@given(ANY_TEXT | SCRIPTS)
def test_a_folded_text_has_the_length_of_the_text(text):
    assert len(fold(text)) == len(text)


@given(ANY_TEXT | SCRIPTS)
@example("ŉ")
def test_folding_a_word_twice_changes_nothing(text):
    assert fold_word(fold_word(text)) == fold_word(text)


@given(ANY_TEXT | SCRIPTS)
def test_tokens_stand_in_order_and_where_they_say(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word
        assert fold_word(text[token.start : token.end]) == token.word
        end = token.end


@given(ANY_TEXT | SCRIPTS)
def test_no_letter_or_digit_of_latin_or_arabic_is_outside_the_tokens_but_a_possessive(text):
    inside = {place for token in tokens(text) for place in range(token.start, token.end)}
    outside = {text[place] for place in range(len(text)) if place not in inside}
    assert not {letter for letter in outside if letter.isascii() and letter.isalnum()} - {"s", "S"}


def words(text):
    return [token.word for token in tokens(text)]


def test_case_accents_and_full_width_letters_fold_away():
    assert words("Café MASSOUD Ｋａｂｕｌ İstanbul straße Čačak Łódź") == [
        "cafe",
        "massoud",
        "kabul",
        "istanbul",
        "strasse",
        "cacak",
        "lodz",
    ]


def test_a_decomposed_accent_folds_like_a_composed_one():
    assert words("Cafe\u0301") == words("Café")


def test_arabic_persian_pashto_and_urdu_letters_for_one_sound_fold_together():
    assert words("كابل کابل ڪابل") == ["کابل"] * 3
    assert words("علي علی على") == ["علی"] * 3
    assert words("جبهة جبهه جبہہ جبههٔ") == ["جبهه"] * 4
    assert words("أحمد احمد إحمد ٱحمد") == ["احمد"] * 4


def test_vowel_signs_tatweel_hamza_and_direction_marks_do_not_change_a_word():
    assert words("مُحَمَّد مـحـمـد عطاء \u200fمسعود\u200e") == ["محمد", "محمد", "عطا", "مسعود"]


def test_letter_forms_and_ligatures_are_spelled_out():
    assert words("ﻣﺴﻌﻮﺩ ﷲ ﻼ") == ["مسعود", "الله", "لا"]


def test_digits_of_all_scripts_are_the_same_digits():
    assert words("2021 ۲۰۲۱ ٢٠٢١") == ["2021"] * 3


def test_cyrillic_letters_of_tajik_fold_to_russian_ones():
    assert words("Ҳақ Ёр Йод") == ["хак", "ер", "иод"]


def test_a_possessive_is_outside_the_span_and_the_word():
    text = "Ghani’s and Massoud's"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Ghani", "and", "Massoud"]


def test_an_apostrophe_inside_a_word_parts_nothing_but_leaves_a_head():
    assert tokens("Ba'asyir Kabil’de") == [Token(0, 8, "baasyir", "ba"), Token(9, 17, "kabilde", "kabil")]


def test_hyphens_the_soft_space_and_underscores_part_tokens():
    assert words("anti-Taliban Sar‑e–Pol رحمت‌الله a_b") == [
        "anti",
        "taliban",
        "sar",
        "e",
        "pol",
        "رحمت",
        "الله",
        "a",
        "b",
    ]


def test_a_sign_at_the_end_belongs_to_its_word_and_an_unseen_mark_does_not():
    text = "طالبانِ مسعود\u200f"
    assert [text[token.start : token.end] for token in tokens(text)] == ["طالبانِ", "مسعود"]


@given(st.text(alphabet=st.characters() | st.sampled_from("ab's-_’\u200c\u064e"), max_size=60))
def test_tokens_and_the_gaps_around_them_make_up_the_folded_text(text):
    cut = columns(text)
    folded = fold(text)
    pieces = [gap + folded[start:end] for gap, start, end in zip(cut.gaps, cut.starts, cut.ends, strict=False)]
    assert "".join(pieces) + cut.gaps[-1] == folded


@given(st.lists(st.text(max_size=8) | st.just("A plain stretch of letters "), max_size=5).map("".join))
def test_folding_a_text_is_folding_its_characters(text):
    assert fold(text) == "".join(map(fold, text))


@given(st.integers(-3, 3), st.text(alphabet=st.sampled_from("ab's\u0301\ufdf2- "), max_size=20))
def test_the_parts_in_which_a_long_text_is_cut_do_not_show(offset, text):
    before = "x" * (99_990 + offset) + " "
    whole = [(start - len(before), end - len(before), *rest) for start, end, *rest in tokens(before + text)]
    assert whole[1:] == tokens(text)
    assert columns(before + text).gaps == ["", " " + columns(text).gaps[0], *columns(text).gaps[1:]]


def test_a_run_of_letters_without_end_is_compared_by_its_first_hundred():
    (token,) = tokens("Massoud" * 100)
    assert (token.end, token.word) == (700, ("massoud" * 100)[:100])
    assert columns("Massoud" * 100).distinct == {token.word}
