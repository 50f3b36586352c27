import pytest

from watchdesk.core.corpus.proposal import Proposal, ProposedActor, propose
from watchdesk.core.corpus.reading import read

FIRST = """\
Two councils, one goal

By: Nadia Sorush

The Supreme Council of National Harmony for the Renewal of Zaristan met in Vienna in May. The National Harmony
Council, as members say, has forty seats. Atta Mohammad Rahmani, a former governor, chairs it. According to Rahmani, the
council waits for a spring congress. Mohammad Aref Karimi, a lawmaker, stayed away.

Opposite it stands the Zaristan Unity Front (ZUF), led by Latif Sarwari, the son of the late commander Latif Khan
Sarwari. The ZUF holds Tangdara province. In Tangdara, ZUF fighters attacked a post. Sarwari told Evening Star News that
it was small.

Photo: Hamid Noori/AFP
"""
SECOND = """\
The National Council for the Renewal of Zaristan issued a statement on power-sharing. Ata Mohammad Rahmani read it out.
Sources said former Defense and Interior Minister Bashir Khan wanted a spring congress too.

In Tangdara and Kohpaya provinces the Unity Front said nothing. Mohammad Arif Karimi told Reuters that the spring
congress would be held. Mawlawi Bahram, a cleric, doubts it; Bahram was jailed for it. “We wait,” said Latif Sarwari.

Read also: Nasir Jalili opens a bridge
"""


@pytest.fixture(scope="module")
def proposal() -> Proposal:
    return propose([read(FIRST), read(SECOND)])


@pytest.fixture(scope="module")
def actors(proposal: Proposal) -> dict[str, ProposedActor]:
    return {actor.name: actor for actor in proposal.actors}


def test_a_body_under_several_names_is_one_with_the_reason(actors: dict[str, ProposedActor]) -> None:
    council = actors["Supreme Council of National Harmony for the Renewal of Zaristan"]
    assert set(council.aliases) == {"National Harmony Council", "National Council for the Renewal of Zaristan"}
    assert (council.type, council.mentions, council.documents) == ("org", 3, 2)
    assert any("one says all that the other says" in reason for reason in council.reasons)


def test_an_acronym_defined_in_a_text_is_the_names(actors: dict[str, ProposedActor]) -> None:
    front = actors["Zaristan Unity Front"]
    assert front.acronyms == ("ZUF",)
    assert front.id == "o-zuf"
    assert front.mentions == 4  # the name once, the acronym three times


def test_two_spellings_are_one_person(actors: dict[str, ProposedActor]) -> None:
    noted = {actor.name: (actor.aliases, actor.mentions) for actor in actors.values() if "Rahmani" in actor.name}
    assert list(noted.values()) == [(("Atta Mohammad Rahmani",), 3)] or list(noted.values()) == [
        (("Ata Mohammad Rahmani",), 3)
    ]
    assert actors["Mohammad Aref Karimi"].aliases == ("Mohammad Arif Karimi",)


def test_father_and_son_are_kept_apart(actors: dict[str, ProposedActor]) -> None:
    assert actors["Latif Sarwari"].mentions == 3  # twice in full, once by the family name
    assert actors["Latif Khan Sarwari"].mentions == 1


def test_an_office_is_no_part_of_a_name_mentioned_once(actors: dict[str, ProposedActor]) -> None:
    assert actors["Bashir Khan"].type == "person"


def test_a_single_name_keeps_the_form_of_address(actors: dict[str, ProposedActor]) -> None:
    assert actors["Mawlawi Bahram"].mentions == 2


def test_places_are_told_by_their_cues(actors: dict[str, ProposedActor]) -> None:
    assert {name for name, actor in actors.items() if actor.type == "place"} >= {"Tangdara", "Kohpaya", "Vienna"}


def test_makers_of_a_text_stand_in_a_list_of_their_own(actors: dict[str, ProposedActor]) -> None:
    makers = {name for name, actor in actors.items() if actor.role == "byline"}
    assert makers == {"Nadia Sorush", "Hamid Noori"}


def test_outlets_and_links_to_other_stories_are_no_actors(actors: dict[str, ProposedActor]) -> None:
    assert not {name for name in actors if "News" in name or name in {"Reuters", "AFP", "Nasir Jalili"}}


def test_every_actor_has_a_sentence_that_names_it(proposal: Proposal) -> None:
    for actor in proposal.actors:
        assert actor.evidence
        forms = (actor.name.split()[-1], *actor.aliases, *actor.acronyms)
        assert any(form in sentence for form in forms for sentence in actor.evidence)


def test_related_actors_are_of_the_proposal(proposal: Proposal) -> None:
    known = {actor.id for actor in proposal.actors}
    assert len(known) == len(proposal.actors)
    assert all(set(actor.related) <= known - {actor.id} for actor in proposal.actors)
    front = next(actor for actor in proposal.actors if actor.id == "o-zuf")
    assert "l-tangdara" in front.related


def test_phrases_of_the_subject_are_keywords(proposal: Proposal) -> None:
    queries = {keyword.query: keyword for keyword in proposal.keywords}
    assert queries['"spring congress"'].documents == 2
    assert '"power-sharing"' in queries
    assert "spring congress" in queries['"spring congress"'].evidence[0]


def test_a_corpus_without_a_name_proposes_nothing() -> None:
    assert propose([read("no name stands here, and none will.")]).actors == ()


def test_four_members_of_a_family_are_four() -> None:
    text = (
        "Ahmad Karimi is the son of Ahmad Shah Karimi. His uncles Ahmad Zia Karimi and Ahmad Wali Karimi came. "
        "Ahmad Zia and Ahmad Wali Karimi left early. Ahmad Karimi did not come."
    )
    found = {actor.name: actor.mentions for actor in propose([read(text)]).actors}
    assert found == {"Ahmad Karimi": 2, "Ahmad Zia Karimi": 2, "Ahmad Wali Karimi": 2, "Ahmad Shah Karimi": 1}


def test_bodies_of_two_countries_are_two() -> None:
    texts = ["The National Justice Front of Sudan met.", "The National Justice Front of Yemen met in Aden."]
    assert len([one for one in propose([read(text) for text in texts]).actors if one.type == "org"]) == 2


def test_one_person_in_two_scripts_is_one() -> None:
    texts = ["Commander Ahmad Massoudi spoke. Ahmad Massoudi left.", "فرمانده احمد مسعودی در کابل سخن گفت."]
    people = [one for one in propose([read(text) for text in texts]).actors if one.type == "person"]
    assert [(one.name, one.aliases, one.mentions) for one in people] == [("Ahmad Massoudi", ("احمد مسعودی",), 3)]


def test_the_same_texts_always_propose_the_same(proposal: Proposal) -> None:
    assert propose([read(FIRST), read(SECOND)]) == proposal


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        (
            "The Founding Alliance of Zaristan (Tasis) met. Tasis named a premier. Later Tasis left.",
            "Founding Alliance of Zaristan",
            "Tasis",
        ),
        ("The Zaristan Freedom Movement–North (ZFM-N) met.", "Zaristan Freedom Movement–North", "ZFM-N"),
        ("Gen. Aref Karimi, the commander, widely known as Gorgak, left. Gorgak fled.", "Aref Karimi", "Gorgak"),
        ("عطامحمد نور گفت. عطا محمد نور رفت. عطا محمد نور آمد.", "عطا محمد نور", "عطامحمد نور"),
    ],
)
def test_what_else_a_text_calls_a_name_is_its_other_name(text: str, name: str, other: str) -> None:
    only = [actor for actor in propose([read(text)]).actors if actor.name == name]
    assert [{*actor.aliases, *actor.acronyms} for actor in only] == [{other}]


def test_a_name_in_a_datelines_capitals_is_written_as_in_the_text() -> None:
    text = "КАБУЛ — Совет собрался. В Кабул прибыл министр. КАБУЛ — Совет собрался снова, и Кабул молчал."
    assert [actor.name for actor in propose([read(text)]).actors if actor.type == "place"] == ["Кабул"]


def test_a_name_ends_behind_its_quotation_and_a_kings_number() -> None:
    text = "Партия «Дом» и Народная федерация «Заря» (НФЗ) спорили. Гарегин II благословил обе. Гарегин II ушёл."
    names = {actor.name for actor in propose([read(text)]).actors}
    assert "Народная федерация «Заря»" in names
    assert "II" not in names


def test_a_joiner_parts_no_name_of_a_body() -> None:
    text = "دادگاه کیفری بین‌المللی در لاهه حکم داد. دادگاه کیفری بین‌المللی گفت که پرونده باز است."
    assert "دادگاه کیفری بین‌المللی" in {actor.name for actor in propose([read(text)]).actors}
