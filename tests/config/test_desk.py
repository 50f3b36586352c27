from datetime import time, timedelta
from ipaddress import ip_network
from zoneinfo import ZoneInfo

import pytest

from watchdesk.config import store_file
from watchdesk.errors import ConfigError
from watchdesk.model import Secret
from watchdesk.settings import MailSettings, NetworkSettings, PollSettings, Recipient, Schedule

MAIL = "mail:\n  host: smtp.example.org\n  from: desk@example.org\n  to: [a@example.org]\n"


def test_without_watchdesk_yaml_every_default_holds(desk):
    loaded = desk.load()
    settings, base = loaded.settings, desk.folder.parent
    assert loaded.warnings == ()
    assert settings.folder == base
    assert settings.store == f"sqlite:///{base}/var/watchdesk.db"
    assert settings.digests == base / "digests"
    assert settings.timezone == ZoneInfo("UTC")
    assert settings.schedules == (Schedule("daily", time(7), ZoneInfo("UTC")),)
    assert (settings.poll, settings.network, settings.mail) == (PollSettings(), NetworkSettings(), None)
    assert (settings.backfill, settings.keep_articles) == (timedelta(days=3), timedelta(days=400))
    assert settings.rematch == timedelta(days=3)


def test_every_key_reaches_its_setting(desk):
    desk.write(
        "watchdesk",
        """
timezone: Asia/Kabul
store: sqlite:////srv/desk.db
backfill: all
poll: {every: 1h, min: 2m, max: 2d, deadline: 5s, max_body: 500kB, per_host: 1, parallel: 8}
network: {contact: "mailto:you@example.org", allow_private: [127.0.0.0/8, "fd00::/8"]}
digest: {at: 06:30, folder: /srv/out, formats: [json, md], when_empty: skip}
retention: {articles: forever}
""",
    )
    settings = desk.load().settings
    assert settings.timezone == ZoneInfo("Asia/Kabul")
    assert settings.store == "sqlite:////srv/desk.db"
    assert settings.backfill == "all"
    assert settings.poll == PollSettings(
        timedelta(hours=1), timedelta(minutes=2), timedelta(days=2), timedelta(seconds=5), 500_000, 1, 8
    )
    assert settings.network == NetworkSettings(
        "mailto:you@example.org", (ip_network("127.0.0.0/8"), ip_network("fd00::/8"))
    )
    assert str(settings.digests) == "/srv/out"
    assert settings.daily == Schedule(
        "daily", time(6, 30), ZoneInfo("Asia/Kabul"), formats=("json", "md"), when_empty="skip"
    )
    assert settings.keep_articles is None


@pytest.mark.parametrize(("said", "meant"), [("none", "none"), ("all", "all"), ("2w", timedelta(days=14))])
def test_backfill_is_a_word_or_a_time(desk, said, meant):
    desk.write("watchdesk", f"backfill: {said}\n")
    assert desk.load().settings.backfill == meant


@pytest.mark.parametrize(("said", "meant"), [("none", None), ("36h", timedelta(hours=36))])
def test_rematch_is_a_word_or_a_time(desk, said, meant):
    desk.write("watchdesk", f"rematch: {said}\n")
    assert desk.load().settings.rematch == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("store: sqlite:///data/desk.db\ntimezone: Asia/Kabool\n", "data/desk.db"),
        ("store: sqlite:///data/desk.db\ndigest: {at: [\n", "data/desk.db"),
        ("timezone: Asia/Kabool\n", "var/watchdesk.db"),
        ("store: postgresql://localhost/desk\n", None),
    ],
)
def test_the_database_is_known_whatever_else_is_wrong(desk, written, meant):
    desk.write("watchdesk", written)
    with pytest.raises(ConfigError):
        desk.load()
    assert store_file(desk.folder, {}) == (meant and desk.folder.parent / meant)


def test_sections_that_are_all_commented_out_count_as_left_out(desk):
    assert desk.said(watchdesk="poll:\nnetwork:\ndigest:\nmail:\nretention:\n") == []


def test_schedules_take_from_digest_and_file_what_they_leave_out(desk):
    desk.write(
        "watchdesk",
        """
timezone: Asia/Kabul
digest:
  formats: [md, md, txt]
  when_empty: mail
  schedules:
    - {id: daily, at: "07:00"}
    - {id: weekly, at: 18:00, days: [fri, mon], timezone: Europe/Berlin, formats: [html], when_empty: skip}
""",
    )
    kabul, berlin = ZoneInfo("Asia/Kabul"), ZoneInfo("Europe/Berlin")
    assert desk.load().settings.schedules == (
        Schedule("daily", time(7), kabul, formats=("md", "txt"), when_empty="mail"),
        Schedule("weekly", time(18), berlin, frozenset({0, 4}), ("html",), "skip"),
    )


def test_mail_keeps_the_password_a_reference(desk):
    desk.write(
        "watchdesk",
        """
mail:
  host: smtp.example.org
  port: 2525
  user: desk
  password: "${SMTP_PASSWORD}"
  from: desk@example.org
  to: [a@example.org, {address: b@example.org, schedule: daily, sections: [o-nrf], format: text, language: fa}]
  ca_file: ca.pem
""",
    )
    desk.environ["SMTP_PASSWORD"] = "hunter2"
    loaded = desk.load()
    assert loaded.warnings == ()
    assert loaded.settings.mail == MailSettings(
        host="smtp.example.org",
        sender="desk@example.org",
        to=(Recipient("a@example.org"), Recipient("b@example.org", "daily", ("o-nrf",), "text", "fa")),
        port=2525,
        user="desk",
        password=Secret("${SMTP_PASSWORD}"),
        ca_file=str(desk.folder.parent / "ca.pem"),
    )
    assert "hunter2" not in repr(loaded)


@pytest.mark.parametrize(("security", "port"), [("starttls", 587), ("tls", 465), ("none", 25)])
def test_the_port_follows_from_the_security(desk, security, port):
    desk.write("watchdesk", f"{MAIL}  security: {security}\n")
    mail = desk.load().settings.mail
    assert mail is not None
    assert mail.port == port


def test_a_password_in_clear_goes_to_this_machine_only(desk):
    desk.environ["P"] = "x"
    account = '  security: none\n  user: u\n  password: "${P}"\n'
    assert desk.said(watchdesk=MAIL + account) == [
        "watchdesk.yaml:2:3: mail: `security: none` would send the password in clear; write starttls or tls"
    ]
    for host in ("127.0.0.1", "localhost", "::1"):
        assert desk.said(watchdesk=MAIL.replace("smtp.example.org", f'"{host}"') + account) == []


@pytest.mark.parametrize(
    ("lines", "place", "part"),
    [
        ("timezone: Asia/Kabol", "1:11", "did you mean Asia/Kabul?"),
        ("timezone:", "1:1", "timezone: this is empty"),
        ("timzone: UTC", "1:1", "the key `timzone` is not known; did you mean `timezone`?"),
        ("backfill: yes", "1:11", "or write none or all"),
        ("rematch: all", "1:10", "or write none"),
        ("store: postgresql://localhost/desk", "1:8", "not built yet"),
        ("store: var/desk.db", "1:8", "write sqlite:///var/desk.db"),
        ("store: sqlite://", "1:8", "does not name a file"),
        ("store: sqlite:///", "1:8", "does not name a file"),
        ("store: mysql://x/y", "1:8", "does not name a file"),
        ("store: 'sqlite:///a?b.db'", "1:8", "holds a ?"),
        ("poll: {min: 2h, max: 1h}", "1:7", "`min` is longer than `max`"),
        ("poll: {every: 30}", "1:15", "every: '30' is not a length of time"),
        ("poll: {max_body: 10}", "1:18", "max_body: '10' is not a size"),
        ("poll: {parallel: 0}", "1:18", "parallel: '0' is out of bounds"),
        ("poll: {per_host: two}", "1:18", "per_host: 'two' is not a whole number"),
        ("poll: [1]", "1:7", "poll: this must be a mapping, not a list"),
        ("poll:\n  every 30m", "2:3", "there is no colon after `every`"),
        ("poll: {every 30m}", "1:8", "there is no colon after `every`"),
        ("poll: {every:30m}", "1:8", "there is no space after the colon; write `every: …`"),
        ("allow_private: [127.0.0.0/8]", "1:1", "it belongs under `network:`"),
        ("network: {allow_private: 127.0.0.0/8}", "1:26", "write [127.0.0.0/8]"),
        ("network: {allow_private: [127.0.0.1/8]}", "1:27", "write 127.0.0.0/8"),
        ("network: {contact: you}", "1:20", "contact: "),
        ("digest: {at: 25:00}", "1:14", "at: '25:00' is not a time of day"),
        ("digest: {formats: [pdf]}", "1:20", "formats: 'pdf' is none of md, html, txt, json"),
        ("digest: {formats: []}", "1:19", "formats: this list is empty"),
        ("digest: {when_empty: off}", "1:22", "when_empty: 'off' is none of write, mail, skip"),
        ("digest: {at: 07:00, schedules: [{id: daily, at: 07:00}]}", "1:9", "`at` and `schedules` exclude each other"),
        (
            "digest: {schedules: [{id: a, at: 07:00, days: [1]}]}",
            "1:48",
            "cron counts from Sunday and Python from Monday",
        ),
        (
            "digest: {schedules: [{id: a, at: 07:00, days: ['1']}]}",
            "1:48",
            "cron counts from Sunday and Python from Monday",
        ),
        ("digest: {schedules: [{id: a, at: 07:00, days: [Monday]}]}", "1:48", "perhaps mon"),
        ("digest: {schedules: [{id: a, at: 07:00, days: []}]}", "1:47", "this list is empty"),
        (
            "digest: {schedules: [{id: a, at: 07:00}, {id: a, at: 08:00}]}",
            "1:47",
            "the schedule `a` stands on line 1 already",
        ),
        ("retention: {articles: 400}", "1:23", "or write forever"),
        ("notice: sample", "1:1", "the key `notice` is not known"),
    ],
)
def test_a_wrong_line_is_one_sentence_at_its_place(desk, lines, place, part):
    found = desk.said(watchdesk=lines + "\n")
    assert len(found) == 1, found
    assert found[0].startswith(f"watchdesk.yaml:{place}: ")
    assert part in found[0]


@pytest.mark.parametrize(
    ("line", "place", "part"),
    [
        ("  port: '587'", "5:9", "port: '587' is not a whole number; write it without quotes"),
        ("  port: 70000", "5:9", "port: '70000' is out of bounds"),
        ("  port: true", "5:9", "port: true is not a whole number"),
        ("  security: ssl", "5:13", "security: 'ssl' is none of starttls, tls, none"),
        ("  user: desk", "2:3", "`user` stands without `password`"),
        ("  user: '${SMTP_USER}'", "5:9", "only in `password` and `headers`"),
        ("  passwort: '${A}'", "5:3", "the key `passwort` is not known; did you mean `password`?"),
    ],
)
def test_a_wrong_line_under_mail_is_named_at_its_place(desk, line, place, part):
    desk.environ.update(SMTP_USER="desk", A="x")
    found = desk.said(watchdesk=f"{MAIL}{line}\n")
    assert len(found) == 1, found
    assert found[0].startswith(f"watchdesk.yaml:{place}: ")
    assert part in found[0]


@pytest.mark.parametrize(
    ("to", "part"),
    [
        ("a@example.org", "to: this must be a list; write [a@example.org]"),
        ("[]", "to: this list is empty"),
        ("[Desk <a@example.org>]", "is not a mail address"),
        ("[7]", "address: '7' is not text"),
        (
            "[a@example.org, A@example.org]",
            "a@example.org (daily) stands on line 4 already and would get the edition twice",
        ),
        ("[{address: a@example.org, schedule: weekly}]", "there is no schedule `weekly` under digest.schedules"),
        ("[{adress: a@example.org}]", "`adress` is not known; did you mean `address`?"),
    ],
)
def test_a_wrong_recipient_is_one_sentence_on_its_line(desk, to, part):
    found = desk.said(watchdesk=MAIL.replace("[a@example.org]", to))
    assert len(found) == 1, found
    assert found[0].startswith("watchdesk.yaml:4:")
    assert part in found[0]


def test_a_recipient_of_a_daily_edition_that_no_schedule_cuts_is_warned_of(desk):
    found = desk.said(watchdesk=MAIL + "digest: {schedules: [{id: weekly, at: 07:00}]}\n")
    assert found == [
        "watchdesk.yaml:4:8: warning: there is no schedule `daily` under digest.schedules; known here: weekly"
    ]


def test_a_section_that_nothing_belongs_to_is_warned_of(desk):
    desk.write("feeds", "outlets: [{id: a, name: A, language: en, tags: [afghan], feeds: [https://a.example/f]}]\n")
    to = "[{address: a@example.org, sections: [afgan, o-nrf, afghan]}]"
    found = desk.said(watchdesk=MAIL.replace("[a@example.org]", to))
    assert found == [
        (
            "watchdesk.yaml:4:44: warning: `afgan` is neither a tag of an outlet nor an id of the watchlist; "
            "did you mean afghan?"
        )
    ]


def test_an_unknown_key_does_not_hide_a_rule_between_keys(desk):
    found = desk.said(watchdesk="poll: {min: 2h, max: 1h, mox: 3h}\n")
    assert len(found) == 2


def test_folders_that_cannot_be_written_are_warned_of_at_their_lines(desk):
    (desk.folder.parent / "file").touch()
    found = desk.said(watchdesk="store: sqlite:///file/x.db\ndigest: {folder: file/digests}\n")
    base = desk.folder.parent
    reason = f"{base}/file is a file, not a folder"
    store, digests = found
    assert store == f"watchdesk.yaml:1:8: warning: the store {base}/file/x.db cannot be written: {reason}"
    assert digests.startswith(
        f"watchdesk.yaml:2:18: warning: editions cannot be written to {base}/file/digests: {reason};"
    )


def test_the_warning_about_a_default_folder_is_of_the_whole_file(desk):
    (desk.folder.parent / "digests").touch()
    assert desk.said()[0].startswith("watchdesk.yaml: warning: editions cannot be written to ")
