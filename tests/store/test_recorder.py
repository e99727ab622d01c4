from __future__ import annotations

import tempfile
import threading
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
from tests.engines import EngineName, places_on, read

from ledger.errors import StorageError
from ledger.store.canonical import leaf_hash
from ledger.store.engine import engine
from ledger.store.store import Store
from ledger.store.upgrade import create


def now() -> datetime:
    return datetime.now(UTC)


class WithTextIds:
    """The library's tests on a new ledger each, with ids as this ledger has them."""

    engine_name: EngineName = "sqlite"

    def new_originator_id(self) -> str:
        return str(uuid4())

    def setUp(self) -> None:
        self.stack = ExitStack()
        self.before = set(threading.enumerate())
        directory = self.stack.enter_context(tempfile.TemporaryDirectory())
        place = self.stack.enter_context(places_on(self.engine_name, Path(directory))).new()
        create(place)
        self.engine = engine(place)
        self.stack.callback(self.engine.dispose)

    def tearDown(self) -> None:
        """Waits for the threads that the library's tests leave reading: what they read from must be there until they end."""
        for left in set(threading.enumerate()) - self.before:
            left.join(20)
        self.stack.close()

    def create_recorder(self) -> Store:
        return Store(self.engine, now)


class TestTheRecorderKeepsTheContractOfTheLibrary(WithTextIds, ApplicationRecorderTestCase[Store]):
    pass


class TestTheRecorderKeepsTheContractOfTheLibraryOnPostgresql(WithTextIds, ApplicationRecorderTestCase[Store]):
    engine_name = "postgresql"


class TestNotificationIdsDoNotInterleave(WithTextIds, NonInterleavingNotificationIDsBaseCase):
    pass


class TestNotificationIdsDoNotInterleaveOnPostgresql(WithTextIds, NonInterleavingNotificationIDsBaseCase):
    engine_name = "postgresql"


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase


def test_a_recorded_row_is_stamped_and_hashed_like_any_other(place: str) -> None:
    bound = engine(place)
    Store(bound, now).insert_events([StoredEvent("stream-1", 0, "topic-1", b"\x00\xff")])
    bound.dispose()
    [(position, recorded_at, stream, version, topic, state, event_id, command_id, leaf)] = read(
        place, "SELECT position, recorded_at, stream, version, topic, state, event_id, command_id, leaf FROM events"
    )
    assert (position, stream, version, topic, state, event_id, command_id) == (1, "stream-1", 0, "topic-1", b"\x00\xff", None, None)
    assert leaf == leaf_hash(1, recorded_at, "stream-1", 0, "topic-1", b"\x00\xff")


def test_nothing_recorded_is_no_position(place: str) -> None:
    bound = engine(place)
    assert Store(bound, now).insert_events([]) == []
    bound.dispose()


def test_bounds_and_order_are_kept(place: str) -> None:
    bound = engine(place)
    recorder = Store(bound, now)
    recorder.insert_events([StoredEvent("s", n, "t", b"") for n in range(5)])
    assert [found.originator_version for found in recorder.select_events("s", gt=0, lte=3, desc=True, limit=2)] == [3, 2]
    with pytest.raises(IntegrityError, match=r"id and version once|events_stream_version"):
        recorder.insert_events([StoredEvent("s", 4, "t", b"")])
    bound.dispose()


def test_other_faults_are_storage_errors(place: str) -> None:
    bound = engine(place, read_only=True)
    with pytest.raises(StorageError, match="cannot be written to"):
        Store(bound, now).insert_events([StoredEvent("s", 1, "t", b"")])
    bound.dispose()


def test_there_is_no_subscription() -> None:
    with pytest.raises(NotImplementedError, match="ask for notifications after the last position seen"):
        Store(engine("nowhere.db"), now).subscribe()
