"""Spellings counted over many articles, brought together into what is proposed."""

from dataclasses import replace

import pytest

from watchdesk.core.discovery import (
    Appearance,
    Found,
    Roll,
    Sentence,
    Spelling,
    best,
    folded,
    gather,
    name_key,
    new_name,
    type_among,
)
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Outlet, Snippet, Watchlist

WATCHLIST = Watchlist(actors=(Actor("p-massoud", "Ahmad Massoud", "person"), Actor("o-front", "Northern Front", "org")))
ROLL = Roll(WATCHLIST, compile_watchlist(WATCHLIST))
OUTLETS = (Outlet("one", "Daily Mirror Post", "en", ("wire",)), Outlet("two", "Two", "en"))


def written(name: str, articles: int, sentences: int | None = None) -> Spelling:
    return Spelling(name_key(name), name, articles, articles if sentences is None else sentences)


def gathered(*spellings: Spelling, shown=(), roll: Roll = ROLL) -> list[tuple[tuple[str, ...], int]]:
    return [(found.spellings, found.articles) for found in gather(spellings, roll, OUTLETS, 3, shown)]


def seen(name: str, number: int = 1, **changes) -> Appearance:
    parts = {"type": "", "actors": ("p-massoud",), "outlet": "one", "is_together": False, **changes}
    return Appearance(number, name_key(name), name, **parts)


def test_a_name_in_enough_articles_is_found_the_most_frequent_first() -> None:
    spellings = [written("Fawad Daryabi", 3), written("Karim Wardak", 4), written("Nobody Else", 2)]
    assert gathered(*spellings) == [(("Karim Wardak",), 4), (("Fawad Daryabi",), 3)]


def test_copies_of_one_sentence_count_once() -> None:
    assert gathered(written("Fawad Daryabi", 5, 2)) == []
    assert gathered(written("Fawad Daryabi", 5, 3)) == [(("Fawad Daryabi",), 3)]


def test_the_spellings_of_one_name_are_one() -> None:
    spellings = [written("Muhammad Yaqubi", 1), written("Mohammad Yaqoobi", 2)]
    assert gathered(*spellings) == [(("Mohammad Yaqoobi", "Muhammad Yaqubi"), 3)]


def test_two_names_with_one_key_stay_two() -> None:
    assert name_key("Ahmad Daryabi") == name_key("Hamid Daryabi")
    assert gathered(written("Ahmad Daryabi", 2), written("Hamid Daryabi", 2)) == []
    assert gathered(written("Ahmad Daryabi", 2), written("Hamid Daryabi", 3)) == [(("Hamid Daryabi",), 3)]


@pytest.mark.parametrize("name", ["Ahmed Masood", "Daily Mirror Post"])
def test_a_name_of_the_list_or_of_an_outlet_is_not_proposed(name: str) -> None:
    assert gathered(written(name, 3)) == []


def test_a_name_shown_before_is_proposed_no_more_in_whatever_case() -> None:
    spellings = [written("Mohammad Yaqoobi", 2), written("Muhammad Yaqubi", 1)]
    assert gathered(*spellings, shown={folded("Muhammad YAQUBI")}) == []
    assert len(gathered(*spellings, shown={folded("Someone Else")})) == 1


def test_an_ignored_name_is_not_proposed() -> None:
    roll = replace(ROLL, watchlist=replace(WATCHLIST, ignored=("Muhammad Yaqubi",)))
    assert gathered(written("Mohammad Yaqoobi", 3), roll=roll) == []


def test_the_newest_sentence_with_an_actor_in_it_shows_a_name() -> None:
    places = [seen("Fawad Daryabi", 1, is_together=True), seen("Fawad Daryabi", 2, is_together=True)]
    assert best([*places, seen("Fawad Daryabi", 3)]).id == 2


def test_what_is_told_of_a_name_comes_from_all_its_places() -> None:
    sentence = Sentence(Snippet("Ahmad Masoul came.", ((0, 12, ""),)), "https://two.example/1", "two")
    places = [
        seen("Ahmad Masoul", 1, actors=("o-front", "p-massoud"), type="person"),
        seen("Ahmad Masoul", 2, outlet="two"),
    ]
    new = new_name(Found("k", ("Ahmad Masoul",), 2), places, sentence, ROLL, {one.id: one for one in OUTLETS})
    assert (new.name, new.type, new.articles, new.outlets) == ("Ahmad Masoul", "person", 2, ("one", "two"))
    assert new.actors == ("p-massoud", "o-front")
    assert (new.snippet, new.url, new.outlet) == (sentence.snippet, sentence.url, "two")
    assert new.tags == ("wire",)
    assert new.spelling_of == "p-massoud"


def test_the_type_of_a_name_is_what_cues_said_most_often() -> None:
    names = [seen("Mohammad Yaqoobi", type=kind) for kind in ("", "", "", "person", "person", "org")]
    assert type_among(names, "Muhammad Yaqubi") == "person"
    assert type_among(names, "Fawad Daryabi") is None
