"""Examples of what an actor would be found by beyond its listed forms, and of what would not be taken for it.

They are tried out: every example was given to the matcher and did what it says. Made from the tables and the list, so
they show what the rules can do, not all that they do.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import islice

from watchdesk.core.matching.forms import Form, form_of, forms_of, surname_of
from watchdesk.core.matching.matcher import Matcher
from watchdesk.core.matching.respelled import endings, respellings, spacings
from watchdesk.core.matching.script import is_arabic, is_cyrillic
from watchdesk.core.matching.surnames import family_key
from watchdesk.core.text import tokens
from watchdesk.model import Actor, Document, Watchlist

_MOST_SPELLINGS = 3
_MOST = 6
_MOST_REQUIRED = 4
_BESIDE = "with one of these in the text: "
_VOICES = {
    "en": ("spoke.", "left.", "Karim"),
    "fa": ("گفت.", "رفت.", "کریم"),
    "ps": ("وویل.", "ولاړ.", "کریم"),
    "ar": ("تحدث.", "غادر.", "كريم"),
    "ru": ("сказал.", "ушел.", "Карим"),
}
"""By language two ends of sentences, and a given name for people who share no more than a family name."""


@dataclass(frozen=True, slots=True)
class Example:
    """A text in which ``text[start:end]`` is found as the actor, or is not; and the reason in a few words."""

    text: str
    start: int
    end: int
    why: str
    is_found: bool = True


def examples_of(actor: Actor, watchlist: Watchlist, matcher: Matcher) -> tuple[Example, ...]:
    """Give examples for one actor of a list, those that are found first; ``matcher`` is the compiled list."""
    tried = (
        _spelled(actor, _company(actor, watchlist)),
        _spaced(actor),
        _inflected(actor),
        _alone(actor, _company(actor, watchlist)),
        _abbreviated(actor, {one.id for one in watchlist.actors}),
        _short_forms_alone(actor),
        _excluded(actor),
        _near(actor, watchlist),
        _strangers(actor),
    )
    return tuple(dict.fromkeys(one for each in tried for one in islice(_good(each, actor.id, matcher), _MOST)))


def holds(example: Example, actor: str, matcher: Matcher) -> bool:
    """Whether the matcher does with an example what it says."""
    mentions = [one for one in matcher.match(Document(example.text)).mentions if one.term == actor]
    if example.is_found:
        return any((one.start, one.end) == (example.start, example.end) for one in mentions)
    return not any(one.start < example.end and example.start < one.end for one in mentions)


def _good(tried: Iterator[Example], actor: str, matcher: Matcher) -> Iterator[Example]:
    """Keep what does as it says: of what is found some spellings of each script, and one example of all else."""
    given: dict[tuple[str, str], int] = {}
    for example in tried:
        surface = example.text[example.start : example.end]
        key = example.why, surface if example.why.startswith(_BESIDE) else _script(surface)
        most = _MOST if not example.is_found else _MOST_SPELLINGS if "spelled" in example.why else 1
        if given.get(key, 0) < most and holds(example, actor, matcher):
            given[key] = given.get(key, 0) + 1
            yield example


def _script(text: str) -> str:
    words = [token.word for token in tokens(text)]
    if any(map(is_arabic, words)):
        return "Arabic"
    return "Cyrillic" if any(map(is_cyrillic, words)) else "Latin"


def _example(surface: str, why: str, before: str = "", after: str = "", *, is_found: bool = True) -> Example:
    return Example(f"{before}{surface}{after}", len(before), len(before) + len(surface), why, is_found)


def _forms(actor: Actor) -> list[Form]:
    return [form for form in forms_of(actor) if form.kind in {"name", "alias"}]


def _acronyms(actor: Actor) -> list[Form]:
    return [form for form in forms_of(actor) if form.kind == "acronym"]


def _spoken(actor: Actor) -> list[tuple[str, Form]]:
    """Give the names of an actor with their languages, the canonical one as English if it is in Latin letters."""
    said = [("en", actor.name)] if _script(actor.name) == "Latin" else []
    said += [(language.partition("-")[0], name) for language, name in actor.names]
    forms = [(language, form_of(actor, "name", name)) for language, name in said]
    return [(language, form) for language, form in forms if language in _VOICES and form.words]


def _company(actor: Actor, watchlist: Watchlist) -> str:
    """Give the name of somebody else, of somebody related if there is one."""
    others = {one.id: one for one in watchlist.actors if one.id != actor.id and one.type != "place"}
    related = (others[one] for one in actor.related if one in others)
    return next((one.name for one in (*related, *others.values())), "")


def _spelled(actor: Actor, company: str) -> Iterator[Example]:
    """Try other spellings of the words of each form, first alone, then beside somebody else of the list."""
    listed = {"".join(form.words) for form in forms_of(actor)}
    for form in _forms(actor):
        for text in respellings(form.text):
            if "".join(token.word for token in tokens(text)) not in listed:
                yield _example(text, "spelled otherwise")
                if company and len(form.words) == 1:
                    why = "spelled otherwise, where another watched name stands in the text"
                    yield _example(text, why, after=f", {company}")


def _spaced(actor: Actor) -> Iterator[Example]:
    written = {form.text for form in _forms(actor)}
    for form in _forms(actor):
        for text in spacings(form.text):
            if text not in written:
                yield _example(text, "joined or parted")


def _inflected(actor: Actor) -> Iterator[Example]:
    for language, form in _spoken(actor):
        for before, surface, after, why in endings(form.text, language):
            yield _example(surface, why, before, after)
    if actor.type == "org" and _script(actor.name) == "Latin":
        yield _example(actor.name, "after a hyphen", "anti-")


def _alone(actor: Actor, company: str) -> Iterator[Example]:
    """Try the bare family name: alone, after a cue, beside somebody related, after the full name."""
    for language, form in _spoken(actor):
        surname = form.text.split()[-1].rpartition("-")[2]
        if len(form.words) < 2 or not surname_of(form):  # noqa: PLR2004  a family name stands behind another
            continue
        spoke, left, _ = _VOICES[language]
        yield _example(surname, "the family name alone", after=f" {left}")
        for cue in actor.cues:
            if _script(cue) == _script(surname):
                yield _example(surname, "the family name after a cue", f"{cue} ", f" {left}")
        if actor.surname == "default":
            yield _example(surname, "the family name where somebody related is named", f"{company}. ", f" {left}")
        yield _example(surname, "the family name after the full name", f"{form.text} {spoke} ", f" {left}")


def _abbreviated(actor: Actor, ids: Collection[str]) -> Iterator[Example]:
    """Try acronyms beside each word that they require."""
    words = [one for one in actor.require if one not in ids]
    for form in _acronyms(actor):
        same = [one for one in words if _script(one) == _script(form.text)] or words
        more = ", …" if len(same) > _MOST_REQUIRED else ""
        why = f"{_BESIDE}{', '.join(same[:_MOST_REQUIRED])}{more}"
        for needed in same:
            yield _example(form.text, why, after=f", {needed}")


def _short_forms_alone(actor: Actor) -> Iterator[Example]:
    """Try acronyms without what they require and in small letters, and the bare family name."""
    for form in _acronyms(actor):
        if actor.require:
            yield _example(form.text, "without any of the words it requires", is_found=False)
    for form in _acronyms(actor)[:1]:
        if form.text.isupper() and form.text.isascii():
            yield _example(form.text.lower(), "in small letters", is_found=False)
    for language, form in _spoken(actor):
        if len(form.words) > 1 and surname_of(form):
            why = "the family name alone, where nobody is named in full"
            yield _example(form.text.split()[-1], why, after=f" {_VOICES[language][1]}", is_found=False)
            break


def _excluded(actor: Actor) -> Iterator[Example]:
    """Try the exclusions: with a form of the actor inside, or beside one."""
    for phrase in actor.exclude:
        words = tuple(token.word for token in tokens(phrase))
        same = [form for form in _forms(actor) if _script(form.text) == _script(phrase)]
        if any(_holds(words, form.words) for form in (*_forms(actor), *_acronyms(actor))):
            yield _example(phrase, "excluded", is_found=False)
        elif same:
            why = f"in a sentence with the excluded {phrase}"
            yield _example(same[0].text, why, after=f", {phrase}", is_found=False)


def _holds(words: tuple[str, ...], part: tuple[str, ...]) -> bool:
    return any(words[at : at + len(part)] == part for at in range(len(words) - len(part) + 1))


def _near(actor: Actor, watchlist: Watchlist) -> Iterator[Example]:
    """Try the others of the list with near names: persons who share parts, longer names that hold this one."""
    mine = [form.words for form in _forms(actor)]
    families = {family_key(surname) for form in _forms(actor) if (surname := surname_of(form))}
    for other in watchlist.actors:
        words = tuple(token.word for token in tokens(other.name))
        are_persons = actor.type == other.type == "person"
        is_family = are_persons and not families.isdisjoint(map(family_key, words))
        if other.id != actor.id and (is_family or any(_holds(words, own) for own in mine)):
            yield _example(other.name, f"it is {other.id}", is_found=False)


def _strangers(actor: Actor) -> Iterator[Example]:
    """Try somebody of the same family name in a text that names the actor in full."""
    for language, form in _spoken(actor):
        spoke, left, stranger = _VOICES[language]
        surname = form.text.split()[-1]
        if len(form.words) > 1 and surname_of(form) and stranger not in form.text:
            before = f"{form.text} {spoke} "
            yield _example(f"{stranger} {surname}", "another person", before, f" {left}", is_found=False)
            break
