"""A document made ready for matching: its fields, their tokens, and what can be asked of a token and its neighbours."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, takewhile
from typing import Literal

from watchdesk.core.matching.inflection import comparable
from watchdesk.core.text import Columns, columns, fold
from watchdesk.model import Document

_JOINED = re.compile(r" *\n? *|\u200c|[-\x01]+")
_DASHED = re.compile(r" +- +")
_PASHTO = re.compile("[ټډړښځڅېۍڼږ]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LONG_WORD = 4
_LINE = 200
_HEADLINE_SHARE = 0.75


@dataclass(frozen=True)
class Field:
    """A title or text with its tokens."""

    name: Literal["title", "text"]
    text: str
    reads_pashto: bool = False

    @cached_property
    def folded(self) -> str:
        """The folded text, of the same length."""
        return fold(self.text)

    @cached_property
    def columns(self) -> Columns:
        """The tokens, column by column."""
        return columns(self.text, self.folded)

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins."""
        return self.columns.starts

    @cached_property
    def ends(self) -> list[int]:
        """Where each token ends."""
        return self.columns.ends

    @cached_property
    def words(self) -> list[str]:
        """What each token is compared by."""
        return self.columns.words

    @cached_property
    def gaps(self) -> list[str]:
        """The folded text between the tokens: before the first, behind each."""
        return self.columns.gaps

    @cached_property
    def vocabulary(self) -> dict[str, list[int]]:
        """The different words of the tokens and their heads, each with its tokens' numbers."""
        found: dict[str, list[int]] = {}
        for index, word in enumerate(self.words):
            found.setdefault(word, []).append(index)
        for index, head in self.columns.heads.items():
            found.setdefault(head, []).append(index)
        return found

    @cached_property
    def stems(self) -> dict[str, list[int]]:
        """The same by the form under which a word is looked up."""
        if self.folded.isascii() or not _CYRILLIC.search(self.folded):
            return self.vocabulary
        found: dict[str, list[int]] = {}
        for word, indexes in self.vocabulary.items():
            found.setdefault(comparable(word), []).extend(indexes)
        return found

    @cached_property
    def _sorted_stems(self) -> list[str]:
        return sorted(self.stems)

    def beginning(self, letters: str) -> list[str]:
        """Give the stems that begin with some letters."""
        first = bisect_left(self._sorted_stems, letters)
        return list(takewhile(lambda stem: stem.startswith(letters), islice(self._sorted_stems, first, None)))

    def places(self, words: Iterable[str]) -> list[int]:
        """Give the numbers of the tokens with one of these words of the vocabulary, in order."""
        return sorted({index for word in words for index in self.vocabulary[word]})

    @cached_property
    def is_pashto(self) -> bool:
        """Whether a letter stands in it that only Pashto uses."""
        return self.reads_pashto or _PASHTO.search(self.text) is not None

    def raw(self, index: int) -> str:
        """Give a token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def surface(self, first: int, last: int) -> str:
        """Give the text from the first token up to and without the last."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def gap(self, index: int) -> str:
        """Give the folded text between a token and the next; at the ends of the field, that up to its border."""
        return self.gaps[index + 1]

    def is_joined(self, index: int, *, over_dash: bool = False) -> bool:
        """Whether a token and the next may be parts of one name: a space, a line's end or a hyphen is between them."""
        if not 0 <= index < len(self.words) - 1:
            return False
        gap = self.gaps[index + 1]
        if gap in {" ", "-"}:
            return True
        return _JOINED.fullmatch(gap) is not None or (over_dash and _DASHED.fullmatch(gap) is not None)

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital, in a script that has them."""
        return self.text[self.starts[index]].isupper()

    def is_small(self, index: int) -> bool:
        """Whether a token begins with a small letter, in a script that has capitals."""
        return self.text[self.starts[index]].islower()

    def has_case(self, index: int) -> bool:
        """Whether a token begins with a letter of a script that has capitals."""
        letter = self.text[self.starts[index]]
        return letter.isupper() or letter.islower()

    def line(self, index: int) -> str:
        """Give the line a token stands in, of a very long line what is near."""
        first, last = max(0, self.starts[index] - _LINE), self.ends[index] + _LINE
        before = self.text[first : self.starts[index]].rpartition("\n")[2]
        return before + self.text[self.starts[index] : last].partition("\n")[0]

    def shouts(self, index: int) -> bool:
        """Whether the token's line is written in capitals throughout, as some headlines are."""
        words = self.line(index).split()
        return (
            len(words) > 1
            and all(word == word.upper() for word in words)
            and any(len(word) > _LONG_WORD and word.isalpha() for word in words)
        )

    def is_headline(self, index: int) -> bool:
        """Whether most words of the token's line begin with a capital."""
        words = [word for word in self.line(index).split() if word[0].isalpha()]
        capitals = sum(word[0].isupper() for word in words)
        return len(words) > 1 and capitals >= _HEADLINE_SHARE * len(words)


def fields(document: Document) -> tuple[Field, ...]:
    """Give the fields of a document that hold anything, the title first."""
    named = (Field("title", document.title), Field("text", document.text))
    return tuple(field for field in named if field.text)
