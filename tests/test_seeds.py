import hashlib
import os
import re
from datetime import date
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parents[1]
NOTES = sorted((ROOT / "seeds").glob("*.md"))
DEMO_TEXTS = sorted((ROOT / "src/watchdesk/demo/newsroom").glob("*.md"))
LONGEST_SHARED_RUN = 6  # words; names of the watchlist aside, which are facts


def front_and_body(path):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return front, body


@pytest.fixture(scope="module")
def corpus():
    material = os.environ.get("WATCHDESK_MATERIAL")
    if not material:
        pytest.skip("WATCHDESK_MATERIAL names no folder with the corpus")
    return {path.name: path for path in sorted((Path(material) / "corpus").glob("*.txt"))}


@pytest.fixture(scope="module")
def names():
    actors = YAML(typ="safe").load(ROOT / "config/watchlist.yaml")["actors"]
    found = {name for actor in actors for name in (actor["name"], *actor.get("aliases", ()))}
    return sorted((" ".join(words(name)) for name in found), key=len, reverse=True)


def words(text):
    return re.findall(r"\w+", text.lower())


def runs(text, names, length):
    text = " ".join(words(text))
    for name in names:
        if name.count(" ") > 1:  # short names make no long run
            text = text.replace(name, "|")
    return {
        run
        for part in text.split("|")
        for start in range(len(part.split()) - length + 1)
        if (run := " ".join(part.split()[start : start + length]))
    }


def test_there_is_a_note_for_each_of_the_five_documents():
    assert [path.name[:3] for path in NOTES] == ["000", "001", "002", "003", "004"]


@pytest.mark.parametrize("path", NOTES, ids=lambda path: path.stem)
def test_a_note_says_where_its_facts_come_from(path):
    front, body = front_and_body(path)
    said = YAML(typ="safe").load(front)

    for key in ("title", "outlet", "original"):
        assert said[key], key
    assert said["original"].startswith(said["document"])
    assert re.fullmatch(r"[0-9a-f]{64}", said["sha256"])
    assert isinstance(said["date"], date | None)
    for key in ("author", "date"):
        assert said[key] is not None or re.search(rf"^{key}: null  # \w", front, re.MULTILINE), f"why is {key} null?"
    assert 20 <= len(re.findall(r"^- ", body, re.MULTILINE)) <= 40


def test_a_note_names_the_original_that_it_was_made_from(corpus):
    for path in NOTES:
        said = YAML(typ="safe").load(front_and_body(path)[0])
        assert hashlib.sha256(corpus[said["original"]].read_bytes()).hexdigest() == said["sha256"], path.name


def test_a_note_copies_no_sentence_of_an_original(corpus, names):
    originals = {run for path in corpus.values() for run in runs(path.read_text(), names, LONGEST_SHARED_RUN + 1)}
    for path in (*NOTES, *DEMO_TEXTS):
        shared = runs(front_and_body(path)[1], names, LONGEST_SHARED_RUN + 1) & originals
        assert not shared, path.name


def test_the_comparison_would_see_a_copied_sentence(corpus, names):
    original = next(iter(corpus.values())).read_text()
    copied = " ".join(original.split()[100:110])
    assert runs(copied, names, LONGEST_SHARED_RUN + 1) & runs(original, names, LONGEST_SHARED_RUN + 1)
