"""A running daemon takes over an edited configuration; a wrong one leaves the last good one in force, and is told."""

import threading
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import structlog

from watchdesk import config
from watchdesk.core.matching import compile_watchlist
from watchdesk.errors import ConfigError
from watchdesk.model import Trouble
from watchdesk.pipeline.desk import Desk

_log = structlog.get_logger()


class Renewal:
    """Called with the desk at work, gives the desk to go on with."""

    def __init__(self, folder: Path, environ: Mapping[str, str]) -> None:
        self._folder = folder
        self._environ = environ
        self._known = self._stamps()

    def __call__(self, desk: Desk) -> Desk:
        """The same desk while the files are the same; else one with what they say now, or with the trouble in them."""
        stamps = self._stamps()
        if stamps == self._known:
            return desk
        self._known = stamps
        try:
            settings = config.load(self._folder, self._environ).settings
        except ConfigError as error:
            return self._with_trouble(desk, error)
        if settings.store != desk.settings.store:
            _log.warning("the store has another place now: restart to use it", store=settings.store)
            settings = replace(settings, store=desk.settings.store)
        _log.info("configuration taken over", actors=len(settings.watchlist.actors), outlets=len(settings.outlets))
        matcher = compile_watchlist(settings.watchlist)
        return replace(desk, settings=settings, matcher=matcher, trouble=None, rematched=threading.Event())

    def _with_trouble(self, desk: Desk, error: ConfigError) -> Desk:
        wrong = [problem for problem in error.problems if not problem.is_warning]
        for problem in wrong:
            _log.error("the configuration is wrong, the last good one stays in force", problem=str(problem))
        since = desk.trouble.since if desk.trouble else desk.clock()
        more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
        line = f"line {wrong[0].line}: " if wrong[0].line else ""
        return replace(desk, trouble=Trouble(wrong[0].file, since, f"{line}{wrong[0].message}{more}"))

    def _stamps(self) -> dict[str, tuple[int, int]]:
        """When and how long each file was last written; one that is away has no stamp."""
        return {
            path.name: (path.stat().st_mtime_ns, path.stat().st_size)
            for path in sorted(self._folder.glob("*.yaml"))
            if path.is_file()
        }
