"""What a list says that the matcher knows already, and in which scripts it says nothing.

Judged from the list alone; nothing here is an error, a form may stand on purpose.
"""

from collections.abc import Collection, Iterator
from dataclasses import replace

from watchdesk.core.matching.forms import forms_of
from watchdesk.core.matching.lint import Finding
from watchdesk.core.matching.matcher import Matcher, compile_watchlist
from watchdesk.core.matching.script import is_arabic, is_cyrillic
from watchdesk.model import Actor, Document, Mention, Watchlist

_LANGUAGES = {
    "Arabic": "ar ckb fa prs ps sd ug ur",
    "Cyrillic": "be bg kk ky mk mn ru sr tg uk",
    "": "am bn el gu he hi hy ja ka km kn ko lo ml mr my ne pa si ta te th zh",
}
"""By the script they are written in, empty for one that the matcher does not read; every other is written in Latin."""
_SCRIPTS = {language: script for script, languages in _LANGUAGES.items() for language in languages.split()}


def covered_aliases(watchlist: Watchlist) -> tuple[Finding, ...]:
    """Name the aliases that would be found whole, through a form of their script, if none of them were listed."""
    spare = [_without_spare(actor) for actor in watchlist.actors]
    slim = compile_watchlist(replace(watchlist, actors=tuple(spare), keywords=()))
    found = []
    for actor, kept in zip(watchlist.actors, spare, strict=True):
        for alias in actor.aliases:
            if alias in kept.aliases:
                continue
            through = _found(slim, kept, alias)
            if through is not None:
                found.append(_covered(kept, alias, through))
    return tuple(found)


def _without_spare(actor: Actor) -> Actor:
    """Give an actor without the aliases that its other forms cover, judged from the last alias to the first."""
    for alias in reversed(actor.aliases):
        rest = tuple(one for one in actor.aliases if one != alias)
        fewer = replace(actor, aliases=rest)
        alone = replace(fewer, require=(), related=())
        if _found(compile_watchlist(Watchlist((alone,))), alone, alias) is not None:
            actor = fewer
    return actor


def _found(matcher: Matcher, actor: Actor, text: str) -> Mention | None:
    """Give the mention of an actor that is all of a text, and not only known from another script."""
    whole = "".join(filter(str.isalnum, text))
    mentions = (one for one in matcher.match(Document(text)).mentions if one.how != "cross-script")
    whole_ones = (one for one in mentions if "".join(filter(str.isalnum, one.surface)) == whole)
    return next((one for one in whole_ones if one.term == actor.id), None)


def _covered(actor: Actor, alias: str, through: Mention) -> Finding:
    form = named_form(actor, through.rule)
    by = f"through {form}" if form else "without being listed"
    return Finding(actor.id, alias, f"{alias} is found {by} already: it may go", is_warning=True, kind="covered")


def named_form(actor: Actor, rule: str) -> str:
    """Give the listed form that a mention's rule names, empty if it names none."""
    said = rule.partition(" ")[2]
    texts = {form.text for form in forms_of(actor) if form.kind != "exclude"}
    named = (text for text in texts if said == text or said.startswith((f"{text}, ", f"{text} by its parts")))
    return max(named, key=len, default="")


def missing_scripts(watchlist: Watchlist, languages: Collection[str]) -> tuple[Finding, ...]:
    """Name the actors without a form in a script that one of these languages (BCP 47 tags) is written in."""
    wanted: dict[str, set[str]] = {}
    for language in filter(None, languages):
        primary = language.partition("-")[0].lower()
        wanted.setdefault(_SCRIPTS.get(primary, "Latin"), set()).add(primary)
    wanted.pop("", None)
    return tuple(finding for actor in watchlist.actors for finding in _missing(actor, wanted))


def _missing(actor: Actor, wanted: dict[str, set[str]]) -> Iterator[Finding]:
    listed = {_script(word) for form in forms_of(actor) if form.kind != "exclude" for word in form.words}
    for script in sorted(wanted.keys() - listed):
        tongues = ", ".join(sorted(wanted[script]))
        by_sound = "; it may still be found by its sound" if actor.type == "person" else ""
        message = f"{actor.name} has no form in {script} script, which outlets write ({tongues}){by_sound}"
        yield Finding(actor.id, actor.name, message, is_warning=True, kind="script")


def _script(word: str) -> str:
    if is_arabic(word):
        return "Arabic"
    return "Cyrillic" if is_cyrillic(word) else "Latin"
