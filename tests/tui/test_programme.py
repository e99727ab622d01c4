"""The programme: all inspections in an order and through a filter, as at a point."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines import write
from tests.tui.driving import NARROW, ROOMY, fill, line_with, opened, press, settle, shown, step, until

from ledger.application import LATEST, Ledger
from ledger.bootstrap import open_ledger
from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened
from ledger.domain.scoring import Overall
from ledger.errors import StorageError
from ledger.frameworks import load_framework
from ledger_tui.messages import EventSought
from ledger_tui.programme import NEVER, ORDERS, Programme, distance, edges
from ledger_tui.screens.programme import ProgrammeScreen
from ledger_tui.widgets.panel import length
from ledger_tui.widgets.programme_list import ProgrammeList, distances, scale, strip
from ledger_tui.widgets.status import Status

FRAMEWORK = load_framework("youth-2018")
SIX = ["north-yorkshire-2020", "oxfordshire-2020", "north-east-lincolnshire-2022", "sunderland-2022", "darlington-2021", "training-example"]


def overall(score: int | None) -> Overall:
    return Overall(Rating.GOOD if score is not None else "Pending", score, 36, (0, 36) if score is None else (score, score))


@pytest.fixture(scope="module")
def programme(ledger: Ledger) -> Programme:
    listed = ledger.listed()
    return Programme().listing(listed).standing(ledger.standings(listed)).finding("oxfordshire-2020", 2)


def names(programme: Programme) -> list[str]:
    return [row.name for row in programme.shown]


@pytest.mark.parametrize(
    ("score", "points", "said"),
    [
        (0, (7,), "7↑R"),
        (6, (1,), "1↑R"),
        (7, (12, -1), "12↑G 1↓I"),
        (25, (6, -7), "6↑O 7↓R"),
        (31, (-1,), "1↓G"),
        (36, (-6,), "6↓G"),
        (None, (), "pending"),
    ],
)
def test_the_points_to_the_band_edges(score: int | None, points: tuple[int, ...], said: str) -> None:
    assert edges(overall(score), FRAMEWORK.rules) == points
    assert distance(overall(score), FRAMEWORK.rules) == min((abs(p) for p in points), default=NEVER)
    assert distances(overall(score), FRAMEWORK) == said


@pytest.mark.parametrize("score", [None, 0, 18, 19, 36])
def test_the_scale_has_one_bright_cell_where_there_is_a_score(score: int | None) -> None:
    parts = scale(overall(score), FRAMEWORK)
    assert length(parts) == 10
    assert sum(bool(style.bold) for _, style in parts) == (score is not None)


def test_a_strip_has_a_letter_a_standard_and_is_as_wide_before_it_is_read(programme: Programme) -> None:
    for row in programme.rows:
        drawn = strip(row.listed.framework, row.standing)
        assert length(drawn) == length(strip(row.listed.framework, None)) == 17
    first = programme.rows[0]
    assert "".join(text for text, _ in strip(first.listed.framework, first.standing)).split() == ["OGOO", "RRRG", "GGGO"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("recorded", SIX),
        ("service", [SIX[4], SIX[2], SIX[0], SIX[1], SIX[3], SIX[5]]),
        ("score", [SIX[5], SIX[0], SIX[3], SIX[2], SIX[1], SIX[4]]),
        ("edge", [SIX[4], SIX[5], SIX[1], SIX[2], SIX[3], SIX[0]]),
        ("findings", [SIX[1], SIX[0], *SIX[2:]]),
        ("changed", [SIX[5], SIX[3], SIX[2], SIX[4], SIX[0], SIX[1]]),
    ],
)
def test_every_order_is_what_its_name_says(programme: Programme, order: str, expected: list[str]) -> None:
    while programme.order != order:
        programme = programme.sorted_by(1)
    assert names(programme) == expected


@given(st.lists(st.sampled_from([1, -1]), max_size=8))
def test_no_order_loses_an_inspection_and_the_next_and_the_one_before_are_where_you_were(programme: Programme, moves: list[int]) -> None:
    sorted_ = programme
    for by in moves:
        sorted_ = sorted_.sorted_by(by)
    assert set(names(sorted_.turning())) == set(SIX)
    assert names(sorted_.sorted_by(1).sorted_by(-1)) == names(sorted_)
    assert set(ORDERS) >= {sorted_.order}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", SIX),
        ("YORK", [SIX[0]]),
        ("youth-2021", SIX[2:4]),
        ("outstanding", [SIX[4]]),
        ("high", [SIX[1]]),
        ("good 2022", SIX[2:4]),
        ("zebra", []),
    ],
)
def test_a_filter_keeps_what_holds_all_its_words(programme: Programme, text: str, expected: list[str]) -> None:
    assert names(programme.filtered(text)) == expected


def test_findings_are_looked_for_on_the_screen_first_and_elsewhere_only_in_a_small_ledger(ledger: Ledger) -> None:
    fresh = Programme().listing(ledger.listed()).finding(SIX[1], 0)
    assert [one.inspection for one in fresh.unread(0, 2, most=100)] == [SIX[0], *SIX[2:]]
    assert [one.inspection for one in fresh.unread(1, 3, most=2)] == [SIX[2]]


async def test_each_line_has_the_board_as_a_strip_the_score_its_edges_the_findings_and_the_last_change(ledger: Ledger) -> None:
    async with opened(ledger, None, ROOMY) as pilot:
        await until(lambda: "…" not in line_with(pilot.app, "Training example")[90:])
        line = line_with(pilot.app, "North Yorkshire")
        for said in ("OGOO RRRG GGGO", "G  25/36", "6↑O 7↓R", " 1 ", "September 2020"):
            assert said in line
        assert "≈ reconstructed from published figures" in shown(pilot.app)
        await press(pilot, "G")
        assert "° invented for training" in shown(pilot.app)


async def test_coming_back_finds_row_filter_and_order_as_they_were(ledger: Ledger) -> None:
    async with opened(ledger, None, NARROW) as pilot:
        await press(pilot, "s", "/", *"2020", "enter", "j", "enter")
        await settle(pilot)
        assert "─ Timeline " in shown(pilot.app)
        await press(pilot, "q")
        assert "2 of 6, “2020”" in shown(pilot.app)
        assert "by service" in shown(pilot.app)
        chosen = pilot.app.screen.query_one(ProgrammeList).chosen
        assert chosen is not None
        assert chosen.name == "oxfordshire-2020"
        await press(pilot, "r")
        assert "by service, turned" in shown(pilot.app)
        assert pilot.app.screen.query_one(ProgrammeList).index == 0
        await press(pilot, "/", *"zebra", "enter")
        assert "Nothing found for “zebra”" in shown(pilot.app)
        await press(pilot, "enter", "escape", "S")
        assert line_with(pilot.app, "as recorded").split()[-4:] == ["high", "from", "last", "change"]
        assert "#" in line_with(pilot.app, "Darlington")
        assert "Darlington" in shown(pilot.app)


async def test_the_list_as_at_a_date_opens_each_inspection_where_it_stood(ledger: Ledger) -> None:
    async with opened(ledger, None, ROOMY) as pilot:
        await press(pilot, "@", *"2020-06-01", "enter")
        await settle(pilot)
        assert "as at 2020-06-01" in shown(pilot.app)
        assert "Darlington" not in shown(pilot.app)
        assert "Pending" in shown(pilot.app) or "pending" in line_with(pilot.app, "North Yorkshire")
        listed = pilot.app.screen.query_one(ProgrammeList).programme.shown[0].listed
        await press(pilot, "enter")
        await settle(pilot)
        assert step(pilot.app) == listed.step < listed.of
        await press(pilot, "q", "@", *"2019-01-01", "enter")
        await settle(pilot)
        assert "No inspection had been opened as at 2019-01-01; there are 6 now: @ and enter list them." in shown(pilot.app)
        await press(pilot, "@", "enter")
        await settle(pilot)
        assert "as at the latest event" in shown(pilot.app)
        assert "Darlington" in shown(pilot.app)


async def test_a_ledger_that_cannot_be_reached_for_a_while_is_said_to_be_and_the_list_stays(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object, **__: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    async with opened(ledger, None, ROOMY) as pilot:
        for of, name in ((Ledger, "listed"), (ledger, "history"), (Ledger, "event"), (Ledger, "verify")):
            monkeypatch.setattr(of, name, gone)
        for keys in (("enter",), ("@", "enter"), ("@", *"2020-06-01", "enter")):
            await press(pilot, *keys)
            await until(lambda: "the ledger cannot be reached" in shown(pilot.app))
            await press(pilot, "j")
            assert "Darlington" in shown(pilot.app)
            assert "the ledger cannot be reached" not in shown(pilot.app)
        await press(pilot, "V")
        await until(lambda: "Not verified: the ledger cannot be reached" in shown(pilot.app))
        screen = pilot.app.screen
        assert isinstance(screen, ProgrammeScreen)
        await press(pilot, "escape")
        for ask in (
            lambda: screen.look(screen.at, [screen.listed.programme.rows[0].listed]),
            lambda: screen.on_event_sought(EventSought(1)),
        ):
            ask()
            await until(lambda: "the ledger cannot be reached" in shown(pilot.app))
            await press(pilot, "j")
        assert screen.at == LATEST


def test_what_is_undated_is_sorted_after_every_date_as_at_which_something_changed(ledger: Ledger) -> None:
    undated, *dated = ledger.listed()
    last = undated.last._replace(by=undated.last.by._replace(happened=Happened(None, "none")))
    programme = Programme(order="changed").listing([replace(undated, last=last), *dated])
    assert names(programme)[-1] == SIX[0]


@pytest.mark.parametrize(("order", "column"), [("edge", "6↑O 7↓R"), ("changed", "2020-09"), ("recorded", "#1"), ("score", "1")])
def test_where_the_usual_columns_lack_what_is_sorted_by_there_is_one_more(programme: Programme, order: str, column: str) -> None:
    listed = ProgrammeList()
    listed.programme = replace(programme.finding(SIX[0], 1), order=order)
    row = "".join(text for text, _ in listed._row(listed.programme.rows[0], 0, 70)).split()
    assert " ".join(row).endswith(column)


async def test_requests_that_a_list_has_are_done_and_others_say_where_they_are_asked(ledger: Ledger, tmp_path: Path) -> None:
    async with opened(ledger, None, ROOMY) as pilot:
        await press(pilot, ":", *"goto 2020-06-01", "enter")
        await settle(pilot)
        assert "as at 2020-06-01" in shown(pilot.app)
        for text, said in (
            ("why 3.2", "why is asked of one inspection: enter opens the chosen one, and :why 3.2 asks it there."),
            ("find ! york", "find is asked of one inspection"),
            ("panel", "a milestone is an inspection's own"),
            ("nonsense", "Expected a point such as 412"),
            (f"picture {tmp_path}/list", "Saved as "),
            ("find sunder", "0 of "),
            ("help", "Keys"),
        ):
            await fill(pilot, text)
            await settle(pilot)
            await until(lambda said=said: said in " ".join(shown(pilot.app).split()))  # type: ignore[misc]
        assert (tmp_path / "list.svg").exists()
        await press(pilot, "escape", ":", *"quit", "enter")
        assert not pilot.app.is_running


async def test_the_whole_ledger_is_verified_from_the_list_and_a_fault_leads_to_its_event(built: Path, tmp_path: Path) -> None:
    copy = Path(shutil.copy(built, tmp_path / "copy.ledger"))
    with open_ledger(str(copy), read_only=True) as ledger:
        position = ledger.history(SIX[3])[-1].position
        write(copy, f"UPDATE events SET leaf = zeroblob(32) WHERE position = {position}", guarded=False)
        async with opened(ledger, None, NARROW) as pilot:
            await press(pilot, "V", "V")
            await until(lambda: "1 fault found" in shown(pilot.app))
            await press(pilot, "pagedown", "j", "k", "escape", "V")
            await until(lambda: "1 fault found" in shown(pilot.app))
            await press(pilot, "s")
            assert "by service" in shown(pilot.app)
            await press(pilot, "S", "V")
            await until(lambda: "1 fault found" in shown(pilot.app))
            await press(pilot, "enter")
            await settle(pilot)
            assert f"─ Event #{position} ─" in shown(pilot.app)
            await press(pilot, "q", "q")
            assert "─ Programme ·" in shown(pilot.app)
            programme = pilot.app.screen
            assert isinstance(programme, ProgrammeScreen)
            programme.on_event_sought(EventSought(999_999))
            await until(lambda: "#999999" in programme.query_one(Status).text)


@pytest.mark.parametrize(
    ("text", "said"), [("panel", "a milestone is an inspection's own"), ("soon", "Expected a point"), ("999999", "Nothing is recorded at")]
)
async def test_a_point_no_list_has_is_refused_in_words(ledger: Ledger, text: str, said: str) -> None:
    async with opened(ledger, None, ROOMY) as pilot:
        await press(pilot, "@", *text, "enter")
        await settle(pilot)
        await until(lambda: said in " ".join(shown(pilot.app).replace("\n", " ").split()) or said.split(maxsplit=1)[0] in shown(pilot.app))
        assert "as at the latest event" in shown(pilot.app)


async def test_a_long_list_scrolls_by_page_key_and_wheel(ledger: Ledger) -> None:
    async with opened(ledger, None, (80, 8)) as pilot:
        listed = pilot.app.screen.query_one(ProgrammeList)
        assert listed.room == 2
        await press(pilot, "pagedown")
        assert (listed.index, listed.first) == (2, 1)
        await press(pilot, "end")
        assert (listed.index, listed.first) == (5, 4)
        await press(pilot, "pageup", "home")
        listed.on_mouse_scroll_down()
        assert (listed.index, listed.first) == (0, 3)
        listed.on_mouse_scroll_up()
        await press(pilot, "j")
        assert (listed.index, listed.first) == (1, 0)
