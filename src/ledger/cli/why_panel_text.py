"""What the ratings panel did to a standard, in an explanation: the tests with their figures, what it saw, what changed since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ledger.audit.why_model import DecisionExplained, TestsExplained, Why
from ledger.cli.citation_text import cited_lines, people_and_clocks, reason_lines
from ledger.cli.difference_text import figures
from ledger.cli.wrapping import labelled, listed, wrapped
from ledger.domain import events as e
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.projections.ratings import COUNTS_ONLY

TESTS = {"margin": "margin", "one-case": "one case", "small-sample": "small sample"}


def discretion_lines(why: Why) -> list[str]:
    """The tests towards both neighbours, and the decision in force with what it rested on."""
    lines = _tests(why.rated.rules, why.tests)
    if why.decision is None:
        reported = why.at.view.provenance in COUNTS_ONLY
        none = "The report speaks of no decision." if reported else "No discretion decision is in force."
        return [*lines, *wrapped(none, 3)]
    return [*lines, *_decision(why, why.decision)]


def override_lines(why: Why) -> list[str]:
    """The override in force with what it rested on."""
    return [] if why.override is None else _decision(why, why.override)


def _tests(rules: RatingRules, found: Sequence[TestsExplained], indent: int = 3) -> list[str]:
    lines: list[str] = []
    for explained in found:
        met = explained.tests.met
        close = f"close enough, by {listed(TESTS[test] for test in met)}" if met else "not close enough"
        lines += wrapped(f"{explained.direction.capitalize()} to {explained.to}: {close}", indent)
        for label, text in _figures(rules, explained):
            lines += labelled(label, text, indent + 2, 14)
    return lines


def _figures(rules: RatingRules, found: TestsExplained) -> Iterator[tuple[str, str]]:
    tests, lowest = found.tests, found.lowest
    points = "1 point" if tests.points == 1 else f"{tests.points} points"
    side = "below" if found.direction == "up" else "above"
    away = f"{lowest[0].percent}% is {points} {side} the boundary of {found.boundary}%"
    yield "margin", f"{'met' if tests.margin else 'not met'}: {away}; at most {rules.discretion.margin_points} are allowed"
    yield "one case", f"{tests.one_case}: {_one_case(found)}"
    cases = listed(f"{tally.key_question} rests on {tally.relevant}" for tally in lowest)
    yield "small sample", f"{'met' if tests.small_sample else 'not met'}: {cases}; at most {rules.discretion.small_sample} are allowed"


def _one_case(found: TestsExplained) -> str:
    if found.cases is not None:
        one_of = "" if len(found.cases) == 1 else "any one of "
        differing = f"a differing judgement in {one_of}{listed(found.cases)} would change the rating"
        return differing if found.cases else "no single case judged otherwise would change the rating"
    questions = listed(found.deciding)
    if found.direction == "down":
        return f"one sufficient case fewer in a key question would{'' if found.tests.one_case == 'yes' else ' not'} lower the rating"
    match found.tests.one_case:
        case "yes":
            return f"one sufficient case more in {questions} would raise the rating"
        case "possible":
            return f"one sufficient case more in each of {questions} would raise the rating; whether one case could do it is not known"
        case "no":
            return f"one sufficient case more in {questions} would not raise the rating"


def _decision(why: Why, found: DecisionExplained) -> list[str]:
    usual = why.at.view.provenance
    return [
        *wrapped(f"Decision #{found.recorded.position}: {_moved(found.event)}", 3, 3),
        *wrapped(people_and_clocks(found.recorded, usual), 6),
        *wrapped(f"present: {', '.join(found.event.members) or 'not named'}", 6),
        *reason_lines(found.recorded, 6),
        *(wrapped(f"evidence: {', '.join(found.recorded.by.evidence)}", 6, 2) if found.recorded.by.evidence else ()),
        *wrapped(f"{_before_it(why)}, at #{found.event.seen.position}: {_seen(found.event.seen)}", 6, 2),
        *_tests_then(why, found),
        *_since(why, found),
        *wrapped(_standing(why.rated, found), 6),
    ]


def _moved(event: e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden) -> str:
    match event:
        case e.DiscretionExercised(from_rating=start, to_rating=to, tests=tests):
            return f"moved from {start or 'a rating that is not said'} to {to}, {_relied(tests)}"
        case e.DiscretionDeclined(from_rating=start, tests=tests):
            return f"declined to move it from {start}, {_relied(tests)}"
        case e.RatingOverridden(from_rating=start, to_rating=to):
            return f"replaced {start} by {to}"


def _before_it(why: Why) -> str:
    made_up = why.at.view.provenance in COUNTS_ONLY
    return "what the panel had before it is not published; the figures, reconstructed" if made_up else "the panel had before it"


def _relied(tests: Sequence[str]) -> str:
    return f"relying on {listed(TESTS[test] for test in tests)}" if tests else "naming no test"


def _seen(seen: e.Seen) -> str:
    if not seen.figures:
        return f"the proposal {seen.proposed}" if seen.proposed else "no proposal"
    return "; ".join(f"{f.key_question} {figures(Tally(f.key_question, f.yes, f.relevant))}" for f in seen.figures)


def _tests_then(why: Why, found: DecisionExplained) -> list[str]:
    """The tests as they stood for the panel, where they stand otherwise now."""
    if isinstance(found.event, e.RatingOverridden) or found.tests == why.tests:
        return []
    moved_to = found.event.to_rating if isinstance(found.event, e.DiscretionExercised) else None
    tests = [tests for tests in found.tests if moved_to in (None, tests.to)]
    return ["      the tests as they stood then:", *_tests(why.rated.rules, tests, 8)]


def _since(why: Why, found: DecisionExplained) -> list[str]:
    if not found.since:
        return wrapped("since then: nothing that it rests on has changed", 6)
    lines = wrapped("since then:", 6)
    for recorded in found.since:
        lines += cited_lines(recorded, why.at.view.provenance, 8)
    return [*lines, *(line for text in _moved_figures(why, found.event.seen) for line in wrapped(text, 8))]


def _moved_figures(why: Why, seen: e.Seen) -> Iterator[str]:
    evidence = why.rated.evidence
    if not isinstance(evidence, CaseworkEvidence):
        return
    now = {tally.key_question: tally for tally in evidence.tallies}
    for figure in seen.figures:
        then, tally = Tally(figure.key_question, figure.yes, figure.relevant), now.get(figure.key_question)
        if tally is not None and tally != then:
            yield f"{figure.key_question} was {figures(then)}; it is {figures(tally)} now"


def _standing(rated: StandardRating, found: DecisionExplained) -> str:
    """Whether the decision applies, and whether what it rests on still stands."""
    stale = "It is stale: what it rests on is not what the panel saw. " if found.stale else ""
    declined = isinstance(found.event, e.DiscretionDeclined)
    if found.lapsed:
        start = rated.route[0].rating if rated.route else "no rating"
        is_not = "which is not what it left as it was" if declined else "which is not what it moved from"
        return f"{stale}It has lapsed{'' if declined else ' and is not applied'}: the cases give {start} now, {is_not}."
    if declined:
        return f"{stale}It stands: the panel looked, and left the rating as it is."
    if found.effect:
        return f"{stale}It is in force and changes the rating."
    return f"{stale}It is in force without effect: the rating is the same without it."
