"""Lengths of time, sizes and times of day as people write them. Every refusal is a sentence (ValueError)."""

import re
from datetime import time, timedelta
from typing import Final

_UNITS: Final = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
}
_LONGEST: Final = timedelta(days=36_500)
_BYTES: Final = {"b": 1, "kb": 1_000, "mb": 1_000_000, "gb": 1_000_000_000}


def duration(said: object) -> timedelta:
    """Read a length of time such as 20s, 30m, 24h, 3d or 2w: more than nothing, at most a hundred years."""
    parts = re.fullmatch(r"([0-9]{1,9})([smhdw])", said) if isinstance(said, str) else None
    if not parts:
        raise ValueError(f"{shown(said)} is not a length of time; write a number and s, m, h, d or w, such as 30m")
    count = int(parts[1])
    if not count:
        raise ValueError(f"{said} is no time at all; write more than zero")
    if count > _LONGEST / _UNITS[parts[2]]:
        raise ValueError(f"{said} is longer than a hundred years")
    return count * _UNITS[parts[2]]


def size(said: object) -> int:
    """Read a number of bytes such as 500kB or 10MB (decimal units): at least one byte, at most 1GB."""
    parts = re.fullmatch(r"([0-9]{1,9})([kMG]?B|kb|KB|mb|gb)", said) if isinstance(said, str) else None
    count = int(parts[1]) * _BYTES[parts[2].lower()] if parts else 0
    if not 0 < count <= _BYTES["gb"]:
        raise ValueError(f"{shown(said)} is not a size between 1B and 1GB; write a number and kB or MB, such as 10MB")
    return count


def time_of_day(said: object) -> time:
    """Read a time of day such as 07:00, on a clock of 24 hours."""
    parts = re.fullmatch(r"([0-9]{1,2}):([0-9]{2})", said) if isinstance(said, str) else None
    if not parts or int(parts[1]) > 23 or int(parts[2]) > 59:  # noqa: PLR2004  a day's hours, an hour's minutes
        raise ValueError(
            f'{shown(said)} is not a time of day; write hours and minutes from 00:00 to 23:59, such as "07:00"'
        )
    return time(int(parts[1]), int(parts[2]))


def shown(said: object) -> str:
    """Show a value in a sentence, short and in YAML's words."""
    if said is None:
        return "an empty value"
    if isinstance(said, bool):
        return str(said).lower()
    if isinstance(said, list):
        return "a list"
    if isinstance(said, dict):
        return "a mapping"
    text = str(said)
    return f"'{text[:60]}…'" if len(text) > 60 else f"'{text}'"  # noqa: PLR2004  a sentence stays on a line
