"""What one event changed further up: percentages, bands, ratings, decisions, the overall rating and score."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.domain.bands import tally_band
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Rating
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.domain.scoring import Overall
from ledger.projections.ratings import RatingsView


def consequences(before: RatingsView, after: RatingsView) -> tuple[str, ...]:
    """The changes between two views, in words, from the figures up to the overall rating; nothing where nothing moved."""
    moved = [line for was, now in _pairs(before, after) for line in _standard(was, now)]
    return (*moved, *_overall(before.overall, after.overall))


def from_the_top(before: RatingsView, after: RatingsView) -> tuple[str, ...]:
    """The same changes from the overall rating down: every rating that moved, and then the figures."""
    pairs = list(_pairs(before, after))
    ratings = [line for was, now in pairs for line in _rating(was, now)]
    figures_moved = [line for was, now in pairs for line in _figures(was, now)]
    return (*_overall(before.overall, after.overall), *ratings, *figures_moved)


def _pairs(before: RatingsView, after: RatingsView) -> Iterator[tuple[StandardRating, StandardRating]]:
    for standard in after.framework.standards if after.framework else ():
        was, now = before.standards.get(standard.id), after.standards[standard.id]
        if was is not None and was is not now:
            yield was.rating, now.rating


def changed_standards(before: RatingsView, after: RatingsView) -> frozenset[str]:
    """The standards whose figures, rating or marks differ between two views."""
    if before.standards is after.standards:
        return frozenset()
    return frozenset(name for name, view in after.standards.items() if _moved(before, name, view.rating))


def _moved(before: RatingsView, name: str, now: StandardRating) -> bool:
    view = before.standards.get(name)
    if view is None or view.rating is now:
        return False
    return any(_standard(view.rating, now))


def _standard(was: StandardRating, now: StandardRating) -> Iterator[str]:
    yield from _figures(was, now)
    yield from _rating(was, now)


def _figures(was: StandardRating, now: StandardRating) -> Iterator[str]:
    if isinstance(was.evidence, CaseworkEvidence) and isinstance(now.evidence, CaseworkEvidence):
        for old, new in zip(was.evidence.tallies, now.evidence.tallies, strict=True):
            if old != new:
                yield _tally(now, old, new)


def _rating(was: StandardRating, now: StandardRating) -> Iterator[str]:
    name = now.standard.id
    if was.rating != now.rating:
        rated = was.rating != Rating.NOT_RATED
        before, after = (provisionally(was), provisionally(now)) if rated else ("", "")
        yield f"{name} {now.standard.title}: {before}{was.rating} → {after}{now.rating}{_by(now)}"
    if was.provisional and not now.provisional:
        yield f"{name} is no longer provisional: every case is judged"
    if now.provisional and not was.provisional:
        yield f"{name} is provisional again"
    yield from _decisions(was, now)


def provisionally(rating: StandardRating) -> str:
    """`provisional `, to stand before a rating of cases that are not all judged; else nothing."""
    return "provisional " if rating.provisional and rating.rating != Rating.NOT_RATED else ""


def _by(rating: StandardRating) -> str:
    how = {"discretion": " by discretion", "override": " by override"}
    return how.get(rating.route[-1].step, "") if rating.route else ""


def _tally(rating: StandardRating, old: Tally, new: Tally) -> str:
    line = f"{new.key_question}: {figures(old)} → {figures(new)}"
    was, now = tally_band(rating.rules, old), tally_band(rating.rules, new)
    if was == now or now is None:
        return line
    return f"{line}, {f'{was} → {now}' if was else now}"


def figures(tally: Tally) -> str:
    """A key question's figures: `5/8 63 %`, or `no relevant case`."""
    return "no relevant case" if tally.percent is None else f"{tally.yes}/{tally.relevant} {tally.percent} %"


def _decisions(was: StandardRating, now: StandardRating) -> Iterator[str]:
    name = now.standard.id
    if was.decision and now.decision and was.decision.position == now.decision.position:
        declined = now.decision.kind == "declined"
        if was.decision.stale != now.decision.stale:
            what = "decline" if declined else "decision"
            yield f"the {what} on {name} is {'now stale' if now.decision.stale else 'no longer stale'}"
        if was.lapsed != now.lapsed:
            yield f"the {'decline' if declined else 'decision'} on {name} {_lapse(declined=declined, lapsed=now.lapsed)}"
    if was.override and now.override and was.override.position == now.override.position and was.override.stale != now.override.stale:
        yield f"the override of {name} is {'now stale' if now.override.stale else 'no longer stale'}"
    if now.decision and (was.decision is None or was.decision.position != now.decision.position) and was.rating == now.rating:
        yield f"{name} stays {now.rating}{'' if now.decision.kind == 'declined' else ': the decision moves nothing'}"


def _lapse(*, declined: bool, lapsed: bool) -> str:
    if declined:
        return "has lapsed: what it left as it was has moved" if lapsed else "stands again"
    return "has lapsed" if lapsed else "applies again"


def _overall(was: Overall | None, now: Overall | None) -> Iterator[str]:
    if was is None or now is None:
        return
    if was.rating != now.rating:
        score = f" {now.score}/{now.out_of}" if now.score is not None else ""
        yield f"Overall: {was.rating} → {now.rating}{score}"
    elif was.score != now.score:
        yield f"Overall score: {_score(was)} → {_score(now)}"
    if was.possible != now.possible and now.possible[0] != now.possible[1]:
        yield f"Possible score: {was.possible[0]}-{was.possible[1]} → {now.possible[0]}-{now.possible[1]}"
    if was.limited_by != now.limited_by and now.limited_by:
        yield f"Overall held back by {now.limited_by}"


def _score(overall: Overall) -> str:
    return "none" if overall.score is None else f"{overall.score}/{overall.out_of}"
