"""What real captures say: they are found through WATCHDESK_MATERIAL and are no part of the project."""

import gzip
import io
import json
import os
import re
from collections import Counter
from datetime import date
from pathlib import Path

import feedparser
import pytest

from watchdesk.core.dates import parse_date
from watchdesk.core.extract import extract
from watchdesk.core.parse import parse
from watchdesk.model import ExtractedPage, Failed, ParsedFeed

_MATERIAL = os.environ.get("WATCHDESK_MATERIAL")
pytestmark = pytest.mark.skipif(not _MATERIAL, reason="WATCHDESK_MATERIAL names no folder of captures")
_CAPTURES = Path(_MATERIAL or ".") / "newsroom" / "captures"
_URL = "https://feeds.example.org/feed"
_CUT_OFF = {"91824c0de5.xml"}
"""Ends in the middle of an item."""


def as_feedparser_reads(body):
    headers = {"content-location": _URL, "content-type": "application/xml"}
    return feedparser.parse(
        io.BytesIO(body), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )


def words(entry):
    """What makes two items of one document the same item."""
    contents = tuple(content.value for content in entry.get("content", ()))
    return entry.get("id"), entry.get("link"), entry.get("title"), entry.get("summary"), contents


def test_every_captured_feed_is_read_as_feedparser_reads_it():
    for place in sorted((_CAPTURES / "feeds" / "real").glob("*.xml")):
        body = place.read_bytes()
        found = parse("feed", body, "application/xml", _URL, None)
        if place.name in _CUT_OFF:
            assert "cut off" in found.reason
            continue
        expected = as_feedparser_reads(body).entries
        assert len(found.entries) == len({words(entry) for entry in expected}), place.name
        assert len({entry.key for entry in found.entries}) == len(found.entries), place.name
        numbers = {entry.id.strip() for entry in expected if entry.get("id")}
        if len(numbers) == len(expected) and max(map(len, numbers)) < 200:
            assert {entry.key for entry in found.entries} == numbers, place.name


_NO_DATE_OF_NEWS = re.compile(r"\d{4}-(?:1[3-9]|[2-9]\d)-|\b(?:0001|1970)\b")


_PORTUGUESE_DATES = {"23bbf12137.xml"}


def test_every_possible_date_that_captured_feeds_write_in_english_or_numbers_is_read():
    for place in sorted((_CAPTURES / "feeds" / "real").glob("*.xml")):
        if place.name in _PORTUGUESE_DATES:
            continue
        for entry in as_feedparser_reads(place.read_bytes()).entries:
            written = [entry[name].strip() for name in ("published", "updated") if name in entry]
            dates = [text for text in written if text and text.isascii() and not _NO_DATE_OF_NEWS.search(text)]
            assert not [text for text in dates if parse_date(text) is None], place.name


def test_no_captured_document_escapes_as_an_exception():
    for place in sorted((_CAPTURES / "feeds" / "fixtures").rglob("*.*")):
        for kind in ("feed", "sitemap", "page", "channel"):
            found = parse(kind, place.read_bytes(), "text/xml", _URL, None)
            assert isinstance(found, ParsedFeed | Failed), place.name


def shingles(text):
    found = re.findall(r"\w+", text.casefold())
    return Counter(tuple(found[start : start + 4]) for start in range(max(1, len(found) - 3)))


def agreement(found, truth):
    """F1 of four-word shingles."""
    one, other = shingles(found), shingles(truth)
    both = (one & other).total()
    return 2 * both / (one.total() + other.total())


def true_text(told):
    if isinstance(body := told.get("body"), dict):
        parts = [part for section in body["sections"] for part in section["headline"] + section["paragraphs"]]
        return "\n".join([*body["summary"], *parts])
    return told.get("articleBody") or told["main_content"]


@pytest.mark.slow
@pytest.mark.parametrize(("collection", "floor"), [("scrapinghub", 0.955), ("wcxb", 0.92), ("fundus", 0.938)])
def test_extraction_does_not_fall_below_what_was_measured(collection, floor):
    folder = _CAPTURES / "articles" / collection
    scores = []
    for name, told in json.loads((folder / "ground-truth.json").read_text("utf-8")).items():
        for place in (folder / "html").glob(f"{name}.html.gz"):
            url = told.get("url") or "https://example.org/story"
            found = extract(gzip.decompress(place.read_bytes()), url, "text/html", date(2026, 1, 1))
            scores.append(agreement(found.text, true_text(told)) if isinstance(found, ExtractedPage) else 0.0)
    assert len(scores) >= 50
    assert sum(scores) / len(scores) >= floor
