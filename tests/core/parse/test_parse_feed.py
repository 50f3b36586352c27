import json
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.parse import parse
from watchdesk.model import Failed, ParsedFeed

_URL = "https://feeds.example.org/news/rss"

_RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Demo &amp; Daily</title><language>en-GB</language><ttl>45</ttl>
<item><guid isPermaLink="false">n-1</guid><link>/news/one?utm_source=rss</link><title>First &amp;amp; foremost</title>
  <description>&lt;p&gt;Short &lt;b&gt;text&lt;/b&gt;.&lt;/p&gt;</description>
  <content:encoded><![CDATA[<p>Whole text.</p><p>Second paragraph.</p><script>x()</script>]]></content:encoded>
  <dc:creator>A. Writer</dc:creator><pubDate>Fri, 18 Oct 2024 23:05:21 +0430</pubDate></item>
<item><link>javascript:alert(1)</link><title>No link, no number</title>
  <pubDate>Mon, 30 Feb 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""

_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fa"><title>روزنامه</title>
<entry><id>tag:example.org,2024:1</id><title type="text">Less &lt;b&gt; more</title><link href="one"/>
  <summary type="html">&lt;i&gt;Summary&lt;/i&gt;</summary>
  <published>2024-10-18T23:05:21+04:30</published><updated>2024-10-19T00:00:00Z</updated></entry></feed>"""

_RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
  xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://example.org/"><title>RDF</title></channel>
<item rdf:about="https://example.org/1"><title>One</title><link>https://example.org/1</link>
<dc:date>2024-10-18T23:05:21 +0100</dc:date></item></rdf:RDF>"""


def read(text, content_type="application/xml", kind="feed", select=None):
    body = text if isinstance(text, bytes) else text.encode()
    return parse(kind, body, content_type, _URL, select)


def rss(*items):
    return f"<rss version='2.0'><channel><title>t</title>{''.join(items)}</channel></rss>"


def item(guid="", link="", title="", text=""):
    number = f"<guid isPermaLink='false'>{guid}</guid>" if guid else ""
    address = f"<link>{link}</link>" if link else ""
    return f"<item>{number}{address}<title>{title}</title><description>{text}</description></item>"


def keys(*items):
    return [entry.key for entry in read(rss(*items)).entries]


def test_an_rss_feed_is_read_whole():
    feed = read(_RSS)
    assert (feed.title, feed.language, feed.ttl) == ("Demo & Daily", "en-GB", timedelta(minutes=45))
    first, second = feed.entries
    assert (first.key, first.title, first.author) == ("n-1", "First & foremost", "A. Writer")
    assert first.url == "https://feeds.example.org/news/one?utm_source=rss"
    assert first.summary == "Short text."
    assert first.content == first.text == "Whole text.\n\nSecond paragraph."
    assert first.published == datetime(2024, 10, 18, 18, 35, 21, tzinfo=UTC)
    assert first.updated is None
    assert (second.url, second.published) == (None, None)


def test_an_atom_feed_is_read_with_both_dates_and_its_titles_as_they_say_they_are():
    feed = read(_ATOM)
    (entry,) = feed.entries
    assert (feed.title, entry.title, entry.summary) == ("روزنامه", "Less <b> more", "Summary")
    assert entry.url == "https://feeds.example.org/news/one"
    assert entry.published == datetime(2024, 10, 18, 18, 35, 21, tzinfo=UTC)
    assert entry.updated == datetime(2024, 10, 19, tzinfo=UTC)


def test_an_rdf_feed_is_read():
    (entry,) = read(_RDF).entries
    assert (entry.key, entry.url) == ("https://example.org/1", "https://example.org/1")
    assert entry.updated == datetime(2024, 10, 18, 22, 5, 21, tzinfo=UTC)


def test_the_words_are_cleaned():
    (entry,) = read(rss(item("1", title="Kab&#x202e;ul  &#8207;\n news", text="a&#x9d;&#xe0041;b"))).entries
    assert (entry.title, entry.summary) == ("Kabul news", "ab")


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("text/xml; charset=iso-8859-1", rss(item("1", title="خبر")).encode()),
        ("text/xml", b"<?xml version='1.0' encoding='iso-8859-1'?>" + rss(item("1", title="خبر")).encode()),
        ("application/xml", rss(item("1", title="خبر")).encode("utf-16")),
        ("text/xml; charset=windows-1256", rss(item("1", title="خبر")).encode("cp1256")),
        ("text/html; charset=utf-8", rss(item("1", title="خبر")).encode()),
        ("charset=\x00", rss(item("1", title="خبر")).encode()),
    ],
)
def test_a_lying_label_does_not_spoil_the_letters(label, body):
    assert read(body, label).entries[0].title == "خبر"


@pytest.mark.parametrize("size", [200, 400, 700, len(_RSS) - 30, len(_RSS) - 9])
def test_a_feed_that_was_cut_off_is_refused_whole(size):
    assert "cut off" in read(_RSS[:size]).reason


def test_a_feed_with_broken_xml_that_arrived_whole_is_read():
    feed = read(rss(item("1", title="AT&T & <b>others"), item("2", title="two")))
    assert [entry.key for entry in feed.entries] == ["1", "2"]


@pytest.mark.parametrize("poison", ["&#xD800;", "&#x110000;", "&#99999999999;"])
def test_a_reference_to_no_character_costs_only_itself(poison):
    feed = read(rss(item("1", title=f"a{poison}b"), item("2", title="good")))
    assert [entry.title for entry in feed.entries] == ["a\ufffdb", "good"]


def test_an_odd_encoding_name_does_not_stop_a_feed():
    feed = read("<?xml version='1.0' encoding='punycode'?>" + rss(item("1", title="good")))
    assert feed.entries[0].title == "good"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "the answer was empty"),
        (b" \r\n\t", "the answer was empty"),
        (b"/etc/passwd", "this is plain text, not a feed"),
        (b"http://127.0.0.1/", "this is plain text, not a feed"),
        (b"<", "this is not a feed"),
        (b"<html><body>Log in</body></html>", "this is a web page, not a feed"),
        (b"%PDF-1.7 x", "this is a PDF file, not a feed"),
        (b"\x89PNG\r\n", "this is an image, not a feed"),
        (b"\x1f\x8b\x08", "this is a compressed file, not a feed"),
        (bytes(range(256)), "this is not a feed"),
        (b"\x00" * 100, "this is binary data, not a feed"),
        (b'{"error": "not found"}', "this is JSON, but no JSON Feed"),
        (b'[{"title": "x"}]', "this is JSON, but no JSON Feed"),
        (b'{"items": [', "the JSON is broken or cut off"),
        (b"[" * 100_000, "the JSON is broken or cut off"),
        (b'{"items": [' + b"9" * 10_000 + b"]}", "the JSON is broken or cut off"),
        (
            b"<urlset><url><loc>https://example.org/a</loc></url></urlset>",
            "this is a sitemap, not a feed; write kind: sitemap",
        ),
        (b"<?xml version='1.0'?><catalog><book/></catalog>", "this is not a feed"),
    ],
)
def test_what_is_no_feed_is_named(body, reason):
    assert read(body) == Failed(reason)


def test_a_web_page_that_names_its_feed_is_answered_with_the_address():
    page = "<!DOCTYPE html><html><head><link rel=alternate type='application/rss+xml' href='/feed?a=1&amp;b=2'></head>"
    assert read(page).reason.endswith("the page names its feed: https://feeds.example.org/feed?a=1&b=2")


def test_an_empty_feed_is_a_feed():
    assert read(rss()) == ParsedFeed("t", ())


def test_a_document_that_declares_a_million_laughs_is_bounded():
    bomb = "<!DOCTYPE x [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(9)
    )
    feed = read(bomb + "]>" + rss(item("1", title="&j;")))
    assert isinstance(feed, Failed) or len(feed.entries[0].title) <= 500


def test_an_external_entity_is_not_opened(tmp_path):
    (tmp_path / "secret").write_text("hidden words")
    body = f"<!DOCTYPE x [<!ENTITY e SYSTEM '{(tmp_path / 'secret').as_uri()}'>]>" + rss(item("1", title="a&e;b"))
    assert "hidden" not in repr(read(body))


@pytest.mark.parametrize("ttl", ["0", "-5", "soon", "99999999999999999999", "٣٠", ""])
def test_a_nonsensical_time_to_live_is_none(ttl):
    assert read(rss(f"<ttl>{ttl}</ttl>")).ttl is None


def test_the_number_is_the_key_then_the_link_then_the_words():
    by_number, by_link, by_words = keys(
        item("n-1", "https://example.org/a"), item("", "http://Example.org/b/?utm_source=x"), item(title="Only words")
    )
    assert (by_number, by_link) == ("n-1", "https://example.org/b")
    assert by_words == keys(item(title="Only words"))[0] != keys(item(title="Other words"))[0]


def test_entries_that_share_a_number_are_told_apart_by_link_then_by_words_in_any_order():
    items = [
        item("same", "https://example.org/a", "one"),
        item("same", "https://example.org/b", "two"),
        item("same", "https://example.org/b", "three"),
    ]
    found = keys(*items)
    assert len(set(found)) == 3
    assert keys(*reversed(items)) == found[::-1]
    assert found[0] == "same https://example.org/a"


def test_an_exact_repetition_is_one_entry():
    assert len(keys(item("1", "https://example.org/a", "x"), item("1", "https://example.org/a", "x"))) == 1


@pytest.mark.parametrize("guid", ["g" * 100_000, "a&#x202e;b", "two  spaces"])
def test_a_key_that_no_store_would_take_as_it_is_becomes_a_hash(guid):
    (key,) = keys(item(guid))
    assert key.startswith("sha256:")
    assert len(key) < 100


def test_vast_fields_are_capped():
    (entry,) = read(rss(item("1", f"https://example.org/{'a' * 100_000}", "t" * 10_000, "x" * 300_000))).entries
    assert (len(entry.title), len(entry.summary), entry.url) == (500, 200_000, None)


def test_of_more_than_ten_thousand_entries_the_newest_stay_in_their_order():
    stamped = [
        {"id": str(n), "date_published": f"2024-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}Z"}
        for n in range(10_003)
    ]
    feed = read(json.dumps({"items": [*stamped, {"id": "undated"}]}))
    assert [feed.entries[0].key, feed.entries[-2].key, feed.entries[-1].key] == ["4", "10002", "undated"]
    assert len(feed.entries) == 10_000


@settings(deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["feed", "sitemap", "page", "channel"]))
def test_any_bytes_give_a_feed_or_a_reason(body, kind):
    assert isinstance(read(body, kind=kind), ParsedFeed | Failed)


@settings(deadline=None)
@given(st.data())
def test_a_feed_with_flipped_bytes_gives_a_feed_or_a_reason(data):
    body = bytearray(data.draw(st.sampled_from([_RSS, _ATOM, _RDF])).encode())
    for place in data.draw(st.lists(st.integers(0, len(body) - 1), max_size=5)):
        body[place] = data.draw(st.integers(0, 255))
    assert isinstance(read(bytes(body)), ParsedFeed | Failed)
