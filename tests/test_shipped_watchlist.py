"""The shipped list, line by line: sources, languages, what it brings into an edition, the examples it is shown by."""

import json
import os
import re
from pathlib import Path

import pytest

from watchdesk.config import load_watchlist
from watchdesk.core.matching import compile_watchlist, examples_of, forms_of, in_words, shown_by
from watchdesk.core.matching.examples import holds
from watchdesk.core.matching.worded import does
from watchdesk.model import Document

LIST = Path(__file__).parents[1] / "config" / "watchlist.yaml"
FORM = re.compile(
    r"^      (?:- |[a-z]{2}: )(?P<text>.+?) +# (?P<source>.*)$|^    name: (?P<name>.+?) +# (?P<of_name>.*)$"
)
FORM_KEYS = {"names", "aliases", "acronyms"}
SOURCE = re.compile(r"(?P<corpus>corpus 00\d(?:, 00\d)*)(?:[;:] .+)?|usage(?:[;:] .+)?")
THEMES = [
    "unity-talks",
    "spring-offensive",
    "recognition",
    "decentralisation",
    "womens-rights",
    "extrajudicial-killings",
    "foreign-support",
    "doha-talks",
]
BEAT = re.compile(
    "Afghan|Taliban|Taleban|Kabul|Kandahar|Panjshir|ISIS-K|Талибан|Афган|Хорасан|طالبان|افغان", re.IGNORECASE
)


@pytest.fixture(scope="module")
def watchlist():
    return load_watchlist(LIST)[0]


@pytest.fixture(scope="module")
def matcher(watchlist):
    return compile_watchlist(watchlist)


@pytest.fixture(scope="module")
def material():
    if not os.environ.get("WATCHDESK_MATERIAL"):
        pytest.skip("WATCHDESK_MATERIAL names no folder with the corpus and captures")
    return Path(os.environ["WATCHDESK_MATERIAL"])


def form_lines():
    """Give number, form and source of every line of the list that holds a form of a name."""
    key = ""
    for number, line in enumerate(LIST.read_text("utf-8").splitlines(), 1):
        opened = re.match(r"    ([a-z]+):", line)
        key = opened[1] if opened else key
        if line.startswith("keywords:"):
            return
        if key == "name" or (key in FORM_KEYS and line.startswith("      ")):
            match = FORM.match(line)
            assert match, f"line {number} has a form and no source: {line}"
            yield number, (match["text"] or match["name"]).strip("'\""), match["source"] or match["of_name"]


def test_every_form_of_a_name_stands_on_a_line_with_its_source(watchlist):
    lines = list(form_lines())
    wrong = [(number, source) for number, _, source in lines if not SOURCE.fullmatch(source)]
    listed = {
        form.text for actor in watchlist.actors for form in forms_of(actor) if form.kind in {"name", "alias", "acronym"}
    }

    assert wrong == []
    assert {text for _, text, _ in lines} == listed


def test_what_is_said_to_stand_in_the_corpus_stands_there(material):
    texts = {path.name[:3]: path.read_text("utf-8") for path in (material / "corpus").glob("*.txt")}
    claims = [
        (number, text, document)
        for number, text, source in form_lines()
        if source.startswith("corpus")
        for document in re.findall(r"\b00\d\b", source.partition(";")[0])
    ]
    # capitals aside: a caption may print a name in capitals
    wrong = [
        claim
        for claim in claims
        if not re.search(rf"(?<!\w){re.escape(claim[1])}(?!\w)", texts[claim[2]], re.IGNORECASE)
    ]

    assert len(claims) > 150
    assert wrong == []


def test_every_actor_has_forms_in_dari_pashto_and_arabic(watchlist):
    lacking = [
        actor.id for actor in watchlist.actors if not {"fa", "ps", "ar"} <= {language for language, _ in actor.names}
    ]
    assert lacking == []


def test_every_theme_has_its_keyword_in_english_dari_and_pashto(watchlist):
    ids = {keyword.id for keyword in watchlist.keywords}
    wanted = {f"{theme}{language}" for theme in THEMES for language in ("", "-fa", "-ps")}
    assert wanted <= ids


def test_every_example_of_an_actor_does_what_it_says_and_every_actor_has_some(watchlist, matcher):
    for actor in watchlist.actors:
        examples = examples_of(actor, watchlist, matcher)
        listed = {form.text for form in forms_of(actor)}
        assert [one for one in examples if not holds(one, actor.id, matcher)] == [], actor.id
        assert any(one.is_found for one in examples), actor.id
        assert not [one for one in examples if one.is_found and one.text in listed], actor.id


def test_every_example_of_a_keyword_does_what_it_says_and_every_keyword_has_both_kinds(watchlist, matcher):
    for keyword in watchlist.keywords:
        examples = shown_by(keyword, watchlist, matcher)
        assert [one for one in examples if not does(one, keyword.id, matcher)] == [], keyword.id
        assert {one.is_found for one in examples} == {True, False}, keyword.id
        assert in_words(keyword, watchlist)


def test_what_the_captured_entries_bring_into_an_edition_concerns_the_beat(matcher, material):
    path = material / "newsroom" / "captures" / "match" / "entries_2021_08.jsonl"
    rows = {line: json.loads(line) for line in path.read_text("utf-8").splitlines()}.values()
    texts = [(row["title"] or "", row["description"] or "") for row in rows]
    brought = [
        f"{title}\n{text}"
        for title, text in texts
        if any(hit.counts for hit in matcher.match(Document(text, title)).hits)
    ]

    assert [text for text in brought if not BEAT.search(text)] == []
    assert len(brought) >= 180


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Ismail Khan reported from Lahore on the mango harvest.", set()),
        ("Ismail Khan of Herat spoke to Afghan reporters.", {"shared-names"}),
        ("Bismillah Khan played the shehnai, and Afghan guests listened.", set()),
        ("The goalkeeper Ali Nazari moved to Tabriz.", set()),
        ("The Northern Alliance took a town in Myanmar.", set()),
        ("The Northern Alliance was remembered in Afghanistan.", {"shared-names"}),
        ("The Axis of Resistance and its Resistance Front met guests from Afghanistan.", set()),
        ("A former Taliban captive asked the president for a pardon.", set()),
        ("Clashes near the Panjshir Valley went on for days.", {"armed-resistance"}),
        ("جماعة أنصار الله الحوثية أعلنت الهدنة", set()),
        ("حزب اسلامی به رهبری حکمتیار", {"o-hezb"}),
        ("حزب اسلامی مالزی در انتخابات برد", set()),
    ],
)  # fmt: skip
def test_names_that_others_bear_bring_in_only_what_is_about_afghanistan(matcher, text, reasons):
    assert {hit.term for hit in matcher.match(Document(text)).hits if hit.counts} == reasons
