"""Triage says what trying every way of resolving all disputes says, on random small inspections."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.audit.triage_reference import after, amendments, is_decisive_with, least, shown
from tests.builders import OPENED, SMALL, TEAM, recorded, resolve, sampled
from tests.depth import examples

from ledger.audit.triage import Effect, Triaged, triage
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import RATED, Rating
from ledger.projections.disputes import Dispute, disputes
from ledger.projections.ratings import RatingsView, fold, start

COURT, OTHER = ("C01", "C02", "C03", "C04"), ("D01", "D02")
QUESTIONS = {
    **{case: [q.id for s in SMALL.standards_on["court"] for q in s.key_questions] for case in COURT},
    **{case: [q.id for s in SMALL.standards_on["out-of-court"] for q in s.key_questions] for case in OTHER},
}
JUDGEMENTS: st.SearchStrategy[Judgement] = st.sampled_from(["sufficient", "sufficient", "insufficient", "insufficient", "not-relevant"])
SEEN = e.Seen(1)


@st.composite
def judged(draw: st.DrawFn) -> list[e.Event]:
    """A board with every judgement made, but perhaps for one, and every proposal."""
    events = [e.KeyQuestionJudged(case, question, draw(JUDGEMENTS)) for case, questions in QUESTIONS.items() for question in questions]
    if draw(st.integers(0, 5)) == 0:
        events.pop()
    proposals = [e.RatingProposed(standard, draw(st.sampled_from(RATED))) for standard in ("1.1", "1.2", "3.3", "4.1")]
    return [*events, *proposals]


@st.composite
def decided(draw: st.DrawFn) -> list[e.Event]:
    """Panel decisions, and what others change after them."""
    found: list[e.Event] = []
    for _ in range(draw(st.integers(0, 3))):
        standard = draw(st.sampled_from(["2.2", "2.3", "3.2"]))
        a, b = draw(st.sampled_from(RATED)), draw(st.sampled_from(RATED))
        taken: list[e.Event] = [
            e.DiscretionExercised(standard, a, b, ("margin",), ("panel-1", "panel-2"), SEEN),
            e.DiscretionDeclined(standard, a, (), ("panel-1", "panel-2"), SEEN),
            e.RatingOverridden(standard, a, b, ("panel-1", "panel-2"), SEEN),
        ]
        found.append(draw(st.sampled_from(taken)))
    return found


@st.composite
def boards(draw: st.DrawFn) -> tuple[RatingsView, list[Dispute]]:
    """A board with up to four disputes, which crowd on the small standards."""
    events: list[e.Event] = [OPENED, *TEAM, *sampled("court", *COURT), *sampled("out-of-court", *OTHER), *draw(judged()), *draw(decided())]
    places = [n for n, event in enumerate(events, 1) if _is_near(event)]
    about = draw(st.lists(st.sampled_from(places), min_size=1, max_size=4))
    again = [
        e.KeyQuestionJudged(event.case, event.key_question, draw(JUDGEMENTS))
        for event in (events[place - 1] for place in about)
        if isinstance(event, e.KeyQuestionJudged) and draw(st.integers(0, 4)) == 0
    ]
    gone: list[e.Event] = [e.CaseWithdrawn("C04")] if draw(st.integers(0, 5)) == 0 else []
    raised = [d.DisputeRaised(number, place, "2.3.1") for number, place in enumerate(about, 1)]
    history = recorded([*events, *again, *gone, *raised])
    return fold(start(resolve), history), list(disputes(history))


def _is_near(event: e.Event) -> bool:
    """Whether an event is disputed in these trials: of few things, so that disputes meet."""
    if isinstance(event, e.KeyQuestionJudged):
        return event.key_question in {"2.2.1", "2.2.2", "2.3.1", "3.2.1"}
    if isinstance(event, e.RatingProposed):
        return event.standard in {"1.1", "4.1"}
    return isinstance(event, e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden)


def check(effect: Effect, wanted: int | None, view: RatingsView, found: list[Dispute], dispute: Dispute, *, only_overall: bool) -> None:
    if wanted is None:
        assert effect == Effect("moot")
        return
    assert effect.kind == ("decisive-with-others" if wanted else "decisive-alone")
    assert len(effect.others) == wanted
    assert is_decisive_with(view, found, dispute, effect.others, only_overall=only_overall)


def check_ways(one: Triaged, view: RatingsView) -> None:
    """Each way to resolve a dispute alone shows the board that the event it causes leads to."""
    for way in (one.stands, *one.amended):
        event = next((event for event in amendments(view, one.dispute) if way is not one.stands and way.to in (None, _to(event))), None)
        board = after(view, event)
        assert way.overall == board.overall
        assert one.standard is not None
        assert way.rating == board.standards[one.standard].rating.rating


def _to(event: e.Event) -> str:
    value: Rating | str = getattr(event, "judgement", "") or getattr(event, "rating", "")
    return str(value)


@settings(max_examples=examples(40), deadline=None)
@given(boards())
def test_triage_equals_trying_everything(board: tuple[RatingsView, list[Dispute]]) -> None:
    view, found = board
    triaged = triage(view, found)
    assert sorted(one.dispute.number for one in triaged) == [one.number for one in found]
    for one in triaged:
        for effect, only_overall in ((one.effect, False), (one.overall_effect, True)):
            wanted = least(view, found, one.dispute, only_overall=only_overall)
            check(effect, wanted, view, found, one.dispute, only_overall=only_overall)
        assert one.effect.kind != "moot" or one.overall_effect.kind == "moot"
        check_ways(one, view)


@settings(max_examples=examples(40), deadline=None)
@given(boards())
def test_resolving_changes_the_board_as_was_said_before(board: tuple[RatingsView, list[Dispute]]) -> None:
    view, found = board
    for one in triage(view, found):
        alone = {shown(after(view, event), only_overall=False) for event in amendments(view, one.dispute)}
        assert (one.effect.kind == "decisive-alone") == bool(alone - {shown(view, only_overall=False)})
