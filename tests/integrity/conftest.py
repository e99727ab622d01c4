"""A small ledger of two inspections, whole in every respect, as the bytes of its file."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.kept_events import NORTH, SOUTH, Recording, kept_store, story

from ledger.domain import events as e
from ledger.store.upgrade import create


@pytest.fixture(scope="session")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("pristine") / "ledger.db"
    create(file)
    return file.read_bytes()


@pytest.fixture(scope="session")
def whole(pristine: bytes, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    file = tmp_path_factory.mktemp("whole") / "ledger.db"
    file.write_bytes(pristine)
    with kept_store(file) as store:
        record = Recording(store)
        record(NORTH, *story()[:12], reason="as seen on the file")
        record(SOUTH, *story()[:9])
        record(NORTH, *story()[12:])
        record(SOUTH, e.ReviewerNoteAdded(position=3), reason="a note of the reviewer")
    return file.read_bytes()


@pytest.fixture
def ledger_file(tmp_path: Path, whole: bytes) -> Path:
    file = tmp_path / "ledger.db"
    file.write_bytes(whole)
    return file
