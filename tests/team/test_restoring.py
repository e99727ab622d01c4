"""A team's backup restored beside the old ledger, as the page for operators has it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.engines import Places
from tests.team.conftest import Team, opening

from ledger.bootstrap import backup, copy
from ledger.errors import StorageError
from ledger.store.upgrade import WithRoles, create

ON_A_SERVER = pytest.mark.parametrize("engine_name", ["postgresql"], indirect=True, scope="session")


def silent(*_: object) -> None:
    """Nobody watches."""


@pytest.fixture
def kept(team: Team, tmp_path: Path) -> str:
    """A backup, which a reader made."""
    file = tmp_path / "kept.ledger"
    with team.open("lead") as ledger:
        if "kept-2026" not in ledger.inspections():
            ledger.handle(opening("kept-2026"))
    backup(team.url("auditor"), file, silent)
    return str(file)


@ON_A_SERVER
def test_a_backup_copied_into_a_ledger_with_the_old_ones_roles_is_the_teams(team: Team, kept: str, places: Places) -> None:
    restored = Team(places.new("restored"), team.roles)
    create(restored.place, WithRoles(team.roles.owner.removesuffix("_owner")))
    copy(kept, restored.place, silent)
    with restored.open("auditor") as ledger:
        assert ledger.inspections() == ["kept-2026"]
        assert ledger.verify(silent).ok
    with restored.open("lead") as ledger:
        [position] = ledger.handle(opening("new-2026")).positions
        assert ledger.event(position).by.authenticated


@ON_A_SERVER
def test_a_backup_copied_to_where_nothing_is_is_its_makers_alone(team: Team, kept: str, places: Places) -> None:
    restored = Team(places.new("restored"), team.roles)
    copy(kept, restored.place, silent)
    with pytest.raises(StorageError, match="does not let this login do that"):
        restored.open("auditor")
