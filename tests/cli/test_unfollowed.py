"""What the command line says beside an inspection that cannot be read: everything of the others, and exit code 6."""

from __future__ import annotations

import pytest
from eventsourcing.persistence import StoredEvent
from tests.cli.ran import Run

from ledger.bootstrap import keeping, utc_now
from ledger.store.opening import open_store


@pytest.fixture
def spoiled(place: str, run: Run) -> str:
    for name in ("north-2026", "south-2026"):
        opening = ("open", name, "--service", "A Service", "--framework", "youth-2021", "--role", "lead-inspector")
        assert run("--ledger", place, "record", *opening).code == 0
    return place


def test_lists_and_their_rebuilding_leave_out_what_cannot_be_read_and_say_so(run: Run, spoiled: str) -> None:
    with open_store(spoiled, utc_now, keeping=keeping()) as store:
        store.insert_events([StoredEvent("south-2026", 2, "draft-shared.v1", b"{}")])
    place = ("--ledger", spoiled)
    listed = run(*place, "inspections")
    assert (listed.code, "north-2026" in listed.out, "south-2026" in listed.out) == (6, True, False)
    assert "the event at position 3 cannot be read" in listed.err
    rebuilt = run(*place, "upgrade", "--rebuild")
    assert (rebuilt.code, "Rebuilt from the events: ratings, blame, timeline." in rebuilt.out) == (6, True)
    assert "nothing is kept of south-2026, whose events cannot be read or followed: see `ledger verify`." in rebuilt.err
    assert [one["id"] for one in run(*place, "inspections", "--json").json] == ["north-2026"]
    assert run(*place, "record", "team", "north-2026", "inspector-1", "inspector", "--role", "lead-inspector").code == 0
    assert run(*place, "record", "team", "south-2026", "inspector-1", "inspector", "--role", "lead-inspector").code == 6
    assert "south-2026" in str(run(*place, "verify", "--json").json["rungs"][2]["faults"])
