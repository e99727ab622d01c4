from __future__ import annotations

from tests.tui.driving import NARROW, ROOMY, line_with, opened, press, settle, shown, step

from ledger.application import Ledger

NY, TRAINING = "north-yorkshire-2020", "training-example"
TO_3_3 = ("end", "[")


async def test_an_event_left_out_moves_the_board_and_x_again_puts_it_back(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, *TO_3_3)
        as_recorded = shown(pilot.app).splitlines()[:-1]
        assert "25/36" in line_with(pilot.app, "Overall")
        await press(pilot, "x")
        await settle(pilot)
        assert "Requires improvement ←G" in line_with(pilot.app, "»3.3 Implementation")
        assert "24/36" in line_with(pilot.app, "Overall")
        assert "left out, as if it had never happened" in " ".join(" ".join(line[:58].split()) for line in shown(pilot.app).splitlines())
        await press(pilot, "x")
        await settle(pilot)
        *again, said = shown(pilot.app).splitlines()
        assert (again, said.strip()) == (as_recorded, "as recorded again")


async def test_every_stamp_says_how_much_is_supposed_and_nothing_is_recorded(ledger: Ledger) -> None:
    head = ledger.head()
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, *TO_3_3, "x", "[", "x")
        await settle(pilot)
        assert shown(pilot.app).count("WHAT IF (2) · AS AT #") == shown(pilot.app).count("AS AT #") == 7
        assert "23/36" in line_with(pilot.app, "Overall")
    assert ledger.head() == head


async def test_back_takes_everything_supposed_away_before_it_leaves(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        await press(pilot, *TO_3_3, "x", "q")
        assert "WHAT IF" not in shown(pilot.app)
        assert "25/36" in line_with(pilot.app, "Overall")


async def test_a_judgement_of_the_list_can_be_turned_over(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, *TO_3_3, "enter", "j", "j", "enter", "j")
        assert "C23" in line_with(pilot.app, "→ C23")
        cursor = step(pilot.app)
        await press(pilot, "X")
        await settle(pilot)
        assert "- insufficient" in line_with(pilot.app, "→ C23")
        assert "4/8" in line_with(pilot.app, "»3.3 Implementation")
        assert "3.3.3 in C23: sufficient → insufficient (#1487)" in shown(pilot.app)
        assert step(pilot.app) == cursor


async def test_leaving_out_what_moves_nothing_says_so(ledger: Ledger) -> None:
    async with opened(ledger, NY, NARROW) as pilot:
        assert "the end; #2194 last changed a rating: [ goes there" in line_with(pilot.app, "─ Timeline")
        await press(pilot, "x")
        assert "leaving this out moves nothing" in shown(pilot.app).splitlines()[-1]
        assert "WHAT IF (1) · #2569" in line_with(pilot.app, "─ Event")


async def test_what_cannot_be_supposed_is_said(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, "0", "x")
        assert "without its opening there is no inspection" in shown(pilot.app)
        await press(pilot, "X")
        assert "only a judgement or an answer can be turned over" in shown(pilot.app)
        assert "WHAT IF" not in shown(pilot.app)


async def test_rating_changes_are_those_that_would_have_been(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, *TO_3_3)
        last = step(pilot.app)
        await press(pilot, "x", "end", "[")
        await settle(pilot)
        assert step(pilot.app) == last - 1


async def test_the_help_begins_with_the_keys_of_the_mode(ledger: Ledger) -> None:
    async with opened(ledger, NY, ROOMY) as pilot:
        await press(pilot, *TO_3_3, "?")
        assert "space" in shown(pilot.app).splitlines()[4]
        await press(pilot, "escape", "x", "?")
        assert "What if this event had never happened" in shown(pilot.app).splitlines()[4]
        await press(pilot, "escape", "q", "enter", "?")
        assert "The next standard of the board, or row of the list" in shown(pilot.app).splitlines()[4]
