"""A rating explained: from the judgements to the figures, the panel's decisions, and what it adds to the overall rating."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit import rule_words as rules
from ledger.audit.rule_words import Rule
from ledger.audit.why_model import DecisionExplained, QuestionExplained, TestsExplained, Why
from ledger.domain import events as e
from ledger.domain.rating import Step
from ledger.domain.scoring import score
from ledger_tui.consequences import figures
from ledger_tui.marks import WHY_NOT_RATED
from ledger_tui.telling.events import cited
from ledger_tui.telling.line import Line, heading, listed
from ledger_tui.wording import LEFT_SINCE, TESTS, text_of


def why_told(why: Why) -> Iterator[Line]:
    """The rating and its route in short, then every step with its rule, figures, events and people."""
    rated = why.rated
    yield Line(f"Why {why.standard.id} {why.standard.title} is {rated.rating}", weight="strong")
    yield from _in_short(why)
    if why.standard.basis == "casework":
        yield from _from_cases(why)
    else:
        yield heading("What the lead inspector proposed")
        yield from (cited(recorded, why.at.view) for recorded in why.proposals)
        yield _rule(rules.proposal_rule(rated.rules))
    yield from _panel(why)
    yield heading("What it adds to the overall rating")
    yield from _overall(why)


def _in_short(why: Why) -> Iterator[Line]:
    rated = why.rated
    if rated.why_not_rated is not None:
        yield Line(f"It is {WHY_NOT_RATED[rated.why_not_rated]}.")
    yield from (Line(f"{_step(step)}.", position=step.position) for step in rated.route)
    if rated.provisional:
        yield Line("It is provisional: judgements are still wanting.", weight="warning")


def _step(step: Step) -> str:
    match step.step:
        case "banded":
            several = len(step.key_questions) > 1
            lowest = f"The lowest key question{'s' if several else ''}, {listed(step.key_questions)},"
            return f"{lowest} {'are in one band and make' if several else 'makes'} it {step.rating}"
        case "proposed":
            return f"The lead inspector proposed {step.rating} (#{step.position})"
        case "discretion":
            return f"The panel moved it to {step.rating} by discretion (#{step.position})"
        case "override":
            return f"The panel replaced that by {step.rating} (#{step.position})"


def _from_cases(why: Why) -> Iterator[Line]:
    yield heading("From the judgements to the rating")
    for question in why.questions:
        yield Line(_question(question), question.question.id)
        last = max(question.judgements, key=lambda recorded: recorded.position, default=None)
        if last is not None:
            yield cited(last, why.at.view, "last")
    yield _rule(rules.percentage_rule(why.rated.rules))
    yield _rule(rules.band_rule(why.rated.rules))


def _question(found: QuestionExplained) -> str:
    unjudged = f", {found.unjudged} not judged yet" if found.unjudged else ""
    rounding = f"; {found.exact} if it were not rounded" if found.exact else ""
    return f"{figures(found.tally)}, {found.band or 'left out'}{rounding}{unjudged}"


def _panel(why: Why) -> Iterator[Line]:
    if why.tests or why.decision or why.override:
        yield heading("What the panel did")
    yield from (Line(_tests(found), found.direction) for found in why.tests)
    for decision in (why.decision, why.override):
        if decision is not None:
            yield from _decision(why, decision)
    yield from (cited(recorded, why.at.view, "ended") for recorded in why.ended)
    if why.tests:
        yield _rule(rules.discretion_rule(why.rated.rules))


def _tests(found: TestsExplained) -> str:
    met = [TESTS[test] for test in found.tests.met]
    points = f"{found.tests.points} {'point' if found.tests.points == 1 else 'points'}"
    return f"{points} from {found.to}: {f'close enough ({listed(met)})' if met else 'not close enough'}"


def _decision(why: Why, found: DecisionExplained) -> Iterator[Line]:
    yield cited(found.recorded, why.at.view, "decided")
    reason = text_of(found.recorded, "reason")
    yield Line(reason or "no reason recorded", "why", "plain" if reason else "warning")
    seen = "; ".join(f"{figure.key_question} {figure.yes}/{figure.relevant}" for figure in found.event.seen.figures)
    yield Line(f"as at #{found.event.seen.position}: {seen or found.event.seen.proposed or 'no figures'}", "saw")
    yield from (cited(recorded, why.at.view, "since") for recorded in found.since)
    yield Line(_standing(found), "stands", "warning" if found.stale or found.lapsed else "plain")


def _standing(found: DecisionExplained) -> str:
    stale = "stale, what it rests on is not what the panel saw; " if found.stale else ""
    if isinstance(found.event, e.DiscretionDeclined):
        return f"{stale}{LEFT_SINCE if found.lapsed else 'declined, so nothing moved'}"
    if found.lapsed:
        return f"{stale}lapsed: shown, not applied"
    return f"{stale}{'in force' if found.effect else 'in force without effect'}"


def _overall(why: Why) -> Iterator[Line]:
    total, points = why.at.overall, score(why.rated.rules, why.rated.rating)
    if not why.standard.counts:
        yield Line(f"{why.standard.id} does not count towards the score.")
    elif why.rated.provisional or points is None:
        yield Line(f"{why.standard.id} scores nothing yet.")
    else:
        yield Line(f"{why.standard.id} scores {points}.")
    if total.score is None:
        yield Line(f"Overall is pending: between {total.possible[0]} and {total.possible[1]} of {total.out_of} is possible.")
    else:
        held = f", held back by {total.limited_by}" if total.limited_by else ""
        yield Line(f"All standards score {total.score} of {total.out_of}: {total.rating}{held}.")
    yield _rule(rules.overall_rule(why.at.framework))


def _rule(rule: Rule) -> Line:
    return Line(f"{rule.words} ({rule.source or 'a rule of this ledger'})", "rule", "faint")
