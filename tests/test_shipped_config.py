import csv
import os
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from watchdesk import config
from watchdesk.core.matching import compile_watchlist
from watchdesk.model import Document

CONFIG = Path(__file__).parents[1] / "config"


@pytest.fixture(scope="module")
def settings():
    loaded = config.load(CONFIG, {})
    assert loaded.warnings == ()
    return loaded.settings


@pytest.fixture(scope="module")
def matcher(settings):
    return compile_watchlist(settings.watchlist)


@pytest.fixture(scope="module")
def material():
    if not os.environ.get("WATCHDESK_MATERIAL"):
        pytest.skip("WATCHDESK_MATERIAL names no folder with the corpus and the list of outlets")
    return Path(os.environ["WATCHDESK_MATERIAL"])


def addresses(settings):
    return {feed.url for outlet in settings.outlets for route in outlet.routes for feed in route}


def test_the_shipped_configuration_loads_without_a_finding(settings):
    assert settings.mail is None
    assert str(settings.timezone) == "Asia/Kabul"
    assert settings.store == f"sqlite:///{CONFIG.parent}/var/watchdesk.db"
    assert settings.digests == CONFIG.parent / "digests"
    assert settings.network.allow_private == ()


def test_every_outlet_has_a_feed_a_language_and_a_tag(settings):
    for outlet in settings.outlets:
        assert outlet.routes, outlet.id
        assert outlet.language, outlet.id
        assert outlet.tags, outlet.id


def test_no_feed_stands_twice(settings):
    listed = [feed.url for outlet in settings.outlets for route in outlet.routes for feed in route]
    assert len(listed) == len(set(listed))


def test_the_mail_section_is_complete_once_its_comment_signs_are_taken_away(tmp_path):
    text = (CONFIG / "watchdesk.yaml").read_text(encoding="utf-8")
    head, mail = text.split("# mail:", 1)
    section, tail = mail.split("\n\n", 1)
    (tmp_path / "config").mkdir()
    for name in ("feeds.yaml", "watchlist.yaml"):
        (tmp_path / "config" / name).write_bytes((CONFIG / name).read_bytes())
    uncommented = "mail:" + section.replace("\n# ", "\n")
    (tmp_path / "config" / "watchdesk.yaml").write_text(f"{head}{uncommented}\n\n{tail}", encoding="utf-8")

    loaded = config.load(tmp_path / "config", {"SMTP_PASSWORD": "x"})

    assert loaded.settings.mail is not None
    assert [recipient.address for recipient in loaded.settings.mail.to] == ["analyst@example.org"]


def test_every_outlet_that_is_vouched_for_is_polled_and_no_other(settings, material):
    rows = [
        line
        for line in (material / "newsroom/outlet_feeds.tsv").read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    ]
    listed = {row["url"]: row["confidence"] for row in csv.DictReader(rows, delimiter="\t")}
    vouched = {url for url, confidence in listed.items() if confidence in {"A+", "A", "B+", "B"}}

    assert vouched <= addresses(settings)
    assert not addresses(settings) & (listed.keys() - vouched)


def test_the_watchlist_has_every_actor_of_the_corpus_under_its_id(settings, material):
    listed = YAML(typ="safe").load(material / "corpus/actors.yaml")["actors"]
    watched = {actor.id: actor for actor in settings.watchlist.actors}

    for actor in listed:
        assert watched[actor["id"]].name == actor["name"]
        assert watched[actor["id"]].type == actor["type"]


def test_places_authors_and_foreign_heads_of_state_are_evidence_only(settings):
    evidence = {actor.id for actor in settings.watchlist.actors if not actor.counts}
    assert {actor.id for actor in settings.watchlist.actors if actor.type == "place"} <= evidence
    assert {"p-donald-trump", "p-joe-biden", "p-maisam-iltaf", "p-ahmad-sahel-arman", "p-mir-ahmad-mashal"} <= evidence
    assert not {"o-taliban", "o-nrf", "o-aff", "o-council", "p-ahmad-massoud"} & evidence


def test_no_form_of_a_name_belongs_to_two_actors(settings):
    owners = {}
    for actor in settings.watchlist.actors:
        for form in {actor.name, *actor.aliases, *actor.acronyms, *(name for _, name in actor.names)}:
            assert owners.setdefault(form.casefold(), actor.id) == actor.id, form


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        ("Keepers in Turkey say that their bees wintered well.", set()),
        ("The Resistance Front (TRF) was blamed for the attack in Pahalgam.", set()),
        ("The National Resistance Front of Sudan signed the accord.", set()),
        ("Queues formed at Hamid Karzai International Airport.", set()),
        ("A bomb went off in Dera Ismail Khan on Monday.", set()),
        ("The IEA expects oil demand to rise, the agency said.", set()),
        ("The AFF postponed the cup; Afghanistan was to play first.", set()),
        ("The team of the Afghan captain won the cup.", set()),
        ("ISIS claimed the attack in Mozambique.", set()),
        ("The spring offensive of the army began near the river.", set()),
        ("The NRF said that its men had attacked a Taliban base in Panjshir.", {"o-nrf", "o-taliban"}),
        ("Gen. Yasin Zia of the AFF denied it.", {"p-yasin-zia", "o-aff"}),
        ("Daesh struck again in Afghanistan.", {"jihadists-in-afghanistan"}),
        ("جبهه‌ی مقاومت ملی به رهبری احمد مسعود", {"o-nrf", "p-ahmad-massoud"}),
        ("اشرف غني د دوحې تړون غندلی دی.", {"p-ashraf-ghani"}),
        ("دعا حامد كرزاي إلى الحوار", {"p-hamid-karzai"}),
        ("شورای عالی مقاومت ملی برای نجات افغانستان در ویانا نشست داشت.", {"o-council"}),
    ],
)  # fmt: skip
def test_what_brings_an_article_into_an_edition_is_the_beat_and_nothing_else(matcher, text, reasons):
    matched = matcher.match(Document(text))
    assert {hit.term for hit in matched.hits if hit.counts} == reasons
