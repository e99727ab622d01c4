"""The list of inspections from kept rows: what a fold gives, whether the rows hold, are behind, or cannot be relied on."""

from __future__ import annotations

from typing import Any

import pytest
from tests.builders import OPENED, sampled
from tests.engines import contents, write
from tests.store.kept_events import (
    NORTH,
    SOUTH,
    Recording,
    kept_rows,
    kept_store,
    rebuilt_rows,
    same_rows,
    small_keeping,
    story,
)
from tests.store.kept_lists import ledger_of, live, said, silent

from ledger.application import Ledger
from ledger.audit.findings.alike import like_treated_unlike
from ledger.audit.findings.record import record_of
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError, NotFoundError, StorageError, UsageError
from ledger.projections.points import Position, RecordedBy, parse_point
from ledger.projections.ratings import fold
from ledger.store.opening import open_store
from ledger.store.snapshot import Snapshot


def test_the_list_as_at_every_position_is_what_a_fold_up_to_there_gives(told: str) -> None:
    with kept_store(told, read_only=True) as store:
        ledger = ledger_of(store)
        for position in range(ledger.head() + 1):
            assert said(ledger.listed(Position(position))) == live(ledger, position)
        assert said(ledger.listed()) == live(ledger, ledger.head())
        with pytest.raises(NotFoundError, match=f"yet: this ledger ends at #{ledger.head()}"):
            ledger.listed(Position(ledger.head() + 1))


@pytest.mark.parametrize("changed", ["rules", "version"])
def test_after_a_change_of_version_readers_fold_writers_refuse_and_an_upgrade_rebuilds(
    told: str, changed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    keeping = small_keeping("others" if changed == "rules" else None)
    if changed == "version":
        monkeypatch.setattr(keeping, "version", lambda projection: f"2:{projection.name}")
    before = contents(told)
    with kept_store(told, keeping, read_only=True) as store:
        ledger = ledger_of(store)
        assert said(ledger.listed()) == live(ledger, ledger.head())
        with pytest.raises(NotFoundError, match=f"yet: this ledger ends at #{ledger.head()}"):
            ledger.listed(Position(ledger.head() + 1))
        assert said(ledger.listed(Position(12))) == live(ledger, 12)
        rung = store.verify(silent).rungs[2]
        assert (rung.checked, rung.faults) == (0, ())
        assert rung.notes[0] == "ratings is kept by another version and was not compared: `ledger upgrade` rebuilds it"
    assert contents(told) == before
    with kept_store(told, keeping) as store:
        with pytest.raises(StorageError, match="are of another version of the program: run `ledger upgrade`"):
            Recording(store)(NORTH, e.DraftShared())
        steps: list[tuple[str, int, int]] = []
        head = ledger_of(store).head()
        assert store.rebuild(lambda *step: steps.append(step)) == ("ratings", "blame", "timeline")
        assert steps == [(NORTH, 0, head), (SOUTH, len(story()), head), ("", head, head)]
        assert store.rebuild(silent) == ()
        Recording(store)(NORTH, e.DraftShared())
        assert same_rows(kept_rows(store), rebuilt_rows(store))


def test_rows_left_behind_are_folded_by_readers_and_brought_up_by_the_next_append(told: str) -> None:
    with open_store(told, lambda: 1 // 0) as _, kept_store(told) as store:  # type: ignore[arg-type, return-value]
        store.keeping = None
        Recording(store)(SOUTH, e.DraftShared())
        Recording(store)("west-service", OPENED)
    before = contents(told)
    with kept_store(told, read_only=True) as store:
        ledger = ledger_of(store)
        for position in range(ledger.head() + 1):
            assert said(ledger.listed(Position(position))) == live(ledger, position)
        rung = store.verify(silent).rungs[2]
        assert rung.faults == ()
        assert rung.notes[0].startswith("ratings is kept up to #")
    assert contents(told) == before
    with kept_store(told) as store:
        Recording(store)(NORTH, e.DraftShared())
        assert same_rows(kept_rows(store), rebuilt_rows(store))
        assert store.rebuild(silent) == ()


def test_a_ledger_in_which_nothing_was_kept_is_read_by_folding(place: str) -> None:
    with open_store(place, lambda: 0) as store:  # type: ignore[arg-type, return-value]
        assert store.rebuild(silent) == ()
        assert store.read(Snapshot.listed) == ([], [], [])
    with kept_store(place) as store:
        assert store.rebuild(silent) == ()
        assert ledger_of(store).listed() == []
        store.keeping = None
        Recording(store)(NORTH, *story())
        ledger = ledger_of(store)
        assert said(ledger.listed()) == live(ledger, ledger.head())
        with pytest.raises(NotFoundError, match=f"yet: this ledger ends at #{ledger.head()}"):
            ledger.listed(Position(ledger.head() + 1))
        store.keeping = small_keeping()
        assert store.verify(silent).rungs[2].notes == ("ratings is not kept yet", "blame is not kept yet", "timeline is not kept yet")
        assert said(ledger.listed()) == live(ledger, ledger.head())
        with pytest.raises(NotFoundError, match=f"yet: this ledger ends at #{ledger.head()}"):
            ledger.listed(Position(ledger.head() + 1))
        assert store.rebuild(silent) == ("ratings", "blame", "timeline")


def test_rows_that_hold_further_than_the_ledger_goes_are_not_believed(told: str) -> None:
    write(told, "UPDATE kept SET position = 1000")
    with kept_store(told) as store:
        with pytest.raises(StorageError, match="run `ledger upgrade`"):
            Recording(store)(NORTH, e.DraftShared())
        faults = store.verify(silent).rungs[2].faults
        assert [fault.sentence for fault in faults[:1]] == [
            f"kept ratings: expected to hold up to #{ledger_of(store).head()} at most, the last record, found #1000: records may have been cut off"
        ]
        store.rebuild(silent)
        assert store.verify(silent).ok


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        (
            "UPDATE kept_ratings SET rating = 'Splendid' WHERE subject = 'overall'",
            "the rating kept of north-service cannot be read .*: see `ledger verify`",
        ),
        ("UPDATE kept_ratings SET possible_low = NULL WHERE subject = 'overall'", "expected the values of an overall rating"),
    ],
)
def test_kept_rows_that_cannot_be_read_are_damage(told: str, statement: str, sentence: str) -> None:
    write(told, statement)
    with kept_store(told, read_only=True) as store, pytest.raises(DamagedError, match=sentence):
        ledger_of(store).listed()


def test_a_time_stands_at_the_last_position_recorded_by_then(place: str) -> None:
    with kept_store(place) as store:
        clock: Any = store._clock
        for number in range(7):
            clock.move(hours=1)
            Recording(store)(f"service-{number}", OPENED, *sampled("court", "C01"))
        times = [event.recorded_at for event in store.everything()]
        for moment in ["2026", *times, "2026-11-21T18:30:00.000000Z", "2027"]:
            assert store.recorded_by(moment) == sum(time <= moment for time in times)
        ledger = ledger_of(store)
        assert [one.inspection for one in ledger.listed(parse_point("2026-11-21T18:30Z"))] == ["service-0", "service-1"]
        assert ledger.listed(RecordedBy("2026")) == []
    with (
        kept_store(place) as store,
        pytest.raises(UsageError, match=r"a time such as .*, or latest; a milestone is an inspection's own\. Found"),
    ):
        ledger_of(store).listed(parse_point("panel"))


def test_an_inspection_that_was_never_opened_is_damage_where_it_is_folded(place: str) -> None:
    with kept_store(place) as store:
        Recording(store)(NORTH, *sampled("court", "C01"))
        with pytest.raises(DamagedError, match="no overall rating is kept of north-service at #1: see `ledger verify`"):
            ledger_of(store).listed()
        write(place, "DELETE FROM kept_timeline")
        with pytest.raises(DamagedError, match="expected every inspection in the list that is kept, found 0 of them: see `ledger verify`"):
            ledger_of(store).listed()
        store.keeping = None
        with pytest.raises(DamagedError, match="expected north-service to be opened by its first event, #1: see `ledger verify`"):
            ledger_of(store).listed()


def test_the_event_that_opens_a_listed_inspection_must_open_it(place: str) -> None:
    with kept_store(place) as store:
        Recording(store)(NORTH, *sampled("court", "C01"), OPENED)
        with pytest.raises(DamagedError, match="expected the event at position 1 to open north-service"):
            ledger_of(store).listed()


def test_like_decisions_of_other_inspections_are_found_as_at_any_position_from_kept_rows_or_without_them(place: str) -> None:
    seen = e.Seen(1, (e.SeenFigure("2.3.1", 6, 10),))
    with kept_store(place) as store:
        record = Recording(store)
        record(NORTH, OPENED, *story()[1:6], e.DiscretionExercised("2.3", Rating.GOOD, Rating.REQUIRES_IMPROVEMENT, (), (), seen))
        declined = record(SOUTH, OPENED, e.DiscretionDeclined("2.3", Rating.GOOD, (), (), seen))
        revoked = record(SOUTH, e.DiscretionRevoked("2.3", declined))
        ledger, history = ledger_of(store), store.history(NORTH)
        for keeping in (store.keeping, None):
            store.keeping = keeping
            for head, expected in ((declined - 1, []), (declined, [declined]), (revoked, [])):
                found = like_treated_unlike(record_of(history, fold(ledger.start(), history), so_far(ledger, head)))
                assert [one.positions[1:] for one in found] == [tuple(expected)] * bool(expected)


def so_far(ledger: Ledger, head: int) -> list[list[RecordedEvent]]:
    """What is told of the other inspection, as far as the ledger went."""
    return [[event for event in events if event.position <= head] for events in ledger.decisions_elsewhere(NORTH, head)]
