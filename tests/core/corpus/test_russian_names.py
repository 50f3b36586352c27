import time

import pytest

from watchdesk.core.corpus.declension import nominative
from watchdesk.core.corpus.names import names_in
from watchdesk.core.corpus.proposal import propose
from watchdesk.core.corpus.reading import read


def found(text: str) -> list[tuple[str, str]]:
    return [(name.surface, name.type) for name in names_in(text)]


def proposed(text: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    return {actor.name: (actor.type, actor.acronyms) for actor in propose([read(text)]).actors}


def test_what_an_office_is_of_is_no_part_of_the_name_behind_it() -> None:
    text = "Вчера президент Эстонии Юрий Лаптев и мэр Зареченска Тимур Рогов уехали."
    assert found(text) == [
        ("Эстонии", "place"), ("Юрий Лаптев", "person"), ("Зареченска", "place"), ("Тимур Рогов", "person"),
    ]  # fmt: skip


def test_the_cases_of_a_name_are_one_and_stand_in_the_first() -> None:
    actors = proposed("Он говорил с Юрием Лаптевым. Письмо Юрия Лаптева пришло. Ответа Лаптеву нет.")
    assert list(actors) == ["Юрий Лаптев"]


def test_a_body_has_its_small_words_and_its_acronym() -> None:
    text = "Глава Комитета народного контроля (КНК) молчит. В КНК не ответили."
    assert proposed(text) == {"Комитет народного контроля": ("org", ("КНК",))}


def test_a_name_in_quotation_marks_is_a_body_unless_it_is_an_outlets() -> None:
    actors = proposed("Компания «Заря» закрыта. В компании «Заря» молчат. Об этом пишет газета «Вестник края».")
    assert {name: kind for name, (kind, _) in actors.items()} == {"Заря": "org"}


def test_the_adjective_of_a_region_goes_with_its_head() -> None:
    assert "Заречная область" in proposed("Пожар в Заречной области. Власти Заречной области молчат.")


@pytest.mark.parametrize(
    ("forms", "expected"),
    [
        ({"Зареченске": ["в"], "Зареченска": ["мэр"]}, "Зареченск"),
        ({"Марокко": ["в"]}, "Марокко"),
        ({"Лугани": ["в"]}, "Лугани"),
    ],
)
def test_a_place_stands_in_the_first_case_where_a_rule_tells_it(forms: dict[str, list[str]], expected: str) -> None:
    assert nominative(forms, "place") == expected


@pytest.mark.parametrize("part", [" ", "\n", "\t\n", "a", "Ab-", "Юрий Лаптев ", "KABUL MEETING ", "A."])
def test_a_long_text_of_one_thing_is_read_in_linear_time(part: str) -> None:
    start = time.process_time()
    read(part * (300_000 // len(part)) + " Karim Rahimi left.")
    assert time.process_time() - start < 20
