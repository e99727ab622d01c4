"""The ratings told: the overall rating with its score, and every standard with its rating, marks and figures."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.rating import StandardRating
from ledger.projections.ratings import RatingsView
from ledger_tui.consequences import figures
from ledger_tui.marks import WHY_NOT_RATED, marks
from ledger_tui.telling.line import Line


def board_told(view: RatingsView) -> Iterator[Line]:
    """Overall first, then every standard in printed order."""
    overall = view.overall
    if overall is None:
        yield Line("Nothing has happened yet.")
        return
    score = f"{overall.score} of {overall.out_of}" if overall.score is not None else _possible(overall.possible, overall.out_of)
    held = f", held back by {overall.limited_by}" if overall.limited_by else ""
    yield Line(f"Overall {overall.rating}, {score}{held}", weight="strong")
    yield from (standard_told(rating) for rating in view.ratings)


def standard_told(rating: StandardRating) -> Line:
    """A standard with its rating, the marks beside it and the figures of its key questions."""
    said = [str(rating.rating), *(mark.words for mark in marks(rating))]
    if rating.why_not_rated:
        said.append(WHY_NOT_RATED[rating.why_not_rated])
    if isinstance(rating.evidence, CaseworkEvidence) and rating.why_not_rated != "not-judged":
        said.append("; ".join(f"{tally.key_question} {figures(tally)}" for tally in rating.evidence.tallies))
    return Line(", ".join(said), f"{rating.standard.id} {rating.standard.title}")


def _possible(possible: tuple[int, int], out_of: int) -> str:
    low, high = possible
    return f"between {low} and {high} of {out_of} still possible"
