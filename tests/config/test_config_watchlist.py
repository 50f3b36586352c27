from pathlib import Path

import pytest

from watchdesk.config import load_watchlist
from watchdesk.errors import ConfigError
from watchdesk.model import Actor, Keyword, Watchlist

WHOLE = """
actors:
  - id: o-nrf
    name: National Resistance Front of Afghanistan
    type: org
    names: {fa: جبهه مقاومت ملی افغانستان, ar: [جبهة المقاومة, جبهة]}
    aliases: [National Resistance Front]
    acronyms: [NRF]
    weight: 3
    exclude: ["National Resistance Front of Sudan"]
    surname: default
    cues: [Panjshir]
    require: [Afghanistan]
    related: [l-panjshir]
    role: an armed group
  - {id: l-panjshir, name: Panjshir, type: place}
  - {id: l-kabul, name: Kabul, type: place, alone: true, surname: true}
  - {id: p-biden, name: Joe Biden, type: person, alone: false}
keywords:
  - {id: spring-offensive, query: '"spring offensive" OR "summer offensive"', weight: 1.5}
  - {id: bees, query: bees, alone: false}
"""


@pytest.fixture
def loading(tmp_path: Path):
    def load_text(content: str) -> Watchlist:
        path = tmp_path / "list.yaml"
        path.write_text(content, encoding="utf-8")
        return load_watchlist(path)[0]

    return load_text


@pytest.fixture
def finding(tmp_path: Path):
    def find(content: str) -> list[str]:
        path = tmp_path / "list.yaml"
        path.write_text(content, encoding="utf-8")
        try:
            problems = load_watchlist(path)[1]
        except ConfigError as error:
            problems = error.problems
        return [str(problem).removeprefix(f"{path}:") for problem in problems]

    return find


def test_a_list_becomes_actors_and_keywords(loading):
    watchlist = loading(WHOLE)
    assert watchlist.actors[0] == Actor(
        id="o-nrf",
        name="National Resistance Front of Afghanistan",
        type="org",
        names=(("ar", "جبهة المقاومة"), ("ar", "جبهة"), ("fa", "جبهه مقاومت ملی افغانستان")),
        aliases=("National Resistance Front",),
        acronyms=("NRF",),
        weight=3.0,
        exclude=("National Resistance Front of Sudan",),
        surname="default",
        cues=("Panjshir",),
        require=("Afghanistan",),
        related=("l-panjshir",),
        role="an armed group",
    )
    assert watchlist.keywords == (
        Keyword("spring-offensive", '"spring offensive" OR "summer offensive"', 1.5),
        Keyword("bees", "bees", counts=False),
    )


def test_places_do_not_count_alone_unless_the_list_says_so(loading):
    counts = {actor.id: actor.counts for actor in loading(WHOLE).actors}
    assert counts == {"o-nrf": True, "l-panjshir": False, "l-kabul": True, "p-biden": False}


def test_surname_is_one_of_three_words(loading):
    assert [actor.surname for actor in loading(WHOLE).actors] == ["default", "no", "yes", "no"]


def test_the_hash_is_of_the_content_not_of_its_form(loading):
    one = loading("actors:\n  - {id: a, name: Anna, type: person}\n").hash
    assert len(one) == 64
    assert (
        loading("# a comment\nactors:\n- type: 'person'\n  name: Anna\n  role: sister\n  weight: 1\n  id: a\n").hash
        == one
    )
    names = "actors: [{id: a, name: Anna, type: person, names: {%s}}]\n"
    assert loading(names % "fa: آنا, ps: انا").hash == loading(names % "ps: انا, fa: آنا").hash


@pytest.mark.parametrize(
    "change",
    [
        ("weight: 3", "weight: 4"),
        ("[NRF]", "[NRFA]"),
        ("surname: default", "surname: true"),
        ("alone: true", "alone: false"),
        ("fa:", "prs:"),
        ("summer", "autumn"),
        ("related: [l-panjshir]", "related: []"),
    ],
    ids=lambda change: change[0],
)
def test_the_hash_changes_with_everything_that_matching_reads(loading, change):
    assert loading(WHOLE).hash != loading(WHOLE.replace(*change)).hash


def test_an_empty_list_is_a_list_with_a_warning(loading, finding):
    assert loading("actors:\nkeywords: []\n").actors == ()
    for nothing in ("", "actors:\n", "actors: []\nkeywords:\n"):
        assert len(finding(nothing)) == 1
        assert finding(nothing)[0].endswith("warning: nothing to watch for yet: add a name under actors:")


def test_a_list_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(ConfigError, match=r"none\.yaml: this file cannot be read: No such file"):
        load_watchlist(tmp_path / "none.yaml")


def test_ids_are_unique_across_actors_and_keywords(finding):
    found = finding("actors:\n  - {id: a, name: A B, type: org}\nkeywords:\n  - {id: a, query: x}\n")
    assert found == ["4:10: the id `a` stands on line 2 already; give each actor and keyword its own"]


def test_two_actors_of_the_same_name_are_refused_whatever_case_and_space(finding):
    found = finding(
        "actors:\n  - {id: a, name: Ata Noor, type: person}\n  - {id: b, name: 'ATA  noor', type: person}\n"
    )
    assert found == ["3:19: another actor on line 2 has the same name; make them one, or tell them apart"]


def test_an_unknown_related_id_is_answered_with_the_nearest(finding):
    found = finding("actors:\n  - {id: o-nrf, name: NRF A, type: org, related: [o-nfr]}\n")
    assert found == ["2:51: related: there is no actor or keyword `o-nfr`; did you mean o-nrf?"]


def test_forms_too_short_to_mean_anything_are_warned_of(finding):
    found = finding("actors:\n  - {id: a, name: A B, type: org, aliases: [X], acronyms: [Y, nrf, NRF]}\n")
    assert [line.split(";")[0] for line in found] == [
        "2:45: warning: a single letter will be found nearly everywhere",
        "2:60: warning: a single letter will be found nearly everywhere",
        "2:63: warning: acronyms are matched as they are written, and this one is in small letters",
    ]


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ("{id: a, name: '', type: org}", "name: this is empty"),
        ("{id: a, name: A B, type: org, aliases: [' ']}", "aliases: this is empty"),
        ("{id: a, name: A B, type: org, names: {fa_AF: x}}", "names: 'fa_AF' is not a language tag"),
        ("{id: a, name: A B, type: organisation}", "did you mean org?"),
        ("{id: a, name: A B, type: org, weight: 0}", "weight: '0' is out of bounds"),
        ("{id: a, name: A B, type: org, weight: true}", "weight: true is not a number"),
        ("{id: a, name: A B, type: org, weight: '3'}", "weight: '3' is not a number; write it without quotes"),
        ("{id: a, name: A B, type: org, alone: no}", "alone: 'no' is neither true nor false"),
        (
            "{id: a, name: A B, type: org, surname: yes}",
            "surname: 'yes' is none of true, false, default; did you mean true?",
        ),
        ("{id: a, name: A B, type: org, acronym: [X Y]}", "`acronym` is not known; did you mean `acronyms`?"),
        ("{id: a, name: A B, type: org, aliases: X Y}", "aliases: this must be a list; write [X Y]"),
        ("{id: a, name: 7, type: org}", "name: '7' is not text; put it in quotes"),
        ("just a name", "this must be a mapping, not 'just a name'"),
        ("id a", "there is no colon after `id`"),
        ("{name: A B, type: org}", "the key `id` is missing here; add `id: …`"),
    ],
)
def test_a_wrong_actor_is_one_sentence_on_its_line(finding, entry, part):
    found = finding(f"actors:\n  - {entry}\n")
    assert len(found) == 1, found
    assert found[0].startswith("2:")
    assert part in found[0]


def test_a_list_where_the_file_must_be_a_mapping_is_named(finding):
    assert (
        "this must be a mapping, not a list; write lines of `key: value`, known here: actors, keywords"
        in finding("- a\n")[0]
    )


def test_a_query_error_stands_at_the_query(finding):
    found = finding("keywords:\n  - id: k\n    query: '\"spring offensive'\n")
    assert found == ["3:13: query: a quotation mark that is never closed"]


def test_required_ids_and_places_that_are_none_are_refused_where_they_stand(finding):
    assert finding(
        "actors:\n  - {id: p-a, name: Karim Ahmad, type: person, require: [p-zz, word]}\n"
        "keywords:\n  - id: k\n    query: >-\n      war AND\n      place:p-a\n"
    ) == ["2:58: p-zz is no actor of the list", "7:13: p-a is a person: write actor:p-a"]


def test_a_slip_in_a_folded_query_is_shown_on_its_own_line(finding):
    assert finding("keywords:\n  - id: k\n    query: >-\n      war OR\n      (peace AND talks\n") == [
        "5:7: query: a bracket that is never closed"
    ]
