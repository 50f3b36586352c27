"""The errors that end a command, as one tree.

    WatchdeskError                  exit 1
    ├── ConfigError                 exit 2: every problem found, each with file, line and column
    ├── StoreError                  the database cannot be used: damaged, foreign, newer, locked, full, read-only
    ├── OutputError                 a file or folder of editions cannot be written
    ├── UnknownIdError              no such edition, article or recipient
    └── AlreadyRunningError         another daemon holds the store

An expected failure of one feed, page or mail is a value (model.Failed), not an error.
"""

from dataclasses import dataclass


class WatchdeskError(Exception):
    """Ends the command with one plain sentence and an exit code."""

    exit_code = 1


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding of the configuration check; line and column count from 1, a line of 0 means the whole file."""

    file: str
    line: int
    column: int
    message: str
    is_warning: bool = False

    def __str__(self) -> str:
        """Read as ``file:line:column: message``."""
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {'warning: ' if self.is_warning else ''}{self.message}"


class ConfigError(WatchdeskError):
    """The configuration cannot be used; carries all problems found, warnings among them."""

    exit_code = 2

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        super().__init__("\n".join(str(problem) for problem in problems))


class StoreError(WatchdeskError):
    """The database cannot be used; the message says why and what to do."""


class OutputError(WatchdeskError):
    """An edition cannot be written where the configuration wants it."""


class UnknownIdError(WatchdeskError):
    """No edition, article or recipient has this id."""


class AlreadyRunningError(WatchdeskError):
    """Another daemon holds the store; the message names its process."""
