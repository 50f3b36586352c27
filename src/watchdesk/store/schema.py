"""The tables, in the words of model.py: one schema for SQLite now and PostgreSQL later.

Times are stored in UTC and come back aware. Nothing is queried here.
"""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware datetime; SQLite keeps no zone, so it is put on and taken off here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Convert to UTC; a time without a zone is a bug and raises."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone was given to the store")
        return value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002  # SQLAlchemy's signature
        """Put UTC back on."""
        if value is None:
            return None
        aware: datetime = value if value.tzinfo else value.replace(tzinfo=UTC)
        return aware


def _reference(target: str, *, index: bool = True) -> Column[int]:
    name = target.partition(".")[0].removesuffix("s") + "_id"
    return Column(name, Integer, ForeignKey(target, ondelete="CASCADE"), nullable=False, index=index)


feeds = Table(
    "feeds",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url", Text, nullable=False, unique=True),
    Column("outlet", String(100), nullable=False),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("body_hash", String(64)),
    Column("next_poll", UtcDateTime),
    Column("last_poll", UtcDateTime),
    Column("last_ok", UtcDateTime),
    Column("last_new", UtcDateTime),
    Column("checked_since", UtcDateTime),
    Column("failures", Integer, nullable=False, default=0),
    Column("failing_since", UtcDateTime),
    Column("reason", Text, nullable=False, default=""),
    Column("gap_at", UtcDateTime),
)

articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("url_key", Text, nullable=False, unique=True),
    Column("url", Text, nullable=False),
    Column("outlet", String(100), nullable=False),
    Column("first_seen", UtcDateTime, nullable=False, index=True),
    Column("is_baseline", Boolean, nullable=False),
    Column("wants_page", Boolean, nullable=False),
    Column("state", String(10), nullable=False),  # unread | read | unreadable
    Column("attempts", Integer, nullable=False, default=0),
    Column("refetches", Integer, nullable=False, default=0),
    Column("next_try", UtcDateTime),
    Column("reason", Text, nullable=False, default=""),
    Index("ix_articles_state_next_try", "state", "next_try"),
)

entries = Table(
    "entries",
    metadata,
    Column("id", Integer, primary_key=True),
    _reference("feeds.id", index=False),
    _reference("articles.id"),
    Column("key", Text, nullable=False),
    Column("link_key", Text, nullable=False),
    Column("fingerprint", String(64), nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("language", String(35)),
    Column("first_seen", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime),  # since when it says this; NULL: since it was first seen
    Column("sent_title", Text),  # what it said when its article was last sent, if it says another thing now
    Column("sent_text", Text),
    Column("is_baseline", Boolean, nullable=False),
    UniqueConstraint("feed_id", "key"),
    Index("ix_entries_feed_id_link_key", "feed_id", "link_key"),
)

versions = Table(
    "versions",
    metadata,
    Column("id", Integer, primary_key=True),
    _reference("articles.id", index=False),
    Column("number", Integer, nullable=False),
    Column("title", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("language", String(35), nullable=False),
    Column("byline", Text, nullable=False),
    Column("published", UtcDateTime),
    Column("text_from", String(4), nullable=False),
    Column("seen_at", UtcDateTime, nullable=False),
    Column("changed_at", UtcDateTime, nullable=False),  # when its text, or what feeds tell of it, was new last
    Column("matched_with", String(70), index=True),  # the matcher's hash (see store.hits); NULL until matched
    UniqueConstraint("article_id", "number"),
    Index(
        "ix_versions_changed_at_matched_with", "changed_at", "matched_with"
    ),  # which of the last days' need another look
)

match_failures = Table(
    "match_failures",  # versions at which the matcher itself failed: a bug, which stops no other
    metadata,
    Column("version_id", Integer, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True),
    Column("since", UtcDateTime, nullable=False),
    Column("tried_at", UtcDateTime, nullable=False),
    Column("tried_with", String(64), nullable=False),  # the matcher's hash
    Column("reason", Text, nullable=False),
)

hits = Table(
    "hits",
    metadata,
    Column("id", Integer, primary_key=True),
    _reference("versions.id"),
    Column("term", String(100), nullable=False, index=True),
    Column("kind", String(7), nullable=False),
    Column("counts", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("parts", Text, nullable=False),  # JSON: the readable sum
    UniqueConstraint("version_id", "term"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    _reference("hits.id"),
    Column("field", String(5), nullable=False),
    Column("type", String(10), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("surface", Text, nullable=False),
    Column("how", String(30), nullable=False),
    Column("confidence", Float, nullable=False),
    Column("rule", Text, nullable=False),
)

names = Table(
    "names",  # on no list, beside actors that count: from them new names are proposed
    metadata,
    Column("id", Integer, primary_key=True),
    _reference("versions.id"),
    Column("key", String(100), nullable=False, index=True),  # what its spellings have in common
    Column("surface", Text, nullable=False),
    Column("type", String(6), nullable=False),
    Column("actors", Text, nullable=False),  # JSON: the ids of those it stands near
    Column("sentence", Text, nullable=False),
    Column("sentence_hash", Integer, nullable=False),  # alike where two articles say the same
    Column("is_together", Boolean, nullable=False),  # whether an actor stands in the same sentence
    Column("marks", Text, nullable=False),  # JSON: the name (an empty id) and the actors in the sentence
)

schedules = Table(
    "schedules",
    metadata,
    Column("id", String(100), primary_key=True),
    Column("started", UtcDateTime, nullable=False),
    Column("since", UtcDateTime),  # articles first seen before this are not this schedule's; NULL: all are
    Column("last_date", Date),
    Column("tried_since", UtcDateTime),  # since when an edition waits for any feed to answer
    Column("is_in_use", Boolean, nullable=False, default=True),  # whether it is configured still
)

editions = Table(
    "editions",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("schedule", String(100), nullable=False, index=True),
    Column("date", Date, nullable=False),
    Column("cut_at", UtcDateTime, nullable=False),  # the edition's own clock, which a person may set
    Column("made_at", UtcDateTime, nullable=False, index=True),  # the time it was really cut
    Column("is_scheduled", Boolean, nullable=False, default=False),  # whether it used up its date
    Column("body", Text, nullable=False),  # the whole edition as JSON: it can be written again, byte for byte
    Column("formats", Text, nullable=False),  # JSON list
    Column("is_written", Boolean, nullable=False, default=False),
)
# one scheduled edition a schedule and local date, whatever asks for it
Index(
    "ix_editions_scheduled",
    editions.c.schedule,
    editions.c.date,
    unique=True,
    sqlite_where=text("is_scheduled"),
    postgresql_where=text("is_scheduled"),
)

ledger = Table(
    "ledger",
    metadata,
    Column("schedule", String(100), primary_key=True),
    Column("version_id", Integer, ForeignKey("versions.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("edition_id", String(40), ForeignKey("editions.id"), nullable=False, index=True),
)

proposals = Table(
    "proposals",  # a name is proposed in one edition of a schedule
    metadata,
    Column("schedule", String(100), primary_key=True),
    Column("name", Text, primary_key=True),  # folded; each spelling that was known has a row
    Column("edition_id", String(40), ForeignKey("editions.id"), nullable=False, index=True),
)

deliveries = Table(
    "deliveries",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("edition_id", String(40), ForeignKey("editions.id"), nullable=False, index=True),
    Column("recipient", Text, nullable=False),
    Column("message_id", Text, nullable=False, unique=True),
    Column("content", LargeBinary, nullable=False),
    Column("state", String(6), nullable=False, index=True),  # queued | sent | failed
    Column("attempts", Integer, nullable=False, default=0),
    Column("next_try", UtcDateTime),
    Column("changed_at", UtcDateTime, nullable=False),
    Column("reason", Text, nullable=False, default=""),
    Column("reported", Boolean, nullable=False, default=False),  # a failure stands in one edition's coverage
)
