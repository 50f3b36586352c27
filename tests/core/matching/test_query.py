import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.matching import QueryError, compile_watchlist, parse_query
from watchdesk.core.matching.query import ActorIs, All, Count, Either, InTitle, LanguageIs, Near, Not, Phrase
from watchdesk.model import Actor, Document, Keyword, Watchlist

FRONT = Actor("o-front", "Resistance Front", "org", acronyms=("NRF",))
KABUL = Actor("l-kabul", "Kabul", "place")


def found(query, text, title="", language=""):
    matcher = compile_watchlist(Watchlist((FRONT, KABUL), (Keyword("k", query),)))
    mentions = matcher.match(Document(text, title, language)).mentions
    return [one.surface for one in mentions if one.kind == "keyword"]


def fires(query, text):
    matcher = compile_watchlist(Watchlist((FRONT, KABUL), (Keyword("k", query),)))
    return any(hit.term == "k" for hit in matcher.match(Document(text)).hits)


def test_a_query_becomes_a_tree():
    assert parse_query('"spring offensive" OR fight* NOT (title:Kabul lang:FA)') == Either(
        (
            Phrase(("spring", "offensive")),
            All(
                (
                    Phrase(("fight",), is_prefix=True),
                    Not(All((InTitle(Phrase(("kabul",))), LanguageIs("fa")))),
                )
            ),
        )
    )
    assert parse_query("a1 NEAR/8 actor:o-front BEFORE/2 place:l-kabul") == Near(
        Near(Phrase(("a1",)), ActorIs("o-front"), 8, is_ordered=False), ActorIs("l-kabul"), 2, is_ordered=True
    )
    assert parse_query("count(actor:o-front) >= 2") == Count(ActorIs("o-front"), 2)


@pytest.mark.parametrize(
    ("query", "message", "column"),
    [
        ('war "spring offensive', "quotation mark", 5),
        ("(war OR peace", "never closed", 1),
        ("war)", "without an opening", 4),
        ("war AND", "missing at the end", 8),
        ("OR war", "expected before OR", 1),
        ("NOT war", "something wanted", 1),
        ("war OR NOT peace", "something wanted", 1),
        ("wa*", "3 letters", 1),
        ("w*r peace", "end of a word", 1),
        ("a NEAR/0 b", "distance", 3),
        ("", "missing at the end", 1),
        ("...", "no letter", 1),
        ("count(war)", ">=", 11),
        ("NOT NOT war", "twice", 5),
        ("(" * 20 + "war" + ")" * 20, "16 levels", 18),
        ("war OR " * 200 + "war", "200 terms", 1401),
    ],
)
def test_a_mistake_is_named_with_its_column(query, message, column):
    with pytest.raises(QueryError) as caught:
        parse_query(query)
    assert message in caught.value.message
    assert caught.value.column == column


@given(st.text(alphabet='ab "()*:/=>ORANDNT5é\u200f', max_size=40) | st.text(max_size=40))
def test_any_text_is_a_query_or_a_mistake_with_a_column_in_it(text):
    column = 1
    try:
        parse_query(text)
    except QueryError as error:
        column = error.column
    assert 1 <= column <= len(text) + 1


def test_words_and_phrases_are_found_folded_with_plural_and_possessive():
    assert found('"spring offensive"', "The Spring Offensives and the spring offensive’s end.") == [
        "Spring Offensives",
        "spring offensive",
    ]
    assert found("قیام", "قيام") == ["قيام"]
    assert found("наступление", "Весеннего наступления ждут") == ["наступления"]


def test_a_phrase_does_not_run_over_the_end_of_a_sentence():
    assert found('"spring offensive"', "In spring. Offensive words. In spring, offensive") == ["spring, offensive"]


def test_a_prefix_finds_the_words_that_begin_so():
    assert found("resist*", "Resistance resists; desist") == ["Resistance", "resists"]
    assert found('"armed resist*"', "armed resistance, unarmed resistance") == ["armed resistance"]


def test_and_or_not():
    assert found("war AND peace", "war and peace") == ["war", "peace"]
    assert found("war peace", "only war") == []
    assert found("war OR peace", "only war") == ["war"]
    assert found("war NOT peace", "war and peace") == []
    assert found("war NOT peace", "war and honey") == ["war"]


def test_near_and_before_count_the_words_between():
    assert found("war NEAR/2 peace", "peace and then war") == ["peace", "war"]
    assert found("war NEAR/1 peace", "peace and then war") == []
    assert found("war BEFORE/9 peace", "peace and then war") == []
    assert found("peace BEFORE/2 war", "peace and then war") == ["peace", "war"]
    assert found("war NEAR/3 peace", "of peace", title="war") == []


def test_actors_and_places_are_asked_by_id():
    assert found("offensive NEAR/4 actor:o-front", "The NRF began an offensive.") == ["offensive"]
    assert found("offensive place:l-kabul", "An offensive near Herat") == []


def test_title_language_and_count():
    assert found("title:war", "war and war") == []
    assert found("title:war", "war", title="A war") == ["war"]
    assert found("war lang:fa", "war", language="prs-AF") == ["war"]
    assert found("war lang:fa", "war", language="en") == []
    assert fires("count(actor:o-front)>=2", "NRF. NRF.")
    assert not fires("count(actor:o-front)>=2", "NRF.")
