"""Whatever a text is, reading its names raises nothing, and every name stands where it is said to."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.corpus.names import names_in, sights
from watchdesk.core.corpus.proposal import propose
from watchdesk.core.corpus.reading import read
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.discovery import names_nearby
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Watchlist

ARABIC = sorted(word for group, words in CUES.items() if group.startswith("ar_") for word in words)
OTHERS = sorted(
    word
    for group in ("role", "domain", "org", "org_name", "place", "given", "country", "function", "outlet", "kin")
    for word in CUES[group]
)
HOSTILE = [
    "\u200c",
    "\u202e",
    "\ud800",
    "ﷲ",
    "\u0640",
    "ـ",
    "’",
    "-",
    "،",
    ",",
    ".",
    ":",
    "\n",
    "\n\n",
    "1",
    "ß",
    "عبد",
    "ال",
]
word = st.one_of(
    st.sampled_from(ARABIC),
    st.sampled_from(OTHERS).map(str.title),
    st.sampled_from(OTHERS),
    st.sampled_from(HOSTILE),
    st.sampled_from(["Fawad", "Карим", "رستمی", "کریم", "Massoud", "و", "د"]),
    st.text(max_size=4),
)
texts = st.lists(st.tuples(word, st.sampled_from([" ", " ", " ", "", "\u200c", ", ", "، "])), max_size=40).map(
    lambda pieces: "".join(piece + gap for piece, gap in pieces)
)
LANGUAGES = st.sampled_from(["", "fa", "ps", "ar", "ur", "en", "ru", "de"])


@settings(max_examples=150, deadline=None)
@given(texts, LANGUAGES)
def test_every_name_has_letters_lies_within_the_text_and_stands_behind_the_one_before(text: str, language: str) -> None:
    end = 0
    for name in names_in(text, language):
        assert end <= name.start < name.end <= len(text)
        assert text[name.start : name.end] == name.surface
        end = name.end


@settings(max_examples=100, deadline=None)
@given(texts, LANGUAGES)
def test_every_sight_has_words_and_a_place(text: str, language: str) -> None:
    for one in sights(text, language):
        assert 0 <= one.start < one.end <= len(text)
        assert one.words
        assert all(one.words)


@settings(max_examples=40, deadline=None)
@given(st.lists(texts, max_size=3))
def test_any_corpus_is_proposed_from_with_names_that_say_something(corpus: list[str]) -> None:
    for actor in propose([read(text) for text in corpus]).actors:
        assert actor.name.strip()
        assert actor.id


MATCHER = compile_watchlist(
    Watchlist(actors=(Actor("p-massoud", "Ahmad Massoud", "person", names=(("fa", "احمد مسعود"),)),))
)


@settings(max_examples=60, deadline=None)
@given(texts, texts, st.sampled_from(["Ahmad Massoud", "احمد مسعود"]))
def test_names_near_an_actor_are_marked_where_they_stand(before: str, after: str, actor: str) -> None:
    document = Document(f"{before} {actor} {after}")
    for one in names_nearby(document, MATCHER.match(document)):
        assert one.surface.strip()
        assert one.key
        start, end = next((start, end) for start, end, term in one.snippet.marks if not term)
        assert 0 <= start < end <= len(one.snippet.text)


TITLES = ("رهبر", "سخنگوی", "قوماندان", "وزیر", "زعيم", "الجنرال", "ترجمان", "مشر")


@pytest.mark.parametrize("title", TITLES)
def test_a_title_before_a_word_of_bodies_leads_to_nobody(title: str) -> None:
    for modifier in sorted(CUES["ar_modifier"]):
        assert all(name.type != "person" for name in names_in(f"{title} {modifier} است."))
