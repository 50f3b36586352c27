"""Messages are read back with the standard library's mail parser."""

from dataclasses import replace
from email import message_from_bytes, policy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as parser
from tests.editions import MORNING, candidate, edition, prose

from watchdesk.core import render
from watchdesk.deliver.mail import Mailing, compose_test, message_id
from watchdesk.model import Coverage, Trouble
from watchdesk.settings import Recipient

SENDER = "The desk <desk@news.example>"
READER = Recipient("reader@mail.example")
WANTED = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
}
CANDIDATES = (
    candidate(1, "The Northern Front spoke.", published=MORNING),
    candidate(2, "سارا نوری گفت که خوب است.", title="سارا نوری", outlet="dari", language="fa-AF"),
)
EDITION = edition(*CANDIDATES)


def compose(cut, recipient, sender, *, message_id):
    return Mailing(cut, sender).message(recipient, message_id)


def mail_of(cut, recipient=READER, sender=SENDER):
    message = compose(cut, recipient, sender, message_id=message_id(cut.id, cut.cut_at, recipient.address, sender))
    return message_from_bytes(message.content, policy=policy.default)


def test_a_mail_has_these_headers_and_no_others():
    mail = mail_of(EDITION)
    assert sorted(mail.keys()) == sorted(WANTED)
    assert mail["From"] == SENDER
    assert mail["To"] == "reader@mail.example"
    assert mail["Subject"] == "watchdesk 2026-11-20: 2 stories, 2 articles"
    assert mail["Date"] == "Fri, 20 Nov 2026 07:00:00 +0430"
    assert mail["List-Id"] == "<daily.watchdesk.news.example>"
    assert mail["Auto-Submitted"] == "auto-generated"


def test_the_text_comes_before_the_page_and_the_whole_edition_after_both():
    mail = mail_of(EDITION)
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == ["multipart/mixed", "multipart/alternative", "text/plain", "text/html", "text/html"]
    text = mail.get_body(("plain",)).get_content()
    page = mail.get_body(("html",)).get_content()
    assert "> The [Northern Front] spoke." in text
    assert "سارا نوری" in page
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "watchdesk-2026-11-20.html"
    assert attached.get_content().replace("\r\n", "\n") == render.html(EDITION)


def test_the_page_in_the_mail_carries_its_styles_on_its_elements_and_no_full_text():
    page = parser.document_fromstring(mail_of(EDITION).get_body(("html",)).get_content())
    assert "max-width" in page.find_class("page")[0].get("style")
    assert page.find("body").get("style")
    assert "prefers-color-scheme: dark" in page.xpath("string(//style)")
    assert page.findall(".//details") == []
    assert "is attached" in page.find_class("closing")[0].text


def test_a_reader_of_plain_text_gets_the_text_and_the_whole_edition_as_markdown():
    mail = mail_of(EDITION, replace(READER, format="text"))
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/mixed", "text/plain", "text/markdown"]
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "watchdesk-2026-11-20.md"
    assert "Full texts" in attached.get_content()


def test_an_empty_edition_is_a_mail_without_attachments():
    mail = mail_of(edition())
    assert [part.get_content_type() for part in mail.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert mail["Subject"] == "watchdesk 2026-11-20: nothing new"
    assert "Nothing new matched the watchlist." in mail.get_body(("plain",)).get_content()
    plain_mail = mail_of(edition(), replace(READER, format="text"))
    assert plain_mail.get_content_type() == "text/plain"


def test_the_same_edition_recipient_and_id_give_the_same_bytes():
    identity = message_id(EDITION.id, EDITION.cut_at, READER.address, SENDER)
    assert compose(EDITION, READER, SENDER, message_id=identity) == compose(
        EDITION, READER, SENDER, message_id=identity
    )


def test_a_message_id_is_one_per_edition_recipient_and_resending_and_hides_the_address():
    first = message_id("2026-11-20", EDITION.cut_at, "reader@mail.example", SENDER)
    assert first == message_id("2026-11-20", EDITION.cut_at, "Reader@mail.example", SENDER)
    others = {
        message_id("2026-11-21", EDITION.cut_at, "reader@mail.example", SENDER),
        message_id("2026-11-20", EDITION.cut_at, "other@mail.example", SENDER),
        message_id("2026-11-20", EDITION.cut_at, "reader@mail.example", SENDER, resend=1),
    }
    assert len({first, *others}) == 4
    assert first.startswith("<2026-11-20.")
    assert first.endswith("@news.example>")
    assert "reader" not in first


def test_resending_changes_the_id_alone():
    first, second = (
        compose(
            EDITION, READER, SENDER, message_id=message_id(EDITION.id, EDITION.cut_at, READER.address, SENDER, resend=n)
        )
        for n in (0, 1)
    )
    bodies = [
        [part.get_payload() for part in message_from_bytes(m.content).walk() if not part.is_multipart()]
        for m in (first, second)
    ]
    assert bodies[0] == bodies[1]
    assert first.message_id != second.message_id


def test_lines_end_as_the_protocol_wants_and_are_short_and_ascii():
    long = edition(candidate(1, "Northern Front " + "ا" * 5000 + "x" * 5000), notice="." * 10)
    content = compose(long, READER, SENDER, message_id="<a@b>").content
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_sections_choose_the_stories_and_the_attachment_holds_no_others():
    mail = mail_of(EDITION, replace(READER, sections=("p-noori",)))
    assert mail["Subject"] == "watchdesk 2026-11-20: 1 story, 1 article"
    for part in (mail.get_body(("plain",)), mail.get_body(("html",)), *mail.iter_attachments()):
        assert "Northern Front" not in part.get_content()


def test_recipients_do_not_learn_of_each_other():
    troubles = (
        Trouble("other@mail.example", MORNING, "550 <other@mail.example>: no such user"),
        Trouble("reader@mail.example", MORNING, "452 full"),
    )
    content = mail_of(edition(*CANDIDATES, coverage=Coverage(undelivered=troubles))).get_body(("plain",)).get_content()
    assert "other@mail" not in content
    assert "another recipient" in content
    assert "reader@mail.example" in content


@pytest.mark.parametrize("form", ["html", "text"])
def test_a_body_stays_within_what_mail_programs_show_however_much_there_is(form):
    (told,) = edition(candidate(1, "Dara Noor " + prose("x", 200), title="A title " + "long " * 60)).stories
    failed = tuple(
        Trouble(f"https://outlet-{n}.example/feed", MORNING, "no answer within 20 seconds") for n in range(400)
    )
    many = replace(edition(), stories=(told,) * 10_000, coverage=Coverage(400, 0, failed=failed))
    mail = mail_of(many, replace(READER, format=form))
    body = mail.get_body((form if form == "html" else "plain",)).get_content()
    assert 45_000 < len(body.encode()) <= 90_000 + 2_000
    assert "further stories" in body
    assert "and 380 more" in body


def test_one_story_larger_than_a_body_stands_by_its_title():
    (told,) = edition(candidate(1, "Dara Noor " + prose("x", 200))).stories
    crowd = replace(told, articles=(told.articles[0],) * 2_000)
    body = mail_of(replace(EDITION, stories=(crowd, *EDITION.stories))).get_body(("html",)).get_content()
    assert len(body.encode()) <= 92_000
    assert "Title 1" in body


hostile = st.sampled_from(
    [
        "=?utf-8?q?=0ABcc:_evil=40evil.example?=",
        "x\r\nBcc: evil@evil.example\r\n\r\n",
        "x\nBcc: evil@evil.example",
        "\r\n.\r\nMAIL FROM:<evil@evil.example>",
        "--boundary",
        "\x00\x1b[0m",
    ]
) | st.text(max_size=8)


@settings(max_examples=40, deadline=None)
@given(hostile)
def test_no_value_makes_a_header_or_a_part(value):
    story = EDITION.stories[0]
    spoiled = replace(story, articles=(replace(story.articles[0], title=value, text=value),))
    mail = mail_of(replace(EDITION, schedule=value, stories=(spoiled,), notice=value, outlets=(("one", value),)))
    assert sorted(mail.keys()) == sorted(WANTED)
    assert len(list(mail.walk())) == 5
    assert "evil@" not in (mail["To"] or "")
    assert mail.defects == []


def test_a_senders_name_cannot_make_a_header():
    mail = mail_of(EDITION, sender="=?utf-8?q?x=0ABcc:_evil=40evil.example?= <desk@news.example>")
    assert sorted(mail.keys()) == sorted(WANTED)
    assert [address.addr_spec for address in mail["From"].addresses] == ["desk@news.example"]


def test_a_test_mail_is_a_mail_of_its_own():
    message = compose_test("reader@mail.example", SENDER, MORNING)
    mail = message_from_bytes(message.content, policy=policy.default)
    assert set(mail.keys()) == WANTED | {"Content-Transfer-Encoding"}
    assert mail["Subject"] == "watchdesk: a test"
    assert mail["Message-ID"] == message.message_id
