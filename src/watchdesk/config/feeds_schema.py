"""The schema of feeds.yaml. An entry of ``feeds`` always arrives as routes, however short it was written."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from watchdesk.config.sections import (
    Defaulted,
    Duration,
    FeedAddress,
    HeaderName,
    HeaderText,
    Id,
    Language,
    ListOf,
    Section,
    Text,
)
from watchdesk.model import FeedKind


def _feed(said: object) -> object:
    return said if isinstance(said, dict) else {"url": said}


def _routes(said: object) -> object:
    return said if isinstance(said, dict) and "routes" in said else {"routes": [said]}


class FeedSection(Section):
    """A feed written as a mapping."""

    url: FeedAddress
    kind: FeedKind = "feed"
    every: Duration | None = None
    fulltext: Literal["always", "never"] = "always"
    headers: Defaulted[dict[HeaderName, HeaderText]] = Field(default_factory=dict)
    ca_file: Text | None = None
    select: Text | None = None


class RoutesSection(Section):
    """Feeds that stand in for each other, in order."""

    routes: Annotated[ListOf[Annotated[FeedSection, BeforeValidator(_feed)]], Field(min_length=1)]


class OutletSection(Section):
    """An item of ``outlets``."""

    id: Id
    name: Text
    language: Language
    tags: ListOf[Text] = ()
    feeds: ListOf[Annotated[RoutesSection, BeforeValidator(_routes)]] = ()


class FeedsFile(Section):
    """feeds.yaml."""

    outlets: ListOf[OutletSection] = ()
