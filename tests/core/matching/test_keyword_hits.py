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


def test_words_of_a_watched_actor_are_not_marked_again_beside_other_evidence():
    assert shown("talks AND Taliban", "The Taliban said the talks with the Taliban failed.") == ["talks"]
    assert shown("resist* AND war", "The National Resistance Front resists in war.") == ["resists", "war"]


def test_a_part_of_an_actors_name_is_marked_where_there_is_no_other_evidence():
    assert shown("resist*", "The National Resistance Front spoke.") == ["Resistance"]


def test_the_same_words_are_never_marked_for_a_keyword_and_for_an_actor():
    found, matched = hit("Doha AND Taliban", "The Taliban are in Doha.")
    assert found.mentions == ()
    assert found.score > 0
    assert [one.term for one in matched.mentions] == ["o-taliban", "l-doha"]


def test_a_phrase_around_an_actors_name_is_marked():
    assert shown('"Taliban offensive"', "The Taliban offensive began.") == ["Taliban offensive"]


def test_a_few_mentions_show_every_wording_and_the_score_counts_all():
    text = "War, war, war, war, war, war and peace."
    assert shown("war AND peace", text) == ["War", "war", "war", "war", "peace"]
    assert "named 7 times" in hit("war AND peace", text)[0].parts[0][0]


def test_mentions_stand_in_the_order_of_the_document_the_title_first():
    assert shown("war AND peace", "peace after war", title="War") == ["War", "peace", "war"]
