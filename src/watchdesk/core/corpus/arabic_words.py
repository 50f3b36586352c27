# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Says what a word in Arabic script may be to a person's name: a known part, one that opens or closes it, or none."""

from enum import Enum, auto
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from pathlib import Path

from watchdesk.core.corpus.tables import CUES
from watchdesk.core.matching.parts import atoms, is_family_form, is_name_part, name_class
from watchdesk.core.matching.tables import groups

_WORDS = groups("words")
TITLES = (_WORDS["title"] | CUES["ar_role"] | CUES["ar_address"]) - {"سید"}
"""Words that lead to a person's name."""
_LISTED = groups("places", Path(__file__).parent / "tables")
_NAMES = {kind: [tuple(name.split("_")) for name in sorted(names)] for kind, names in _LISTED.items()}
_PLACE_WORDS = CUES["ar_place_head"] | CUES["ar_place_after"]
PLACES = frozenset("".join(name) for name in _NAMES["place"]) - _PLACE_WORDS
"""Listed states, cities and provinces, those of several words as one word."""
DOUBTFUL_PLACES = (
    frozenset(name[0] for kind, names in _NAMES.items() if kind != "place" for name in names if len(name) == 1)
    - _PLACE_WORDS
)
"""Names of places that are words or mostly persons' too."""
LONG_PLACES = {
    first: tuple(sorted(names, key=len, reverse=True))
    for first, names in groupby((name for name in _NAMES["place"] if len(name) > 1), key=itemgetter(0))
}
"""By the first word the names of places that have several, the longest first."""
ENDS = CUES["ar_stop"] | CUES["ar_org"] | CUES["ar_place_head"] | CUES["ar_org_name"] | TITLES | CUES["ar_domain"]
"""Words that no person's name holds."""
PARTICLES = CUES["ar_particle"]
"""Words within a person's name that neither open nor close it."""
ORDINARY = (
    ENDS
    | PLACES
    | CUES["ar_modifier"]
    | CUES["ar_common"]
    | CUES["ar_place_after"]
    | CUES["ar_org_last"]
    | CUES["ar_org_of"]
)
"""Words of the tables that show names, and are none, or a part of one at most."""
_OPENERS = CUES["ar_prefix"]
_CLOSERS = CUES["ar_family"] | _WORDS["tribe"] | _WORDS["no_surname"]
_FAMILY_ENDS = tuple(sorted(CUES["ar_family_end"]))
_JOINED = (
    "محمد",
    "احمد",
    "غلام",
    "عبدال",
    "شیر",
    "گل",
    "نور",
    "علی",
    "میر",
    "پیر",
    "دوست",
    "خان",
    "جان",
    "شاه",
    "ولی",
    "فیض",
    "یار",
)
_JOINED_LAST = ("محمد", "احمد", "علی", "حسین", "گل", "خان", "جان", "شاه", "آقا", "اقا")
"""What names are joined with in one written word: Gulahmad, Sherali."""
_A_LETTER_TOO_FEW = 3


class Share(Enum):
    """What a word may be to a person's name."""

    NONE = auto()
    MAYBE = auto()
    """No word of the tables: within a name it may be a part."""
    CLOSES = auto()
    OPENS = auto()
    KNOWN = auto()


@lru_cache(maxsize=100_000)
def share_of(word: str) -> Share:
    """Give what a folded word may be to a person's name."""
    if word in _OPENERS and word not in ENDS:
        return Share.OPENS
    is_known = is_part(word)
    if word in ORDINARY:
        is_in_names = is_known or bool(name_class(word)) or word in _CLOSERS
        return Share.CLOSES if is_in_names else Share.NONE
    if is_known:
        return Share.KNOWN
    return Share.OPENS if name_class(word) and word not in _CLOSERS else _share_by_form(word)


def _share_by_form(word: str) -> Share:
    """Give what a word that begins no name may be to one."""
    if word in _CLOSERS or (word.startswith("ال") and is_part(word[2:])):
        return Share.CLOSES
    if len(word) < _A_LETTER_TOO_FEW or not word.isalpha():
        return Share.NONE
    if ends_as_family(word):
        return Share.CLOSES
    return Share.NONE if _is_inflected(word) else Share.MAYBE


def is_part(word: str) -> bool:
    """Whether a folded word is known as part of a person's name and mostly nothing else."""
    if word in CUES["ar_given"] or (bool(name_class(word)) and is_name_part(word)):
        return True
    return len(atoms(word)) > 1 or is_family_form(word) or _is_joined(word)


def _is_joined(word: str) -> bool:
    """Whether a word is two given names written as one."""
    for second in _JOINED_LAST:
        if word.endswith(second) and _is_given(word.removesuffix(second)):
            return True
    for first in _JOINED:
        rest = word.removeprefix(first)
        if rest != word and _is_given(rest):
            return True
    return False


def _is_given(word: str) -> bool:
    return word in CUES["ar_given"] or is_name_part(word)


def ends_as_family(word: str) -> bool:
    """Whether a word ends as family names do, and hardly another word."""
    return any(word.endswith(ending) and len(word) >= len(ending) + _A_LETTER_TOO_FEW for ending in _FAMILY_ENDS)


def _is_inflected(word: str) -> bool:
    """Whether a word is a verb, a plural or a noun with an article by its form."""
    if word.startswith("ال"):
        return word.endswith(("ه", "ات", "ون", "ین"))
    if word.startswith(("می", "نمی")) and word.endswith(("د", "م")):
        return True
    if word.startswith("ی") and word.endswith(("ه", "ی", "ا", "ت", "ن")):
        return False
    if word.startswith(("لل", "وال", "بال", "فال", "کال", "ی")):
        return len(word) > _A_LETTER_TOO_FEW + 1
    return word.endswith(("های", "ها", "ترین", "گان", "ونو", "ونه", "انو")) or (
        word.endswith("ند") and not word.endswith("مند")
    )
