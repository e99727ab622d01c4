"""Disputes and second judgements through a ledger: numbers, one transaction with its cause, and what stays as it was."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.builders import INSPECTION
from tests.desk import Desk, at_the_draft
from tests.engines import Places

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.errors import NotFoundError, RefusedError


@pytest.fixture(scope="module")
def desk(places_of_the_run: Places) -> Iterator[Desk]:
    desk = at_the_draft(places_of_the_run.new("disputes"))
    yield desk
    desk.store.close()


def judged(desk: Desk, case: str, question: str) -> int:
    """Where the latest judgement of a key question in a case stands."""
    history = desk.ledger.history(INSPECTION)
    return next(
        one.position
        for one in reversed(history)
        if isinstance(one.event, e.KeyQuestionJudged) and (one.event.case, one.event.key_question) == (case, question)
    )


def raised(desk: Desk, about: int) -> int:
    """The number of a dispute that the reviewer raises on an event."""
    [position] = desk.ledger.handle(desk.ask(c.RaiseDispute, "quality-reviewer", about=about, text="Not so.")).positions
    event = desk.at(position).event
    assert isinstance(event, d.DisputeRaised)
    assert desk.at(position).stream == f"{INSPECTION}/dispute/{event.dispute}"
    assert desk.at(position).texts["grounds"].body == "Not so."
    return event.dispute


def resolve(desk: Desk, number: int, outcome: str, to: str | None = None, *, again: bool = False) -> c.Command:
    return desk.ask(c.ResolveDispute, "lead-inspector", dispute=number, outcome=outcome, to=to, again=again)


def give(desk: Desk, sample: d.DipSampleDrawn, question: str) -> c.Command:
    """A second judgement in the first case that was drawn."""
    case = sample.drawn[0].case
    return desk.ask(
        c.GiveSecondJudgement, "quality-reviewer",
        sample=sample.sample, case=case, key_question=question, judgement="insufficient", declared="not-seen",
    )  # fmt: skip


def test_disputes_are_numbered_from_one_without_a_gap_also_within_one_transaction(desk: Desk) -> None:
    about = judged(desk, "C01", "2.1.1")
    first = raised(desk, about)
    commands = [desk.ask(c.RaiseDispute, "quality-reviewer", about=about, text="Not so.") for _ in range(6)]
    events = [desk.at(position).event for position in desk.ledger.handle(*commands).positions]
    assert [event.dispute for event in events if isinstance(event, d.DisputeRaised)] == list(range(first + 1, first + 7))


def test_an_amendment_and_the_judgement_it_causes_are_one_transaction_and_the_cause_is_named(desk: Desk) -> None:
    about = judged(desk, "C01", "2.2.1")
    before = desk.store.at(about)
    number = raised(desk, about)
    outcome, caused = (desk.at(p) for p in desk.ledger.handle(resolve(desk, number, "amended", "insufficient")).positions)
    assert outcome.event == d.DisputeResolved(number, "amended", "insufficient")
    assert (caused.event, caused.stream) == (e.KeyQuestionJudged("C01", "2.2.1", "insufficient"), f"{INSPECTION}/case/C01")
    assert (outcome.by.causation, caused.by.causation) == (None, outcome.id)
    assert (caused.by.command_id, caused.recorded_at, caused.reason) == (outcome.by.command_id, outcome.recorded_at, "because")
    assert desk.store.at(about) == before


def test_an_undo_is_a_new_event_and_only_of_the_disputes_own_amendment(desk: Desk) -> None:
    number = raised(desk, judged(desk, "C01", "2.2.2"))
    desk.ledger.handle(resolve(desk, number, "amended", "insufficient"))
    undone = desk.ledger.handle(resolve(desk, number, "upheld", again=True)).positions
    assert [desk.at(position).event for position in undone][1:] == [e.KeyQuestionJudged("C01", "2.2.2", "sufficient")]
    desk.ledger.handle(resolve(desk, number, "amended", "insufficient", again=True))
    desk.ledger.handle(desk.judge("2.2.2", "C01", "not-relevant"))
    [alone] = desk.ledger.handle(resolve(desk, number, "upheld", again=True)).positions
    assert isinstance(desk.at(alone).event, d.DisputeResolved)
    assert desk.at(judged(desk, "C01", "2.2.2")).event == e.KeyQuestionJudged("C01", "2.2.2", "not-relevant")


@pytest.mark.parametrize(
    ("question", "outcomes", "stands"),
    [
        ("2.1.1", "1i 2i 1= 2=", "i i i s"),
        ("2.1.2", "1i 2i 2= 1=", "i i i s"),
        ("2.1.3", "1n 2i 2= 1=", "n i n s"),
        ("2.2.1", "1n 2i 1= 2= 1i", "n i i s i"),
        ("2.2.2", "1i 2i 1n 2= 1=", "i i n n s"),
    ],
)
def test_what_stands_is_what_the_last_outcomes_of_all_disputes_put_there(desk: Desk, question: str, outcomes: str, stands: str) -> None:
    words = {"i": "insufficient", "n": "not-relevant", "s": "sufficient"}
    about = judged(desk, "C02", question)
    numbers = {"1": raised(desk, about), "2": raised(desk, about)}
    found, ended = [], set()
    for number, to in map(tuple, outcomes.split()):
        outcome = "upheld" if to == "=" else "amended"
        desk.ledger.handle(resolve(desk, numbers[number], outcome, words.get(to), again=number in ended))
        ended.add(number)
        event = desk.at(judged(desk, "C02", question)).event
        assert isinstance(event, e.KeyQuestionJudged)
        found.append(event.judgement)
    assert found == [words[one] for one in stands.split()]


def test_an_undo_leaves_the_judgement_of_one_who_was_led_to_it_by_the_outcome(desk: Desk) -> None:
    number = raised(desk, judged(desk, "D01", "3.1.2"))
    outcome, _ = desk.ledger.handle(resolve(desk, number, "amended", "insufficient")).positions
    desk.ledger.handle(desk.judge("3.1.2", "D01", "not-relevant", causation=desk.at(outcome).id))
    assert len(desk.ledger.handle(resolve(desk, number, "dismissed", again=True)).positions) == 1


def test_two_disputes_can_be_resolved_in_one_transaction_but_none_of_them_twice(desk: Desk) -> None:
    about = judged(desk, "D01", "3.1.1")
    first, second = raised(desk, about), raised(desk, about)
    amended = resolve(desk, first, "amended", "insufficient")
    with pytest.raises(RefusedError, match=f"dispute {first} would be resolved together with this. Have that recorded first"):
        desk.ledger.handle(amended, resolve(desk, first, "upheld", again=True))
    events = [desk.at(position).event for position in desk.ledger.handle(amended, resolve(desk, second, "upheld")).positions]
    assert [type(event) for event in events] == [d.DisputeResolved, e.KeyQuestionJudged, d.DisputeResolved]


def test_raising_and_resolving_can_go_in_one_transaction_once_what_is_disputed_is_recorded(desk: Desk) -> None:
    about = judged(desk, "C01", "2.1.2")
    number = raised(desk, about) + 1
    together = desk.ask(c.RaiseDispute, "quality-reviewer", about=about, text="Not so."), resolve(desk, number, "dismissed")
    assert len(desk.ledger.handle(*together).positions) == 2


def test_a_dispute_that_was_not_raised_is_not_found(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=rf"There is no dispute 99 in {INSPECTION}\. `ledger dispute list {INSPECTION}` shows those"):
        desk.ledger.handle(resolve(desk, 99, "upheld"))


def test_a_decision_is_amended_by_its_revocation(desk: Desk) -> None:
    seen = desk.ledger.head()
    decline = desk.ask(c.DeclineDiscretion, "panel-chair", standard="3.1", tests=(), members=("panel-1", "panel-2"), seen=seen)
    [about] = desk.ledger.handle(decline).positions
    number = raised(desk, about)
    chair = desk.ask(c.ResolveDispute, "panel-chair", actor="panel-9", dispute=number, outcome="amended")
    outcome, revoked = (desk.at(position) for position in desk.ledger.handle(chair).positions)
    assert (revoked.event, revoked.stream, revoked.by.causation) == (e.DiscretionRevoked("3.1", about), INSPECTION, outcome.id)


def test_a_sample_is_drawn_a_sheet_issued_and_judged_on_and_no_rating_moves(desk: Desk) -> None:
    before = desk.ledger.board(INSPECTION).view
    [drawn] = desk.ledger.handle(desk.ask(c.DrawDipSample, "lead-inspector", size=3, seed=5, standard="2.1")).positions
    sample = desk.at(drawn).event
    assert isinstance(sample, d.DipSampleDrawn)
    assert (sample.drawn_at, desk.at(drawn).stream) == (drawn - 1, f"{INSPECTION}/second/{sample.sample}")
    sheet = desk.ask(c.IssueSheet, "quality-reviewer", sample=sample.sample)
    given = give(desk, sample, sample.drawn[0].key_question)
    with pytest.raises(RefusedError, match="on a sheet of sample 1 that was issued before; quality-reviewer-1 has none"):
        desk.ledger.handle(sheet, given)
    [issued] = desk.ledger.handle(sheet).positions
    [second] = desk.ledger.handle(given).positions
    event = desk.at(second).event
    assert isinstance(event, d.SecondJudgementGiven)
    assert event.sheet == issued
    after = desk.ledger.board(INSPECTION).view
    assert (after.standards, after.overall) == (before.standards, before.overall)
    with pytest.raises(NotFoundError, match=r"9\.9\.9 in C0\d is not in sample 1"):
        desk.ledger.handle(give(desk, sample, "9.9.9"))
