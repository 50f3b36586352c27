# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Cuts a person's name into its parts: compounds of several written words become one part, particles fall away.

Abdul Rashid, Abd al-Rashid, Abdurrashid, عبدالرشید and عبد الرشید are all the one part (abd, rashid).
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import zip_longest
from typing import TypeAlias

from watchdesk.core.matching.script import is_arabic, is_cyrillic
from watchdesk.core.matching.sounds import coarse
from watchdesk.core.matching.tables import classes, groups

Part: TypeAlias = tuple[str, ...]
"""The words of one name part: one, or the two of a compound with its Abd, Abu, Allah, Din or the like in plain form."""

_CLASSES = {word: name.rstrip("+") for word, name in classes("name_parts").items()}
_ORDINARY = frozenset(word for word, name in classes("name_parts").items() if name.endswith("+"))
_ARABIC_SPELLINGS = {name: word for word, name in reversed(_CLASSES.items()) if is_arabic(word)}
_WORDS = groups("words")
_PARTICLES = _WORDS["particle"]

_ABD = re.compile(r"(abd)(?:[aeiou]{0,2}l|[aeiou](?P<sun>[rsnztd])(?=(?P=sun))|u(?=r))(.{2,})")
_CYRILLIC_ABD = re.compile(r"абд[уаеэ](?:льо?|л(?!л)|(?P<sun>[рснзтд])(?=(?P=sun))|(?=р))(.{3,})")
_HALVES_ALONE = {
    "abd": "abd abdul abdool abdoul abdel abdal abdol abdur abdu abdou عبد عبدال абд абдул абдель абдуль",
    "abu": "abu abou abo abul aboul abol ابو ابی абу абуль абул",
    "allah": "allah ullah ulla ollah lah الله لله аллах улла уллах олла",
    "din": "din deen uddin uddeen eddine eddin eldin aldin الدین دین дин уддин",
    "poor": "poor pour pur پور",
    "zada": "zada zadah zadeh zade زاده заде зада",
}
HALVES = frozenset(_HALVES_ALONE)
"""The plain forms of the halves that make compounds."""
_ALONE = {word: half for half, words in _HALVES_ALONE.items() for word in words.split()}
_LAST_HALVES = (
    (
        "allah",
        re.compile(r"(.{2,}?)(?:ou|oo|[aeiou])?llah?|(.{3,}?)(?:ou|oo|[uo])lah?|(.{2,})الله|(.{3,}?)[уо]лл(?:[ао]х?)?"),
    ),
    ("din", re.compile(r"(.{3,}?)(?:ou|oo|[aeiou])?d?d(?:in|een|ine|ein)|(.{2,})الدین|(.{3,}?)[уаои]?ддин")),
    ("rahman", re.compile(r"(.{3,}?)[aeiou]r?(?:rahman|rehman)|(.{3,})الرحما?ن")),
    ("haq", re.compile(r"(.{3,}?)[aeiou]lha(?:q|k|qq)|(.{3,})الحق")),
    ("poor", re.compile(r"(.{3,}?)(?:poor|pour|pur)|(.{2,})پور")),
    ("zada", re.compile(r"(.{3,}?)(?:zadah?|zadeh?)|(.{3,})زاده|(.{3,}?)зад[ае]")),
)
_FAMILY_FORM = re.compile(
    "(.{3,}?)(?:ی|زی|زیی|زاده|یار|پور|یان|i|y|zai|zay|zada|zadah|zadeh|pur|pour|yar|ov|ev|и|заи|заде|ов|ев)"
)
_RUSSIAN_CASE = re.compile("(?<=...)(?:(?<=[оеи][вн])ым|ом|ем|ои|а|у|е|я|ю|ы)$")
"""Endings of names in Russian; -i is left, it makes another name."""
_LINKS = frozenset({"ul", "ur", "ud", "al", "el", "ol", "ar", "ad", "uz", "us"})
_GLUED_LINK = re.compile("(.{3,})(u[lrd])")
_CLOSED_BY = frozenset({("rahman",), ("haq",), ("din",)})
"""What a link is glued to the first half for."""


def name_class(word: str) -> str:
    """Give the class of a name part, empty for a word in none."""
    return _CLASSES.get(word, "")


def in_arabic_script(name: str) -> str:
    """Give the first Arabic spelling of a class of name parts, any other word as it is."""
    return _ARABIC_SPELLINGS.get(name, name)


def is_name_part(word: str) -> bool:
    """Whether a word is a known name part and nothing else."""
    return word in _CLASSES and word not in _ORDINARY


def is_family_form(word: str) -> bool:
    """Whether a word is a family name made of a known given name: خلیلی, یوسفزی, کریم‌زاده, احمدیار, Karimi."""
    match = _FAMILY_FORM.fullmatch(word)
    return match is not None and is_name_part(match[1])


@lru_cache(maxsize=100_000)
def is_compound(word: str) -> bool:
    """Whether a word is two name parts written as one: خیرمحمد, عبدالرشید, Gulahmad."""
    if len(atoms(word)) > 1:
        return True
    halves = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return any(
        name_class(first) and name_class(second) and (is_name_part(first) or is_name_part(second))
        for first, second in halves
    )


@lru_cache(maxsize=100_000)
def atoms(word: str) -> tuple[str, ...]:
    """Give the halves of a written word: two for a joined compound, none for a particle, else the word."""
    if word in _ALONE:
        return (_ALONE[word],)
    if word in _PARTICLES:
        return ()
    if word in _CLASSES:
        return (_CLASSES[word],)
    return _halves(_RUSSIAN_CASE.sub("", word) if is_cyrillic(word) else word)


def _halves(word: str) -> tuple[str, ...]:
    served = _served(word)
    if served:
        return ("abd", *atoms(served))
    joined = re.fullmatch(r"ab(?:u|ou)([bcdfghjklmnpqrstvwz].{3,})|ابو(.{3,})", word)
    if joined:
        return ("abu", *atoms(joined[1] or joined[2]))
    for half, pattern in _LAST_HALVES:
        match = pattern.fullmatch(word)
        if match:
            first = next(group for group in match.groups() if group)
            return (_ALONE.get(first) or name_class(first) or first, half)
    return (_without_article(name_class(word) or word),)


def _served(word: str) -> str:
    """Give what stands behind a joined Abd, empty where none does: Abdurrashid, عبدالله, عبدرب, Абдуррашид."""
    for pattern, group in ((_ABD, 3), (_CYRILLIC_ABD, 2)):
        joined = pattern.fullmatch(word)
        if joined:
            return joined[group]
    if word.startswith("عبدال") and len(word) > 6:  # noqa: PLR2004 - two letters at least after it
        return word[5:] if word[5:] != "له" else "الله"
    return word[3:] if word.startswith(("عبد", "abd")) and name_class(word[3:]) else ""


def _without_article(word: str) -> str:
    """Strip an article written together with a name, where what is left is a name of some length."""
    if is_arabic(word) and word.startswith("ال") and (name_class(word[2:]) or len(word) > 4):  # noqa: PLR2004
        return name_class(word[2:]) or word[2:]
    if re.match(r"al[bcdfghjkmnpqrstvwxyz]{1}[a-z]{4,}", word):
        return name_class(word[2:]) or word[2:]
    return word


def parts_of(words: Sequence[str]) -> tuple[Part, ...]:
    """Give the parts of a name, its words in order."""
    found: list[Part] = []
    awaiting: str = ""
    after_link = False
    for word in _unlinked(words):
        for half, atom in enumerate(atoms(word) or ("",)):
            if not atom:
                after_link = word in _LINKS
                continue
            if awaiting:
                found.append((awaiting, atom))
                awaiting = ""
            elif atom in {"abd", "abu"}:
                awaiting = atom
            elif found and len(found[-1]) == 1 and _closes(atom, word, is_joined=half > 0 or after_link):
                found[-1] = (*found[-1], atom)
            else:
                found.append((atom,))
            after_link = False
    return (*found, (awaiting,)) if awaiting else tuple(found)


def _unlinked(words: Sequence[str]) -> Iterator[str]:
    """Give the words of a name, a link at the end of one before Rahman, Haq or Din apart: Fazlur Rahman, Ziaul Haq."""
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        linked = _GLUED_LINK.fullmatch(word) if atoms(following) in _CLOSED_BY else None
        yield from linked.groups() if linked else (word,)


def _closes(atom: str, word: str, *, is_joined: bool) -> bool:
    """Whether an atom is the second half of the part before it."""
    if atom in {"allah", "zada", "din", "poor"}:
        return True
    return atom in {"rahman", "haq"} and (is_joined or word.startswith("ال"))


def key_of(words: Iterable[str]) -> str:
    """Give the coarse key of a name: the same however its words are spelled, joined or parted."""
    key = ""
    for piece in map(word_key, words):
        key += piece[1:] if piece and key.endswith(piece[0]) else piece
    return key


@lru_cache(maxsize=100_000)
def word_key(word: str) -> str:
    """Give a word's share of the key, empty for a particle."""
    key = ""
    for piece in map(_atom_key, atoms(word)):
        key += piece[1:] if piece and key.endswith(piece[0]) else piece
    return key


def _atom_key(atom: str) -> str:
    return {"allah": "l", "abd": "bd", "abu": "b", "din": "dn", "zada": "d", "poor": "br"}.get(atom) or coarse(atom)


def reduced(parts: Sequence[Part]) -> Iterator[tuple[Part, ...]]:
    """Give the shorter forms a full name is used in: without a leading Mohammad or Abdul, without a middle name."""
    first = parts[0]
    if first in LEADING and len(parts) > 2:  # noqa: PLR2004 - two parts must be left
        yield tuple(parts[1:])
    if first[0] == "abd" and len(first) == 2 and len(parts) > 1:  # noqa: PLR2004 - Abd and its name
        yield ((first[1],), *parts[1:])
    if len(parts) == 3 and not _CLASSES_AS_FIRST & {first[0]} and not name_class(parts[2][0]):  # noqa: PLR2004
        yield (parts[0], parts[2])


LEADING = frozenset({("mohammad",), ("sayed",), ("mir",)})
"""Put before a given name, and left out as often."""
_CLASSES_AS_FIRST = frozenset(
    {"mohammad", "ahmad", "mir", "sayed", "ghulam", "gul", "khan", "shah", "haji", "jan", "noor"}
)
