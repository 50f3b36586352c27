from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.matching import compile_watchlist
from watchdesk.core.matching.reading import fields
from watchdesk.model import Actor, Document, Keyword, Watchlist

LIST = Watchlist(
    (
        Actor("o", "National Resistance Front", "org", acronyms=("NRF",), exclude=("Resistance Front of Sudan",)),
        Actor("p", "Abdul Rashid Dostum", "person", names=(("fa", "عبدالرشید دوستم"),), surname="yes"),
        Actor("m", "Ahmad Massoud", "person", surname="default", cues=("young",)),
        Actor("q", "al Qaeda", "org", names=(("ar", "القاعدة"),)),
        Actor("l", "Panjshir Valley", "place", names=(("ps", "پنجشېر"), ("ru", "Панджшер"))),
    ),
    (Keyword("k", "resist* NEAR/3 war"), Keyword("a", '"armed struggle" OR actor:o')),
)
MATCHER = compile_watchlist(LIST)
NAMES = ["National", "Resistance", "Front", "NRF", "of", "Sudan", "Abdul", "Rashid", "Abdulrashid", "Dostum", "Dustum"]
OTHERS = ["عبد", "الرشید", "دوستم", "والقاعدة", "للقاعدة", "پنجشېرو", "Панджшера", "young", "Massoud", "Masud", "Ahmed"]
WORDS = [
    "al",
    "Qaeda",
    "Qaida",
    "Panjsheer",
    "Valley",
    "the",
    "war",
    "resists",
    "armed",
    "struggle",
    "nothing",
    "Ёлка",
    "X'y",
]
GAPS = [" ", "\n", "\n\n", "-", ", ", ". ", " - ", "\u200c", "'s ", "(", ") ", "\u00a0", "\u0301 ", "—"]
TEXTS = st.lists(
    st.tuples(st.sampled_from([*NAMES, *OTHERS, *WORDS]), st.sampled_from([" ", " ", " ", *GAPS])), max_size=14
)


BEGINNINGS = st.just("") | st.integers(850, 1_000).map(lambda length: ("rain fell " * 100)[:length] + " ")
"""Nothing, or a quiet stretch about as long as what is looked at first."""


@settings(max_examples=600, deadline=None)
@given(BEGINNINGS, TEXTS)
def test_looking_quickly_first_never_changes_a_result(beginning, pieces):
    document = Document(beginning + "".join(word + gap for word, gap in pieces))
    assert MATCHER.match(document) == MATCHER._judged(fields(document), "", with_rejected=False)


@given(st.text(max_size=80))
def test_looking_quickly_first_never_changes_the_result_of_any_text(text):
    document = Document(text)
    assert MATCHER.match(document) == MATCHER._judged(fields(document), "", with_rejected=False)


def test_a_second_text_is_matched_as_the_first_was():
    document = Document("Abdurrashid Dostum and the NRF.")
    assert MATCHER.match(document) == MATCHER.match(document) == compile_watchlist(LIST).match(document)


@pytest.mark.parametrize("text", ["", " \n\t", "\u200f", "İ" * 50, "ﷲ" * 50, "'" * 50, "a" * 1000])
def test_texts_of_nothing_or_of_one_sign_are_quiet(text):
    assert MATCHER.match(Document(text, text)).mentions == ()


def test_this_file_is_quiet_enough_to_be_tested():
    assert MATCHER._quiet.is_quiet("Rain fell on the hills and nobody minded.")
    assert not MATCHER._quiet.is_quiet(Path(__file__).read_text("utf-8"))
