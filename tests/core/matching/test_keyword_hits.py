from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Actor, Document, Keyword, Watchlist

ACTORS = (
    Actor("o-taliban", "Taliban", "org"),
    Actor("o-front", "National Resistance Front", "org"),
    Actor("l-doha", "Doha", "place"),
)


def hit(query, text, title=""):
    matched = compile_watchlist(Watchlist(ACTORS, (Keyword("k", query),))).match(Document(text, title))
    return next(one for one in matched.hits if one.term == "k"), matched


def shown(query, text, title=""):
    return [one.surface for one in hit(query, text, title)[0].mentions]


def test_the_first_part_of_an_and_is_counted_and_shown_the_others_are_conditions():
    text = "The Taliban said the talks with the Taliban failed. Taliban, Taliban."
    assert shown("talks AND Taliban", text) == ["talks"]
    assert hit("talks AND Taliban", text)[0].parts[0][0] == "named at weight 1"
    assert shown("Taliban AND talks", text) == ["Taliban"] * 4
    assert hit("Taliban AND talks", text)[0].parts[0][0] == "named 4 times at weight 1"


def test_a_language_or_an_absence_before_it_is_not_the_topic():
    assert shown("NOT honey AND talks AND Taliban", "The Taliban talks failed.") == ["talks"]


def test_a_condition_in_the_title_does_not_put_the_topic_there():
    reasons = [reason for reason, _ in hit("talks AND Taliban", "Then the talks failed.", title="Taliban")[0].parts]
    assert "in the title" not in reasons


def test_the_rule_names_what_met_the_conditions_and_where():
    rules = [one.rule for one in hit("talks AND (Taliban OR war)", "The talks of war.", "The Taliban")[0].mentions]
    assert rules == ["given Taliban (title 4): talks AND (Taliban OR war)"]
    (near,) = hit("talks NEAR/3 Taliban", "Taliban talks. Later, in Doha, other talks.")[0].mentions
    assert (near.surface, near.start, near.rule) == ("talks", 8, "given Taliban (text 0): talks NEAR/3 Taliban")
    (plain,) = hit("talks", "The talks.")[0].mentions
    assert plain.rule == "talks"


def test_conditions_within_conditions_are_named_too():
    (mention,) = hit("talks AND (war AND peace)", "talks, peace, war")[0].mentions
    assert mention.rule.startswith("given war (text 14), peace (text 7): ")


def test_a_word_of_an_actors_name_may_be_a_keywords_too():
    found, matched = hit("Doha AND Taliban", "The Taliban are in Doha.")
    assert [one.surface for one in found.mentions] == ["Doha"]
    assert [one.term for one in matched.mentions] == ["o-taliban", "k", "l-doha"]
    assert shown("resist*", "The National Resistance Front resists.") == ["Resistance", "resists"]


def test_a_phrase_around_an_actors_name_is_marked():
    assert shown('"Taliban offensive"', "The Taliban offensive began.") == ["Taliban offensive"]


def test_every_place_that_is_counted_is_a_mention():
    text = "War and peace. " * 30
    found, _ = hit("war AND peace", text)
    assert len(found.mentions) == 30
    assert found.parts[0][0] == "named 30 times at weight 1"


def test_mentions_stand_in_the_order_of_the_document_the_title_first():
    assert shown("war OR peace", "peace after war", title="War") == ["War", "peace", "war"]
