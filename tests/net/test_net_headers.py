from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.net.headers import DAY, http_date, max_age, retry_after, validator

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize("value", ['"a"', 'W/"1-x"', "Sun, 01 Mar 2026 10:00:00 GMT", "no quotes"])
def test_a_printable_validator_is_kept(value):
    assert validator(value) == value


@pytest.mark.parametrize("value", [None, "", '"\x00"', '"caf\xe9"', '"a\r\nb"', '"\t"', "x" * 1001])
def test_any_other_validator_is_dropped(value):
    assert validator(value) is None


@pytest.mark.parametrize(
    ("cache_control", "expires", "expected"),
    [
        (None, None, None),
        ("public", None, None),
        ("max-age=3600", None, HOUR),
        ('MAX-AGE = "3600", public', None, HOUR),
        ("s-maxage=60, max-age=3600", None, HOUR),
        ("s-maxage=60", None, None),
        ("x-max-age=5", None, None),
        ("max-age=0", None, timedelta(0)),
        ("max-age=-5", None, None),
        ("max-age=99999999999999999999999999", None, DAY),
        ("max-age=3600", "Sun, 01 Mar 2026 12:00:01 GMT", HOUR),
        ("no-store, max-age=3600", None, timedelta(0)),
        ("no-cache", "Sun, 01 Mar 2026 13:00:00 GMT", timedelta(0)),
        (None, "Sun, 01 Mar 2026 13:00:00 GMT", HOUR),
        (None, "Sun, 01 Mar 9999 13:00:00 GMT", DAY),
        (None, "Thu, 01 Jan 1970 00:00:00 GMT", timedelta(0)),
        (None, "0", timedelta(0)),
        (None, "-1", timedelta(0)),
    ],
)
def test_freshness_is_what_the_server_says_within_a_day(cache_control, expires, expected):
    assert max_age(cache_control, expires, NOW) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        ("", None),
        (" 60 ", timedelta(seconds=60)),
        ("0", timedelta(0)),
        ("-60", None),
        ("1.5", None),
        ("٦٠", None),
        ("9" * 5000, DAY),
        ("Sun, 01 Mar 2026 13:00:00 GMT", HOUR),
        ("Sun, 01 Mar 2026 13:00:00", HOUR),
        ("Sun, 01 Mar 2026 11:00:00 GMT", timedelta(0)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", DAY),
        ("tomorrow", None),
    ],
)
def test_a_wish_to_be_left_alone_is_read_within_a_day(value, expected):
    assert retry_after(value, NOW) == expected


@given(st.text())
def test_junk_in_a_header_is_survived(junk):
    for wait in (retry_after(junk, NOW), max_age(junk, junk, NOW)):
        assert wait is None or timedelta(0) <= wait <= DAY
    http_date(junk)


@pytest.mark.parametrize("zone", ["+9999", "-9999", "+2359", "GMT"])
@pytest.mark.parametrize("year", ["0001", "9999", "10000"])
def test_a_date_at_the_edge_of_the_calendar_is_survived(year, zone):
    found = http_date(f"Fri, 31 Dec {year} 23:59:59 {zone}")

    assert found is None or found.tzinfo is UTC
