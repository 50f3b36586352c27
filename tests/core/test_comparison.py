from watchdesk.core.comparison import Difference, Text, compare
from watchdesk.model import Actor, Document, Keyword, Watchlist

BEFORE = Watchlist((Actor("o-guild", "The Blue Guild", "org"), Actor("l-pass", "Salang", "place", counts=False)))
AFTER = Watchlist((Actor("l-pass", "Salang", "place", counts=False),), (Keyword("snow", "snow"),))
TEXT = Document("The Blue Guild met on Friday. There was snow on the Salang.", "A meeting")


def test_each_term_that_is_gained_or_lost_comes_with_its_sentence() -> None:
    [found] = compare(BEFORE, AFTER, [Text(TEXT)])
    assert found == Difference(
        gained=(("snow", "There was snow on the Salang."),),
        lost=(("o-guild", "The Blue Guild met on Friday."),),
        stays=1,
        counted=True,
        counts=True,
    )


def test_what_stands_in_the_title_alone_is_shown_by_the_title() -> None:
    [found] = compare(BEFORE, AFTER, [Text(Document("Nothing here.", "Snow again"))])
    assert found.gained == (("snow", "Snow again"),)


def test_a_text_at_which_the_matcher_fails_stops_no_other() -> None:
    broken = Document(text=None)  # type: ignore[arg-type]  # a text at which any matcher fails
    failed, found = compare(BEFORE, AFTER, [Text(broken), Text(TEXT)])
    assert failed is None
    assert found is not None
    assert found.stays == 1


def test_evidence_alone_is_told_from_what_counts() -> None:
    [found] = compare(BEFORE, AFTER, [Text(Document("The Salang was open."))])
    assert (found.stays, found.counted, found.counts) == (1, False, False)


def test_what_is_known_of_the_first_list_changes_nothing_of_the_answer() -> None:
    known = {"o-guild": True, "l-pass": False}
    assert compare(BEFORE, AFTER, [Text(TEXT, known)]) == compare(BEFORE, AFTER, [Text(TEXT)])
    only_more = Watchlist((*BEFORE.actors, *AFTER.actors[1:]), AFTER.keywords)
    assert compare(BEFORE, only_more, [Text(TEXT, known)]) == compare(BEFORE, only_more, [Text(TEXT)])
