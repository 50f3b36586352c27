"""Endings glued to names, behind an apostrophe or without one, and what is elided before them."""

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.core.text import tokens
from watchdesk.model import Actor, Document, Watchlist

MATCHER = compile_watchlist(
    Watchlist(
        (
            Actor("p-one", "Ahmad Massoud", "person", names=(("ru", "Ахмад Масуд"), ("ar", "أحمد مسعود"))),
            Actor("p-two", "Amrullah Saleh", "person", names=(("ru", "Амрулла Салех"), ("tg", "Амрулло Солеҳ"))),
            Actor("p-three", "Abdul Rashid Dostum", "person", names=(("ar", "عبد الرشيد دوستم"),)),
            Actor("o-one", "Taliban", "org", names=(("ar", "طالبان"), ("tg", "Толибон"), ("uz", "Tolibon"))),
            Actor("o-two", "Qarvan", "org", acronyms=("QRV",)),
            Actor("l-one", "Ankara", "place", names=(("tg", "Анқара"), ("fr", "État libre"))),
            Actor("l-two", "Sana'a", "place", names=(("ar", "قطر"),)),
        )
    )
)


def found(text, language=""):
    return [mention.surface for mention in MATCHER.match(Document(text, language=language)).mentions]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Taliban'ın sözcüsü Ankara’daki evde.", ["Taliban", "Ankara"]),
        ("Ahmed Mesud'un oğlu, Mesud’dan haber.", ["Ahmed Mesud", "Mesud"]),
        ("QRV'nin ve Ankara'ya dair.", ["QRV", "Ankara"]),
    ],
)
def test_a_case_ending_behind_an_apostrophe_is_no_part_of_a_span(text, names):
    assert found(text) == names


def test_a_name_that_is_written_with_an_apostrophe_keeps_what_stands_behind_it():
    assert found("Rain fell in Sana'a and in Sana’a's suburbs.") == ["Sana'a", "Sana’a"]


@pytest.mark.parametrize("language", ["de", "de-AT", "und", ""])
def test_a_german_genitive_is_the_name(language):
    assert found("Ahmad Massouds Sohn und Massouds Haus ist nicht im Tal.", language) == ["Ahmad Massouds", "Massouds"]


@pytest.mark.parametrize("language", ["en", ""])
def test_an_english_plural_is_another_word(language):
    assert found("Ahmad Massoud met the other Massouds of the town.", language) == ["Ahmad Massoud"]


@pytest.mark.parametrize("text", ["Tolibonning vaziri Anqaraga bilan bordi, dedi u.", "Tolibonlarni bo‘ldi."])
def test_uzbek_endings_are_read(text):
    assert found(text)


def test_uzbek_endings_are_read_in_no_other_language():
    assert found("Ankaraga and Tolibonni are brands of tea.", "en") == []


def test_tajik_endings_are_read():
    assert found("Толибонро дар Ҳирот ва Амрулло Солеҳро дар Анқара диданд.") == [
        "Толибонро",
        "Амрулло Солеҳро",
        "Анқара",
    ]


def test_a_given_name_in_a_is_declined_and_a_family_name_in_i_is_another():
    assert found("С Амруллой Салехом говорил Ахмад Масуди.") == ["Амруллой Салехом"]


@pytest.mark.parametrize("text", ["للطالبان", "بالطالبان", "والطالبان", "لطالبان", "وطالبان"])
def test_arabic_prefixes_with_and_without_the_article_are_read(text):
    assert found(f"قال {text} كلاما.") == [text]


def test_a_short_first_word_takes_an_arabic_prefix_too():
    assert found("سلم لعبد الرشيد دوستم رسالة.") == ["لعبد الرشيد دوستم"]


def test_a_place_never_takes_an_article_it_does_not_have():
    assert found("والقطر هنا وبالقطر هناك.") == []


@pytest.mark.parametrize(
    "text",
    [
        "نجح طالبان في الامتحان.",
        "حصل طالبان مصريان على منحة.",
        "طالبان من جامعة القاهرة غابا.",
        "طالبان من قطر فازا بالجائزة.",
    ],
)
def test_two_students_are_not_the_group(text):
    assert "طالبان" not in found(text)


@pytest.mark.parametrize(
    "text", ["منعت طالبان الفتيات من الجامعات.", "أغلقت طالبان جامعة في قطر.", "طالبان تغلق جامعة."]
)
def test_the_group_may_deal_with_schools(text):
    assert "طالبان" in found(text)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Le fils d’Ahmad Massoud croit qu'Amrullah Saleh ment.", ["Ahmad Massoud", "Amrullah Saleh"]),
        ("L’État libre existe, jusqu’Ankara.", ["État libre", "Ankara"]),
    ],
)
def test_an_elided_word_before_a_name_is_no_part_of_it(text, names):
    assert found(text) == names


@pytest.mark.parametrize("word", ["D'Souza", "O'Neill", "Qa'ida", "l'eau", "N'Golo"])
def test_an_apostrophe_within_a_name_parts_nothing(word):
    assert [token.word for token in tokens(f"Then {word} came.")] == ["then", word.lower().replace("'", ""), "came"]
