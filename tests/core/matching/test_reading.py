from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.matching.reading import Field
from watchdesk.core.text import tokens

PIECES = ["Kabil\u2019de ", "Kabil ", "de's-", "\u041a\u0430\u0431\u0443\u043b\u0430 ", "\ufdf2 ", "x" * 120 + " "]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=5))


@given(TEXTS.map("".join), st.sets(st.sampled_from(["kabil", "kabilde", "de", "x" * 100, ""])))
def test_the_places_of_words_are_where_a_token_or_its_head_is_one_of_them(text, words):
    expected = [at for at, (_, _, word, head) in enumerate(tokens(text)) if word in words or (head and head in words)]
    assert Field("text", text).places(words) == expected


@given(TEXTS.map("".join))
def test_the_vocabulary_holds_the_distinct_words_with_their_places(text):
    where = Field("text", text)
    assert where.vocabulary.keys() == where.distinct
    assert all(sorted(found) == where.places([word]) for word, found in where.vocabulary.items())


def test_a_list_is_searched_for_nothing():
    assert Field("text", "Rain fell.").places([]) == []
