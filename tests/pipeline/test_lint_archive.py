from datetime import UTC, datetime, timedelta

import pytest

from watchdesk.model import Actor, Keyword, Watchlist
from watchdesk.pipeline.lint import examine, too_wide, unused_forms
from watchdesk.store.engine import open_store
from watchdesk.store.usage import RuleUse, TermUse, Usage

NOW = datetime(2026, 11, 20, 6, 0, tzinfo=UTC)
FRONT = Actor(
    "o-front",
    "Free Front",
    "org",
    names=(("fa", "جبهه آزاد"), ("ps", "جبهه ازاد")),
    aliases=("Front of the Free",),
    acronyms=("FF",),
)
LIST = Watchlist((FRONT, Actor("p-noor", "Ata Noor", "person")), (Keyword("talks", "talks"),), "a-list")


def used(*rules, terms=(), counting=100):
    return Usage(NOW - timedelta(days=120), 500, 0, counting, tuple(rules), tuple(terms))


def test_forms_and_entries_that_found_nothing_are_named_each_once():
    found = used(
        RuleUse("o-front", "name Free Front", 9, 1),
        RuleUse("o-front", "name جبهه آزاد, Arabic prefix و", 1, 0),
        terms=[TermUse("o-front", 9, 1)],
    )
    findings = unused_forms(LIST, found)
    assert [(one.term, one.text) for one in findings] == [
        ("o-front", "Front of the Free"),
        ("o-front", "FF"),
        ("p-noor", "Ata Noor"),
        ("talks", "talks"),
    ]
    assert {one.kind for one in findings} == {"unused"}


def test_a_form_that_is_found_in_another_spelling_is_used():
    found = used(RuleUse("p-noor", "name Ata Noor by its parts, likeness 0.97", 1, 0), terms=[TermUse("p-noor", 1, 0)])
    assert [one.term for one in unused_forms(LIST, found)] == ["o-front", "talks"]


@pytest.mark.parametrize(("alone", "articles", "is_wide"), [(21, 25, True), (20, 20, False), (79, 100, False)])
def test_an_alias_on_which_most_hits_rest_alone_is_doubtful(alone, articles, is_wide):
    found = used(RuleUse("o-front", "acronym FF", alone, alone), terms=[TermUse("o-front", articles, 0)])
    assert [(one.term, one.text, one.kind) for one in too_wide(LIST, found)] == [("o-front", "FF", "wide")] * is_wide


def test_hits_that_rest_on_the_name_itself_are_no_reason_to_doubt():
    found = used(RuleUse("o-front", "name Free Front", 90, 90), terms=[TermUse("o-front", 90, 0)])
    assert too_wide(LIST, found) == ()


@pytest.mark.parametrize(("alone", "is_wide"), [(51, True), (50, False)])
def test_a_term_on_which_most_articles_rest_alone_is_doubtful(alone, is_wide):
    found = too_wide(LIST, used(terms=[TermUse("talks", 60, alone)]))
    assert [(one.term, one.kind) for one in found] == [("talks", "wide")] * is_wide


def test_without_an_archive_the_list_alone_is_judged_and_this_is_said():
    examined = examine(LIST, ["en", "ru"], None, NOW)
    assert {one.kind for one in examined.findings} == {"script"}
    assert "no archive yet" in examined.remarks[0]


def test_a_young_archive_does_not_tell_what_never_matches_and_this_is_said():
    store = open_store("sqlite://")
    examined = examine(LIST, [], store, NOW)
    store.close()
    assert examined.findings == ()
    assert examined.remarks == ("the archive spans 0 of 90 days: which forms never match cannot be said yet",)
