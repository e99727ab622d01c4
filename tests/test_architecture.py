"""What holds the house up: what an import may bring along, how long a function or file may be, and no floats in the rules."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = sorted(path for folder in ("src", "tui", "migrations") for path in (ROOT / folder).rglob("*.py"))
TESTS = sorted(path for folder in ("tests", "benchmarks") for path in (ROOT / folder).rglob("*.py"))
PURE = sorted(path for folder in ("domain", "projections", "integrity") for path in (ROOT / "src" / "ledger" / folder).rglob("*.py"))
HEAVY = {"alembic", "eventsourcing", "pydantic", "sqlalchemy", "textual"}


def modules_after(*imports: str) -> set[str]:
    """The top-level packages loaded by a fresh interpreter that imports these modules and nothing else."""
    program = "; ".join([*(f"import {name}" for name in imports), "import sys", "print(*sys.modules)"])
    plain = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}  # measuring loads modules of its own
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT, env=plain)
    return {name.partition(".")[0] for name in done.stdout.split()}


def every_module(package: str) -> list[str]:
    """All modules of a package of ours, by name."""
    folder = ROOT / "src" / Path(*package.split("."))
    return sorted(f"{package}.{path.stem}" for path in folder.glob("*.py") if path.stem != "__init__")


def test_the_command_line_loads_nothing_heavy_until_a_command_needs_it() -> None:
    assert not modules_after("ledger.cli.main") & {*HEAVY, "rich", "orjson"}


def test_the_rules_load_only_the_standard_library_and_pydantic() -> None:
    loaded = modules_after(*every_module("ledger.domain"))
    assert "pydantic" in loaded
    assert not loaded & {*HEAVY - {"pydantic"}, "click", "orjson", "platformdirs", "rich", "rpds", "sqlite3"}


def test_the_projections_load_no_input_or_output() -> None:
    assert not modules_after(*every_module("ledger.projections")) & {*HEAVY - {"pydantic"}, "click", "platformdirs", "rich", "sqlite3"}


def test_the_migrations_do_not_load_the_program() -> None:
    assert "ledger" not in modules_after("ledger_migrations")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def test_no_function_is_longer_than_fifty_lines() -> None:
    lengths = {f"{path.name}:{f.name}": (f.end_lineno or 0) - f.lineno + 1 for path in SOURCES for f in functions(path)}
    assert {name: length for name, length in lengths.items() if length > 50} == {}


def test_functions_are_short() -> None:
    lengths = sorted((f.end_lineno or 0) - f.lineno + 1 for path in SOURCES for f in functions(path))
    assert lengths[len(lengths) // 2] <= 8
    assert lengths[len(lengths) * 9 // 10] <= 25


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in (*SOURCES, *TESTS)}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_module_is_a_bag_of_utilities() -> None:
    assert [path for path in SOURCES if path.stem in {"utils", "util", "helpers", "misc", "common"}] == []


@pytest.mark.parametrize("path", PURE, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_rules_use_no_floats(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float)), f"line {node.lineno}: {node.value}"
        assert not (isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Div)), f"line {node.lineno}: true division"
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"}), f"line {node.lineno}: {node.id}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
