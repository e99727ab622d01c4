from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest
from tests.tui.keys_page import PAGE, page

from ledger.cli.main import COMMANDS, command

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_names_every_command(name: str) -> None:
    assert re.search(rf"^\| .*`{name}[ `\[]", README, re.MULTILINE)


def test_every_page_and_picture_that_the_readme_names_is_there() -> None:
    named = [link for link in re.findall(r"\]\(([^)]+)\)", README) if "://" not in link]
    assert named
    assert [link for link in named if not (ROOT / link).exists()] == []


@pytest.mark.parametrize("line", re.findall(r"^\$ ledger (.*?)(?:\s+#.*)?$", README, re.MULTILINE))
def test_every_command_line_in_the_readme_is_one_the_program_takes(line: str) -> None:
    """Names and options are looked up; nothing is run."""
    words = shlex.split(line)
    words = words[2:] if words[0] == "--ledger" else words
    found = command.get_command(click.Context(command), words[0])
    assert found is not None, words[0]
    if isinstance(found, click.Group) and not words[1].startswith("-"):
        found = found.get_command(click.Context(found), words[1])
        assert found is not None, words[1]
    options = {option for parameter in found.params for option in parameter.opts}
    assert {word for word in words if word.startswith("--")} <= options | {"--help"}


def test_the_page_of_keys_has_every_key_of_every_screen() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "python -m tests.tui.keys_page writes it anew"
