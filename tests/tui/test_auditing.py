"""The panels of answers, driven by keys: findings, why, blame, verification."""

from __future__ import annotations

import shutil
import threading
from pathlib import Path

import pytest
from tests.engines import write
from tests.tui.driving import NARROW, ROOMY, answered, line_with, opened, press, settle, shown, step, until

from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.integrity.faults import Verified
from ledger.integrity.verifying import Progress
from ledger_tui.screens.replay import ReplayScreen
from ledger_tui.widgets.answers import BlamePanel, FindingsPanel
from ledger_tui.widgets.board import Board
from ledger_tui.widgets.reading import WAITING

NY, TRAINING = "north-yorkshire-2020", "training-example"
PANEL = (":", *"panel", "enter")


async def test_the_findings_stand_beside_the_board_the_gravest_first(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "F")
        await answered(pilot)
        assert "30 findings: 1 high, 19 medium, 10 low" in shown(pilot.app)
        assert line_with(pilot.app, "high  ")
        assert "─ Findings ─" in shown(pilot.app)
        assert "─ Board ─" in shown(pilot.app)


async def test_enter_goes_to_the_event_of_a_finding_and_the_list_stays_as_it_was(ledger: Ledger) -> None:
    async with opened(ledger, TRAINING) as pilot:
        await press(pilot, "F")
        await answered(pilot)
        panel = pilot.app.screen.query_one(FindingsPanel)
        told = panel.told
        assert f"at #{told[1].position} moved 2.2" in told[1].text
        await press(pilot, "j", "j", "enter")
        assert panel.chosen is not None
        assert f"─ Event #{panel.chosen.position} ─" in shown(pilot.app)
        assert panel.told is told
        assert "F twice: look as at the cursor" in shown(pilot.app)
        assert panel.stamp == f"AS AT #{ledger.head()}"
        await press(pilot, "<")
        assert step(pilot.app) == 617
        assert "─ Findings ─" in shown(pilot.app)
        await press(pilot, "enter", "F", "F")
        await answered(pilot)
        assert panel.stamp != f"AS AT #{ledger.head()}"


async def test_where_there_is_little_room_the_event_of_a_finding_is_seen_and_back_opens_the_list(ledger: Ledger) -> None:
    async with opened(ledger, TRAINING, NARROW) as pilot:
        await press(pilot, "F")
        await answered(pilot)
        panel = pilot.app.screen.query_one(FindingsPanel)
        told, asked_at = panel.told, panel.stamp
        await press(pilot, "j", "enter")
        chosen = panel.chosen
        assert chosen is not None
        assert f"─ Event #{chosen.position} ─" in shown(pilot.app)
        assert "─ Findings" not in shown(pilot.app)
        await press(pilot, "q")
        assert "─ Findings ─" in shown(pilot.app)
        assert step(pilot.app) == 617
        await press(pilot, "enter", "F")
        assert "─ Findings · F twice: look as at the cursor ─" in shown(pilot.app)
        assert (panel.told, panel.stamp, panel.chosen) == (told, asked_at, chosen)
        await press(pilot, "F", "F")
        await answered(pilot)
        assert panel.stamp == f"AS AT #{chosen.position}"


async def test_why_goes_with_the_cursor_and_the_chosen_standard(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, *PANEL, "]", "w")
        await answered(pilot)
        assert "Why 3.2 Planning is Good" in shown(pilot.app)
        assert "The panel moved it to Good by discretion" in shown(pilot.app)
        await press(pilot, "k")
        await answered(pilot)
        assert "Why 3.1 Assessment is Good" in shown(pilot.app)
        await press(pilot, "j", "[")
        await answered(pilot)
        assert "Why 3.2 Planning is Requires improvement" in shown(pilot.app)
        await press(pilot, "q")
        assert "─ Why ─" not in shown(pilot.app)


async def test_a_panel_shows_no_answer_to_what_is_no_longer_asked(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "w")
        await answered(pilot)
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        monkeypatch.setattr("ledger_tui.screens.auditing.REST", 60)  # so that no new answer comes before the panel is looked at
        screen.seek(5)
        await pilot.pause()
        assert WAITING in shown(pilot.app)
        assert "Why 1.1" not in shown(pilot.app)


async def test_blame_names_the_last_event_of_everything_and_leads_to_it(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "b")
        await answered(pilot)
        assert "Overall Good" in shown(pilot.app)
        await press(pilot, "tab", "tab", "shift+tab")
        chosen = pilot.app.screen.query_one(BlamePanel).chosen
        assert chosen is not None
        await press(pilot, "enter")
        await answered(pilot)
        assert f"─ Event #{chosen.position} ─" in shown(pilot.app)


async def test_a_long_answer_can_be_read_on_and_clicked(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        await press(pilot, "b")
        await answered(pilot)
        panel = pilot.app.screen.query_one(BlamePanel)
        await press(pilot, "pagedown")
        assert panel.top == panel.size.height - 3
        await press(pilot, "pageup", "pageup")
        assert panel.top == 0
        row = 1 + next(row for row, (number, _) in enumerate(panel._body) if number == panel.leading[1])
        await pilot.click(BlamePanel, offset=(10, row))
        assert panel.index == 1
        await pilot.click(BlamePanel, offset=(10, row))
        await settle(pilot)
        position = panel.told[panel.leading[1]].position
        assert step(pilot.app) == next(n for n, event in enumerate(ledger.history(NY), 1) if event.position == position)


async def test_verification_says_the_mode_and_how_far_it_is_and_then_every_rung(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    go_on, verify = threading.Event(), Ledger.verify

    def held(self: Ledger, progress: Progress) -> Verified:
        progress("records", 70, 100)
        assert go_on.wait(60)
        return verify(self, progress)

    monkeypatch.setattr(Ledger, "verify", held)
    async with opened(ledger, TRAINING) as pilot:
        assert "not verified since this was opened" in shown(pilot.app)
        await press(pilot, "V", "V")
        await until(lambda: "70 of 100" in shown(pilot.app))
        assert "VERIFYING" in line_with(pilot.app, "step 617 of 617")
        go_on.set()
        await answered(pilot)
        assert "VERIFYING" not in shown(pilot.app)
        assert f"{ledger.head():,} records verified, no fault found" in shown(pilot.app)
        assert "its bytes and hash verify" in shown(pilot.app)


async def test_an_altered_record_is_told_in_the_panel_and_beside_its_event(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built, tmp_path / "copy.ledger"))
    with open_ledger(str(copy), read_only=True) as ledger:
        position = ledger.history(TRAINING)[-1].position
        write(copy, f"UPDATE events SET leaf = zeroblob(32) WHERE position = {position}", guarded=False)
        async with opened(ledger, TRAINING, ROOMY) as pilot:
            await press(pilot, "V")
            await answered(pilot)
            assert "1 fault found" in shown(pilot.app)
            assert "leaf hash: expected 0000" in shown(pilot.app)
            assert "its bytes and hash verify" not in shown(pilot.app)
            await press(pilot, ",")
            assert "its bytes and hash verify" in shown(pilot.app)


async def test_what_cannot_be_worked_out_is_said_in_the_panel(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(ledger, NY) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        monkeypatch.setattr(ReplayScreen, "_told", lambda *_: screen.ledger.history("nowhere-2020"))
        await press(pilot, "w")
        await answered(pilot)
        assert "There is no inspection" in shown(pilot.app)


async def test_an_event_of_another_inspection_is_not_gone_to(ledger: Ledger) -> None:
    async with opened(ledger, TRAINING) as pilot:
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        screen.go_to_position(ledger.head() + 1)
        await pilot.pause()
        assert "is an event of another inspection" in shown(pilot.app)
        assert step(pilot.app) == 617


async def test_while_it_plays_no_answer_is_worked_out(ledger: Ledger) -> None:
    async with opened(ledger, TRAINING) as pilot:
        await press(pilot, "0", "w")
        await answered(pilot)
        await press(pilot, "+", "+", " ")
        await until(lambda: step(pilot.app) > 20)
        assert WAITING in shown(pilot.app)
        await press(pilot, " ")
        await answered(pilot)
        assert pilot.app.screen.query_one(Board).shown is not None
