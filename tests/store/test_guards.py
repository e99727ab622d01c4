"""What the database itself refuses, whoever asks: the past is not changed, and no position is left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engines import read, refused
from tests.store.samples import StandingClock, pending

from ledger.store.opening import open_store

COLUMNS = "recorded_at, inspection, stream"


def unchanged(place: str | Path, statement: str, sentence: str) -> None:
    """Two events and a text stand as they did after a statement that is refused with a sentence."""
    with open_store(place, StandingClock()) as store:
        store.append([pending(1, texts={"reason": "why"}), pending(2)])
    before = read(place, "SELECT * FROM events ORDER BY position"), read(place, "SELECT * FROM texts")
    assert sentence in refused(place, statement)
    assert (read(place, "SELECT * FROM events ORDER BY position"), read(place, "SELECT * FROM texts")) == before


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET recorded_at = ''", "events are never changed"),
        ("UPDATE events SET position = 9 WHERE position = 1", "events are never changed"),
        ("DELETE FROM events WHERE position = 2", "events are never deleted"),
        ("INSERT OR REPLACE INTO events SELECT * FROM events WHERE position = 1", "an event takes the next position"),
        (
            "INSERT OR REPLACE INTO events SELECT 3, recorded_at, inspection, stream, version, topic, NULL, NULL, state, leaf FROM events WHERE position = 1",
            "version once",
        ),
        (
            "INSERT OR REPLACE INTO events SELECT 3, recorded_at, inspection, stream, 9, topic, event_id, NULL, state, leaf FROM events WHERE position = 1",
            "id and version once",
        ),
        (
            "INSERT INTO events SELECT 4, recorded_at, inspection, stream, 9, topic, NULL, NULL, state, leaf FROM events WHERE position = 1",
            "the next position",
        ),
        (
            "INSERT INTO events SELECT NULL, recorded_at, inspection, stream, 9, topic, NULL, NULL, state, leaf FROM events WHERE position = 1",
            "the next position",
        ),
        (
            "INSERT INTO events SELECT 3, 4, inspection, stream, 9, topic, NULL, NULL, 'text', leaf FROM events WHERE position = 1",
            "cannot store TEXT value in BLOB column",
        ),
        ("UPDATE texts SET body = 'other'", "texts are erased, never changed"),
        ("INSERT OR REPLACE INTO texts SELECT event_id, name, sha256, salt, 'other' FROM texts", "texts are never replaced"),
        ("INSERT INTO texts VALUES ('nobody', 'reason', '', zeroblob(16), '')", "FOREIGN KEY constraint failed"),
        ("INSERT INTO texts VALUES ('nobody', 'reason', '', zeroblob(17), '')", "CHECK constraint failed: texts_salt"),
    ],
)
def test_the_file_itself_refuses_to_change_the_past(path: Path, statement: str, sentence: str) -> None:
    unchanged(path, statement, sentence)


@pytest.mark.parametrize(
    ("statement", "sentence"),
    [
        ("UPDATE events SET recorded_at = ''", "events are never changed"),
        ("DELETE FROM events WHERE position = 2", "events are never deleted"),
        ("TRUNCATE events CASCADE", "never deleted"),
        ("TRUNCATE texts", "texts are erased one by one"),
        ("INSERT INTO events SELECT * FROM events WHERE position = 1", "duplicate key value"),
        (
            "INSERT INTO events SELECT * FROM events WHERE position = 1 ON CONFLICT (position) DO UPDATE SET topic = ''",
            "events are never changed",
        ),
        (
            f"INSERT INTO events SELECT 3, {COLUMNS}, version, topic, NULL, NULL, state, leaf FROM events WHERE position = 1",
            "duplicate key value",
        ),
        (f"INSERT INTO events SELECT 4, {COLUMNS}, 9, topic, NULL, NULL, state, leaf FROM events WHERE position = 1", "the next position"),
        (f"INSERT INTO events SELECT 0, {COLUMNS}, 9, topic, NULL, NULL, state, leaf FROM events WHERE position = 1", "the next position"),
        (
            f"INSERT INTO events SELECT 2 + 2 * position, {COLUMNS}, 9 + position, topic, NULL, NULL, state, leaf FROM events",
            "the next position",
        ),
        (f"INSERT INTO events SELECT NULL, {COLUMNS}, 9, topic, NULL, NULL, state, leaf FROM events WHERE position = 1", "null value"),
        ("UPDATE texts SET body = 'other'", "texts are erased, never changed"),
        ("INSERT INTO texts VALUES ('nobody', 'reason', '', '0123456789abcdef', '')", "violates foreign key constraint"),
        ("INSERT INTO texts VALUES ('nobody', 'reason', '', 'salt', '')", 'violates check constraint "texts_salt"'),
    ],
)
def test_the_server_itself_refuses_to_change_the_past(database: str, statement: str, sentence: str) -> None:
    unchanged(database, statement, sentence)
