from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.engines import EngineName, read, write
from tests.store.samples import CASE, EXAMPLES, INSPECTION, JUDGED, StandingClock, attribution, command_id, pending

from ledger.domain.events import TextErased
from ledger.domain.recorded import Text
from ledger.errors import RefusedError, StorageError
from ledger.store import statements
from ledger.store import store as store_module
from ledger.store.canonical import leaf_hash
from ledger.store.faults import AlreadyRecordedError, RepeatedEventError, StreamMovedError
from ledger.store.opening import open_store
from ledger.store.store import Store

OTHER = "darlington-2021"


def positions(store: Store) -> list[int]:
    return [event.position for event in store.everything()]


def test_an_append_takes_the_next_positions_and_one_time(store: Store, clock: StandingClock) -> None:
    assert store.append([pending(1), pending(2)]) == (1, 2, "2026-11-21T16:00:00.000000Z")
    clock.move(seconds=1)
    assert store.append([pending(3)]) == (3, 3, "2026-11-21T16:00:01.000000Z")
    assert store.head() == (3, "2026-11-21T16:00:01.000000Z")
    assert [event.recorded_at[17:19] for event in store.everything()] == ["00", "00", "01"]


def test_a_clock_that_is_behind_never_takes_time_back(store: Store, clock: StandingClock) -> None:
    store.append([pending(1)])
    clock.move(days=-1)
    assert store.append([pending(2)]).recorded_at == "2026-11-21T16:00:00.000000Z"


def test_an_event_comes_back_with_everything_that_was_recorded(store: Store) -> None:
    given = pending(1, texts={"reason": "seen on the file"})
    store.append([given])
    found = store.at(1)
    assert found is not None
    assert (found.stream, found.version, found.id, found.by, found.event) == (CASE, 1, given.id, attribution(1), JUDGED)
    assert found.texts == {"reason": Text(given.texts["reason"].sha256, "seen on the file")}
    assert found.inspection == INSPECTION


def test_every_kind_of_event_is_kept(store: Store) -> None:
    store.append([pending(n, INSPECTION, command=1, event=event) for n, event in enumerate(EXAMPLES.values(), 1)])
    assert [event.event for event in store.history(INSPECTION)] == list(EXAMPLES.values())


def test_a_row_keeps_its_leaf_hash(store: Store, place: str) -> None:
    store.append([pending(1), pending(2)])
    for position, recorded_at, stream, version, topic, state, leaf in read(
        place, "SELECT position, recorded_at, stream, version, topic, state, leaf FROM events"
    ):
        assert leaf == leaf_hash(position, recorded_at, stream, version, topic, state)


def test_nothing_to_append_is_a_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match="at least one event"):
        store.append([])


def test_a_gap_within_what_is_appended_is_a_mistake(store: Store) -> None:
    with pytest.raises(ValueError, match=f"expected version 2 of {CASE} next, found 3"):
        store.append([pending(1), pending(3)])
    assert store.head() is None


def test_a_stream_that_moved_is_a_conflict_with_what_was_expected_and_found(store: Store) -> None:
    store.append([pending(1), pending(2)])
    with pytest.raises(StreamMovedError, match=f"expected {CASE} at version 1, found it at version 2: look again") as caught:
        store.append([pending(2, command=9)])
    assert (caught.value.stream, caught.value.expected, caught.value.found) == (CASE, 1, 2)
    assert positions(store) == [1, 2]


def test_a_stream_that_is_not_so_far_yet_is_a_conflict(store: Store) -> None:
    with pytest.raises(StreamMovedError, match=f"expected {CASE} at version 4, found it at version 0"):
        store.append([pending(5)])


def test_a_guard_that_moved_is_a_conflict_and_records_nothing(store: Store) -> None:
    store.append([pending(1, INSPECTION)])
    with pytest.raises(StreamMovedError, match=f"expected {INSPECTION} at version 0, found it at version 1"):
        store.append([pending(1)], guards={INSPECTION: 0})
    store.append([pending(1)], guards={INSPECTION: 1, "sunderland-2022": 0})
    assert [event.stream for event in store.everything()] == [INSPECTION, CASE]


def test_an_append_to_more_streams_than_a_few_names_the_one_that_moved(store: Store) -> None:
    streams = [f"{INSPECTION}/case/C{number:02}" for number in range(statements.FEW + 3)]
    store.append([pending(1, stream, command=number) for number, stream in enumerate(streams, 1)])
    assert [store.version(stream) for stream in streams] == [1] * len(streams)
    with pytest.raises(StreamMovedError, match=f"expected {streams[-2]} at version 4, found it at version 1"):
        store.append([pending(2, stream, command=99 + n) for n, stream in enumerate(streams[:-2])], guards={streams[-2]: 4, streams[-1]: 1})


def test_one_append_writes_to_many_streams(store: Store) -> None:
    store.append([pending(1, INSPECTION, command=1), pending(1, command=1), pending(2, INSPECTION, command=1)])
    assert (store.version(INSPECTION), store.version(CASE), store.version("elsewhere")) == (2, 1, 0)
    assert [event.position for event in store.command(command_id(1))] == [1, 2, 3]
    assert [event.version for event in store.stream(INSPECTION)] == [1, 2]


def test_an_event_that_is_there_already_is_said_to_be_even_where_its_stream_moved(store: Store) -> None:
    given = pending(1)
    store.append([given])
    with pytest.raises(AlreadyRecordedError, match=f"command {command_id(1)} is recorded already") as caught:
        store.append([given])
    assert (caught.value.event_id, caught.value.command_id) == (given.id, command_id(1))


def test_an_event_id_under_another_version_is_recorded_already_and_leaves_nothing(store: Store) -> None:
    given = pending(1)
    store.append([given])
    with pytest.raises(AlreadyRecordedError, match="is recorded already"):
        store.append([pending(2), replace(given, version=3)])
    assert positions(store) == [1]


THIRD: dict[EngineName, tuple[str, ...]] = {
    "sqlite": ("CREATE TRIGGER third BEFORE INSERT ON events WHEN NEW.version = 3 BEGIN SELECT RAISE(ABORT, 'not this one'); END",),
    "postgresql": (
        "CREATE TRIGGER third BEFORE INSERT ON events FOR EACH ROW WHEN (NEW.version = 3) EXECUTE FUNCTION refuse('not this one')",
    ),
}


def test_a_third_row_that_fails_takes_the_first_two_with_it_and_leaves_no_gap(store: Store, place: str, engine_name: EngineName) -> None:
    write(place, *THIRD[engine_name])
    with pytest.raises(StorageError, match=r"(SQLITE_CONSTRAINT_TRIGGER|23000): not this one"):
        store.append([pending(1, texts={"reason": "why"}), pending(2), pending(3)])
    assert store.head() is None
    assert store.append([pending(1)]).first == 1


def test_two_events_of_one_append_with_one_id_are_a_conflict_and_record_nothing(store: Store) -> None:
    twice = pending(2)
    with pytest.raises(
        RepeatedEventError, match=f"event {twice.id} of command {command_id(2)} stands twice in what is to be recorded"
    ) as caught:
        store.append([pending(1), twice, replace(twice, version=3)])
    assert (caught.value.event_id, caught.value.command_id, caught.value.exit_code) == (twice.id, command_id(2), 5)
    assert store.head() is None


def test_a_clock_that_fails_leaves_nothing_and_no_lock(place: str, store: Store) -> None:
    def broken() -> None:
        raise RuntimeError("no time")

    with open_store(place, broken) as other, pytest.raises(RuntimeError, match="no time"):  # type: ignore[arg-type]
        other.append([pending(1)])
    assert store.append([pending(1)]).first == 1


def test_history_is_of_one_inspection_within_bounds(store: Store) -> None:
    store.append([pending(1, INSPECTION), pending(1, OTHER), pending(1), pending(2, INSPECTION)])
    assert [event.position for event in store.history(INSPECTION)] == [1, 3, 4]
    assert [event.position for event in store.history(INSPECTION, after=1, upto=3)] == [3]
    assert store.history("elsewhere") == store.stream("elsewhere") == store.command("elsewhere") == []
    assert store.at(5) is None


def test_inspections_are_in_the_order_in_which_they_were_opened(store: Store) -> None:
    assert store.inspections() == []
    for number, name in enumerate(["sunderland-2022", "darlington-2021", "oxfordshire-2020"], 1):
        store.append([pending(1, name, command=number)])
    store.append([pending(2, "darlington-2021", command=4)])
    assert store.inspections() == ["sunderland-2022", "darlington-2021", "oxfordshire-2020"]


def test_everything_is_walked_in_chunks_up_to_where_it_began(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store_module, "CHUNK", 3)
    store.append([pending(n) for n in range(1, 9)])
    walk = store.everything(after=1)
    assert next(walk).position == 2
    store.append([pending(9)])
    assert [event.position for event in walk] == [3, 4, 5, 6, 7, 8]
    assert list(store.everything(after=9)) == []


def test_a_text_is_erased_with_its_salt_in_the_transaction_of_an_event(store: Store) -> None:
    given = pending(1, texts={"note": "one", "reason": "two"})
    store.append([given])
    store.append([pending(2)], erase=[(given.id, "reason")])
    found = store.at(1)
    assert found is not None
    assert {name: text.body for name, text in found.texts.items()} == {"note": "one", "reason": None}
    assert list(store.texts_of([given.id])) == [(given.id, "note")]


def test_a_text_that_somebody_puts_back_is_read_as_erased_all_the_same(store: Store, place: str) -> None:
    given = pending(1, texts={"note": "one", "reason": "two"})
    store.append([given])
    write(place, "CREATE TABLE aside AS SELECT * FROM texts")
    store.append([pending(2, event=TextErased(1, "reason"))], erase=[(given.id, "reason")])
    write(place, "INSERT INTO texts SELECT * FROM aside WHERE name = 'reason'")
    assert len(store.texts_of([given.id])) == 2
    for found in (store.at(1), store.history(INSPECTION)[0]):
        assert found is not None
        assert {name: text.words for name, text in found.texts.items()} == {"note": "one", "reason": "erased, event 2"}


def test_nothing_is_erased_where_nothing_is_recorded(store: Store) -> None:
    given = pending(1, texts={"reason": "two"})
    store.append([given])
    with pytest.raises(StreamMovedError):
        store.append([pending(9)], erase=[(given.id, "reason")])
    assert list(store.texts_of([given.id])) == [(given.id, "reason")]


def test_an_event_is_found_by_its_id(store: Store) -> None:
    given = pending(1)
    store.append([given])
    found = store.named(given.id)
    assert found is not None
    assert found.position == 1
    assert store.named("elsewhere") is None


def test_texts_are_kept_with_their_salt_and_read_as_erased_once_deleted(store: Store, place: str) -> None:
    given = pending(1, texts={"reason": "one", "note": "two"})
    store.append([given])
    kept = store.texts_of([given.id, "elsewhere"])
    assert kept[given.id, "reason"] == (given.texts["reason"].sha256, b"s" * 16, "one")
    write(place, "DELETE FROM texts WHERE name = 'reason'")
    found = store.history(INSPECTION)[0]
    assert (found.reason, found.texts["note"].body) == (None, "two")
    assert [text.erased_by for text in found.texts.values()] == [None, None]
    assert list(store.texts_of([given.id])) == [(given.id, "note")]


def test_marks_are_small_facts_about_the_ledger(store: Store) -> None:
    assert store.mark("kind") is None
    store.set_mark("kind", "demonstration")
    store.set_mark("kind", "training")
    assert store.mark("kind") == "training"


RACER = """
import sys
from datetime import UTC, datetime
from ledger.store.opening import open_store
from tests.store.samples import pending
with open_store(sys.argv[1], lambda: datetime.now(UTC)) as store:
    for number in range(1, 201):
        store.append([pending(number, "race/" + sys.argv[2], command=number + 1000 * int(sys.argv[2]))])
"""


def test_two_programs_that_write_at_once_leave_no_gap_and_lose_nothing(place: str, store: Store) -> None:
    racers = [subprocess.Popen([sys.executable, "-c", RACER, place, number], cwd=Path(__file__).parents[2]) for number in "12"]
    assert [racer.wait(120) for racer in racers] == [0, 0]
    events = list(store.everything())
    assert [event.position for event in events] == list(range(1, 401))
    assert (store.version("race/1"), store.version("race/2")) == (200, 200)
    assert [event.recorded_at for event in events] == sorted(event.recorded_at for event in events)


def test_writers_on_one_stream_are_each_accepted_once_or_told_that_it_moved(place: str, store: Store) -> None:
    with open_store(place, StandingClock()) as other:
        store.append([pending(1)])
        with pytest.raises(StreamMovedError, match="found it at version 1"):
            other.append([pending(1, command=2)])
        other.append([pending(2)])
    assert [event.position for event in store.history(INSPECTION)] == [1, 2]


def test_the_store_loads_neither_the_mapper_of_objects_nor_the_migrations() -> None:
    asked = "import sys, ledger.store.opening; print([name for name in ('sqlalchemy.orm', 'eventsourcing.application', 'alembic', 'textual') if name in sys.modules])"
    assert subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_nul_character_is_refused_on_either_engine(store: Store) -> None:
    with pytest.raises(RefusedError, match=r"The reason of command \S+ has a NUL character in it, which no ledger keeps: take it out"):
        store.append([pending(1, texts={"reason": "seen\0on the file"})])
    assert store.head() is None
