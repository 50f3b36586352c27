"""A name that is to join a list: found already, or given an id."""

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.core.newcomers import actor_id, found_by, new_id
from watchdesk.model import Actor, Keyword, Watchlist

LIST = Watchlist(
    (
        Actor("p-noor", "Ata Mohammad Noor", "person"),
        Actor(
            "o-nrf", "National Resistance Front", "org", acronyms=("NRF",), require=("Kabul",), exclude=("NRF Sudan",)
        ),
        Actor("l-kabul", "Kabul", "place"),
    ),
    (Keyword("p-talks", "talks"),),
)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Ata Mohammad Noor", "p-noor"),
        ("Atta Muhammad Nur", "p-noor"),
        ("NRF", "o-nrf"),
        ("NRF Sudan", None),
        ("Kabul University", None),
        ("Mohammad Ata", None),
        ("talks", None),
        ("", None),
    ],
)
def test_a_name_is_found_if_the_whole_of_it_stands_for_an_actor(name: str, wanted: str | None) -> None:
    assert found_by(name, LIST, compile_watchlist(LIST)) == wanted


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Sima O'Example-Özil", "p-sima-oexample-ozil"),
        ("احمد ضیا", "p-ahmd-zia"),
        ("Зия Массуд", "p-ziya-massud"),
        ("王毅", "p-1"),
        ("Noor", "p-noor-2"),
        ("talks", "p-talks-2"),
    ],
)
def test_an_id_is_made_of_the_name_with_the_prefix_of_the_list(name: str, wanted: str) -> None:
    assert actor_id(name, "person", LIST) == wanted


def test_a_list_without_prefixes_gets_ids_without() -> None:
    bare = Watchlist((Actor("jane-doe", "Jane Doe", "person"),))
    assert actor_id("Sima Example", "person", bare) == "sima-example"
    assert actor_id("Example Party", "org", bare) == "example-party"
    assert actor_id("Example Party", "org", Watchlist()) == "o-example-party"


def test_an_id_is_never_too_long_and_never_taken() -> None:
    taken: set[str] = set()
    for _ in range(12):
        taken.add(new_id("word " * 40, taken))
    assert len(taken) == 12
    assert max(map(len, taken)) <= 64
