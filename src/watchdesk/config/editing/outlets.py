"""What a command does to feeds.yaml: a feed more, or one less; and where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from watchdesk.config.document import EACH, Document, Steps
from watchdesk.config.editing.edits import append_item, append_value, remove
from watchdesk.config.editing.files import edit_feeds
from watchdesk.config.editing.page import page_of
from watchdesk.config.editing.spots import Spot, spot
from watchdesk.config.editing.values import Value
from watchdesk.config.outlets import addresses, check_feeds
from watchdesk.core.urls import canonical_url
from watchdesk.errors import Problem, UnknownIdError


@dataclass(frozen=True, slots=True)
class Listed:
    """A feed address, or a whole outlet, of a file: its outlet's id, and where it stands."""

    outlet: str
    spot: Spot


@dataclass(frozen=True, slots=True)
class Removed:
    """What was taken out: an outlet with all its feeds, or one address."""

    outlet: str
    address: str | None
    is_whole_outlet: bool


def listed(path: Path, address: str) -> Listed | None:
    """Find a feed address, however it is written; None too where there is no file yet."""
    if not path.exists():
        return None
    document = check_feeds(path).document
    found = _address(document, address)
    return Listed(_outlet_of(document, found), spot(document, found)) if found else None


def add_outlet(path: Path, fields: Mapping[str, Value]) -> tuple[Spot, tuple[Problem, ...]]:
    """Put an outlet behind the last one; says where it stands, and what is doubtful about the file since."""
    edited = edit_feeds(path, lambda text: append_item(text, "outlets", fields))
    return spot(edited.document, _outlets(edited.document)[str(fields["id"])]), edited.warnings


def add_feed(path: Path, outlet: str, address: str) -> tuple[Spot, tuple[Problem, ...]]:
    """Put a feed behind those of an outlet; UnknownIdError where the file has no such outlet."""

    def change(text: str) -> str:
        return append_value(text, (*_outlet(page_of(text).document, outlet), "feeds"), address)

    edited = edit_feeds(path, change)
    found = _address(edited.document, address)
    assert found
    return spot(edited.document, found), edited.warnings


def remove_feed(path: Path, id_or_address: str) -> Removed:
    """Take out an outlet by its id, or a feed by its address; with its last feed an outlet goes too.

    UnknownIdError where the file has neither.
    """
    done: list[Removed] = []

    def change(text: str) -> str:
        document = page_of(text).document
        steps, removed = _to_remove(document, id_or_address)
        done.append(removed)
        return remove(text, steps)

    edit_feeds(path, change)
    return done[0]


def _to_remove(document: Document, id_or_address: str) -> tuple[Steps, Removed]:
    """Find the outlet, the feed or the alternative of a feed that holds nothing but what is to go."""
    if id_or_address in _outlets(document):
        return _outlet(document, id_or_address), Removed(id_or_address, None, is_whole_outlet=True)
    steps = _address(document, id_or_address)
    if steps is None:
        raise UnknownIdError(f"no outlet has the id, and no feed the address {id_or_address}")
    [(_, address)] = document.find(steps)
    outlet = _outlet_of(document, steps)
    steps = steps[:-1] if steps[-1] == "url" else steps
    if steps[-2] == "routes" and len(document.find((*steps[:-1], EACH))) == 1:
        steps = steps[:-2]
    is_last = steps[-2] == "feeds" and len(document.find((*steps[:-1], EACH))) == 1
    return steps[:-2] if is_last else steps, Removed(outlet, str(address), is_whole_outlet=is_last)


def _address(document: Document, address: str) -> Steps | None:
    """Find an address: as it is written, else another way to write it."""
    known = list(addresses(document))
    exact = (steps for steps, found in known if found == address)
    alike = (steps for steps, found in known if canonical_url(found) == canonical_url(address))
    return next(exact, None) or next(alike, None)


def _outlet(document: Document, outlet: str) -> Steps:
    found = _outlets(document).get(outlet)
    if found is None:
        raise UnknownIdError(f"no outlet has the id {outlet}")
    return found


def _outlet_of(document: Document, steps: Steps) -> str:
    [(_, outlet)] = document.find((*steps[:2], "id")) or [((), "")]
    return str(outlet)


def _outlets(document: Document) -> dict[str, Steps]:
    return {str(found): steps[:-1] for steps, found in document.find(("outlets", EACH, "id"))}
