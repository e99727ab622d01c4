"""What differs between two boards, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.audit.difference import Difference, StandardDifference
from ledger.cli.board_text import NOT_RATED
from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RatingRules
from ledger.domain.percentages import Tally
from ledger.domain.rating import Decision, StandardRating
from ledger.domain.scoring import PENDING, Overall


def difference_lines(found: Difference) -> list[str]:
    """From the overall rating down to the figures: one line each, with what was before and what is now."""
    lines = list(_overall(found.before, found.after))
    for standard in found.standards:
        lines += _standard(standard)
    return lines


def overall_plain(total: Overall | None) -> str:
    """The overall rating with its score or what it may come to."""
    if total is None:
        return "not opened"
    if total.rating == PENDING and total.score is None:
        low, high = total.possible
        return f"{PENDING} ({low} to {high} of {total.out_of} possible)"
    limited = f", limited by {total.limited_by}" if total.limited_by else ""
    return f"{total.rating} ({total.score} of {total.out_of}{limited})"


def figures(tally: Tally) -> str:
    """The counts and the whole percentage: `5 of 8, 63%`."""
    return "no relevant case" if tally.percent is None else f"{tally.yes} of {tally.relevant}, {tally.percent}%"


def _overall(before: Overall | None, after: Overall | None) -> Iterator[str]:
    if before != after:
        yield f"overall: {overall_plain(before)} -> {overall_plain(after)}"


def _standard(found: StandardDifference) -> Iterator[str]:
    before, after = found.before, found.after
    if found.moves_rating:
        yield f"{_named(after)}: {_rated(before)} -> {_rated(after)}"
    for old, new in found.figures:
        yield _figures(after.rules, old, new)
    if found.moves_panel:
        yield from _panel(before, after)
    if _judged(before) != _judged(after) and not found.moves_rating and not found.figures:
        yield f"{_named(after)}: {_judged(before)} -> {_judged(after)}"
    if before.provisional != after.provisional:
        yield f"{_named(after)}: {'judgements are wanting again' if after.provisional else 'every case is judged now'}"


def _named(rating: StandardRating) -> str:
    return f"{rating.standard.id} {rating.standard.title}"


def _rated(rating: StandardRating) -> str:
    return rating.rating if rating.why_not_rated is None else f"{rating.rating} ({NOT_RATED[rating.why_not_rated]})"


def _figures(rules: RatingRules, old: Tally, new: Tally) -> str:
    was, now = tally_band(rules, old), tally_band(rules, new)
    if was == now:
        return f"{new.key_question}: {figures(old)} -> {figures(new)}{f', still {now}' if now else ''}"
    return f"{new.key_question}: {_banded(old, was)} -> {_banded(new, now)}"


def _banded(tally: Tally, band: str | None) -> str:
    return figures(tally) + (f", {band}" if band else "")


def _judged(rating: StandardRating) -> str:
    evidence = rating.evidence
    return f"{evidence.done} of {evidence.of} judged" if isinstance(evidence, CaseworkEvidence) else ""


def _panel(before: StandardRating, after: StandardRating) -> Iterator[str]:
    """What became of the standard's decisions; the same decision, standing otherwise, is named once."""
    was, now = before.decision, after.decision
    if was and now and was.position == now.position and (marks := _marks(before, was)) != _marks(after, now):
        yield f"{after.standard.id} discretion #{now.position}: {marks} -> {_marks(after, now)}"
    elif (was and was.position) != (now and now.position):
        yield f"{after.standard.id} discretion: {_decision(before)} -> {_decision(after)}"
    if (overridden := _override(before)) != _override(after):
        yield f"{after.standard.id} override: {overridden} -> {_override(after)}"


def _marks(rating: StandardRating, decision: Decision) -> str:
    """How a standard's decision stands."""
    if rating.lapsed:
        applies = "lapsed"
    elif decision.kind == "declined":
        applies = "stands"
    elif rating.effect:
        applies = "in force"
    else:
        applies = "in force without effect"
    return f"{applies} and stale" if decision.stale else applies


def _decision(rating: StandardRating) -> str:
    decision = rating.decision
    return "none" if decision is None else f"{_moved(decision)} (#{decision.position}), {_marks(rating, decision)}"


def _moved(decision: Decision) -> str:
    if decision.to_rating is None:
        return f"declined at {decision.from_rating}"
    return f"{decision.from_rating or 'a rating not said'} to {decision.to_rating}"


def _override(rating: StandardRating) -> str:
    override = rating.override
    if override is None:
        return "none"
    moved = f"{override.from_rating} to {override.to_rating} (#{override.position})"
    return f"{moved}{', stale' if override.stale else ''}{'' if rating.overrides else ', without effect'}"
