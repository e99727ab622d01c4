from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.tests.persistence import ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
from tests.store.sql import read

from ledger.errors import StorageError
from ledger.store.canonical import leaf_hash
from ledger.store.engine import engine
from ledger.store.store import Store
from ledger.store.upgrade import create


def now() -> datetime:
    return datetime.now(UTC)


class WithTextIds:
    """The library's tests on a new ledger each, with ids as this ledger has them."""

    def new_originator_id(self) -> str:
        return str(uuid4())

    def setUp(self) -> None:
        self.directory = tempfile.TemporaryDirectory()
        file = Path(self.directory.name) / "ledger.db"
        create(file)
        self.engine = engine(file)

    def tearDown(self) -> None:
        self.engine.dispose()
        self.directory.cleanup()

    def create_recorder(self) -> Store:
        return Store(self.engine, now)


class TestTheRecorderKeepsTheContractOfTheLibrary(WithTextIds, ApplicationRecorderTestCase[Store]):
    pass


class TestNotificationIdsDoNotInterleave(WithTextIds, NonInterleavingNotificationIDsBaseCase):
    pass


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase


def test_a_recorded_row_is_stamped_and_hashed_like_any_other(path: Path) -> None:
    bound = engine(path)
    Store(bound, now).insert_events([StoredEvent("stream-1", 0, "topic-1", b"\x00\xff")])
    bound.dispose()
    [(position, recorded_at, stream, version, topic, state, event_id, command_id, leaf)] = read(
        path, "SELECT position, recorded_at, stream, version, topic, state, event_id, command_id, leaf FROM events"
    )
    assert (position, stream, version, topic, state, event_id, command_id) == (1, "stream-1", 0, "topic-1", b"\x00\xff", None, None)
    assert leaf == leaf_hash(1, recorded_at, "stream-1", 0, "topic-1", b"\x00\xff")


def test_nothing_recorded_is_no_position(path: Path) -> None:
    bound = engine(path)
    assert Store(bound, now).insert_events([]) == []
    bound.dispose()


def test_bounds_and_order_are_kept(path: Path) -> None:
    bound = engine(path)
    recorder = Store(bound, now)
    recorder.insert_events([StoredEvent("s", n, "t", b"") for n in range(5)])
    assert [found.originator_version for found in recorder.select_events("s", gt=0, lte=3, desc=True, limit=2)] == [3, 2]
    with pytest.raises(IntegrityError, match="id and version once"):
        recorder.insert_events([StoredEvent("s", 4, "t", b"")])
    bound.dispose()


def test_other_faults_are_storage_errors(path: Path) -> None:
    bound = engine(path, read_only=True)
    with pytest.raises(StorageError, match="cannot be written to"):
        Store(bound, now).insert_events([StoredEvent("s", 1, "t", b"")])
    bound.dispose()


def test_there_is_no_subscription() -> None:
    with pytest.raises(NotImplementedError, match="ask for notifications after the last position seen"):
        Store(engine("nowhere.db"), now).subscribe()
