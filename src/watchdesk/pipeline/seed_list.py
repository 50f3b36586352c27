"""A proposal as a watchlist: the whole file with its evidence as comments, or what an existing list lacks of it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from watchdesk.config import load_watchlist
from watchdesk.config.editing import FormsKey, append_forms, append_items, edit_watchlist
from watchdesk.config.editing.values import Value, block_item
from watchdesk.core.corpus.proposal import Proposal, ProposedActor, ProposedKeyword
from watchdesk.core.matching import Matcher, compile_watchlist, same_name
from watchdesk.core.newcomers import found_by, new_id
from watchdesk.model import Watchlist

_UNSEEN: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_MAKERS: Final = "Who made the texts: authors, translators, photographers. No text is about them."
_HEADING: Final = (
    "A watchlist proposed from {texts} by `watchdesk seed`: each entry with how often it is named, and sentences.\n"
    "Read it before you use it: delete what you do not watch, put right what is wrong. The keys: docs/config.md."
)


@dataclass(frozen=True, slots=True)
class Merged:
    """What was put on a list: new actors and keywords, and new names of actors that it had."""

    added: Proposal
    forms: tuple[tuple[str, FormsKey, str], ...] = ()
    """The id of an actor that the list had, the key under which the name went, and the name."""


def watchlist_text(proposal: Proposal) -> str:
    """Write a proposal as the text of a watchlist.yaml."""
    texts = f"{proposal.documents} text{'' if proposal.documents == 1 else 's'}"
    parts = [_comment(_HEADING.format(texts=texts)), ""]
    for key, blocks in _blocks(proposal):
        if blocks:
            parts += [f"{key}:", *(_indented(block) + "\n" for block in blocks)]
    return "\n".join(parts).rstrip("\n") + "\n"


def merge(path: Path, proposal: Proposal) -> Merged:
    """Put on a list what it lacks of a proposal, its comments and order kept.

    ConfigError, and the file as it was, where the list is wrong or would become so.
    """
    watchlist = load_watchlist(path)[0] if path.exists() else Watchlist()
    merged = _lacking(proposal, watchlist)

    def change(text: str) -> str:
        for key, blocks in _blocks(merged.added):
            text = append_items(text, key, blocks)
        for identity, key, name in merged.forms:
            text = append_forms(text, identity, key, [name])
        return text

    if merged.added.actors or merged.added.keywords or merged.forms:
        edit_watchlist(path, change)
    return merged


# --- what a list lacks ---------------------------------------------------------------------------------------------


def _lacking(proposal: Proposal, watchlist: Watchlist) -> Merged:
    matcher = compile_watchlist(watchlist)
    ignored = {_plain(name) for name in watchlist.ignored}
    known = {actor.id: its for actor in proposal.actors if (its := _known(actor, watchlist, matcher))}
    fresh = [one for one in proposal.actors if one.id not in known and _plain(one.name) not in ignored]
    taken = {actor.id for actor in watchlist.actors} | {keyword.id for keyword in watchlist.keywords}
    ids = known | _new_ids(fresh, taken)
    actors = tuple(_fitted(actor, ids, watchlist, matcher) for actor in fresh)
    queries = "\n".join(_plain(keyword.query) for keyword in watchlist.keywords)
    keywords = tuple(
        replace(one, id=one.id if one.id not in taken else new_id(one.id[2:], taken, "k-"))
        for one in proposal.keywords
        if _plain(one.query.strip('"')) not in queries and _plain(one.query.strip('"')) not in ignored
    )
    forms = tuple(
        (known[actor.id], key, name)
        for actor in proposal.actors
        if actor.id in known
        for key, name in _forms(actor)
        if found_by(name, watchlist, matcher) is None and _plain(name) not in ignored
    )
    return Merged(Proposal(actors, keywords, proposal.documents), forms)


def _forms(actor: ProposedActor) -> Iterator[tuple[FormsKey, str]]:
    yield from (("aliases", name) for name in (actor.name, *actor.aliases))
    yield from (("acronyms", name) for name in actor.acronyms)


def _new_ids(fresh: Sequence[ProposedActor], taken: set[str]) -> dict[str, str]:
    """Give each new actor an id that the list has not yet, and count it as taken."""
    found: dict[str, str] = {}
    for actor in fresh:
        found[actor.id] = actor.id if actor.id not in taken else new_id(actor.id[2:], taken, actor.id[:2])
        taken.add(found[actor.id])
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _known(actor: ProposedActor, watchlist: Watchlist, matcher: Matcher) -> str | None:
    """Give the id of the actor of a list that a proposed one is."""
    for name in (actor.name, *actor.aliases, *actor.acronyms):
        if (found := found_by(name, watchlist, matcher)) is not None:
            return found
    if actor.type != "person":
        return None
    people = (one for one in watchlist.actors if one.type == "person")
    return next((one.id for one in people if same_name(actor.name, one.name).same), None)


def _fitted(actor: ProposedActor, ids: Mapping[str, str], watchlist: Watchlist, matcher: Matcher) -> ProposedActor:
    """Give a proposed actor as it fits into a list: with a free id, and no form that is another's."""
    return replace(
        actor,
        id=ids[actor.id],
        aliases=tuple(name for name in actor.aliases if found_by(name, watchlist, matcher) is None),
        related=tuple(ids[other] for other in actor.related if other in ids),
    )


# --- entries as YAML ----------------------------------------------------------------------------------------------


def _blocks(proposal: Proposal) -> Iterator[tuple[str, list[str]]]:
    """Give the items of each list of a file, each with its comments before it."""
    makers = [_actor(one) for one in proposal.actors if one.role == "byline"]
    if makers:
        makers[0] = f"{_comment(f'--- {_MAKERS}')}\n{makers[0]}"
    yield "actors", [*(_actor(one) for one in proposal.actors if one.role == "actor"), *makers]
    yield "keywords", [_keyword(one) for one in proposal.keywords]


def _actor(actor: ProposedActor) -> str:
    is_maker = actor.role == "byline"
    fields: dict[str, Value] = {"id": actor.id, "name": actor.name, "type": actor.type}
    if is_maker:
        fields["role"] = "byline"
    lists = {"aliases": actor.aliases, "acronyms": actor.acronyms, "related": actor.related}
    fields |= {key: values for key, values in lists.items() if values}
    evidence = [_counted(actor), *actor.reasons, *(f"> {sentence}" for sentence in actor.evidence)]
    return f"{_comment(*evidence)}\n{block_item(fields)}{chr(10) + '  alone: false' if is_maker else ''}"


def _keyword(keyword: ProposedKeyword) -> str:
    evidence = [_counted(keyword), *(f"> {sentence}" for sentence in keyword.evidence)]
    return f"{_comment(*evidence)}\n{block_item({'id': keyword.id, 'query': keyword.query})}"


def _counted(one: ProposedActor | ProposedKeyword) -> str:
    times = "once" if one.mentions == 1 else f"{one.mentions} times"
    return f"{times}, in {one.documents} text{'' if one.documents == 1 else 's'}"


def _comment(*lines: str) -> str:
    """Write lines as comments; what does not print cannot end one."""
    held = [part for line in lines for part in line.split("\n")]
    return "\n".join(f"# {_UNSEEN.sub(' ', line)}" for line in held)


def _indented(block: str) -> str:
    return "\n".join(f"  {line}" for line in block.split("\n"))


def shown(actors: Sequence[ProposedActor]) -> list[dict[str, object]]:
    """Give actors as docs/json.md fixes them."""
    return [
        {
            "name": one.name,
            "type": one.type,
            "aliases": one.aliases,
            "acronyms": one.acronyms,
            "mentions": one.mentions,
            "documents": one.documents,
            "role": one.role,
            "evidence": one.evidence,
        }
        for one in actors
    ]
