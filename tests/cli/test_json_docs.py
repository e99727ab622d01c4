"""`docs/json.md`: every example has the names, order and kinds of value that the command prints."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from tests.cli.ran import Json, Run

PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^(?:`(\w+)` of )?`ledger ([^`\n]+)`\n\n```json\n(.*?)\n```$", PAGE, flags=re.MULTILINE | re.DOTALL)
FREE = {"data", "sources"}
"""Keys whose objects depend on the event."""


def differences(example: Json, printed: Json, where: str = "") -> list[str]:
    """Where an example is not what is printed: other keys, other kinds of value, objects of a list unlike the example's."""
    if isinstance(example, dict) and isinstance(printed, dict):
        if list(example) != list(printed):
            return [f"{where}: {list(example)} is not {list(printed)}"]
        inner = [differences(example[key], printed[key], f"{where}.{key}") for key in example if key not in FREE]
        return [found for one in inner for found in one]
    if isinstance(example, list) and isinstance(printed, list):
        return _list_differences(example, printed, where)
    nullable = None in (example, printed)
    return [] if nullable or type(example) is type(printed) else [f"{where}: {example!r} is not {printed!r}"]


def _list_differences(example: list[Json], printed: list[Json], where: str) -> list[str]:
    if bool(example) != bool(printed):
        return [f"{where}: {example!r} is not {printed!r}"]
    return [found for pair in zip(example, printed, strict=False) for found in differences(*pair, f"{where}[]")]


def test_the_page_has_examples_of_every_command_it_is_about() -> None:
    assert {command.split()[0] for _, command, _ in EXAMPLES} == {"why", "show", "diff", "blame", "dispute", "second", "agreement"}


@pytest.mark.parametrize(("step", "command", "example"), EXAMPLES, ids=[f"{step} {command}" for step, command, _ in EXAMPLES])
def test_an_example_is_what_the_command_prints(demo: Run, step: str, command: str, example: str) -> None:
    ran = demo(*shlex.split(command))
    assert (ran.code, ran.err) == (0, "")
    printed = next(one for one in ran.json["steps"] if one["step"] == step) if step else ran.json
    assert differences(json.loads(example), _chosen(printed, json.loads(example))) == []


def _chosen(printed: Json, example: Json) -> Json:
    """The printed value with the standard or key question of the example first in its list."""
    if isinstance(printed, dict):
        return {key: _chosen(value, example.get(key)) if isinstance(example, dict) else value for key, value in printed.items()}
    if isinstance(printed, list) and isinstance(example, list) and example and isinstance(example[0], dict) and "id" in example[0]:
        first = [one for one in printed if one["id"] == example[0]["id"]]
        return [_chosen(one, example[0]) for one in first]
    if isinstance(printed, list) and isinstance(example, list):
        return [_chosen(one, wanted) for one, wanted in zip(printed, example, strict=False)]
    return printed


def test_a_key_that_is_not_printed_is_found() -> None:
    assert differences({"a": 1, "b": [{"c": "x"}]}, {"a": 1, "b": [{"d": "x"}]}) == [".b[]: ['c'] is not ['d']"]
    assert differences({"a": 1}, {"a": "1"}) == [".a: 1 is not '1'"]
    assert differences({"a": []}, {"a": [1]}) == [".a: [] is not [1]"]
