"""A document against its schema: every violation as a Problem at its place, in plain words with what was meant."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any, Final, Generic, TypeVar, get_args

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from watchdesk.config.document import Document, Steps
from watchdesk.config.quantities import shown
from watchdesk.config.sections import Section
from watchdesk.errors import Problem

_UNKNOWN: Final = "extra_forbidden"
_MISSING: Final = "missing"
_ITS_KEY: Final = "[key]"
"""pydantic's names: of two kinds of error, and of the last step of a path when a key itself is wrong."""

File = TypeVar("File", bound=Section)


@dataclass(frozen=True, slots=True)
class Checked(Generic[File]):
    """A document after the check; ``content`` is None when something in it is wrong."""

    document: Document
    content: File | None
    problems: tuple[Problem, ...]


def check(document: Document, schema: type[File]) -> Checked[File]:
    """Check the document; what its reading found is among the problems."""
    if document.root is None and document.problems:
        return Checked(document, None, document.problems)
    content, errors = _validate(document.plain(), schema)
    found = tuple(_problem(document, schema, error) for error in errors)
    return Checked(document, content, document.problems + found)


def keys_of(schema: type[Section]) -> frozenset[str]:
    """Collect every key that this schema and those inside it know."""
    return frozenset(key for section in _sections(schema) for key in _keys(section))


def perhaps(word: str, known: list[str]) -> str:
    """Offer the nearest known word, or list the known ones while they are few."""
    near = get_close_matches(word, known, 1) or get_close_matches(word.lower(), known, 1)
    if near:
        return f"did you mean {near[0]}?"
    few = 12
    return f"known here: {', '.join(known)}" if 0 < len(known) <= few else "see docs/config.md"


def doubled(document: Document, found: Iterable[tuple[Steps, str]], sentence: str) -> list[Problem]:
    """Refuse every value that stood before; ``sentence`` has places for {value} and {line}, the line of the first."""
    lines: dict[str, int] = {}
    problems = []
    for path, value in found:
        if value in lines:
            problems.append(document.problem(path, sentence.format(value=value, line=lines[value])))
        lines.setdefault(value, document.place(path)[0])
    return problems


# --- validating twice --------------------------------------------------------------------------------------------


def _validate(data: object, schema: type[File]) -> tuple[File | None, list[ErrorDetails]]:
    """Validate; with unknown keys, once more without them, so that they do not hide the rules between keys."""
    try:
        return schema.model_validate(data), []
    except ValidationError as refused:
        errors = refused.errors(include_url=False)
    unknown = [error for error in errors if error["type"] == _UNKNOWN]
    for error in unknown:
        _remove(data, error["loc"])
    errors = unknown + _errors(data, schema)
    misspelled = {_meant_path(error["loc"], schema) for error in unknown}
    return None, [error for error in errors if error["type"] != _MISSING or error["loc"] not in misspelled]


def _errors(data: object, schema: type[Section]) -> list[ErrorDetails]:
    try:
        schema.model_validate(data)
    except ValidationError as refused:
        return refused.errors(include_url=False)
    return []


def _remove(data: Any, path: Steps) -> None:
    """Take the key that this path ends in out of its mapping; steps that the data does not have are passed over."""
    for step in path[:-1]:
        known = range(len(data)) if isinstance(data, list) else data
        data = data[step] if step in known else data
    data.pop(path[-1], None)


# --- what the schema knows ---------------------------------------------------------------------------------------


def _keys(section: type[Section]) -> list[str]:
    return [known.alias or name for name, known in section.model_fields.items()]


def _sections(schema: type[Section]) -> Iterator[type[Section]]:
    yield schema
    for _, inner in _subsections(schema):
        yield from _sections(inner)


def _subsections(schema: type[Section]) -> Iterator[tuple[str, type[Section]]]:
    for name, known in schema.model_fields.items():
        for inner in _inside(known.annotation):
            yield known.alias or name, inner


def _inside(annotation: Any) -> Iterator[type[Section]]:
    """Find the sections that a key's type holds, through lists, unions and annotations."""
    if isinstance(annotation, type) and issubclass(annotation, Section):
        yield annotation
        return
    for part in get_args(annotation):
        yield from _inside(part)


def _section_at(schema: type[Section], path: Steps) -> type[Section]:
    for step in path:
        schema = dict(_subsections(schema)).get(str(step), schema)
    return schema


# --- the words ---------------------------------------------------------------------------------------------------


def _problem(document: Document, schema: type[Section], error: ErrorDetails) -> Problem:
    path = error["loc"]
    key = str(path[-1]) if path else ""
    if error["type"] == _UNKNOWN:
        return Problem(document.file, *document.key_place(path), _unknown(key, _section_at(schema, path[:-1]), schema))
    if error["type"] == _MISSING:
        return document.problem(path[:-1], f"the key `{key}` is missing here; add `{key}: …`")
    if key == _ITS_KEY:
        path = path[:-2]
        return Problem(document.file, *document.key_place(error["loc"][:-1]), _name(path) + _sentence(error, schema))
    return document.problem(path, _name(path) + _sentence(error, _section_at(schema, path)))


def _name(path: Steps) -> str:
    names = [step for step in path if isinstance(step, str) and step != "routes"]
    return f"{names[-1]}: " if names else ""


def _unknown(key: str, section: type[Section], schema: type[Section]) -> str:
    known = _keys(section)
    lacking = _lacking_colon(key, known)
    meant = _meant(key, section)
    key = shown(key.split(" ", maxsplit=1)[0])[1:-1]  # what follows a space may be a password
    if lacking or meant:
        return lacking or f"the key `{key}` is not known; did you mean `{meant}`?"
    elsewhere = [name for name, inner in _subsections(schema) if key in _keys(inner)]
    if elsewhere and section is schema:
        return f"the key `{key}` is not known here; it belongs under `{elsewhere[0]}:`"
    return f"the key `{key}` is not known; {perhaps(key, known)}"


def _meant_path(path: Steps, schema: type[Section]) -> Steps:
    return (*path[:-1], _meant(str(path[-1]), _section_at(schema, path[:-1])) or "")


def _meant(key: str, section: type[Section]) -> str | None:
    known = _keys(section)
    word = _first_word(key)
    return word if word in known else next(iter(get_close_matches(key, known, 1)), None)


def _sentence(error: ErrorDetails, section: type[Section]) -> str:
    kind, said, context = error["type"], error["input"], error.get("ctx", {})
    sentences: dict[str, Callable[[], str]] = {
        "value_error": lambda: str(context["error"]),
        "literal_error": lambda: _not_among(said, str(context["expected"])),
        "tuple_type": lambda: _no_list(said),
        "dict_type": lambda: _no_mapping(said, []),
        "model_type": lambda: _no_mapping(said, _keys(section)),
        "bool_type": lambda: f"{shown(said)} is neither true nor false; write true or false",
        "int_type": lambda: f"{shown(said)} is not a whole number{_unquote(said)}",
        "float_type": lambda: f"{shown(said)} is not a number{_unquote(said)}",
        "too_short": lambda: "this list is empty; write at least one item",
    }
    out_of_bounds = error["msg"].lower().removeprefix("input ")
    return sentences.get(kind, lambda: f"{shown(said)} is out of bounds: it {out_of_bounds}")()


def _unquote(said: object) -> str:
    return "; write it without quotes" if isinstance(said, str) and said.strip("+-.").isdigit() else ""


def _not_among(said: object, expected: str) -> str:
    in_yaml = expected.replace("True", "true").replace("False", "false")  # pydantic writes Python's words
    words = [word.strip(" '") for word in in_yaml.replace(" or ", ",").split(",")]
    written = str(said)
    meant = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(written, written.lower())
    begun = [word for word in words if meant.startswith(word)]
    near = begun or get_close_matches(meant, words, 1)
    return f"{shown(said)} is none of {', '.join(words)}{f'; did you mean {near[0]}?' if near else ''}"


def _no_list(said: object) -> str:
    if isinstance(said, dict):
        return "this must be a list, not a mapping; begin each item with `- `"
    return f"this must be a list; write [{shown(said)[1:-1]}]" if isinstance(said, str) else "this must be a list"


def _lacking_colon(said: str, known: list[str]) -> str | None:
    """See ``key value`` or ``key:value`` where ``key: value`` was meant."""
    word = _first_word(said)
    if word not in known or word == said:
        return None
    lacking = "space after the colon" if said.startswith(f"{word}:") else f"colon after `{word}`"
    return f"there is no {lacking}; write `{word}: …`"


def _first_word(said: str) -> str:
    return said.partition(" ")[0].partition(":")[0]


def _no_mapping(said: object, known: list[str]) -> str:
    slip = _lacking_colon(said, known) if isinstance(said, str) else None
    if slip:
        return slip
    kind = "a list" if isinstance(said, list) else shown(said)
    return f"this must be a mapping, not {kind}; write lines of `key: value`, known here: {', '.join(known)}"
