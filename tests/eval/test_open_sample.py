"""Floors of quality on the labelled sample; they only rise."""

from collections import defaultdict

import pytest
from tests.eval.scoring import Score, found_in, json_lines, material, watchlist

from watchdesk.core.matching import compile_watchlist


@pytest.fixture(scope="module")
def matcher():
    return compile_watchlist(watchlist())


def test_the_labelled_articles_are_matched_as_labelled(matcher):
    folder = material()
    labels = defaultdict(list)
    for row in json_lines(folder / "eval" / "mentions_corpus.jsonl"):
        labels[row["doc"]].append(row)
    score = Score()
    for doc, gold in labels.items():
        text = (folder / "corpus" / f"{doc}.txt").read_text("utf-8")
        score.add(gold, found_in(matcher, text))
    assert score.precision >= 0.99
    assert score.recall >= 0.99
    assert score.exact_share >= 0.98


def test_the_labelled_sentences_are_matched_as_labelled(matcher):
    score = Score()
    for row in json_lines(material() / "eval" / "mentions_multilingual.jsonl"):
        score.add(row["mentions"], found_in(matcher, row["text"]))
    assert score.precision >= 0.96  # one Arabic country name stands unlabelled
    assert score.recall >= 0.95
