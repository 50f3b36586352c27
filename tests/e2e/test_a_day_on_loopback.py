"""Two days of a desk: poll, digest, mail, restart, a relay that is down, the second day."""

import json
from pathlib import Path

from tests.desks import Clock, desk_of, mail_to, settings_of
from tests.newsroom import FILLER, Newsroom
from tests.relay import parsed, relaying

from watchdesk.daemon import start_schedules, tick

AHMAD = "Ahmad Massoud told reporters that the National Resistance Front would go on with its work through the winter."


def urls_of(edition: Path) -> list[str]:
    stories = json.loads(edition.read_text(encoding="utf-8"))["stories"]
    return sorted(article["url"] for story in stories for article in story["articles"])


def test_two_days_give_two_editions_each_article_once_and_each_mail_once(tmp_path: Path) -> None:
    clock = Clock()  # 06:30 in Kabul
    with Newsroom() as newsroom, relaying() as relay:
        settings = settings_of(
            tmp_path,
            f"{newsroom.url}/a.xml",
            f"{newsroom.url}/gone.xml",
            mail=mail_to(relay.port, "a@b.test", "c@d.test"),
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
        assert [to for to, _ in relay.mails] == ["a@b.test", "c@d.test"]
        first = parsed(relay.mails[0][1])
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
        assert len(relay.mails) == 2
        assert len(list(settings.digests.glob("*.json"))) == 1

        newsroom.article("/3", "The front replies", "The NRF answered on Friday. " + FILLER[0], *FILLER)
        newsroom.feed("/a.xml", ("/3", "The front replies", "", clock()), ("/1", "A winter of talks", "", clock()))
        relay.answer = lambda _: "451 try again later"
        clock.forward(hours=24)
        tick(desk)
        assert urls_of(settings.digests / "2026-11-21.json") == [f"{newsroom.url}/3"]
        tried = relay.mails[2:]
        assert [to for to, _ in tried] == ["a@b.test", "c@d.test"]

        relay.answer = lambda _: "250 kept"
        clock.forward(hours=2)
        tick(desk)
        tick(desk)
        assert relay.mails[4:] == tried  # the same bytes, once, and with them the same Message-ID
        assert parsed(tried[0][1])["Message-ID"] != first["Message-ID"]
        assert len(list(settings.digests.glob("*.json"))) == 2
        desk.store.close()
