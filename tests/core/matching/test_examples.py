import pytest

from watchdesk.core.matching import compile_watchlist, examples_of
from watchdesk.core.matching.examples import Example, holds
from watchdesk.core.matching.respelled import endings, respellings, spacings
from watchdesk.model import Actor, Watchlist

SON = Actor(
    "p-son",
    "Ahmad Massoud",
    "person",
    names=(("fa", "احمد مسعود"), ("ru", "Ахмад Масуд")),
    surname="default",
    related=("o-front",),
)
FATHER = Actor("p-father", "Ahmad Shah Massoud", "person", cues=("late",))
FRONT = Actor(
    "o-front",
    "Free Front",
    "org",
    names=(("ps", "د ازادۍ جبهه"),),
    acronyms=("FF",),
    require=("Herat", "p-son"),
    exclude=("Free Front of Sudan", "Khartoum"),
)
TOWN = Actor("l-town", "Panjshir", "place", counts=False)
LIST = Watchlist((SON, FATHER, FRONT, TOWN))
MATCHER = compile_watchlist(LIST)


def examples(actor):
    return examples_of(actor, LIST, MATCHER)


def surfaces(actor, why, *, is_found=True):
    return [one.text[one.start : one.end] for one in examples(actor) if why in one.why and one.is_found == is_found]


@pytest.mark.parametrize("actor", LIST.actors, ids=lambda actor: actor.id)
def test_every_example_was_tried_out(actor):
    assert examples(actor)
    assert all(holds(one, actor.id, MATCHER) for one in examples(actor))


def test_an_example_that_the_matcher_contradicts_does_not_hold():
    found = Example("Ahmad Massoud spoke.", 0, 13, "")
    assert holds(found, "p-son", MATCHER)
    assert not holds(found, "p-father", MATCHER)
    assert not holds(Example("Ahmad Massoud spoke.", 0, 5, ""), "p-son", MATCHER)
    assert not holds(Example("Ahmad Massoud spoke.", 0, 13, "", is_found=False), "p-son", MATCHER)


def test_a_person_is_shown_in_other_spellings_and_apart_from_those_of_the_same_family():
    assert "Ahmad Masoud" in surfaces(SON, "spelled otherwise")
    assert surfaces(SON, "it is p-father", is_found=False) == ["Ahmad Shah Massoud"]
    assert surfaces(SON, "another person", is_found=False) == ["Karim Massoud"]


def test_a_bare_family_name_is_shown_with_its_condition():
    assert surfaces(SON, "the family name alone", is_found=False)[0] == "Massoud"
    assert "Massoud" in surfaces(SON, "somebody related")
    assert surfaces(FATHER, "after a cue") == ["Massoud"]


def test_a_short_form_is_shown_with_a_word_it_requires_and_without():
    assert "FF, Herat" in [one.text for one in examples(FRONT)]
    assert surfaces(FRONT, "without any of the words", is_found=False) == ["FF"]
    assert not [one for one in examples(FRONT) if "p-son" in one.text]


def test_exclusions_are_shown_by_themselves_or_beside_the_name():
    assert surfaces(FRONT, "excluded", is_found=False) == ["Free Front of Sudan", "Free Front"]


def test_a_place_spelled_otherwise_is_shown_in_the_company_it_needs():
    assert "Panjsheer, Ahmad Massoud" in [one.text for one in examples(TOWN)]


def test_forms_are_spelled_spaced_and_inflected_as_languages_do():
    assert {"Muhammad Noor", "Mohammad Nur"} <= set(respellings("Mohammad Noor"))
    assert list(spacings("Abdul Rashid Dostum")) == ["Abdulrashid Dostum", "Abdul-Rashid Dostum"]
    assert list(spacings("احمد شاه")) == ["احمد\u200cشاه", "احمدشاه"]
    assert [form for _, form, _, _ in endings("Ахмад Масуд", "ru")] == ["Ахмада Масуда"]
    assert [form for _, form, _, _ in endings("Исламское движение Узбекистана", "ru")] == [
        "Исламского движения Узбекистана"
    ]
    assert [form for _, form, _, _ in endings("د ازادۍ جبهه", "ps")] == ["د ازادۍ جبهې"]
    assert list(endings("Джо", "ru")) == []
