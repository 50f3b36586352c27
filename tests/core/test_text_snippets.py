from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.text import snippets

TEXT = "Nothing here. Massoud met Ghani in Doha. Later Massoud left for Paris and did not come back for a long while."


def marks_of(text, *names):
    return [(text.index(name), text.index(name) + len(name), name) for name in names]


def test_the_sentence_with_the_most_terms_comes_first():
    marks = [*marks_of(TEXT, "Ghani", "Doha", "Paris"), (14, 21, "Massoud")]
    first, second = snippets(TEXT, marks, 5, 200)
    assert first.text == "Massoud met Ghani in Doha."
    assert second.text.startswith("Later Massoud")


def test_marks_are_rebased_to_the_snippet():
    (snippet,) = snippets(TEXT, marks_of(TEXT, "Paris"), 1, 40)
    assert [snippet.text[start:end] for start, end, _ in snippet.marks] == ["Paris"]


def test_a_long_sentence_is_cut_between_words_with_ellipses():
    (snippet,) = snippets(TEXT, marks_of(TEXT, "Paris"), 1, 40)
    assert len(snippet.text) <= 40
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert snippet.text.strip("…") in TEXT
    assert all(word in TEXT.split() for word in snippet.text.strip("…").split())


def test_no_more_snippets_than_asked_for():
    assert len(snippets(TEXT, marks_of(TEXT, "Doha", "Paris"), 1, 200)) == 1


def test_a_mark_over_a_border_joins_its_sentences():
    text = "He met Gul. Agha there. And left."
    start = text.index("Gul.")
    (snippet,) = snippets(text, [(start, start + len("Gul. Agha"), "a")], 2, 100)
    assert snippet.text == "He met Gul. Agha there."


def test_line_ends_inside_a_sentence_become_spaces():
    (snippet,) = snippets("Massoud\nspoke.", [(0, 7, "a")], 1, 100)
    assert snippet.text == "Massoud spoke."


def test_marks_outside_the_text_are_ignored():
    assert snippets("Short.", [(3, 99, "a"), (-1, 2, "b"), (2, 2, "c")], 3, 100) == ()


@given(
    st.text(alphabet="aB c.?\n م", min_size=1, max_size=150),
    st.lists(st.tuples(st.integers(0, 150), st.integers(1, 12), st.sampled_from("xyz")), max_size=6),
    st.integers(3, 60),
)
def test_any_marks_give_snippets_within_the_width_whose_marks_are_the_texts(text, places, width):
    marks = [(start, start + length, term) for start, length, term in places]
    written = {(" ".join(text[start:end].split()), term) for start, end, term in marks}
    for snippet in snippets(text, marks, 3, width):
        assert len(snippet.text) <= width
        for start, end, term in snippet.marks:
            assert 0 <= start < end <= len(snippet.text)
            assert (" ".join(snippet.text[start:end].split()), term) in written
