"""How counts, times, languages and directions are said to a reader, alike in every form of an edition."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import UTC, date, datetime, tzinfo
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

Direction: TypeAlias = Literal["ltr", "rtl", "auto"]

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fa-af": "Dari",
    "fr": "French",
    "hi": "Hindi",
    "it": "Italian",
    "prs": "Dari",
    "ps": "Pashto",
    "ru": "Russian",
    "tg": "Tajik",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "uz": "Uzbek",
    "zh": "Chinese",
}
_TAG = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*\Z")
_ENOUGH = 400


def counted(number: int, one: str, many: str = "") -> str:
    """``1 story``, ``2 stories``; many is one with an s unless said."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(items: Sequence[str]) -> str:
    """``a, b and c``."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))


def capital(sentence: str) -> str:
    """The sentence with a capital letter."""
    return sentence[:1].upper() + sentence[1:]


def day(when: date) -> str:
    """``Friday, 20 Nov 2026``."""
    return f"{_WEEKDAYS[when.weekday()]}, {_short_day(when)}"


def moments(zone: ZoneInfo, *whens: datetime | None) -> tuple[str, ...]:
    """Local times, without what a neighbour says: ``19 Nov 2026, 22:40`` and ``23:10 (UTC+04:30)``; empty for None."""
    local = [_local(when, zone) if when else None for when in whens]
    said: list[str] = []
    for number, when in enumerate(local):
        if when is None:
            said.append("")
            continue
        before, after = local[number - 1] if number else None, local[number + 1] if number + 1 < len(local) else None
        is_same_day = before is not None and before.date() == when.date()
        is_same_offset = after is not None and after.utcoffset() == when.utcoffset()
        said.append(
            ("" if is_same_day else f"{_short_day(when)}, ")
            + f"{when:%H:%M}"
            + ("" if is_same_offset else f" (UTC{_offset(when)})")
        )
    return tuple(said)


def language_name(tag: str) -> str:
    """``Dari`` for fa-AF, the tag itself for a language without a name here, nothing for none."""
    lower = tag.lower()
    return _LANGUAGES.get(lower) or _LANGUAGES.get(lower.split("-")[0]) or tag


def language_tag(tag: str) -> str:
    """The tag if it has a BCP 47 tag's form, else nothing: a page may call its language anything."""
    return tag if _TAG.match(tag) else ""


def direction(text: str) -> Direction:
    """Which way most of a text's letters run; a name in another script does not turn its sentence round."""
    rtl = ltr = 0
    for character in text[:_ENOUGH]:
        kind = unicodedata.bidirectional(character)
        rtl += kind in {"R", "AL"}
        ltr += kind == "L"
    if not rtl and not ltr:
        return "auto"
    return "rtl" if rtl > ltr else "ltr"


def _short_day(when: date) -> str:
    return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"


def _offset(when: datetime) -> str:
    return f"{when:%z}"[:3] + ":" + f"{when:%z}"[3:5]


def _local(when: datetime, zone: tzinfo) -> datetime:
    try:
        return when.astimezone(zone)
    except OverflowError:  # a feed may date an entry to the first or the last hours that there are
        return when.astimezone(UTC)
