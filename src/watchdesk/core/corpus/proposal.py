# ruff: noqa: RUF001 - quotes are what an entry shows
"""From the texts of a corpus to a proposed watchlist: actors with their names and evidence, makers, keywords."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, TypeAlias

from watchdesk.core.corpus import census
from watchdesk.core.corpus.census import Known, Place, Words
from watchdesk.core.corpus.declension import nominative
from watchdesk.core.corpus.definitions import parts_of_body
from watchdesk.core.corpus.neighbours import neighbours
from watchdesk.core.corpus.people import bare, is_full, spelt
from watchdesk.core.corpus.phrases import Phrases
from watchdesk.core.corpus.pieces import is_acronym
from watchdesk.core.corpus.reading import Reading
from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.acronyms import swapped
from watchdesk.core.matching.parts import name_class
from watchdesk.core.matching.script import is_cyrillic
from watchdesk.core.newcomers import new_id
from watchdesk.core.text import fold_word, sentences, snippets, tokens
from watchdesk.model import ActorType

_PREFIX = {"person": "p-", "org": "o-", "place": "l-", "keyword": "k-"}
_MOST_EVIDENCE = 3
_MOST_NAMES = 6
"""Of so many names of one actor a sentence is shown each."""
_WIDTH = 300
_LEAST_STRENGTH = 1.0
"""So strongly a name mentioned once must be shown."""
_LEAST_BARE = 2.0
"""The same for a single name of a person."""
_TITLE = re.compile(r"([^\W\d_]+)\.?\s+\Z")


Forms: TypeAlias = tuple[str, tuple[str, ...], tuple[str, ...]]
"""A name, its aliases and its acronyms."""


@dataclass(frozen=True, slots=True)
class ProposedActor:
    """A person, body or place that a corpus names: its forms as they occur, how often, and sentences that show it."""

    id: str
    name: str
    type: ActorType
    aliases: tuple[str, ...]
    acronyms: tuple[str, ...]
    mentions: int
    documents: int
    role: Literal["actor", "byline"]
    evidence: tuple[str, ...]
    related: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    """Why names that differ are taken for one."""


@dataclass(frozen=True, slots=True)
class ProposedKeyword:
    """A phrase that sets a corpus apart, as a query."""

    id: str
    query: str
    mentions: int
    documents: int
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a corpus proposes for a watchlist; makers of its texts stand among the actors with the role ``byline``."""

    actors: tuple[ProposedActor, ...]
    keywords: tuple[ProposedKeyword, ...]
    documents: int


def propose(readings: Sequence[Reading]) -> Proposal:
    """Propose a watchlist for the corpus whose texts these are."""
    texts = _Texts(readings)
    found = [one for one in census.take(readings) if _is_shown(one)]
    ids = _Ids()
    named = [(one, texts.forms(one)) for one in found]
    named = [(one, forms) for one, forms in _distinct(named)]
    known = [(ids.new(one.type, _short_name(one, forms)), one, forms) for one, forms in named]
    near = neighbours([(identity, one.places) for identity, one, _ in known])
    actors = tuple(_actor(identity, one, forms, texts, near.get(identity, ())) for identity, one, forms in known)
    return Proposal(actors, _keywords(readings, texts, ids), len(readings))


def _short_name(one: Known, forms: Forms) -> str:
    """Give what an id is made of: a body's acronym, if it has one."""
    return forms[2][0] if one.type == "org" and forms[2] and forms[2][0].isascii() else forms[0]


def _is_shown(one: Known) -> bool:
    """Whether a name is mentioned more than once, or once so that there is no doubt."""
    place = one.places[0]
    is_bare = one.type == "person" and not is_full(place.words)
    if is_bare and all(place.words[0] in CUES["given"] and len(place.words) == 1 for place in one.places):
        return False
    return len(one.places) > 1 or place.is_byline or place.strength >= (_LEAST_BARE if is_bare else _LEAST_STRENGTH)


def _distinct(named: Sequence[tuple[Known, Forms]]) -> Iterator[tuple[Known, Forms]]:
    """Leave out the forms that an earlier actor has; an actor whose very name another has is left out."""
    taken: set[Words] = set()
    for one, (name, aliases, acronyms) in named:
        key = tuple(token.word for token in tokens(name))
        if not key or key in taken:
            continue
        taken.add(key)
        yield one, (name, _fresh(aliases, taken), _fresh(acronyms, taken))


def _fresh(forms: Sequence[str], taken: set[Words]) -> tuple[str, ...]:
    kept = []
    for form in forms:
        key = tuple(token.word for token in tokens(form))
        if key and key not in taken:
            taken.add(key)
            kept.append(form)
    return tuple(kept)


def _actor(identity: str, one: Known, forms: Forms, texts: "_Texts", related: tuple[str, ...]) -> ProposedActor:
    name, aliases, acronyms = forms
    return ProposedActor(
        identity,
        name,
        one.type,
        aliases,
        acronyms,
        len(one.places),
        len(one.texts),
        "byline" if _is_maker(one) else "actor",
        texts.evidence(one.places),
        related,
        texts.reasons(one),
    )


def _is_maker(one: Known) -> bool:
    """Whether somebody made every text that mentions him."""
    made = {place.text for place in one.places if place.is_byline}
    return bool(made) and one.texts <= made


class _Texts:
    """The texts of a corpus, asked for how a name is written and for the sentences that show it."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._texts = [reading.text for reading in readings]
        self._sentences = lru_cache(maxsize=1000)(sentences)

    def forms(self, one: Known) -> Forms:
        """Give the name of somebody, the other names and the acronyms, the most frequent first."""
        written: dict[Words, Counter[str]] = {}
        for place in one.places:
            written.setdefault(place.words, Counter())[self._written(place)] += 1
        usual = {words: self._usual(words, one, written) for words in written}
        often = {words: many.total() for words, many in written.items()}
        acronyms = [words for words in usual if words in one.acronyms or _is_short(usual[words], one, usual)]
        acronyms.sort(key=lambda words: (-often[words], words))
        names = [words for words in usual if words not in acronyms] or acronyms
        best = min(
            names,
            key=lambda words: (_completeness(words, one.type), -often[words], not usual[words].isascii(), usual[words]),
        )
        others = sorted((words for words in names if words != best), key=lambda words: (-often[words], usual[words]))
        if one.type == "person":
            others = [words for words in others if _is_another(words, best, names)]
        shown = _unslipped([usual[words] for words in acronyms]) if names is not acronyms else ()
        name = self._titled(one) if one.type == "person" and not is_full(best) else usual[best]
        return name or usual[best], tuple(dict.fromkeys(usual[words] for words in others)), shown

    def reasons(self, one: Known) -> tuple[str, ...]:
        """Say why several names are taken for one."""
        written = {place.words: self._written(place) for place in reversed(one.places)}
        return tuple(
            f"“{written[reason.one]}” and “{written[reason.other]}”: {reason.why}"
            for reason in one.reasons
            if reason.one in written and reason.other in written
        )

    def _written(self, place: Place) -> str:
        text, start, end = self._texts[place.text], place.start, place.end
        end += "«" in text[start:end] and text[end : end + 1] == "»"
        surface = " ".join(text[start:end].split())
        return surface.title() if place.is_byline and surface.isupper() else surface

    def _usual(self, words: Words, one: Known, written: Mapping[Words, Counter[str]]) -> str:
        """Give how a name is mostly written, in capitals only where it always is; a Russian one in the first case."""
        cased = Counter({form: many for form, many in written[words].items() if not form.isupper()})
        forms = cased if cased and one.type != "org" else written[words]
        most = forms.most_common(1)[0][0]
        if not is_cyrillic(fold_word(most)) or is_acronym(most):
            return most
        before: dict[str, set[str]] = {}
        for place in one.places:
            surface = self._written(place) if place.words == words else ""
            if surface and not (cased and surface.isupper()):
                left = _TITLE.search(self._texts[place.text], max(0, place.start - 30), place.start)
                before.setdefault(surface, set()).add(left[1] if left else "")
        return nominative(before, one.type, (form for many in written.values() for form in many))

    def _titled(self, one: Known) -> str:
        """Give the only name of a person with the form of address that stands before it: Mawlawi Mahdi."""
        for place in one.places:
            text = self._texts[place.text]
            before = _TITLE.search(text, max(0, place.start - 20), place.start)
            if before and fold_word(before[1]) in CUES["role_address"]:
                return f"{before[1]} {text[place.start : place.end]}"
        return ""

    def evidence(self, places: Sequence[Place]) -> tuple[str, ...]:
        """Give a sentence for each name by which somebody goes and from each of a few texts, where it is shown best."""
        by_words: dict[Words, Place] = {}
        by_text: dict[int, Place] = {}
        for place in sorted(places, key=lambda place: -place.strength):  # of equals the first stays the first
            by_words.setdefault(place.words, place)
            by_text.setdefault(place.text, place)
        shown = [*by_words.values()][:_MOST_NAMES]
        texts = {place.text for place in shown}
        shown += [place for text, place in by_text.items() if text not in texts][: max(_MOST_EVIDENCE - len(shown), 0)]
        shown.sort(key=lambda place: (place.text, place.start))
        return tuple(dict.fromkeys(self.sentence(place.text, place.start, place.end) for place in shown))

    def sentence(self, number: int, start: int, end: int) -> str:
        """Give the sentence of a text that holds a span, cut to a width, on one line."""
        text = self._texts[number]
        # only the paragraph is cut into sentences: of a large corpus the whole texts would be, again and again
        above = text.rfind("\n\n", 0, start) + 2 if "\n\n" in text[:start] else 0
        below = text.find("\n\n", end)
        for first, last in self._sentences(text[above : below if below >= 0 else len(text)]):
            if above + first <= start < above + last:
                span = (start - above - first, min(end - above, last) - first, "")
                cut = snippets(text[above + first : above + last], [span], 1, _WIDTH)
                return " ".join(cut[0].text.split()) if cut else ""
        return ""

    def showing(self, phrase: str) -> tuple[str, ...]:
        """Give a few sentences that hold a phrase."""
        pattern = re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)".replace("'", "['’]"))
        found = []
        for number, text in enumerate(self._texts):
            match = pattern.search(text)
            if match:
                found.append(self.sentence(number, *match.span()))
            if len(found) == _MOST_EVIDENCE:
                break
        return tuple(dict.fromkeys(found))


def _unslipped(acronyms: Sequence[str]) -> tuple[str, ...]:
    """Leave out the slips of a better acronym."""
    kept: list[str] = []
    for acronym in acronyms:
        if not any(acronym in swapped(better) for better in kept):
            kept.append(acronym)
    return tuple(kept)


def _is_short(surface: str, one: Known, usual: dict[Words, str]) -> bool:
    return one.type == "org" and is_acronym(surface) and any(not is_acronym(other) for other in usual.values())


def _completeness(words: Words, kind: ActorType) -> int:
    """Rank a name by how much it says, the more the better; a place is named as it mostly is."""
    if kind == "place":
        return 0
    return -len(spelt(words) if kind == "person" else parts_of_body(words))


def _is_another(words: Words, best: Words, names: Sequence[Words]) -> bool:
    """Whether a name of a person is more than a part of the others: another spelling or a nickname."""
    if is_full(words):
        return not _is_given(words, best)
    parts = {part for name in names if is_full(name) for part in map(_sound, spelt(name))}
    return not {_sound(part) for part in bare(words)} & parts


def _sound(part: str) -> str:
    return name_class(part) or part


def _is_given(words: Words, whole: Words) -> bool:
    """Whether a name is only the beginning of another: given names without the family name."""
    one, other = spelt(words), spelt(whole)
    return len(one) < len(other) and other[: len(one)] == one


class _Ids:
    """Gives ids, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def new(self, kind: ActorType | Literal["keyword"], name: str) -> str:
        """Give an id for a name: p-ahmad-massoud."""
        fresh = new_id(name, self._taken, _PREFIX[kind])
        self._taken.add(fresh)
        return fresh


def _without_names(reading: Reading) -> str:
    """Give a text with a sign in the place of each name, as a script without capitals does not tell names apart."""
    parts, end = [], 0
    for one in reading.sights:
        parts.append(reading.text[end : max(one.start, end)])
        end = max(one.end, end)
    return " | ".join((*parts, reading.text[end:]))


def _keywords(readings: Sequence[Reading], texts: _Texts, ids: _Ids) -> tuple[ProposedKeyword, ...]:
    phrases = Phrases()
    for reading in readings:
        phrases.add(_without_names(reading))
    return tuple(
        ProposedKeyword(
            ids.new("keyword", one.text), f'"{one.text}"', one.mentions, one.documents, texts.showing(one.text)
        )
        for one in phrases.best(len(readings))
    )
