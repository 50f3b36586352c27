"""References to secrets, ``${NAME}`` and ``${file:PATH}``: their form, what is missing, what they stand for.

The only place that ever holds a secret in clear, and only for as long as the caller keeps what ``reveal`` gave it.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from watchdesk.errors import ConfigError, Problem
from watchdesk.model import Secret

_REFERENCE: Final = re.compile(r"\$\{(?:file:(?P<path>[^{}]+)|(?P<name>[A-Za-z_][A-Za-z0-9_]*))\}")


def reveal(secret: Secret, environ: Mapping[str, str]) -> str:
    """Put the secrets in the place of their references; raises ConfigError that names everything missing."""
    problems = tuple(
        Problem(f"${{{reference}}}", 0, 0, reason)
        for reference, found in _looked_up(secret, environ)
        if (reason := _missing(reference, found))
    )
    if problems:
        raise ConfigError(problems)
    values = iter([str(found) for _, found in _looked_up(secret, environ)])
    return _REFERENCE.sub(lambda _: next(values), secret.template)


def missing(secret: Secret, environ: Mapping[str, str]) -> list[str]:
    """Say in a sentence each what a reference names and is not there; reads files only to see that they can be read."""
    reasons = (_missing(reference, found) for reference, found in _looked_up(secret, environ))
    return [reason for reason in reasons if reason]


def with_absolute_paths(template: str, base: Path) -> Secret:
    """Make the paths of files absolute, so that the secret means the same from every folder."""

    def absolute(reference: re.Match[str]) -> str:
        return f"${{file:{base / reference['path'].strip()}}}" if reference["path"] else reference[0]

    return Secret(_REFERENCE.sub(absolute, template))


def check_form(template: str) -> str | None:
    """Say what is wrong with how references are written in this text; the text itself is never repeated."""
    rest = _REFERENCE.sub("", template)
    if "${" in rest:
        return "a reference to a secret is written ${NAME} or ${file:PATH}"
    return None


def refers(template: str) -> bool:
    """Whether the text holds a reference."""
    return _REFERENCE.search(template) is not None


def _looked_up(secret: Secret, environ: Mapping[str, str]) -> Iterator[tuple[str, str | OSError | None]]:
    for reference in _REFERENCE.finditer(secret.template):
        inside = reference[0][2:-1]
        yield inside, _from_file(Path(reference["path"])) if reference["path"] else environ.get(reference["name"])


def _from_file(path: Path) -> str | OSError:
    try:
        return path.read_text(encoding="utf-8").rstrip("\r\n")
    except UnicodeDecodeError:
        return OSError(0, "it is not UTF-8 text")
    except OSError as error:
        return error


def _missing(reference: str, found: str | OSError | None) -> str | None:
    if isinstance(found, OSError):
        return f"the secret's file {reference.removeprefix('file:')} cannot be read: {found.strerror}"
    if not found:
        state = "not set" if found is None else "empty"
        return f"the secret {reference} is {state}; {_mend(reference)}"
    return None


def _mend(reference: str) -> str:
    if reference.startswith("file:"):
        return "write it into the file"
    return f"set the environment variable {reference} before starting watchdesk"
