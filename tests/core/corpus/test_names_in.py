import time

import pytest

from watchdesk.core.corpus.names import names_in


def found(text: str, language: str = "") -> list[tuple[str, str]]:
    return [(name.surface, name.type) for name in names_in(text, language)]


def surfaces(text: str) -> list[str]:
    return [name.surface for name in names_in(text)]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday former Defense and Interior Minister Karim Rahimi met the ulema.",
        "Then Prof. Karim Rahimi left.",
        "It was signed by Chief of General Staff Karim Rahimi.",
        "They met Afghan Vice President Karim Rahimi again.",
        "He saw commander Karim Rahimi there.",
    ],
)
def test_titles_and_offices_are_no_part_of_a_name(text: str) -> None:
    assert ("Karim Rahimi", "person") in found(text)


def test_a_body_whose_office_stands_before_a_name_is_named_too() -> None:
    assert found("She wrote to UN Secretary-General Karim Rahimi.") == [("UN", "org"), ("Karim Rahimi", "person")]


def test_a_name_has_its_place_in_the_text() -> None:
    text = "“Yes,” said Latif Karimi’s brother in Herat."
    for name in names_in(text):
        assert text[name.start : name.end] == name.surface
    assert surfaces(text) == ["Latif Karimi", "Herat"]


def test_and_parts_two_names_but_joins_the_words_of_a_body() -> None:
    text = (
        "In Ghor and Takhar the Movement for Peace and Justice met Latif Karimi and Hamid Noori of the Unity Council."
    )
    assert surfaces(text) == [
        "Ghor", "Takhar", "Movement for Peace and Justice", "Latif Karimi", "Hamid Noori", "Unity Council",
    ]  # fmt: skip


def test_of_joins_the_words_of_a_body_only() -> None:
    text = "The Freedom Front of Afghanistan and Ismail Noori of Herat agreed."
    assert surfaces(text) == ["Freedom Front of Afghanistan", "Ismail Noori", "Herat"]


def test_names_in_one_list_are_of_one_kind() -> None:
    text = "Fighting goes on in Zarband, Kohpaya, and Tangdara provinces."
    assert found(text) == [("Zarband", "place"), ("Kohpaya", "place"), ("Tangdara", "place")]


def test_such_as_tells_what_the_names_behind_it_are() -> None:
    assert found("They armed groups such as Sipargan.") == [("Sipargan", "org")]
    assert found("It came from countries like Tajikistan.") == [("Tajikistan", "place")]


def test_a_rank_of_a_place_is_no_part_of_its_name_but_a_valley_is() -> None:
    text = "He rules Zarband Province and the Zarband Valley."
    assert found(text) == [("Zarband", "place"), ("Zarband Valley", "place")]


def test_what_opens_a_sentence_is_a_name_only_if_something_shows_it() -> None:
    text = "Unrest grew. Disparate bands fought. Sipargani said no. Later the men of Latif Sipargani left."
    assert surfaces(text) == ["Sipargani", "Latif Sipargani"]


def test_headlines_show_only_names_that_the_text_shows() -> None:
    text = "Karimi Says The Hard Winter Brings New Hope\n\nLatif Karimi spoke of a hard winter in Ghor province."
    assert surfaces(text) == ["Latif Karimi", "Ghor"]


def test_an_outlet_that_is_quoted_is_no_actor() -> None:
    text = "Latif Karimi told Evening Star News so. Speaking to Khabarnow, he repeated it. He told Reuters nothing."
    assert surfaces(text) == ["Latif Karimi"]


def test_the_bearer_of_a_family_name_decides_what_it_is() -> None:
    text = "Latif Karimi lost. The Karimi administration fell, and Karimi fled."
    assert found(text) == [("Latif Karimi", "person"), ("Karimi", "person"), ("Karimi", "person")]


def test_peoples_and_days_are_no_names() -> None:
    assert surfaces("On Friday Afghans, Tajiks and Americans met in Zarband district; Zarbandis stayed away.") == [
        "Zarband"
    ]


def test_two_states_joined_by_a_hyphen_are_two_names() -> None:
    assert surfaces("The US-Taliban deal and the Anti-Taliban mood.") == ["US", "Taliban", "Taliban"]


def test_an_abbreviation_before_a_name_ends_no_sentence() -> None:
    assert found("The late Cmdr. Rahimi built it.") == [("Rahimi", "person")]


def test_names_with_particles_and_initials_stay_whole() -> None:
    text = "We met Ali bin Hamad Al Karimi, Sar-e Pol’s George H. Baker and the Hezb-e Islami leader."
    assert surfaces(text) == ["Ali bin Hamad Al Karimi", "Sar-e Pol", "George H. Baker", "Hezb-e Islami"]


def test_a_line_break_in_a_wrapped_paragraph_is_a_space() -> None:
    text = "the men who came with Latif\nKarimi, as they say,\nwent home, and the rest\nstayed where they\nwere.\n"
    assert surfaces(text) == ["Latif\nKarimi"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("جنرال کریم رحیمی گفت که به ولایت غور می‌رود.", [("کریم رحیمی", "person"), ("غور", "place")]),
        ("احمد کریمی رهبر جبهه آزادی ملی است.", [("احمد کریمی", "person"), ("جبهه آزادی ملی", "org")]),
        ("نیروهای طالبان در کابل اند.", [("طالبان", "org"), ("کابل", "place")]),
        ("وویل شول چې د زربند ولایت والي کریم رحیمي دی.", [("زربند", "place"), ("کریم رحیمي", "person")]),
        ("قال إن حركة طالبان في ولاية غور.", [("طالبان", "org"), ("غور", "place")]),
        ("Генерал Карим Рахими встретил президента России Владимира Путина в Кабуле.",
         [("Карим Рахими", "person"), ("России", "place"), ("Владимира Путина", "person"), ("Кабуле", "place")]),
    ],
)  # fmt: skip
def test_other_scripts_show_names_by_their_cues(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_a_language_that_writes_nouns_with_capitals_shows_only_what_is_known() -> None:
    text = "Der Minister sah das Haus und die Stadt. Das Auto hatte Peter Baker, es stand in Kabul."
    assert found(text, "de") == [("Peter Baker", "person"), ("Kabul", "place")]


@pytest.mark.parametrize("text", ["", " \n\n ", "no capital here at all", "١٢٣", "A", "—“”", "\ud800 X", "ﷲ" * 50])
def test_any_text_is_read(text: str) -> None:
    for name in names_in(text):
        assert text[name.start : name.end] == name.surface


def test_a_text_that_is_one_endless_run_of_capitals_takes_no_endless_time() -> None:
    begun = time.process_time()
    names_in("Aa Bb-Cc of the Dd " * 20_000)
    assert time.process_time() - begun < 10
