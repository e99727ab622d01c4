"""Triage in words: what makes a dispute decisive, with which others, and the order of the queue."""

from __future__ import annotations

import pytest
from tests.builders import OPENED, SMALL, TEAM, recorded, resolve, sampled

from ledger.audit.triage import Effect, Triaged, Way, triage
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.disputes import disputes
from ledger.projections.ratings import RatingsView, fold, start

GOOD, IMPROVE, INADEQUATE, OUTSTANDING = Rating.GOOD, Rating.REQUIRES_IMPROVEMENT, Rating.INADEQUATE, Rating.OUTSTANDING
CASES = tuple(f"C{number:02}" for number in range(1, 11))
QUESTIONS = [q.id for s in SMALL.standards_on["court"] for q in s.key_questions if s.id != "2.3"]
PROPOSED = [e.RatingProposed("1.1", OUTSTANDING), *(e.RatingProposed(standard, GOOD) for standard in ("1.2", "3.3", "4.1"))]
FIGURE = e.PublishedFigureRecorded("overall", "overall", "Good", "printed", "small", 7, "Summary", "Good")


def story(sufficient: int, *after: e.Event) -> list[e.Event]:
    """2.3.1 sufficient in so many of ten cases, the first ones, and everything else sufficient and Good."""
    tally = [e.KeyQuestionJudged(case, "2.3.1", "sufficient" if n < sufficient else "insufficient") for n, case in enumerate(CASES)]
    others = [e.KeyQuestionJudged(case, question, "sufficient") for case in CASES for question in QUESTIONS]
    out = [e.KeyQuestionJudged("D01", question, "sufficient") for question in ("3.1.1", "3.1.2", "3.2.1")]
    return [OPENED, *TEAM, *sampled("court", *CASES), *sampled("out-of-court", "D01"), *tally, *others, *out, *PROPOSED, *after]


def place(events: list[e.Event], event: e.Event) -> int:
    return events.index(event) + 1


def triaged(events: list[e.Event], *about: e.Event, due: tuple[str | None, ...] = ()) -> tuple[RatingsView, list[Triaged]]:
    days = (*due, *[None] * len(about))
    raised = [
        d.DisputeRaised(n, place(events, event), getattr(event, "subject", "2.3"), None, day)
        for n, (event, day) in enumerate(zip(about, days, strict=False), 1)
    ]
    history = recorded([*events, *raised])
    view = fold(start(resolve), history)
    return view, list(triage(view, disputes(history)))


def turned(events: list[e.Event], case: str) -> e.Event:
    return next(event for event in events if isinstance(event, e.KeyQuestionJudged) and (event.case, event.key_question) == (case, "2.3.1"))


def test_a_dispute_that_moves_a_rating_by_itself_is_decisive_alone_with_the_board_either_way() -> None:
    events = story(6)  # 60 per cent, the floor of Good
    view, [one] = triaged(events, turned(events, "C01"))
    assert one.effect == Effect("decisive-alone")
    assert (one.standard, one.stands) == ("2.3", Way(None, GOOD, view.overall))  # type: ignore[arg-type]
    assert [(way.to, way.rating) for way in one.amended] == [("insufficient", IMPROVE), ("not-relevant", IMPROVE)]
    assert [way.overall.score for way in one.amended] == [20, 20]
    assert one.stands.overall.score == 21
    assert one.overall_effect == Effect("decisive-alone")  # 21 is Outstanding, 20 is Good


def test_a_dispute_short_of_a_boundary_is_decisive_with_the_others_that_it_takes() -> None:
    events = story(8)  # three must be amended to leave Good
    _, found = triaged(events, *(turned(events, case) for case in ("C01", "C02", "C03", "C04")))
    assert [one.effect.kind for one in found] == ["decisive-with-others"] * 4
    assert [one.effect.others for one in found] == [(2, 3), (1, 3), (1, 2), (1, 2)]


def test_disputes_on_other_standards_do_not_bear_on_a_standard_but_may_on_the_overall_rating() -> None:
    better = e.RatingProposed("1.2", OUTSTANDING)
    events = story(6, better)  # 22: Outstanding from 21
    _, found = triaged(events, turned(events, "C01"), better)
    by_number = {one.dispute.number: one for one in found}
    assert by_number[1].effect == Effect("decisive-alone")
    assert by_number[1].overall_effect == Effect("decisive-with-others", (2,))
    assert by_number[2].overall_effect == Effect("decisive-alone")  # to Inadequate: two points fewer


def test_a_dispute_that_can_change_no_rating_is_moot() -> None:
    events = story(8)
    view, [one] = triaged(events, turned(events, "C01"))
    assert (one.effect, one.overall_effect) == (Effect("moot"), Effect("moot"))
    assert [(way.to, way.rating, way.overall) for way in one.amended] == [
        (to, GOOD, view.overall) for to in ("insufficient", "not-relevant")
    ]


@pytest.mark.parametrize("after", [e.CaseWithdrawn("C01"), None])
def test_what_can_no_longer_be_amended_and_what_rates_nothing_is_moot(after: e.Event | None) -> None:
    events = story(6, *([after] if after else [FIGURE]))
    _, [one] = triaged(events, turned(events, "C01") if after else FIGURE)
    assert (one.effect, one.amended) == (Effect("moot"), ())
    assert one.standard == ("2.3" if after else None)


def test_an_override_in_force_makes_what_lies_beneath_moot_unless_it_is_disputed_too() -> None:
    override = e.RatingOverridden("2.3", GOOD, OUTSTANDING, ("panel-1", "panel-2"), e.Seen(1))
    events = story(6, override)
    _, [moot] = triaged(events, turned(events, "C01"))
    assert moot.effect == Effect("moot")
    _, found = triaged(events, turned(events, "C01"), override)
    assert {one.dispute.number: one.effect for one in found} == {1: Effect("decisive-with-others", (2,)), 2: Effect("decisive-alone")}
    assert next(one for one in found if one.dispute.number == 2).amended[0].to is None


def test_the_queue_has_decisive_disputes_first_then_those_with_others_then_moot_ones_by_due_day() -> None:
    events = story(6, FIGURE)
    shown = [e.KeyQuestionJudged("C05", question, "sufficient") for question in ("2.2.1", "2.1.1")]
    due = (None, "2026-03-20", "2026-03-10", "2026-03-30")
    _, found = triaged(events, FIGURE, *shown, turned(events, "C01"), due=due)
    assert [one.dispute.number for one in found] == [4, 3, 2, 1]


def test_only_open_disputes_of_an_opened_inspection_are_triaged() -> None:
    events = story(6)
    history = recorded([*events, d.DisputeRaised(1, place(events, turned(events, "C01")), "2.3.1"), d.DisputeResolved(1, "upheld")])
    assert triage(fold(start(resolve), history), disputes(history)) == ()
    with pytest.raises(ValueError, match="expected an inspection that has been opened, found none"):
        triage(start(resolve), ())
