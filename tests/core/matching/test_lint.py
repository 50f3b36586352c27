from watchdesk.core.matching import lint
from watchdesk.model import Actor, Keyword, Watchlist


def messages(*actors, keywords=()):
    return [(one.term, one.text, one.message, one.is_warning) for one in lint(Watchlist(actors, keywords))]


def test_a_good_list_has_no_findings():
    front = Actor("o", "Resistance Front", "org", acronyms=("NRF",), related=("p",))
    assert messages(front, Actor("p", "Ahmad Massoud", "person"), keywords=(Keyword("k", "war actor:o"),)) == []


def test_two_actors_with_one_name_are_an_error():
    ((term, text, message, is_warning),) = messages(Actor("a", "Free Front", "org"), Actor("b", "free-front", "org"))
    assert (term, text, is_warning) == ("b", "free-front", False)
    assert "a too" in message


def test_an_id_that_stands_twice_and_an_id_nobody_has_are_errors():
    found = messages(Actor("a", "One Front", "org", related=("x",)), Actor("a", "Two Front", "org"))
    assert [message for _, _, message, _ in found] == ["the id a stands twice", "x is no actor of the list"]


def test_a_query_that_cannot_be_read_is_an_error_with_its_column():
    (finding,) = lint(Watchlist((), (Keyword("k", "war AND (peace"),)))
    assert (finding.term, finding.column, finding.is_warning) == ("k", 9, False)
    (finding,) = lint(Watchlist((), (Keyword("k", "war AND NOT (title:b actor:x)"),)))
    assert (finding.message, finding.column) == ("x is no actor of the list", 28)


def test_a_form_without_letters_is_an_error():
    assert messages(Actor("a", "Free Front", "org", aliases=("...",))) == [
        ("a", "...", "no letter or digit in '...'", False)
    ]


def test_doubtful_forms_are_warned_of():
    found = messages(
        Actor("a", "Free Front", "org", aliases=("Front", "مقاومت"), acronyms=("F", "IS")),
        Actor("b", "Ahmad Massoud", "person", aliases=("Massoud",)),
    )
    assert {text for _, text, _, is_warning in found if is_warning} == {"Front", "مقاومت", "F", "IS", "Massoud"}
    assert messages(Actor("a", "Free Front", "org", acronyms=("IS",), require=("Front",))) == []


def test_persons_whose_names_would_be_taken_for_one_are_warned_of():
    found = messages(Actor("a", "Ata Mohammad Noor", "person"), Actor("b", "Atta Muhammad Nur", "person"))
    assert [(term, is_warning) for term, _, _, is_warning in found] == [("a", True)]
