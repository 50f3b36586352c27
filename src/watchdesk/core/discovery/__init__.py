"""New names near watched actors: seen beside them in a document, gathered over many, proposed to a person.

Precision is a person's: a name is only ever proposed, with the sentence it stands in, and put on a list by hand.
"""

from watchdesk.core.discovery.gathering import (
    Appearance,
    Found,
    Sentence,
    Spelling,
    best,
    gather,
    new_name,
    type_among,
)
from watchdesk.core.discovery.nearby import NameNearby, folded, name_key, names_nearby
from watchdesk.core.discovery.roll import Roll

__all__ = [
    "Appearance",
    "Found",
    "NameNearby",
    "Roll",
    "Sentence",
    "Spelling",
    "best",
    "folded",
    "gather",
    "name_key",
    "names_nearby",
    "new_name",
    "type_among",
]
