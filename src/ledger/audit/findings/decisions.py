"""Findings on the panel's decisions in force: what they rest on now, what they do, and whether the tests allowed them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import assert_never

from rpds import HashTrieMap

from ledger.audit.findings.finding import Finding
from ledger.audit.findings.record import Record, cited, named
from ledger.domain import events as e
from ledger.domain.bands import above, below
from ledger.domain.discretion import Eligibility, Tests, eligibility
from ledger.domain.evidence import CaseworkEvidence, Pattern
from ledger.domain.framework import Rating
from ledger.domain.panel import describe
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.projections.ratings import PanelDecision, StandardView


def stale_decisions(record: Record) -> Iterator[Finding]:
    """Decisions whose standard's evidence is no longer what it was; high where one moves the rating still."""
    for view, rating in record.standards():
        for decision in _in_force(view):
            if view.rests_on(decision.evidence) or (rating.lapsed and decision is view.discretion):
                continue
            applied = _moves(rating, decision)
            yield Finding(
                code="stale-decision",
                severity="high" if applied else "medium",
                message=f"{_did(view, decision)}; {_difference(view, decision)} since. "
                + ("It still applies. " if applied else "")
                + "A panel should look at it again.",
                standard=view.standard.id,
                positions=(decision.position, *_later_changes(record, view, decision)),
                sources=cited(record.index.decisions[decision.position]),
            )


def lapsed_decisions(record: Record) -> Iterator[Finding]:
    """Discretion decisions taken from a rating that the standard no longer has."""
    for view, rating in record.standards():
        if rating.lapsed and view.discretion is not None:
            yield Finding(
                code="lapsed-decision",
                severity="medium",
                message=f"{_did(view, view.discretion)}; by its judgements it is {_banded(rating)} now, so the decision has lapsed. "
                "A panel should decide on what stands now.",
                standard=view.standard.id,
                positions=(view.discretion.position, *_later_changes(record, view, view.discretion)),
                sources=cited(record.index.decisions[view.discretion.position]),
            )


def decisions_without_effect(record: Record) -> Iterator[Finding]:
    """Decisions in force, not lapsed, without which the rating would be the same; low for discretion that an override has replaced."""
    for view, rating in record.standards():
        for decision in _in_force(view):
            if not _could_move(rating, decision) or _moves(rating, decision):
                continue
            replaced = decision is view.discretion and [step.step for step in rating.route[1:]] == ["discretion", "override"]
            by = f"the override at #{rating.route[-1].position} replaced it, and " if replaced else ""
            yield Finding(
                code="decision-without-effect",
                severity="low" if replaced else "medium",
                message=f"{_did(view, decision)}; {by}without it {named(view)} is {rating.rating} all the same.",
                standard=view.standard.id,
                positions=(decision.position,),
                sources=cited(record.index.decisions[decision.position]),
            )


def discretion_outside_tests(record: Record) -> Iterator[Finding]:
    """Discretion exercised where the figures seen do not meet the tests, or meet none of those relied on."""
    for view, _ in record.standards():
        decision = view.discretion
        if decision is None or not isinstance(decision.event, e.DiscretionExercised) or decision.event.from_rating is None:
            continue
        problem = _outside(view, decision, decision.event)
        if problem is not None:
            yield Finding(
                code="discretion-outside-tests",
                severity="high",
                message=f"{_did(view, decision)}; {problem}.",
                standard=view.standard.id,
                positions=(decision.position,),
                sources=cited(record.index.decisions[decision.position]),
            )


def eligible_not_considered(record: Record) -> Iterator[Finding]:
    """Standards close to a boundary on which a panel that sat has recorded nothing; a report's silence is never held against it."""
    if record.made_up or not record.index.sittings:
        return
    for rating, tallies in record.settled():
        found, standard = rating.eligibility, rating.standard
        if found is None or not found.eligible or standard.id in record.index.considered or rating.override is not None:
            continue
        lowest = min(tallies, key=lambda tally: tally.percent or 0)
        yield Finding(
            code="eligible-not-considered",
            severity="low",
            message=f"{standard.id} {standard.title} is {found.rating} with {_figure(lowest)} lowest, close enough to be moved "
            f"{' or '.join(_ways(found))}; the panel has recorded neither a move nor that it declined one.",
            standard=standard.id,
            key_question=lowest.key_question,
            positions=(record.index.sittings[-1],),
        )


def overrides_for_discretion(record: Record) -> Iterator[Finding]:
    """Overrides that moved a standard where professional discretion would have moved it within its tests."""
    for view, _ in record.standards():
        decision = view.overriding
        if decision is None or not isinstance(decision.event, e.RatingOverridden):
            continue
        found = _eligibility_then(view, decision)
        tests = found.towards(decision.event.to_rating) if found and found.rating == decision.event.from_rating else None
        if tests is not None and tests.met:
            yield Finding(
                code="override-where-discretion-would-have-served",
                severity="low",
                message=f"{_did(view, decision)}; it could have been moved by professional discretion ({', '.join(tests.met)} met: "
                f"{describe(tests)}), which is bound to tests that an override is not.",
                standard=view.standard.id,
                positions=(decision.position,),
                sources=cited(record.index.decisions[decision.position]),
            )


def _in_force(view: StandardView) -> Iterator[PanelDecision]:
    yield from (decision for decision in (view.discretion, view.overriding) if decision is not None)


def _later_changes(record: Record, view: StandardView, decision: PanelDecision) -> tuple[int, ...]:
    return tuple(position for position in record.index.changes.get(view.standard.id, ()) if position > decision.position)


def _did(view: StandardView, decision: PanelDecision) -> str:
    """What the panel did, as the beginning of a sentence."""
    event, at = decision.event, f"at #{decision.position}"
    match event:
        case e.DiscretionExercised(from_rating=start, to_rating=to):
            return f"Discretion {at} moved {named(view)} from {start or 'a rating not said'} to {to}"
        case e.DiscretionDeclined(from_rating=start):
            return f"The panel declined {at} to move {named(view)} from {start}"
        case e.RatingOverridden(from_rating=start, to_rating=to):
            return f"An override {at} replaced {named(view)}, {start}, by {to}"
        case _:  # pragma: no cover
            assert_never(event)


def _difference(view: StandardView, decision: PanelDecision) -> str:
    """What the panel saw beside what there is now."""
    if view.casework is None:
        now = view.proposal.rating if view.proposal else "nothing"
        return f"the proposal was {decision.event.seen.proposed or 'nothing'} and has been {now}"
    seen = {figure.key_question: figure for figure in decision.event.seen.figures}
    changed = [
        f"{now.key_question} was {was.yes} of {was.relevant} and has been {now.yes} of {now.relevant}"
        for now in view.casework.tallies
        if (was := seen.get(now.key_question)) is not None and (was.yes, was.relevant) != (now.yes, now.relevant)
    ]
    return ", ".join(changed) or "the same counts have rested on other cases"


def _could_move(rating: StandardRating, decision: PanelDecision) -> bool:
    """Whether a decision is one that moves ratings: a decline is not, and lapsed discretion is a finding of its own."""
    return isinstance(decision.event, e.RatingOverridden) or (isinstance(decision.event, e.DiscretionExercised) and not rating.lapsed)


def _moves(rating: StandardRating, decision: PanelDecision) -> bool:
    """Whether the rating would be another without the decision."""
    return rating.overrides if isinstance(decision.event, e.RatingOverridden) else rating.effect


def _banded(rating: StandardRating) -> Rating:
    return rating.route[0].rating if rating.route else Rating.NOT_RATED


def _eligibility_then(view: StandardView, decision: PanelDecision) -> Eligibility | None:
    """The tests as they came out when the decision was taken; None where the standard is not rated from casework, or was not rated."""
    if view.casework is None or not isinstance(decision.evidence, HashTrieMap):
        return None
    patterns = Counter(decision.evidence.values())
    tallies = tuple(_tally(question.id, index, patterns) for index, question in enumerate(view.standard.key_questions))
    return eligibility(view.rules, CaseworkEvidence(tallies, 0, 0, None if view.counts_only else patterns))


def _tally(question: str, index: int, patterns: Counter[Pattern]) -> Tally:
    counts: Counter[str] = Counter()
    for pattern, cases in patterns.items():
        counts[pattern[index] or ""] += cases
    return Tally(question, counts["sufficient"], counts["sufficient"] + counts["insufficient"])


def _outside(view: StandardView, decision: PanelDecision, event: e.DiscretionExercised) -> str | None:
    """What the tests have against a move, or None; one from a rating that the standard did not have is said to have lapsed instead."""
    found = _eligibility_then(view, decision)
    if found is None:
        return "discretion is for standards that are rated from casework, and it was not"
    if found.rating != event.from_rating:
        return None
    tests = found.towards(event.to_rating)
    return _not_next(found, event) if tests is None else _unmet(tests, event)


def _not_next(found: Eligibility, event: e.DiscretionExercised) -> str:
    return f"discretion moves a standard one band, and {event.to_rating} is not next to {found.rating}"


def _unmet(tests: Tests, event: e.DiscretionExercised) -> str | None:
    unmet = [test for test in event.tests if test not in tests.met]
    if tests.met and not unmet:
        return None
    what = f"{', '.join(unmet)} was not met" if tests.met else "none of the tests was met"
    return f"{what} on the figures seen: {describe(tests)}"


def _ways(found: Eligibility) -> Iterator[str]:
    for way, to, tests in (("up", above(found.rating), found.up), ("down", below(found.rating), found.down)):
        if tests is not None and tests.met:
            yield f"{way} to {to} ({', '.join(tests.met)})"


def _figure(tally: Tally) -> str:
    return f"{tally.key_question} at {tally.yes} of {tally.relevant} ({tally.percent}%)"
