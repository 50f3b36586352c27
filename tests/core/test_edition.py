from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.editions import MORNING, OUTLETS, candidate, edition, prose

from watchdesk.core import edition as editing
from watchdesk.model import (
    Coverage,
    Edition,
    EditionArticle,
    Snippet,
    Story,
    Trouble,
)


def test_every_article_with_a_hit_that_counts_is_in_the_edition_once():
    made = [candidate(n, f"The Northern Front said {prose(chr(97 + n), 40)}.") for n in range(12)]
    cut = edition(*made)
    assert sorted(article.url for article in cut.articles) == sorted(one.article.url for one in made)


def test_an_article_with_evidence_alone_is_in_no_edition():
    assert edition(candidate(1, "Rain in the Valley.")).stories == ()


def test_evidence_is_marked_but_is_no_reason():
    (article,) = edition(candidate(1, "The Northern Front left the Valley.")).articles
    assert article.actors == ("o-front", "l-valley")
    assert article.reasons == ("o-front",)
    assert [article.text[start:end] for start, end, _ in article.marks] == ["Northern Front", "Valley"]


def test_the_sentence_with_a_reason_comes_before_those_with_evidence_alone():
    text = "The Valley is cold. " * 4 + "The Northern Front spoke. The Valley is wide."
    (article,) = edition(candidate(1, text)).articles
    assert [snippet.text for snippet in article.snippets] == ["The Northern Front spoke."]


def test_a_sentence_that_repeats_the_headline_is_quoted_only_where_no_other_is():
    title = "Dara Noor and the Northern Front: a talk"
    text = "DARA NOOR and  the Northern Front - a talk! The Northern Front spoke."
    (article,) = edition(candidate(1, text, title=title)).articles
    assert [snippet.text for snippet in article.snippets] == ["The Northern Front spoke."]
    (article,) = edition(candidate(1, f"{title}. Rain.", title=title)).articles
    assert [snippet.text for snippet in article.snippets] == [f"{title}. Rain."[: len(title) + 1]]


def test_a_sentence_that_comes_again_is_quoted_once():
    text = "The Northern Front spoke. The Northern  Front spoke! Dara Noor left."
    (article,) = edition(candidate(1, text)).articles
    assert [snippet.text for snippet in article.snippets] == ["The Northern Front spoke.", "Dara Noor left."]


def test_stories_stand_by_score_then_by_time_then_by_address():
    late = MORNING + timedelta(hours=1)
    made = [
        candidate(1, "Dara Noor.", title="b", first_seen=late),
        candidate(2, "Dara Noor.", title="a"),
        candidate(3, "Dara Noor met Dara Noor.", title="c", first_seen=late),
        candidate(4, "Dara Noor.", title="d"),
    ]
    assert [article.url[-1] for article in edition(*made).articles] == ["3", "2", "4", "1"]
    assert edition(*made) == edition(*reversed(made))


def test_the_window_is_what_was_seen_first_and_last():
    later = MORNING + timedelta(hours=5)
    cut = edition(candidate(1, "Dara Noor."), candidate(2, "Northern Front.", first_seen=later))
    assert cut.window == (MORNING, later)
    assert edition().window is None


def test_names_of_outlets_and_terms_do_not_get_in_each_others_way():
    cut = edition(candidate(1, "The Northern Front."), names=(("one", "a term called one"), ("o-front", "The Front")))
    assert dict(cut.outlets) == {"one": "Outlet One"}
    assert dict(cut.names) == {"o-front": "The Front"}


def test_an_id_without_a_name_stands_for_itself():
    cut = edition(candidate(1, "The Northern Front."), names=(), outlets=())
    assert dict(cut.outlets) == {"one": "one"}
    assert dict(cut.names) == {"o-front": "o-front"}


def test_a_copy_says_what_it_is_a_copy_of():
    text = "The Northern Front said " + prose("x", 200)
    lead, copy = edition(candidate(1, text), candidate(2, text, outlet="two")).articles
    assert (lead.copy_of, copy.copy_of) == (None, lead.url)


def test_sections_keep_the_stories_of_a_term_or_of_an_outlets_tag():
    cut = edition(candidate(1, "Dara Noor.", outlet="two"), candidate(2, "The Northern Front."), outlets=OUTLETS)
    assert [article.url[-1] for article in editing.select(cut, ("p-dara",)).articles] == ["1"]
    assert [article.url[-1] for article in editing.select(cut, ("wire",)).articles] == ["2"]
    assert editing.select(cut, ()) == cut
    assert editing.select(cut, ("nothing",)).stories == ()


def test_a_dumped_edition_loads_as_it_was():
    cut = edition(
        candidate(1, "سارا نوری گفت.", title="سارا نوری", language="fa-AF", published=MORNING),
        coverage=Coverage(3, 2, failed=(Trouble("https://x.example", MORNING, "gone"), Trouble("y", None, "late"))),
        notice="Sample text.",
    )
    assert editing.load(editing.dump(cut)) == cut


times = st.datetimes(timezones=st.just(MORNING.tzinfo))
words = st.text(st.characters(exclude_categories=("Cs",)), max_size=20)
marks = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), words), max_size=3).map(tuple)
articles = st.builds(
    EditionArticle,
    url=words,
    title=words,
    outlet=words,
    kind=st.sampled_from(["new", "update", "followup"]),
    text_from=st.sampled_from(["page", "feed"]),
    published=st.none() | times,
    first_seen=times,
    language=words,
    score=st.floats(allow_nan=False, allow_infinity=False),
    snippets=st.lists(st.builds(Snippet, words, marks), max_size=2).map(tuple),
    copy_of=st.none() | words,
    text=words,
    marks=marks,
)
editions = st.builds(
    Edition,
    id=words,
    schedule=words,
    date=st.dates(),
    cut_at=times,
    timezone=words,
    stories=st.lists(st.builds(Story, st.floats(-9, 9), st.lists(articles, max_size=2).map(tuple)), max_size=2).map(
        tuple
    ),
    coverage=st.just(Coverage()),
    window=st.none() | st.tuples(times, times),
)


@settings(max_examples=60, deadline=None)
@given(editions)
def test_any_edition_survives_being_kept(cut):
    assert editing.load(editing.dump(cut)) == cut
