"""Names alone, asked against a list: whether it has them, and whose name they may misspell."""

import pytest

from watchdesk.core.discovery import Roll
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Watchlist

WATCHLIST = Watchlist(
    actors=(
        Actor("p-massoud", "Ahmad Massoud", "person"),
        Actor("p-saleh", "Amrullah Saleh", "person", names=(("fa", "امرالله صالح"),)),
        Actor("o-front", "Northern Front", "org", exclude=("Northern Front of Mali",)),
        Actor("l-herat", "Herat", "place", counts=False),
    ),
    ignored=("Fawad Daryabi",),
)
ROLL = Roll(WATCHLIST, compile_watchlist(WATCHLIST))


@pytest.mark.parametrize(
    "name",
    [
        "Ahmad Massoud",
        "Ahmed Masood",
        "امرالله صالح",
        "Northern Front of Mali",
        "Herat",
        "Fawad Daryabi",
        "Fawwad Daryaby",
    ],
)
def test_a_name_is_known_that_is_listed_excluded_or_ignored_in_any_spelling(name: str) -> None:
    assert ROLL.has(name)


@pytest.mark.parametrize("name", ["Ahmad Zia Massoud", "Herat University", "Karim Daryabi"])
def test_another_name_with_a_part_in_common_is_not_known(name: str) -> None:
    assert not ROLL.has(name)


@pytest.mark.parametrize(
    ("name", "actor"),
    [("Ahmad Masoul", "p-massoud"), ("Amrulah Salek", "p-saleh"), ("Nothern Front", "o-front")],
)
def test_a_slip_in_a_watched_name_tells_whose_it_may_be(name: str, actor: str) -> None:
    assert not ROLL.has(name)
    assert ROLL.resembling(name) == actor


@pytest.mark.parametrize("name", ["Ahmad Zia Massoud", "Mahmoud Massoud", "Fawad Daryabi", "Southern Front", "", "۱۲"])
def test_another_name_resembles_nobody(name: str) -> None:
    assert ROLL.resembling(name) is None
