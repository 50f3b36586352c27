# ruff: noqa: RUF001 - letters and quotes that look like others are the subject
"""Cuts Russian text into names: people by how their names end, bodies with the small words that go on them, quotes.

In Russian the words of a body are small but the first, names stand in any case, and what an office is of stands right
before whose it is: президент Украины Владимир Зеленский.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from watchdesk.core.corpus.declension import PLACES, is_case_of
from watchdesk.core.corpus.pieces import ROLES, Piece, has_head, is_acronym, is_given, is_listed_place
from watchdesk.core.corpus.runs import Word, folded, is_opening, runs, words_of
from watchdesk.core.corpus.tables import CUES, stem
from watchdesk.core.text import fold_word
from watchdesk.model import ActorType

_HAS_CYRILLIC: Final = re.compile("[А-Яа-я]")
_A: Final = r"[^\W\d_]+(?:-[^\W\d_]+)*"
_SMALL_AFTER: Final = re.compile(rf"(?:[^\S\n]{{1,3}}(?![А-ЯЁ]){_A}){{1,5}}")
_CAPITAL_AFTER: Final = re.compile(r"[^\S\n]{1,3}([А-ЯЁ]\w*(?:-\w+)*)")
_WORD: Final = re.compile(_A)
_BEFORE: Final = re.compile(rf"({_A})[^\S\n]{{1,3}}[«\"“„]?\Z")
_QUOTED: Final = re.compile(r"[«„“]([A-ZА-ЯЁ][^«»„“”\"\n.,!?;:]{1,60})[»”“]")
_DEFINED: Final = re.compile(r"[^\S\n]\(([А-ЯЁ][А-ЯЁа-я-]{1,7})\)")
_GENITIVE: Final = re.compile(r"(?:[аяыий]|ого|его|[оеи]й|[ыи]х|ов|ев)$")
_VERB: Final = re.compile(r"(?:л[аи]?|л[аи]?сь|лся|[еи]ть?ся|[еиую]т|ть)$")
_ADJECTIVE: Final = re.compile(r"(?:[ыиои]й|ая|яя|ое|ее|[ыи]е|[ое]го|[ое]му|[ыи]м|[ое]м|[ыи]х|[ыи]ми|[ую]ю|[ое]й)$")
_SURNAME: Final = re.compile(
    r"(?:(?:[оеё]в|[иы]н|ян|енц|ич|чук|юк|як|ук)(?:а|у|ым|ом|е|ой|ы|ых)?|(?:ск|цк)(?:ий|ого|ому|им|ом|ая|ой|ую)"
    r"|швили|дзе|заде|зода|зай|ко|оглу|ия|их|ых)$"
)
_PATRONYMIC: Final = re.compile(r"(?:(?:ович|евич)(?:а|у|ем|е)?|(?:овн|евн|иничн)(?:а|ы|у|е|ой)|оглы|улы|кызы|уулу)$")
_TOWN: Final = re.compile(r"(?:[^\W_]{3}ск|бург|град|стан|абад|город)(?:а|у|ом|е)?$")
_EMPTY: Final = (
    CUES["function"] | CUES["never"] | CUES["domain"] | CUES["common"] | CUES["demonym"] | CUES["outlet_name"]
)
_SURE: Final = 3.0
_LIKELY: Final = 1.5
_MOST_WORDS: Final = 5
_WIDEST: Final = 150
_MANY: Final = 3


def pieces_in(text: str, found: Iterable[Piece]) -> Iterator[Piece]:
    """Give the names of a text in order: ``found`` as they are, those that begin with a Cyrillic letter read anew."""
    if not _HAS_CYRILLIC.search(text):
        yield from found
        return
    fixed = sorted([*_quoted(text), *_defined(text)], key=lambda one: (one.start, -one.end))
    others = (one for one in found if not _HAS_CYRILLIC.match(text, one.start))
    last = 0
    for one in sorted([*fixed, *others, *_of_runs(text, fixed)], key=lambda one: (one.start, -one.end)):
        if one.start >= last:
            last = one.end
            if one.surety >= 0:
                yield one


# --- bodies told by quotation marks and brackets ---------------------------------------------------------------------


def _quoted(text: str) -> Iterator[Piece]:
    """Give the bodies in quotation marks; an outlet takes its place and is none (surety below 0)."""
    for match in _QUOTED.finditer(text):
        words = match[1].split()
        if len(words) > _MOST_WORDS or (not _HAS_CYRILLIC.search(match[1]) and len(words) > 1):
            continue
        head = _word_before(text, match.start())
        if head in CUES["outlet"] or head in CUES["told"] or folded(words[0]) in CUES["outlet_name"]:
            yield _spelt(match, 1, None, -1.0)
        elif head in CUES["class_org"] or head in CUES["org"] or head in ROLES or folded(words[-1]) in CUES["org_name"]:
            yield _spelt(match, 1, "org", 2.5)
        elif len(words) <= _MANY and all(_is_capital(word) for word in words):
            yield _spelt(match, 1, "org", 1.0)


def _spelt(match: re.Match[str], group: int, kind: ActorType | None, surety: float) -> Piece:
    return Piece(*match.span(group), _keys(match[group]), kind, surety)


def _keys(name: str) -> tuple[str, ...]:
    return tuple(_key(word) for word in _WORD.findall(name)) or (name,)


def _key(word: str) -> str:
    """Give what a word is looked up by; initials keep every letter."""
    return fold_word(word) if is_acronym(word) else folded(word)


def _is_capital(word: str) -> bool:
    return word[:1].isupper()


def _word_before(text: str, start: int) -> str:
    """Give the stem of the word right before a place."""
    before = _BEFORE.search(text, max(0, start - 40), start)
    return stem(fold_word(before[1])) if before else ""


def _defined(text: str) -> Iterator[Piece]:
    """Give the full names behind which an acronym stands in brackets that their initials spell."""
    for match in _DEFINED.finditer(text):
        line = text.rfind("\n", 0, match.start()) + 1
        words = list(_WORD.finditer(text, max(line, match.start() - _WIDEST), match.start()))
        first = _spelling(match[1].lower().replace("-", ""), words)
        if first is not None:
            start = words[first].start()
            end = words[-1].end()
            yield Piece(start, end, _keys(text[start:end]), "org", 2.5)


def _spelling(letters: str, words: Sequence[re.Match[str]]) -> int | None:
    """Give the place of the first of the last words whose initials are some letters; prepositions may be left out."""
    left = len(letters)
    for at in range(len(words) - 1, -1, -1):
        word = words[at].group()
        if left and word[0].lower() == letters[left - 1]:
            left -= 1
        elif len(word) > 2:  # noqa: PLR2004 - longer words are no prepositions
            return None
        if left == 0:
            return at if _is_capital(word) and len(words) - at > 1 else None
    return None


# --- what the runs of capitals hold ---------------------------------------------------------------------------------


def _of_runs(text: str, fixed: Sequence[Piece]) -> Iterator[Piece]:
    spans = [(one.start, one.end) for one in fixed]
    at = 0
    for run in runs(text):
        if not _HAS_CYRILLIC.match(run.text):
            continue
        while at < len(spans) and spans[at][1] <= run.start:
            at += 1
        words = [word._replace(start=word.start + run.start, end=word.end + run.start) for word in words_of(run.text)]
        taken = spans[at][1] if at < len(spans) and spans[at][0] <= run.start else 0
        words = [
            word for word in words if word.start >= taken and (at >= len(spans) or word.end <= spans[at][0] or taken)
        ]
        for part in _parted(words):
            yield from _cut(text, part)


def _parted(words: Sequence[Word]) -> Iterator[tuple[Word, ...]]:
    """Cut a run at the words that join two names."""
    held: list[Word] = []
    for word in words:
        if word.folded in {"и", "and", "for", "of", "on", "&"}:
            yield tuple(held)
            held = []
        else:
            held.append(word)
    yield tuple(held)


def _cut(text: str, words: tuple[Word, ...]) -> Iterator[Piece]:
    """Give the names of a run: listed places, initials and bodies by themselves, what is left as people."""
    at = 0
    held: list[Word] = []
    while at < len(words):
        length = _listed(words[at:])
        body = _body(text, words, at) if not length and not held else None
        is_loose = words[at].folded in ROLES or _is_initials(words[at]) or (not held and _is_empty(words[at]))
        if held and (length or is_loose):
            yield from _people(text, tuple(held))
            held = []
        if length:
            yield _piece(words[at : at + length], "place", 3.0)
            at += length
        elif body is not None:
            yield body
            at += sum(word.start < body.end for word in words[at:])
        elif is_loose:
            if _is_initials(words[at]) and not _is_empty(words[at]):
                yield _piece(words[at : at + 1], "org", _LIKELY)
            at += 1
        else:
            held.append(words[at])
            at += 1
    if held:
        yield from _people(text, tuple(held))


def _piece(words: Sequence[Word], kind: ActorType | None, surety: float, *, is_doubtful: bool = False) -> Piece:
    keys = tuple(_key(word.text) for word in words)
    return Piece(words[0].start, words[-1].end, keys, kind, surety, is_doubtful)


def _listed(words: Sequence[Word]) -> int:
    """Give how many of the first words are a listed place."""
    many = next((many for many in (2, 1) if len(words) >= many and is_listed_place(words[:many])), 0)
    return many if many != 1 or _may_be(words[0]) else 0


def _may_be(word: Word) -> bool:
    """Whether a word whose stem is a listed place's can be its case: Армен is none of Армения."""
    whole = PLACES.get(word.folded, "")
    return not whole or is_case_of(fold_word(word.text), whole)


def _is_initials(word: Word) -> bool:
    return is_acronym(word.text)


def _is_empty(word: Word) -> bool:
    return word.folded in _EMPTY or fold_word(word.text) in _EMPTY


def _body(text: str, words: Sequence[Word], at: int) -> Piece | None:  # noqa: PLR0911 - one for each way to begin
    """Give the body or place that begins at a word: with its head, the small words in the second case, its country."""
    first = words[at]
    last = words[-1] is first
    small = [*_WORD.finditer(*_span(text, first.end))] if last else []
    stems = [stem(fold_word(one.group())) for one in small[:2]]
    if last and _ADJECTIVE.search(first.text) and stems and first.folded not in ROLES:
        if stems[0] in CUES["place_head"]:
            return Piece(first.start, small[0].end(), (first.folded, stems[0]), "place", 3.0)
        if stems[0] in CUES["org"] and not _is_empty(first):
            return _headed(text, first.start, small[0].end(), small[1:])
        if len(stems) > 1 and stems[1] in CUES["org"] and _ADJECTIVE.search(small[0].group()):
            return _headed(text, first.start, small[1].end(), small[2:])
    if first.folded in CUES["org_name"]:
        return _piece((first,), "org", 2.0)
    if not has_head((first,)):
        head = next((one for one in words[at + 1 : at + 2] if one.folded in CUES["org"]), None)
        is_part = head is not None and not _is_empty(first) and not is_opening(text, first.start)
        return _piece(words[at : at + 2], "org", 2.5) if is_part and first.folded not in ROLES else None
    if last:
        return _headed(text, first.start, first.end, small)
    named = _named(words[at:])
    return _piece(named, "org", 2.0) if len(named) > 1 else None


def _named(words: Sequence[Word]) -> Sequence[Word]:
    """Give the head of a body and what it is called by, up to where a person's name or a place begins."""
    for at in range(1, len(words)):
        if at == 1 and (length := _listed(words[at:])):
            return words[: at + length]
        if is_given(words[at]) or words[at].folded in ROLES or _listed(words[at:]) or _is_initials(words[at]):
            return words[:at]
    return words[:-2] if len(words) >= _MANY and _SURNAME.search(words[-1].text) else words


def _span(text: str, end: int) -> tuple[str, int, int]:
    after = _SMALL_AFTER.match(text, end)
    return text, end, after.end() if after else end


def _headed(text: str, start: int, end: int, after: Sequence[re.Match[str]]) -> Piece | None:
    """Give a body's name from its start, with the small words in the second case that follow its head."""
    says_more = _WORD.fullmatch(text, start, end) is None
    for word in after:
        if not _is_genitive(word.group()):
            break
        end, says_more = word.end(), True
    capital = _CAPITAL_AFTER.match(text, end)
    if capital and folded(capital[1]) in CUES["country"] | CUES["city"] and _is_genitive(capital[1]):
        end, says_more = capital.end(), True
    return Piece(start, end, _keys(text[start:end]), "org", 2.5) if says_more else None


def _is_genitive(word: str) -> bool:
    is_small = len(word) < 4 or stem(fold_word(word)) in CUES["function"] | CUES["locative"]  # noqa: PLR2004
    return not is_small and _GENITIVE.search(word) is not None and not _VERB.search(word)


def _people(text: str, words: tuple[Word, ...]) -> Iterator[Piece]:
    """Give the person whom words name, and before it the body or place whose office he has."""
    while len(words) > 1 and (_is_empty(words[0]) or words[0].folded in CUES["org"]):
        words = words[1:]
    while len(words) > 1 and not words[-1].is_capital:
        words = words[:-1]
    if len(words) > 1 and _leads(text, words):
        words = words[1:]
    first = _begins(text, words)
    if first:
        yield from _of_office(text, words[:first])
        words = words[first:]
    if len(words) == 1:
        yield from _single(text, words[0])
    elif _ADJECTIVE.search(words[0].text) and not is_given(words[0]) and not _SURNAME.search(words[-1].text):
        yield _piece(words, "place", 0.8)
    elif len(words) <= _MOST_WORDS:
        is_known = is_given(words[0]) or _SURNAME.search(words[-1].text) is not None
        doubtful = is_opening(text, words[0].start) and not is_known
        yield _piece(words, "person", _SURE if is_known else _LIKELY, is_doubtful=doubtful)


def _leads(text: str, words: Sequence[Word]) -> bool:
    """Whether a noun that opens a sentence stands before a name in the second case: Жители Хартума, Визит Лаврова."""
    first, second = words[0].text, words[1].text
    if is_given(words[0]) or not is_opening(text, words[0].start) or not second.endswith(("а", "я", "ы", "и", "ого")):
        return False
    return first.endswith(("ы", "и", "е", "о")) or (_SURNAME.search(second) is not None and not first.endswith("я"))


def _begins(text: str, words: Sequence[Word]) -> int:
    """Give where the person's name begins: behind words in the second case that an office is of."""
    many = len(words)
    if many < _MANY or _word_before(text, words[0].start) not in ROLES or not _GENITIVE.search(words[0].text):
        return 0
    given = next((at for at in range(1, many - 1) if is_given(words[at])), None)
    if given is not None:
        return given if not is_given(words[0]) else 0
    if not _SURNAME.search(words[-1].text) or _PATRONYMIC.search(words[-2].text):
        return 0
    return many - 2


def _of_office(text: str, words: tuple[Word, ...]) -> Iterator[Piece]:
    if len(words) == 1 and _SURNAME.search(words[0].text):
        yield _piece(words, "person", 1.0)
    else:
        yield _piece(words, _kind_of_office(text, words), 1.0)


def _kind_of_office(text: str, words: Sequence[Word]) -> ActorType:
    role = _word_before(text, words[0].start)
    return "place" if len(words) == 1 and role in CUES["role_of_place"] else "org"


def _single(text: str, word: Word) -> Iterator[Piece]:
    if _is_empty(word) or word.folded in ROLES | CUES["org"] | CUES["place"] or len(word.text) == 1:
        return
    opens = is_opening(text, word.start)
    small = _SMALL_AFTER.match(text, word.end)
    if opens and small and word.text.endswith(("ы", "и")) and _is_genitive(small.group().split()[0]):
        return
    is_adjective = bool(small) and _ADJECTIVE.search(word.text) is not None and not _SURNAME.search(word.text)
    before = _BEFORE.search(text, max(0, word.start - 40), word.start)
    is_owned = (
        before is not None
        and stem(fold_word(before[1])) in ROLES
        and not before[1].endswith(("а", "у", "ом", "я", "е"))
        and _GENITIVE.search(word.text) is not None
        and not _SURNAME.search(word.text)
    )
    if _TOWN.search(word.text):
        yield _piece((word,), "place", 1.0)
    elif small and is_adjective and not _VERB.search(small.group().split()[0]):
        return
    elif is_owned:
        yield _piece((word,), _kind_of_office(text, (word,)), 1.0)
    else:
        yield _piece((word,), None, 0.0, is_doubtful=opens)
