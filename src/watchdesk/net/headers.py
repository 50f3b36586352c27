"""What the headers of an answer say, as plain values. Pure: junk says nothing, and nothing overflows."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Final

DAY: Final = timedelta(hours=24)
"""No wish of a server is believed beyond a day."""

LONGEST_VALIDATOR: Final = 1_000
LONGEST_NUMBER: Final = 12

MAX_AGE: Final = re.compile(r'(?:^|[,\s])max-age\s*=\s*"?(\d+)', re.IGNORECASE | re.ASCII)
NEVER_FRESH: Final = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


def validator(value: str | None) -> str | None:
    """An ETag or Last-Modified that can be sent back as it came: printable ASCII and of sane length."""
    if not value or len(value) > LONGEST_VALIDATOR or not (value.isascii() and value.isprintable()):
        return None
    return value


def http_date(value: str | None) -> datetime | None:
    """A date as HTTP writes it (RFC 9110, 5.6.7); None for anything else."""
    try:
        date = parsedate_to_datetime(value or "")
        return date.replace(tzinfo=UTC) if date.tzinfo is None else date.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def retry_after(value: str | None, now: datetime) -> timedelta | None:
    """How long the server asks to be left alone (RFC 9110, 10.2.3): between nothing and a day; None if it is junk."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return _within_a_day(value)
    date = http_date(value)
    return None if date is None else min(max(date - now, timedelta(0)), DAY)


def max_age(cache_control: str | None, expires: str | None, now: datetime) -> timedelta | None:
    """How long the answer says it stays fresh (RFC 9111, 4.2.1): between nothing and a day; None if it does not say."""
    age = MAX_AGE.search(cache_control or "")
    if NEVER_FRESH.search(cache_control or ""):
        return timedelta(0)
    if age:
        return _within_a_day(age[1])
    if expires is None:
        return None
    date = http_date(expires)  # RFC 9111, 5.3: an invalid date, "0" above all, means already expired
    return timedelta(0) if date is None else min(max(date - now, timedelta(0)), DAY)


def _within_a_day(digits: str) -> timedelta:
    if len(digits) > LONGEST_NUMBER:
        return DAY
    return min(timedelta(seconds=int(digits)), DAY)
