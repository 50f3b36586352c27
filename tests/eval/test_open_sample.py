"""Floors of quality on the labelled sample; they only rise."""

import re
from collections import defaultdict

import pytest
from tests.eval.respelling import respelled
from tests.eval.scoring import Score, found_in, json_lines, material, watchlist

from watchdesk.core.matching import compile_watchlist, same_name
from watchdesk.model import Document

NAMED = "Afghan|Taliban|Kabul|ISIS|Islamic State|[Qq]aeda|[Bb]in Laden|Bergen|Frerichs"
NAMED += "|Trump|Biden|Karzai|Ghani|Guterres|Bennett"


@pytest.fixture(scope="module")
def matcher():
    return compile_watchlist(watchlist())


def labelled_articles():
    folder = material()
    labels = defaultdict(list)
    for row in json_lines(folder / "eval" / "mentions_corpus.jsonl"):
        labels[row["doc"]].append(row)
    return [((folder / "corpus" / f"{doc}.txt").read_text("utf-8"), gold) for doc, gold in labels.items()]


def test_the_labelled_articles_are_matched_as_labelled(matcher):
    score = Score()
    for text, gold in labelled_articles():
        score.add(gold, found_in(matcher, text))
    assert score.precision >= 0.999
    assert score.recall >= 0.999
    assert score.exact_share >= 0.99


def test_the_same_articles_with_every_name_spelled_otherwise_are_matched_too(matcher):
    score = Score()
    for text, gold in labelled_articles():
        for seed in range(12):
            written, labels = respelled(text, gold, seed)
            score.add(labels, found_in(matcher, written))
    assert score.precision >= 0.99
    assert score.recall >= 0.99
    assert score.exact_share >= 0.98


def test_the_labelled_sentences_are_matched_as_labelled(matcher):
    score = Score()
    for row in json_lines(material() / "eval" / "mentions_multilingual.jsonl"):
        score.add(row["mentions"], found_in(matcher, row["text"]))
    assert score.precision >= 0.96  # one Arabic country name stands unlabelled
    assert score.recall >= 0.95


def test_the_labelled_name_pairs_are_told_apart():
    rows = json_lines(material() / "eval" / "name_pairs.jsonl")
    said = [same_name(row["a"], row["b"]).same for row in rows]
    right = sum(row["same"] and answer for row, answer in zip(rows, said, strict=True))
    assert right / max(1, sum(said)) >= 0.99
    assert right / sum(row["same"] for row in rows) >= 0.86


def test_news_that_names_nobody_on_the_list_gives_no_person(matcher):
    path = material() / "newsroom" / "captures" / "match" / "entries_2021_08.jsonl"
    texts = [f"{row['title']}\n\n{row['description']}" for row in json_lines(path)]
    strangers = [text for text in texts if not re.search(NAMED, text)]
    persons = [
        one.surface
        for text in strangers
        for one in matcher.match(Document(text)).mentions
        if one.type in {"person", "org"}
    ]
    assert len(strangers) > 1500
    assert persons == []
