"""The sightings of one document while they are being judged: what is kept, what was refused and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from watchdesk.core.matching.guards import LONGER, refusal
from watchdesk.core.matching.reading import Field
from watchdesk.core.matching.sightings import Sighting

_RANK = {"name": 0, "alias": 0, "acronym": 1, "exclude": 2, "": 3, "surname": 4}

_OTHERWISE = frozenset({"variant", "cross-script"})


@dataclass(slots=True)
class Draft:
    """What is kept and what was refused so far; one kept sighting at most owns a token."""

    fields: tuple[Field, ...]
    kept: list[Sighting] = field(default_factory=list)
    excluded: list[Sighting] = field(default_factory=list)
    refused: list[tuple[Sighting, str]] = field(default_factory=list)
    covered: list[tuple[Sighting, Sighting]] = field(default_factory=list)
    """Sightings that came too late for their tokens, and what holds one of those."""
    defined: set[str] = field(default_factory=set)
    """The acronyms that the document explains, whoever has them."""
    _owners: defaultdict[str, dict[int, Sighting]] = field(default_factory=lambda: defaultdict(dict))
    """By the name of the field and the token."""

    def owner(self, where: Field, first: int, last: int) -> Sighting | None:
        """Give a kept sighting that holds any of these tokens of a field."""
        owners = self._owners[where.name]
        for index in range(first, last):
            if index in owners:
                return owners[index]
        return None

    def keep(self, sighting: Sighting) -> None:
        """Keep a sighting and give it its tokens."""
        (self.excluded if sighting.kind == "exclude" else self.kept).append(sighting)
        owners = self._owners[sighting.field.name]
        for index in range(sighting.first, sighting.last):
            owners[index] = sighting

    def refuse(self, sighting: Sighting, reason: str) -> None:
        """Note that a sighting was considered and refused."""
        self.refused.append((sighting, reason))

    def change(self, judged: Callable[[Sighting], Sighting | str]) -> None:
        """Replace every kept sighting by what is said of it, or refuse it for the reason given."""
        before, self.kept = self.kept, []
        for sighting in before:
            verdict = judged(sighting)
            if verdict is sighting:
                self.kept.append(sighting)
                continue
            if isinstance(verdict, Sighting):
                self.keep(verdict)
                continue
            self.refuse(sighting, verdict)
            for index in range(sighting.first, sighting.last):
                del self._owners[sighting.field.name][index]

    def offer(self, sightings: Iterable[Sighting]) -> None:
        """Keep the longest of the sightings that overlap, the surest of equally long ones."""
        longer: list[tuple[Sighting, str]] = []
        for sighting in sorted(sightings, key=_preference):
            owner = self.owner(sighting.field, sighting.first, sighting.last)
            if owner is not None:
                self.covered.append((sighting, owner))
                continue
            reason = refusal(sighting)
            if reason is None:
                self.keep(sighting)
            elif reason.startswith(LONGER):
                longer.append((sighting, reason))
            else:
                self.refuse(sighting, reason)
        self._judge_neighbours(longer)

    def _judge_neighbours(self, longer: list[tuple[Sighting, str]]) -> None:
        """Keep the names that go on only with another full name of the list, as in a headline; refuse the others."""
        if not longer:
            return
        full = [one for one in (*self.kept, *(one for one, _ in longer)) if _is_full(one)]
        begun = {(one.field.name, one.first) for one in full}
        ended = {(one.field.name, one.last) for one in full}
        for one, reason in longer:
            is_behind = reason.startswith(f"{LONGER}{one.surface}")
            beside = (one.field.name, one.last) in begun if is_behind else (one.field.name, one.first) in ended
            owner = self.owner(one.field, one.first, one.last)
            if owner is not None:
                self.covered.append((one, owner))
            elif beside:
                self.keep(one)
            else:
                self.refuse(one, reason)

    def refusals(self) -> Iterator[tuple[Sighting, str]]:
        """Give what was considered and refused, and why; another form of what is kept is no refusal."""
        yield from self.refused
        for sighting, owner in self.covered:
            is_excluded = owner.kind == "exclude" != sighting.kind
            if owner.actor.id != sighting.actor.id or is_excluded:
                what = f"the excluded {owner.surface}" if is_excluded else owner.surface
                inside = f"inside {what} ({owner.actor.id})"
                yield sighting, inside if is_excluded else refusal(sighting) or inside

    def in_order(self) -> list[Sighting]:
        """Give what is kept in the order of the document."""
        return sorted(self.kept, key=lambda sighting: sighting.place)


def _is_full(one: Sighting) -> bool:
    return one.actor.type == "person" and one.last - one.first > 1


def _preference(sighting: Sighting) -> tuple[int, bool, int, float, bool, int]:
    where, first, last, _, how, confidence, _, form = sighting
    is_guessed = how in _OTHERWISE  # what is listed as it is written comes first, an exclusion too
    return first - last, is_guessed, _RANK[form.kind if form else ""], -confidence, where.name == "text", first
