"""Requests in words, searches both ways, the palette, citations and pictures; all by keys."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import pytest
from tests.tui.driving import NARROW, ROOMY, answered, fill, line_with, opened, press, settle, shown, step, until
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.widgets import Input, OptionList

from ledger.application import Ledger
from ledger_tui.keymap import SCREENS
from ledger_tui.palette_commands import LEFT_OUT
from ledger_tui.screens.keys import APP, REPLAY, explained
from ledger_tui.screens.programme_keys import PROGRAMME
from ledger_tui.widgets.river import River

NY, TRAINING = "north-yorkshire-2020", "training-example"


DONE = {
    "who 3.2.3": "3.2.3 5/8 63 %",
    "goto 2193": "─ Event #2193 ─",
    "2193": "─ Event #2193 ─",
    "who 3.2": "3.2 Planning: Good",
    "why 3.2": "Why 3.2 Planning is Good",
    "blame": "Overall Good",
    "findings high": "1 finding: 1 high",
    "find panel ": "/panel",
    "prev": "step 2568 of 2569",
    "back-change": "3.3 Implementation and delivery moved to Good",
    "whatif 2193": "WHAT IF",
    "diff panel latest": "COMPARE",
}
REFUSED = {
    "nonsense": "Expected a point such as 412",
    "goto 9999999": "Nothing is recorded at",
    "why 9.9": "9.9 is no standard",
    "whatif 1": "#1 is no event of this inspection",
    "findings grave": "Expected one of high, medium, low",
}


async def test_a_request_in_words_is_done(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        for text, said in DONE.items():
            assert said not in shown(pilot.app), text
            await fill(pilot, text)
            await until(lambda said=said: said in shown(pilot.app))  # type: ignore[misc]
            await press(pilot, "escape", "escape", "escape", "end")


async def test_what_cannot_be_done_is_said_in_words_until_the_next_key(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        for text, said in REFUSED.items():
            await fill(pilot, text)
            await settle(pilot)
            assert said in " ".join(shown(pilot.app).split()), text
            assert "─ Timeline " in shown(pilot.app)
            assert "◆opened" in shown(pilot.app)
            assert step(pilot.app) == 2569
            await press(pilot, "m")
            assert "marked: d compares" in shown(pilot.app) or "the mark is taken away" in shown(pilot.app)
            assert said[:30] not in shown(pilot.app)


async def test_a_position_that_only_the_whole_ledger_knows_of_is_looked_up_while_the_screen_goes_on(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered, head = Event(), Ledger.head

    def waiting(ledger: Ledger) -> int:
        answered.wait(10)
        return head(ledger)

    monkeypatch.setattr(Ledger, "head", waiting)
    async with opened(ledger, "darlington-2021") as pilot:
        last = step(pilot.app)
        await fill(pilot, "goto 6626")
        await press(pilot, "comma")
        assert step(pilot.app) == last - 1
        answered.set()
        await until(lambda: step(pilot.app) == last)


async def test_what_was_typed_before_is_recalled_and_what_is_begun_is_completed(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        for text in ("2193", "panel"):
            await press(pilot, ":", *text, "enter")
        field = pilot.app.screen.query_one(Input)
        await press(pilot, ":", "up")
        assert field.value == "panel"
        await press(pilot, "up", "up", "down", "up")
        assert field.value == "2193"
        await press(pilot, "enter", ":", "down")
        assert field.value == ""
        await press(pilot, *"ver")
        await until(lambda: field._suggestion == "verify")


async def test_braces_go_from_panel_decision_to_panel_decision(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "left_curly_bracket")
        assert "by discretion" in line_with(pilot.app, " 3.3 Implementation and delivery moved")
        await press(pilot, "left_curly_bracket")
        assert "3.2 Planning moved to Good by discretion" in shown(pilot.app)
        await press(pilot, "right_curly_bracket", "right_curly_bracket")
        assert "no later dispute or panel decision" in shown(pilot.app)


async def test_a_search_for_what_does_not_speak_of_the_words(ledger: Ledger) -> None:
    async with opened(ledger, TRAINING) as pilot:
        await press(pilot, "0", "/", "!", *"sampled", "enter")
        first = step(pilot.app)
        assert "sampled" not in line_with(pilot.app, "─ Event")
        assert first > 1
        await press(pilot, "/", "!", "e", "enter")
        assert "“e” is in every event" in shown(pilot.app)
        await press(pilot, "/", "!", "e", "space", "a", "enter")
        assert "every event speaks of some of “e a”" in shown(pilot.app)
        await press(pilot, "0", "/", *"declined 2.1 panel-1", "enter")
        assert "Discretion on 2.1 Assessment declined" in shown(pilot.app)
        await press(pilot, "/", *"zebra 2.1", "enter")
        assert "Nothing found: no event speaks of all of “zebra 2.1”." in shown(pilot.app)


async def test_y_copies_the_citation_and_shows_it(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, ":", *"2193", "enter", "y")
        assert pilot.app.clipboard.startswith(
            "north-yorkshire-2020 #2193: 3.2 moved to Good by discretion; panel-1 (panel chair), happened in July 2020"
        )
        assert "Copied: north-yorkshire-2020 #2193" in shown(pilot.app)
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert pilot.app.clipboard[-12:] in shown(pilot.app)


def names(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir()]


async def test_s_asks_where_to_save_a_picture_and_replaces_one_only_when_told_twice(
    ledger: Ledger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with opened(ledger, NY) as pilot:
        await press(pilot, ":", *"2193", "enter", "s")
        picture = tmp_path / "north-yorkshire-2020-2193.svg"
        assert pilot.app.screen.query_one(Input).value == picture.name
        assert not picture.exists()
        await press(pilot, "enter")
        await until(picture.exists)
        drawn = picture.read_text(encoding="utf-8")
        assert drawn.startswith("<svg")
        assert "Go&#160;to" in drawn
        assert f"/{picture.name}" in line_with(pilot.app, "Saved as ")
        picture.write_text("mine", encoding="utf-8")
        for answer in (("enter",), ("n", "enter"), ("escape",)):
            await press(pilot, "s", "enter")
            assert f"replace {picture.name}?" in shown(pilot.app)
            await press(pilot, *answer)
            assert picture.read_text(encoding="utf-8") == "mine"
        await fill(pilot, f"save {picture.stem}")
        await press(pilot, *"yes", "enter")
        await until(lambda: "Saved as" in shown(pilot.app))
        assert picture.read_text(encoding="utf-8").startswith("<svg")
        for name, said in (
            (".", "is a folder: give the name"),
            ("none/x", "There is no folder"),
            ("~nobody/x", "There is no folder"),
            ("/dev/null", "is no ordinary file"),
            ("x" * 300, "File name too long"),
        ):
            await fill(pilot, f"picture {name}")
            assert said in shown(pilot.app)
        monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(PermissionError(13, "Permission denied")))
        await press(pilot, ":", *"picture", "enter", "enter", *"yes", "enter")
        await until(lambda: "Permission denied" in " ".join(shown(pilot.app).split()))
    assert names(tmp_path) == [picture.name]


async def test_the_palette_names_everything_noun_first_and_does_it(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        await press(pilot, "ctrl+p")
        palette = pilot.app.screen
        assert isinstance(palette, CommandPalette)
        await until(lambda: "why: Why" in shown(pilot.app) or "step: Back" in shown(pilot.app))
        await pilot.press(*"findings: find")
        found = palette.query_one(OptionList)
        await until(lambda: found.option_count > 0 and "findings: Findings" in str(found.get_option_at_index(0).prompt))
        for _ in range(3):  # the first enter goes to the list, the next takes what is lit in it
            if pilot.app.screen is palette:
                await press(pilot, "enter")
        await answered(pilot)
        assert "30 findings" in shown(pilot.app)


async def test_findings_once_looked_for_are_marks_on_the_river(ledger: Ledger) -> None:
    async with opened(ledger, NY) as pilot:
        river = pilot.app.screen.query_one(River)
        assert not river.marks
        await press(pilot, "F")
        await answered(pilot)
        assert {mark.sign for mark in river.marks} == {"F", "f"}


def test_every_key_of_every_screen_has_an_id_a_sentence_and_a_line_in_the_help() -> None:
    for bindings in (REPLAY, PROGRAMME, APP):
        told = {tooltip for _, tooltip, _ in explained(bindings)}
        for binding in bindings:
            assert isinstance(binding, Binding)
            assert binding.id
            assert binding.tooltip in told
    ids = [binding.id for binding in (*REPLAY, *APP) if isinstance(binding, Binding)]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("bindings", SCREENS.values(), ids=SCREENS)
def test_no_two_entries_of_a_palette_have_one_name(bindings: list[BindingType]) -> None:
    told = [binding for binding in (*bindings, *APP) if isinstance(binding, Binding) and not str(binding.id).startswith(LEFT_OUT)]
    names = [(str(binding.id).partition(".")[0], binding.description) for binding in told]
    assert len(names) == len(set(names))


def test_no_key_has_two_meanings_on_one_screen() -> None:
    for bindings in (REPLAY, PROGRAMME):
        keys = [key for binding in (*bindings, *APP) if isinstance(binding, Binding) for key in binding.key.split(",")]
        assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize(
    ("inspection", "size", "ends"),
    [(None, (60, 16), "q Quit"), (NY, (60, 16), ""), (NY, (80, 24), "q Back"), (NY, ROOMY, "q Back")],
)
async def test_the_footer_names_the_help_and_the_way_back_and_is_not_cut_within_a_word(
    ledger: Ledger, inspection: str | None, size: tuple[int, int], ends: str
) -> None:
    async with opened(ledger, inspection, size) as pilot:
        last = shown(pilot.app).splitlines()[-1].strip()
        words = {word for binding in (*REPLAY, *PROGRAMME, *APP) if isinstance(binding, Binding) for word in binding.description.split()}
        assert "? Help" in last
        assert last.endswith(ends)
        assert {word for word in last.split() if len(word) > 2 and word.isalpha()} <= words | {"Step", "Change", "enter", "space"}


async def test_in_sixty_columns_an_answer_has_the_board_s_place_too(ledger: Ledger) -> None:
    async with opened(ledger, NY, (60, 16)) as pilot:
        await press(pilot, "F")
        await answered(pilot)
        assert "30 findings: 1 high, 19 medium, 10 low" in shown(pilot.app)
        assert "─ Board ─" not in shown(pilot.app)
        await press(pilot, "q")
        assert "─ Board ─" in shown(pilot.app)
