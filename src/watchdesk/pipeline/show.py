"""What the archive holds of a term: the last sentences in which it was found."""

from dataclasses import dataclass
from datetime import datetime

from watchdesk.core.text import snippets
from watchdesk.model import Snippet
from watchdesk.store.engine import Store
from watchdesk.store.usage import last_found

_WIDTH = 200


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the archive with its marks, and the article it stands in."""

    url: str
    outlet: str
    first_seen: datetime
    snippet: Snippet


def last_sentences(store: Store, term: str, at_most: int) -> tuple[Sentence, ...]:
    """Give one sentence of each article in which a term was found last, the newest first."""
    with store.reading() as connection:
        found = last_found(connection, term, at_most)
    cut = ((one, snippets(one.text, [(start, end, term) for start, end in one.marks], 1, _WIDTH)) for one in found)
    return tuple(Sentence(one.url, one.outlet, one.first_seen, snippet) for one, (snippet, *_) in cut)
