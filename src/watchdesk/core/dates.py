"""Reads the dates that feeds and pages write; a date that cannot be read with certainty is None, never a guess.

Knows RFC 822 and its successors with the slips that feeds make, ISO 8601 as W3C narrows it, and English month names.
Other calendars and languages are not read: a Solar Hijri 1403 is a year outside the range and gives None.
"""

import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Final

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100

_LONGEST: Final = 80
_WIDEST_OFFSET: Final = timedelta(hours=14)
_TWO_DIGIT_PIVOT: Final = 50
"""RFC 2822, 4.3: two-digit years below fifty are of this century."""
_NOON: Final = 12
_LEAP_SECOND: Final = 60
_MINUTES: Final = 60

_MONTH_NAMES: Final = (
    "jan january|feb february|mar march|apr april|may|jun june|jul july|aug august|sep sept september|oct october|"
    "nov november|dec december"
)
_MONTHS: Final = {
    name: number for number, names in enumerate(_MONTH_NAMES.split("|"), start=1) for name in names.split()
}

# Minutes east of UTC: RFC 822's own zones, Europe's, and those of Afghanistan and its neighbours.
_ZONE_MINUTES: Final = (
    "z=0 ut=0 utc=0 gmt=0 wet=0 est=-300 edt=-240 cst=-360 cdt=-300 mst=-420 mdt=-360 pst=-480 pdt=-420 "
    "bst=60 west=60 cet=60 cest=120 eet=120 eest=180 msk=180 trt=180 "
    "aft=270 irst=210 irdt=270 pkt=300 ist=330 tjt=300 uzt=300"
)
_ZONES: Final = {name: int(minutes) for name, _, minutes in (pair.partition("=") for pair in _ZONE_MINUTES.split())}

_WEEKDAY: Final = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s*)?"
_MONTH: Final = r"(?P<month>[a-z]{3,9})\.?"
_CLOCK: Final = r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?(?:\s*(?P<half>[ap])\.?m\.?)?"
_ZONE: Final = r"(?P<zone>[a-z]{1,5})?(?P<offset>[+-]\d{1,2}:?\d{2}|[+-]\d{1,2})?(?:\s*\([^()]*\))?"
_TIME: Final = rf"(?:,?\s+(?:at\s+)?{_CLOCK}\s*{_ZONE})?"
_ISO_DAY: Final = r"(?P<year>\d{4})(?P<mark>[-/]?)(?P<month>\d{2})(?P=mark)(?P<day>\d{2})"
_ISO_CLOCK: Final = r"(?P<hour>\d{2}):?(?P<minute>\d{2})(?::?(?P<second>\d{2})(?:[.,]\d+)?)?"

_FORMS: Final = tuple(
    re.compile(form, re.ASCII | re.IGNORECASE)
    for form in (
        rf"{_ISO_DAY}(?:(?:\s*t\s*|\s+){_ISO_CLOCK}\s*{_ZONE})?",
        # 14 Mar 2024 10:00:00 +0430; dashes for spaces are a slip of old servers
        rf"{_WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+(?P<year>\d{{4}}|\d{{2}}){_TIME}",
        # March 14, 2024 10:00 PM
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){_TIME}",
        # Thu Mar 14 10:00:00 +0430 2024, as C and Java print a date
        rf"{_WEEKDAY}{_MONTH}\s+(?P<day>\d{{1,2}})\s+{_CLOCK}\s*{_ZONE}\s+(?P<year>\d{{4}})",
    )
)


def parse_date(text: str) -> datetime | None:
    """Read a date into UTC; without an offset it is taken as UTC.

    None for what is no date, names an impossible day or hour, or lies outside the years 1990 to 2100.
    """
    if len(text) > _LONGEST:
        return None
    trimmed = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(trimmed):
            return _moment(found.groupdict())
    return None


def _moment(part: dict[str, str | None]) -> datetime | None:
    month, offset, hour = _month(part["month"] or ""), _offset(part), _hour(part)
    if month is None or offset is None or hour is None:
        return None
    year = _year(part["year"] or "")
    second = int(part["second"] or 0)
    if not FIRST_YEAR <= year <= LAST_YEAR or second > _LEAP_SECOND:
        return None
    try:
        local = datetime(
            year, month, int(part["day"] or 0), hour, int(part["minute"] or 0), min(second, 59), tzinfo=offset
        )
    except ValueError:
        return None
    return local.astimezone(UTC)


def _year(digits: str) -> int:
    year = int(digits)
    if len(digits) > len("99"):
        return year
    return year + (2000 if year < _TWO_DIGIT_PIVOT else 1900)


def _month(word: str) -> int | None:
    return int(word) if word.isdigit() else _MONTHS.get(word.lower())


def _hour(part: dict[str, str | None]) -> int | None:
    hour, half = int(part["hour"] or 0), part.get("half")
    if half is None:
        return hour
    if not 1 <= hour <= _NOON:
        return None
    return hour % _NOON + (_NOON if half in "pP" else 0)


def _offset(part: dict[str, str | None]) -> timezone | None:
    """Give the zone; an unknown name is UTC (RFC 2822, 4.3), an impossible offset is None."""
    digits = part.get("offset")
    if not digits:
        return timezone(timedelta(minutes=_ZONES.get((part.get("zone") or "").lower(), 0)))
    number = digits[1:].replace(":", "")
    # two digits are hours; with three the hour has lost its zero
    hours, minutes = (number, "0") if len(number) <= len("HH") else (number[:-2], number[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if int(minutes) >= _MINUTES or offset > _WIDEST_OFFSET:
        return None
    return timezone(-offset if digits[0] == "-" else offset)
