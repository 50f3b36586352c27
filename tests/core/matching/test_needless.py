from watchdesk.core.matching import compile_watchlist, covered_aliases, forms_of, missing_scripts, named_form
from watchdesk.model import Actor, Document, Watchlist

NOOR = Actor("p-noor", "Ata Mohammad Noor", "person", names=(("fa", "عطا محمد نور"),))


def covered(*actors):
    return [(one.term, one.text) for one in covered_aliases(Watchlist(actors))]


def test_an_alias_that_is_only_another_spelling_may_go_and_the_finding_says_through_what():
    watched = Actor("p-noor", "Ata Mohammad Noor", "person", aliases=("Atta Muhammad Nur", "Teacher of Balkh"))
    (finding,) = covered_aliases(Watchlist((watched,)))
    assert (finding.text, finding.kind, finding.is_warning) == ("Atta Muhammad Nur", "covered", True)
    assert "through Ata Mohammad Noor" in finding.message


def test_of_two_aliases_that_cover_each_other_one_stays():
    watched = Actor("p", "Lion of the North", "person", aliases=("Ata Mohammad Noor", "Atta Muhammad Nur"))
    assert covered(watched) == [("p", "Atta Muhammad Nur")]


def test_an_alias_in_another_script_than_every_other_form_stays():
    assert covered(Actor("p", "Ata Mohammad Noor", "person", aliases=("عطا محمد نور",))) == []


def test_an_alias_stays_that_would_without_being_listed_be_taken_for_somebody_else():
    one = Actor("a", "Ali Maisam Nazary", "person", aliases=("Ali Nazary",))
    assert covered(one) == [("a", "Ali Nazary")]
    assert covered(one, Actor("b", "Ali Nazari", "person")) == []


def test_without_the_covered_aliases_everything_is_found_as_before():
    watched = Actor("p", "Ahmad Massoud", "person", aliases=("Ahmad Masood", "Ahmad Masud", "Ahmed Massoud"))
    spare = {one.text for one in covered_aliases(Watchlist((watched,)))}
    kept = tuple(alias for alias in watched.aliases if alias not in spare)
    matcher = compile_watchlist(Watchlist((Actor("p", "Ahmad Massoud", "person", aliases=kept),)))
    assert spare
    for alias in watched.aliases:
        assert [one.surface for one in matcher.match(Document(alias)).mentions] == [alias]


def test_a_script_of_the_outlets_without_a_form_is_named_with_its_languages():
    front = Actor("o", "Free Front", "org", names=(("fa", "جبهه آزاد"),))
    (finding,) = missing_scripts(Watchlist((front,)), {"en", "fa-AF", "ru", "tg", ""})
    assert (finding.term, finding.text, finding.kind) == ("o", "Free Front", "script")
    assert "Cyrillic script, which outlets write (ru, tg)" in finding.message


def test_a_script_that_the_matcher_does_not_read_is_not_asked_for():
    assert missing_scripts(Watchlist((Actor("o", "Free Front", "org"),)), {"en", "bn", "he-IL", "zh"}) == ()


def test_the_form_that_a_rule_names_is_known_for_every_way_of_being_found():
    actor = Actor(
        "p",
        "Ata Mohammad Noor",
        "person",
        names=(("ru", "Атта Мохаммад Нур"),),
        aliases=("Ata", "Ata Noor the Teacher"),
        acronyms=("AMN",),
    )
    matcher = compile_watchlist(Watchlist((actor,)))
    for text, form in (
        ("Ata Mohammad Noor", "Ata Mohammad Noor"),
        ("Attah Muhammad Nur", "Ata Mohammad Noor"),
        ("Атты Мохаммада Нура", "Атта Мохаммад Нур"),
        ("AMN", "AMN"),
        ("Ata Noor the Teacher", "Ata Noor the Teacher"),
    ):
        rules = [one.rule for one in matcher.match(Document(text)).mentions]
        assert [named_form(actor, rule) for rule in rules] == [form], rules
    assert named_form(actor, "family name of Somebody, named in full in the document") == ""
    assert all(named_form(NOOR, f"{form.kind} {form.text}, any note") == form.text for form in forms_of(NOOR))
