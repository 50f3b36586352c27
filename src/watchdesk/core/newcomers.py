"""A name that is to join a list: which entry finds it already, and an id for it like those the list has."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import Final

from watchdesk.core.matching import Matcher, forms_of
from watchdesk.core.text import tokens
from watchdesk.model import Actor, ActorType, Document, Watchlist

_LONGEST_ID: Final = 40
_PREFIXES: Final[dict[ActorType, str]] = {"person": "p-", "org": "o-", "place": "l-"}
_PREFIX: Final = re.compile(r"[a-z]-")
_LATIN: Final = str.maketrans(
    {
        **dict(zip("ابپتثجحدذرزسصضطظعفقکگلمنهوی", "abptsjhdzrzssztzafqkglmnhui", strict=True)),
        **dict(zip("абвгдезийклмнопрстуфхцыэ", "abvgdeziyklmnoprstufhcye", strict=True)),
        **dict(zip("چخژشغ", ("ch", "kh", "zh", "sh", "gh"), strict=True)),
        **dict(zip("жчшщюяъь", ("zh", "ch", "sh", "shch", "yu", "ya", "", ""), strict=True)),
    }
)
"""What folded letters of Arabic and Cyrillic script become in an id, which is to be recognised, not read aloud."""


def found_by(name: str, watchlist: Watchlist, matcher: Matcher) -> str | None:
    """Give the id of the actor that the whole name already stands for on a list, however it is spelled."""
    words = [token.word for token in tokens(name)]
    for actor in watchlist.actors:
        if any(form.kind != "exclude" and list(form.words) == words for form in forms_of(actor)):
            return actor.id
    found = (one for one in matcher.match(Document(name)).mentions if one.kind == "actor")
    return next((one.term for one in found if len(tokens(one.surface)) == len(words)), None)


def actor_id(name: str, actor_type: ActorType, watchlist: Watchlist) -> str:
    """Make an id for a new actor: the list's prefix for actors of its type, if it has one, and the name in a to z."""
    taken = {actor.id for actor in watchlist.actors} | {keyword.id for keyword in watchlist.keywords}
    return new_id(name, taken, _prefix(actor_type, watchlist.actors))


def new_id(name: str, taken: Collection[str], prefix: str = "") -> str:
    """Make an id of a name; where it is taken, or the name has no letter that can be told in a to z, with a number."""
    words = [re.sub("[^a-z0-9]", "", token.word.translate(_LATIN)) for token in tokens(name)]
    plain = (prefix + _of_whole_words("-".join(filter(None, words)))).rstrip("-")
    if len(plain) > len(prefix.rstrip("-")) and plain not in taken:
        return plain
    numbered = (f"{plain}-{number}" if plain else str(number) for number in range(2 if plain in taken else 1, 10_000))
    return next(one for one in numbered if one not in taken)


def _of_whole_words(name: str) -> str:
    """Cut a long name behind a word, and leave no small word at its end."""
    if len(name) <= _LONGEST_ID:
        return name
    kept = name[: _LONGEST_ID + 1].rpartition("-")[0] or name[:_LONGEST_ID]
    return re.sub("(-(of|for|the|and|in|to|de))+$", "", kept)


def _prefix(actor_type: ActorType, actors: Sequence[Actor]) -> str:
    """Give the prefix of most actors of a type; a list that has none of that type does as it does with others."""
    found = (_PREFIX.match(actor.id) for actor in actors if actor.type == actor_type)
    prefixes = Counter(one[0] if one else "" for one in found)
    if prefixes:
        return prefixes.most_common(1)[0][0]
    return _PREFIXES[actor_type] if all(_PREFIX.match(actor.id) for actor in actors) else ""
