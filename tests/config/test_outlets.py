from datetime import timedelta

import pytest

from watchdesk.model import Feed, Outlet, Secret

START = "outlets:\n  - id: a\n    name: A\n    language: en\n    feeds:\n"


def test_an_outlet_becomes_routes_of_feeds(desk):
    desk.write(
        "feeds",
        """
outlets:
  - id: kabulnow
    name: KabulNow
    language: en
    tags: [afghan]
    feeds:
      - https://kabulnow.com/feed/
      - url: https://kabulnow.com/news
        kind: page
        every: 15m
        fulltext: never
        headers: {Authorization: "Bearer ${file:token}", Accept-Language: en}
        ca_file: ca.pem
        select: article a
      - routes: [https://a.example/rss, {url: https://a.example/map.xml, kind: sitemap}]
""",
    )
    base = desk.folder.parent
    (base / "token").write_text("t", encoding="utf-8")
    page = Feed(
        url="https://kabulnow.com/news",
        kind="page",
        every=timedelta(minutes=15),
        fulltext="never",
        headers=(("Authorization", Secret(f"Bearer ${{file:{base}/token}}")), ("Accept-Language", Secret("en"))),
        ca_file=f"{base}/ca.pem",
        select="article a",
    )
    alternatives = Feed("https://a.example/rss"), Feed("https://a.example/map.xml", kind="sitemap")
    routes = (Feed("https://kabulnow.com/feed/"),), (page,), alternatives
    assert desk.load().settings.outlets == (Outlet("kabulnow", "KabulNow", "en", ("afghan",), routes),)


def test_two_outlets_with_one_id_are_refused(desk):
    found = desk.said(
        feeds=START + "      - https://a.example/1\n  - {id: a, name: B, language: en, feeds: [https://b.example/1]}\n"
    )
    assert found == ["feeds.yaml:7:10: the outlet `a` stands on line 2 already; give it an id of its own"]


@pytest.mark.parametrize(
    "again",
    [
        "https://a.example/feed/",
        "HTTPS://A.example/feed/",
        "https://a.example/feed/#top",
        "{url: https://a.example/feed/}",
        "{routes: [https://a.example/feed/]}",
        "{routes: [{url: https://a.example/feed/}]}",
    ],
)
def test_one_feed_address_stands_only_once_however_it_is_written(desk, again):
    other = f"  - {{id: b, name: B, language: en, feeds: [{again}]}}\n"
    found = desk.said(feeds=START + "      - https://a.example/feed/\n" + other)
    assert len(found) == 1
    assert found[0].startswith("feeds.yaml:7:")
    assert found[0].endswith("this feed address stands on line 6 already; keep one")


def test_a_feed_address_that_is_a_home_page_is_warned_of_on_its_line(desk):
    found = desk.said(feeds=START + "      - https://a.example/\n      - {url: https://b.example, kind: page}\n")
    assert found == [
        (
            "feeds.yaml:6:9: warning: this looks like a home page, not a feed; "
            "look there for its feed address, often …/feed/ or …/rss"
        )
    ]


def test_an_outlet_without_feeds_and_a_file_without_outlets_are_warned_of(desk):
    assert desk.said(feeds="outlets:\n  - {id: a, name: A, language: en}\n") == [
        "feeds.yaml:2:5: warning: this outlet has no feeds and is never read; add feeds: [https://…]"
    ]
    for nothing in ("outlets:\n", "outlets: []\n", "outlets:\n  # - id: a\n"):
        assert desk.said(feeds=nothing)[0].endswith("warning: no outlets yet: add one under outlets:")
        assert desk.said(feeds=nothing)[0].startswith("feeds.yaml:1:")


def test_a_secret_in_a_header_is_refused_and_never_repeated(desk):
    feed = "      - {url: https://a.example/1, headers: {Authorization: Bearer hunter2, X-Desk: fine}}\n"
    found = desk.said(feeds=START + feed)
    assert len(found) == 1
    assert 'write Authorization: "${NAME}" and set the environment variable NAME' in found[0]
    assert "hunter2" not in found[0]


def test_an_unset_secret_is_only_a_warning(desk):
    content = START + '      - {url: https://a.example/1, headers: {Authorization: "Bearer ${TOKEN}"}}\n'
    found = desk.said(feeds=content)
    assert found == [
        (
            "feeds.yaml:6:61: warning: the secret TOKEN is not set; "
            "set the environment variable TOKEN before starting watchdesk"
        )
    ]
    desk.environ["TOKEN"] = "t"
    assert desk.said(feeds=content) == []


@pytest.mark.parametrize(
    ("feed", "part"),
    [
        ("{url: https://a.example/1, kind: rss}", "kind: 'rss' is none of feed, sitemap, page, channel"),
        ("{url: https://a.example/1, every: 15}", "every: '15' is not a length of time"),
        ("{url: https://a.example/1, fulltext: no}", "fulltext: 'no' is none of always, never"),
        ("{url: https://a.example/1, header: {}}", "`header` is not known; did you mean `headers`?"),
        ("{url: https://a.example/1, headers: [x]}", "headers: this must be a mapping, not a list"),
        ("{url: https://a.example/1, headers: {X Y: z}}", "headers: 'X Y' is not the name of a header"),
        ("{kind: page}", "the key `url` is missing here"),
        ("{uri: https://a.example/1}", "`uri` is not known; did you mean `url`?"),
        ("{url https://a.example/1}", "there is no colon after `url`"),
        ("url https://a.example/1", "there is no colon after `url`"),
        ("{routes: []}", "this list is empty"),
        ("{routes: [ftp://a.example/1]}", "only http:// and https:// addresses"),
        ("[https://a.example/1]", "url: a list is not text"),
        ("7", "url: '7' is not text"),
        ("a.example/feed", "write https://a.example/feed"),
    ],
)
def test_a_wrong_feed_is_one_sentence_on_its_line(desk, feed, part):
    found = desk.said(feeds=START + f"      - {feed}\n")
    assert len(found) == 1, found
    assert found[0].startswith("feeds.yaml:6:")
    assert part in found[0]


def test_one_address_instead_of_a_list_is_answered_with_the_list(desk):
    found = desk.said(feeds="outlets:\n  - {id: a, name: A, language: en, feeds: https://a.example/1}\n")
    assert found == ["feeds.yaml:2:43: feeds: this must be a list; write [https://a.example/1]"]
