# ruff: noqa: RUF001 - letters that look like Latin ones are the subject
"""Judges one sighting by its letters and neighbours: the reason to refuse it, or none.

What the rest of the document says is not considered here.
"""

import re
from functools import lru_cache

from watchdesk.core.matching.elsewhere import other_country, place_refusal
from watchdesk.core.matching.forms import PARTICLES, Case, forms_of, is_surname
from watchdesk.core.matching.inflection import ARABIC_PREFIX
from watchdesk.core.matching.parts import atoms, is_compound, is_family_form, is_name_part, name_class
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.script import is_arabic, is_cyrillic
from watchdesk.core.matching.sightings import Sighting
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import tokens
from watchdesk.model import Actor

_WORDS = groups("words")
LONGER = "part of a longer name: "
"""Begins the reason to refuse a name that goes on."""
ANOTHER = "part of another name: "
"""Begins the reason to refuse a word that others share their names with."""
TITLES = _WORDS["title"]
_CAPITALISED = _WORDS["capital"] | TITLES
_COMMON = _WORDS["common"] | _WORDS["headline"]
_ADVERB = re.compile("..+(?:ly|ing)")
_ACTION = re.compile(".+(?:[bcdefghklmnprtwy]s|ly|ing)")
"""What most verbs of a headline end in, and nouns in the plural; few names do."""
_DONE = re.compile(".+ed")
"""What other verbs end in, and given names: only behind a family name is it a verb."""
_HALF_NAMES = frozenset({("abd",), ("abu",)})
_SONS = _WORDS["son"]
_OF = ("\u0654", "\u06c0")
"""The hamza of an ezafe on a final heh."""
_TRIBES = _WORDS["tribe"]
_GIVEN = _WORDS["given"]
_FAMILY_ENDINGS = {"и": ("и", "i", "y", "ی"), "ов": ("ов", "ov", "of", "وف"), "ев": ("ев", "ev", "ef", "یف")}
"""By the ending of a Russian word what a listed name of that ending ends in."""
_ADJECTIVE = re.compile("ال.+یه")
_WITH_ARABIC_ARTICLE = re.compile("[وف]?(?:[بک]?ال|لل).+")
_ORDINALS = _WORDS["ordinal"]
_NISBA = re.compile("ال...+ی")
"""Behind a name it is a family's: مسعود الخوري."""
_LEADING = frozenset({"mohammad", "sayed", "amir", "mir", "khan"})
"""Put before a name without making another man of its bearer."""
_FOLLOWING = frozenset({"khan", "jan", "shah"})
_ALI, _IN_SPITE, _ALEF_MAKSURA = "علی", "رغم", "\u0649"
_GIVEN_OR_DONE = _WORDS["light"]
_JUNIOR = re.compile(r",? (?:Jr|Junior|III?|IV)\b|-младш")
_FAMILY_HALVES = _WORDS["family_half"]
_BEFORE_NOUN = _WORDS["before_noun"]
_INSTITUTIONS = _WORDS["institution"]
_INSTITUTIONS_BEFORE = _WORDS["institution_before"]


def refusal(sighting: Sighting) -> str | None:
    """Give the reason why a sighting cannot be what its form says, or None."""
    if sighting.form is None or sighting.form.kind == "exclude":
        return None
    if sighting.form.is_exact:
        return _acronym_refusal(sighting)
    if not _has_its_case(sighting):
        return "not capitalised as a name is"
    if sighting.actor.type == "person":
        return _person_refusal(sighting)
    return _noun_refusal(sighting)


def _noun_refusal(sighting: Sighting) -> str | None:
    """Refuse an Arabic common noun: a place with an article it does not have, a group's word with an adjective."""
    if sighting.actor.type == "place":
        return place_refusal(sighting)
    if _is_common_noun(sighting.field, sighting.first, sighting.last):
        return "an Arabic noun with its adjective"
    return other_country(sighting)


def _person_refusal(sighting: Sighting) -> str | None:
    if not _keeps_its_ending(sighting):
        return "another name by its ending"
    place = sighting.field, sighting.first, sighting.last
    if sighting.last - sighting.first == 1:
        return surname_refusal(*place, sighting.actor)
    return (
        _neighbour_refusal(*place)
        or _longer_name_refusal(sighting, is_named=_is_named(sighting))
        or _open_name_refusal(*place, sighting.actor)
    )


def _acronym_refusal(sighting: Sighting) -> str | None:
    field, last = sighting.field, sighting.last
    if is_a_word_here(field, sighting.first):
        return "a word here"
    if field.has_case(sighting.first) and field.shouts(sighting.first):
        return "in a line of capitals"
    if field.is_joined(last - 1) and field.gap(last - 1) == "-" and len(raw := field.raw(last)) == 1 and raw.isupper():
        return f"part of another acronym: {field.surface(sighting.first, last + 1)}"
    return None


def is_a_word_here(field: Field, index: int) -> bool:
    """Whether an acronym that is a word too is the word in capitals: This IS it."""
    if field.words[index] not in _WORDS["capitals"] or not field.is_joined(index - 1):
        return False
    return field.words[index - 1] in _WORDS["pronoun"]


def _has_its_case(sighting: Sighting) -> bool:
    """Whether the ends of a name are capitalised as listed; a person's every word."""
    assert sighting.form is not None
    field, cases = sighting.field, sighting.form.cases
    if len(cases) != sighting.last - sighting.first:  # joined or parted: a script without capitals
        return True
    for offset, case in enumerate(cases):
        if _needs_case(sighting, offset) and not _is_written(field, sighting.first + offset, case):
            return False
    return True


def _needs_case(sighting: Sighting, offset: int) -> bool:
    """Whether a word needs its capital: in a person's name it may be small behind a hyphen, as the Russian Shah."""
    if sighting.actor.type == "person":
        return offset == 0 or sighting.field.gap(sighting.first + offset - 1) != "-"
    return offset in {0, sighting.last - sighting.first - 1}


def _is_written(field: Field, index: int, case: Case) -> bool:
    if case == "any" or not field.has_case(index):
        return True
    if case == "capital":
        return field.is_capital(index)
    name = field.text[field.starts[index] : field.end_before_ending(index)]
    return name == name.upper()


def _neighbour_refusal(field: Field, first: int, last: int) -> str | None:
    """Refuse a person's name that is part of another name: of a square, a school, a son of the same name."""
    if _JUNIOR.match(field.text, field.ends[last - 1]):
        return f"{ANOTHER}{field.surface(first, last + 1)}"
    if field.is_joined(last - 1):
        following = field.words[last]
        further = field.words[last + 1] if field.is_joined(last) else ""
        if {following, further, *field.heads(last)} & _INSTITUTIONS and field.is_capital(last):
            return f"{ANOTHER}{field.surface(first, last + 1)}"
        if following in _FAMILY_HALVES and not field.raw(last).endswith(_OF):  # "born of", no Zada
            return f"{LONGER}{field.surface(first, last + 1)}"
    if first > 0 and field.is_joined(first - 1) and field.words[first - 1] in _INSTITUTIONS_BEFORE:
        return f"{ANOTHER}{field.surface(first - 1, last)}"
    if (
        first > 0
        and field.gap(first - 1) == "-"
        and field.is_capital(first - 1)
        and field.words[first - 1] not in TITLES
    ):
        return f"{ANOTHER}{field.surface(first - 1, last)}"
    return None


def _is_common_noun(field: Field, first: int, last: int) -> bool:
    """Whether a single Arabic word with article is followed by an adjective or ordinal with article: a rule, a base."""
    if last - first != 1 or not field.is_joined(first) or _WITH_ARABIC_ARTICLE.fullmatch(field.words[first]) is None:
        return False
    return field.words[last] in _ORDINALS or _ADJECTIVE.fullmatch(field.words[last]) is not None


def _keeps_its_ending(sighting: Sighting) -> bool:
    """Whether no Russian word of a person's name ends as other family names do: -i, -ov and -ev are no case of it."""
    assert sighting.form is not None
    written = sighting.field.words[sighting.first : sighting.last]
    if len(written) != len(sighting.form.words) or not is_cyrillic(written[-1]):
        return True
    return not any(
        word.endswith(ending) and not listed.endswith(likewise) and not _is_of_a_case(word, listed)
        for word, listed in zip(_endless(sighting.field, written), sighting.form.words, strict=True)
        for ending, likewise in _FAMILY_ENDINGS.items()
    )


def _endless(field: Field, words: list[str]) -> list[str]:
    """Give the words of a name; in Tajik without the -i that ties all but the last to the next."""
    if field.endings != "tg":
        return words
    return [*(word.removesuffix("и") for word in words[:-1]), words[-1]]


def _is_of_a_case(word: str, listed: str) -> bool:
    """Whether -oi, -ei and -ii are the case of a name in -a: Amrulloi of Amrulla, Zii of Zia."""
    return listed.endswith(("а", "я", "a")) and word.endswith(("ои", "еи", "ии"))


def _is_named(sighting: Sighting) -> bool:
    """Whether a form holds a known part of names, and is no by-name like Lion of Panjshir."""
    return any(map(name_class, sighting.field.words[sighting.first : sighting.last]))


def _longer_name_refusal(sighting: Sighting, *, is_named: bool) -> str | None:
    """Refuse a person's name that goes on: with one more given name before or behind it somebody else is meant."""
    field, first, last = sighting.field, sighting.first, sighting.last
    begins = is_named and ARABIC_PREFIX not in sighting.rule  # an "and" or "for" parts it from what stands before
    if begins and _adds_name(field, first - 1, first - 1, _LEADING):
        return f"{LONGER}{field.surface(first - 1, last)}"
    if (is_named and _adds_name(field, last - 1, last, _FOLLOWING)) or _is_doubled(field, last - 1):
        return f"{LONGER}{field.surface(first, last + 1)}"
    behind = last + (field.is_joined(last - 1) and name_class(field.words[last]) in _FOLLOWING)
    if _is_family_behind(field, behind):
        return f"{LONGER}{field.surface(first, behind + 1)}"
    return None


def _is_family_behind(field: Field, index: int) -> bool:
    """Whether a word that goes on a name is a family name by its form or a tribe's: Massoud Karimi, Nabil Stanekzai."""
    if not field.is_joined(index - 1) or {"-", "\n"} & {*field.gap(index - 1)}:
        return False
    word = field.words[index]
    is_family = word in _TRIBES or (is_family_form(word) and word not in TITLES)
    return is_family and (is_arabic(word) or field.is_capital(index))


def _open_name_refusal(field: Field, first: int, last: int, actor: Actor) -> str | None:
    """Refuse a name that closes with a Khan or Agha and goes on with a family name: that is another man's."""
    if is_surname(field.words[last - 1]) or not field.is_joined(last - 1) or {"-", "\n"} & {*field.gap(last - 1)}:
        return None
    goes_on = name_class(field.words[last]) if field.is_headline(last) else _is_glued_name(field, last - 1, last, actor)
    if goes_on or field.words[last] in _TRIBES:
        return f"{LONGER}{field.surface(first, last + 1)}"
    return None


def _is_doubled(field: Field, left: int) -> bool:
    """Whether a hyphen and another family name follow."""
    return (
        field.is_joined(left)
        and field.gap(left) == "-"
        and field.is_capital(left + 1)
        and not field.raw(left + 1).isupper()
    )


def _adds_name(field: Field, left: int, neighbour: int, harmless: frozenset[str]) -> bool:
    if not field.is_joined(left) or "\n" in field.gap(left):
        return False
    word = field.words[neighbour]
    if name_class(word) in harmless or word in TITLES:
        return False
    if is_arabic(word):
        return is_name_part(word) and not is_no_name_here(field, neighbour, follows=neighbour > left)
    return (bool(name_class(word)) or atoms(word) in _HALF_NAMES) and field.is_capital(neighbour)


def surname_refusal(field: Field, first: int, last: int, actor: Actor) -> str | None:
    """Refuse a family name alone, particles included, that is glued to parts of a name that are not its actor's."""
    name = last - 1
    if field.has_case(name) and not field.is_capital(name):
        return "not capitalised as a name is"
    if field.gap(first - 1).endswith(("@", "_", "#")):
        return "part of a handle"
    if field.words[name] in _WORDS["ordinary"] and not _is_led(field, name):
        return "an ordinary word here"
    if is_arabic(field.words[name]) and _is_noun(field, name):
        return "a common noun here"
    if not _has_family_ending(field.words[name], actor):
        return "another name by its ending"
    return _glued_refusal(field, first, last, actor) or _neighbour_refusal(field, first, last)


def _glued_refusal(field: Field, first: int, last: int, actor: Actor) -> str | None:
    is_dotted = first > 0 and field.is_initial(first - 1) and field.gap(first - 1).startswith(".")
    if is_dotted and not any(map(field.words[first - 1].startswith, _initials(actor))):
        return f"{ANOTHER}{field.surface(first - 1, last)}"
    before = first - 1
    while before > 0 and field.words[before] in PARTICLES and field.is_joined(before) and field.is_joined(before - 1):
        before -= 1
    if _is_glued_name(field, before, before, actor) or _is_clerics(field, first - 1, actor):
        return f"{ANOTHER}{field.surface(before, last)}"
    if not field.is_genitive(last - 1) and _is_glued_name(field, last - 1, last, actor):
        return f"{ANOTHER}{field.surface(first, last + 1)}"
    return None


def _has_family_ending(word: str, actor: Actor) -> bool:
    """Whether a bare Russian word ends as no other family does: Масудов is not Масуд."""
    if not is_cyrillic(word):
        return True
    ended = [likewise for ending, likewise in _FAMILY_ENDINGS.items() if word.endswith(ending)]
    listed = (form.words[-1] for form in forms_of(actor) if form.kind != "exclude")
    return not ended or any(last.endswith(ended[0]) or _is_of_a_case(word, last) for last in listed)


def _neighbours(field: Field, index: int) -> tuple[str, str]:
    """Give the words joined to a token before and behind it, empty where none is."""
    before = field.words[index - 1] if field.is_joined(index - 1) else ""
    return before, field.words[index + 1] if field.is_joined(index) else ""


def _is_noun(field: Field, index: int) -> bool:
    """Whether a family name in Arabic script is the noun it comes from: this scholar, other people."""
    before, after = _neighbours(field, index)
    if before in _WORDS["determiner"]:
        return True
    is_common = field.is_pashto and field.words[index] in _WORDS["common_ps"]
    return is_common and before not in TITLES and after not in _WORDS["saying"]


def _is_led(field: Field, index: int) -> bool:
    """Whether what stands beside an ordinary word makes a name of it."""
    before, after = _neighbours(field, index)
    if is_arabic(field.words[index]):
        return (not before or before in _WORDS["lead"] | TITLES) and after not in _WORDS["degree"]
    return before in TITLES or after in _WORDS["saying"]


def _is_glued_name(field: Field, left: int, neighbour: int, actor: Actor) -> bool:
    """Whether the token beside a family name is another part of a name, and not of its actor's."""
    if not field.is_joined(left) or field.gap(left) == "-":
        return False
    word = field.words[neighbour]
    if neighbour == left and (name_class(word) or word) in own_words(actor):
        return False
    if is_arabic(word):
        follows = neighbour > left
        is_name = word not in TITLES and _is_arabic_name(field, neighbour, follows=follows)
        return is_name and not is_no_name_here(field, neighbour, follows=follows)
    if neighbour == left and word in _SONS:
        return True
    if not field.is_capital(neighbour) or word in _CAPITALISED:
        return False
    is_done = neighbour > left and field.is_headline(neighbour) and _DONE.fullmatch(word) is not None
    return bool(name_class(word)) or not (is_done or _is_word(field, neighbour))


def is_no_name_here(field: Field, index: int, *, follows: bool) -> bool:
    """Whether a name part beside a name is a word: the Arabic "on" like Ali, what somebody is or gives behind him."""
    after = field.words[index + 1 : index + 3] if field.is_joined(index) else []
    if field.words[index] == _ALI and (field.raw(index).endswith(_ALEF_MAKSURA) or after[:1] == [_IN_SPITE]):
        return True
    return follows and not (_GIVEN_OR_DONE.isdisjoint(after[:1]) and _WORDS["copula"].isdisjoint(after))


def _is_arabic_name(field: Field, index: int, *, follows: bool) -> bool:
    """Whether a word is a part of a name here; an ordinary word after its preposition is none: in the view of."""
    word = field.words[index]
    if not follows and (is_family_form(word) or is_compound(word)):
        return True
    if follows and _NISBA.fullmatch(word):
        return True
    if not follows and not is_name_part(word) and field.is_joined(index - 1) and field.words[index - 1] in _BEFORE_NOUN:
        return word in _SONS
    return bool(name_class(word)) or word in _SONS or (follows and (word in _TRIBES or is_family_form(word)))


def _is_word(field: Field, index: int) -> bool:
    """Whether a word has its capital because it opens a sentence or stands in a headline, and is no name."""
    word = field.words[index]
    if name_class(word) or word in _GIVEN or atoms(word) in _HALF_NAMES:
        return False
    if field.is_headline(index):
        return word in _COMMON or _ACTION.fullmatch(word) is not None or field.is_said_small(index)
    return field.opens_sentence(index) and (_ADVERB.fullmatch(word) is not None or field.is_said_small(index))


def _is_clerics(field: Field, before: int, actor: Actor) -> bool:
    """Whether a cleric's title stands before a family name whose listed bearer has none: Mullah Ghani."""
    if not field.is_joined(before) or field.words[before] not in _WORDS["cleric"]:
        return False
    listed = (word for form in forms_of(actor) for word in form.words)
    return _WORDS["cleric"].isdisjoint((*listed, *own_words(actor)))


@lru_cache(maxsize=10_000)
def _initials(actor: Actor) -> frozenset[str]:
    """Give what the words of an actor's names begin with."""
    return frozenset(word[0] for form in forms_of(actor) for word in form.words)


@lru_cache(maxsize=10_000)
def own_words(actor: Actor) -> frozenset[str]:
    """Give what may stand before an actor's family name and leave it his: the words of name and cues, by class.

    A Mohammad within a name is not by itself anybody's.
    """
    name, *cues = ([token.word for token in tokens(text)] for text in (actor.name, *actor.cues))
    inside = {word for word in name[1:] if name_class(word) in _LEADING}
    words = {*name, *(word for cue in cues for word in cue)} - inside
    return frozenset(name_class(word) or word for word in words)
