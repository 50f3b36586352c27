# ruff: noqa: RUF001, RUF002 - letters that look like Latin ones are the subject
"""From the cases in which a corpus writes a Russian name to the first one: as it occurs, else by rule where it is safe.

A form that no rule explains stays as it is: a name in a wrong case is found all the same, a made-up one is not.
"""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.matching.tables import groups
from watchdesk.core.text import fold_word
from watchdesk.model import ActorType

_CONSONANT: Final = "бвгджзклмнпрстфхцчшщ"
_VOWEL_BEFORE_SHORT_I: Final = re.compile("(?<=[аеоиу])и$")
_ADJECTIVE: Final = re.compile(
    r"(?P<base>\w{2,})(?P<end>ый|ий|ой|ого|его|ому|ему|ым|им|ом|ем|ая|яя|ую|юю|ое|ее|ые|ие|ых|их|ыми|ими)$"
)
_FAMILY: Final = re.compile(r"(?P<base>\w{2,}(?:[оеё]в|[иы]н|ян|енц|ич))(?P<end>|а|у|ым|ом|ем|е|ой)$")
_SKY: Final = re.compile(r"(?P<base>\w{2,}(?:ск|цк))(?P<end>ий|ого|ому|им|ом|ая|ой|ую)$")
_MAN_ENDS: Final = frozenset(("ым", "ом", "ем", "у", "ого", "ому", "им", "ий"))
_WOMAN_ENDS: Final = frozenset(("ой", "ая", "ую"))
_IYA: Final = re.compile(r"(?<=[^\W\d_]{2}и)(?:и|ю|ей)$")
_SAFE_PLACE: Final = re.compile(r"(?<=стан|бург|град|абад)(?:а|у|ом|е)$|(?<=[^\W_]{3}ск)(?:а|у|ом|е)$")
_SECOND_CASE: Final = frozenset(
    ("из", "от", "до", "без", "для", "около", "против", "возле", "после", "из-за", "вокруг")
)
_SPEAKS_NO_CASE: Final = re.compile(r"(?:л[аио]?|лся|л[аио]сь|[еиую]т|[еи]тся|[ую]тся|[аеи]я)$|^.{1,2}$")
_NEUTER_HEADS: Final = ("о", "е")


def _listed(*names: str) -> dict[str, str]:
    """Give for the stems of the Russian words of some groups of the table the words themselves."""
    table = groups("cues", Path(__file__).parent / "tables")
    return {stem(word): word for name in names for word in sorted(table[name]) if not word.isascii()}


PLACES: Final = _listed("country", "city")
"""The listed places by their stems."""
_GIVEN: Final = _listed("given")
_HEADS: Final = _listed("org", "place", "place_head")


_ENDS: Final = {
    "": frozenset(("", "а", "у", "ом", "ем", "е")),
    "и": frozenset(("и", "я", "ю", "ем", "е")),
    "ь": frozenset(("ь", "я", "ю", "ем", "и", "е", "ью")),
    "а": frozenset(("а", "ы", "и", "у", "е", "ои", "ею", "ою", "еи")),
    "я": frozenset(("я", "и", "ю", "е", "еи")),
    "ы": frozenset(("ы", "", "ам", "ами", "ах", "ов")),
}
"""The endings of nouns, folded, by the ending of their first case."""


def is_case_of(form: str, listed: str) -> bool:
    """Whether a folded word is a case of a listed one; of what is no plain noun, whether they begin alike."""
    last = listed[-1]
    if last in "оеую" or "_" in listed or listed.endswith(("ыи", "ая", "ое")):
        return form[: len(listed) - 2] == listed[: len(listed) - 2]
    end = last if last in _ENDS else ""
    base = listed.removesuffix(end)
    if listed.endswith(("ец", "египет", "павел")):
        return True
    return form == listed or (form.startswith(base) and form[len(base) :] in _ENDS[end])


def nominative(forms: Mapping[str, Collection[str]], kind: ActorType, others: Iterable[str] = ()) -> str:
    """Give the first case of a name from the forms in which it occurs.

    ``forms`` holds for each form the words before it, small; ``others`` are more forms of a person's name, as the
    surname alone.
    """
    usual = min(forms, key=lambda form: (len(form.split()), len(form), form))
    rows = [form.split() for form in forms if len(form.split()) == len(usual.split())]
    if kind == "org":
        return _of_body(rows)
    columns = [sorted({row[at] for row in rows}) for at in range(len(rows[0]))]
    is_second = any(_is_second_case(before, form, kind) for form, its in forms.items() for before in its)
    if kind == "place":
        return _of_place(columns, is_second=is_second, is_into=_is_into(forms))
    return _of_person(rows, columns, others, is_second=is_second)


def _is_second_case(before: str, form: str, kind: ActorType) -> bool:
    """Whether a word before a name shows that a form in -а or -я is the second case of a man's or a place's name."""
    if not form.endswith(("а", "я")) or not before:
        return False
    if before in _SECOND_CASE:
        return True
    plain = stem(fold_word(before))
    if plain in CUES["role"]:
        return kind == "place" or (before != plain and before.endswith(("а", "я")))
    return plain not in CUES["function"] | CUES["locative"] | CUES["place_head"] and not _SPEAKS_NO_CASE.search(before)


def _is_into(forms: Mapping[str, Collection[str]]) -> bool:
    """Whether a form in -у or -ю is the fourth case: in Russian only a feminine place is gone into so."""
    return any(
        form.endswith(("у", "ю")) and before in {"в", "во", "на", "через"}
        for form, its in forms.items()
        for before in its
    )


# --- people ----------------------------------------------------------------------------------------------------------


def _of_person(
    rows: Sequence[Sequence[str]], columns: Sequence[Sequence[str]], others: Iterable[str], *, is_second: bool
) -> str:
    for row in rows:
        found = _SKY.match(row[-1]) or _FAMILY.match(row[-1])
        if found and found["end"] in {"", "ий", "ая"}:
            return " ".join(row)
    key = stem(fold_word(columns[-1][0]))
    family = {*columns[-1], *(word for form in others for word in form.split() if stem(fold_word(word)) == key)}
    is_man = _is_man(columns[0], sorted(family), is_second=is_second) if len(columns) > 1 else is_second or None
    is_told = _SKY.match(columns[-1][0]) is not None or _FAMILY.match(columns[-1][0]) is not None
    given = [_given(column, is_man=is_man if is_told else None) for column in columns[:-1]]
    return " ".join([*given, _family(sorted(family), is_man=is_man)])


def _is_man(given: Sequence[str], family: Sequence[str], *, is_second: bool) -> bool | None:
    """Tell from the forms of a given name and of a surname whether they are a man's; None if nothing tells."""
    known = _known_given(given[0])
    if known:
        return not known.endswith(("а", "я")) or known in {"никита", "илья", "фома", "лука"}
    ends = {found["end"] for word in family if (found := _FAMILY.match(word) or _SKY.match(word))}
    if ends & _MAN_ENDS or "" in ends:
        return True
    if ends & _WOMAN_ENDS:
        return False
    if "а" in ends and not any(word.endswith(("а", "я")) for word in given):
        return False  # a man's given name would stand in the case of his surname: Нурлана Сатыбекова
    if any(word[-1] in _CONSONANT + "й" for word in given):
        return True
    return True if is_second else None


def _known_given(form: str) -> str:
    known = _GIVEN.get(stem(fold_word(form)), "")
    return known if known and is_case_of(fold_word(form), known) else ""


def _given(forms: Sequence[str], *, is_man: bool | None) -> str:
    """Give the first case of a given name."""
    known = _known_given(forms[0])
    if known:
        return _as_written(forms[0], known)
    chosen = _occurring(forms)
    if chosen or not is_man or len(forms[0]) < 4:  # noqa: PLR2004 - too short to take an ending off
        return chosen or forms[0]
    return _shortened(min(forms, key=len))


def _common(forms: Sequence[str]) -> str:
    """Give what all forms begin with."""
    first, last = min(forms), max(forms)
    return first[
        : next((at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other), len(first))
    ]


def _occurring(forms: Sequence[str]) -> str:
    """Give the form that is the first case of a noun by the forms beside it; empty if none is."""
    base = _common(forms)
    tails = {form[len(base) :] for form in forms}
    if "" in tails and (base[-1:] in _CONSONANT + "йь" or len(forms) == 1 or tails <= {"", "м", "й", "ю", "и"}):
        return (
            base
            if base[-1:] in _CONSONANT + "йь" and not (len(forms) == 1 and base.endswith(("ом", "ем", "ой", "ей")))
            else ""
        )
    for short in ("й", "ь"):
        if short in tails:
            return base + short
    for first, beside in (("а", {"ы", "и", "ой", "у"}), ("я", {"и", "ю", "ей"})):
        if first in tails and tails & beside and not tails & {"ом", "ем"}:
            return base + first
    return ""


def _shortened(form: str) -> str:
    """Give a man's name without the ending of its case: Рамзаном, Олжаса, Сергея."""
    for end in ("ом", "ем", "а", "у", "е"):
        left = form.removesuffix(end)
        if left != form and left[-1:] in _CONSONANT and len(left) > 2:  # noqa: PLR2004
            return left
    for end in ("ем", "я", "ю", "е"):
        left = form.removesuffix(end)
        if left != form and left[-1:] in "аеиоу" and len(left) > 2:  # noqa: PLR2004
            return left + "й"
    return form


def _family(forms: Sequence[str], *, is_man: bool | None) -> str:
    for pattern, man, woman in ((_SKY, "ий", "ая"), (_FAMILY, "", "а")):
        found = pattern.match(forms[0])
        if found is None:
            continue
        if any(form == found["base"] + man for form in forms) or is_man:
            return found["base"] + man
        if is_man is False and not found["base"].endswith(("ян", "енц", "ич")):
            return found["base"] + woman
        return forms[0]
    return _occurring(forms) or min(forms, key=len)


def _as_written(form: str, folded: str) -> str:
    """Give a listed word with the capitals and accents of a written form of it."""
    same = 0
    for mine, theirs in zip(form, folded, strict=False):
        if fold_word(mine) != theirs:
            break
        same += 1
    rest = _VOWEL_BEFORE_SHORT_I.sub("й", folded)[same:] if same < len(folded) else ""
    if folded.endswith("ии"):
        rest = rest[:-1] + "й" if rest else rest
    return form[:same] + rest if same < len(folded) else _VOWEL_BEFORE_SHORT_I.sub("й", form[:same])


# --- places ----------------------------------------------------------------------------------------------------------


def _of_place(columns: Sequence[Sequence[str]], *, is_second: bool, is_into: bool) -> str:
    if len(columns) > 1:
        return _phrase([column[0] for column in columns])
    forms = columns[0]
    listed = PLACES.get(stem(fold_word(forms[0])))
    if listed and is_case_of(fold_word(forms[0]), listed) and not forms[0].isupper() and "_" not in listed:
        return "-".join(
            part if part[0].isupper() else part.capitalize() for part in _as_written(forms[0], listed).split("-")
        )
    return _of_unlisted(forms, is_second=is_second, is_into=is_into)


def _of_unlisted(forms: Sequence[str], *, is_second: bool, is_into: bool) -> str:
    chosen = _occurring(forms)
    if chosen:
        return chosen
    short = min(forms, key=lambda form: (len(form), form))
    plain = _SAFE_PLACE.sub("", short)
    if plain != short:
        return plain
    if _IYA.search(short):
        return _IYA.sub("я", short)
    base = _common(forms) if len(forms) > 1 else short[:-1]
    tails = {form[len(base) :] for form in forms}
    if base[-1:] in _CONSONANT:
        if tails & {"ом"} or ("а" in tails and is_second and not tails & {"ы", "и", "ой"}):
            return base
        if tails & {"ы", "ой"} or (is_into and "у" in tails):
            return base + "а"
    return short


# --- bodies and places of several words ------------------------------------------------------------------------------


def _of_body(rows: Sequence[Sequence[str]]) -> str:
    """Give the first case of a body: its head and the adjectives before it change, what follows does not."""
    if len(rows[0]) > 1:
        return _phrase(min(rows, key=lambda row: (len("".join(row)), row)))
    forms = sorted({row[0] for row in rows})
    listed = _HEADS.get(stem(fold_word(forms[0])))
    if listed:
        return _as_written(forms[0], listed)
    soft = [form for form in forms if form.endswith(("сти", "фти", "фтью", "стью"))]
    if soft and len(soft) == len(forms):
        return re.sub("(?:и|ью)$", "ь", soft[0])
    return _occurring(forms) or min(forms, key=lambda form: (len(form), form))


def _phrase(words: Sequence[str]) -> str:
    at = next((at for at, word in enumerate(words) if stem(fold_word(word)) in _HEADS), None)
    if at is None or not all(_ADJECTIVE.match(word) for word in words[:at]):
        return " ".join(words)
    head = _HEADS[stem(fold_word(words[at]))]
    written = _as_written(words[at], head)
    return " ".join([*(_agreeing(word, head) for word in words[:at]), written, *words[at + 1 :]])


def _agreeing(word: str, head: str) -> str:
    """Give the first case of an adjective that stands before a head."""
    found = _ADJECTIVE.match(word)
    if found is None:
        return word
    base, is_soft = found["base"], found["end"][0] in "иея" and found["base"][-1] not in "кгхжшщч"
    if head.endswith(("ы", "и")):
        return base + ("ие" if is_soft or base[-1] in "кгхжшщч" else "ые")
    if head.endswith(("а", "я", "ь")):
        return base + ("яя" if is_soft else "ая")
    if head.endswith(_NEUTER_HEADS):
        return base + ("ее" if is_soft else "ое")
    return base + ("ий" if is_soft or base[-1] in "кгхжшщч" else "ый")
