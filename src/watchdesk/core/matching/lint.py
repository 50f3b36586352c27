"""Keeps a watchlist good: what makes it unusable, and what will probably find the wrong thing.

It judges the list's content; where in a file that stands is config's business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

from watchdesk.core.matching.alike import are_one_name
from watchdesk.core.matching.forms import Form, forms_of
from watchdesk.core.matching.parts import name_class
from watchdesk.core.matching.query import ActorIs, Query, QueryError, parse_query, walk
from watchdesk.core.matching.tables import groups
from watchdesk.core.matching.variants import Variant, variants_of
from watchdesk.model import Actor, Keyword, Watchlist

FindingKind: TypeAlias = Literal["doubt", "covered", "script", "unused", "wide"]
"""A doubt about an entry; a form found unlisted; a script without a form; what has found nothing, or too much."""

_WORDS = groups("words")
_ASKED_AS_PLACE = re.compile(r"(?<!\S)\(*place:(?P<id>[^\s()]+)")
_IS_ID = re.compile("[plo]-[a-z0-9]+(?:-[a-z0-9]+)*")
"""What stands among required words and looks like this is meant as an actor's id."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with one entry: its id, the listed text concerned, the column in it (0: the whole), a sentence."""

    term: str
    text: str
    message: str
    is_warning: bool = False
    column: int = 0
    kind: FindingKind = "doubt"


def lint(watchlist: Watchlist) -> tuple[Finding, ...]:
    """Give everything that is wrong or doubtful about a list, errors first."""
    found = [
        *_doubled_ids(watchlist),
        *_unknown_ids(watchlist),
        *_shared_forms(watchlist),
        *(finding for keyword in watchlist.keywords for finding in _query_findings(keyword, watchlist)),
        *(finding for actor in watchlist.actors for finding in _doubtful(actor)),
        *_collisions(watchlist),
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: finding.is_warning))


def _doubled_ids(watchlist: Watchlist) -> Iterator[Finding]:
    seen: set[str] = set()
    terms: tuple[Actor | Keyword, ...] = (*watchlist.actors, *watchlist.keywords)
    for term in terms:
        if term.id in seen:
            yield Finding(term.id, term.id, f"the id {term.id} stands twice")
        seen.add(term.id)


def _unknown_ids(watchlist: Watchlist) -> Iterator[Finding]:
    known = {actor.id for actor in watchlist.actors}
    for actor in watchlist.actors:
        for other in (*actor.related, *filter(_IS_ID.fullmatch, actor.require)):
            if other not in known:
                yield Finding(actor.id, other, f"{other} is no actor of the list")


def _shared_forms(watchlist: Watchlist) -> Iterator[Finding]:
    """Two actors under one written form: the matcher could only guess."""
    owners: dict[tuple[object, ...], Form] = {}
    for actor in watchlist.actors:
        for form in forms_of(actor):
            if form.kind not in {"name", "alias", "acronym"}:
                continue
            key = (form.words, form.text if form.is_exact else "")
            other = owners.setdefault(key, form)
            if other.actor.id != actor.id:
                yield Finding(actor.id, form.text, f"{form.text} is {_a(other.kind)} of {other.actor.id} too")


def _query_findings(keyword: Keyword, watchlist: Watchlist) -> Iterator[Finding]:
    try:
        query: Query = parse_query(keyword.query)
    except QueryError as error:
        yield Finding(keyword.id, keyword.query, error.message, column=error.column)
        return
    known = {actor.id: actor.type for actor in watchlist.actors}
    for part in walk(query):
        if isinstance(part, ActorIs) and part.id not in known:
            column = keyword.query.find(part.id) + 1
            yield Finding(keyword.id, keyword.query, f"{part.id} is no actor of the list", column=column)
    for found in _ASKED_AS_PLACE.finditer(keyword.query):
        if known.get(found["id"], "place") != "place":
            message = f"{found['id']} is {_a(known[found['id']])}: write actor:{found['id']}"
            yield Finding(keyword.id, keyword.query, message, column=found.start("id") + 1)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _doubtful(actor: Actor) -> Iterator[Finding]:
    forms = tuple(forms_of(actor))
    written = {form.text for form in forms}
    for text in (actor.name, *(name for _, name in actor.names), *actor.aliases, *actor.acronyms, *actor.exclude):
        if text not in written:
            yield Finding(actor.id, text, f"no letter or digit in {text!r}")
    own = {form.words for form in forms if form.kind != "exclude"}
    for form in forms:
        if form.kind == "exclude" and form.words in own:
            yield Finding(actor.id, form.text, f"{form.text} is excluded and a name of the actor too", is_warning=True)
    for form in forms:
        message = _doubt(form)
        if message and not (actor.require and form.kind == "acronym"):
            yield Finding(actor.id, form.text, message, is_warning=True)


def _doubt(form: Form) -> str:
    """Say why a form will probably find the wrong thing; empty if it will not."""
    if form.kind == "acronym":
        if len("".join(form.words)) == 1:
            return f"{form.text} is an acronym of one letter"
        return f"{form.text} is also a word or everybody's; require words beside it" if _is_word(form) else ""
    if len(form.words) > 1 or form.kind not in {"name", "alias"}:
        return ""
    word = form.words[0]
    if word in _WORDS["common"] | _WORDS["everyday"]:
        return f"{form.text} alone is a common word"
    if form.actor.type == "person" and name_class(word):
        return f"{form.text} alone is a name that many bear"
    return ""


def _is_word(form: Form) -> bool:
    return len(form.words) == 1 and form.words[0] in _WORDS["capitals"]


def _collisions(watchlist: Watchlist) -> Iterator[Finding]:
    """Give persons whose names the matcher would take for one."""
    for variants in variants_of(watchlist).by_key.values():
        for one, other in combinations(variants, 2):
            if one.form.actor.id != other.form.actor.id and _are_one(one, other):
                message = f"{one.form.text} and {other.form.text} ({other.form.actor.id}) may be taken for one name"
                yield Finding(one.form.actor.id, one.form.text, message, is_warning=True)


def _are_one(one: Variant, other: Variant) -> bool:
    return are_one_name(one.parts, other.parts) is not None
