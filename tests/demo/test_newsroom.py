import io
import json
import urllib.error
import urllib.request
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path

import feedparser
import pytest

from watchdesk import config, demo
from watchdesk.core.matching import compile_watchlist
from watchdesk.core.parse import parse
from watchdesk.demo import Newsroom
from watchdesk.demo.articles import MARK, load
from watchdesk.demo.feeds import CONTENT_TYPES
from watchdesk.model import Document, ParsedFeed

NOW = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
OUTLETS = load()


@pytest.fixture(scope="module")
def newsroom():
    with Newsroom(NOW) as opened:
        yield opened


def get(url, method="GET", **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named, method=method)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def texts():
    return [pytest.param(outlet, text, id=text.slug) for outlet in OUTLETS for text in outlet.texts]


def healthy():
    return [pytest.param(outlet, id=outlet.id) for outlet in OUTLETS if outlet.status is None]


@pytest.mark.parametrize(("outlet", "text"), texts())
def test_a_page_is_served_whole_and_marked_as_a_sample(newsroom, outlet, text):
    status, headers, body = get(newsroom.url + outlet.page_path(text))
    if text.is_missing:
        assert status == 404
        return
    page = body.decode("utf-8")
    assert status == 200
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert page.count(MARK) >= 2
    assert escape(text.title) in page
    assert 4 <= len(text.paragraphs) <= 8
    assert "<nav>" in page
    assert "<aside>" in page
    assert "<footer>" in page


@pytest.mark.parametrize("outlet", healthy())
def test_a_feed_lists_every_text_of_its_outlet_as_the_program_reads_it(newsroom, outlet):
    status, headers, body = get(newsroom.url + outlet.feed_path)
    assert status == 200
    assert headers["Content-Type"] == CONTENT_TYPES[outlet.format]

    feed = parse("feed", body, headers["Content-Type"], newsroom.url + outlet.feed_path, None)

    assert isinstance(feed, ParsedFeed)
    assert MARK.lower() in feed.title
    assert [entry.title for entry in feed.entries] == [text.title for text in outlet.texts]
    assert [entry.url for entry in feed.entries] == [newsroom.url + outlet.page_path(text) for text in outlet.texts]
    assert [entry.published for entry in feed.entries] == [NOW - text.age for text in outlet.texts]
    assert all(MARK.lower() in entry.text.lower() for entry in feed.entries)


@pytest.mark.parametrize("outlet", [outlet for outlet in healthy() if outlet.values[0].format != "json"])
def test_an_xml_feed_is_well_formed(newsroom, outlet):
    feed = feedparser.parse(io.BytesIO(get(newsroom.url + outlet.feed_path)[2]))
    assert not feed.bozo
    assert feed.version in {"rss20", "atom10"}
    assert all(entry.id and entry.author for entry in feed.entries)


def test_the_json_feed_has_what_its_version_demands(newsroom):
    (outlet,) = (outlet for outlet in OUTLETS if outlet.format == "json")
    feed = json.loads(get(newsroom.url + outlet.feed_path)[2])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert all(item["id"] and item["url"] and item["content_text"] for item in feed["items"])


def test_no_text_is_older_than_three_days():
    assert all(timedelta() < text.age < timedelta(days=3) for outlet in OUTLETS for text in outlet.texts)


@pytest.mark.parametrize("header", ["ETag", "Last-Modified"])
def test_a_feed_that_is_known_is_not_sent_again(newsroom, header):
    url = newsroom.url + OUTLETS[0].feed_path
    validator = get(url)[1][header]
    asked = {"If_None_Match": validator} if header == "ETag" else {"If_Modified_Since": validator}

    status, headers, body = get(url, **asked)

    assert (status, body) == (304, b"")
    assert headers[header] == validator
    assert get(url, If_None_Match='"another"', If_Modified_Since=validator)[0] == 200
    assert get(url, If_Modified_Since="yesterday, I think")[0] == 200


def test_a_head_request_is_answered_without_a_body(newsroom):
    status, headers, body = get(newsroom.url + OUTLETS[0].feed_path, method="HEAD")
    assert (status, body) == (200, b"")
    assert int(headers["Content-Length"]) > 0


def test_one_feed_fails_so_that_the_coverage_statement_has_something_to_say(newsroom):
    failing = [outlet for outlet in OUTLETS if outlet.status is not None]
    assert [get(newsroom.url + outlet.feed_path)[0] for outlet in failing] == [503]


def test_front_pages_and_robots_are_served_and_nothing_else(newsroom):
    assert all(MARK.encode() in get(f"{newsroom.url}/{outlet.id}/")[2] for outlet in OUTLETS)
    assert get(newsroom.url + "/robots.txt")[0] == 200
    assert get(newsroom.url + "/../pyproject.toml")[0] == 404


def test_the_newsroom_ends_with_its_context():
    with Newsroom(NOW) as opened:
        url = opened.url
        assert get(url + "/robots.txt")[0] == 200
    assert not opened._thread.is_alive()
    with pytest.raises(urllib.error.URLError, match="refused"):
        get(url + "/robots.txt")


def test_the_texts_come_in_three_languages_and_three_formats():
    assert {outlet.language for outlet in OUTLETS} == {"en", "fa-AF", "ps"}
    assert {outlet.format for outlet in OUTLETS} == {"rss", "atom", "json"}
    assert 10 <= sum(len(outlet.texts) for outlet in OUTLETS) <= 12


def test_a_wire_report_stands_in_two_outlets_nearly_word_for_word():
    found = {text.slug: text for outlet in OUTLETS for text in outlet.texts}
    wire, copy = found["wire-spring"], found["gazette-spring"]
    assert wire.outlet != copy.outlet
    assert wire.paragraphs[0] != copy.paragraphs[0]
    assert wire.paragraphs[1:] == copy.paragraphs[1:]


def test_settings_poll_every_outlet_of_the_newsroom_and_stay_below_the_folder(tmp_path):
    watchlist, warnings = config.load_watchlist(demo.WATCHLIST)
    assert warnings == ()

    settings = demo.settings("http://127.0.0.1:8700", tmp_path, watchlist)

    assert [outlet.id for outlet in settings.outlets] == [outlet.id for outlet in OUTLETS]
    assert settings.outlets[0].routes[0][0].url == "http://127.0.0.1:8700/demo-gazette/feed.rss"
    assert Path(settings.store.removeprefix("sqlite:///")).is_relative_to(tmp_path)
    assert settings.digests.is_relative_to(tmp_path)
    assert [str(network) for network in settings.network.allow_private] == ["127.0.0.0/8"]
    assert settings.notice.startswith(MARK)
    assert settings.mail is None


def test_every_text_but_one_names_somebody_on_the_demo_watchlist():
    matcher = compile_watchlist(config.load_watchlist(demo.WATCHLIST)[0])
    unnamed = [
        text.slug
        for outlet in OUTLETS
        for text in outlet.texts
        if not any(hit.counts for hit in matcher.match(_document(outlet, text)).hits)
    ]
    assert unnamed == ["calendar"]


def test_every_term_of_the_demo_watchlist_is_found_in_the_newsroom():
    watchlist = config.load_watchlist(demo.WATCHLIST)[0]
    matcher = compile_watchlist(watchlist)
    found = {
        hit.term for outlet in OUTLETS for text in outlet.texts for hit in matcher.match(_document(outlet, text)).hits
    }
    assert found == {term.id for term in (*watchlist.actors, *watchlist.keywords)}


def _document(outlet, text):
    body = text.summary if text.is_missing else "\n\n".join(text.paragraphs)
    return Document(body, text.title, outlet.language)
