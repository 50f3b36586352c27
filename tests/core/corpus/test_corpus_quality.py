"""The floor of what a real corpus must bring: who is found, and how much of what is proposed is real.

The actors of ``actors.yaml`` were written by hand. What else is real among the proposed was judged by reading.
"""

import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from watchdesk.core.corpus.proposal import Proposal, ProposedActor, propose
from watchdesk.core.corpus.reading import read
from watchdesk.core.matching import same_name
from watchdesk.core.text import tokens

LEAST_FOUND, LEAST_REAL = 0.95, 0.9
ALSO_REAL = {"Afghanistan", "United States", "UN", "Washington", "Red Army"}
"""Named in the texts at least twice, and in the hand-written file not at all."""


@pytest.fixture(scope="module")
def material() -> Path:
    folder = os.environ.get("WATCHDESK_MATERIAL")
    if not folder:
        pytest.skip("WATCHDESK_MATERIAL names no folder with the corpus")
    return Path(folder, "corpus")


@pytest.fixture(scope="module")
def proposal(material: Path) -> Proposal:
    return propose([read(path.read_text("utf-8")) for path in sorted(material.glob("*.txt"))])


@pytest.fixture(scope="module")
def known(material: Path) -> list[dict[str, str]]:
    return list(YAML(typ="safe").load((material / "actors.yaml").read_text("utf-8"))["actors"])


def words(name: str) -> list[str]:
    return [token.word for token in tokens(name)]


def is_one(actor: ProposedActor, one: dict[str, str]) -> bool:
    if actor.type != one["type"]:
        return False
    names = (actor.name, *actor.aliases)
    if one["type"] == "person" and any(same_name(name, one["name"]).same for name in names):
        return True
    return any(words(name) in (words(one["name"]), words(one["name"])[1:]) for name in names) or any(
        set(words(name)) >= {"islamic", "state", "khorasan"} and one["id"] == "o-isk" for name in names
    )


def mentioned_twice(known: list[dict[str, str]], texts: str) -> list[dict[str, str]]:
    """Those whose name, or family name, stands in the texts at least twice; makers of the texts aside."""
    makers = {
        "p-mir-ahmad-mashal",
        "p-elyas-nawandish",
        "p-maisam-iltaf",
        "p-christopher-solomon",
        "p-ahmad-sahel-arman",
    }
    return [one for one in known if one["id"] not in makers and texts.count(one["name"]) > 1]


def test_of_the_actors_mentioned_twice_nearly_all_are_proposed_with_their_type(
    material: Path, proposal: Proposal, known: list[dict[str, str]]
) -> None:
    texts = "\n".join(path.read_text("utf-8") for path in material.glob("*.txt"))
    wanted = mentioned_twice(known, texts)
    missed = [one["id"] for one in wanted if not any(is_one(actor, one) for actor in proposal.actors)]
    assert len(wanted) > 30
    assert len(missed) <= (1 - LEAST_FOUND) * len(wanted), missed


def test_of_all_actors_of_the_file_most_are_proposed_though_named_once(
    proposal: Proposal, known: list[dict[str, str]]
) -> None:
    missed = [one["id"] for one in known if not any(is_one(actor, one) for actor in proposal.actors)]
    assert len(missed) <= 0.1 * len(known), missed


def test_of_the_actors_proposed_with_two_mentions_nearly_all_are_real(
    proposal: Proposal, known: list[dict[str, str]]
) -> None:
    proposed = [actor for actor in proposal.actors if actor.mentions > 1 and actor.role == "actor"]
    unreal = [
        actor.name for actor in proposed if actor.name not in ALSO_REAL and not any(is_one(actor, one) for one in known)
    ]
    assert len(unreal) <= (1 - LEAST_REAL) * len(proposed), unreal


def test_the_council_of_ankara_is_one_under_its_four_names(proposal: Proposal) -> None:
    (council,) = [actor for actor in proposal.actors if "Salvation" in actor.name]
    assert len({council.name, *council.aliases}) == 4


def test_the_four_massouds_are_four(proposal: Proposal) -> None:
    assert {actor.name for actor in proposal.actors if "Massoud" in actor.name and actor.type == "person"} == {
        "Ahmad Massoud", "Ahmad Shah Massoud", "Ahmad Zia Massoud", "Ahmad Wali Massoud",
    }  # fmt: skip


def test_those_who_made_the_texts_stand_in_their_own_list(proposal: Proposal) -> None:
    makers = {actor.name for actor in proposal.actors if actor.role == "byline"}
    assert makers >= {"Mir Ahmad Mashal", "Elyas Nawandish", "Maisam Iltaf", "Christopher Solomon", "Ahmad Sahel Arman"}


def test_outlets_that_are_quoted_are_not_proposed(proposal: Proposal) -> None:
    outlets = {"KabulNow", "CNN", "Sky News", "The New Arab", "New Arab", "Foreign Affairs", "Twitter", "AFP", "Getty"}
    assert not outlets & {actor.name for actor in proposal.actors}


def test_the_phrases_of_the_subject_are_proposed(proposal: Proposal) -> None:
    assert {'"spring offensive"', '"power-sharing"'} <= {keyword.query for keyword in proposal.keywords}
