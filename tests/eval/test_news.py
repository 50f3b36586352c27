"""Captured news that names none of the watched persons and groups: nothing of them may be found in it."""

import gzip
import re
from datetime import date

import pytest
from tests.eval.scoring import material, watchlist

from watchdesk.core.extract import extract
from watchdesk.core.matching import compile_watchlist
from watchdesk.core.parse import parse
from watchdesk.model import Document, Failed

NAMED = "Afghan|Talib|Taleb|Kabul|ISIS|I[Ss]lami?[cs].{0,5} Sta[at]|[Ee]tat islamique|[Qq]a[ei]da|[Bb]in Laden|Haqqani"
NAMED += "|Trump|Biden|Karzai|Ghani|Guterres|Трамп|Талибан|талиб|ИГИЛ|Хорасан|طالبان|ٹرمپ|داعش"
FEEDS, PAGES = 2, 12
"""Every second feed is read and every twelfth page: to parse them all takes longer than to match them."""


@pytest.fixture(scope="module")
def strangers():
    folder = material() / "newsroom" / "captures"
    documents = dict.fromkeys((*_entries(folder / "feeds" / "real"), *_pages(folder / "articles")))
    return [one for one in documents if not re.search(NAMED, f"{one.title}\n{one.text}")]


def _entries(folder):
    for path in sorted(folder.iterdir())[::FEEDS]:
        feed = parse("feed", path.read_bytes(), "", "https://example.org/feed", None)
        if not isinstance(feed, Failed):
            yield from (Document(entry.text or entry.summary, title=entry.title) for entry in feed.entries)


def _pages(folder):
    for path in sorted((*folder.rglob("*.html"), *folder.rglob("*.html.gz")))[::PAGES]:
        body = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
        page = extract(body, "https://example.org/page", "text/html", date(2024, 1, 1))
        if not isinstance(page, Failed):
            yield Document(page.text, title=page.title)


def test_news_of_others_gives_no_person_and_hardly_a_group(strangers):
    matcher = compile_watchlist(watchlist())
    found = [(one.type, one.surface) for document in strangers for one in matcher.match(document).mentions]
    assert len(strangers) > 2000
    assert [surface for kind, surface in found if kind == "person"] == []
    assert sum(kind == "org" for kind, _ in found) <= len(strangers) / 1000
