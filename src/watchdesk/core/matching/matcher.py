"""The matcher: a watchlist made ready, and what it says of a document.

The order of judgement: sightings of listed forms; the longest of them; what the document says of its acronyms; what the
list excludes or requires; family names; keywords; scores. Any Unicode text is matched; nothing is ever raised.
"""

from dataclasses import dataclass
from functools import cached_property

from watchdesk.core.matching.acronyms import define, misspelt
from watchdesk.core.matching.context import company, exclude, require
from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.evidence import Asked, Stretch
from watchdesk.core.matching.finder import Finder, finder_of
from watchdesk.core.matching.inflection import comparable
from watchdesk.core.matching.keyword_hits import keyword_hit
from watchdesk.core.matching.query import parse_query
from watchdesk.core.matching.quiet import Quiet
from watchdesk.core.matching.reading import Field, fields
from watchdesk.core.matching.score import parts_of
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.surnames import Families, families, family_key, resolve_surnames
from watchdesk.core.matching.triggers import Keywords
from watchdesk.model import Actor, Document, Hit, Matched, Mention, Rejected, Watchlist

MATCHER_VERSION = 1
"""Raised whenever the same watchlist and text may match differently; stored with each hit."""


@dataclass(frozen=True)
class Matcher:
    """A watchlist made ready for matching; ``hash`` is the watchlist's."""

    hash: str
    _actors: dict[str, Actor]
    _keywords: Keywords
    _finder: Finder
    _families: Families

    def match(self, document: Document) -> Matched:
        """Give all mentions in a document, the hits they make, and what was considered and refused."""
        where = fields(document)
        if all(self._quiet.is_quiet(one.text) for one in where):
            return Matched()
        return self._judged(where, document.language)

    def _judged(self, where: tuple[Field, ...], language: str) -> Matched:
        draft = Draft(where)
        draft.offer(sighting for one in where for sighting in self._finder.sightings(one))
        define(draft)
        exclude(draft)
        resolve_surnames(draft, self._families)
        require(draft)
        misspelt(draft)
        company(draft)
        return self._matched(draft, language)

    @cached_property
    def _quiet(self) -> Quiet:
        return Quiet(self._finder, self._decides)

    def _decides(self, word: str) -> bool:
        """Whether a word may matter without a name beside it: a keyword's, or a family name taken up alone."""
        return self._keywords.may_hold(comparable(word)) or family_key(word) in self._families.unnamed

    def _matched(self, draft: Draft, language: str) -> Matched:
        by_actor: dict[str, list[Sighting]] = {}
        for one in draft.in_order():
            by_actor.setdefault(one.actor.id, []).append(one)
        hits = [self._hit(actor, by_actor) for actor in by_actor]
        hits += self._keyword_hits(draft.fields, language, by_actor)
        hits.sort(key=lambda hit: (-hit.score, hit.term))
        mentions = sorted((mention for hit in hits for mention in hit.mentions), key=_order)
        rejected = dict.fromkeys(_rejected(one, reason) for one, reason in draft.refused)
        return Matched(tuple(mentions), tuple(hits), tuple(sorted(rejected, key=_order)))

    def _hit(self, actor: str, by_actor: dict[str, list[Sighting]]) -> Hit:
        listed = self._actors[actor]
        related = {other: by_actor[other] for other in listed.related if other in by_actor and other != actor}
        parts = parts_of(listed.weight, by_actor[actor], related)
        mentions = tuple(map(_mention, by_actor[actor]))
        return Hit(actor, "actor", listed.counts, round(sum(value for _, value in parts), 4), parts, mentions)

    def _keyword_hits(self, where: tuple[Field, ...], language: str, by_actor: dict[str, list[Sighting]]) -> list[Hit]:
        words = (one.stems.keys() for one in where)
        possible = self._keywords.possible(words, by_actor) if self._keywords.listed else []
        if not possible:
            return []
        numbers = {one.name: number for number, one in enumerate(where)}
        actors = {
            actor: tuple(Stretch(numbers[one.field.name], one.first, one.last) for one in found)
            for actor, found in by_actor.items()
        }
        asked = Asked(where, language, actors)
        owners = {
            (one.field, at): one for found in actors.values() for one in found for at in range(one.first, one.last)
        }
        answers = ((keyword, asked.evidence(query)) for keyword, query in possible)
        return [keyword_hit(keyword, where, evidence, owners) for keyword, evidence in answers if evidence]


def compile_watchlist(watchlist: Watchlist) -> Matcher:
    """Make a watchlist ready; QueryError for a keyword whose query cannot be read."""
    return Matcher(
        watchlist.hash,
        {actor.id: actor for actor in watchlist.actors},
        Keywords(tuple((keyword, parse_query(keyword.query)) for keyword in watchlist.keywords)),
        finder_of(watchlist),
        families(watchlist),
    )


def _order(one: Mention | Rejected) -> tuple[bool, int, int, str]:
    return one.field == "text", one.start, one.end, one.term


def _mention(one: Sighting) -> Mention:
    start = one.field.starts[one.first]
    end = one.field.ends[one.last - 1]
    return Mention(
        one.actor.id,
        "actor",
        one.actor.type,
        start,
        end,
        one.surface,
        one.how,
        one.confidence,
        one.rule,
        one.field.name,
    )


def _rejected(one: Sighting, reason: str) -> Rejected:
    start = one.field.starts[one.first]
    end = one.field.ends[one.last - 1]
    return Rejected(one.actor.id, start, end, one.surface, reason, one.field.name)
