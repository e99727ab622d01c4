"""The fold of ratings against a plain reference, on stories that the deciders themselves let happen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.builders import INSPECTION, LEAD, OPENED, SMALL, by, envelope, judged, resolve, sampled, tally_events
from tests.decider import decide
from tests.depth import examples
from tests.reference import Summary, summary

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.discretion import Tests as Outcome
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RATED, Rating
from ledger.domain.panel import banded
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import Happened, Provenance, RecordedEvent
from ledger.domain.streams import stream_of
from ledger.errors import LedgerError
from ledger.projections.ratings import RatingsView, apply, fold, start

MEMBERS = ("panel-1", "panel-2")
COURT, OTHER = ("C01", "C02", "C03", "C04"), ("D01", "D02")
QUESTIONS = {
    **{case: [q.id for s in SMALL.standards_on["court"] for q in s.key_questions] for case in COURT},
    **{case: [q.id for s in SMALL.standards_on["out-of-court"] for q in s.key_questions] for case in OTHER},
}


@dataclass
class Story:
    """An inspection as it is recorded, with other inspections' events in between."""

    provenance: Provenance
    history: list[RecordedEvent] = field(default_factory=list)
    views: list[RatingsView] = field(default_factory=lambda: [start(resolve)])

    def record(self, *events: e.Event) -> None:
        for event in events:
            stream = stream_of(event, INSPECTION)
            version = 1 + sum(one.stream == stream for one in self.history)
            position = 7 + 3 * len(self.history)
            self.history.append(envelope(event, position, stream, version, provenance=self.provenance, happened=Happened(None, "none")))
            self.views.append(apply(self.views[-1], self.history[-1]))

    def try_(self, command: c.Command) -> None:
        """Record what the command leads to, if it is accepted."""
        try:
            events = decide(self.history, command, SMALL)
        except LedgerError:
            return
        self.record(*events)

    def seen(self, standard: str, choice: int) -> int:
        """A position at which the standard's evidence was what it is now, or now and then any other."""
        basis = self.views[-1].standards[standard].basis
        then = [v.last.position for v in self.views[2:] if v.last and v.standards[standard].basis == basis]
        return then[choice % len(then)] if choice % 3 else 1 + choice % len(self.history)


choices = st.integers(0, 10_000)
standards = st.sampled_from(list(SMALL.by_standard))
ratings = st.sampled_from(RATED)
reasons = by("lead-inspector", reason="because")
chair = by("panel-chair", reason="because")


def _judging(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    case = (*COURT, *OTHER)[a % 6]
    question = QUESTIONS[case][b % len(QUESTIONS[case])]
    judgement = ("sufficient", "insufficient", "not-relevant", "sufficient")[RATED.index(rating)]
    return c.JudgeKeyQuestion(inspection=INSPECTION, by=reasons, case=case, key_question=question, judgement=judgement)  # type: ignore[arg-type]


def _sampling(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    case = (*COURT, *OTHER)[a % 6]
    if b % 2:
        return c.WithdrawCase(inspection=INSPECTION, by=reasons, case=case)
    return c.SampleCase(inspection=INSPECTION, by=reasons, case=case, kind="court" if case in COURT else "out-of-court")


def _proposing(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    standard = ("1.1", "1.2", "3.3", "4.1")[a % 4]
    return c.ProposeRating(inspection=INSPECTION, by=reasons, standard=standard, rating=Rating.NOT_RATED if b % 5 == 0 else rating)


def _moving(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    standard = ("2.1", "2.2", "2.3", "3.1", "3.2")[a % 5]
    found = story.views[-1].standards[standard].rating
    tests = found.eligibility.towards(rating) if found.eligibility else None
    who = by("panel-chair", reason="because", provenance="reported" if b % 4 == 0 else "illustrative")
    begins = None if b % 8 == 0 else banded(found)
    return c.ExerciseDiscretion(
        inspection=INSPECTION, by=who, standard=standard, from_rating=begins, to_rating=rating,
        tests=tests.met if tests else (), members=MEMBERS, seen=story.seen(standard, b),
    )  # fmt: skip


def _declining(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    standard = ("2.1", "2.2", "2.3", "3.1", "3.2")[a % 5]
    return c.DeclineDiscretion(inspection=INSPECTION, by=chair, standard=standard, tests=(), members=MEMBERS, seen=story.seen(standard, b))


def _overriding(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    standard = list(SMALL.by_standard)[a % 9]
    return c.OverrideRating(
        inspection=INSPECTION, by=chair, standard=standard, to_rating=rating, members=MEMBERS, seen=story.seen(standard, b)
    )


def _revoking(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    taken = [
        one.position for one in story.history if isinstance(one.event, e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden)
    ]
    return c.RevokeDecision(inspection=INSPECTION, by=chair, position=taken[-1 - a % len(taken)] if taken else 7)


def _shaking(story: Story, a: int, b: int, rating: Rating) -> c.Command:
    """A judgement on a standard that the panel has moved, so that decisions go stale, lapse and come back."""
    moved = [one.event.standard for one in story.history if isinstance(one.event, e.DiscretionExercised | e.DiscretionDeclined)]
    questions = SMALL.by_standard[moved[a % len(moved)] if moved else "2.1"].key_questions
    case = (COURT if questions[0].id.startswith("2") else OTHER)[b % 2]
    judgement = ("sufficient", "insufficient")[RATED.index(rating) % 2]
    return c.JudgeKeyQuestion(inspection=INSPECTION, by=reasons, case=case, key_question=questions[0].id, judgement=judgement)  # type: ignore[arg-type]


STEPS = (_judging, _judging, _shaking, _shaking, _shaking, _sampling, _proposing, _moving, _moving, _declining, _overriding, _revoking)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    """An inspection in which everything has been judged once and a panel sits, and then up to thirty things happen."""
    story = Story(draw(st.sampled_from(("illustrative", "reconstructed"))))
    story.record(OPENED, LEAD, *sampled("court", *COURT[:3]), *sampled("out-of-court", *OTHER))
    for question in ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.3.1"):
        story.record(*tally_events(question, draw(st.integers(0, 3)), 3))
    for question in ("3.1.1", "3.1.2", "3.2.1"):
        story.record(*tally_events(question, draw(st.integers(0, 2)), 2, "D"))
    story.record(*(e.RatingProposed(one, draw(ratings)) for one in ("1.1", "1.2", "3.3")), e.PanelConvened(MEMBERS, 2))
    for step, a, b, rating in draw(st.lists(st.tuples(st.sampled_from(STEPS), choices, choices, ratings), min_size=10, max_size=30)):
        story.try_(step(story, a, b, rating))
    return story


def shown(view: RatingsView) -> Summary:
    """What a view says, in the words of the reference."""
    overall = view.overall
    assert overall is not None
    said = {"rating": str(overall.rating), "score": overall.score, "possible": overall.possible, "limited_by": overall.limited_by}
    return {"standards": {rating.standard.id: _standard(rating) for rating in view.ratings}, "overall": said}


def _standard(rating: StandardRating) -> dict[str, Any]:
    found = rating.evidence
    tests = rating.eligibility
    return {
        "rating": rating.rating.value,
        "why": rating.why_not_rated,
        "provisional": rating.provisional,
        "route": [(step.step, step.rating.value) for step in rating.route],
        "figures": {t.key_question: (t.yes, t.relevant, t.percent) for t in found.tallies} if isinstance(found, CaseworkEvidence) else None,
        "tests": {"up": _tests(tests.up), "down": _tests(tests.down)} if tests else None,
        "decision": (rating.decision.position, rating.decision.stale, rating.lapsed) if rating.decision else None,
        "override": (rating.override.position, rating.override.stale) if rating.override else None,
    }


def _tests(tests: Outcome | None) -> tuple[int, bool, str, bool] | None:
    return None if tests is None else (tests.points, tests.margin, tests.one_case, tests.small_sample)


often = settings(max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@often
@given(stories())
def test_the_fold_says_what_the_rules_say_from_scratch(story: Story) -> None:
    assert shown(story.views[-1]) == summary(story.history, SMALL)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(stories())
def test_the_fold_says_what_the_rules_say_after_every_event(story: Story) -> None:
    for step in range(1, len(story.history) + 1):
        assert shown(story.views[step]) == summary(story.history[:step], SMALL), story.history[step - 1].event


@often
@given(stories(), choices)
def test_a_prefix_and_then_the_rest_equals_the_whole(story: Story, choice: int) -> None:
    cut = choice % (len(story.history) + 1)
    halfway = fold(start(resolve), story.history[:cut])
    assert halfway == story.views[cut]
    assert fold(halfway, story.history[cut:]) == fold(start(resolve), story.history) == story.views[-1]


@often
@given(stories())
def test_folding_on_leaves_earlier_views_as_they_were(story: Story) -> None:
    before = [(view.step, shown(view)) for view in story.views[1:6]]
    fold(story.views[5], story.history[5:])
    assert [(view.step, shown(view)) for view in story.views[1:6]] == before


@often
@given(stories())
def test_an_event_touches_the_standards_it_bears_on_and_shares_all_others(story: Story) -> None:
    for before, after, recorded in zip(story.views[1:], story.views[2:], story.history[1:], strict=False):
        touched = {one for one in before.standards if before.standards[one] is not after.standards[one]}
        assert touched <= set(_bears_on(recorded.event, before)), recorded.event


def _bears_on(event: e.Event, view: RatingsView) -> Iterable[str]:
    match event:
        case e.KeyQuestionJudged():
            return [event.key_question.rpartition(".")[0]]
        case e.CaseSampled():
            return [standard.id for standard in SMALL.standards_on[event.kind]]
        case e.CaseWithdrawn():
            return [standard.id for standard in SMALL.standards_on[view.cases[event.case]]]
        case e.PanelConvened():
            return []
        case _:
            return [getattr(event, "standard", "")]


def test_what_is_kept_of_cases_by_pattern_does_not_grow_with_the_cases() -> None:
    cases = [f"C{number:03}" for number in range(1, 901)]
    view = fold(start(resolve), [])
    words = ("sufficient", "insufficient", "not-relevant")
    events: list[e.Event] = [OPENED, *sampled("court", *cases)]
    for place, question in enumerate(("2.1.1", "2.1.2", "2.1.3")):
        events += [event for i, case in enumerate(cases) for event in judged(question, **{case: words[i // 3**place % 3]})]  # type: ignore[arg-type]
    for number, event in enumerate(events, 1):
        view = apply(view, envelope(event, number, stream_of(event, INSPECTION), 1))
    casework = view.standards["2.1"].casework
    assert casework is not None
    assert (len(casework.patterns), len(casework.judged), sum(casework.patterns.values())) == (27, 900, 900)
