"""Who is said to be known by a login, against the logins that the ledger knew of by then."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, envelope

from ledger.domain import events as e
from ledger.domain.recorded import Actor, InspectionRole, RecordedEvent, login_stream
from ledger.integrity.typists import Typists

DRAFT = e.DraftShared()


def mapped(position: int, actor: str, *roles: InspectionRole) -> RecordedEvent:
    return envelope(e.LoginMapped("north", actor, roles), position, login_stream("north"), position)


def unmapped(position: int) -> RecordedEvent:
    return envelope(e.LoginUnmapped("north"), position, login_stream("north"), position)


def typed(position: int, actor: Actor, typist: str, *, authenticated: bool = True) -> RecordedEvent:
    plain = envelope(DRAFT, position, INSPECTION, position)
    return plain._replace(by=plain.by._replace(actor=actor, recorded_by=typist, authenticated=authenticated))


LEAD, CHAIR = Actor("lead-1", "lead-inspector"), Actor("panel-1", "panel-chair")


def said(*events: RecordedEvent) -> list[str]:
    typists = Typists()
    return [fault.sentence for event in events for fault in typists.faults(event)]


@pytest.mark.parametrize(
    "events",
    [
        [typed(1, LEAD, "anybody", authenticated=False)],
        [mapped(1, "lead-1", "lead-inspector"), typed(2, LEAD, "lead-1"), unmapped(3), typed(4, LEAD, "lead-1", authenticated=False)],
        [mapped(1, "recorder-1", "recorder"), typed(2, LEAD, "recorder-1")],
    ],
)
def test_what_a_mapping_bears_out_is_no_fault(events: list[RecordedEvent]) -> None:
    assert said(*events) == []


def test_nobody_is_known_by_a_login_before_it_is_mapped_or_after_it_was_given_up() -> None:
    assert said(typed(1, LEAD, "lead-1"), mapped(2, "lead-1", "lead-inspector"), unmapped(3), typed(4, LEAD, "lead-1")) == [
        "#1: typed by: expected someone to whom a login was mapped by then, found 'lead-1'",
        "#4: typed by: expected someone to whom a login was mapped by then, found 'lead-1'",
    ]


def test_only_a_recorder_is_known_to_have_typed_for_somebody_else() -> None:
    assert said(mapped(1, "lead-1", "lead-inspector", "inspector"), typed(2, CHAIR, "lead-1")) == [
        "#2: typed by: expected a recorder where 'panel-1' acts, found 'lead-1', inspector and lead inspector",
    ]


def test_nobody_is_known_in_a_role_that_their_login_does_not_give_them() -> None:
    assert said(mapped(1, "panel-1", "panel-member"), typed(2, CHAIR, "panel-1")) == [
        "#2: acting as: expected 'panel-1' in a role mapped to their login, found panel chair",
    ]


@pytest.mark.parametrize(
    ("event", "stream", "found"),
    [
        (e.LoginMapped("north", "lead-1", ("lead-inspector",)), "north", "login-mapped.v1 in 'north'"),
        (e.LoginMapped("north", "lead-1", ("lead-inspector",)), "/login/south", "login-mapped.v1 in '/login/south'"),
        (DRAFT, "/login/north", "draft-shared.v1 in '/login/north'"),
    ],
)
def test_an_event_that_stands_where_it_does_not_belong_maps_nobody(event: e.Event, stream: str, found: str) -> None:
    expected = "#1: stream: expected an event about a login in that login's stream, any other in an inspection's, found"
    assert said(envelope(event, 1, stream, 1), typed(2, LEAD, "lead-1")) == [
        f"{expected} {found}",
        "#2: typed by: expected someone to whom a login was mapped by then, found 'lead-1'",
    ]
