"""The schema of watchlist.yaml."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, PlainValidator

from watchdesk.config import forms
from watchdesk.config.sections import Defaulted, Id, Language, ListOf, Section, Text
from watchdesk.model import ActorType

Weight = Annotated[float, Field(gt=0, le=1000, allow_inf_nan=False)]
Query = Annotated[str, PlainValidator(forms.line)]


def _names(said: object) -> object:
    return [said] if isinstance(said, str) else said


class ActorSection(Section):
    """An item of ``actors``."""

    id: Id
    name: Text
    type: ActorType
    names: Defaulted[dict[Language, Annotated[ListOf[Text], BeforeValidator(_names)]]] = Field(default_factory=dict)
    aliases: ListOf[Text] = ()
    acronyms: ListOf[Text] = ()
    weight: Weight = 1.0
    exclude: ListOf[Text] = ()
    alone: bool | None = None
    surname: Literal[True, False, "default"] = False
    cues: ListOf[Text] = ()
    require: ListOf[Text] = ()
    related: ListOf[Id] = ()
    role: Text = ""


class KeywordSection(Section):
    """An item of ``keywords``."""

    id: Id
    query: Query
    weight: Weight = 1.0
    alone: bool = True


class WatchlistFile(Section):
    """watchlist.yaml."""

    actors: ListOf[ActorSection] = ()
    keywords: ListOf[KeywordSection] = ()
    ignore: ListOf[Text] = ()
