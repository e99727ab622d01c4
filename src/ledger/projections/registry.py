"""The projections that are kept as rows: one fold over an inspection's events, and what each projection keeps of a step.

Rows come from the same `apply` as the views that are folded in memory, so that a list and a replay can never disagree.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from rpds import HashTrieMap

from ledger.domain.events import TOPIC_OF
from ledger.domain.framework import Framework
from ledger.domain.recorded import RecordedEvent
from ledger.errors import LedgerError
from ledger.projections import blame, rating_rows, ratings, timeline
from ledger.projections.blame import BlameView
from ledger.projections.rating_rows import RatingValues
from ledger.projections.ratings import RatingsView

OVERALL: Final = "overall"
"""The subject of the overall rating; every other subject is a standard or key question."""

Row = tuple[str | int | None, ...]


class ProjectionError(LedgerError):
    """A kept projection cannot follow an event; nothing was written."""

    def __init__(self, recorded: RecordedEvent, cause: Exception) -> None:
        topic = TOPIC_OF[type(recorded.event)]
        super().__init__(
            f"the kept projections cannot follow the event at position {recorded.position} ({topic}): "
            f"{str(cause) or type(cause).__name__}: nothing was written"
        )


class Held(NamedTuple):
    """A rating that holds, and the position that it holds from."""

    since: int
    values: RatingValues


class Change(NamedTuple):
    """A subject's rating before and after an event; None where there was or is none."""

    subject: str
    before: Held | None
    after: Held | None


@dataclass(frozen=True)
class Views:
    """What the kept rows of one inspection are folded from; `held` has the rating that every subject has now."""

    ratings: RatingsView
    blame: BlameView = field(default_factory=BlameView)
    held: HashTrieMap[str, Held] = field(default_factory=HashTrieMap)


@dataclass(frozen=True, slots=True)
class Step:
    """One event, the views before and after it, and the ratings that it changed."""

    recorded: RecordedEvent
    before: Views
    after: Views
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Projection:
    """A projection kept as rows: its name, its version, its columns, and the rows that a step writes.

    The first `keys` columns, of which the first is the inspection, name a row: writing one replaces the one of the same name. A new
    version is due whenever the same events would give other rows.
    """

    name: str
    version: int
    columns: tuple[str, ...]
    keys: int
    rows: Callable[[Step], Iterator[Row]]


def start(resolve: Callable[[str], Framework]) -> Views:
    """The views before any event."""
    return Views(ratings.start(resolve))


def follow(views: Views, recorded: RecordedEvent) -> Step:
    """The step that one event makes; ProjectionError names the event that cannot be followed."""
    try:
        return _step(views, recorded)
    except Exception as error:
        raise ProjectionError(recorded, error) from error


def rows_of(step: Step, projection: Projection) -> list[Row]:
    """The rows that a projection keeps of a step; ProjectionError names the event that it cannot keep."""
    try:
        return list(projection.rows(step))
    except Exception as error:
        raise ProjectionError(step.recorded, error) from error


def resumed(views: Views, events: Iterable[RecordedEvent], held: Iterable[tuple[str, Held]]) -> Views:
    """The views after events whose rows are kept already, the ratings that hold now being read from those rows."""
    now, last = views.ratings, views.blame
    for recorded in events:
        try:
            now, last = ratings.apply(now, recorded), blame.apply(last, recorded)
        except Exception as error:
            raise ProjectionError(recorded, error) from error
    return Views(now, last, HashTrieMap(held))


def rules_digest(frameworks: Iterable[Framework]) -> str:
    """SHA-256 (hex) over the frameworks' ids and digests: rows kept under other rules are not those of today."""
    lines = sorted(f"{framework.id} {framework.digest}\n" for framework in frameworks)
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def _step(views: Views, recorded: RecordedEvent) -> Step:
    now = ratings.apply(views.ratings, recorded)
    changes = tuple(_changes(views, now, recorded.position))
    held = views.held
    for subject, _, after in changes:
        held = held.remove(subject) if after is None else held.insert(subject, after)
    return Step(recorded, views, Views(now, blame.apply(views.blame, recorded), held), changes)


def _changes(views: Views, now: RatingsView, position: int) -> Iterator[Change]:
    """The subjects whose values are others now; one that the framework in use no longer has holds no more."""
    before = views.ratings
    if now.standards is before.standards or now.overall is None:
        return
    values = {name: rating_rows.of_standard(view.rating) for name, view in now.standards.items() if view is not before.standards.get(name)}
    values[OVERALL] = rating_rows.of_overall(now.overall)
    for subject, value in values.items():
        was = views.held.get(subject)
        if was is None or was.values != value:
            yield Change(subject, was, Held(position, value))
    if now.framework is not before.framework:
        yield from (Change(name, was, None) for name, was in views.held.items() if name != OVERALL and name not in now.standards)


def _rating_rows(step: Step) -> Iterator[Row]:
    inspection, position = step.recorded.inspection, step.recorded.position
    for subject, before, after in step.changes:
        if before is not None:
            yield (inspection, subject, before.since, position, *before.values)
        if after is not None:
            yield (inspection, subject, after.since, None, *after.values)


def _blame_rows(step: Step) -> Iterator[Row]:
    recorded, before, after = step.recorded, step.before.blame, step.after.blame
    for was, now in ((before.questions, after.questions), (before.standards, after.standards)):
        if now is not was:
            yield from ((recorded.inspection, subject, recorded.position) for subject, last in now.items() if last is recorded)


def _timeline_rows(step: Step) -> Iterator[Row]:
    changed = (change.subject for change in step.changes if _is_another_rating(change))
    yield (step.recorded.inspection, *timeline.entry(step.recorded, step.after.ratings.step, changed))


def _is_another_rating(change: Change) -> bool:
    """Whether the rating or the score is another, and not only what is said beside it."""
    before, after = change.before, change.after
    return before is not None and after is not None and before.values[:2] != after.values[:2]


RATINGS: Final = Projection(
    "ratings", 2, ("inspection", "subject", "from_position", "until_position", *RatingValues._fields), keys=3, rows=_rating_rows
)
BLAME: Final = Projection("blame", 1, ("inspection", "subject", "position"), keys=2, rows=_blame_rows)
TIMELINE: Final = Projection("timeline", 1, ("inspection", *timeline.Entry._fields), keys=2, rows=_timeline_rows)

PROJECTIONS: Final = (RATINGS, BLAME, TIMELINE)
"""Every projection that is kept."""
