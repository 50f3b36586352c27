"""Names that no title, head or table shows: told by brackets, by their end, by where they stand."""

import pytest

from watchdesk.core.corpus.bylines import bylines
from watchdesk.core.corpus.proposal import ProposedActor, propose
from watchdesk.core.corpus.reading import read


def actors(*texts: str) -> dict[str, ProposedActor]:
    return {actor.name: actor for actor in propose([read(text) for text in texts]).actors}


@pytest.mark.parametrize(
    ("text", "name", "acronym"),
    [
        ("He met the Institute for the Craft of Peace (ICP). ICP is old.", "Institute for the Craft of Peace", "ICP"),
        ("They left the Nordic Lands Interim Force in Zaristan (NLIFZ). The NLIFZ stays.",
         "Nordic Lands Interim Force in Zaristan", "NLIFZ"),
        ("He joined the Zaristan Liberation Army (ELZ). The ELZ has said no.", "Zaristan Liberation Army", "ELZ"),
        ("He joined the May 7 Movement (M7). Fighters of the M7 spoke.", "May 7 Movement", "M7"),
    ],
)  # fmt: skip
def test_a_bracket_behind_a_body_holds_its_acronym_whatever_the_letters(text: str, name: str, acronym: str) -> None:
    found = actors(text)
    assert (found[name].acronyms, found[name].type, found[name].mentions) == ((acronym,), "org", 3)
    assert "Zaristan" not in found


def test_a_party_in_brackets_is_no_acronym_of_a_person() -> None:
    found = actors("Senator Latif Sarwari (ZUF) spoke. Sarwari left the ZUF.")
    assert found["Latif Sarwari"].acronyms == ()


def test_who_is_called_by_the_end_of_a_name_is_a_person_counted_once() -> None:
    found = actors("In May Tavi Hage Moro left Kohpaya. He said Hage Moro would return. Nobody saw Hage Moro there.")
    assert (found["Tavi Hage Moro"].type, found["Tavi Hage Moro"].mentions) == ("person", 3)


def test_an_article_is_no_part_of_a_family_name_alone() -> None:
    assert actors("General Abdelaziz al-Hulu spoke. Later al-Hulu left.")["Abdelaziz al-Hulu"].mentions == 2


def test_two_names_of_which_a_text_says_that_they_are_one_are_one() -> None:
    found = actors("Latif Sarwari, better known as Kalqa, was seen. President Bashir Khan met Kalqa. He likes Kalqa.")
    assert found["Latif Sarwari"].aliases == ("Kalqa",)


def test_what_stands_where_places_stand_is_a_place() -> None:
    found = actors(
        "The defence of Tirvsk failed. He was in Tirvsk in May. They wanted Tirvsk by winter. Troops saw Tirvsk."
    )
    assert found["Tirvsk"].type == "place"


def test_what_is_named_in_full_again_and_again_is_a_body() -> None:
    found = actors(
        "Gunmen of Vir Ansom burned houses. They say that Vir Ansom rules. The state calls Vir Ansom a threat."
    )
    assert found["Vir Ansom"].type == "org"


def test_the_capitals_of_a_dateline_are_a_place() -> None:
    assert actors("KOH PAYA, Zaristan — Troops came on Monday.")["KOH PAYA"].type == "place"


def test_an_aircraft_is_nobody() -> None:
    assert not actors("An F-16 fell. The F-16 was old. Pilots like the F-16.")


def test_a_body_that_is_somebodys_does_not_hold_his_name() -> None:
    assert "Forces of Latif Sarwari" not in actors("The Forces of Latif Sarwari came. Sarwari said that he won.")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("A headline here\n\nNadia Sorush and Latif Sarwari\n\nThe text begins.", ["Nadia Sorush", "Latif Sarwari"]),
        ("A headline here\n*Nadia Sorush, Kohpaya*\n\nThe text begins.", ["Nadia Sorush"]),
        ("A headline\n\nNadia Sorush reported from Kohpaya. Translated by Latif Sarwari.\n",
         ["Nadia Sorush", "Latif Sarwari"]),
        ("A text.\n\nStaff writer Nadia Sorush in Kohpaya contributed to this report.", ["Nadia Sorush"]),
    ],
)  # fmt: skip
def test_those_who_made_a_text_are_found_wherever_it_names_them(text: str, names: list[str]) -> None:
    assert [one.name for one in bylines(text)] == names


def test_a_line_that_names_a_body_is_no_byline() -> None:
    assert not bylines("A headline here\n\nZaristan Unity Front\n\nThe text begins.")
