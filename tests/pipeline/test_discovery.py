"""From matched texts to names that are proposed: kept beside the hits, shown once, gone when the list knows them."""

from dataclasses import replace
from datetime import timedelta

from tests.desks import WATCHLIST
from tests.newsroom import FILLER, Newsroom

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Edition
from watchdesk.pipeline.cut import cut_now, preview
from watchdesk.pipeline.desk import Desk
from watchdesk.pipeline.discovery import new_names, suggested_type
from watchdesk.pipeline.round import run_round

TOLD = (
    "Commander Fawad Daryabi met Ahmad Massoud on Friday, people at the talks said.",
    "On Monday Ahmad Massoud thanked Commander Fawad Daryabi for the winter coats.",
    "Nobody but Commander Fawad Daryabi came with Ahmad Massoud to the old bridge.",
    "Ahmad Massoud asked Commander Fawad Daryabi to speak to the village in spring.",
)


def tell(newsroom: Newsroom, *numbers: int) -> None:
    for number in numbers:
        newsroom.article(f"/{number}", f"Report {number}", TOLD[number], *FILLER)
    newsroom.feed("/a.xml", *((f"/{number}", f"Report {number}", "", None) for number in numbers))


def cut(desk: Desk) -> Edition:
    run_round(desk, everything=True)
    edition = cut_now(desk, desk.settings.daily, desk.clock())
    assert edition is not None
    return edition


def suggested(desk: Desk) -> list[str]:
    with desk.store.reading() as connection:
        found, _ = new_names(desk, connection, desk.clock() - timedelta(days=30))
    return [new.name for new in found]


def with_list(desk: Desk, **changes: object) -> Desk:
    """The same store at a desk with an edited list."""
    watchlist = replace(WATCHLIST, **changes)  # type: ignore[arg-type]  # fields of a watchlist
    settings = replace(desk.settings, watchlist=watchlist)
    return replace(desk, settings=settings, matcher=compile_watchlist(watchlist))


def test_a_name_near_an_actor_in_three_articles_is_proposed_in_the_edition_and_by_hand(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    edition = cut(desk)
    (new,) = edition.new_names
    assert (new.name, new.type, new.articles, new.actors) == ("Fawad Daryabi", "person", 3, ("p-ahmad-massoud",))
    assert new.snippet.text in TOLD
    assert suggested(desk) == ["Fawad Daryabi"]


def test_an_edition_proposes_a_name_once_and_suggest_always(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    assert len(cut(desk).new_names) == 1
    tell(newsroom, 3)
    assert cut(desk).new_names == ()
    assert suggested(desk) == ["Fawad Daryabi"]


def test_a_preview_proposes_nothing_for_good(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    run_round(desk)
    for _ in range(2):
        assert len(preview(desk, desk.settings.daily, desk.clock()).new_names) == 1


def test_no_edition_is_cut_for_new_names_alone(desk, newsroom) -> None:
    tell(newsroom, 0, 1)
    cut(desk)
    nothing_waits = with_list(desk, actors=())
    assert cut_now(nothing_waits, desk.settings.daily, desk.clock()) is None


def test_a_name_that_the_edited_list_finds_or_ignores_is_proposed_no_more(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    run_round(desk)
    assert suggested(desk) == ["Fawad Daryabi"]
    added = (*WATCHLIST.actors, Actor("p-daryabi", "Fawad Daryabi", "person"))
    assert suggested(with_list(desk, actors=added)) == []
    assert suggested(with_list(desk, ignored=("Fawwad Daryabi",))) == []


def test_what_an_edited_list_finds_beside_its_actors_takes_the_place_of_what_stood_there(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    run_round(desk)
    edited = replace(
        with_list(desk, actors=(Actor("p-daryabi", "Fawad Daryabi", "person"),), hash="another-list"),
        rematched=type(desk.rematched)(),
    )
    run_round(edited)
    assert suggested(edited) == ["Ahmad Massoud"]


def test_names_older_than_the_time_looked_back_are_not_proposed(desk, newsroom) -> None:
    tell(newsroom, 0, 1, 2)
    run_round(desk)
    desk.clock.forward(days=31)
    assert suggested(desk) == []


def test_the_archive_says_what_type_a_name_is_in_any_spelling(desk, newsroom) -> None:
    tell(newsroom, 0)
    run_round(desk)
    with desk.store.reading() as connection:
        assert suggested_type(connection, "Fawwad Daryabi") == "person"
        assert suggested_type(connection, "Karim Wardak") is None
