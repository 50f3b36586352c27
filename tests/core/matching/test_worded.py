import pytest

from watchdesk.core.matching import compile_watchlist, in_words, shown_by
from watchdesk.core.matching.worded import Shown, does
from watchdesk.model import Actor, Document, Keyword, Watchlist

FRONT = Actor("o-front", "Free Front", "org")


def watchlist(query):
    return Watchlist((FRONT,), (Keyword("k", query),))


def shown(query):
    listed = watchlist(query)
    return shown_by(listed.keywords[0], listed, compile_watchlist(listed))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ('"Spring Offensive"', "“Spring Offensive”"),
        ("resist*", "“resist…”"),
        ("war AND (peace OR truce)", "“war”, and (“peace” or “truce”)"),
        ("war NOT film", "“war”, and without “film”"),
        ("war NEAR/8 peace", "“war” within 8 words of “peace”"),
        ("war BEFORE/5 peace", "“war” at most 5 words before “peace”"),
        ("title:war lang:fa", "in the title “war”, and a text in fa"),
        ("count(war)>=2 actor:o-front", "“war” at least 2 times, and Free Front"),
    ],
)
def test_a_query_is_read_back_in_words(query, said):
    assert in_words(Keyword("k", query), watchlist(query)) == said


@pytest.mark.parametrize(
    "query",
    [
        "war AND (peace OR truce)",
        "war NOT film",
        "war NEAR/8 (peace OR truce)",
        "war BEFORE/5 peace",
        "title:war lang:fa",
        "count(war)>=2 actor:o-front",
        "resist* AND Kabul OR uprising AND Herat",
    ],
)
def test_a_keyword_is_shown_by_texts_with_it_and_texts_without_one_condition(query):
    listed = watchlist(query)
    matcher = compile_watchlist(listed)
    examples = shown(query)
    assert {one.is_found for one in examples} == {True, False}
    assert all(does(one, "k", matcher) for one in examples)


def test_a_plain_phrase_has_nothing_that_could_be_missing():
    assert [(one.document.text, one.is_found) for one in shown('"Spring Offensive"')] == [("Spring Offensive", True)]


def test_what_must_not_stand_beside_a_phrase_is_shown():
    assert [one.document.text for one in shown("war NOT film") if not one.is_found] == ["war … film"]


def test_an_example_that_the_matcher_contradicts_is_told():
    matcher = compile_watchlist(watchlist("war AND peace"))
    assert not does(Shown(Document("war"), ""), "k", matcher)
    assert not does(Shown(Document("war and peace"), "", is_found=False), "k", matcher)
