"""The words of watchdesk as frozen values: what the parts hand to each other.

Nothing here does anything; every time is an aware datetime in UTC unless a field says otherwise.
"""

from watchdesk.model.editions import (
    Candidate,
    Coverage,
    Delivery,
    DeliveryState,
    Edition,
    EditionArticle,
    Message,
    NewName,
    Snippet,
    Story,
    Trouble,
)
from watchdesk.model.findings import Document, Hit, Matched, Mention, Rejected, TermKind
from watchdesk.model.reports import FeedState, Round
from watchdesk.model.sources import (
    Article,
    ArticleKind,
    Entry,
    ExtractedPage,
    Failed,
    Feed,
    FeedKind,
    Fetched,
    Outlet,
    ParsedFeed,
    Request,
    Route,
    Secret,
    TextFrom,
)
from watchdesk.model.watchlist import Actor, ActorType, Keyword, Watchlist

__all__ = [
    "Actor",
    "ActorType",
    "Article",
    "ArticleKind",
    "Candidate",
    "Coverage",
    "Delivery",
    "DeliveryState",
    "Document",
    "Edition",
    "EditionArticle",
    "Entry",
    "ExtractedPage",
    "Failed",
    "Feed",
    "FeedKind",
    "FeedState",
    "Fetched",
    "Hit",
    "Keyword",
    "Matched",
    "Mention",
    "Message",
    "NewName",
    "Outlet",
    "ParsedFeed",
    "Rejected",
    "Request",
    "Round",
    "Route",
    "Secret",
    "Snippet",
    "Story",
    "TermKind",
    "TextFrom",
    "Trouble",
    "Watchlist",
]
