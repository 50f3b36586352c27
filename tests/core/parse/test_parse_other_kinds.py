import json
from datetime import UTC, datetime

import pytest

from watchdesk.core.parse import parse
from watchdesk.core.parse.charset import decoded
from watchdesk.model import Failed

_URL = "https://www.example.org/news/"


def read(kind, text, content_type="", select=None):
    return parse(kind, text if isinstance(text, bytes) else text.encode(), content_type, _URL, select)


def test_a_json_feed_is_read():
    document = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "JSON",
        "language": "ps",
        "items": [
            {
                "id": 7,
                "url": "/a",
                "title": "One",
                "content_html": "<p>Text.</p>",
                "summary": "Short.",
                "authors": [{"name": "A"}, {"name": "B"}, "C"],
                "date_published": "2024-10-18T23:05:21Z",
                "date_modified": "2024-10-19T23:05:21Z",
            },
            {"id": "8", "external_url": "https://example.org/b", "content_text": "Plain <b>.", "author": {"name": "D"}},
            {"url": ["x"], "title": None, "authors": 3},
            "no item",
        ],
    }
    feed = read("feed", b"\xef\xbb\xbf" + json.dumps(document).encode(), "application/feed+json")
    first, second, third = feed.entries
    assert (feed.title, feed.language) == ("JSON", "ps")
    assert (first.key, first.url, first.title, first.author) == ("7", "https://www.example.org/a", "One", "A, B")
    assert (first.content, first.summary) == ("Text.", "Short.")
    assert first.published == datetime(2024, 10, 18, 23, 5, 21, tzinfo=UTC)
    assert first.updated == datetime(2024, 10, 19, 23, 5, 21, tzinfo=UTC)
    assert (second.url, second.content, second.author) == ("https://example.org/b", "Plain <b>.", "D")
    assert (third.url, third.title) == (None, "")


_SITEMAP = """<?xml version="1.0"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9"
  xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc> https://example.org/a </loc><lastmod>2024-10-18T10:00:00Z</lastmod>
  <image:image><image:title>A picture</image:title></image:image>
  <n:news><n:publication><n:name>Demo</n:name><n:language>fa</n:language></n:publication>
  <n:publication_date>2024-10-18T09:00:00Z</n:publication_date><n:title>Headline</n:title></n:news></url>
<url><loc>https://example.org/b</loc></url><url><lastmod>2024-10-18</lastmod></url></urlset>"""


def test_a_news_sitemap_is_read():
    feed = read("sitemap", _SITEMAP)
    first, second = feed.entries
    assert (feed.title, feed.language) == ("Demo", "fa")
    assert (first.key, first.url, first.title) == ("https://example.org/a", "https://example.org/a", "Headline")
    assert first.published == datetime(2024, 10, 18, 9, tzinfo=UTC)
    assert first.updated == datetime(2024, 10, 18, 10, tzinfo=UTC)
    assert second.url == "https://example.org/b"


def test_a_sitemap_larger_than_a_parsers_portion_is_read_whole():
    urls = "".join(f"<url><loc>https://example.org/article-{number}</loc></url>" for number in range(3000))
    assert len(read("sitemap", f"<urlset>{urls}</urlset>").entries) == 3000


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (_SITEMAP[:-20], "the sitemap's XML is broken or cut off"),
        ("<html><body>x</body></html>", "this is a web page, not a sitemap"),
        ("<rss version='2.0'><channel/></rss>", "this is XML, but no sitemap"),
        (b"\x1f\x8b\x08\x00", "this is a compressed file, not a sitemap"),
        (
            """<sitemapindex><sitemap><loc>/old.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
            <sitemap><loc>/news.xml</loc><lastmod>2024-01-01</lastmod></sitemap></sitemapindex>""",
            "this is a list of sitemaps; watch one of them, for instance https://www.example.org/news.xml",
        ),
        ("<sitemapindex></sitemapindex>", "this is a list of sitemaps; watch one of them"),
    ],
)
def test_what_is_no_sitemap_is_named(body, reason):
    assert read("sitemap", body) == Failed(reason)


def test_a_sitemap_opens_no_file(tmp_path):
    (tmp_path / "secret").write_text("hidden words")
    body = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{(tmp_path / 'secret').as_uri()}'>]>" + _SITEMAP.partition("?>")[2]
    assert "hidden" not in repr(read("sitemap", body.replace("Headline", "&e;")))


_SECTION = """<html lang="fa"><head><title>News</title><base href="https://www.example.org/news/"></head><body>
<nav><a href="/a-long-slug-in-a-menu">Four words and a menu</a></nav>
<article><a href="story-of-the-day"><img src=x></a><time datetime="2024-10-18T10:00:00Z"></time>
  <h2 class="headline"><a href="story-of-the-day">The long headline of the day</a></h2></article>
<div class="teaser"><a href="/2024/10/18/12345"><h3>Another headline of some length</h3><p>and its summary</p></a></div>
<a href="https://elsewhere.example.com/some-long-slug-here">A link to some other site</a>
<a href="/about-this-web-site">About us</a><a href="/politics">All the news of politics</a>
<a href="/news/">The page itself, of course</a>
<a href="javascript:x-y-z()">Not a link at all</a><a>Nothing here at all</a>
</body></html>"""


def test_a_section_pages_articles_are_told_by_their_shape():
    feed = read("page", _SECTION)
    first, second = feed.entries
    assert (feed.title, feed.language) == ("News", "fa")
    assert (first.url, first.title) == ("https://www.example.org/news/story-of-the-day", "The long headline of the day")
    assert first.published == datetime(2024, 10, 18, 10, tzinfo=UTC)
    assert (second.url, second.title) == ("https://www.example.org/2024/10/18/12345", "Another headline of some length")


@pytest.mark.parametrize(
    ("select", "urls"),
    [
        ("h2.headline > a", ["https://www.example.org/news/story-of-the-day"]),
        (".teaser", ["https://www.example.org/2024/10/18/12345"]),
        (
            ".teaser h3, article",
            ["https://www.example.org/news/story-of-the-day", "https://www.example.org/2024/10/18/12345"],
        ),
        ("a[href^='/politics']", ["https://www.example.org/politics"]),
    ],
)
def test_a_selector_chooses_links_what_holds_them_or_what_they_hold(select, urls):
    assert [entry.url for entry in read("page", _SECTION, select=select).entries] == urls


@pytest.mark.parametrize(
    ("body", "select", "reason"),
    [
        (_SECTION, "h2..x", "select: h2..x is no CSS selector that can be used here"),
        (_SECTION, "li", "select: li finds no link on the page"),
        ("<p>nothing", None, "no link of the page looks like an article; name them with select:"),
        ("%PDF-1.7", None, "this is not a web page"),
        ("{}", None, "this is not a web page"),
        ("<!-- -->", None, "this is not a web page"),
    ],
)
def test_a_page_without_the_wanted_links_is_refused(body, select, reason):
    assert read("page", body, select=select).reason.startswith(reason)


_CHANNEL = """<div class="tgme_channel_info_header_title"><span>Demo channel</span></div>
<div class="tgme_widget_message js-widget_message" data-post="demo/11">
  <div class="tgme_widget_message_text js-message_reply_text">The quoted message</div>
  <div class="tgme_widget_message_text">First line<br><br>Second <b>paragraph</b> &amp; more</div>
  <a class="tgme_widget_message_date" href="x"><time datetime="2024-10-18T10:00:00+00:00"></time></a></div>
<div class="tgme_widget_message" data-post="demo/12"><div class="photo"></div></div>"""


def test_a_channels_messages_are_its_entries():
    feed = read("channel", _CHANNEL)
    (entry,) = feed.entries
    assert feed.title == "Demo channel"
    assert (entry.key, entry.url, entry.title) == ("demo/11", "https://t.me/demo/11", "First line")
    assert entry.content == "First line\n\nSecond paragraph & more"
    assert entry.published == datetime(2024, 10, 18, 10, tzinfo=UTC)


def test_a_page_without_messages_is_no_channel():
    assert read("channel", "<html><body>Contact</body></html>").reason.startswith("no messages")
    assert read("channel", b"\x89PNG") == Failed("this is not a web page")


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        ("خبر".encode(), "text/html; charset=iso-8859-1", "خبر"),
        ("خبر".encode("cp1256"), "text/html; charset=windows-1256", "خبر"),
        ("<meta charset='windows-1256'>خبر".encode("cp1256"), "text/html", "<meta charset='windows-1256'>خبر"),
        ("خبر".encode("utf-16"), "", "خبر"),
        ("خبر".encode("utf-16-le"), "text/html; charset=utf-16-le", "خبر"),
        ("\ufeffخبر".encode(), "text/html; charset=ascii", "خبر"),
        ("“x”".encode("cp1252"), "text/html; charset=iso-8859-1", "“x”"),
        ("日本".encode("iso2022_jp"), "text/html; charset=iso-2022-jp", "日本"),
        (b"\xe9\xff", "text/html; charset=rot13", "éÿ"),
        (b"\xe9\xff", "charset=\x00", "éÿ"),
        (b"ab\xffc", "charset=utf-8", "ab\ufffdc"),
    ],
)
def test_bytes_are_read_as_what_they_are(body, content_type, text):
    assert decoded(body, content_type) == text
