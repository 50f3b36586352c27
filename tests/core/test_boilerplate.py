import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.text.boilerplate import boilerplate_spans

PROSE = "The council met for two days, and its members spoke of little else than the harvest."


def told(text):
    return [text[start:end] for start, end in boilerplate_spans(text)]


@pytest.mark.parametrize(
    "line",
    [
        "Fighters rest on a hill. [Getty]",
        "Fighters rest on a hill [A Name/AFP]",
        "Fighters rest on a hill. (Photo: An Agency)",
        "Fighters rest on a hill (AP Photo/A Name)",
        "Fighters rest on a hill on Sept. 1. A NAME/AFP VIA GETTY IMAGES",
        "Image source, Getty Images",
        "Photo: a valley",
        "عکس: گیتی",
        "منبع تصویر، Getty Images",
        "د عکس سرچینه، Getty Images",
        "مصدر الصورة، Getty Images",
        "Фото: агентство",
        "Read also: The harvest fails",
        "READ MORE: The harvest fails",
        "- Related: The harvest fails",
        "بیشتر بخوانید: برداشت",
        "نور ولولئ: حاصل",
        "اقرأ أيضًا: الحصاد",
        "یہ بھی پڑھیں: فصل",
        "Читайте также: урожай",
        "Follow him on Twitter: @someone",
        "Editor’s note: the figures were corrected.",
        "Tags: harvest, council",
    ],
)
def test_captions_links_and_notes_are_told_from_the_story(line):
    assert told(f"{PROSE}\n\n{line}\n\n{PROSE}") == [line]


@pytest.mark.parametrize(
    "line",
    [
        PROSE,
        "Related parties said so.",
        "More than ten people read the report.",
        "KABUL (Reuters) - The council met.",
        "The council met, officials said. (Reuters)",
        "She took a photo (her last) of the valley.",
        "Photo evidence was shown.",
        "عکس‌های تازه نشان داده شد.",
        "Фотограф снимал долину.",
    ],
)
def test_prose_is_the_story(line):
    assert told(f"{PROSE}\n\n{line}\n\n{PROSE}") == []


def test_a_lone_heading_points_at_the_headline_behind_it():
    assert told(f"{PROSE}\nRead more\nThe harvest fails\nA new part\n{PROSE}") == ["Read more", "The harvest fails"]
    assert told(f"Read more\n{PROSE}") == ["Read more"]


def test_a_lone_heading_before_the_headlines_that_end_a_text_takes_all_of_them():
    assert told(f"{PROSE}\n\nRelated stories\n\nThe harvest fails\n\nThe river rises") == [
        "Related stories",
        "The harvest fails",
        "The river rises",
    ]


def test_a_writer_is_introduced_only_at_the_end():
    note = "A. B. Writer is a journalist who lives by the river."
    assert told(f"{PROSE}\n\n{note}") == [note]
    assert told(f"{note}\n\n" + f"{PROSE}\n\n" * 6) == []


def test_of_a_very_long_line_that_opens_like_a_note_only_the_first_sentence_is_one():
    assert told("Editor’s note: this was corrected. " + f"{PROSE} " * 10) == ["Editor’s note: this was corrected."]


PIECES = [
    "Read more",
    "Photo:",
    "[Getty]",
    "(Photo",
    ")",
    "\n",
    "\n\n",
    " ",
    PROSE,
    "A. Writer is a journalist",
    "\u064e",
]


@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_spans_are_in_order_apart_and_hold_whole_stretches_of_a_line(text):
    last = 0
    for start, end in boilerplate_spans(text):
        assert last <= start < end <= len(text)
        assert text[start:end].strip() == text[start:end]
        assert "\n" not in text[start:end]
        last = end


@pytest.mark.parametrize(
    "piece", ["Read more\nharvest\n", "[Getty ", "Read more ", "A. B. is a ", f"{PROSE}\n\n", "( / ap "]
)
def test_a_long_text_is_read_in_linear_time(piece):
    def seconds(size):
        text = piece * size + f"\n{PROSE}"
        started = time.process_time()
        boilerplate_spans(text)
        return time.process_time() - started

    seconds(100)
    assert seconds(40_000) < 60 * (seconds(4_000) + 0.001)
