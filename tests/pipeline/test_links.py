"""Links that lie, feeds that number anew, configurations that change: which articles an edition has in the end."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from tests.desks import Clock, desk_of, settings_of
from tests.newsroom import Newsroom, Page

from watchdesk.model import Feed, Outlet
from watchdesk.pipeline.cut import cut_now
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.round import run_round
from watchdesk.store.engine import open_store

AHMAD = "Ahmad Massoud told reporters that the National Resistance Front would go on with its work through the winter."
SNOW = (
    "The meeting was held in a hall at the edge of the town, and it lasted for most of the afternoon.",
    "Local people said that the road had been closed since the morning because of the snow on the pass.",
    "Officials did not answer questions about the closure, and no new date for its opening was given.",
)


class Watch:
    """A desk over feeds of one newsroom, polled an hour apart, cut after each round."""

    def __init__(self, folder: Path, newsroom: Newsroom) -> None:
        self._newsroom = newsroom
        self._clock = Clock()
        self._store = open_store("sqlite://")
        self._settings = settings_of(folder)
        self.feeds = (Feed(f"{newsroom.url}/a.xml"),)

    def tell(self, path: str, *items: tuple[str, str, str, str]) -> None:
        """Write a feed of (guid, link, title, description) items."""
        body = "".join(
            f"<item><title>{escape(title)}</title><link>{self._newsroom.url}{link}</link>"
            f'<guid isPermaLink="false">{guid}</guid><description>{escape(text)}</description></item>'
            for guid, link, title, text in items
        )
        document = f'<rss version="2.0"><channel><title>A feed</title>{body}</channel></rss>'
        self._newsroom.pages[path] = Page(document.encode(), "application/rss+xml")

    def titles(self) -> list[str]:
        """The titles of the edition that is cut after another round."""
        desk = self._desk()
        run_round(desk, everything=True)
        self._clock.forward(hours=1)
        edition = cut_now(desk, desk.settings.daily, self._clock())
        return sorted(article.title for article in edition.articles) if edition else []

    def pages_read(self) -> list[str]:
        return [path for path in self._newsroom.paths() if not path.endswith((".xml", ".txt"))]

    def close(self) -> None:
        self._store.close()

    def _desk(self) -> Desk:
        outlets = (Outlet("o", "O", "en", routes=tuple((feed,) for feed in self.feeds)),)
        return desk_of(replace(self._settings, outlets=outlets), self._clock, self._store)


@pytest.fixture
def watch(tmp_path: Path, newsroom: Newsroom) -> Iterator[Watch]:
    watch = Watch(tmp_path, newsroom)
    yield watch
    watch.close()


@pytest.mark.parametrize("link", ["/", "/live"])
def test_each_of_several_entries_that_share_a_link_is_matched_by_its_own_words(
    watch: Watch, newsroom: Newsroom, link: str
) -> None:
    newsroom.article(link, "The page that all of them point to", *SNOW)
    watch.tell(
        "/a.xml",
        ("g1", link, "Ahmad Massoud speaks", "He spoke in the hall."),
        ("g2", link, "Snow falls", "It fell all night."),
        ("g3", link, "A post is attacked", "The NRF claimed it."),
        ("g4", link, "Snow again", "It fell all day."),
    )
    assert watch.titles() == ["A post is attacked", "Ahmad Massoud speaks"]
    assert watch.pages_read() == []
    assert watch.titles() == []


def test_a_newcomer_on_a_page_that_was_one_entrys_alone_is_matched(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/live", "Live", *SNOW)
    first, second = ("g1", "/live", "Snow falls", "All night."), ("g2", "/live", "NRF attacks", "Posts were taken.")
    watch.tell("/a.xml", first)
    assert watch.titles() == []
    watch.tell("/a.xml", second, first)
    assert watch.titles() == ["NRF attacks"]
    watch.tell("/a.xml", ("g3", "/live", "Ahmad Massoud answers", "He was asked."))
    assert watch.titles() == ["Ahmad Massoud answers"]


def test_an_article_listed_twice_under_one_title_is_one_article_with_its_page(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/1", "Snow falls", AHMAD, *SNOW)
    watch.tell("/a.xml", ("g1", "/1", "Snow falls", "All night."), ("g2", "/1", "Snow falls", "All night."))
    assert watch.titles() == ["Snow falls"]
    assert watch.pages_read() == ["/1"]


def test_what_a_second_feed_tells_of_a_known_article_is_not_lost(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/1", "Snow falls", *SNOW)
    watch.feeds += (Feed(f"{newsroom.url}/b.xml"),)
    watch.tell("/a.xml", ("g1", "/1", "Snow falls", "All night."))
    newsroom.pages["/b.xml"] = Page(b"", "text/plain", 503)
    assert watch.titles() == []
    watch.tell("/b.xml", ("x", "/1", "Snow falls", "Ahmad Massoud was on the road."))
    assert watch.titles() == ["Snow falls"]
    assert watch.titles() == []


def test_a_page_that_the_first_feed_does_not_want_is_read_when_a_second_one_does(
    watch: Watch, newsroom: Newsroom
) -> None:
    newsroom.article("/1", "Snow falls", AHMAD, *SNOW)
    watch.feeds = (Feed(f"{newsroom.url}/a.xml", fulltext="never"), Feed(f"{newsroom.url}/b.xml"))
    watch.tell("/a.xml", ("g1", "/1", "Snow falls", "All night."))
    newsroom.pages["/b.xml"] = Page(b"", "text/plain", 503)
    assert watch.titles() == []
    assert watch.pages_read() == []
    watch.tell("/b.xml", ("x", "/1", "Snow falls", "All night."))
    assert watch.titles() == ["Snow falls"]
    assert watch.pages_read() == ["/1"]


def test_a_number_used_again_for_another_article_loses_none(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/1", "Snow", *SNOW)
    watch.tell("/a.xml", ("item-1", "/1", "Snow", "snow"))
    assert watch.titles() == []
    for number in range(2, 8):
        newsroom.article(f"/{number}", f"Attack {number}", AHMAD, *SNOW)
        watch.tell("/a.xml", ("item-1", f"/{number}", f"Attack {number}", "A report."))
        assert watch.titles() == [f"Attack {number}"]
        assert watch.titles() == []


def test_an_article_that_moves_is_no_second_item(watch: Watch, newsroom: Newsroom) -> None:
    for path in ("/1", "/one"):
        newsroom.article(path, "A winter of talks", AHMAD, *SNOW)
    watch.tell("/a.xml", ("g1", "/1", "A winter of talks", "A summary."))
    assert watch.titles() == ["A winter of talks"]
    watch.tell("/a.xml", ("g1", "/one", "A Winter of Talks", "Another summary."))
    assert watch.titles() == []
    watch.tell("/a.xml", ("g1", "/one", "Talks in winter", "Another summary."))
    assert watch.titles() == []


def test_a_section_page_is_read_anew_when_its_selection_is_mended(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/1", "A winter of talks", AHMAD, *SNOW)
    newsroom.article("/about", "About us", *SNOW)
    links = '<nav><a href="/about">All about this newspaper</a></nav><main><a href="/1">A winter of talks</a></main>'
    newsroom.pages["/a.xml"] = Page(f"<html><body>{links}</body></html>".encode())
    watch.feeds = (Feed(f"{newsroom.url}/a.xml", kind="page", select="nav a"),)
    assert watch.titles() == []
    watch.feeds = (Feed(f"{newsroom.url}/a.xml", kind="page", select="main a"),)
    assert watch.titles() == ["A winter of talks"]
    watch.titles()
    assert newsroom.requests[-1] == ("/a.xml", True)


def test_pages_are_read_when_full_text_is_wanted_from_now_on(watch: Watch, newsroom: Newsroom) -> None:
    newsroom.article("/1", "Snow falls", AHMAD, *SNOW)
    watch.tell("/a.xml", ("g1", "/1", "Snow falls", "All night."))
    watch.feeds = (Feed(f"{newsroom.url}/a.xml", fulltext="never"),)
    assert watch.titles() == []
    watch.feeds = (Feed(f"{newsroom.url}/a.xml"),)
    assert watch.titles() == ["Snow falls"]
