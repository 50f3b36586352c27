"""Tells an update worth reading from a mended comma: compares two texts of an article sentence by sentence."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from watchdesk.core.text import sentences

_MATERIAL_SHARE: Final = 0.15


@dataclass(frozen=True, slots=True)
class ChangedSentences:
    """The sentences that only the new text has and those that only the old one has; an altered one is in both."""

    added: tuple[str, ...]
    removed: tuple[str, ...]


def changed_sentences(old_text: str, new_text: str) -> ChangedSentences:
    """Compare two texts; white space, letter case and the order of sentences do not count."""
    old, new = _sentences(old_text), _sentences(new_text)
    return ChangedSentences(added=_only_in(new, old), removed=_only_in(old, new))


def is_material(old_text: str, new_text: str, surfaces: Collection[str]) -> bool:
    """Tell whether the change is worth a new version: 15 % of the sentences, or one with a watched term.

    ``surfaces`` are the watched terms as either text spells them.
    """
    changed = changed_sentences(old_text, new_text)
    sizes = (len(changed.added), len(changed.removed))
    longest = max(len(sentences(old_text)), len(sentences(new_text)))
    if max(sizes) and max(sizes) >= _MATERIAL_SHARE * longest:
        return True
    watched = [surface.casefold() for surface in surfaces if surface]
    touched = " ".join(changed.added + changed.removed).casefold()
    return any(surface in touched for surface in watched)


def _sentences(text: str) -> list[str]:
    return [" ".join(text[start:end].split()) for start, end in sentences(text)]


def _only_in(these: list[str], those: list[str]) -> tuple[str, ...]:
    spare = Counter(sentence.casefold() for sentence in those)
    found: list[str] = []
    for sentence in these:
        key = sentence.casefold()
        if spare[key]:
            spare[key] -= 1
        else:
            found.append(sentence)
    return tuple(found)
