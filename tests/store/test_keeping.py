"""Kept projections: always what the events give, written in the append's own transaction, and never by a reader."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from tests.builders import OPENED, SMALL, judged, resolve, sampled
from tests.depth import examples
from tests.engines import Places, read
from tests.store.kept_events import (
    NORTH,
    SOUTH,
    Batches,
    Recording,
    batches,
    kept_rows,
    kept_store,
    rebuilt_rows,
    same_rows,
    small_keeping,
    story,
)
from tests.store.kept_lists import silent

from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent
from ledger.errors import NotFoundError
from ledger.projections import registry
from ledger.projections.registry import PROJECTIONS, ProjectionError
from ledger.store import keeping as keeping_module
from ledger.store import schema
from ledger.store.backend import Cursor
from ledger.store.selecting import between


def test_the_tables_have_the_columns_of_the_projections() -> None:
    for projection in PROJECTIONS:
        table = schema.KEPT[projection.name]
        assert tuple(table.columns.keys()) == projection.columns
        assert tuple(column.name for column in table.primary_key) == projection.columns[: projection.keys]


@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_batches=batches)
def test_rows_are_those_that_a_rebuild_gives_however_the_events_came(given_batches: Batches, places: Places, empty_ledger: str) -> None:
    place = places.copy(empty_ledger)
    with kept_store(place) as first, kept_store(place) as second:
        for number, (inspection, events) in enumerate(given_batches):
            Recording((first, second)[number % 2])(inspection, *events)
        kept = kept_rows(first)
        assert same_rows(kept, rebuilt_rows(first))
        first.rebuild(silent, all_of_them=True)
        assert kept_rows(first) == kept
        assert first.verify(silent).rungs[2].faults == ()


def test_rows_written_a_few_at_a_time_are_the_same(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_module, "MOST_ROWS", 1)
    with kept_store(place) as store:
        Recording(store)(NORTH, *story())
        assert same_rows(kept_rows(store), rebuilt_rows(store))
        store.rebuild(silent, all_of_them=True)
        assert same_rows(kept_rows(store), rebuilt_rows(store))


def test_every_row_holds_from_where_the_one_before_ends(told: str) -> None:
    rows = read(told, "SELECT inspection, subject, from_position, until_position FROM kept_ratings ORDER BY 1, 2, 3")
    for before, after in pairwise(rows):
        assert (before[3] == after[2]) if before[:2] == after[:2] else before[3] is None
    assert rows[-1][3] is None


def test_the_rows_say_what_the_panel_did(told: str) -> None:
    columns = "rating, decision, decision_stale, decision_lapsed, decision_effect, override_position IS NOT NULL"
    found = {
        row[0]: row[1:]
        for row in read(told, f"SELECT subject, {columns} FROM kept_ratings WHERE inspection = '{NORTH}' AND until_position IS NULL")
    }
    assert found["2.1"] == ("Inadequate", "exercised", 1, 1, 0, 0)
    assert found["3.1"] == ("Good", None, None, None, None, 1)
    held = read(
        told, f"SELECT rating, decision_effect FROM kept_ratings WHERE inspection = '{NORTH}' AND subject = '2.1' AND decision_stale = 0"
    )
    assert held == [("Outstanding", 1)]


def test_the_timeline_marks_the_ratings_that_an_event_changed(told: str) -> None:
    rows = read(told, f"SELECT step, event, happened, changed FROM kept_timeline WHERE inspection = '{NORTH}' ORDER BY position")
    assert [row[0] for row in rows] == list(range(1, len(story()) + 1))
    assert rows[0] == (1, "inspection-opened", "2026-03-01", None)
    assert rows[-5][1:] == ("discretion-exercised", "2026-03-01", "2.1 overall")
    assert rows[-1][1:] == ("draft-shared", "2026-03-01", None)


def test_blame_rows_name_the_last_event_of_each_subject(told: str) -> None:
    with kept_store(told, read_only=True) as store:
        last = {subject: position for _, subject, position in kept_rows(store)["blame"][-100:] if subject == "2.1.1"}
        withdrawn = next(event for event in reversed(store.history(NORTH)) if isinstance(event.event, e.CaseWithdrawn))
    rows = dict(read(told, f"SELECT subject, position FROM kept_blame WHERE inspection = '{NORTH}'"))
    assert rows["2.1.1"] == rows["2.1"] == withdrawn.position
    assert "2.1.1" in last


def test_a_repeated_append_by_one_program_folds_only_what_is_new(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_again: list[int] = []

    def counted(cursor: Cursor, inspection: str, after: int, upto: int) -> list[RecordedEvent]:
        read_again.append(after)
        return between(cursor, inspection, after, upto)

    monkeypatch.setattr(keeping_module, "between", counted)
    with kept_store(place) as store, kept_store(place) as other:
        record = Recording(store)
        record(NORTH, OPENED)
        for case in ("C01", "C02", "C03"):
            record(NORTH, *sampled("court", case))
        assert read_again == []
        Recording(other)(NORTH, *sampled("court", "C04"))
        assert read_again == [0]
        record(NORTH, *judged("2.3.1", C01="sufficient"))
        assert read_again == [0, 4]
        assert same_rows(kept_rows(store), rebuilt_rows(store))


def test_views_of_a_history_that_was_put_back_are_not_used(place: str, places: Places, empty_ledger: str) -> None:
    keeping = small_keeping()
    other = places.copy(empty_ledger, "other")
    with kept_store(place, keeping) as store:
        Recording(store)(NORTH, OPENED, *sampled("court", "C01", "C02"))
    with kept_store(other) as store:
        Recording(store)(SOUTH, OPENED)
        Recording(store)(NORTH, OPENED, *sampled("court", "C03"))
    with kept_store(other, keeping) as store:
        Recording(store)(NORTH, *judged("2.3.1", C03="sufficient"))
        assert same_rows(kept_rows(store), rebuilt_rows(store))


def test_only_so_many_views_are_held(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keeping_module, "MOST_VIEWS", 2)
    keeping = small_keeping()
    with kept_store(place, keeping) as store:
        record = Recording(store)
        for name in ("a", "b", "c"):
            record(name, OPENED)
        record("b", e.DraftShared())
        assert list(keeping._views) == ["c", "b"]
        record("a", e.DraftShared())
        assert same_rows(kept_rows(store), rebuilt_rows(store))


@pytest.mark.parametrize(("module", "name"), [("timeline", "entry"), ("blame", "apply"), ("rating_rows", "of_overall")])
def test_a_projection_that_fails_stops_the_append_and_says_where(
    told: str, module: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with kept_store(told) as store:
        head, rows = store.head(), kept_rows(store)
        record = Recording(store)
        monkeypatch.setattr(f"ledger.projections.{module}.{name}", lambda *_: 1 // 0)
        assert head is not None
        said = r"the event at position \d+ \((key-question-judged|inspection-opened)\.v1\): integer division .*: nothing was written"
        with pytest.raises(ProjectionError, match=said):
            record(NORTH, *judged("2.3.1", C01="insufficient"))
        assert (store.head(), kept_rows(store)) == (head, rows)
        monkeypatch.undo()
        record(NORTH, *judged("2.3.1", C01="insufficient"))
        assert same_rows(kept_rows(store), rebuilt_rows(store))


def test_an_inspection_under_a_framework_that_is_not_there_is_not_recorded(place: str) -> None:
    with kept_store(place) as store:
        with pytest.raises(ProjectionError, match=r"position 1 \(inspection-opened\.v1\): There is no framework 'youth-1998'"):
            Recording(store)(NORTH, e.InspectionOpened("North Service", "youth-1998"))
        assert store.head() is None


def test_a_projection_that_fails_stops_a_rebuild_and_leaves_the_rows(told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_store(told, small_keeping("others")) as store:
        rows = kept_rows(store)
        monkeypatch.setattr("ledger.projections.blame.apply", lambda *_: 1 // 0)
        with pytest.raises(ProjectionError, match=r"position 1 \(inspection-opened\.v1\)"):
            store.rebuild(silent)
        assert kept_rows(store) == rows


def test_the_small_framework_is_the_one_that_rows_follow() -> None:
    version: Callable[[Any], str] = small_keeping().version
    assert version(PROJECTIONS[0]) == f"2:{registry.rules_digest([SMALL])}"
    with pytest.raises(NotFoundError):
        resolve("youth-1998")
