"""What is put on a watchlist by a command: an actor, aliases of one, names to ignore; and where each then stands."""

from collections.abc import Mapping, Sequence
from functools import reduce
from pathlib import Path
from typing import Literal, TypeAlias

from watchdesk.config.document import EACH, Document
from watchdesk.config.editing.edits import append_item, append_value
from watchdesk.config.editing.files import edit_watchlist
from watchdesk.config.editing.page import page_of
from watchdesk.config.editing.spots import Spot, spot
from watchdesk.config.editing.values import Value
from watchdesk.config.watchlist import check_watchlist
from watchdesk.errors import Problem

FormsKey: TypeAlias = Literal["aliases", "acronyms"]
"""What an actor's other names stand under."""


def add_actor(path: Path, fields: Mapping[str, Value]) -> tuple[Spot, tuple[Problem, ...]]:
    """Put an actor behind the last one; says where it stands, and what is doubtful about the list since."""
    edited = edit_watchlist(path, lambda text: append_item(text, "actors", fields))
    return _where(edited.document, str(fields["id"])), edited.warnings


def add_aliases(path: Path, actor_id: str, aliases: Sequence[str]) -> tuple[Spot, tuple[Problem, ...]]:
    """Put aliases behind those of an actor, which the file must have; says where the last of them stands."""
    edited = edit_watchlist(path, lambda text: append_forms(text, actor_id, "aliases", aliases))
    steps = *_actors(edited.document)[actor_id], "aliases"
    last = edited.document.find((*steps, EACH))[-1][0]
    return spot(edited.document, last), edited.warnings


def append_forms(text: str, actor_id: str, key: FormsKey, forms: Sequence[str]) -> str:
    """Append names to those under a key of an actor in the text of a watchlist that has it."""
    steps = *_actors(page_of(text).document)[actor_id], key
    return reduce(lambda before, form: append_value(before, steps, form), forms, text)


def ignore(path: Path, names: Sequence[str]) -> list[tuple[str, Spot, bool]]:
    """Put names under ``ignore``; says of each where it stands, and whether it stood there before."""
    known: set[str] = set()
    wanted: dict[str, str] = {}
    for name in names:
        wanted.setdefault(_key(name), " ".join(name.split()))

    def change(text: str) -> str:
        known.update(_ignored(page_of(text).document))
        fresh = [name for key, name in wanted.items() if key not in known]
        return reduce(lambda before, name: append_value(before, ("ignore",), name), fresh, text)

    document = edit_watchlist(path, change).document
    spots = _ignored(document)
    return [(name, spots[key], key in known) for key, name in wanted.items()]


def actor_spot(path: Path, actor_id: str) -> Spot:
    """Say where an actor stands in a file that has it."""
    return _where(check_watchlist(path).document, actor_id)


def _where(document: Document, actor_id: str) -> Spot:
    return spot(document, _actors(document)[actor_id])


def _actors(document: Document) -> dict[str, tuple[str | int, ...]]:
    return {str(found): steps[:-1] for steps, found in document.find(("actors", EACH, "id"))}


def _ignored(document: Document) -> dict[str, Spot]:
    return {_key(str(found)): spot(document, steps) for steps, found in document.find(("ignore", EACH))}


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
