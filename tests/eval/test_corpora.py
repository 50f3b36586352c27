"""What a proposal finds in small corpora of our own, in five languages: floors that only rise.

Each folder holds the texts of a corpus and gold.tsv: kind, mentions, name, other surfaces parted by a bar. A kind
``optional`` is neither asked for nor wrong; makers and outlets are no actors.
"""

from pathlib import Path

import pytest

from watchdesk.core.corpus.proposal import propose
from watchdesk.core.corpus.reading import read
from watchdesk.core.text import tokens

FOLDER = Path(__file__).parent / "corpora"
TYPES = {"person", "org", "place"}
FLOORS = {"fa": (0.90, 0.90), "ps": (0.84, 0.88), "ar": (0.78, 0.90), "ur": (0.66, 0.86), "ru": (0.76, 0.88)}
"""For each language: of the actors named twice or more, those proposed with the right type; of the actors proposed with
two mentions or more, those that are real."""


def key(surface):
    return "".join(token.word for token in tokens(surface))


def gold_of(folder):
    for line in (folder / "gold.tsv").read_text("utf-8").splitlines():
        kind, mentions, name, *others = line.split("\t")
        yield kind, int(mentions), {key(name), *map(key, filter(None, "".join(others).split("|")))}


def proposed_in(folder):
    readings = [read(path.read_text("utf-8"), folder.name[:2]) for path in sorted(folder.glob("*.txt"))]
    for actor in propose(readings).actors:
        yield actor, {key(form) for form in (actor.name, *actor.aliases, *actor.acronyms)}


def judged(language):
    asked = found = shown = real = 0
    for folder in sorted(FOLDER.glob(f"{language}-*")):
        gold, proposed = list(gold_of(folder)), list(proposed_in(folder))
        often = [(kind, forms) for kind, mentions, forms in gold if kind in TYPES and mentions > 1]
        known = {form for kind, _, forms in gold if kind in TYPES | {"optional"} for form in forms}
        actors = [(actor, forms) for actor, forms in proposed if actor.role == "actor"]
        asked += len(often)
        found += sum(any(actor.type == kind and forms & held for actor, held in actors) for kind, forms in often)
        named = [forms for actor, forms in actors if actor.mentions > 1]
        shown += len(named)
        real += sum(bool(forms & known) for forms in named)
    return found / asked, real / shown


@pytest.mark.parametrize("language", FLOORS)
def test_a_proposal_finds_who_is_named_and_hardly_anything_else(language):
    recall, precision = judged(language)
    least_recall, least_precision = FLOORS[language]
    assert recall >= least_recall
    assert precision >= least_precision


def test_the_corpora_are_large_enough_to_mean_something():
    assert len(list(FOLDER.rglob("*.txt"))) >= 50
    assert all(sum(1 for folder in FOLDER.glob(f"{language}-*") for _ in gold_of(folder)) >= 100 for language in FLOORS)
