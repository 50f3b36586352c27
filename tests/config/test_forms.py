import re

import pytest

from watchdesk.config import forms


@pytest.mark.parametrize("tag", ["en", "fa-AF", "prs", "uz-Arab-AF", "zh-Hant", "es-419", "de-1996", "no", "en-x-desk"])
def test_language_tags_of_the_form_of_bcp_47_are_taken(tag):
    assert forms.language(tag) == tag


@pytest.mark.parametrize(
    ("said", "hint"), [("fa_AF", "perhaps fa-AF"), ("Dari", "such as en, fa-AF or ps"), ("e", "en")]
)
def test_what_is_no_language_tag_is_refused_with_a_hint(said, hint):
    with pytest.raises(ValueError, match=hint):
        forms.language(said)


def test_an_id_that_is_none_is_answered_with_one():
    assert forms.identifier("o-nrf_2") == "o-nrf_2"
    with pytest.raises(ValueError, match="perhaps the-new-arab"):
        forms.identifier("The New Arab")
    with pytest.raises(ValueError, match=r"digits, - and _$"):
        forms.identifier("جبهه")


@pytest.mark.parametrize(
    "address",
    [
        "https://kabulnow.com/feed/",
        "HTTP://127.0.0.1:8700/corpus/iess.xml",
        "https://example.org/?feed=rss2",
        "https://[2001:db8::1]/feed",
        "https://example.org/خبر/feed",
    ],
)
def test_http_and_https_addresses_are_taken_as_they_are(address):
    assert forms.feed_address(address) == address


@pytest.mark.parametrize(
    ("said", "mend"),
    [
        ("kabulnow.com/feed/", "write https://kabulnow.com/feed/"),
        ("htps://kabulnow.com/feed/", "perhaps https://kabulnow.com/feed/"),
        ("feed://kabulnow.com/feed/", "perhaps https://kabulnow.com/feed/"),
        ("file:///etc/passwd", "only http:// and https://"),
        ("ftp://example.org/feed", "only http:// and https://"),
        ("gopher://example.org/", "only http:// and https://"),
        ("data:text/xml,<rss/>", "holds a space, a quote, < >"),
        ("javascript:alert(1)", "only http:// and https://"),
        ("http+unix://%2Frun%2Fx.sock/", "only http:// and https://"),
        ("https://", "names no host"),
        ("https:///feed", "names no host"),
        ("https://example.org:99999/", "is not a web address: Port out of range"),
        ("https://[::1/feed", "is not a web address"),
        ("https://127.0.0.1\\@example.org/", "holds a space, a quote"),
        ("https://example.org/a b", "holds a space"),
        ("https://example.org/?key=${TOKEN}", "a secret cannot stand in an address"),
        ("url https://example.org/feed", "no colon after `url`"),
        ("https://example.org/\r\nX: y", "line break"),
    ],
)
def test_other_addresses_are_refused_with_their_mend(said, mend):
    with pytest.raises(ValueError, match=re.escape(mend)):
        forms.feed_address(said)


def test_a_user_name_in_an_address_is_refused_with_the_header_to_write_and_never_repeated():
    with pytest.raises(ValueError, match=r'headers: \{Authorization: "\$\{NAME\}"\}') as refused:
        forms.feed_address("https://desk:hunter2@example.org/feed")
    assert "hunter2" not in str(refused.value)


def test_only_a_bare_host_looks_like_a_home_page():
    assert forms.looks_like_home_page("https://kabulnow.com")
    assert forms.looks_like_home_page("https://kabulnow.com/")
    assert not forms.looks_like_home_page("https://kabulnow.com/?feed=rss2")
    assert not forms.looks_like_home_page("https://kabulnow.com/feed/")


@pytest.mark.parametrize("address", ["desk@example.org", "root@localhost", "a.b+c@mail.example.org"])
def test_plausible_mail_addresses_are_taken(address):
    assert forms.mail_address(address) == address


@pytest.mark.parametrize(
    "said",
    [
        "desk",
        "@example.org",
        "desk@",
        "Desk <desk@example.org>",
        "a@b, c@d",
        "a@b\r\nBcc: c@d",
        "a@-b",
        "dеsk@example.org",
        7,
    ],
)
def test_what_is_no_bare_mail_address_is_refused(said):
    with pytest.raises(ValueError, match=r"is not a mail address|line break|is not text"):
        forms.mail_address(said)


def test_a_contact_is_a_mailto_or_web_address():
    assert forms.contact("mailto:desk@example.org") == "mailto:desk@example.org"
    assert forms.contact("https://example.org/about") == "https://example.org/about"
    with pytest.raises(ValueError, match=r'write "mailto:desk@example\.org"'):
        forms.contact("desk@example.org")


def test_networks_are_cidr_and_never_the_whole_internet():
    assert str(forms.network("127.0.0.0/8")) == "127.0.0.0/8"
    assert str(forms.network("fd00::/8")) == "fd00::/8"
    with pytest.raises(ValueError, match=r"write 127\.0\.0\.0/8"):
        forms.network("127.0.0.1/8")
    with pytest.raises(ValueError, match="is not a network"):
        forms.network("localhost")
    for everything in ("0.0.0.0/0", "::/0"):
        with pytest.raises(ValueError, match="every network"):
            forms.network(everything)


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Asia/Kabol", "did you mean Asia/Kabul?"),
        ("asia/kabul", "did you mean Asia/Kabul?"),
        ("Kabul", "did you mean Asia/Kabul?"),
        ("New York", "did you mean America/New_York?"),
        ("UTC+4:30", "an IANA name"),
        ("../../etc/passwd", "an IANA name"),
        ("Asia", "not a time zone"),
    ],
)
def test_an_unknown_time_zone_is_answered_with_the_nearest(said, meant):
    with pytest.raises(ValueError, match="is not a time zone") as refused:
        forms.timezone(said)
    assert meant in str(refused.value)


@pytest.mark.parametrize("said", ["hunter2", 12345, "$SMTP_PASSWORD", "{SMTP_PASSWORD}"])
def test_a_literal_password_is_refused_with_how_to_write_it_and_never_repeated(said):
    with pytest.raises(ValueError, match=r'write password: "\$\{SMTP_PASSWORD\}"') as refused:
        forms.secret(said)
    assert "hunter2" not in str(refused.value)
    assert "12345" not in str(refused.value)


@pytest.mark.parametrize("said", ["${A} ${b-c}", "${A}${", "${file:}${A}"])
def test_a_reference_that_is_not_well_written_is_refused(said):
    with pytest.raises(ValueError, match=r"is written \$\{NAME\} or \$\{file:PATH\}"):
        forms.secret(said)


def test_headers_that_carry_secrets_are_known_by_their_names():
    assert forms.shows_secret("Authorization", "Bearer abc")
    assert forms.shows_secret("X-Api-Key", "abc")
    assert not forms.shows_secret("Authorization", "Bearer ${TOKEN}")
    assert not forms.shows_secret("Accept-Language", "fa")
    with pytest.raises(ValueError, match="line break"):
        forms.header_text("a\r\nb")
    with pytest.raises(ValueError, match="not the name of a header"):
        forms.header_name("X Y")


@pytest.mark.parametrize("said", ["", "  ", None])
def test_empty_text_is_refused(said):
    with pytest.raises(ValueError, match="this is empty"):
        forms.text(said)


def test_text_is_text_without_the_space_around_it_and_zero_width_letters_stay():
    assert forms.text("  بسم\u200cالله ") == "بسم\u200cالله"
    with pytest.raises(ValueError, match="'7' is not text; put it in quotes"):
        forms.text(7)
    with pytest.raises(ValueError, match="only in `password` and `headers`"):
        forms.text("${SMTP_HOST}")


def test_a_quote_without_its_partner_is_refused_and_apostrophes_are_not():
    assert forms.text('Ata\'s "friends"') == 'Ata\'s "friends"'
    for written in (forms.text, forms.secret, forms.header_text):
        with pytest.raises(ValueError, match="without its partner"):
            written('KabulNow"' if written is forms.text else '${TOKEN}"')
