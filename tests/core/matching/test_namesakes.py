"""Somebody else of the same family name, or with the same acronym, is told apart by what the document says."""

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Keyword, Watchlist

LISTED = Watchlist(
    (
        Actor("karzai", "Hamid Karzai", "person", surname="yes"),
        Actor("father", "Ahmad Shah Massoud", "person", cues=("late",)),
        Actor("son", "Ahmad Massoud", "person", names=(("ru", "Ахмад Масуд"), ("fa", "احمد مسعود")), surname="default"),
        Actor("noor", "Ata Mohammad Noor", "person"),
        Actor("andarabi", "Masoud Andarabi", "person"),
        Actor("andarab", "Andarab", "place", names=(("ru", "Андараб"),)),
        Actor("un", "Amina Mohammad", "person", aliases=("Amina Mohammed",)),
        Actor("nrf", "Resistance Front", "org", names=(("ps", "د مقاومت جبهه"),), acronyms=("NRF",)),
        Actor("is", "Islamic State", "org", acronyms=("IS",)),
        Actor("tia", "Tehrik Islami Azadi", "org"),
        Actor("jamaat", "Jamaat Ansarullah", "org"),
        Actor("qatar", "Qatar", "place", names=(("ar", "قطر"),)),
    ),
    (Keyword("k", "actor:karzai"),),
)
MATCHER = compile_watchlist(LISTED)


def found(text, language=""):
    mentions = MATCHER.match(Document(text, language=language)).mentions
    return [(one.surface, one.term) for one in mentions if one.kind == "actor"]


def refused(text):
    return {one.reason for one in MATCHER.match(Document(text), with_rejected=True).rejected}


@pytest.mark.parametrize(
    "text",
    [
        "Qayum Karzai, a trader, came by. Karzai denied it.",
        "Khalid Masood attacked the bridge; the late Masood was 52.",
        "Muhammad Nour left, and Ata Mohammad was not there.",
    ],
)
def test_a_bare_name_is_the_namesakes_whom_the_document_names_first(text):
    assert found(text) == []


def test_the_refusal_says_who_is_meant():
    assert "the document names only Qayum Karzai" in refused("Qayum Karzai came by. Karzai denied it.")


def test_a_bare_name_before_its_namesake_or_behind_a_title_stays_the_listed_mans():
    assert found("Karzai spoke. His cousin Qayum Karzai listened.") == [("Karzai", "karzai")]
    assert found("Qayum Karzai listened to President Karzai.") == [("Karzai", "karzai")]


def test_a_namesake_matters_not_where_the_family_is_named_in_full():
    assert found("Khalid Masood is another. Ahmad Massoud mourned the late Massoud.") == [
        ("Ahmad Massoud", "son"),
        ("Massoud", "father"),
    ]


@pytest.mark.parametrize(
    "text", ["Ahmad Massoud Karimi", "Ahmad Massoud Khan Durrani", "احمد مسعود کریمی", "Ахмад Масуд Карими"]
)
def test_a_name_that_goes_on_with_a_family_name_is_somebody_elses(text):
    assert found(f"{text}.") == []


def test_a_name_on_the_next_line_goes_on_with_nothing():
    assert found("Ahmad Massoud\nKarimi spoke.") == [("Ahmad Massoud", "son")]


def test_russian_family_names_and_those_from_a_place_are_told_from_names_and_places():
    assert found("Ахмад Масуд и Масудов.") == [("Ахмад Масуд", "son")]
    assert found("Масуд Андараби и Хабиб Андараби в Андарабе.") == [
        ("Масуд Андараби", "andarabi"),
        ("Андарабе", "andarab"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "NRF — the National Research Foundation — pays. NRF grants",
        "NRF, the Nuclear Regulatory Forum, met. The NRF said",
        "The Nuclear Regulatory Forum, or NRF, met. The NRF said",
        '"NRF" stands for Network of Rural Farmers. The NRF said',
    ],
)
def test_an_acronym_explained_without_brackets_is_somebody_elses(text):
    assert found(text) == []


def test_an_acronym_is_that_of_the_only_body_named_in_full_with_its_initials():
    assert found("The National Retail Federation met. The NRF said prices rose.") == []
    assert found("The National Retail Federation met. The Resistance Front and the NRF did not.") == [
        ("Resistance Front", "nrf"),
        ("NRF", "nrf"),
    ]


def test_an_acronym_explained_by_the_listed_name_stays():
    assert ("NRF", "nrf") in found("The Resistance Front, or NRF, won. The NRF said")


def test_an_acronym_of_another_body_with_one_letter_more_is_not_it():
    assert found("The NRF-K met; the NRF-led men did not.") == [("NRF", "nrf")]


def test_a_word_in_capitals_behind_a_pronoun_is_the_word():
    assert found("This IS it, said the Islamic State (IS).") == [("Islamic State", "is"), ("IS", "is")]


def test_an_acronym_in_a_line_without_other_capitals_is_found():
    assert found("سخنگوی NRF گفت") == [("NRF", "nrf")]


def test_an_initial_is_passed_over_where_one_person_has_such_a_given_name():
    assert found("Amina J. Mohammed and Ahmad K. Massoud met.") == [("Amina J. Mohammed", "un")]
    assert found("Ahmad Massoud met A. Massoud and K. Massoud.")[1:] == [("Massoud", "son")]
    assert found("Amina J") == found("Amina J.") == []


def test_a_junior_is_another():
    assert found("Hamid Karzai Jr. came. Hamid Karzai, Jr., too.") == []


def test_ezafe_and_the_pashto_of_may_stand_within_a_name():
    assert found("Tehrik-e Islami-ye Azadi met.") == [("Tehrik-e Islami-ye Azadi", "tia")]
    assert found("د مقاومت د جبهې مشر", "ps") == [("مقاومت د جبهې", "nrf")]


def test_a_group_of_several_words_is_found_spelled_otherwise():
    assert found("Jamoat Ansarulloh met.") == [("Jamoat Ansarulloh", "jamaat")]
    assert found("The Resistence Front met; the Residence Front did not.") == [("Resistence Front", "nrf")]


def test_an_arabic_prefix_stands_before_a_name_of_three_letters():
    assert found("فقطر تستضيف المكتب", "ar") == [("فقطر", "qatar")]


def test_a_keyword_on_an_actor_has_the_actors_span():
    text = "Hamid Karzai'nin evi"
    mentions = MATCHER.match(Document(text)).mentions
    assert {(one.kind, text[one.start : one.end], one.surface) for one in mentions} == {
        ("actor", "Hamid Karzai", "Hamid Karzai"),
        ("keyword", "Hamid Karzai", "Hamid Karzai"),
    }


@pytest.mark.parametrize(
    "text",
    [
        "سيطر أحمد مسعود على المدينة",
        "احمد مسعود هدایت داد که بمانند",
        "احمد مسعود قادر است که بماند",
        "احمد مسعود حسن نیت نشان داد",
        "احمد مسعود علی‌رغم فشار ماند",
        "احمد مسعود عظیم رہنما ہیں",
    ],
)
def test_a_word_behind_a_name_that_could_be_part_of_one_but_says_something_of_its_bearer_is_none(text):
    assert [term for _, term in found(text)] == ["son"]


def test_a_known_part_behind_a_name_still_makes_it_another():
    assert found("حضر أحمد مسعود علي الاجتماع") == []
    assert found("احمد مسعود عزیز گفت") == []


def test_two_listed_names_side_by_side_are_both_found():
    assert found("Hamid Karzai Ahmad Massoud Talks Fail") == [("Hamid Karzai", "karzai"), ("Ahmad Massoud", "son")]
    assert found("Ahmad Massoud Ahmad Shah Massoud") == [("Ahmad Massoud", "son"), ("Ahmad Shah Massoud", "father")]


def test_what_the_document_defines_is_no_slip_of_another_acronym():
    text = "The NRF met. The Nordic Forest Reserve (NFR) gave money; NFR pays."
    assert found(text) == [("NRF", "nrf")]


def test_a_body_of_common_words_is_not_that_of_whoever_stands_behind_of():
    matcher = compile_watchlist(
        Watchlist((Actor("f", "National Freedom Front", "org", names=(("fr", "Front de liberté du Zaristan"),)),))
    )

    def surfaces(text):
        return [one.surface for one in matcher.match(Document(text)).mentions]

    assert surfaces("the National Freedom Front of Burkina Faso; Sudan's National Freedom Front") == []
    assert surfaces("the National Freedom Front of Zaristan") == ["National Freedom Front"]
    assert surfaces("the National Freedom Front in Sudan; the Sudanese National Freedom Front") == []


def test_beside_an_excluded_phrase_the_full_name_stays_and_beside_an_excluded_word_nothing_does():
    actor = Actor("f", "Freedom Front", "org", acronyms=("FRF",), exclude=("Freedom Front of Nowhere", "bakery"))
    matcher = compile_watchlist(Watchlist((actor,)))

    def surfaces(text):
        return [one.surface for one in matcher.match(Document(text)).mentions]

    assert surfaces("The Freedom Front of Nowhere praised the Freedom Front.") == ["Freedom Front"]
    assert surfaces("The Freedom Front of Nowhere met. The FRF sang.") == []
    assert surfaces("The FRF met. The Freedom Front of Nowhere sang.") == ["FRF"]
    assert surfaces("The Freedom Front is a bakery. The Freedom Front fights.") == ["Freedom Front"]
