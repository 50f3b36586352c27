"""What stands beside a name decides whose it is."""

import pytest

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Watchlist

ZIA = Actor("zia", "Ahmad Zia Massoud", "person", names=(("fa", "احمد ضیا مسعود"),))
WALI = Actor("wali", "Ahmad Wali Massoud", "person", names=(("fa", "احمد ولی مسعود"),))
KHAN = Actor("khan", "Ismail Khan", "person", names=(("fa", "اسماعیل خان"), ("ru", "Исмаил Хан")))
TRUMP = Actor("trump", "Donald Trump", "person", surname="yes")
PLACE = Actor("sar", "Sar-e-Pol", "place")
FRONT = Actor("front", "Freedom Front", "org", names=(("fa", "جبهه آزادی"), ("ru", "Фронт свободы")))
HERAT = Actor("herat", "Herat", "place", names=(("ps", "هرات"),), aliases=("Haré",), require=("province",))


@pytest.fixture(scope="module")
def found():
    matcher = compile_watchlist(Watchlist((ZIA, WALI, KHAN, TRUMP, PLACE, FRONT, HERAT)))

    def surfaces(text, language=""):
        return [(one.surface, one.term) for one in matcher.match(Document(text, language=language)).mentions]

    return surfaces


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Ahmed Zia and Ahmad Wali Massoud came.", "Ahmed Zia", "Ahmad Wali Massoud"),
        ("احمد ضیا و احمد ولی مسعود آمدند.", "احمد ضیا", "احمد ولی مسعود"),
        ("أحمد ضياء وأحمد ولي مسعود", "أحمد ضياء", "وأحمد ولي مسعود"),
    ],
)
def test_given_names_before_a_relatives_full_name_share_its_family_name(found, text, first, second):
    assert found(text) == [(first, "zia"), (second, "wali")]


def test_given_names_spelled_otherwise_are_taken_up_from_the_full_name(found):
    text = "Ahmad Wali Massoud spoke. Later Ahmed Wali left; Ahmed Vali Khan and Ahmed Nabi stayed."
    assert found(text) == [("Ahmad Wali Massoud", "wali"), ("Ahmed Wali", "wali")]


@pytest.mark.parametrize(
    "text",
    [
        "Ismail Khan Achakzai sells tea.",
        "Ismail Khan Rudbarwal sells tea.",
        "ISMAIL KHAN ACHAKZAI SELLS TEA",
        "اسماعیل خان اچکزی چای می‌فروشد.",
        "Исмаил Ханов продаёт чай.",
    ],
)
def test_a_khan_with_a_family_name_behind_is_somebody_else(found, text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["Ismail Khan said no.", "Исмаил-хан сказал нет.", "اسماعیل خان گفت نه."])
def test_a_khan_alone_is_himself(found, text):
    assert [actor for _, actor in found(text)] == ["khan"]


def test_in_a_headline_a_first_name_shows_that_a_family_name_is_anothers(found):
    assert found("Melania Trump Visits New School") == []
    assert found("Why Trump Visits New School") == [("Trump", "trump")]


def test_the_ezafe_may_be_written_either_way(found):
    assert found("In Sar-i-Pol it rained.") == [("Sar-i-Pol", "sar")]
    assert found("جبهه‌ی آزادی خبر داد.") == [("جبهه‌ی آزادی", "front")]


def test_a_cyrillic_acronym_is_defined_as_a_latin_one_is(found):
    assert found("Фронт свободы (ФС) заявил: ФС отступает.")[1:] == [("ФС", "front"), ("ФС", "front")]


def test_an_oblique_is_read_in_a_text_said_to_be_pashto(found):
    assert found("هغه له هراته ووت.", "ps") == [("هراته", "herat")]
    assert found("هغه له هراته ووت.") == []


def test_what_is_required_is_asked_of_an_alias_of_one_word_and_not_of_a_name(found):
    assert found("He saw Herat.") == [("Herat", "herat")]
    assert found("He saw Haré.") == []
    assert found("He saw Haré, the province.") == [("Haré", "herat")]
