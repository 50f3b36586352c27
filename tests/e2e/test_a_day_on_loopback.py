"""Two days of a desk: poll, digest, mail, restart, a relay that is down, the second day."""

import email
import json
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from tests.desks import Clock, desk_of, mail_to, settings_of
from tests.newsroom import Newsroom

from watchdesk.daemon import start_schedules, tick

AHMAD = "Ahmad Massoud told reporters that the National Resistance Front would go on with its work through the winter."
FILLER = (
    "The meeting was held in a hall at the edge of the town, and it lasted for most of the afternoon.",
    "Local people said that the road had been closed since the morning because of the snow on the pass.",
    "Officials did not answer questions about the closure, and no new date for its opening was given.",
)


class Mailbox:
    """Keeps what it is sent; refuses for now while ``is_down``."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bytes]] = []
        self.is_down = False

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:
        if self.is_down:
            return "451 try again later"
        self.mails.append((envelope.rcpt_tos[0], envelope.original_content or b""))
        return "250 kept"


@pytest.fixture
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box = Mailbox()
    controller = Controller(box, hostname="127.0.0.1", port=0, server_kwargs={"enable_SMTPUTF8": False})
    controller.start()
    try:
        yield box, controller.server.sockets[0].getsockname()[1]
    finally:
        controller.stop()


def parsed(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=default)
    assert isinstance(message, EmailMessage)
    return message


def urls_of(edition: Path) -> list[str]:
    stories = json.loads(edition.read_text(encoding="utf-8"))["stories"]
    return sorted(article["url"] for story in stories for article in story["articles"])


def test_two_days_give_two_editions_each_article_once_and_each_mail_once(
    tmp_path: Path, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    clock = Clock()  # 06:30 in Kabul
    with Newsroom() as newsroom:
        settings = settings_of(
            tmp_path, f"{newsroom.url}/a.xml", f"{newsroom.url}/gone.xml", mail=mail_to(port, "a@b.test", "c@d.test")
        )
        newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
        newsroom.article("/2", "Snow in the north", *FILLER)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", clock()), ("/2", "Snow in the north", "", clock()))
        desk = desk_of(settings, clock)
        start_schedules(desk)
        tick(desk)
        assert not list(settings.digests.glob("*"))

        clock.forward(minutes=31)
        tick(desk)
        assert urls_of(settings.digests / "2026-11-20.json") == [f"{newsroom.url}/1"]
        assert [to for to, _ in box.mails] == ["a@b.test", "c@d.test"]
        first = parsed(box.mails[0][1])
        assert [part.get_content_type() for part in first.walk() if not part.is_multipart()][:2] == [
            "text/plain",
            "text/html",
        ]
        body = first.get_body(("plain",))
        assert body is not None
        assert "Ahmad Massoud" in body.get_content()
        assert "gone.xml" in body.get_content()  # the feed that failed stands in the coverage statement
        desk.store.close()

        desk = desk_of(settings, clock)  # a restart
        clock.forward(minutes=30)
        tick(desk)
        assert len(box.mails) == 2
        assert len(list(settings.digests.glob("*.json"))) == 1

        newsroom.article("/3", "The front replies", "The NRF answered on Friday. " + FILLER[0], *FILLER)
        newsroom.feed("/a.xml", ("/3", "The front replies", "", clock()), ("/1", "A winter of talks", "", clock()))
        box.is_down = True
        clock.forward(hours=23)
        tick(desk)
        assert urls_of(settings.digests / "2026-11-21.json") == [f"{newsroom.url}/3"]
        assert len(box.mails) == 2

        box.is_down = False
        clock.forward(hours=2)
        tick(desk)
        tick(desk)
        assert [to for to, _ in box.mails[2:]] == ["a@b.test", "c@d.test"]
        assert parsed(box.mails[2][1])["Message-ID"] != first["Message-ID"]
        assert len(list(settings.digests.glob("*.json"))) == 2
        desk.store.close()


def test_a_retried_mail_has_the_same_message_id_and_the_same_bytes(
    tmp_path: Path, mailbox: tuple[Mailbox, int]
) -> None:
    box, port = mailbox
    clock = Clock()
    taken: list[bytes] = []

    async def take_and_deny(_server: SMTP, _session: Session, envelope: Envelope) -> str:
        taken.append(envelope.original_content or b"")
        return "451 it was taken, but the answer says otherwise" if len(taken) == 1 else "250 kept"

    box.handle_DATA = take_and_deny  # type: ignore[method-assign]
    with Newsroom() as newsroom:
        newsroom.article("/1", "A winter of talks", AHMAD, *FILLER)
        newsroom.feed("/a.xml", ("/1", "A winter of talks", "", clock()))
        settings = settings_of(tmp_path, f"{newsroom.url}/a.xml", mail=mail_to(port, "a@b.test"))
        desk = desk_of(settings, clock)
        start_schedules(desk)
        for _ in range(3):
            clock.forward(hours=1)
            tick(desk)
        desk.store.close()
    assert len(taken) == 2
    assert taken[0] == taken[1]
