"""What most commands begin with: logs, the configuration, the store, the compiled watchlist."""

import json
import logging
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
import structlog

from watchdesk import config
from watchdesk.cli.signals import heeding
from watchdesk.core.matching import compile_watchlist
from watchdesk.pipeline.desk import Desk, Progress, silent
from watchdesk.settings import Settings
from watchdesk.store.engine import Store, open_store

_BAR = 30
"""Characters of a bar of progress."""


def start_logs(options: Mapping[str, Any], level: int = logging.WARNING) -> None:
    """Send one record a line to stderr, as text or JSON; feed text in a record cannot break the line."""
    if options["verbose"]:
        level = logging.DEBUG if level == logging.INFO else logging.INFO
    if options["quiet"]:
        level = logging.ERROR
    shared: list[Any] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=False),
        structlog.processors.format_exc_info,
    ]
    is_json = options["log_format"] == "json"
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if is_json
        else structlog.processors.LogfmtRenderer(key_order=["timestamp", "level", "event"])
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer], foreign_pre_chain=shared
        )
    )
    logging.basicConfig(handlers=[handler], level=level, force=True)
    for chatty in ("apscheduler", "trafilatura", "htmldate", "courlan", "asyncio", "alembic"):
        logging.getLogger(chatty).setLevel(max(level, logging.ERROR))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def config_folder(options: Mapping[str, Any]) -> Path:
    """The configuration folder in force."""
    return config.find_folder(options["config"], os.environ, Path())


def load_settings(options: Mapping[str, Any]) -> Settings:
    """The settings of the configuration folder in force; its warnings go to stderr."""
    loaded = config.load(config_folder(options), os.environ)
    if not options["quiet"]:
        for warning in loaded.warnings:
            click.echo(str(warning), err=True)
    return loaded.settings


class _EndedEarlyError(Exception):
    """The command was asked to end, and ends here."""


@contextmanager
def open_desk(
    options: Mapping[str, Any], level: int = logging.WARNING, *, ends_by_signal: bool = False
) -> Iterator[Desk]:
    """A desk ready to work, its store closed at the end; SIGTERM and Ctrl-C set its stop.

    A command that was so cut short exits 143 or 130, unless being told to end is the way it ends.
    """
    start_logs(options, level)
    settings = load_settings(options)
    with opened(settings.store) as store:
        desk = desk_of(settings, store, progress=shown_progress())
        with heeding(desk.stop) as asked, suppress(_EndedEarlyError):
            yield desk
    if asked.by is not None and not ends_by_signal:
        raise click.exceptions.Exit(asked.exit_code)


def leave_if_asked(desk: Desk) -> None:
    """End the command here, within its ``open_desk``, if it was asked to end."""
    if desk.stop():
        raise _EndedEarlyError


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """The store of a URL, closed at the end."""
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()


def desk_of(settings: Settings, store: Store, progress: Progress = silent) -> Desk:
    """A desk on the real clock."""
    return Desk(
        settings=settings,
        store=store,
        matcher=compile_watchlist(settings.watchlist),
        environ=os.environ,
        clock=lambda: datetime.now(UTC),
        progress=progress,
    )


def shown_progress() -> Progress:
    """Progress as a bar on one line of a terminal; none in a pipe."""
    if not sys.stderr.isatty():
        return silent

    def show(what: str, done: int, total: int) -> None:
        end = "\n" if done >= total else ""
        filled = _BAR * done // max(total, done, 1)
        sys.stderr.write(f"\r\x1b[K[{'#' * filled}{' ' * (_BAR - filled)}] {done:,}/{total:,} {what}{end}")
        sys.stderr.flush()

    return show


def print_json(value: object) -> None:
    """One JSON value on stdout, readable in any script."""
    click.echo(json.dumps(value, ensure_ascii=False, default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")
