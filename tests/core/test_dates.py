from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.dates import parse_date

_SECONDS = (datetime(2100, 12, 30, tzinfo=UTC) - datetime(1990, 1, 2, tzinfo=UTC)) // timedelta(seconds=1)
_MOMENTS = st.integers(0, _SECONDS).map(lambda seconds: datetime(1990, 1, 2, tzinfo=UTC) + timedelta(seconds=seconds))
_OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("Fri, 18 Oct 2024 23:05:21 +0430", "2024-10-18T18:35:21"),
        ("Fri, 18 Oct 2024 23:05:21 GMT", "2024-10-18T23:05:21"),
        ("Fri, 18 Oct 2024 23:05 EST", "2024-10-19T04:05:00"),
        ("18 Oct 24 23:05:21 Z", "2024-10-18T23:05:21"),
        ("Fri 18 Oct 2024 23:05:21 -800", "2024-10-19T07:05:21"),
        ("Friday, 18 October 2024 23:05:21 UTC", "2024-10-18T23:05:21"),
        ("Mon, 18 Oct 2024 23:05:21 GMT+0430", "2024-10-18T18:35:21"),
        ("Fri, 18 Oct 2024 23:05:21 +0430 (AFT)", "2024-10-18T18:35:21"),
        ("18-Oct-2024 23:05:21 GMT", "2024-10-18T23:05:21"),
        ("Fri, 18 Oct 2024", "2024-10-18T00:00:00"),
        ("Thu, 5 Sept 2024 1:05:21 AFT", "2024-09-04T20:35:21"),
        ("October 18, 2024", "2024-10-18T00:00:00"),
        ("Oct. 18, 2024 at 11:05 p.m. EDT", "2024-10-19T03:05:00"),
        ("Oct 18, 2024 12:05 AM", "2024-10-18T00:05:00"),
        ("Fri Oct 18 23:05:21 2024", "2024-10-18T23:05:21"),
        ("Fri Oct 18 23:05:21 GMT 2024", "2024-10-18T23:05:21"),
        ("2024-10-18T23:05:21 +0100", "2024-10-18T22:05:21"),
        ("2024-10-18T23:05:21+01:00", "2024-10-18T22:05:21"),
        ("2024-10-18T23:05:21.123456789Z", "2024-10-18T23:05:21"),
        ("2024-10-18t23:05z", "2024-10-18T23:05:00"),
        ("2024-10-18 23:05:21 UTC", "2024-10-18T23:05:21"),
        ("2024-10-18 23:05:21", "2024-10-18T23:05:21"),
        ("20241018T230521Z", "2024-10-18T23:05:21"),
        ("2024-10-18", "2024-10-18T00:00:00"),
        ("2024/10/18 23:05", "2024-10-18T23:05:00"),
        ("  2024-10-18\n", "2024-10-18T00:00:00"),
        ("Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59"),
        ("Fri, 18 Oct 2024 23:05:21 XYZ", "2024-10-18T23:05:21"),
    ],
)
def test_the_dates_that_feeds_write_are_read(text, moment):
    assert parse_date(text) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "today",
        "NaN",
        "1729292721",
        "2024",
        "2024-10",
        "2026-02-30",
        "Mon, 30 Feb 2026 10:00:00 GMT",
        "2024-13-01",
        "2024-10-18T25:00:00Z",
        "2024-10-18T23:61:00Z",
        "Fri, 18 Oct 2024 13:05 PM",
        "Fri, 18 Oct 2024 23:05:21 +99:99",
        "Fri, 18 Oct 2024 23:05:21 +0460",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "1989-12-31T23:59:59Z",
        "2101-01-01",
        "1403/12/25 10:00",
        "۱۴۰۳/۱۲/۲۵",
        "۲۰۲۴-۱۰-۱۸",
        "25 Hamal 1403",
        "18/10/2024",
        "10/11/2024 10:00",
        "Do, 14 Mär 2024",
        "2024-1018",
        "2024-10-18T23:05:21Z" + " " * 100,
        "Fri, 18 Oct 2024 23:05:21 Asia/Kabul",
    ],
)
def test_what_is_impossible_foreign_or_ambiguous_is_no_date(text):
    assert parse_date(text) is None


@settings(deadline=None)
@given(_MOMENTS, _OFFSETS)
def test_every_moment_survives_the_formats_of_rss_and_atom(moment, offset):
    aware = moment.astimezone(offset)
    for text in (format_datetime(aware), aware.isoformat(), aware.isoformat(" ")):
        found = parse_date(text)
        assert found == aware
        assert found.tzinfo is UTC


@settings(deadline=None)
@given(st.one_of(st.text(), st.text("0123456789-/:+TZ GMTOctFri,.", max_size=40)))
def test_any_text_gives_a_moment_in_range_or_none(text):
    found = parse_date(text)
    assert found is None or 1989 <= found.year <= 2101
