"""The programme: all inspections of a ledger as at a point, in an order and through a filter. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from ledger.answers import Listed
from ledger.domain.framework import RatingRules
from ledger.domain.scoring import Overall
from ledger.projections.rating_rows import RatingValues
from ledger_tui.dates import happened_on

Standing = Mapping[str, RatingValues]


@dataclass(frozen=True, slots=True)
class Row:
    """One inspection: as it is listed, its standards' ratings and its high findings, None until they have been read."""

    listed: Listed
    standing: Standing | None = None
    high: int | None = None

    @property
    def name(self) -> str:
        """The id of the inspection."""
        return self.listed.inspection

    @property
    def searchable(self) -> str:
        """What a filter looks at."""
        one = self.listed
        high = "high" if self.high else ""
        parts = (one.inspection, one.service, one.framework.id, str(one.overall.rating), one.opened.by.provenance, high)
        return " ".join((*parts, happened_on(one.last.by.happened))).casefold()


RECORDED: Final = "recorded"
"""The order in which the inspections were opened in the ledger."""

ORDERS: Final[dict[str, Callable[[Row], tuple[object, ...]]]] = {
    RECORDED: lambda row: (row.listed.opened.position,),
    "service": lambda row: (row.listed.service.casefold(),),
    "score": lambda row: (-1 if row.listed.overall.score is None else row.listed.overall.score,),
    "edge": lambda row: (distance(row.listed.overall, row.listed.framework.rules),),
    "findings": lambda row: (-(row.high or 0),),
    "changed": lambda row: (-_figures(row.listed.last.by.happened.latest),),
}
"""What the list can be sorted by; where it is the same, the inspection recorded first stands first."""

NEVER: Final = 1_000
"""Farther than any score is from an edge."""


def _figures(instant: str | None) -> int:
    """An instant as a number that grows with it; less than any where there is none."""
    return int("".join(filter(str.isdigit, instant))) if instant else 0


def distance(overall: Overall, rules: RatingRules) -> int:
    """How many points a score is from the nearest band of another rating; NEVER where there is no score."""
    return min((abs(points) for points in edges(overall, rules)), default=NEVER)


def edges(overall: Overall, rules: RatingRules) -> tuple[int, ...]:
    """The points that would reach the next band up, and, negative, the next one down; none where there is no score."""
    score = overall.score
    if score is None:
        return ()
    up = (band.lowest - score for band in rules.overall if band.lowest > score)
    down = (band.highest - score for band in rules.overall if band.highest < score)
    return tuple(points for points in (min(up, default=0), max(down, default=0)) if points)


@dataclass(frozen=True)
class Programme:
    """The rows as they are shown: `order` one of ORDERS, `turned` round or not, only those that hold every word of the filter."""

    rows: tuple[Row, ...] = ()
    order: str = RECORDED
    turned: bool = False
    filter: str = ""

    @cached_property
    def shown(self) -> tuple[Row, ...]:
        """The rows through the filter, in order."""
        words = self.filter.casefold().split()
        recorded = sorted((row for row in self.rows if all(word in row.searchable for word in words)), key=ORDERS[RECORDED])
        return tuple(sorted(recorded, key=ORDERS[self.order], reverse=self.turned))

    @property
    def by(self) -> str:
        """The order in words."""
        return "as recorded" if self.order == RECORDED else f"by {self.order}"

    def listing(self, listed: Iterable[Listed]) -> Programme:
        """The inspections anew, with nothing else known of them."""
        return replace(self, rows=tuple(Row(one) for one in listed))

    def standing(self, standings: Mapping[str, Standing]) -> Programme:
        """The same with the ratings of the standards."""
        return replace(self, rows=tuple(replace(row, standing=standings.get(row.name)) for row in self.rows))

    def finding(self, name: str, high: int) -> Programme:
        """The same with the high findings of one inspection."""
        return replace(self, rows=tuple(replace(row, high=high) if row.name == name else row for row in self.rows))

    def filtered(self, text: str) -> Programme:
        """Only what holds every word of a text."""
        return replace(self, filter=" ".join(text.split()))

    def sorted_by(self, by: int) -> Programme:
        """The next order, or the one before."""
        orders = list(ORDERS)
        return replace(self, order=orders[(orders.index(self.order) + by) % len(orders)], turned=False)

    def turning(self) -> Programme:
        """The same order from its other end."""
        return replace(self, turned=not self.turned)

    def unread(self, first: int, last: int, most: int) -> Sequence[Listed]:
        """Whose findings to look for: those of the rows on the screen first, then the rest, unless there are more than `most` of them."""
        here = [row.listed for row in self.shown[first:last] if row.high is None]
        rest = [row.listed for row in self.rows if row.high is None and row.listed not in here]
        return [*here, *rest] if self.order == "findings" or len(self.rows) <= most else here
