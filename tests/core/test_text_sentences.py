from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.text import sentences


def cut(text):
    return [text[start:end] for start, end in sentences(text)]


def test_full_stops_questions_and_exclamations_end_sentences():
    assert cut("He left. Did he? Yes! It is so.") == ["He left.", "Did he?", "Yes!", "It is so."]


def test_titles_ranks_and_initials_do_not_end_a_sentence():
    assert len(cut("Gen. Yasin Zia met Dr. A. B. Karimi of the U.S. Army on Sept. 3 in Kabul.")) == 1


def test_a_number_with_a_point_does_not_end_a_sentence():
    assert cut("It cost 3.5 billion. He paid.") == ["It cost 3.5 billion.", "He paid."]


def test_a_full_stop_before_a_small_letter_does_not_end_a_sentence():
    assert len(cut("The village of approx. two hundred people etc. is empty.")) == 1


def test_closing_quotes_belong_to_the_sentence_they_close():
    assert cut("“We are here.” He smiled. «Да!» Он ушёл.") == ["“We are here.”", "He smiled.", "«Да!»", "Он ушёл."]


def test_arabic_script_full_stops_and_questions_end_sentences():
    assert cut("مسعود آمد. آیا رفت؟ بله۔ تمام") == ["مسعود آمد.", "آیا رفت؟", "بله۔", "تمام"]


def test_a_blank_line_ends_a_sentence_without_a_full_stop_and_a_single_line_end_does_not():
    assert cut("A headline\n\nIt goes\non here") == ["A headline", "It goes\non here"]


def test_an_empty_text_has_no_sentences():
    assert cut("") == cut(" \n\n ") == []


@given(st.text(alphabet="aB .?!؟۔\n\"'م1", max_size=120) | st.text(max_size=120))
def test_sentences_are_in_order_and_leave_out_only_white_space(text):
    spans = sentences(text)
    assert all(first[1] <= second[0] for first, second in pairwise(spans))
    kept = "".join(text[start:end] for start, end in spans)
    assert "".join(kept.split()) == "".join(text.split())
