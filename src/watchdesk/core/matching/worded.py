"""A keyword's query in words, and short texts that show what it finds and what it passes over.

The texts are tried out on the matcher, as those about actors are.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import reduce
from itertools import islice

from watchdesk.core.matching.matcher import Matcher
from watchdesk.core.matching.query import (
    ActorIs,
    All,
    Count,
    Either,
    InTitle,
    LanguageIs,
    Near,
    Not,
    Phrase,
    Query,
    parse_query,
)
from watchdesk.core.text import tokens
from watchdesk.model import Document, Keyword, Watchlist

_MOST = 3
_APART = " … "


@dataclass(frozen=True, slots=True)
class Shown:
    """A document in which a keyword is found, or is not; and the reason in a few words."""

    document: Document
    why: str
    is_found: bool = True


@dataclass(frozen=True, slots=True)
class _Wording:
    """How the query writes its words, and what its actors are called."""

    written: Mapping[tuple[str, ...], str]
    names: Mapping[str, str]

    def phrase(self, phrase: Phrase) -> str:
        return self.written.get(phrase.words, " ".join(phrase.words))

    def actor(self, actor: ActorIs) -> str:
        return self.names.get(actor.id, actor.id)


def in_words(keyword: Keyword, watchlist: Watchlist) -> str:
    """Read a query back as a person would say it."""
    return _said(parse_query(keyword.query), _wording(keyword, watchlist))


def shown_by(keyword: Keyword, watchlist: Watchlist, matcher: Matcher) -> tuple[Shown, ...]:
    """Give documents that a keyword finds, then some that lack a condition; ``matcher`` is the compiled list."""
    query, wording = parse_query(keyword.query), _wording(keyword, watchlist)
    found = [Shown(one, "") for one in _documents(query, wording)]
    refused = [Shown(one, why, is_found=False) for one, why in _lacking(query, wording) if one.text or one.title]
    good = [one for one in found if does(one, keyword.id, matcher)][:_MOST]
    return (*good, *[one for one in refused if does(one, keyword.id, matcher)][:_MOST])


def does(shown: Shown, keyword: str, matcher: Matcher) -> bool:
    """Whether the matcher does with an example what it says."""
    return any(hit.term == keyword for hit in matcher.match(shown.document).hits) == shown.is_found


def _wording(keyword: Keyword, watchlist: Watchlist) -> _Wording:
    found = tokens(keyword.query)
    words = [token.word for token in found]
    written: dict[tuple[str, ...], str] = {}
    for first in range(len(found)):
        for last in range(first, min(first + 8, len(found))):
            text = keyword.query[found[first].start : found[last].end]
            written.setdefault(tuple(words[first : last + 1]), text)
    return _Wording(written, {actor.id: actor.name for actor in watchlist.actors})


# --- in words ----------------------------------------------------------------------------------------------------


def _said(query: Query, wording: _Wording) -> str:
    match query:
        case Either(parts):
            return " or ".join(_inside(part, wording) for part in parts)
        case All(parts):
            return ", and ".join(_inside(part, wording) for part in parts)
        case Near(left, right, reach, is_ordered):
            how = f"at most {reach} words before" if is_ordered else f"within {reach} words of"
            return f"{_inside(left, wording)} {how} {_inside(right, wording)}"
        case Not(part):
            return f"without {_inside(part, wording)}"
        case Count(part, least):
            return f"{_inside(part, wording)} at least {least} times"
        case _:
            return _said_of_one(query, wording)


def _said_of_one(query: Phrase | ActorIs | LanguageIs | InTitle, wording: _Wording) -> str:
    match query:
        case Phrase(is_prefix=is_prefix):
            return f"“{wording.phrase(query)}{'…' if is_prefix else ''}”"
        case ActorIs():
            return wording.actor(query)
        case LanguageIs(tag):
            return f"a text in {tag}"
        case InTitle(part):
            return f"in the title {_inside(part, wording)}"


def _inside(query: Query, wording: _Wording) -> str:
    said = _said(query, wording)
    return f"({said})" if isinstance(query, All | Either | Near) else said


# --- as texts ----------------------------------------------------------------------------------------------------


def _documents(query: Query, wording: _Wording) -> Iterator[Document]:
    """Give a document for each branch of a query."""
    match query:
        case Either(parts):
            for part in parts:
                yield from _documents(part, wording)
        case All((first, *rest)):
            for begun in _documents(first, wording):
                others = (next(_documents(part, wording), Document("")) for part in rest)
                yield reduce(lambda one, other: _joined(one, other, _APART), others, begun)
        case Near(left, right):
            behind = next(_documents(right, wording), Document(""))
            yield from (_joined(begun, behind, " ") for begun in _documents(left, wording))
        case Count(part, least):
            yield from (replace(once, text=_APART.join([once.text] * least)) for once in _documents(part, wording))
        case InTitle(part):
            yield from (replace(inner, title=inner.text, text="") for inner in _documents(part, wording))
        case _:
            yield _document(query, wording)


def _document(query: Query, wording: _Wording) -> Document:
    """Give the document of a query without branches; an empty one for what must not be there."""
    match query:
        case Phrase():
            return Document(wording.phrase(query))
        case ActorIs():
            return Document(wording.actor(query))
        case LanguageIs(tag):
            return Document("", language=tag)
        case _:
            return Document("")


def _joined(one: Document, other: Document, gap: str) -> Document:
    texts = gap.join(filter(None, (one.text, other.text)))
    titles = gap.join(filter(None, (one.title, other.title)))
    return Document(texts, titles, one.language or other.language)


def _lacking(query: Query, wording: _Wording) -> Iterator[tuple[Document, str]]:
    """Give a document for each condition, which lacks it or holds what must not be there, and the reason in words."""
    match query:
        case Either(parts):
            for part in parts:
                yield from _lacking(part, wording)
        case All(parts):
            for at, lacking in enumerate(parts):
                kept = All((*parts[:at], *parts[at + 1 :]))
                why = f"without {_briefly(lacking, wording)}"
                if isinstance(lacking, Not):
                    kept, why = All((*kept.parts, lacking.part)), f"with {_briefly(lacking.part, wording)}"
                yield from ((one, why) for one in islice(_documents(kept, wording), 1))
        case Near(left, right):
            why = f"without {_briefly(right, wording)} near it"
            yield from ((one, why) for one in islice(_documents(left, wording), 1))


def _briefly(condition: Query, wording: _Wording) -> str:
    """Say a condition of several branches by its first."""
    if isinstance(condition, Either):
        return f"{_inside(condition.parts[0], wording)} or the like"
    return _inside(condition, wording)
