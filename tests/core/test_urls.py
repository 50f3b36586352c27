from urllib.parse import urlsplit

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from watchdesk.core.urls import canonical_url, display_host, is_same_site, redacted, safe_link

_PIECES = [
    "http",
    "https",
    "://",
    "//",
    "\\",
    "@",
    ":",
    "80",
    "443",
    "[",
    "::1",
    "]",
    "/",
    "..",
    ".",
    "%",
    "%2e",
    "%41",
    "%zz",
]
_PIECES += [
    "?",
    "&",
    "=",
    "utm_source=x",
    "a=1",
    "#",
    "!",
    ";jsessionid=1",
    "example.org",
    "خبر",
    "ß",
    " ",
    "\n",
    "\x00",
    "\ud800",
]
_ADDRESSES = st.one_of(
    st.text(st.characters()),
    st.lists(st.sampled_from(_PIECES)).map("".join),
    st.lists(st.sampled_from(_PIECES)).map(lambda pieces: "http://example.org" + "".join(pieces)),
)


@pytest.mark.parametrize(
    "other",
    [
        "http://example.org/news/taliban?id=7&page=2",
        "HTTPS://EXAMPLE.org:443/news/taliban?id=7&page=2",
        "http://example.org:80/news/taliban?id=7&page=2",
        "https://example.org./news/taliban/?page=2&id=7#comments",
        "https://user@example.org/news/./x/../taliban?id=7&page=2",
        "https://example.org/n%65ws/taliban?id=7&page=2&utm_source=rss&fbclid=1&GCLID=2&",
        " https://example.org/news/tali\nban;jsessionid=AB12?id=7&page=2 ",
    ],
)
def test_addresses_of_one_article_share_a_key(other):
    assert canonical_url(other) == canonical_url("https://example.org/news/taliban?id=7&page=2")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/?p=1", "https://example.org/?p=2"),
        ("https://example.org/a", "https://example.org/A"),
        ("https://example.org/a", "https://other.example.org/a"),
        ("https://example.org:8080/a", "https://example.org/a"),
        ("https://example.org/#!/a", "https://example.org/#!/b"),
        ("https://example.org/a?ref=1", "https://example.org/a?ref=2"),
        ("https://example.org/a%2Fb", "https://example.org/a/b"),
        ("https://example.org/a?q=%26", "https://example.org/a?q=&"),
    ],
)
def test_addresses_of_two_articles_do_not(one, other):
    assert canonical_url(one) != canonical_url(other)


def test_a_persian_path_and_host_have_one_spelling():
    assert canonical_url("https://خبر.example/خبر") == canonical_url("http://xn--ngblk.example/%d8%ae%D8%A8%D8%B1")


@settings(deadline=None)
@given(_ADDRESSES)
@example("http://ex℀mple.com/")
@example("http://[::1")
def test_a_canonical_address_is_its_own_key(url):
    key = canonical_url(url)
    assert canonical_url(key) == key
    assert key.isascii()


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org", "https://example.org/"),
        ("HTTP://Example.org:8080/a b?x=<y>\"'#z", "http://example.org:8080/a%20b?x=%3Cy%3E%22'#z"),
        ("https://example.org/100%25/%2fx", "https://example.org/100%25/%2fx"),
        ("https://خبر.example/خبر", "https://xn--ngblk.example/%D8%AE%D8%A8%D8%B1"),
        ("https://example.org/a)b](c", "https://example.org/a)b%5D(c"),
        ("http://[::1]/x", "http://[::1]/x"),
        ("https://exa\nmple.org/", "https://example.org/"),
    ],
)
def test_a_link_is_written_so_that_any_document_can_carry_it(url, link):
    assert safe_link(url) == link


@pytest.mark.parametrize(
    "url",
    [
        "",
        "/relative",
        "javascript:alert(1)",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://example.org/",
        "mailto:a@example.org",
        "https://user@example.org/",
        "https://bbc.com@example.org/",
        "https://example.org\\@bbc.com/",
        "https://exa mple.org/",
        "https:///path",
        "https://example.org:99999/",
        "https://[::1/",
        "https://example.org/\x00",
        "https://example.org/\x1b[2J",
        "https://example.org/" + "a" * 9000,
    ],
)
def test_what_is_no_safe_web_address_is_no_link(url):
    assert safe_link(url) is None


def test_a_relative_link_is_resolved_against_its_document():
    assert safe_link("../b?c", "https://example.org/x/y/") == "https://example.org/x/b?c"
    assert safe_link("//other.example/b", "https://example.org/") == "https://other.example/b"
    assert safe_link("javascript:alert(1)", "https://example.org/") is None
    assert safe_link("//[", "https://example.org/") is None


@settings(deadline=None)
@given(_ADDRESSES)
def test_a_link_is_plain_ascii_and_stays_what_it_is(url):
    link = safe_link(url)
    if link is not None:
        assert urlsplit(link).scheme in {"http", "https"}
        assert link.isascii()
        assert not set(link) & set(' "<>\\^`{|}\n\r\t\x00')
        assert "@" not in urlsplit(link).netloc
        assert safe_link(link) == link


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org/a", "example.org"),
        ("https://news.example.org:81/", "news.example.org"),
        ("nonsense", ""),
        ("https://[", ""),
    ],
)
def test_a_host_is_shown_as_a_reader_knows_it(url, host):
    assert display_host(url) == host


def test_one_site_is_one_host_with_its_subdomains():
    assert is_same_site("https://www.example.org/a", "http://m.example.org/b")
    assert not is_same_site("https://example.org/", "https://badexample.org/")
    assert not is_same_site("https://example.org/", "nonsense")
    assert not is_same_site("", "")


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("https://user:secret@example.org/a", "https://***@example.org/a"),
        ("https://user:se@cret@example.org/a", "https://***@example.org/a"),
        ("https://user:se#cr/e?t@example.org/a", "https://***@example.org/a"),
        ("https://example.org/a?token=secret&page=2", "https://example.org/a?token=***&page=2"),
        (
            "https://example.org/a?api_key=secret#access_token=secret",
            "https://example.org/a?api_key=***#access_token=***",
        ),
        ("https://example.org/a?x=1;%74oken=secret", "https://example.org/a?x=1;%74oken=***"),
        ("https://example.org/a?sig=secret&key=secret", "https://example.org/a?sig=***&key=***"),
        ("https://example.org/@user/a?author=x&monkey=y", "https://example.org/@user/a?author=x&monkey=y"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("proxy \\\\user:secret@host", "proxy \\\\***@host"),
    ],
)
def test_a_logged_address_shows_no_secret(url, shown):
    assert redacted(url) == shown


@settings(deadline=None)
@given(_ADDRESSES, st.text("abcXYZ019!$'()*+,/?#[]", min_size=6))
def test_no_password_survives_redaction(tail, password):
    secret = f"S{password}S"
    assert secret not in redacted(f"https://user:{secret}@example.org/{tail}")


@settings(deadline=None)
@given(_ADDRESSES)
def test_redaction_takes_any_text(text):
    assert redacted(redacted(text)) == redacted(text)
