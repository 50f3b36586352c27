"""A text at which the matcher itself fails: the others are matched, and it is told of, kept and tried again later."""

import threading
from dataclasses import replace

from sqlalchemy import select
from structlog.testing import capture_logs
from tests.desks import Clock
from tests.newsroom import FILLER, Newsroom

from watchdesk.core import render
from watchdesk.core.matching import Matcher
from watchdesk.model import Document, Hit, Matched, Mention
from watchdesk.pipeline.cut import cut_now, preview
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.explain import find, refused, standing
from watchdesk.pipeline.match import match_unmatched
from watchdesk.pipeline.round import run_round
from watchdesk.pipeline.status import status
from watchdesk.store import schema

MASSOUD = "Ahmad Massoud told reporters in the afternoon that he would go on with his work through the winter."
ODD = "Ahmad Massoud spoke of the odd bridge, and all who had come to hear him went home late in the evening."


class Failing:
    """A matcher that fails at every text about an odd bridge; it counts how often."""

    def __init__(self, matcher: Matcher, list_hash: str = "") -> None:
        self.hash = list_hash or matcher.hash
        self.failed = 0
        self._matcher = matcher

    def match(self, document: Document) -> Matched:
        if "odd bridge" in document.text:
            self.failed += 1
            raise IndexError("string index out of range")
        return self._matcher.match(document)


def with_matcher(desk: Desk, matcher: object) -> Desk:
    return replace(desk, matcher=matcher, rematched=threading.Event())  # type: ignore[arg-type]  # a real object with the same method


def tell(newsroom: Newsroom, *texts: str) -> None:
    for number, text in enumerate(texts, 1):
        newsroom.article(f"/{number}", f"Report {number}", text, *FILLER)
    newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", "", None) for number in range(1, len(texts) + 1)))


def cut(desk: Desk) -> list[str]:
    edition = cut_now(desk, desk.settings.daily, desk.clock())
    return [] if edition is None else sorted(article.title for article in edition.articles)


def test_a_text_at_which_the_matcher_fails_stops_no_other_and_is_told_of(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, MASSOUD, ODD, MASSOUD)
    failing = with_matcher(desk, Failing(desk.matcher))
    with capture_logs() as logs:
        assert run_round(failing).hits == 2
    [logged] = [one for one in logs if "could not be matched" in one["event"]]
    assert logged["exc_info"]
    found = status(failing)
    assert found.needs_look
    [trouble] = found.unmatched
    assert trouble.what == f"{newsroom.url}/2"
    assert trouble.since == desk.clock()
    assert "IndexError: string index out of range" in trouble.reason
    edition = preview(failing, desk.settings.daily, desk.clock())
    assert edition.coverage.unmatched == (trouble,)
    assert edition.coverage.has_problem
    for form in (render.markdown, render.html, render.text):
        assert "Could not be matched" in form(edition)
        assert "/2" in form(edition)
    assert '"unmatched"' in render.json_text(edition)
    assert '"unmatched"' not in render.json_text(replace(edition, coverage=replace(edition.coverage, unmatched=())))
    assert cut(failing) == ["Report 1", "Report 3"]


def test_it_is_tried_once_a_round_and_an_hour_and_is_in_an_edition_once_the_fault_is_mended(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, MASSOUD, ODD)
    failing = Failing(desk.matcher)
    for minutes, failed in ((0, 1), (15, 1), (50, 2)):
        clock.forward(minutes=minutes)
        run_round(with_matcher(desk, failing))
        assert failing.failed == failed
    assert cut(desk) == ["Report 1"]
    clock.forward(minutes=61)
    assert match_unmatched(desk) == 1
    assert status(desk).unmatched == ()
    assert cut(desk) == ["Report 2"]


def test_another_list_is_tried_on_it_at_once(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, ODD)
    run_round(with_matcher(desk, Failing(desk.matcher)))
    again = Failing(desk.matcher, "another list's")
    assert match_unmatched(with_matcher(desk, again)) == 0
    assert again.failed == 1
    assert match_unmatched(with_matcher(desk, replace(desk.matcher, hash="a mended matcher's"))) == 1


def test_a_page_that_comes_anew_is_kept_though_the_matcher_fails_at_it(
    newsroom: Newsroom, clock: Clock, desk: Desk
) -> None:
    tell(newsroom, MASSOUD)
    run_round(desk)
    assert cut(desk) == ["Report 1"]
    newsroom.article("/1", "Report 1", ODD, *FILLER)
    newsroom.feed("/a.xml", ("/1", "Report 1", "Changed.", None))
    clock.forward(hours=3)
    run_round(with_matcher(desk, Failing(desk.matcher)), everything=True)
    assert [trouble.what for trouble in status(desk).unmatched] == [f"{newsroom.url}/1"]
    clock.forward(hours=2)
    assert match_unmatched(desk) == 1
    assert cut(desk) == ["Report 1"]


def test_a_list_that_fails_at_a_text_leaves_what_an_earlier_one_has_found(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, ODD, MASSOUD)
    run_round(desk)
    failing = with_matcher(desk, Failing(desk.matcher, "a later list's"))
    assert run_round(failing).rematched == 2
    assert [trouble.what for trouble in status(failing).unmatched] == [f"{newsroom.url}/1"]
    assert cut(failing) == ["Report 1", "Report 2"]


def test_what_is_baseline_is_no_trouble_of_an_edition(newsroom: Newsroom, desk: Desk) -> None:
    newsroom.feed("/a.xml", ("/1", "Report 1", ODD, None))
    desk = with_matcher(replace(desk, settings=replace(desk.settings, backfill="none")), Failing(desk.matcher))
    run_round(desk)
    assert len(status(desk).unmatched) == 1
    assert preview(desk, desk.settings.daily, desk.clock()).coverage.unmatched == ()


def test_explain_says_that_a_text_could_not_be_matched(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, ODD)
    failing = with_matcher(desk, Failing(desk.matcher))
    run_round(failing)
    article = find(failing, f"{newsroom.url}/1")
    assert refused(failing, article) == ()
    [said] = standing(failing, article).values()
    assert "could not be matched" in said
    assert "IndexError" in said


class Misplacing:
    """A matcher whose mentions lie where no text is: what looks around them may fail."""

    def __init__(self, matcher: Matcher) -> None:
        self.hash = matcher.hash

    def match(self, document: Document) -> Matched:
        if not document.text:
            return Matched()
        mention = Mention("p-ahmad-massoud", "actor", "person", 3, 5, "", "literal", 1.0, "name")
        hit = Hit("p-ahmad-massoud", "actor", True, 1.0, (("mentions", 1.0),), (mention,))
        return Matched((replace(mention, start=None),), (hit,))  # type: ignore[arg-type]  # a wrong one on purpose


def test_hits_are_kept_though_the_names_near_them_cannot_be_had(newsroom: Newsroom, desk: Desk) -> None:
    tell(newsroom, MASSOUD)
    with capture_logs() as logs:
        assert run_round(with_matcher(desk, Misplacing(desk.matcher))).hits == 1
    assert [one["event"] for one in logs if one.get("exc_info")] == ["no names could be proposed from a text"]
    assert status(desk).unmatched == ()
    with desk.store.reading() as connection:
        assert connection.execute(select(schema.hits.c.term)).scalars().all() == ["p-ahmad-massoud"]
