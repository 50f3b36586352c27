"""A document made ready for matching: its fields, their tokens, and what can be asked of a token and its neighbours."""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import chain, islice, takewhile
from typing import Literal

from watchdesk.core.matching.inflection import ANY, comparable, is_ending, language_of_endings, without_ending
from watchdesk.core.text import Columns, columns, fold
from watchdesk.model import Document

_JOINED = re.compile(r" *\n? *|\u200c|[-\x01]+")
_LOOSE = re.compile(r" +- +|'s? *\n? *(?<=[ \n])| +[dl]'")
_LETTERS = re.compile(r"[^\W\d_]+")
_OPENING = frozenset('.!?:;\n"“«…')
_EZAFE = frozenset({"e", "i", "ye", "yi"})
PASHTO_OF = "د"
_PASHTO_LINKS = frozenset({PASHTO_OF, "له"})
_PASHTO = "ټډړښځڅېۍڼږ"
_CYRILLIC = re.compile("[\u0400-\u052f]")
_LONG_WORD = 4
_SHORT_HEAD = 2
_LINE = 200
_HEADLINE_SHARE = 0.75


@dataclass(frozen=True)
class Field:
    """A title or text with its tokens."""

    name: Literal["title", "text"]
    text: str
    language: str = ""
    elsewhere: str = ""
    """What else the document says: of a title, the text."""

    @cached_property
    def folded(self) -> str:
        """The folded text, of the same length."""
        return fold(self.text)

    @cached_property
    def columns(self) -> Columns:
        """The tokens, column by column."""
        return columns(self.text, self.folded)

    @cached_property
    def starts(self) -> Sequence[int]:
        """Where each token begins."""
        return self.columns.starts

    @cached_property
    def ends(self) -> Sequence[int]:
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
    def distinct(self) -> set[str]:
        """The different words of the tokens and their heads."""
        words = self.columns.distinct
        if not self.endings:
            return words
        return words.union(*(without_ending(word, self.endings) for word in words))

    @cached_property
    def endings(self) -> str:
        """The language whose endings are glued to its names, if it is in one of those."""
        return language_of_endings(self.text, self.columns.distinct, self.language)

    def heads(self, index: int) -> tuple[str, ...]:
        """Give what a token is without an ending: before its last apostrophe, or without what its language glues on."""
        head = self.columns.heads.get(index)
        found = (head,) if head else ()
        return found + without_ending(self.words[index], self.endings) if self.endings else found

    @cached_property
    def _with_heads(self) -> Sequence[int]:
        return range(len(self.words)) if self.endings else sorted(self.columns.heads)

    def end_before_ending(self, index: int) -> int:
        """Give where a token ends, an ending behind an apostrophe left out: Ankara'da, Mas'ud'ning."""
        start, end = self.starts[index], self.ends[index]
        if index not in self.columns.heads:
            return end
        head, _, tail = self.folded[start:end].rpartition("'")
        return start + len(head) if len(head) > _SHORT_HEAD and is_ending(tail) else end

    def is_genitive(self, index: int) -> bool:
        """Whether a token ends as German genitives do; behind those a noun stands, not more of the name."""
        return self.endings == "de" and bool(without_ending(self.words[index], self.endings))

    def stands_for(self, index: int, word: str) -> bool:
        """Whether a token is a word, or has it as its head before an ending."""
        if self.words[index] == word:
            return True
        if word not in self.heads(index):
            return False
        return bool(self.endings) or self.end_before_ending(index) < self.ends[index]

    def places(self, words: Iterable[str]) -> list[int]:
        """Give the numbers of the tokens whose word or head is one of these, in order."""
        held = self.vocabulary
        found = chain.from_iterable(held[word] for word in set(words) if word in held)
        return sorted(set(found) if self._with_heads else found)

    @cached_property
    def vocabulary(self) -> "dict[str, array[int]]":
        """The different words and heads, each with its tokens' numbers."""
        found: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        for index, word in enumerate(self.words):
            found[word].append(index)
        for index in self._with_heads:
            for head in self.heads(index):
                found[head].append(index)
        return dict(found)

    @cached_property
    def distinct_stems(self) -> set[str]:
        """The different forms under which the words and heads are looked up."""
        if self.folded.isascii() or not _CYRILLIC.search("".join(self.distinct)):
            return self.distinct
        return set(map(comparable, self.distinct))

    @cached_property
    def stems(self) -> "dict[str, array[int]]":
        """The same, each with its tokens' numbers."""
        if self.distinct_stems is self.distinct:
            return self.vocabulary
        found: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
        for word, indexes in self.vocabulary.items():
            found[comparable(word)].extend(indexes)
        return dict(found)

    @cached_property
    def _sorted_stems(self) -> list[str]:
        return sorted(self.stems)

    def beginning(self, letters: str) -> list[str]:
        """Give the stems that begin with some letters."""
        first = bisect_left(self._sorted_stems, letters)
        return list(takewhile(lambda stem: stem.startswith(letters), islice(self._sorted_stems, first, None)))

    @cached_property
    def is_pashto(self) -> bool:
        """Whether it is said to be in Pashto, or holds a letter or the word for "of" that only Pashto has."""
        return (
            self.language in {"ps", ANY} or any(letter in self.text for letter in _PASHTO) or PASHTO_OF in self.distinct
        )

    def raw(self, index: int) -> str:
        """Give a token as it is written."""
        return self.text[self.starts[index] : self.ends[index]]

    def surface(self, first: int, last: int) -> str:
        """Give the text from the first token up to and without the last."""
        return self.text[self.starts[first] : self.ends[last - 1]]

    def gap(self, index: int) -> str:
        """Give the folded text between a token and the next; at the ends of the field, that up to its border."""
        return self.gaps[index + 1]

    def is_joined(self, index: int, *, loosely: bool = False) -> bool:
        """Whether a token and the next may be parts of one name: a space, a line's end or a hyphen is between them.

        ``loosely`` also allows a dash, a possessive as in Workers' Party, and an elided word as in Front d'Union.
        """
        if not 0 <= index < len(self.words) - 1:
            return False
        gap = self.gaps[index + 1]
        if gap in {" ", "-"}:
            return True
        return _JOINED.fullmatch(gap) is not None or (loosely and _LOOSE.fullmatch(gap) is not None)

    def may_go_on(self, index: int, words: Container[str]) -> bool:
        """Whether a name may go on at a token with one of some words: a small plain word that is none ends it."""
        if index >= len(self.words):
            return False
        word = self.words[index]
        if word in words or self.endings or not word.isascii() or index in self.columns.heads:
            return True
        return word in _EZAFE or not self.is_small(index)

    def is_link(self, index: int) -> bool:
        """Whether a token ties two words of a name and may be left out: Tehrik-e Azadi; in Pashto "of"."""
        if index >= len(self.words):
            return False
        if self.words[index] in _PASHTO_LINKS:
            return self.is_pashto and self.is_joined(index)
        return self.words[index] in _EZAFE and self.gaps[index] == "-" and self.gaps[index + 1] in {" ", "-", ""}

    def is_initial(self, index: int) -> bool:
        """Whether a token is an initial, as in Amina J. Mohammed."""
        if index >= len(self.words) or len(self.words[index]) > 1:
            return False
        return self.is_capital(index) and self.gaps[index + 1] in {" ", ". ", ".", ""}

    def is_capital(self, index: int) -> bool:
        """Whether a token begins with a capital, in a script that has them."""
        return self.text[self.starts[index]].isupper()

    def is_small(self, index: int) -> bool:
        """Whether a token begins with a small letter, in a script that has capitals."""
        return self.text[self.starts[index]].islower()

    def opens_sentence(self, index: int) -> bool:
        """Whether a token is the first of its sentence, line or quotation."""
        return index == 0 or not _OPENING.isdisjoint(self.gaps[index])

    def is_said_small(self, index: int) -> bool:
        """Whether the document elsewhere writes a token in small letters, so that it is a word rather than a name."""
        return self.raw(index).lower() in self._small_words

    @cached_property
    def _small_words(self) -> frozenset[str]:
        found = chain.from_iterable(map(_LETTERS.findall, (self.text, self.elsewhere)))
        return frozenset(filter(str.islower, found))

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
        """Whether the token's line is written in capitals throughout, as some headlines are.

        A single acronym among words of a script without capitals is no such line.
        """
        words = [word for word in self.line(index).split() if word.upper() != word.lower()]
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
    language = document.language.partition("-")[0].lower()
    named = (Field("title", document.title, language, document.text), Field("text", document.text, language))
    return tuple(field for field in named if field.text)
