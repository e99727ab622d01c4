"""An explanation as lines for people who know the ratings, and need not know the program."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import click

from ledger.audit import rule_words as rules
from ledger.audit.rule_words import Rule
from ledger.audit.why_model import Why
from ledger.cli.board_text import NOT_RATED
from ledger.cli.citation_text import cited_lines, standing
from ledger.cli.difference_text import figures
from ledger.cli.dispute_text import mentioned
from ledger.cli.why_panel_text import discretion_lines, override_lines
from ledger.cli.why_questions_text import question_lines
from ledger.cli.wrapping import listed, numbered, wrapped
from ledger.domain.bands import lowest_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.rating import StandardRating, Step
from ledger.domain.scoring import PENDING, band_score, score
from ledger.projections.ratings import COUNTS_ONLY

SOURCES: Final = "Sources: letters and a number, such as NY 1069, stand for a report and a line of its text."


def why_lines(why: Why) -> list[str]:
    """What the rating is and why in short, then every step with its rule, figures, events and people."""
    standard = why.standard
    heading = f"Why {standard.id} {standard.title} is {'' if why.rated.why_not_rated else 'rated '}{why.rated.rating}"
    return [
        click.style(heading, bold=True),
        *standing(why.at),
        "",
        *wrapped(" ".join(in_short(why))),
        "",
        *wrapped(f"The standard: {standard.statement} ({standard.source})", hanging=2),
        *numbered(_sections(why)),
        *(["", "Disputes", *mentioned(why.disputes)] if why.disputes else []),
        "",
        *wrapped(f"{SOURCES} {why.at.framework.attribution}", hanging=2),
    ]


def in_short(why: Why) -> Iterator[str]:
    """The route to the rating in a few sentences."""
    rated = why.rated
    if rated.why_not_rated == "declared":
        yield f"In short: the lead inspector declared it Not rated (#{rated.route[0].position})."
    elif rated.why_not_rated is not None:
        yield f"In short: it has no rating: {NOT_RATED[rated.why_not_rated]}."
    else:
        yield f"In short: {' '.join(f'{_step(rated, step)}.' for step in rated.route)}"
    if rated.provisional and isinstance(rated.evidence, CaseworkEvidence):
        yield f"This is provisional: {rated.evidence.done} of {rated.evidence.of} judgements have been made."
    decision = rated.decision
    if decision is not None and rated.lapsed:
        moved = f"from {decision.from_rating}, and the cases now give {_beneath(rated)}"
        yield f"A discretion decision (#{decision.position}) has lapsed and no longer applies: it was taken {moved}."
    elif decision is not None and decision.stale:
        applies = ", though it still applies" if rated.effect else ""
        yield f"The judgements have changed since the panel took its decision (#{decision.position}): it is stale{applies}."
    elif decision is not None and decision.kind == "declined":
        yield f"The ratings panel considered moving it and declined (#{decision.position})."
    elif decision is not None and not rated.effect:
        without = "the override gives" if any(step.step == "override" for step in rated.route) else "the cases give"
        yield f"A discretion decision (#{decision.position}) has no effect: {without} that rating without it."


def _beneath(rated: StandardRating) -> str:
    return rated.route[0].rating if rated.route else "none"


def _step(rated: StandardRating, step: Step) -> str:
    match step.step:
        case "banded":
            assert isinstance(rated.evidence, CaseworkEvidence)
            named = [f"{t.key_question} ({figures(t)})" for t in rated.evidence.tallies if t.key_question in step.key_questions]
            return f"the lowest band of its key questions is {step.rating}, by {listed(named)}"
        case "proposed":
            return f"the lead inspector proposed {step.rating} (#{step.position})"
        case "discretion":
            return f"The ratings panel then moved it to {step.rating} by professional discretion (#{step.position})"
        case "override":
            return f"The ratings panel then replaced that by {step.rating} (#{step.position})"


def rule_lines(rule: Rule) -> list[str]:
    """A rule with the source it is printed in."""
    return wrapped(f"Rule: {rule.words} ({rule.source or 'a rule of this ledger'})", 3, 6)


def _sections(why: Why) -> Iterator[tuple[str, list[str]]]:
    rated = why.rated
    if why.standard.basis == "casework":
        yield "From the judgements of cases to percentages", [*rule_lines(rules.percentage_rule(rated.rules)), *_questions(why)]
        yield "From percentages to a rating", [*rule_lines(rules.band_rule(rated.rules)), *_banded(why)]
    else:
        yield "What the lead inspector proposed", [*rule_lines(rules.proposal_rule(rated.rules)), *_proposals(why)]
    if why.tests or why.decision:
        yield "The ratings panel's discretion", [*rule_lines(rules.discretion_rule(rated.rules)), *discretion_lines(why)]
    if why.override:
        yield "The ratings panel's override", [*rule_lines(rules.override_rule()), *override_lines(why)]
    if why.ended:
        yield "Panel events that are no longer in force", _ended(why)
    yield "What it adds to the overall rating", _overall(why)


def _questions(why: Why) -> list[str]:
    made_up = why.at.view.provenance in COUNTS_ONLY
    return [line for question in why.questions for line in ("", *question_lines(question, made_up=made_up))]


def _banded(why: Why) -> list[str]:
    named = [f"{question.question.id} is {question.band or 'left out'}" for question in why.questions]
    assert isinstance(why.rated.evidence, CaseworkEvidence)
    lowest = lowest_band(why.rated.rules, why.rated.evidence.tallies)
    found = "no key question has a relevant case, so it is not rated" if lowest is None else f"the lowest of them is {lowest}"
    return wrapped(f"Here {listed(named)}: {found}.", 3)


def _proposals(why: Why) -> list[str]:
    usual = why.at.view.provenance
    lines = [line for recorded in why.proposals for line in cited_lines(recorded, usual, 3)]
    return lines or ["   Nothing has been proposed yet."]


def _ended(why: Why) -> list[str]:
    return [line for recorded in why.ended for line in cited_lines(recorded, why.at.view.provenance, 3)]


def _overall(why: Why) -> list[str]:
    framework, total = why.at.framework, why.at.overall
    lines = rule_lines(rules.overall_rule(framework))
    found = score(why.rated.rules, why.rated.rating)
    if not why.standard.counts:
        lines += wrapped(f"{why.standard.id} does not count towards the score.", 3)
    elif why.rated.provisional:
        lines += wrapped(f"{why.standard.id} is provisional: it scores nothing until every case is judged.", 3)
    elif found is None:
        lines += wrapped(f"{why.standard.id} is not rated and scores nothing yet.", 3)
    else:
        lines += wrapped(f"{why.standard.id} is {why.rated.rating} and scores {found}.", 3)
    if total.score is None:
        low, high = total.possible
        lines += wrapped(f"The overall rating is pending: between {low} and {high} of {total.out_of} is still possible.", 3)
    else:
        earned = band_score(framework.rules, total.score)
        lines += wrapped(f"All standards together score {total.score} of {total.out_of}, which is {earned}.", 3)
    for limit in framework.rules.limits:
        lines += [*rule_lines(rules.limit_rule(limit)), *_limited(why, limit.standard)]
    return lines


def _limited(why: Why, standard: str) -> list[str]:
    total = why.at.overall
    if total.limited_by == standard:
        return wrapped(f"It holds the overall rating back here: {total.rating}.", 3)
    if total.rating == PENDING and total.score is not None:
        return wrapped(f"The overall rating waits for {standard}.", 3)
    return wrapped("It changes nothing here.", 3)
