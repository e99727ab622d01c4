"""Logins through a ledger whose database knows them: who is recorded as typing what, and what a change of mapping meanwhile does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

import pytest
from tests.builders import INSPECTION, SMALL, resolve
from tests.engines import is_file, write
from tests.store.kept_events import small_keeping
from tests.store.samples import StandingClock

from ledger.application import Ledger
from ledger.bootstrap import random_salt
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.access import Login
from ledger.domain.recorded import Happened, InspectionRole, RecordedEvent, Role
from ledger.errors import DamagedError, NotFoundError, RefusedError, UsageError
from ledger.store.appending import Appended
from ledger.store.mapper import PendingEvent
from ledger.store.opening import open_store
from ledger.store.snapshot import Snapshot
from ledger.store.store import Store

OWNER, INSPECTOR, PANEL = Login("north_owner", owns=True), Login("north_inspector", owns=False), Login("north_panel", owns=False)


@dataclass
class Desk:
    """A ledger at which one login after another asks."""

    store: Store
    ledger: Ledger
    asking: Login | None = OWNER
    numbers: Iterator[int] = field(default_factory=lambda: iter(range(1, 1000)))

    def by(self, role: Role, actor: str, *, typist: str | None = None, reason: str | None = None) -> c.By:
        command_id = str(UUID(int=next(self.numbers), version=4))
        return c.By(
            command_id=command_id, actor=actor, role=role, recorded_by=typist, happened=Happened("2026-05-01", "day"), reason=reason
        )

    def map(self, login: Login, actor: str, *roles: InspectionRole, reason: str | None = None) -> tuple[int, ...]:
        return self.ledger.logins.handle(c.MapLogin(login=login.name, actor=actor, roles=roles, by=self.by("owner", "", reason=reason)))

    def open(self, inspection: str = INSPECTION, typist: str | None = None) -> RecordedEvent:
        by = self.by("lead-inspector", "lead-inspector-1", typist=typist)
        [position] = self.ledger.handle(c.OpenInspection(inspection=inspection, by=by, service="S", framework=SMALL.id)).positions
        return self.ledger.event(position)


@pytest.fixture
def desk(place: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    store = open_store(place, StandingClock(), keeping=small_keeping())
    desk = Desk(store, Ledger(store, resolve, random_salt))
    monkeypatch.setattr(Snapshot, "login", lambda _: desk.asking)
    yield desk
    store.close()


def who_typed(recorded: RecordedEvent) -> tuple[str, str, bool]:
    return recorded.by.actor.id, recorded.by.recorded_by, recorded.by.authenticated


def test_a_mapping_is_an_event_of_the_ledger_itself_acted_by_its_owner(desk: Desk) -> None:
    assert desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector", reason="Leads.") == (1,)
    recorded = desk.ledger.event(1)
    assert recorded.event == e.LoginMapped("north_inspector", "lead-inspector-1", ("lead-inspector",))
    assert (recorded.stream, recorded.inspection, recorded.reason) == ("/login/north_inspector", "", "Leads.")
    assert (recorded.by.actor.role, *who_typed(recorded)) == ("owner", "north_owner", "north_owner", True)


def test_an_owner_who_is_mapped_acts_under_their_own_name(desk: Desk) -> None:
    desk.map(OWNER, "quality-reviewer-1", "quality-reviewer")
    [position] = desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    assert who_typed(desk.ledger.event(position)) == ("quality-reviewer-1", "quality-reviewer-1", True)


def test_a_mapping_asked_for_again_is_not_recorded_again_and_its_id_serves_nothing_else(desk: Desk) -> None:
    asked = c.MapLogin(login="x", actor="panel-1", roles=("panel-chair",), by=desk.by("owner", ""))
    assert desk.ledger.logins.handle(asked) == desk.ledger.logins.handle(asked) == (1,)
    assert desk.map(Login("x", owns=False), "panel-1", "panel-chair") == ()
    with pytest.raises(RefusedError, match="A command id is used once"):
        desk.ledger.logins.handle(replace(asked, actor="panel-2"))


def test_a_login_that_nobody_could_read_again_is_not_mapped(desk: Desk) -> None:
    with pytest.raises(UsageError, match=r"at actor: expected a name or reference without spaces around it, found \"\""):
        desk.map(INSPECTOR, "", "inspector")
    assert desk.ledger.head() == 0


def test_a_file_knows_no_logins_and_maps_none(desk: Desk) -> None:
    desk.asking = None
    with pytest.raises(RefusedError, match=r"Only a database server knows who logs in, and this ledger is a file\."):
        desk.map(INSPECTOR, "inspector-1", "inspector")
    assert who_typed(desk.open()) == ("lead-inspector-1", "lead-inspector-1", False)
    assert who_typed(desk.open("another", "recorder-1")) == ("lead-inspector-1", "recorder-1", False)


def test_what_somebody_records_by_their_login_is_known_to_be_theirs(desk: Desk) -> None:
    desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    desk.asking = INSPECTOR
    assert who_typed(desk.open()) == ("lead-inspector-1", "lead-inspector-1", True)


def test_what_a_recorder_types_names_both(desk: Desk) -> None:
    desk.map(INSPECTOR, "recorder-1", "recorder")
    desk.asking = INSPECTOR
    assert who_typed(desk.open()) == ("lead-inspector-1", "recorder-1", True)


def test_nobody_records_by_a_login_that_is_nobodys(desk: Desk) -> None:
    desk.asking = INSPECTOR
    with pytest.raises(RefusedError, match="north_inspector is mapped to nobody"):
        desk.open()
    with pytest.raises(RefusedError, match="north_inspector is mapped to nobody"):
        desk.ledger.preview(c.OpenInspection(inspection="x", by=desk.by("lead-inspector", "a"), service="S", framework=SMALL.id))


def test_the_owner_records_without_a_mapping_only_until_the_first(desk: Desk) -> None:
    assert who_typed(desk.open()) == ("lead-inspector-1", "lead-inspector-1", False)
    desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    with pytest.raises(RefusedError, match="north_owner is mapped to nobody"):
        desk.open("another")


def test_a_login_that_is_unmapped_while_something_is_being_recorded_records_it_no_more(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    append = Store.append

    def late(self: Store, events: list[PendingEvent], *, guards: dict[str, int], erase: list[tuple[str, str]]) -> Appended:
        monkeypatch.setattr(Store, "append", append)
        desk.asking = OWNER
        unmap = c.UnmapLogin(login=INSPECTOR.name, by=desk.by("owner", "", reason="Left the team."))
        desk.ledger.logins.handle(unmap)
        desk.asking = INSPECTOR
        return append(self, events, guards=guards, erase=erase)

    monkeypatch.setattr(Store, "append", late)
    desk.asking = INSPECTOR
    with pytest.raises(RefusedError, match="north_inspector is mapped to nobody"):
        desk.open()
    assert desk.ledger.head() == 2


def test_whom_a_recorder_types_for_is_guarded_too(desk: Desk) -> None:
    desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    desk.map(PANEL, "recorder-1", "recorder")
    desk.asking = PANEL
    now = desk.ledger.logins.now()
    assert now.guards("lead-inspector-1") == {"/login/north_panel": 1, "/login/north_inspector": 1}
    assert now.guards("panel-9") == {"/login/north_panel": 1}


def test_the_ledgers_own_events_are_of_no_inspection(desk: Desk) -> None:
    desk.map(OWNER, "lead-inspector-1", "lead-inspector")
    desk.open()
    desk.map(INSPECTOR, "inspector-1", "inspector")
    assert desk.ledger.inspections() == [INSPECTION]
    assert [(one.inspection, one.last.position, one.of) for one in desk.ledger.listed()] == [(INSPECTION, 2, 1)]
    assert [recorded.position for recorded in desk.ledger.logins.history()] == [1, 3]
    with pytest.raises(NotFoundError, match="There is no inspection ''"):
        desk.ledger.history("")
    verified = desk.ledger.verify(lambda *_: None)
    assert verified.ok
    assert verified.size == 3


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ("stream = 'x/login/north_inspector', inspection = ''", "found login-mapped.v1 in 'x/login/north_inspector'"),
        ("stream = '/login/north_owner'", "found login-mapped.v1 in '/login/north_owner'"),
    ],
)
def test_an_event_that_is_not_in_the_stream_of_its_login_maps_nobody(desk: Desk, place: str, changed: str, found: str) -> None:
    desk.map(INSPECTOR, "lead-inspector-1", "lead-inspector")
    state = "state" if is_file(place) else "convert_from(state, 'UTF8')"
    said = f"replace(CAST({state} AS text), '\"/login/north_inspector', '\"' || stream)"
    new = f"CAST({said} AS blob)" if is_file(place) else f"convert_to({said}, 'UTF8')"
    write(place, f"UPDATE events SET {changed}", f"UPDATE events SET state = {new}", guarded=False)
    for ask in (desk.ledger.logins.now, desk.ledger.logins.history, desk.open):
        with pytest.raises(DamagedError, match=f"expected a login's event in its own stream at position 1, {found}: see `ledger verify`"):
            ask()
    assert f"in '{found.split(chr(39))[1]}'" in str(desk.ledger.verify(lambda *_: None).rungs[0].faults)


def test_kept_rows_are_brought_up_past_the_ledgers_own_events(desk: Desk, place: str) -> None:
    with open_store(place, StandingClock()) as unkept:
        behind = Ledger(unkept, resolve, random_salt)
        behind.logins.handle(c.MapLogin(login=OWNER.name, actor="lead-inspector-1", roles=("lead-inspector",), by=desk.by("owner", "")))
        asked = c.OpenInspection(inspection="north", by=desk.by("lead-inspector", "lead-inspector-1"), service="S", framework=SMALL.id)
        behind.handle(asked)
    assert [one.inspection for one in desk.ledger.listed()] == ["north"]
    desk.open()
    assert [one.inspection for one in desk.ledger.listed()] == ["north", INSPECTION]
    assert desk.store.rebuild(lambda *_: None, all_of_them=True)
    assert desk.ledger.verify(lambda *_: None).ok
