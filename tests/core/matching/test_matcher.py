from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from watchdesk.core.matching import MATCHER_VERSION, compile_watchlist, match_hash
from watchdesk.model import Actor, Document, Keyword, Watchlist

FRONT = Actor(
    "o-front",
    "National Resistance Front of Afghanistan",
    "org",
    names=(("fa", "جبهه مقاومت ملی"), ("ru", "Фронт национального сопротивления")),
    aliases=("National Resistance Front", "Resistance Front"),
    acronyms=("NRF",),
    exclude=("National Resistance Front of Sudan",),
    related=("p-son",),
    weight=3,
)
SON = Actor("p-son", "Ahmad Massoud", "person", names=(("fa", "احمد مسعود"),), surname="default", related=("o-front",))
FATHER = Actor("p-father", "Ahmad Shah Massoud", "person", cues=("late", "Cmdr"))
UNCLE = Actor("p-uncle", "Ahmad Zia Massoud", "person")
TALIBAN = Actor("o-taliban", "Taliban", "org", names=(("fa", "طالبان"),))
TTP = Actor("o-ttp", "Pakistani Taliban", "org")
STATE = Actor("o-is", "Islamic State", "org", acronyms=("IS",), require=("Khorasan", "Islamic State"))
KABUL = Actor("l-kabul", "Kabul", "place", names=(("fa", "کابل"), ("ru", "Кабул")), counts=False)
DOHA = Actor("l-doha", "Doha", "place", names=(("fa", "دوحه"),))
DOSTUM = Actor("p-dostum", "Abdul Rashid Dostum", "person", surname="yes")
OFFENSIVE = Keyword("spring", '"spring offensive"', weight=2)
LIST = Watchlist((FRONT, SON, FATHER, UNCLE, TALIBAN, TTP, STATE, KABUL, DOHA, DOSTUM), (OFFENSIVE,), "abc")
MATCHER = compile_watchlist(LIST)


def named(text, title="", language=""):
    """The surfaces and actors found in a document, in order."""
    found = MATCHER.match(Document(text, title, language)).mentions
    return [(one.surface, one.term) for one in found if one.kind == "actor"]


def refused(text):
    return {(one.surface, one.term): one.reason for one in MATCHER.match(Document(text), with_rejected=True).rejected}


def test_the_longest_form_owns_its_words():
    assert named("The Pakistani Taliban are not the Taliban.") == [
        ("Pakistani Taliban", "o-ttp"),
        ("Taliban", "o-taliban"),
    ]
    assert "inside Pakistani Taliban" in refused("The Pakistani Taliban.")["Taliban", "o-taliban"]


def test_a_name_ends_where_its_words_end():
    assert named("Talibanisation, Kabulis, Massouds, طالبانی") == []


def test_hyphens_and_possessives_leave_the_name_alone():
    assert named("anti-Taliban, Taliban’s, US-Taliban") == [("Taliban", "o-taliban")] * 3


def test_a_name_runs_over_a_line_end_but_not_over_a_full_stop_or_a_blank_line():
    assert named("Ahmad\nMassoud spoke") == [("Ahmad\nMassoud", "p-son")]
    assert named("He saw Ahmad. Massoud spoke") == named("Ahmad\n\nMassoud spoke") == named("Ahmad, Massoud") == []


def test_names_need_their_capitals_at_both_ends():
    assert named("a resistance front, an Islamic state, the National Resistance front") == []
    assert "capital" in refused("a resistance front")["resistance front", "o-front"]


def test_acronyms_are_case_sensitive_and_silent_in_lines_of_capitals():
    assert named("The NRF said; nrf or Nrf did not.") == [("NRF", "o-front")]
    assert named("NRF FIGHTERS ATTACK CAPITAL\nquiet") == []


def test_an_acronym_that_needs_company_is_refused_without_it():
    assert named("IS it true?") == []
    assert named("IS grew in Khorasan.") == [("IS", "o-is")]
    assert "requires" in refused("IS it true?")["IS", "o-is"]


def test_the_document_defines_its_acronyms():
    assert named("The Resistance Front (RFA) said the RFA won.")[1:] == [("RFA", "o-front")] * 2
    assert named("The National Retail Federation (NRF) met. NRF figures rose.") == []
    assert named("NRF (National Retail Federation) met.") == []


def test_the_letters_of_an_acronym_in_another_order_are_a_slip_only_beside_the_acronym():
    assert named("The NRF and the NFR fought.") == [("NRF", "o-front"), ("NFR", "o-front")]
    assert named("The NFR fought.") == []


def test_a_bare_family_name_is_the_default_actors_where_several_are_named():
    found = named("Ahmad Massoud, son of Ahmad Shah Massoud, spoke. Massoud left.")
    assert found[-1] == ("Massoud", "p-son")


def test_a_cue_before_a_family_name_points_at_its_actor():
    found = named("Ahmad Massoud spoke of the late Cmdr. Massoud.")
    assert found[-1] == ("Massoud", "p-father")


def test_a_bare_family_name_without_its_bearer_in_the_document_is_nobody():
    assert named("Massoud spoke.") == []


def test_a_family_name_glued_to_another_name_is_somebody_else():
    text = "Ahmad Massoud spoke. Sultan Massoud and Massoud Pezeshkian and Massoud Square and @Massoud did not."
    assert named(text) == [("Ahmad Massoud", "p-son")]


def test_a_family_name_that_stands_for_itself_needs_nobody():
    assert named("Marshal Dostum fled.") == [("Dostum", "p-dostum")]


def test_given_names_of_a_person_named_in_full_are_taken_up():
    found = named("Ahmad Zia Massoud came. Ahmad Zia and others left.")
    assert found == [("Ahmad Zia Massoud", "p-uncle"), ("Ahmad Zia", "p-uncle")]


def test_what_bears_a_persons_name_is_not_the_person():
    assert named("At Ahmad Massoud University and Ahmad Shah Massoud International Airport.") == []


def test_an_excluded_phrase_takes_its_words_and_its_acronym():
    assert named("The National Resistance Front of Sudan fights. The Resistance Front said so, and the NRF.") == []


def test_what_an_exclusion_takes_is_named_with_it():
    found = refused("The National Resistance Front of Sudan fights. The Resistance Front said so.")
    excluded = "excluded National Resistance Front of Sudan"
    assert found["National Resistance Front", "o-front"] == f"inside the {excluded} (o-front)"
    assert found["Resistance Front", "o-front"] == "the document names only National Resistance Front of Sudan"


def test_a_family_name_alone_is_refused_for_all_who_bear_it():
    found = refused("Massoud spoke; massoud is no name. Sultan Massoud left.")
    assert set(found) == {("Massoud", one) for one in ("p-son", "p-father", "p-uncle")}
    assert (
        "nobody of that name is named in full"
        in MATCHER.match(Document("Massoud spoke."), with_rejected=True).rejected[0].reason
    )
    assert refused("Ahmad Massoud left. Massoud spoke.") == {}


def test_arabic_prefixes_are_read_only_where_the_plain_word_is_unknown():
    assert named("وطالبان في كابل") == [("وطالبان", "o-taliban"), ("كابل", "l-kabul")]
    assert named("بکابل") == [("بکابل", "l-kabul")]


def test_pashto_oblique_forms_are_read_in_pashto():
    assert named("د دوحې تړون د طالبانو خبرې") == [("دوحې", "l-doha"), ("طالبانو", "o-taliban")]
    assert named("طالبانو") == []


def test_russian_cases_are_read():
    assert named("бойцы Фронта национального сопротивления в Кабуле") == [
        ("Фронта национального сопротивления", "o-front"),
        ("Кабуле", "l-kabul"),
    ]


def test_words_joined_or_parted_in_arabic_script_are_the_same_name():
    assert named("احمد مسعود، احمدمسعود، احمد‌مسعود") == [
        (form, "p-son") for form in ("احمد مسعود", "احمدمسعود", "احمد‌مسعود")
    ]


def test_keywords_bring_their_evidence_and_their_weight():
    (hit,) = MATCHER.match(Document("Before the spring offensives began.")).hits
    assert (hit.term, hit.kind, [one.surface for one in hit.mentions]) == ("spring", "keyword", ["spring offensives"])


def test_a_score_is_the_sum_of_its_parts_and_hits_stand_best_first():
    matched = MATCHER.match(Document("Ahmad Massoud leads the NRF. The NRF grew.", "NRF grows"))
    assert [hit.term for hit in matched.hits] == ["o-front", "p-son"]
    for hit in matched.hits:
        assert round(sum(value for _, value in hit.parts), 3) == round(hit.score, 3)
    assert [reason for reason, _ in matched.hits[0].parts][1:] == [
        "confidence 0.95",
        "in the title",
        "near related p-son",
    ]


def test_a_term_that_is_only_evidence_says_so():
    (hit,) = MATCHER.match(Document("It rained in Kabul.")).hits
    assert not hit.counts


def test_title_mentions_come_first_and_name_their_field():
    found = MATCHER.match(Document("Kabul fell.", "Taliban enter Kabul")).mentions
    assert [(one.field, one.term) for one in found] == [
        ("title", "o-taliban"),
        ("title", "l-kabul"),
        ("text", "l-kabul"),
    ]


WORDS = [
    "Ahmad",
    "Massoud",
    "Shah",
    "NRF",
    "NFR",
    "طالبان",
    "و",
    "Taliban",
    "IS",
    "İ",
    "ﷲ",
    "Доха",
    "مسعود",
    "late",
    "and",
]
PHRASES = ["National Resistance Front", " of Sudan", "spring offensive", "Ahmad Zia Massoud", "Dostum", "Dustum"]
SIGNS = [" ", "\n", "(", ")", "\u200c", "'s", "'un", ".", "-", "\u0650", "@"]
PIECES = st.sampled_from([*WORDS, *PHRASES, *SIGNS])


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=120) | st.lists(PIECES, max_size=25).map("".join), st.lists(PIECES, max_size=6).map("".join))
def test_any_text_is_matched_and_every_offset_is_true(text, title):
    matched = MATCHER.match(Document(text, title), with_rejected=True)
    where = {"title": title, "text": text}
    for one in (*matched.mentions, *matched.rejected):
        assert where[one.field][one.start : one.end] == one.surface
        assert one.surface
    actors = [one for one in matched.mentions if one.kind == "actor"]
    for field in where:
        spans = [(one.start, one.end) for one in actors if one.field == field]
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert {hit.term for hit in matched.hits} == {one.term for one in matched.mentions}


def test_a_family_name_spelled_in_two_ways_on_one_page_is_one_persons():
    found = named("Abdul Rashid Dostum spoke. Dustum left. Rashid Dostam came. The dustum bowed.")
    assert found == [(form, "p-dostum") for form in ("Abdul Rashid Dostum", "Dustum", "Rashid Dostam")]


def test_a_long_text_is_matched_to_its_end():
    sentence = "Ahmad Massoud of the NRF met Dostum (ISK). Massoud left for Kabul. "
    assert len(MATCHER.match(Document(sentence * 300)).mentions) == 5 * 300


def test_what_is_kept_with_a_match_names_the_matcher_and_the_list():
    assert MATCHER.hash == match_hash(LIST) == f"{MATCHER_VERSION}-abc"
    long = match_hash(Watchlist(hash="f" * 64))
    assert (len(long), long.startswith(f"{MATCHER_VERSION}-ffff")) == (64, True)
