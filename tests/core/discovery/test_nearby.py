"""Names beside watched actors of one document: which are seen, near whom, in which sentence."""

from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.discovery import NameNearby, names_nearby
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Matched, Watchlist

WATCHLIST = Watchlist(
    actors=(
        Actor("p-massoud", "Ahmad Massoud", "person", names=(("fa", "احمد مسعود"),)),
        Actor("o-front", "Northern Front", "org"),
        Actor("l-herat", "Herat", "place", counts=False),
    )
)
MATCHER = compile_watchlist(WATCHLIST)
FAR = " and so on" * 12


def seen(text: str, title: str = "", language: str = "en") -> dict[str, NameNearby]:
    document = Document(text, title, language)
    return {name.surface: name for name in names_nearby(document, MATCHER.match(document))}


def test_a_name_near_an_actor_is_seen_with_its_sentence_marked() -> None:
    text = "It rained all day. Then Commander Fawad Daryabi met Ahmad Massoud, they said. Nobody else came."
    one = seen(text)["Fawad Daryabi"]
    assert one.actors == ("p-massoud",)
    assert one.snippet.text == "Then Commander Fawad Daryabi met Ahmad Massoud, they said."
    assert one.snippet.marks == ((15, 28, ""), (33, 46, "p-massoud"))


def test_the_nearest_actor_comes_first() -> None:
    one = seen("In a note of the Northern Front it was said that Ahmad Massoud had already met Fawad Daryabi.")[
        "Fawad Daryabi"
    ]
    assert one.actors == ("p-massoud", "o-front")


def test_a_body_of_one_word_is_seen_and_a_bare_family_name_is_not() -> None:
    text = "The Taqaddum said no. Ahmad Massoud met the Taqaddum, and the Taqaddum agreed; Daryabi, he said, did not."
    assert set(seen(text)) == {"Taqaddum"}
    assert "یوناما" in seen("احمد مسعود با یوناما دیدار کرد. یوناما گفت که نگران است.", language="fa")


def test_a_name_far_from_every_actor_is_not_seen() -> None:
    assert "Fawad Daryabi" in seen(f"Ahmad Massoud spoke{FAR[:60]}. Then Commander Fawad Daryabi spoke.")
    assert "Fawad Daryabi" not in seen(f"Ahmad Massoud spoke{FAR}. Then Commander Fawad Daryabi spoke.")


def test_a_text_without_an_actor_that_counts_gives_no_names() -> None:
    assert seen("Fawad Daryabi came to Herat.") == {}
    document = Document("Fawad Daryabi met Ahmad Massoud.")
    assert names_nearby(document, Matched()) == ()


def test_a_watched_actor_in_any_spelling_is_no_new_name() -> None:
    assert seen("Ahmed Masood of the Northern Front spoke to the Northern Front in Herat.") == {}


def test_a_place_in_a_name_leaves_the_name_its_own() -> None:
    assert "Herat University" in seen("They say that on Friday Ahmad Massoud spoke of Herat University again.")


def test_the_sentence_with_most_actors_shows_a_name() -> None:
    text = "It was Fawad Daryabi who came. Later Fawad Daryabi joined the Northern Front with Ahmad Massoud."
    assert seen(text)["Fawad Daryabi"].snippet.text.startswith("Later Fawad Daryabi joined")


def test_a_name_that_only_the_title_has_is_shown_by_the_title() -> None:
    one = seen("He was greeted.", title="Ahmad Massoud is to meet with Fawad Daryabi on Friday")["Fawad Daryabi"]
    assert one.snippet.text == "Ahmad Massoud is to meet with Fawad Daryabi on Friday"


def test_a_very_long_sentence_is_cut_around_the_name() -> None:
    text = f"Ahmad Massoud met{' someone,' * 12} Fawad Daryabi and{' others, and' * 200} went home."
    one = seen(text)["Fawad Daryabi"]
    assert len(one.snippet.text) <= 320
    start, end, _ = next(mark for mark in one.snippet.marks if mark[2] == "")
    assert one.snippet.text[start:end] == "Fawad Daryabi"


def test_a_caption_and_a_link_to_another_story_give_no_names() -> None:
    text = "Ahmad Massoud spoke to the press on Friday.\n\nRead also: Fawad Daryabi on Ahmad Massoud\n\nHe left."
    assert "Fawad Daryabi" not in seen(text)


def test_names_in_dari_are_seen_by_their_titles() -> None:
    found = seen("احمد مسعود با جنرال فرید دریابی در دوشنبه دیدار کرد.", language="fa")
    assert any("دریابی" in surface for surface in found)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Ahmad Massoud", "Fawad Daryabi", "Herat", ". ", "\n\n", " ", "x", "\u202e"]), max_size=40
    )
)
def test_any_text_is_read_and_marks_lie_where_they_say(pieces: list[str]) -> None:
    for surface, one in seen("".join(pieces)).items():
        (own,) = [mark for mark in one.snippet.marks if mark[2] == ""]
        assert " ".join(one.snippet.text[own[0] : own[1]].split())
        assert len(surface) <= 100
        assert one.actors
