"""Long texts and long lists are matched in linear time: function calls are counted, so that no clock decides."""

import sys
from itertools import count, product

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Keyword, Watchlist

LIST = Watchlist(
    (
        Actor("f", "Front of the Hills", "org", acronyms=("FOH",), exclude=("Front of the Hills of Nowhere",)),
        Actor("k", "Karim Ahmad Bandari", "person", surname="default", cues=("late",), related=("f",)),
        Actor("j", "Jawad Bandari", "person"),
        Actor("v", "Kandomar", "place", require=("Front of the Hills",)),
    ),
    (Keyword("w", "hills NEAR/5 bandari"), Keyword("b", '"of the" AND NOT lowlands')),
)
MATCHER = compile_watchlist(LIST)
LETTERS = "bdfgklmnrstz"
LONG = 4_000


def calls(work):
    """How many functions a piece of work calls."""
    counted = count()
    sys.setprofile(lambda _frame, event, _arg: next(counted) if event in {"call", "c_call"} else None)
    try:
        work()
    finally:
        sys.setprofile(None)
    return next(counted)


def calls_to_match(matcher, text):
    return calls(lambda: matcher.match(Document(text)))


def calls_to_compile(actors):
    return calls(lambda: compile_watchlist(Watchlist(actors)))


@pytest.mark.parametrize(
    "text",
    [
        "The late Karim Ahmad Bandari met the FOH. ",
        "Karim Ahmad Bandari and Jawad Bandari and Bandari ",
        "Front of the Hills (FOH) and FHO in Kandomer. ",
        "The Front of the Hills of Nowhere said so.\n",
        "FOH ",
        "X (FOH) [FOH] ",
        "Karim-Ahmad's ",
        "of the ",
        "KARIM AHMAD BANDARI SAID\n",
        "a",
        "a ",
        "B",
        "(",
        "'",
        "\n",
        "\u0301",
        "\u200c",
        "\ufdf2",
    ],
)
def test_twice_the_text_is_twice_the_work(text):
    times = LONG // len(text)
    calls_to_match(MATCHER, text * times)  # words met for the first time cost more
    once, twice = calls_to_match(MATCHER, text * times), calls_to_match(MATCHER, text * 2 * times)
    assert twice <= 2.1 * once


@pytest.mark.parametrize("query", ["war NEAR/1000 peace", "peace BEFORE/5 war", "(war OR peace) NEAR/9 (war OR peace)"])
def test_twice_the_text_of_frequent_words_is_twice_the_work_for_a_query(query):
    matcher = compile_watchlist(Watchlist((), (Keyword("w", query),)))
    text = "war and then peace and war. " * 500
    calls_to_match(matcher, text)
    assert calls_to_match(matcher, 2 * text) <= 2.1 * calls_to_match(matcher, text)


WORDS = ["".join(some).title() for some in product(LETTERS, "aeiou", LETTERS)][:200]
NAMES = {
    "all different": [f"{word}ol {word}ir" for word in WORDS],
    "with one first word": [f"Karim {word}un" for word in WORDS],
    "with one last word": [f"{word}un Bandari" for word in WORDS],
    "that sound alike": ["K{}r{}m{}nd{}r".format(*some) for some in product("aeiou", repeat=4)],
}
LISTS = {
    "actors": lambda names: tuple(Actor(name, name, "person") for name in names),
    "places": lambda names: tuple(Actor(name, name, "place") for name in names),
    "aliases of one place": lambda names: (Actor("a", "Kandomar", "place", aliases=tuple(names)),),
}


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("actors", LISTS.values(), ids=LISTS.keys())
def test_twice_the_names_are_at_most_twice_the_work(actors, names):
    half, whole = actors(names[: len(names) // 2]), actors(names)
    calls_to_compile(whole)
    assert calls_to_compile(whole) <= 2.2 * calls_to_compile(half)


@pytest.mark.parametrize("names", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("actors", LISTS.values(), ids=LISTS.keys())
def test_a_text_of_twice_the_names_is_at_most_twice_the_work(actors, names):
    matcher = compile_watchlist(Watchlist(actors(names)))
    half, whole = ". ".join(names[: len(names) // 2]), ". ".join(names)
    calls_to_match(matcher, whole)
    assert calls_to_match(matcher, whole) <= 2.2 * calls_to_match(matcher, half)


def test_a_text_of_twice_a_family_each_taken_up_alone_is_at_most_twice_the_work():
    names = NAMES["with one last word"]
    matcher = compile_watchlist(Watchlist(LISTS["actors"](names)))
    half, whole = (" ".join(f"{name} spoke. Bandari said so." for name in some) for some in (names[:100], names))
    calls_to_match(matcher, whole)
    assert calls_to_match(matcher, whole) <= 2.2 * calls_to_match(matcher, half)
