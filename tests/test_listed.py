"""The list of all inspections as at a day, and the ratings of their standards: what kept rows say is what a fold gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from tests.engines import Places, write

from ledger.application import Ledger, Listed
from ledger.audit.findings import findings
from ledger.bootstrap import open_ledger
from ledger.domain.recorded import Happened
from ledger.errors import DamagedError, NotFoundError
from ledger.projections.points import parse_point, step_at
from ledger.projections.rating_rows import of_standard
from ledger.projections.ratings import RatingsView, fold
from ledger.store import sqlite
from ledger.store.at_rest import RestingConnection
from ledger.store.listing import last_month_over
from ledger.store.snapshot import Snapshot
from ledger.store.upgrade import create

POINTS = ["latest", "4000", "2026-11-21T16:00Z"]
DAYS = ["2019-12-31", "2020-02-28", "2020-02-29", "2020-06-12", "2022-09-29", "2027-01-01"]


class Folded:
    """Every inspection's view as at any step, folded from its events once."""

    def __init__(self, ledger: Ledger) -> None:
        self.histories = {name: ledger.history(name) for name in ledger.inspections()}
        self._start = ledger.start()
        self._views: dict[tuple[str, int], RatingsView] = {}

    def live(self, at: str) -> dict[str, int]:
        """The step of every inspection that had begun by a point."""
        steps = {}
        for name, history in self.histories.items():
            with suppress(NotFoundError):
                steps[name] = step_at(parse_point(at), history)
        return steps

    def view(self, listed: Listed) -> RatingsView:
        """The view of what is listed."""
        key = (listed.inspection, listed.step)
        if key not in self._views:
            self._views[key] = fold(self._start, self.histories[key[0]][: key[1]])
        return self._views[key]


@pytest.fixture(scope="module")
def folded(built: Path) -> Folded:
    with open_ledger(str(built), read_only=True) as ledger:
        return Folded(ledger)


@pytest.fixture(scope="module", params=["kept rows", "folded"])
def ledger(demonstration: str, places_of_the_run: Places, request: pytest.FixtureRequest) -> Iterator[Ledger]:
    """A copy, since one that is open is copied by no other test."""
    with open_ledger(places_of_the_run.copy(demonstration, "listed"), read_only=True) as ledger:
        if request.param == "folded":
            ledger._store.keeping = None
        yield ledger


@pytest.mark.parametrize("day", DAYS)
def test_every_inspection_is_listed_as_at_a_day_of_its_own(ledger: Ledger, folded: Folded, day: str) -> None:
    listed = ledger.listed(parse_point(day))
    assert {one.inspection: one.step for one in listed} == folded.live(day)
    for one in listed:
        view = folded.view(one)
        assert view.last is not None
        assert (one.overall, one.last.position) == (view.overall, view.last.position)


@pytest.mark.parametrize("at", [*POINTS, *DAYS[2:5]])
def test_the_ratings_of_the_standards_are_those_of_a_fold(ledger: Ledger, folded: Folded, at: str) -> None:
    listed = ledger.listed(parse_point(at))
    standings = ledger.standings(listed)
    assert standings.keys() == {one.inspection for one in listed}
    for one in listed:
        view, standing = folded.view(one), standings[one.inspection]
        assert {rating.standard.id: of_standard(rating) for rating in view.ratings} == {s: standing[s] for s in view.standards}


@pytest.mark.parametrize(
    ("day", "month"),
    [
        ("2020-06-29", "2020-05"),
        ("2020-06-30", "2020-06"),
        ("2020-02-28", "2020-01"),
        ("2020-02-29", "2020-02"),
        ("2020-01-01", "2019-12"),
        ("9999-12-31", "9999-12"),
        ("0001-02-01", "0001-01"),
        ("0001-01-05", "0000-12"),
    ],
)
def test_a_month_is_over_on_its_last_day(day: str, month: str) -> None:
    assert last_month_over(Happened.parse(day)) == month


def test_a_day_with_no_overall_rating_kept_is_damage(demonstration: str, places: Places) -> None:
    copy = places.copy(demonstration, "copy")
    write(copy, "DELETE FROM kept_ratings WHERE subject = 'overall' AND inspection = 'darlington-2021'")
    with (
        open_ledger(copy, read_only=True) as ledger,
        pytest.raises(DamagedError, match="no overall rating is kept of darlington-2021"),
    ):
        ledger.listed(parse_point("2027-01-01"))


def test_an_inspection_the_kept_rows_do_not_reach_is_folded(demonstration: str, places: Places) -> None:
    copy = places.copy(demonstration, "copy")
    with open_ledger(copy, read_only=True) as ledger:
        head, whole = ledger.head(), ledger.standings(ledger.listed())
        write(copy, f"UPDATE kept SET position = {head - 1}")
        listed = ledger.listed(parse_point("2027-01-01"))
        assert ledger.standings(listed)["darlington-2021"] == whole["darlington-2021"]
        assert {one.inspection for one in listed} == set(whole)
        behind = next(one for one in listed if one.last.position == head).inspection
        assert behind not in ledger._store.read(Snapshot.ratings_kept)


@pytest.mark.parametrize("inspection", ["north-yorkshire-2020", "training-example"])
def test_findings_from_the_decisions_of_other_inspections_are_those_from_their_whole_histories(ledger: Ledger, inspection: str) -> None:
    history = ledger.history(inspection)
    others = [ledger.history(name) for name in ledger.inspections() if name != inspection]
    for step in (len(history), len(history) - 4, 1):
        decisions = ledger.decisions_elsewhere(inspection, history[step - 1].position)
        assert findings(history[:step], ledger.start(), decisions) == findings(history[:step], ledger.start(), others)


def test_of_other_inspections_only_openings_and_decisions_are_read(built: Path) -> None:
    with open_ledger(str(built), read_only=True) as ledger:
        told = list(ledger.decisions_elsewhere("north-yorkshire-2020", ledger.head()))
    kinds = {type(event.event).__name__ for events in told for event in events}
    assert kinds == {"InspectionOpened", "DiscretionExercised", "DiscretionDeclined"}
    assert "north-yorkshire-2020" not in {events[0].inspection for events in told}


def test_a_list_of_six_inspections_is_read_in_as_many_transactions_as_one_of_none(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[str] = []
    begin = sqlite.begin_reading

    def counted(connection: RestingConnection) -> sqlite.SqliteCursor:
        begun.append("one")
        return begin(connection)

    monkeypatch.setattr(sqlite, "begin_reading", counted)
    create(tmp_path / "empty.ledger")
    counts = []
    for place in (built, tmp_path / "empty.ledger"):
        with open_ledger(str(place), read_only=True) as ledger:
            begun.clear()
            ledger.listed()
            counts.append(len(begun))
    assert counts[0] == counts[1]
