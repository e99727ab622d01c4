"""Panel decisions through a ledger: what a panel saw is recorded, still stands, and is not made by the run that decides on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from tests.builders import SMALL
from tests.desk import Desk, at_the_draft
from tests.engines import Places

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.errors import ConflictError, NotFoundError, RefusedError


@pytest.fixture(scope="module")
def desk(places_of_the_run: Places) -> Iterator[Desk]:
    """A ledger in which 2.3 stands at 1 of 1: C01 is judged sufficient on its one key question, C02 not relevant."""
    desk = at_the_draft(places_of_the_run.new("panel"))
    desk.ledger.handle(desk.judge("2.3.1", "C02", "not-relevant"))
    yield desk
    desk.store.close()


def test_a_panel_decides_on_what_it_saw_while_that_still_stands(desk: Desk) -> None:
    decline = desk.decline()
    desk.ledger.handle(desk.judge("2.3.1", "C01", "insufficient"))
    with pytest.raises(
        ConflictError, match=r"The evidence for 2\.3 in .* is not what it was at #\d+: 2\.3\.1 was 1 of 1, is 0 of 1\. Look again"
    ):
        desk.ledger.handle(decline)
    desk.ledger.handle(desk.judge("2.3.1", "C01"))


def test_a_panel_decides_on_the_proposal_that_it_saw(desk: Desk) -> None:
    override = desk.override("1.1")
    desk.ledger.handle(desk.ask(c.ProposeRating, "lead-inspector", standard="1.1", rating=Rating.OUTSTANDING))
    with pytest.raises(ConflictError, match=r"then Good, now Outstanding\. Look again and decide on what stands now\."):
        desk.ledger.handle(override)


def test_a_panel_has_seen_nothing_that_is_not_recorded_yet(desk: Desk) -> None:
    decline = desk.decline(later=1)
    with pytest.raises(NotFoundError, match=r"Nothing is recorded at #\d+ yet. Name the position that the panel had before it."):
        desk.ledger.handle(decline)


def test_a_panel_cannot_have_seen_what_was_not_open_yet(desk: Desk) -> None:
    opening = desk.ask(c.OpenInspection, "lead-inspector", service="Another Service", framework=SMALL.id)
    desk.ledger.handle(replace(opening, inspection="another-2026"))
    with pytest.raises(ConflictError, match=r"another-2026 was not open yet at #1, so no panel can have seen 2\.3 there"):
        desk.ledger.handle(replace(desk.decline(), inspection="another-2026", seen=1))


@pytest.mark.parametrize(
    ("before", "found"),
    [
        (lambda desk: desk.judge("2.3.1", "C01", "insufficient"), r"2\.3\.1 was 1 of 1, is 0 of 1\. Look again"),
        (lambda desk: desk.ask(c.WithdrawCase, "lead-inspector", case="C02"), "the same, but not the judgements that count in C02"),
        (lambda desk: desk.override(), r"A decision on 2\.3 in .* would be recorded with this one, after #\d+ that the panel had"),
    ],
)
def test_a_panel_has_seen_nothing_of_what_its_own_run_records(desk: Desk, before: Callable[[Desk], c.Command], found: str) -> None:
    head = desk.ledger.head()
    with pytest.raises(ConflictError, match=found):
        desk.ledger.handle(before(desk), desk.decline())
    assert desk.ledger.head() == head


def test_nothing_is_revoked_that_is_not_recorded_yet(desk: Desk) -> None:
    decline = desk.decline()
    with pytest.raises(RefusedError, match=r"#\d+ is not one; in force: none"):
        desk.ledger.handle(decline, desk.ask(c.RevokeDecision, "panel-chair", position=decline.seen + 1))


def test_a_panel_may_decide_on_two_standards_at_once(desk: Desk) -> None:
    seen = desk.ledger.head()
    decisions = [desk.at(position).event for position in desk.ledger.handle(desk.decline(), desk.override("2.2")).positions]
    assert [one.seen.position for one in decisions if isinstance(one, e.DiscretionDeclined | e.RatingOverridden)] == [seen, seen]
