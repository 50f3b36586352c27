import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from watchdesk.errors import StoreError
from watchdesk.store import schema
from watchdesk.store.engine import APPLICATION_ID, HEAD, backup, open_store


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def test_a_new_database_is_made_whole_with_its_folder_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "desk.db"
    open_store(url(path)).close()
    assert path.stat().st_mode & 0o077 == 0
    assert [found.name for found in path.parent.iterdir() if found.name.startswith(".")] == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    connection.close()


def test_the_migrations_make_exactly_the_tables_of_the_schema() -> None:
    store = open_store("sqlite://")
    with store.reading() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, schema.metadata) == []
    store.close()


def test_the_newest_revision_is_the_one_the_engine_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "watchdesk:store/migrations")
    assert ScriptDirectory.from_config(config).get_current_head() == HEAD


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty, not a database"),
        (b"this is a letter to my aunt, not a database at all" * 40, "is not a database of watchdesk"),
    ],
)
def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path, content: bytes, said: str) -> None:
    path = tmp_path / "desk.db"
    path.write_bytes(content)
    with pytest.raises(StoreError, match=said):
        open_store(url(path))
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(StoreError, match="belongs to another program"):
        open_store(url(path))


def test_a_newer_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = open_store(url(path))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    store.close()
    with pytest.raises(StoreError, match="made by a newer watchdesk"):
        open_store(url(path))


def test_a_damaged_database_is_refused_with_the_mend(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    open_store(url(path)).close()
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(StoreError, match="put a backup in its place"):
        open_store(url(path))


def test_a_locked_database_ends_with_a_plain_sentence(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    store = open_store(url(path), patience=0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with (
        pytest.raises(StoreError, match="held by another process"),
        store.writing() as connection,
    ):  # the pragma is part of the scene
        connection.execute(text("SELECT 1"))
    other.execute("ROLLBACK")
    other.close()
    store.close()


def test_postgresql_is_refused_with_a_plain_sentence() -> None:
    with pytest.raises(StoreError, match="not supported yet"):
        open_store("postgresql://localhost/desk")


def test_a_folder_that_cannot_be_made_is_refused_with_the_mend(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("a file where a folder should be")
    with pytest.raises(StoreError, match="name another place under store"):
        open_store(url(tmp_path / "var" / "desk.db"))


def test_reading_sees_one_moment_and_does_not_wait_for_a_writer(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "desk.db"))
    with store.writing() as writer, store.reading() as reader:
        writer.execute(text("INSERT INTO feeds (url, outlet, failures, reason) VALUES ('u', 'o', 0, '')"))
        assert reader.execute(text("SELECT count(*) FROM feeds")).scalar_one() == 0
    store.close()


def test_what_is_tried_is_rolled_back() -> None:
    store = open_store("sqlite://")
    with store.trying() as connection:
        connection.execute(text("INSERT INTO feeds (url, outlet, failures, reason) VALUES ('u', 'o', 0, '')"))
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM feeds")).scalar_one() == 0
    store.close()


def test_a_backup_of_a_database_in_use_is_whole(tmp_path: Path) -> None:
    store = open_store(url(tmp_path / "desk.db"))
    with store.writing() as connection:
        connection.execute(text("INSERT INTO feeds (url, outlet, failures, reason) VALUES ('u', 'o', 0, '')"))
    backup(tmp_path / "desk.db", tmp_path / "copy.db")
    copy = open_store(url(tmp_path / "copy.db"))
    with copy.reading() as connection:
        assert connection.execute(text("SELECT url FROM feeds")).scalar_one() == "u"
    copy.close()
    store.close()
