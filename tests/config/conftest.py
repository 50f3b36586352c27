"""A desk in a temporary folder: its three files, and what the check says of them."""

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from watchdesk.config import Loaded, load
from watchdesk.errors import ConfigError, Problem

FEEDS = "outlets:\n  - {id: a, name: A, language: en, feeds: [https://a.example/feed/]}\n"
WATCHLIST = "actors:\n  - {id: o-nrf, name: National Resistance Front, type: org}\n"


@dataclass
class Desk:
    """``load`` reads the files as they are; ``problems`` writes one of them first and collects all findings."""

    folder: Path
    environ: dict[str, str] = field(default_factory=dict)

    def write(self, name: str, content: str | bytes) -> None:
        path = self.folder / f"{name}.yaml"
        path.write_bytes(content.encode() if isinstance(content, str) else content)

    def load(self) -> Loaded:
        return load(self.folder, self.environ)

    def findings(self, **contents: str | bytes) -> tuple[Problem, ...]:
        for name, content in contents.items():
            self.write(name, content)
        try:
            return self.load().warnings
        except ConfigError as error:
            return error.problems

    def said(self, **contents: str | bytes) -> list[str]:
        """Give the findings as ``file.yaml:line:column: sentence``, without the folder."""
        return [str(found).removeprefix(f"{self.folder}/") for found in self.findings(**contents)]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk" / "config"
    folder.mkdir(parents=True)
    desk = Desk(folder)
    desk.write("feeds", FEEDS)
    desk.write("watchlist", WATCHLIST)
    return desk
