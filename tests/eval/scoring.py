"""Loads the shipped watchlist and labelled texts, and scores what the matcher says of them."""

import json
import os
import re
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from watchdesk.model import Actor, Document, Keyword, Watchlist

ROOT = Path(__file__).parents[2]


def watchlist():
    """The shipped list, read leniently: what matters here is what stands in it."""
    content = YAML(typ="safe").load(ROOT / "config" / "watchlist.yaml")
    actors = tuple(_actor(entry) for entry in content["actors"])
    keywords = tuple(Keyword(entry["id"], entry["query"]) for entry in content.get("keywords") or ())
    return Watchlist(actors, keywords)


def _actor(entry):
    surname = {True: "yes", False: "no"}.get(entry.get("surname", False), "default")
    lists = {key: _texts(entry.get(key)) for key in ("aliases", "acronyms", "exclude", "cues", "require", "related")}
    names = tuple((language, str(name)) for language, name in (entry.get("names") or {}).items())
    return Actor(
        entry["id"],
        str(entry["name"]),
        entry["type"],
        names=names,
        weight=entry.get("weight", 1.0),
        surname=surname,
        **lists,
    )


def _texts(entries):
    return tuple(map(str, entries or ()))


def material():
    folder = os.environ.get("WATCHDESK_MATERIAL")
    if not folder:
        pytest.skip("WATCHDESK_MATERIAL is not set")
    return Path(folder)


def json_lines(path):
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def found_in(matcher, text, language=""):
    """The actors' mentions in a text as (start, end, actor)."""
    matched = matcher.match(Document(text, language=language))
    return [(one.start, one.end, one.term) for one in matched.mentions if one.kind == "actor"]


class Score(Counter):
    """Counts of right, wrong and missed mentions; ``exact`` of those right also in both ends."""

    def add(self, gold, found):
        free = list(found)
        for label in sorted(gold, key=lambda label: label.get("score") == "optional"):
            fitting = [one for one in free if _fits(label, one)]
            fitting.sort(key=lambda one: (one[0] != label["start"], one[1] != label["end"]))
            if fitting:
                free.remove(fitting[0])
            if label.get("score") != "optional":
                self["right" if fitting else "missed"] += 1
                self["exact"] += bool(fitting) and fitting[0][:2] == (label["start"], label["end"])
        self["wrong"] += len(free)
        return free

    @property
    def precision(self):
        return self["right"] / max(1, self["right"] + self["wrong"])

    @property
    def recall(self):
        return self["right"] / max(1, self["right"] + self["missed"])

    @property
    def exact_share(self):
        return self["exact"] / max(1, self["right"])


def _fits(label, one):
    start, end, actor = one
    return start < label["end"] and label["start"] < end and actor in label.get("accept", [label["id"]])


_LABEL = re.compile(r"\{(?P<surface>[^{}=]+)=(?P<actor>[^{}]+)\}")


def labelled_sentences():
    """Our own sentences as (language, text, labels), the marks taken out."""
    for line in (Path(__file__).parent / "sentences.txt").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            language, _, marked = line.partition(": ")
            yield language, *_unmarked(marked)


def labelled_articles():
    """Our own articles as (language, text, labels)."""
    for path in sorted((Path(__file__).parent / "articles").glob("*.txt")):
        yield path.stem[-2:], *_unmarked(path.read_text("utf-8"))


def _unmarked(marked):
    text, labels, end = "", [], 0
    for match in _LABEL.finditer(marked):
        text += marked[end : match.start()]
        labels.append({"start": len(text), "end": len(text) + len(match["surface"]), "id": match["actor"]})
        text += match["surface"]
        end = match.end()
    return text + marked[end:], labels
