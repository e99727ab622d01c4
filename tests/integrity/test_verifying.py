"""Verification as a whole: on ledgers spoiled in one way each, and on a source that cannot be read."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest
from tests.builders import OPENED, recorded, sampled
from tests.engines import write
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_store, small_keeping, story

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.errors import DamagedError, StorageError
from ledger.integrity.faults import Fault, Rung, Verified
from ledger.integrity.kept import row_faults
from ledger.integrity.records import Erasers, TextRow
from ledger.integrity.verifying import Chunk, Rebuilt, Standing, verify
from ledger.projections.registry import BLAME, PROJECTIONS, RATINGS, TIMELINE, Projection, Row
from ledger.store import examining
from ledger.store.engine import writing
from ledger.store.keeping import folded

PROPOSED = story().index(e.RatingProposed("1.1", Rating.GOOD)) + 10
"""Where the rating of 1.1 is proposed: nine events of the other inspection come before."""


def silent(*_: object) -> None:
    pass


def checked(file: Path) -> Verified:
    with kept_store(file, read_only=True) as store:
        return store.verify(silent)


def faults(verified: Verified, rung: str) -> list[str]:
    [found] = [one for one in verified.rungs if one.name == rung]
    return [fault.sentence for fault in found.faults]


def spoil(file: Path, *statements: str) -> None:
    write(file, *statements, guarded=False)


def test_a_trigger_that_is_missing_is_said(ledger_file: Path) -> None:
    write(ledger_file, "DROP TRIGGER texts_are_not_replaced")
    assert faults(checked(ledger_file), "bytes") == [
        "trigger texts_are_not_replaced: expected it there, as the ledger was made, found it missing"
    ]


def test_a_whole_ledger_passes_every_rung_and_each_says_what_it_does_not_prove(ledger_file: Path) -> None:
    verified = checked(ledger_file)
    size = len(story()) + 10
    assert (verified.ok, verified.size) == (True, size)
    assert [(rung.name, rung.ok, rung.notes) for rung in verified.rungs] == [
        ("bytes", True, ()),
        ("sequence", True, ()),
        ("projections", True, ()),
    ]
    assert verified.rungs[0].checked == verified.rungs[1].checked == size < verified.rungs[2].checked
    assert "cut off at the end" in verified.rungs[1].does_not_prove
    assert all(rung.does_not_prove.endswith(".") for rung in verified.rungs)


def test_an_empty_ledger_passes(tmp_path: Path, pristine: bytes) -> None:
    file = tmp_path / "empty.db"
    file.write_bytes(pristine)
    assert checked(file) == Verified(0, tuple(Rung(rung.name, 0, (), rung.does_not_prove) for rung in checked(file).rungs))


def test_no_rung_at_all_is_no_pass() -> None:
    assert not Verified(0, ()).ok


def test_every_fault_is_listed_and_not_only_the_first(ledger_file: Path) -> None:
    spoil(ledger_file, "UPDATE events SET leaf = zeroblob(32) WHERE position IN (2, 5, 7)", "UPDATE texts SET body = 'x'")
    verified = checked(ledger_file)
    found = [fault.position for fault in verified.rungs[0].faults if fault.what == "leaf hash"]
    assert found == [2, 5, 7]
    assert sum(fault.what == "text 'reason'" for fault in verified.rungs[0].faults) == 13
    assert verified.rungs[1].ok
    assert verified.rungs[2].ok


def test_a_record_taken_out_leaves_a_gap_that_is_said(ledger_file: Path) -> None:
    spoil(
        ledger_file,
        "DELETE FROM texts WHERE event_id = (SELECT event_id FROM events WHERE position = 4)",
        "DELETE FROM events WHERE position = 4",
    )
    verified = checked(ledger_file)
    assert faults(verified, "sequence")[0] == "#5: position: expected #4 next, found #5: #4 is missing"
    assert not verified.rungs[2].ok


def test_records_cut_off_at_the_end_are_seen_only_while_the_kept_rows_hold_further(ledger_file: Path) -> None:
    cut = "SELECT event_id FROM events WHERE position > 30"
    spoil(ledger_file, f"DELETE FROM texts WHERE event_id IN ({cut})", "DELETE FROM events WHERE position > 30")
    verified = checked(ledger_file)
    assert verified.rungs[0].ok
    assert verified.rungs[1].ok
    assert faults(verified, "projections")[0].startswith("kept ratings: expected to hold up to #30 at most, the last record, found #")
    with kept_store(ledger_file) as store:
        store.rebuild(silent)
    assert checked(ledger_file).ok


def test_a_text_without_its_event_is_said(ledger_file: Path) -> None:
    with closing(sqlite3.connect(ledger_file, isolation_level=None)) as connection:
        connection.execute("INSERT INTO texts VALUES ('nobody', 'reason', '', zeroblob(16), 'secret')")
    assert faults(checked(ledger_file), "bytes") == [
        "texts: expected texts of events that are there, found 'reason' of event 'nobody', which is not"
    ]


def test_something_that_happened_out_of_order_is_said(tmp_path: Path, pristine: bytes) -> None:
    file = tmp_path / "ledger.db"
    file.write_bytes(pristine)
    with kept_store(file) as store:
        record = Recording(store)
        record(NORTH, OPENED)
        pending = record.pending(NORTH, e.DraftShared())
        store.append([replace(one, by=one.by._replace(happened=Happened("2020-01-01", "day"))) for one in pending])
    assert faults(checked(file), "sequence") == [
        "#2: happened: expected inspection on 2026-03-01 or later, as recorded before, found 2020-01-01"
    ]


@pytest.mark.parametrize(
    ("statement", "sentences"),
    [
        (
            f"UPDATE kept_ratings SET score = 9 WHERE inspection = '{NORTH}' AND subject = '1.1' AND until_position IS NULL",
            [f"kept ratings of {NORTH} 1.1 {PROPOSED}: expected score 2, found score 9"],
        ),
        (
            f"DELETE FROM kept_blame WHERE inspection = '{NORTH}' AND subject = '1.1'",
            [f"kept blame of {NORTH} 1.1: expected position {PROPOSED}, found no row"],
        ),
        (f"INSERT INTO kept_blame VALUES ('{NORTH}', '9.9', 3)", [f"kept blame of {NORTH} 9.9: expected no row, found position 3"]),
        (
            "INSERT INTO kept_blame VALUES ('nowhere', '9.9', 3)",
            ["kept blame: expected rows of inspections that are there, found rows of 'nowhere'"],
        ),
        ("UPDATE kept SET position = 1000 WHERE name = 'blame'", ["kept blame: expected to hold up to #"]),
    ],
)
def test_a_kept_row_that_is_not_what_the_events_give_is_said(ledger_file: Path, statement: str, sentences: list[str]) -> None:
    write(ledger_file, statement)
    verified = checked(ledger_file)
    assert (verified.rungs[0].ok, verified.rungs[1].ok) == (True, True)
    found = faults(verified, "projections")
    assert len(found) == len(sentences)
    assert all(one.startswith(sentence) for one, sentence in zip(found, sentences, strict=True)), found


def test_projections_that_hold_up_to_different_positions_are_each_compared_as_far_as_they_hold(ledger_file: Path) -> None:
    with kept_store(ledger_file) as store:
        store.keeping = None
        Recording(store)(SOUTH, *sampled("court", "C09"))
        head = (store.head() or (0, ""))[0]
        store.keeping = small_keeping()
        names = {"ratings", "timeline"}
        wanted = [projection for projection in PROJECTIONS if projection.name in names]
        with writing(store._engine) as cursor:
            store.keeping.rebuild(cursor, wanted, head, silent)
    verified = checked(ledger_file)
    assert verified.ok
    assert verified.rungs[2].notes == (f"blame is kept up to #{head - 1}; what follows is folded when it is read",)


def test_an_inspection_that_cannot_be_folded_is_said_and_the_others_are_compared(ledger_file: Path) -> None:
    spoil(ledger_file, "UPDATE events SET topic = 'unknown.v1' WHERE position = 14", "DELETE FROM kept_blame WHERE subject = '1.1'")
    found = faults(checked(ledger_file), "projections")
    assert found[0].startswith(f"kept blame of {NORTH} 1.1: expected position")
    assert found[1].startswith(f"inspection '{SOUTH}': expected events that can be folded, found the event at position 14 cannot be read")


def test_progress_goes_through_the_file_the_records_and_the_inspections(ledger_file: Path) -> None:
    steps: list[tuple[str, int, int]] = []
    with kept_store(ledger_file, read_only=True) as store:
        size = store.verify(lambda *step: steps.append(step)).size
    assert steps == [
        ("the file", 0, size),
        ("records", size, size),
        ("inspections", 0, size),
        ("inspections", size - 10, size),
        ("", size, size),
    ]


def test_many_records_are_read_a_few_at_a_time(ledger_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "CHUNK", 7)
    assert checked(ledger_file).ok


@dataclass
class Unreadable:
    """A source of which nothing can be read but what it is given."""

    history_of: dict[str, list[RecordedEvent]] = field(default_factory=dict)
    standing: dict[Projection, Standing] = field(default_factory=dict)
    named: list[str] | None = None

    def structure(self) -> Iterator[Fault]:
        yield Fault("database file", "pages", "none")

    def size(self) -> int:
        return 0

    def chunks(self) -> Iterator[Chunk]:
        yield Chunk([], {}, [Fault("record", "a record that can be read", "malformed", 1)])

    def erasers(self) -> Erasers:
        raise DamagedError("no erasures")

    def orphans(self) -> list[TextRow]:
        raise DamagedError("no texts")

    def inspections(self) -> list[str]:
        if self.named is None:
            raise DamagedError("no names")
        return self.named

    def history(self, inspection: str, upto: int) -> list[RecordedEvent]:
        return self.history_of[inspection]

    def standings(self) -> Mapping[Projection, Standing]:
        if not self.standing:
            raise DamagedError("no versions")
        return self.standing

    def kept(self, projection: Projection, inspection: str) -> list[Row]:
        raise DamagedError(f"no rows of {projection.name}")

    def inspections_kept(self, projection: Projection) -> list[str]:
        raise DamagedError("no rows at all")

    def rebuilt(self, history: Iterable[RecordedEvent]) -> Rebuilt:
        return folded(small_keeping().start(), history)


def test_what_cannot_be_read_is_a_fault_and_the_rest_goes_on() -> None:
    verified = verify(Unreadable(), silent)
    assert faults(verified, "bytes") == [
        "database file: expected pages, found none",
        "erasures: expected events that erase and can be read, found no erasures",
        "#1: record: expected a record that can be read, found malformed",
        "texts: expected texts that can be read, found no texts",
    ]
    assert faults(verified, "projections") == [
        "kept projections: expected their versions and positions, found no versions",
        "inspections: expected inspections that can be read, found no names",
    ]


@pytest.mark.parametrize("asked", ["structure", "size", "orphans", "inspections", "standings", "history", "kept", "inspections_kept"])
def test_what_is_no_fault_of_the_ledger_ends_the_verification(asked: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_: object) -> None:
        raise StorageError("the server is gone")

    monkeypatch.setattr(Unreadable, asked, lost)
    source = Unreadable({NORTH: recorded([OPENED], inspection=NORTH)}, {RATINGS: Standing(0, is_current=True)}, [NORTH])
    with pytest.raises(StorageError, match="the server is gone"):
        verify(source, silent)


def test_kept_rows_that_cannot_be_read_are_faults() -> None:
    standing = {RATINGS: Standing(0, is_current=True), BLAME: Standing(-1, is_current=False), TIMELINE: Standing(0, is_current=False)}
    source = Unreadable({NORTH: recorded([OPENED], inspection=NORTH)}, standing, [NORTH])
    verified = verify(source, silent)
    assert faults(verified, "projections") == [
        "kept blame: expected the position that it holds up to, found none",
        f"inspection '{NORTH}': expected rows that can be compared, found no rows of ratings",
        "kept ratings: expected rows that can be read, found no rows at all",
    ]
    assert verified.rungs[2].notes == ("timeline is kept by another version and was not compared: `ledger upgrade` rebuilds it",)


def test_a_row_without_values_is_said_as_such() -> None:
    bare = Projection("bare", 1, ("inspection", "subject"), 2, lambda _: iter(()))
    key: Any = ("north", 7)
    assert [fault.sentence for fault in row_faults(bare, {key: key}, [])] == [
        "kept bare of north 7: expected a row without values, found no row"
    ]
