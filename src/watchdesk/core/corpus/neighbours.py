"""Who is named beside whom: the actors that stand near another oftener than chance would have it."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import sqrt

from watchdesk.core.corpus.census import Place

_NEAR = 300
"""Characters between two mentions that stand beside each other."""
_MOST = 5
_AHEAD = 12
"""So many mentions behind one are looked at."""


def neighbours(named: Sequence[tuple[str, Sequence[Place]]]) -> dict[str, tuple[str, ...]]:
    """Give for each id those named beside it, the closest company first."""
    texts: defaultdict[int, list[tuple[int, str]]] = defaultdict(list)
    often: dict[str, int] = {}
    for identity, places in named:
        often[identity] = len(places)
        for place in places:
            if not place.is_byline:
                texts[place.text].append((place.start, identity))
    pairs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mentions in texts.values():
        mentions.sort()
        for at, (start, one) in enumerate(mentions):
            beside = {other for place, other in mentions[at + 1 : at + _AHEAD] if place - start <= _NEAR}
            for other in beside - {one}:
                pairs[one][other] += 1
                pairs[other][one] += 1
    return {one: _closest(one, others, often) for one, others in pairs.items()}


def _closest(one: str, others: Counter[str], often: dict[str, int]) -> tuple[str, ...]:
    def company(other: str) -> tuple[float, str]:
        return -others[other] / sqrt(often[one] * often[other]), other

    least = 2 if often[one] > 2 else 1  # noqa: PLR2004 - of somebody named often once beside is chance
    return tuple(
        sorted((other for other, many in others.items() if many >= least and often[other] >= least), key=company)[
            :_MOST
        ]
    )
