"""What a command imports: libraries and modules of ours that it does not need cost every run of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = "from ledger.cli.main import main; main({!r})"
SCREEN = """
import asyncio
import ledger.cli.tui
from ledger.bootstrap import open_ledger
from ledger_tui.app import ReplayApp


async def draw(app):
    async with app.run_test(size=(120, 40)) as pilot:
        while getattr(app.screen, "replay", None) is None:
            await pilot.pause()
        await pilot.pause()


asyncio.run(draw(ReplayApp(open_ledger({!r}, read_only=True), "darlington-2021")))
"""

OTHER_ENGINE = {"psycopg", "sqlalchemy.dialects.postgresql"}
MIGRATIONS = {"alembic", "sqlalchemy.orm", "ledger.store.upgrade", "ledger_migrations"}
WRITING = {"eventsourcing.application", "ledger.access", "ledger.deciding", "ledger.domain.decider", "ledger.identity", "ledger.recording"}
COMMANDS = {"ledger.domain.commands"}
"""The list of inspections loads these where one has disputes, whose states are told by what decides on them."""
ELSEWHERE = {"ledger.casebook", "ledger.demonstration", "ledger.exporting", "ledger.importing", "ledger.published", "xlsxwriter"}
CHECKING = {"ledger.integrity.verifying", "ledger.store.backup", "ledger.store.copying", "ledger.store.examining"}
ASKED_FOR = {"ledger.audit.blame", "ledger.audit.findings", "ledger.audit.sensitivity", "ledger.audit.triage", "ledger.audit.why"}
TERMINAL = {"rich", "textual", "ledger_tui"}
OTHER_SCREENS = {f"ledger_tui.screens.{name}" for name in ("compare", "disputes", "programme", "recording", "second")}
WIDGETS = {f"textual.widgets._{name}" for name in ("data_table", "markdown", "text_area")}
READING = OTHER_ENGINE | MIGRATIONS | WRITING | ELSEWHERE | CHECKING | ASKED_FOR


def loaded_after(program: str) -> set[str]:
    """The modules that a process of its own has loaded once it has run."""
    script = f"{program}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_help_loads_no_heavy_library() -> None:
    loaded = loaded_after(COMMAND.format(["--help"]))
    assert "click" in loaded
    assert loaded & {"alembic", "asyncio", "eventsourcing", "ledger.domain", "pydantic", "rich", "sqlalchemy", "textual"} == set()


@pytest.mark.parametrize(
    "arguments", [("inspections", "--json"), ("ratings", "darlington-2021"), ("log", "darlington-2021")], ids=lambda given: given[0]
)
def test_reading_loads_nothing_of_writing_of_the_other_engine_or_of_the_screens(built: Path, arguments: tuple[str, ...]) -> None:
    loaded = loaded_after(COMMAND.format(["--ledger", str(built), *arguments]))
    assert {"ledger.store.sqlite", "sqlalchemy.dialects.sqlite"} <= loaded
    assert loaded & (READING | TERMINAL | {"platformdirs"}) == set()


def test_an_explanation_loads_no_other_answer(built: Path) -> None:
    loaded = loaded_after(COMMAND.format(["--ledger", str(built), "why", "darlington-2021", "3.2"]))
    assert "ledger.audit.why" in loaded
    assert loaded & ((READING | COMMANDS | TERMINAL) - {"ledger.audit.why"}) == set()


def test_the_replay_is_drawn_with_no_other_screen_loaded_and_none_of_the_answers_that_are_asked_for_by_a_key(built: Path) -> None:
    loaded = loaded_after(SCREEN.format(str(built)))
    assert "ledger_tui.screens.replay" in loaded
    assert loaded & (READING | COMMANDS | OTHER_SCREENS | WIDGETS) == set()
