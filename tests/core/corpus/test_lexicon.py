"""What is an ordinary word of Dari, Pashto, Arabic or Urdu, and what may be a name."""

import pytest

from watchdesk.core.corpus.lexicon import lexicon_of
from watchdesk.core.text import fold_word, tokens

SAID = {
    "fa": "این کتاب را در کابل از او گرفت و به خانه برد",
    "ps": "دا کتاب په کابل کې د هغه څخه واخیست او کور ته یې یووړ",
    "ar": "أخذ هذا الكتاب من صديقه في المدينة ثم عاد إلى البيت",
    "ur": "اس نے یہ کتاب کابل میں اپنے دوست سے لی اور گھر کو لے گیا ہے",
}


def lexicon(language):
    return lexicon_of({token.word for token in tokens(SAID[language])})


@pytest.mark.parametrize("language", SAID)
def test_a_sentence_tells_its_language(language):
    assert lexicon(language).language == language


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("fa", "کتاب‌های"),
        ("fa", "انتخابات"),
        ("fa", "ترین"),
        ("ps", "وویل"),
        ("ps", "ښوونځي"),
        ("ar", "والانتخابات"),
        ("ar", "للحكومة"),
        ("ar", "مدارسهم"),
        ("ur", "کتابوں"),
        ("ur", "حکومت"),
    ],
)
def test_ordinary_words_are_known_with_their_endings_and_prefixes(language, word):
    assert all(lexicon(language).is_ordinary(token.word) for token in tokens(word))


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("fa", "زرنج"),
        ("fa", "بورگی"),
        ("ps", "خوږياڼی"),
        ("ar", "العولقي"),
        ("ar", "سلمان"),
        ("ur", "چانڈیو"),
        ("fa", "نور"),
    ],
)
def test_names_are_no_ordinary_words_even_where_they_are_words_too(language, word):
    assert not lexicon(language).is_ordinary(fold_word(word))


def test_words_for_peoples_are_known_as_such():
    assert lexicon("ar").is_people(fold_word("اليمنية"))
    assert lexicon("fa").is_people(fold_word("پاکستانی"))
    assert not lexicon("fa").is_people(fold_word("کتاب"))


def test_any_words_have_a_lexicon():
    assert lexicon_of(frozenset()).words
    assert not lexicon("fa").is_ordinary("")
