"""The matcher: a watchlist made ready, and what it says of a document.

The order of judgement: sightings of listed forms; the longest of them; what the document says of its acronyms; what the
list excludes or requires; family names; keywords; scores. Any Unicode text is matched; nothing is ever raised.
"""

from dataclasses import dataclass, replace
from functools import cached_property

from watchdesk.core.matching.acronyms import define, misspelt
from watchdesk.core.matching.context import company, drop_abroad, exclude, require, students
from watchdesk.core.matching.draft import Draft
from watchdesk.core.matching.evidence import Asked, Stretch
from watchdesk.core.matching.finder import Finder, finder_of
from watchdesk.core.matching.inflection import comparable
from watchdesk.core.matching.keyword_hits import keyword_hit
from watchdesk.core.matching.namesakes import drop_namesakes
from watchdesk.core.matching.query import parse_query
from watchdesk.core.matching.quiet import Quiet
from watchdesk.core.matching.reading import Field, fields
from watchdesk.core.matching.score import Asides, parts_of, total
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.surnames import Families, families, family_key, refuse_unnamed, resolve_surnames
from watchdesk.core.matching.triggers import Keywords
from watchdesk.model import Actor, Document, Hit, Matched, Mention, Rejected, Watchlist

MATCHER_VERSION = 1
"""Raised in each release in which the same watchlist and text may match differently; part of ``match_hash``."""
_HASH_LENGTH = 64
_NOTHING = Matched()


@dataclass(frozen=True)
class Matcher:
    """A watchlist made ready for matching; ``hash`` is its ``match_hash``."""

    hash: str
    _actors: dict[str, Actor]
    _keywords: Keywords
    _finder: Finder
    _families: Families

    def match(self, document: Document, *, with_rejected: bool = False) -> Matched:
        """Give all mentions in a document and the hits they make; what was considered and refused only if asked for."""
        if not with_rejected and self._quiet.is_quiet(document.title) and self._quiet.is_quiet(document.text):
            return _NOTHING
        return self._judged(fields(document), document.language, with_rejected=with_rejected)

    def _judged(self, where: tuple[Field, ...], language: str, *, with_rejected: bool) -> Matched:
        draft = Draft(where)
        draft.offer(sighting for one in where for sighting in self._finder.sightings(one))
        define(draft)
        exclude(draft)
        resolve_surnames(draft, self._families)
        drop_namesakes(draft, self._families)
        drop_abroad(draft)
        require(draft)
        misspelt(draft)
        company(draft)
        students(draft)
        matched = self._matched(draft, language)
        if with_rejected:
            refuse_unnamed(draft, self._families)
        return replace(matched, rejected=_rejections(draft)) if with_rejected else matched

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
        asides = Asides()
        hits = [self._hit(actor, by_actor, asides) for actor in by_actor]
        hits += self._keyword_hits(draft.fields, language, by_actor, asides)
        hits.sort(key=lambda hit: (-hit.score, hit.term))
        mentions = sorted((mention for hit in hits for mention in hit.mentions), key=_order)
        return Matched(tuple(mentions), tuple(hits))

    def _hit(self, actor: str, by_actor: dict[str, list[Sighting]], asides: Asides) -> Hit:
        listed = self._actors[actor]
        related = {other: by_actor[other] for other in listed.related if other in by_actor and other != actor}
        parts = parts_of(listed.weight, by_actor[actor], related, asides)
        mentions = tuple(map(_mention, by_actor[actor]))
        return Hit(actor, "actor", listed.counts, total(parts), parts, mentions)

    def _keyword_hits(
        self, where: tuple[Field, ...], language: str, by_actor: dict[str, list[Sighting]], asides: Asides
    ) -> list[Hit]:
        words = (one.distinct_stems for one in where)
        possible = self._keywords.possible(words, by_actor) if self._keywords.listed else []
        if not possible:
            return []
        numbers = {one.name: number for number, one in enumerate(where)}
        actors = {
            actor: tuple(Stretch(numbers[one.field.name], one.first, one.last) for one in found)
            for actor, found in by_actor.items()
        }
        asked = Asked(where, language, actors)
        found = ((keyword, asked.found(query)) for keyword, query in possible)
        return [keyword_hit(keyword, where, places, asides) for keyword, places in found if places]


def match_hash(watchlist: Watchlist) -> str:
    """Give what decides how a text matches: the matcher's version and the list's hash, 64 characters at most.

    It is kept with what was matched, so that a text is matched again where either has changed.
    """
    return f"{MATCHER_VERSION}-{watchlist.hash}"[:_HASH_LENGTH]


def compile_watchlist(watchlist: Watchlist) -> Matcher:
    """Make a watchlist ready; QueryError for a keyword whose query cannot be read."""
    return Matcher(
        match_hash(watchlist),
        {actor.id: actor for actor in watchlist.actors},
        Keywords(tuple((keyword, parse_query(keyword.query)) for keyword in watchlist.keywords)),
        finder_of(watchlist),
        families(watchlist),
    )


def _order(one: Mention | Rejected) -> tuple[bool, int, int, str]:
    return one.field == "text", one.start, one.end, one.term


def _mention(one: Sighting) -> Mention:
    start, end, actor = one.start, one.end, one.actor
    surface = one.field.text[start:end]
    return Mention(
        actor.id, "actor", actor.type, start, end, surface, one.how, one.confidence, one.rule, one.field.name
    )


def _rejections(draft: Draft) -> tuple[Rejected, ...]:
    """Give what was refused, each once, in the order of the document."""
    return tuple(sorted(dict.fromkeys(_rejected(one, reason) for one, reason in draft.refusals()), key=_order))


def _rejected(one: Sighting, reason: str) -> Rejected:
    return Rejected(one.actor.id, one.start, one.end, one.surface, reason, one.field.name)
