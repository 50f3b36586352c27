"""How many of the people and bodies of written sentences are found whole, and how much of what is found is right."""

from pathlib import Path

import pytest

from watchdesk.core.corpus.names import names_in
from watchdesk.core.corpus.proposal import propose
from watchdesk.core.corpus.reading import read

LEAST_WHOLE, LEAST_RIGHT = 0.95, 0.96
KINDS = {"p:": "person", "o:": "org"}


def sentences() -> list[tuple[str, str, set[tuple[str, str]]]]:
    """The sentences with their languages and the people and bodies they name."""
    lines = Path(__file__).with_name("arabic_script.txt").read_text("utf-8").splitlines()
    cut = [[part.strip() for part in line.split("|")] for line in lines if not line.startswith("#")]
    return [
        (language, text, {(name.strip()[2:], KINDS[name.strip()[:2]]) for name in names.split(";") if name.strip()})
        for language, text, names in cut
    ]


def named(text: str, language: str = "") -> set[tuple[str, str]]:
    return {(name.surface, name.type) for name in names_in(text, language) if name.type != "place"}


def test_people_and_bodies_are_found_whole_and_little_else_is() -> None:
    judged = [(text, names, named(text, language)) for language, text, names in sentences()]
    wanted = sum(len(names) for _, names, _ in judged)
    found = sum(len(seen) for _, _, seen in judged)
    whole = sum(len(names & seen) for _, names, seen in judged)
    wrong = [(text, names ^ seen) for text, names, seen in judged if names != seen]
    assert len(judged) > 190
    assert whole >= LEAST_WHOLE * wanted, wrong
    assert whole >= LEAST_RIGHT * found, wrong


def test_in_sentences_that_name_nobody_nobody_is_found() -> None:
    wrong = {text: seen for language, text, names in sentences() if not names and (seen := named(text, language))}
    assert wrong == {}


@pytest.mark.parametrize("comma", ["،", ","])
def test_an_office_behind_a_comma_shows_who_stands_before_it(comma: str) -> None:
    assert ("بهزاد کوهستانی", "person") in named(f"بهزاد کوهستانی{comma} سخنگوی حزب، آمد.")


def test_a_word_of_no_table_is_part_of_a_name_only_where_the_sentence_ends_it() -> None:
    assert named("اسدالله زرغان، در کابل است.") == {("اسدالله زرغان", "person")}
    assert named("دیروز جلیل قاشقک خرید.") == set()


def test_a_title_that_is_a_name_stays_with_what_makes_it_one() -> None:
    assert named("وزیر امیر خان رحیمی آمد.") == {("امیر خان رحیمی", "person")}
    assert named("امیر کریم رحیمی آمد.") == {("کریم رحیمی", "person")}


def test_ali_is_told_from_on_by_its_last_letter() -> None:
    assert named("علی کریمی آمد.") == {("علی کریمی", "person")}
    assert ("على كريمي", "person") not in named("جلس على كريمي")


def test_a_letter_that_is_a_word_is_no_part_of_a_body() -> None:
    assert named("بيان لحزب الله اليوم.") == {("حزب الله", "org")}


def test_a_corpus_in_dari_proposes_its_people_and_bodies() -> None:
    text = (
        "صبغت‌الله کوهستانی، سخنگوی جبهه مقاومت ملی، در پنجشیر سخن گفت. قوماندان بهزاد رستمی از حزب همبستگی ملی است. "
        "جبهه مقاومت ملی بیانیه داد. شورای عالی صلح نیز با بهزاد رستمی دیدار کرد."
    )
    proposed = {(actor.name, actor.type): actor.mentions for actor in propose([read(text)]).actors}
    assert proposed == {
        ("صبغت‌الله کوهستانی", "person"): 1,
        ("جبهه مقاومت ملی", "org"): 2,
        ("پنجشیر", "place"): 1,
        ("بهزاد رستمی", "person"): 2,
        ("حزب همبستگی ملی", "org"): 1,
        ("شورای عالی صلح", "org"): 1,
    }
