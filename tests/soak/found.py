"""What is found in a ledger after a command was stopped under way."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.ran import Json
from tests.engines import is_file

from ledger.bootstrap import keeping, open_ledger, utc_now
from ledger.store.engine import engine
from ledger.store.opening import open_store
from ledger.store.state import State, schema_state


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def acknowledged(said: Path) -> list[Json]:
    """What the command answered before it was killed; a line cut off says nothing."""
    whole = said.read_bytes().rpartition(b"\n")[0] if said.exists() else b""
    answers = [json.loads(line) for line in whole.splitlines()]
    said.unlink(missing_ok=True)
    assert all(answer["ok"] for answer in answers), answers
    return answers


def verified(place: str) -> int:
    """The last position of a ledger in which nothing is wrong."""
    with open_ledger(place, read_only=True) as ledger:
        found = ledger.verify(silent)
        assert found.ok, [fault.sentence for rung in found.rungs for fault in rung.faults]
        return ledger.head()


def recorded(place: str, head: int, last: int) -> list[str]:
    """The commands of the last few events of a ledger."""
    with open_ledger(place, read_only=True) as ledger:
        return [ledger.event(position).by.command_id for position in range(head - last + 1, head + 1)]


def rows(place: str) -> list[object]:
    """Every record that is there, finished or not; none where there is no ledger yet."""
    if (is_file(place) and not Path(place).exists()) or state(place) is State.EMPTY:
        return []
    with open_store(place, utc_now, read_only=True, keeping=keeping(), unfinished=True) as store:
        return list(store.everything())


def state(place: str) -> State:
    bound = engine(place, read_only=True)
    try:
        return schema_state(bound).state
    finally:
        bound.dispose()
