"""The new names of an edition in words: who each is, how often and near whom, and the sentence that shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchdesk.core.render.marked import Line, line, plain
from watchdesk.core.render.words import counted, listed
from watchdesk.core.urls import safe_link
from watchdesk.model import Edition, NewName

_MOST_NEAR = 4
_MOST_SPELLINGS = 3
_TYPES = {"person": "person", "org": "organisation", "place": "place", "": ""}


@dataclass(frozen=True, slots=True)
class NewNameView:
    """A new name; ``type``, ``spellings`` and ``hint`` (whose name it may be) are empty where nothing is known."""

    name: str
    type: str
    seen: str
    near: str
    spellings: str
    hint: str
    quote: Line
    outlet: str
    url: str | None


@dataclass(frozen=True, slots=True)
class NewNamesView:
    """The new names, and in ``more`` how many there was no room for."""

    names: tuple[NewNameView, ...]
    more: str


def new_names(
    found: Sequence[NewName], names: Mapping[str, str], outlets: Mapping[str, str], further: int = 0
) -> NewNamesView:
    """New names as a reader is to see them; ``names`` and ``outlets`` say what a reader calls the ids."""
    shown = tuple(_shown(new, names, outlets) for new in found)
    return NewNamesView(shown, f"and {further:,} more" if shown and further else "")


def new_names_said(edition: Edition) -> str:
    """``2 new names stand near your actors (below the stories).``, or nothing."""
    if not edition.new_names:
        return ""
    number = len(edition.new_names) + edition.further_names
    return f"{counted(number, 'new name')} {'stands' if number == 1 else 'stand'} near your actors (below the stories)."


def _shown(new: NewName, names: Mapping[str, str], outlets: Mapping[str, str]) -> NewNameView:
    articles, sources = counted(new.articles, "article"), counted(len(new.outlets), "outlet")
    return NewNameView(
        name=plain(new.name),
        type=_TYPES[new.type],
        seen=f"{articles} from {sources}",
        near=_near(tuple(plain(names.get(actor, actor)) for actor in new.actors)),
        spellings=listed(tuple(map(plain, new.spellings[:_MOST_SPELLINGS]))),
        hint=plain(names.get(new.spelling_of, new.spelling_of)) if new.spelling_of else "",
        quote=line(new.snippet.text, new.snippet.marks, {**names, "": plain(new.name)}),
        outlet=plain(outlets.get(new.outlet, new.outlet)),
        url=safe_link(new.url),
    )


def _near(names: tuple[str, ...]) -> str:
    beyond = len(names) - _MOST_NEAR
    return listed((*names[:_MOST_NEAR], f"{beyond:,} more") if beyond > 1 else names)
