"""The house stands as docs/architecture.md draws it: floors, pure core, ceilings."""

import ast
import statistics
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "watchdesk"
FLOORS = {
    "errors": 0,
    "model": 1,
    "settings": 1,
    "core": 2,
    "config": 3,
    "net": 3,
    "pool": 3,
    "store": 3,
    "deliver": 3,
    "pipeline": 4,
    "daemon": 5,
    "demo": 5,
    "cli": 6,
    "__main__": 7,
}
EDGES = {name for name, floor in FLOORS.items() if floor == 3}
IMPURE_MODULES = {
    *("aiohttp", "alembic", "asyncio", "click", "http.client", "http.server", "httpx", "logging", "multiprocessing"),
    *("os", "pebble", "random", "secrets", "shutil", "signal", "smtplib", "socket", "sqlalchemy", "sqlite3", "ssl"),
    *("structlog", "subprocess", "sys", "tempfile", "threading", "time", "urllib.request", "uuid"),
}
IMPURE_CALLS = {"now", "utcnow", "today", "monotonic", "open", "print", "input", "getenv"}
MODULES = sorted(SOURCE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(SOURCE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def house(name: str) -> str:
    """The top-level part a module belongs to."""
    return name.split(".")[1] if "." in name else ""


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative import"
            for alias in node.names:
                inner = f"{node.module}.{alias.name}"
                yield inner if inner in NAMES else node.module or ""


NAMES = {name_of(path) for path in MODULES}
TREES = {name_of(path): ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
OWN = {name: {found for found in imports(tree) if found in TREES} - {name} for name, tree in TREES.items()}


def test_every_part_of_the_house_has_a_floor() -> None:
    assert {house(name) for name in TREES} - {""} == set(FLOORS)


def test_a_module_imports_only_from_lower_floors_and_edges_never_import_each_other() -> None:
    wrong = []
    for name, found in OWN.items():
        for other in found:
            here, there = house(name), house(other)
            if here == there or not here or not there:
                continue
            if FLOORS[there] > FLOORS[here] or (here in EDGES and there in EDGES):
                wrong.append(f"{name} imports {other}")
    assert not wrong


def test_no_module_imports_itself_by_a_detour() -> None:
    def all_imports(name: str) -> set[str]:
        found: set[str] = set()
        waiting = list(OWN[name])
        while waiting:
            other = waiting.pop()
            if other not in found:
                found.add(other)
                waiting.extend(OWN[other])
        return found

    assert not [name for name in TREES if name in all_imports(name)]


@pytest.mark.parametrize("name", [name for name in TREES if house(name) == "core"])
def test_the_core_knows_no_clock_chance_network_or_environment(name: str) -> None:
    found = {
        module
        for module in imports(TREES[name])
        if any(module == impure or module.startswith(f"{impure}.") for impure in IMPURE_MODULES)
    }
    called = {
        node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id
        for node in ast.walk(TREES[name])
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
    }
    assert not found
    assert not called & IMPURE_CALLS


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def test_no_module_is_longer_than_400_lines() -> None:
    assert not [path for path in MODULES if len(path.read_text(encoding="utf-8").splitlines()) > 400]


def test_no_function_is_longer_than_45_lines_and_the_median_is_nine_at_most() -> None:
    lengths = {f"{name}.{node.name}": length(node) for name, tree in TREES.items() for node in functions(tree)}
    assert not {name: lines for name, lines in lengths.items() if lines > 45}
    assert statistics.median(lengths.values()) <= 9


def test_every_module_opens_by_saying_its_job() -> None:
    assert not [name for name, tree in TREES.items() if not ast.get_docstring(tree)]
