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
        ("war OR NOT peace", "something wanted", 8),
        ("lang:fa", "something wanted", 1),
        ("actor:o-front OR lang:fa", "something wanted", 18),
        ("wa*", "3 letters", 1),
        ("w*r peace", "end of a word", 1),
        ('"spring *"', "end of a word", 1),
        ("a NEAR/0 b", "distance", 3),
        ("", "empty", 1),
        ("  ", "empty", 3),
        ("...", "no letter", 1),
        ("count(war)", ">=", 11),
        ("NOT NOT war", "twice", 5),
        ("(" * 20 + "war" + ")" * 20, "16 levels", 18),
        ("war OR " * 200 + "war", "200 terms", 1401),
        ("war and peace", "capitals", 5),
        ("war AND not peace", "capitals", 9),
        ("war NEAR peace", "number of words", 5),
        ("war near/3 peace", "number of words", 5),
        ("war NEAR/x peace", "number of words", 5),
        ("war AFTER/5 peace", "no AFTER/5", 5),
        ("war NEAR/" + "9" * 5000 + " peace", "distance", 5),
        ("war NEAR/5 (NOT peace)", "NEAR is about words", 12),
        ("lang:fa BEFORE/2 war", "BEFORE is about words", 1),
        ("count(NOT war)>=2 peace", "about words", 6),
        ("count(war)>2", ">=", 11),
        ("count(war)>=0", "from 1", 11),
        ("count(war)>=" + "9" * 5000, "from 1", 11),
        ("war && peace", "write AND", 5),
        ("war | peace", "write OR", 5),
        ("war -peace", "write NOT", 5),
        ("+war peace", "write AND", 1),
        ("war, peace", "comma", 1),
        ("جنگ، صلح", "comma", 1),
        ("titel:war", "before a colon", 1),
        ("war actor: o-front", "without a space", 5),
        ("war lang:persian", "one language", 5),
        ("wom?n", "no ?", 1),
        ('"spring offensive"~5', "without a meaning", 19),
        ("'spring offensive'", "double quotation marks", 1),
        ("war ‘spring offensive’", "double quotation marks", 5),
        ("“spring offensive", "never closed", 1),
        ("(war peace OR", "missing at the end", 14),
        ("war (peace", "never closed", 5),
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


@pytest.mark.parametrize(
    "query",
    [
        "“spring offensive”",
        "«spring offensive»",
        "„spring offensive“",
        "＂spring offensive＂",
        '\u200f"spring offensive"',
    ],
)
def test_a_phrase_stands_in_the_quotation_marks_of_any_language(query):
    assert parse_query(query) == Phrase(("spring", "offensive"))


def test_words_with_the_signs_that_words_have_are_read():
    assert parse_query("girls' anti-Taliban U.S. 1,000 R&D 24/7 ʻUthman می‌گوید 10:30 Kabul. @someone") == All(
        (
            Phrase(("girls",)),
            Phrase(("anti", "taliban")),
            Phrase(("u", "s"), stops=(0,)),
            Phrase(("1", "000")),
            Phrase(("r", "d")),
            Phrase(("24", "7")),
            Phrase(("uthman",)),
            Phrase(("می", "گوید")),
            Phrase(("10", "30")),
            Phrase(("kabul",)),
            Phrase(("someone",)),
        )
    )


def test_field_names_may_be_written_in_capitals_and_numbers_in_any_digits():
    assert parse_query("Title:war COUNT(a1 NEAR/۸ b1)>=۲") == All(
        (InTitle(Phrase(("war",))), Count(Near(Phrase(("a1",)), Phrase(("b1",)), 8, is_ordered=False), 2))
    )


def test_brackets_are_no_terms():
    assert len(parse_query(" OR ".join(["(war)"] * 200)).parts) == 200


def test_words_and_phrases_are_found_folded_with_plural_and_possessive():
    assert found('"spring offensive"', "The Spring Offensives and the spring offensive’s end.") == [
        "Spring Offensives",
        "spring offensive",
    ]
    assert found("قیام", "قيام") == ["قيام"]
    assert found("наступление", "Весеннего наступления ждут") == ["наступления"]


def test_a_phrase_does_not_run_over_the_end_of_a_sentence():
    assert found('"spring offensive"', "In spring. Offensive words. In spring, offensive") == ["spring, offensive"]


def test_a_phrase_may_run_over_a_full_stop_that_it_writes():
    assert found('"U.S. troops"', "The U.S. troops left.") == ["U.S. troops"]
    assert found('"Gen. Sami"', "Gen. Sami left, and so did Gen Sami.") == ["Gen. Sami", "Gen Sami"]
    assert found('"Gen. Sami"', "Gen.\n\nSami left") == []


def test_a_part_of_a_compound_with_hyphens_is_a_word():
    assert found("Taliban", "The anti-Taliban front") == ["Taliban"]
    assert found('"anti-Taliban"', "anti-Taliban, anti Taliban, Taliban") == ["anti-Taliban", "anti Taliban"]


def test_a_prefix_finds_the_words_that_begin_so():
    assert found("resist*", "Resistance resists; desist") == ["Resistance", "resists"]
    assert found('"armed resist*"', "armed resistance, unarmed resistance") == ["armed resistance"]


def test_a_prefix_may_reach_into_the_ending_of_a_russian_word():
    assert found("наступлени*", "наступления, наступил") == ["наступления"]
    assert found("насту*", "наступления, наступил") == ["наступления", "наступил"]


def test_and_or_not():
    assert found("war AND peace", "peace and war") == ["war"]
    assert found("war peace", "only war") == []
    assert found("war OR peace", "only war") == ["war"]
    assert found("war OR peace", "peace and war") == ["peace", "war"]
    assert found("war NOT peace", "war and peace") == []
    assert found("war NOT peace", "war and honey") == ["war"]
    assert found("NOT peace war", "war and honey") == ["war"]


def test_near_and_before_count_the_words_between():
    assert found("war NEAR/2 peace", "peace and then war") == ["war"]
    assert found("war NEAR/1 peace", "peace and then war") == []
    assert found("war BEFORE/9 peace", "peace and then war") == []
    assert found("peace BEFORE/2 war", "peace and then war") == ["peace"]
    assert found("war NEAR/3 peace", "of peace", title="war") == []
    assert found("war NEAR/1 war", "a war war, and then no other war") == ["war", "war"]
    assert found("war NEAR/1 peace NEAR/1 honey", "peace war honey war") == ["war"]


def test_alternatives_that_overlap_are_found_once():
    assert found('resistance OR "armed resistance" OR armed', "armed resistance") == ["armed resistance"]
    assert not fires('count(resistance OR "armed resistance")>=2', "armed resistance")


def test_actors_and_places_are_asked_by_id():
    assert found("offensive NEAR/4 actor:o-front", "The NRF began an offensive.") == ["offensive"]
    assert found("offensive place:l-kabul", "An offensive near Herat") == []


def test_title_language_and_count():
    assert found("title:war", "war and war") == []
    assert found("title:war", "war", title="A war") == ["war"]
    assert found("title:(war AND peace)", "war and peace", title="war") == []
    assert found("war AND title:(NOT peace)", "war and peace", title="War") == ["War", "war"]
    assert found("war AND title:(NOT peace)", "war", title="Peace") == []
    assert not fires("title:count(war)>=2", "war and war")
    assert found("war lang:fa", "war", language="prs-AF") == ["war"]
    assert found("war lang:fa", "war", language="en") == []
    assert fires("count(actor:o-front)>=2", "NRF. NRF.")
    assert not fires("count(actor:o-front)>=2", "NRF.")


WORDS = st.sampled_from(["war", "peace", "peaces", "kabul", "nrf", "honey"])
TERMS = st.builds(
    "{}{}".format, st.sampled_from(["", "", "title:"]), WORDS | st.just("pea*") | st.just("actor:o-front")
)
PAIRS = st.builds("({} {} {})".format, TERMS, st.sampled_from(["NEAR/2", "BEFORE/1", "AND", "OR", "NOT"]), TERMS)
QUERIES = st.builds(
    "{} {} {}".format, PAIRS | TERMS, st.sampled_from(["AND", "OR", "AND NOT", "NEAR/3"]), PAIRS | TERMS
)
TEXTS = st.lists(WORDS | st.sampled_from(["NRF", "and", "Kabul", "."]), max_size=12).map(" ".join)


@given(QUERIES, TEXTS, TEXTS)
def test_every_place_that_is_counted_is_shown_and_none_twice(query, text, title):
    matcher = compile_watchlist(Watchlist((FRONT, KABUL), (Keyword("k", query),)))
    for hit in (one for one in matcher.match(Document(text, title)).hits if one.term == "k"):
        count = len(hit.mentions)
        assert hit.parts[0][0].startswith(f"named {count} times" if count > 1 else "named at")
        assert len({(one.field, one.start) for one in hit.mentions}) == count
        assert all(
            ((one.field == "text" and text) or title)[one.start : one.end] == one.surface for one in hit.mentions
        )


@given(st.lists(QUERIES, min_size=1, max_size=6), TEXTS, TEXTS)
def test_a_keyword_among_others_answers_as_it_does_alone(queries, text, title):
    keywords = tuple(Keyword(f"k{number}", query) for number, query in enumerate(queries))
    together = compile_watchlist(Watchlist((FRONT, KABUL), keywords)).match(Document(text, title)).hits
    alone = [
        hit
        for one in keywords
        for hit in compile_watchlist(Watchlist((FRONT, KABUL), (one,))).match(Document(text, title)).hits
    ]
    assert {hit.term: hit for hit in together} == {hit.term: hit for hit in alone}


@given(WORDS, WORDS, st.integers(1, 4), st.booleans(), TEXTS)
def test_near_finds_what_trying_every_pair_finds(left, right, reach, ordered, text):
    words = [word.lower() for word in text.replace(".", "").split()]
    forms = {word: {word, word + "s"} for word in (left, right)}
    pairs = [
        one
        for one, word in enumerate(words)
        for other, second in enumerate(words)
        if word in forms[left] and second in forms[right]
        if one < other <= one + reach + 1 or (not ordered and other < one <= other + reach + 1)
    ]
    query = f"{left} {'BEFORE' if ordered else 'NEAR'}/{reach} {right}"
    assert len(found(query, text)) == len(set(pairs))
