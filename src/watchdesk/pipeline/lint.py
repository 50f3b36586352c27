"""What is doubtful about a watchlist, from the list, the outlets' languages and what the archive shows."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchdesk.core.matching import Finding, covered_aliases, forms_of, match_hash, missing_scripts, named_form
from watchdesk.model import Actor, Keyword, Watchlist
from watchdesk.store.engine import Store
from watchdesk.store.usage import RuleUse, Usage, usage

_SILENCE = timedelta(days=90)
_LEAST = 20
"""Articles that a share must rest on."""
_FORM_SHARE = 0.8
_TERM_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Examined:
    """Findings that are no errors, and what could not be judged, in sentences."""

    findings: tuple[Finding, ...]
    remarks: tuple[str, ...] = ()


def examine(watchlist: Watchlist, languages: Collection[str], store: Store | None, now: datetime) -> Examined:
    """Look for what may go from a list, what it lacks, and what finds nothing or too much in the archive."""
    findings = (*covered_aliases(watchlist), *missing_scripts(watchlist, languages))
    if store is None:
        return Examined(findings, ("no archive yet: what matches too much or never cannot be said",))
    with store.reading() as connection:
        found = usage(connection, now - _SILENCE, match_hash(watchlist))
    span = now - found.oldest if found.oldest else timedelta()
    unused = unused_forms(watchlist, found) if span >= _SILENCE else ()
    return Examined((*findings, *unused, *too_wide(watchlist, found)), tuple(_remarks(found, span)))


def _remarks(found: Usage, span: timedelta) -> Iterator[str]:
    if span < _SILENCE:
        yield f"the archive spans {span.days} of {_SILENCE.days} days: which forms never match cannot be said yet"
    elif found.otherwise:
        earlier = f"{found.otherwise} of {found.articles} articles were matched with an earlier list"
        yield f"{earlier}: watchdesk replay says what this one finds in them"


def unused_forms(watchlist: Watchlist, found: Usage) -> tuple[Finding, ...]:
    """Name the entries that found nothing, and the forms that found nothing of those that found something."""
    known = {use.term for use in found.terms}
    rules: dict[str, list[RuleUse]] = {}
    for use in found.rules:
        rules.setdefault(use.term, []).append(use)
    findings: list[Finding] = []
    for actor in watchlist.actors:
        if actor.id not in known:
            findings.append(_unused(actor.id, actor.name, f"no form of {actor.name} was"))
        else:
            findings += _unused_forms(actor, rules.get(actor.id, []))
    findings += [_unused(one.id, one.id, f"{one.id} was not") for one in watchlist.keywords if one.id not in known]
    return tuple(findings)


def _unused(term: str, text: str, what: str) -> Finding:
    message = f"{what} found in the last {_SILENCE.days} days"
    return Finding(term, text, message, is_warning=True, kind="unused")


def _unused_forms(actor: Actor, uses: list[RuleUse]) -> Iterator[Finding]:
    """Give the forms of an actor that no rule names, nor another form of the same words."""
    named = {named_form(actor, use.rule) for use in uses}
    listed = [form for form in forms_of(actor) if form.kind in {"name", "alias", "acronym"}]
    used = {form.words for form in listed if form.text in named}
    for form in listed:
        if form.words not in used:
            used.add(form.words)
            yield _unused(actor.id, form.text, f"{form.text} was not")


def too_wide(watchlist: Watchlist, found: Usage) -> tuple[Finding, ...]:
    """Name the aliases that most hits of an actor rest on alone, and the terms that most articles do."""
    terms = {use.term: use for use in found.terms}
    findings = []
    for actor in watchlist.actors:
        alone: dict[str, int] = {}
        for use in found.rules:
            if use.term == actor.id:
                form = named_form(actor, use.rule)
                alone[form] = alone.get(form, 0) + use.alone
        for alias in (*actor.aliases, *actor.acronyms):
            number, all_of_it = alone.get(alias, 0), terms[actor.id].articles if actor.id in terms else 0
            if number > _LEAST and number > _FORM_SHARE * all_of_it:
                findings.append(_wide(actor.id, alias, f"of {all_of_it} articles with {actor.id} {number} rest"))
    listed: tuple[Actor | Keyword, ...] = (*watchlist.actors, *watchlist.keywords)
    for term in listed:
        held = terms.get(term.id)
        if held is not None and held.alone > max(_LEAST, _TERM_SHARE * found.counting):
            text = term.name if isinstance(term, Actor) else term.id
            findings.append(_wide(term.id, text, f"of {found.counting} articles that count {held.alone} rest"))
    return tuple(findings)


def _wide(term: str, text: str, share: str) -> Finding:
    message = f"{share} on {text} alone: it may be too wide"
    return Finding(term, text, message, is_warning=True, kind="wide")
