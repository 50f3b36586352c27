"""From the ledger to the recipients: what is cut is whole, told once, held up by nobody, and sent by one process."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from itertools import count
from pathlib import Path
from threading import Barrier, Thread

import pytest
from tests.desks import Clock, desk_of, mail_to, settings_of
from tests.newsroom import TEXT, Newsroom
from tests.relay import parsed, relaying

from watchdesk.pipeline.cut import cut_now, cut_scheduled, preview
from watchdesk.pipeline.deliver import deliver, hand_over
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.round import run_round
from watchdesk.store import outbox


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", *TEXT)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", None))
        yield newsroom


@pytest.fixture
def desk_at(tmp_path: Path, newsroom: Newsroom) -> Iterator[Callable[..., Desk]]:
    made: list[Desk] = []

    def make(port: int = 1, *addresses: str, clock: Callable[[], datetime] | None = None) -> Desk:
        settings = settings_of(tmp_path, f"{newsroom.url}/a.xml", mail=mail_to(port, *addresses))
        made.append(desk_of(settings, clock or Clock()))
        return made[-1]

    yield make
    for desk in made:
        desk.store.close()


def at_once(*calls: Callable[[], object]) -> list[object]:
    barrier, results = Barrier(len(calls)), [None] * len(calls)

    def call(number: int) -> None:
        barrier.wait()
        results[number] = calls[number]()

    threads = [Thread(target=call, args=(number,)) for number in range(len(calls))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_two_processes_that_deliver_at_once_send_each_mail_once(desk_at) -> None:
    with relaying() as relay:
        desk, other = (desk_at(relay.port, "a@b.test", "c@d.test") for _ in range(2))
        run_round(desk)
        cut_now(desk, desk.settings.daily, desk.clock())
        relay.answer = lambda _: (time.sleep(0.3), "250 kept")[1]
        tried = at_once(lambda: deliver(desk), lambda: deliver(other))
        assert sorted(map(len, tried)) == [0, 2]  # type: ignore[arg-type]  # tuples of deliveries
        assert [to for to, _ in relay.mails] == ["a@b.test", "c@d.test"]
        with desk.store.reading() as connection:
            assert outbox.unsent(connection) == ()


def test_a_mail_that_is_queued_while_another_process_sends_is_sent_by_that_one(desk_at, newsroom: Newsroom) -> None:
    with relaying() as relay:
        desk, other = (desk_at(relay.port, "a@b.test") for _ in range(2))
        run_round(desk)
        cut_now(desk, desk.settings.daily, desk.clock())

        def meanwhile(_recipient: str) -> str:
            relay.answer = lambda _: "250 kept"
            newsroom.article("/2", "The front replies", *TEXT)
            newsroom.feed("/a.xml", ("/2", "The front replies", "", None))
            run_round(other, everything=True)
            cut_now(other, other.settings.daily, other.clock())
            assert deliver(other) == ()
            return "250 kept"

        relay.answer = meanwhile
        assert [delivery.state for delivery in deliver(desk)] == ["sent", "sent"]
        assert len(relay.mails) == 2


def test_two_processes_that_cut_at_once_put_each_article_in_one_edition(desk_at) -> None:
    desk, other = desk_at(), desk_at()
    run_round(desk)
    cut = at_once(*(lambda desk=desk: cut_now(desk, desk.settings.daily, desk.clock()) for desk in (desk, other)))
    assert len([edition for edition in cut if edition]) == 1


def interrupted(desk: Desk, interruption: Callable[[], object]) -> Desk:
    """A desk to which something happens while it drafts an edition: when it asks for the time once more."""
    calls = count(1)

    def clock() -> datetime:
        if next(calls) == 2:
            interruption()
        return desk.clock()

    return replace(desk, clock=clock)


def test_what_another_process_cuts_while_an_edition_is_drafted_is_not_in_it(desk_at) -> None:
    desk, other = desk_at(), desk_at()
    run_round(desk)
    others = []
    slow = interrupted(desk, lambda: others.append(cut_now(other, other.settings.daily, other.clock())))
    assert cut_now(slow, desk.settings.daily, desk.clock()) is None
    [edition] = others
    assert edition is not None
    assert len(edition.articles) == 1


def test_what_is_found_while_an_edition_is_drafted_stands_in_the_next_one(desk_at, newsroom: Newsroom) -> None:
    desk, other = desk_at(), desk_at()
    run_round(desk)

    def find() -> None:
        newsroom.article("/2", "The front replies", *TEXT)
        newsroom.feed("/a.xml", ("/2", "The front replies", "", None))
        run_round(other, everything=True)

    first = cut_now(interrupted(desk, find), desk.settings.daily, desk.clock())
    second = cut_now(desk, desk.settings.daily, desk.clock())
    assert first is not None
    assert second is not None
    assert [article.url[-2:] for edition in (first, second) for article in edition.articles] == ["/1", "/2"]


def test_a_preview_holds_up_no_writer(desk_at) -> None:
    desk, other = desk_at(), desk_at()
    run_round(desk)

    def write() -> None:
        with other.store.writing() as connection:
            outbox.mark_told(connection, [1])

    assert preview(interrupted(desk, write), desk.settings.daily, desk.clock()).articles


def test_a_refused_mail_is_told_in_the_next_edition_however_often_nothing_was_found(
    desk_at, newsroom: Newsroom
) -> None:
    with relaying() as relay:
        desk = desk_at(relay.port, "a@b.test")
        relay.answer = lambda _: "550 no such user"
        run_round(desk)
        cut_now(desk, desk.settings.daily, desk.clock())
        assert [delivery.state for delivery in deliver(desk)] == ["failed"]
        assert cut_now(desk, desk.settings.daily, desk.clock()) is None
        assert preview(desk, desk.settings.daily, desk.clock()).coverage.undelivered
        newsroom.article("/2", "The front replies", *TEXT)
        newsroom.feed("/a.xml", ("/2", "The front replies", "", None))
        run_round(desk, everything=True)
        edition = cut_now(desk, desk.settings.daily, desk.clock())
        assert edition is not None
        assert [trouble.what for trouble in edition.coverage.undelivered] == ["a@b.test"]
        assert preview(desk, desk.settings.daily, desk.clock()).coverage.undelivered == ()


def test_a_folder_that_cannot_be_written_holds_up_no_mail_and_no_other_edition(desk_at, newsroom: Newsroom) -> None:
    with relaying() as relay:
        desk = desk_at(relay.port, "a@b.test")
        run_round(desk)
        first = cut_now(desk, desk.settings.daily, desk.clock())
        assert first is not None
        desk.settings.digests.mkdir()
        newsroom.article("/2", "The front replies", *TEXT)
        newsroom.feed("/a.xml", ("/2", "The front replies", "", None))
        run_round(desk, everything=True)
        cut_now(desk, desk.settings.daily, desk.clock())
        (desk.settings.digests / f"{first.id}.html").write_text("mine")
        handed = hand_over(desk)
        assert [path.name for path in handed.written] == [f"{first.id}-2.{form}" for form in ("md", "html", "json")]
        assert f"{first.id}.html is there already" in (handed.problem or "")
        assert len(relay.mails) == 2


def test_an_empty_edition_is_skipped_once_and_its_date_is_used_up(desk_at, newsroom: Newsroom) -> None:
    newsroom.article("/1", "Snow", *TEXT[1:])
    newsroom.feed("/a.xml", ("/1", "Snow", "", None))
    desk = desk_at()
    run_round(desk)
    schedule = replace(desk.settings.daily, when_empty="skip")
    day = desk.clock().date()
    assert cut_scheduled(desk, schedule, day, desk.clock()) is None
    assert cut_scheduled(desk, replace(schedule, when_empty="write"), day, desk.clock()) is None


def test_recipients_of_the_same_edition_get_the_same_body_under_their_own_names(desk_at) -> None:
    with relaying() as relay:
        desk = desk_at(relay.port, "a@b.test", "c@d.test")
        run_round(desk)
        cut_now(desk, desk.settings.daily, desk.clock())
        deliver(desk)
        first, second = (parsed(content) for _, content in relay.mails)
        assert (first["To"], second["To"]) == ("a@b.test", "c@d.test")
        assert first["Message-ID"] != second["Message-ID"]
        bodies = [content.split(b"\r\n\r\n", 1)[1] for _, content in relay.mails]
        assert bodies[0] == bodies[1]
        assert all(b"@b.test" not in body for body in bodies)
