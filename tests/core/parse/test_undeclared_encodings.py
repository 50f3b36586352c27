import pytest

from watchdesk.core.parse.charset import guessed

RUSSIAN = "Вчера министр сообщил о новых переговорах, которые пройдут в столице на следующей неделе."
ARABIC = "أعلن الوزير أمس عن جولة جديدة من المفاوضات التي ستعقد في العاصمة الأسبوع القادم."


@pytest.mark.parametrize(
    ("text", "encoding"), [(RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (ARABIC, "cp1256"), ("Ein Café in Köln", "cp1252")]
)
def test_the_encoding_of_a_text_without_a_label_is_told_by_its_letters(text: str, encoding: str) -> None:
    assert guessed(text.encode(encoding)) == text


def test_a_text_in_no_known_encoding_is_not_read() -> None:
    assert guessed(bytes(range(0x80, 0x100)) * 4) is None
