from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.matching.remembered import Grouped, Remembered

WORDS = st.lists(st.sets(st.text(max_size=3) | st.just("x" * 100)), max_size=6)


def is_even(word):
    return len(word) % 2 == 0


@given(WORDS)
def test_what_is_remembered_never_changes_an_answer(texts):
    memory = Remembered(is_even)
    for words in texts:
        assert memory.among(words) == {word for word in words if is_even(word)}
        assert all(memory.holds(word) == is_even(word) for word in words)


def test_a_word_is_asked_about_once_and_a_very_long_one_each_time():
    asked = []
    memory = Remembered(lambda word: not asked.append(word))
    for _ in range(2):
        memory.among({"war"})
        memory.holds("war")
        memory.holds("x" * 100)
    assert asked == ["war", "x" * 100, "x" * 100]


def test_a_full_memory_starts_anew():
    memory = Remembered(is_even)
    memory.among(map(str, range(200_000)))
    assert memory.holds("none")
    assert not memory.holds("one")
    assert memory.among({"10", "100"}) == {"10"}


@given(WORDS, st.sets(st.integers(0, 4).map(str)))
def test_words_are_found_by_what_they_share_whatever_was_met_before(texts, keys):
    memory = Grouped(lambda word: str(len(word)))
    for words in texts:
        assert memory.among(words, keys) == {word: str(len(word)) for word in words if str(len(word)) in keys}


def test_a_full_memory_of_groups_starts_anew():
    memory = Grouped(lambda word: word[0])
    words = {f"{number:06}" for number in range(200_001)}
    assert memory.among(words, {"1"}) == dict.fromkeys((word for word in words if word[0] == "1"), "1")
    assert memory.among({"20", "30"}, {"2"}) == {"20": "2"}


def test_the_key_of_a_word_is_asked_for_once_and_of_a_very_long_one_each_time():
    asked = []
    grouped = Grouped(lambda word: asked.append(word) or word[0])
    long = "b" * 100
    assert grouped.among({long, "bar"}, ["b"]) == {long: "b", "bar": "b"}
    first = asked.count(long)
    assert grouped.among({long, "bar"}, ["b"]) == {long: "b", "bar": "b"}
    assert asked.count("bar") == 1
    assert asked.count(long) == 2 * first
