import pytest

from watchdesk.core.matching.parts import key_of, parts_of
from watchdesk.core.matching.sounds import likeness
from watchdesk.core.matching.tables import classes, groups, lines
from watchdesk.core.text import fold_word, tokens


def parts(name):
    return parts_of([token.word for token in tokens(name)])


@pytest.mark.parametrize(
    "name",
    [
        "Abdul Rashid",
        "Abd al-Rashid",
        "Abdurrashid",
        "Abdulrasheed",
        "عبدالرشید",
        "عبد الرشيد",
        "عبد‌الرشید",
        "Абдул Рашид",
    ],
)
def test_a_compound_is_one_part_however_it_is_written(name):
    assert parts(name) == (("abd", "rashid"),)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Rahmat Ullah", (("rahmat", "allah"),)),
        ("رحمت‌الله", (("rahmat", "allah"),)),
        ("Nur ul-Haq", (("noor", "haq"),)),
        ("نورالحق", (("noor", "haq"),)),
        ("Nasir-ud-Din", (("nasir", "din"),)),
        ("Akhund Zada", (("akhund", "zada"),)),
        ("Abu Bakr", (("abu", "bakr"),)),
        ("Osama bin Laden", (("osama",), ("laden",))),
        ("Al-Ghamdi", (("ghamdi",),)),
        ("Абдуррашид", (("abd", "rashid"),)),
        ("Абдулла", (("abd", "allah"),)),
        ("Рахматуллой", (("rahmat", "allah"),)),
    ],
)
def test_compounds_and_particles_are_taken_apart(name, expected):
    assert parts(name) == expected


def test_the_key_does_not_depend_on_joins_vowels_or_script():
    keys = {
        key_of([token.word for token in tokens(name)])
        for name in ("Ahmad Shah Ramazan", "احمدشاه رمضان", "Ахмед Шах Рамазан")
    }
    assert len(keys) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [("Burgeet", "Burget"), ("Dostum", "دوستم"), ("Mohaqiq", "محقق"), ("Карзай", "Karzai"), ("Azhar", "ازهر")],
)
def test_spellings_of_one_word_sound_alike(one, other):
    assert likeness(fold_word(one), fold_word(other)) > 0.9


@pytest.mark.parametrize(
    ("one", "other"), [("Karimi", "Karim"), ("Saleh", "Samad"), ("Danish", "Nabil"), ("مسعودی", "مسعود")]
)
def test_different_words_do_not(one, other):
    assert likeness(fold_word(one), fold_word(other)) < 0.75


def test_no_spelling_stands_in_two_classes_and_every_line_has_its_reason():
    assert len(classes("name_parts")) > 800
    assert all(line.why for table in ("name_parts", "words") for line in lines(table))
    assert {"title", "particle", "institution", "son"} <= groups("words").keys()
