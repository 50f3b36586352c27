"""Opening the database: a sound one of ours, brought up to date, or a plain refusal.

A damaged, foreign, empty-but-existing or newer database is never recreated. Queries live in the modules beside this.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, CursorResult, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import StaticPool

from watchdesk.errors import StoreError

APPLICATION_ID = 0x77646B31  # "wdk1", https://www.sqlite.org/pragma.html#pragma_application_id
HEAD = "0001"
"""The newest revision in migrations/versions; known here so that Alembic is imported only to migrate."""

_SENTENCES = (
    ("disk is full", "the disk is full: make room where {place} lies, then run again; nothing was half written"),
    ("disk i/o error", "the disk answers with an error at {place}: check the disk and its free space"),
    ("readonly", "{place} cannot be written: give this user the right to write the file and its folder"),
    ("read-only", "{place} cannot be written: give this user the right to write the file and its folder"),
    (
        "unable to open",
        "{place} cannot be opened: check that its folder exists, may be written and is on no read-only disk",
    ),
    ("locked", "{place} is held by another process for too long: end that process, or try again"),
    ("no such table", "{place} is damaged: put a backup in its place; it was not touched"),
    ("no such column", "{place} is damaged: put a backup in its place; it was not touched"),
    ("malformed", "{place} is damaged: put a backup in its place; it was not touched"),
    ("not a database", "{place} is not a database of watchdesk: name another file in watchdesk.yaml under store"),
)


class Store:
    """The database, by transactions: ``writing`` begins as a write, ``reading`` never takes the write lock."""

    def __init__(self, engine: Engine, file: Path | None) -> None:
        self._engine = engine
        self._reader = engine.execution_options(begin="DEFERRED")
        self.file = file
        """Where it lies; None in memory."""
        self.place = str(file or "the database in memory")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One short write transaction, committed at the end or rolled back; StoreError says what the disk said."""
        with translated(self.place), self._engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One consistent view."""
        with translated(self.place), self._reader.begin() as connection:
            yield connection

    @contextmanager
    def trying(self) -> Iterator[Connection]:
        """A write transaction that is rolled back whatever happens: what would be."""
        with translated(self.place), self._engine.connect() as connection, connection.begin() as transaction:
            yield connection
            transaction.rollback()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()


@contextmanager
def translated(place: str) -> Iterator[None]:
    """Turn what SQLite says into a sentence that names the mend; what it does not know stays a bug."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        said = str(error).lower()
        for sign, sentence in _SENTENCES:
            if sign in said:
                raise StoreError(sentence.format(place=place)) from error
        raise


def open_store(url: str, patience: float = 10.0) -> Store:
    """Open the database of an SQLAlchemy URL, made or migrated where needed; ``sqlite://`` is a new one in memory.

    ``patience`` is how many seconds a write waits for another process's turn to end.
    """
    target = make_url(url)
    if target.get_backend_name() != "sqlite":
        raise StoreError(f"{target.get_backend_name()} is not supported yet: use sqlite:///PATH under store")
    if not target.database or target.database == ":memory:":
        engine = _engine(url, in_memory=True)
        migrate(engine)
        return Store(engine, None)
    path = Path(target.database)
    with translated(str(path)):
        if not path.exists():
            _create(path)
        _refuse_foreign(path)
        engine = _engine(url, patience=patience)
        if _revision(engine, path) != HEAD:
            backup(path, path.with_name(f"{path.name}.before-{HEAD}"))
            migrate(engine)
    return Store(engine, path)


def _engine(url: str, *, in_memory: bool = False, patience: float = 10.0) -> Engine:
    options: dict[str, Any] = (
        {"poolclass": StaticPool, "connect_args": {"check_same_thread": False}} if in_memory else {}
    )
    engine = create_engine(url, **options)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # transactions begin where we say so, below
        connection.execute(f"PRAGMA busy_timeout={patience * 1000:.0f}")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")  # NORMAL may lose the last commits at a power cut

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # IMMEDIATE: a transaction that reads and then writes fails at once otherwise, whatever the timeout
        connection.exec_driver_sql("BEGIN " + connection.get_execution_options().get("begin", "IMMEDIATE"))

    return engine


def _create(path: Path) -> None:
    """Make the database beside its place and link it there whole, so that a kill leaves nothing half made."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.unlink(missing_ok=True)
        draft.touch(mode=0o600)
    except OSError as error:
        raise StoreError(f"{path} cannot be made: {error.strerror}; name another place under store") from error
    try:
        engine = _engine(f"sqlite:///{draft}")
        migrate(engine)
        engine.dispose()
        with sqlite3.connect(draft) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
        connection.close()
        if not path.exists():
            os.link(draft, path)
    except FileExistsError:
        pass  # another process was faster; its database is as good
    finally:
        for leftover in path.parent.glob(f"{draft.name}*"):
            leftover.unlink(missing_ok=True)


def _refuse_foreign(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"{path} is no file: name another place under store")
    if path.stat().st_size == 0:
        raise StoreError(f"{path} is empty, not a database of watchdesk: put a backup in its place, or move it away")
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    finally:
        connection.close()
    if found != APPLICATION_ID:
        raise StoreError(f"{path} belongs to another program: name another file in watchdesk.yaml under store")


def _revision(engine: Engine, path: Path) -> str:
    with engine.execution_options(begin="DEFERRED").begin() as connection:
        found = str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())
    if found > HEAD:
        raise StoreError(f"{path} was made by a newer watchdesk (schema {found}, this one knows {HEAD}): upgrade it")
    return found


def migrate(engine: Engine) -> None:
    """Bring the schema up to date in one transaction: after a kill it is the old or the new one, never between."""
    from alembic import command  # noqa: PLC0415  # half a second of import that only a migration needs
    from alembic.config import Config  # noqa: PLC0415  # the same

    config = Config()
    config.set_main_option("script_location", "watchdesk:store/migrations")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
        connection.commit()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        connection.commit()


def backup(source: Path, target: Path) -> None:
    """Write a sound copy of a database in use, by SQLite's online backup."""
    with sqlite3.connect(source) as old, sqlite3.connect(target) as new:
        old.backup(new)
    old.close()
    new.close()


def inserted_id(result: CursorResult[Any]) -> int:
    """The primary key of the row just inserted."""
    key = result.inserted_primary_key
    assert key is not None
    return int(key[0])
