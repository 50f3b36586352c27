from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.extract import extract
from watchdesk.model import ExtractedPage, Failed

_URL = "https://www.example.org/news/story"
_TODAY = date(2024, 10, 20)
_FIRST = "The valley's elders met on Friday to speak about the road, the harvest and the school in the upper villages."
_SECOND = (
    "Nobody could say when the road would be open again, though two engineers had come to look at the fallen bridge."
)
_ARTICLE = f"<article><h1>The road</h1><p>{_FIRST}</p><p>{_SECOND}</p></article>"


def page(body=_ARTICLE, head="", title="The road is closed", language="en"):
    return (
        f"<!DOCTYPE html><html lang='{language}'><head><title>{title}</title>{head}</head><body>"
        f"<nav><a href='/'>Home</a> <a href='/politics'>Politics</a></nav>{body}"
        "<footer>All rights reserved</footer></body></html>"
    )


def read(markup, content_type="text/html; charset=utf-8", url=_URL):
    return extract(markup if isinstance(markup, bytes) else markup.encode(), url, content_type, _TODAY)


def test_an_article_is_read_with_its_paragraphs_and_without_its_surroundings():
    found = read(page())
    assert f"{_FIRST}\n\n{_SECOND}" in found.text
    assert "Politics" not in found.text
    assert "rights reserved" not in found.text
    assert found.language == "en"
    assert found.title in {"The road", "The road is closed"}


def test_byline_date_and_address_come_from_the_pages_own_words():
    head = """<meta name="author" content="Mina Example"><link rel="canonical" href="/news/story?id=7">
      <meta property="article:published_time" content="2024-10-18T23:05:21+04:30">"""
    found = read(page(head=head))
    assert found.byline == "Mina Example"
    assert found.published == datetime(2024, 10, 18, 18, 35, 21, tzinfo=UTC)
    assert found.canonical_url == "https://www.example.org/news/story?id=7"


def test_the_date_in_structured_data_counts_too():
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2024-10-18T10:00:00Z"}</script>'
    )
    assert read(page(head=head)).published == datetime(2024, 10, 18, 10, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2031-01-01T00:00:00Z", "1403-07-27", "soon"])
def test_a_date_of_the_future_or_of_another_calendar_is_not_believed(day):
    assert read(page(head=f'<meta property="article:published_time" content="{day}">')).published is None


@pytest.mark.parametrize(
    "href", ["https://elsewhere.example.com/story", "https://www.example.org/", "javascript:x()", ""]
)
def test_an_address_on_another_site_or_of_the_front_page_is_not_the_articles(href):
    assert read(page(head=f'<link rel="canonical" href="{href}">')).canonical_url is None


@pytest.mark.parametrize(
    ("encoding", "content_type"),
    [
        ("utf-8", "text/html; charset=iso-8859-1"),
        ("cp1256", "text/html; charset=windows-1256"),
        ("utf-16", "text/html"),
    ],
)
def test_letters_are_right_whatever_the_encoding(encoding, content_type):
    sentence = "مردم دره روز جمعه درباره راه و مکتب سخن گفتند و گفتند که پل را دوباره ساختند. " * 3
    found = read(page(f"<article><p>{sentence}</p></article>", language="fa").encode(encoding), content_type)
    assert sentence.strip() in found.text
    assert found.language == "fa"


@pytest.mark.parametrize(
    ("body", "content_type", "reason"),
    [
        (b"", "text/html", "the page is empty"),
        (b" \n", "text/html", "the page is empty"),
        (b"%PDF-1.7 ...", "application/pdf", "this is a PDF file, not a web page"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "this is an image, not a web page"),
        (b"ID3 music", "audio/mpeg", "this is a recording or an image, not a web page"),
        (b'{"a": 1}', "application/json", "this is data, not a web page"),
        (b"<div></div>", "text/html", "this is not a web page"),
        (b"plain words", "text/html", "this is not a web page"),
    ],
)
def test_what_is_no_page_is_named(body, content_type, reason):
    assert read(body, content_type) == Failed(reason)


@pytest.mark.parametrize(
    ("title", "body", "reason"),
    [
        ("Just a moment...", "<p>Checking your browser before accessing example.org.</p>", "check for robots"),
        ("example.org", "<p>Please verify you are a human to go on reading. </p>" * 4, "check for robots"),
        ("Access Denied", "<p>You don't have permission to access this page on this server.</p>", "refuses access"),
        (
            "Before you continue to Example",
            "<p>We use cookies and data to keep our services running. </p>" * 4,
            "consent form",
        ),
        (
            "404 - Example",
            "<p>Sorry, there is nothing here. Try the search, or go to the front page. </p>" * 3,
            "error page",
        ),
        (
            "Example",
            "<p>The page you are looking for does not exist. Here are our latest stories. </p>" * 3,
            "error page",
        ),
        ("صفحه مورد نظر یافت نشد", "<p>به صفحه نخست بروید و خبرهای تازه را آنجا بخوانید. </p>" * 3, "error page"),
        ("Example", "<div id=app></div><script>start()</script>", "only with JavaScript"),
        (
            "Example",
            "<noscript>You need to enable JavaScript to run this app.</noscript><div></div>",
            "only with JavaScript",
        ),
        ("Example", "<p>Short.</p>", "no article text"),
    ],
)
def test_what_stands_in_an_articles_place_is_refused(title, body, reason):
    assert reason in read(page(body, title=title)).reason


def test_a_consent_host_is_refused_by_its_name():
    short = page(
        "<article><p>We and our partners store information on a device and process personal data. </p></article>" * 3
    )
    assert "consent form" in read(short, url="https://consent.example.org/collect?to=x").reason


_BAR = "<div class=cookie>We value your privacy. <button>Accept all</button></div>"


def test_a_short_article_beside_a_consent_form_is_read_without_it():
    found = read(page(f"{_BAR}<main><article><h1>The road</h1><p>{_FIRST}</p></article></main>"))
    assert _FIRST in found.text
    assert "privacy" not in found.text
    assert "Accept" not in found.text


@pytest.mark.parametrize(
    "paragraphs",
    [
        ("We value your privacy.", "Accept all"),
        (
            "We value your privacy",
            "We and our 842 partners store information on a device, such as cookies, and process personal data.",
            "You can change your choices at any time in our privacy policy, or withdraw your consent there.",
            "Manage options",
        ),
        ("Accept all cookies to continue reading this and all of the other articles that stand on our pages today.",),
    ],
)
def test_a_page_that_is_a_consent_form_only_is_refused_whatever_its_menu(paragraphs):
    body = "".join(f"<p>{one}</p>" for one in paragraphs)
    menu = "".join(f"<p>Section number {number}</p>" for number in range(20))
    assert "consent form" in read(page(f"<main>{menu}{body}</main>")).reason


def test_beside_a_consent_form_a_caption_is_no_article():
    assert isinstance(read(page(f"{_BAR}<main><article><p>The road, seen from above.</p></article></main>")), Failed)


def test_an_article_about_captchas_and_missing_pages_is_an_article():
    told = "The page was not found, so readers had to solve the captcha, the ministry said of its own web site. "
    paragraphs = "".join(f"<p>{told}{number} people wrote in to say so.</p>" for number in range(20))
    assert isinstance(read(page(f"<article>{paragraphs}</article>")), ExtractedPage)


def test_reading_one_page_does_not_change_how_the_next_is_read():
    first = read(page())
    for _ in range(3):
        assert read(page()) == first


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["text/html", "text/html; charset=utf-16", "", "\x00"]))
def test_any_bytes_give_an_article_or_a_reason(body, content_type):
    assert isinstance(read(body, content_type), ExtractedPage | Failed)
