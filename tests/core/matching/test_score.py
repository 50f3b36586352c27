from hypothesis import given
from hypothesis import strategies as st

from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Keyword, Watchlist

FRONT = Actor("o-front", "Resistance Front", "org", acronyms=("NRF",), weight=3, related=("p-son", "l-kabul"))
SON = Actor("p-son", "Ahmad Massoud", "person", surname="yes", weight=2)
KABUL = Actor("l-kabul", "Kabul", "place")
LIST = Watchlist((FRONT, SON, KABUL), (Keyword("k", "spring AND Kabul", weight=1.5),), "a" * 64)
MATCHER = compile_watchlist(LIST)
PROSE = "It rained for days and nothing of note was said by anyone. "


def hit(term, text, title=""):
    return {one.term: one for one in MATCHER.match(Document(text, title)).hits}[term]


def reasons(term, text, title=""):
    return dict(hit(term, text, title).parts)


def test_each_further_mention_adds_less_and_never_more_than_the_weight():
    scores = [hit("l-kabul", PROSE * 20 + "Kabul. " * count).score for count in range(1, 40)]
    assert scores[:3] == [0.4, 0.64, 0.78]
    assert scores == sorted(scores)
    assert scores[-1] <= 1


def test_the_title_counts_as_much_again_and_the_beginning_a_third():
    assert hit("l-kabul", PROSE * 20, title="Kabul").score == 0.8
    assert hit("l-kabul", "Kabul. " + PROSE * 20).score == 0.52
    assert hit("l-kabul", PROSE * 20 + "Kabul.").score == 0.4


def test_a_less_sure_mention_is_worth_its_confidence():
    parts = reasons("o-front", PROSE * 20 + "The NRF.")
    assert parts == {"named at weight 3": 1.2, "confidence 0.95": -0.06}
    assert "confidence 0.95" not in reasons("o-front", PROSE * 20 + "The NRF, the Resistance Front.")


def test_related_actors_nearby_add_a_fifth_each():
    assert (
        reasons("o-front", PROSE * 20 + "Resistance Front of Ahmad Massoud near Kabul")["near related l-kabul, p-son"]
        == 0.4
    )
    far = PROSE * 20 + "Ahmad Massoud. " + PROSE * 10 + "The Resistance Front."
    assert set(reasons("o-front", far)) == {"named at weight 3"}


def test_what_is_only_in_a_caption_or_a_link_is_worth_less_and_says_so():
    for line in ("Fighters near Kabul. [Getty]", "Read also: Kabul falls", "Image source, Kabul Photos", "عکس: Kabul"):
        parts = reasons("l-kabul", f"{PROSE * 20}\n\n{line}\n\n{PROSE}")
        assert parts == {"named at weight 1": 0.4, "only in captions, links or notes": -0.28}


def test_a_mention_in_the_story_or_the_title_makes_a_caption_count_in_full():
    caption = f"{PROSE * 20}\n\nFighters near Kabul. [Getty]\n\n"
    assert set(reasons("l-kabul", caption + PROSE * 20 + "Kabul.")) == {"named 2 times at weight 1"}
    assert "only in captions, links or notes" not in reasons("l-kabul", caption, title="Kabul")


def test_a_keyword_is_scored_by_the_same_rules():
    text = f"{PROSE * 20}\n\nKabul.\n\nRead also: spring comes"
    assert reasons("k", text) == {"named at weight 1.5": 0.6, "only in captions, links or notes": -0.42}


PIECES = [
    "Kabul",
    "spring",
    "NRF",
    "Resistance Front",
    "Ahmad Massoud",
    "Massoud",
    "\n",
    "Read also:",
    "[Getty]\n",
    ".",
]


@given(st.lists(st.sampled_from(PIECES)).map(" ".join), st.lists(st.sampled_from(PIECES), max_size=4).map(" ".join))
def test_a_score_is_the_sum_of_its_parts_within_its_bounds_and_the_same_each_time(text, title):
    matched = MATCHER.match(Document(text, title))
    weights = {"o-front": 3, "p-son": 2, "l-kabul": 1, "k": 1.5}
    for one in matched.hits:
        assert one.score == round(sum(value for _, value in one.parts), 2)
        assert 0 < one.score <= 2 * weights[one.term] + 0.41
    assert MATCHER.match(Document(text, title)) == matched


@given(st.lists(st.sampled_from(PIECES[:6])).map(" ".join))
def test_a_further_mention_never_lowers_a_score(text):
    def kabul(times):
        return hit("l-kabul", f"{PROSE * 20}\nKabul. [Getty]\n{PROSE}{text}. {'Kabul. ' * times}").score

    assert kabul(0) <= kabul(1) <= kabul(2)
