"""`docs/python.md` as it is run, and the door: light to import, and no wider than it says."""

from __future__ import annotations

import doctest
import subprocess
import sys
import uuid
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.engines import Places

import ledger
from ledger import Ledger, by, create_ledger, open_ledger
from ledger.domain.commands import OpenInspection
from ledger.domain.recorded import Happened
from ledger.errors import NotFoundError, StorageError

ASKING = "ledger.logins.now().asking"
"""On the page a file, which knows nobody; on a server whoever owns the ledger."""

PAGE = Path(__file__).parents[1] / "docs" / "python.md"


def test_every_example_of_the_page_does_what_it_says(places: Places) -> None:
    page = PAGE.read_text(encoding="utf-8").replace('"north.ledger"', repr(places.new()))
    if places.engine == "postgresql":
        page = page.replace(f"{ASKING} is None", f"{ASKING}.owns")
    examples = doctest.DocTestParser().get_doctest(page, {}, PAGE.name, str(PAGE), 0)
    found = doctest.DocTestRunner(optionflags=doctest.FAIL_FAST).run(examples)
    assert (found.failed, found.attempted > 15) == (0, True)


def test_the_door_is_light_until_it_is_opened() -> None:
    script = "import ledger, sys; print(*sys.modules)"
    loaded = set(subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split())
    assert {name for name in loaded if name.startswith("ledger")} == {"ledger"}
    assert not loaded & {"click", "pydantic", "rpds", "sqlalchemy"}


def test_the_door_has_what_it_says_and_nothing_else() -> None:
    assert all(callable(getattr(ledger, name)) for name in ledger.__all__)
    with pytest.raises(AttributeError, match="has no attribute 'window'; it has Ledger, by, create_ledger, open_ledger"):
        _ = ledger.window


def test_who_asks_is_filled_in_as_usual() -> None:
    asked = by("inspector-1", "inspector", evidence=("C01/plan",))
    assert (asked.recorded_by, asked.provenance, asked.reason, asked.evidence) == (None, "recorded", None, ("C01/plan",))
    assert asked.happened.precision == "day"
    assert asked.happened.on is not None
    assert abs((datetime.now(UTC).date() - datetime.fromisoformat(asked.happened.on).date()).days) <= 1
    assert uuid.UUID(asked.command_id).version == 4
    assert by("inspector-1", "inspector").command_id != asked.command_id


def test_what_is_said_of_who_asks_is_taken() -> None:
    said = str(uuid.UUID(int=7))
    asked = by("a", "inspector", happened_on="2026-01", command_id=said, recorded_by="b", reviewed_by="c", provenance="illustrative")
    assert (asked.command_id, asked.recorded_by, asked.reviewed_by, asked.provenance) == (said, "b", "c", "illustrative")
    assert asked.happened == Happened("2026-01", "month")
    with pytest.raises(ValueError, match="expected a time such as"):
        by("a", "inspector", happened_on="soon")


def test_a_ledger_is_made_once(places: Places) -> None:
    place = places.new()
    made = create_ledger(place)
    assert isinstance(made, Ledger)
    with pytest.raises(StorageError, match="is a ledger already"):
        create_ledger(place)
    who = by("lead-inspector-1", "lead-inspector")
    assert made.handle(OpenInspection(inspection="n-2026", by=who, service="N", framework="youth-2021")).positions == (1,)
    made.close()
    with open_ledger(place, read_only=True) as opened:
        assert opened.inspections() == ["n-2026"]
        for name in ("\ud800", "a\0b", ""):
            with pytest.raises(NotFoundError, match=r"There is no inspection .* It has: n-2026\."):
                opened.history(name)
            with pytest.raises(NotFoundError, match="There is no inspection"):
                opened.require(name)
        with pytest.raises(NotFoundError, match=rf"There is no event #{2**70}"):
            opened.event(2**70)
