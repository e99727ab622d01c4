"""Where a reviewer stands in an inspection: the cursor, what is chosen, marked and open. Every move gives a new standpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ledger.audit.suppositions import NOTHING_SUPPOSED, Suppositions
from ledger_tui.drill import Level

Mode = Literal["LIVE", "AS AT", "COMPARE", "VERIFYING"]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The whole of what a screen shows, but for the history itself.

    `step` is the cursor, `chosen` a standard, which `follows` the events or is kept; `aside` is the panel beside the event ("" for
    the usual one), `mark` a step to come back to, `said` what is said until the cursor moves; `river` is whether the river
    stands the other way than usual in this size of terminal, shown or not; `supposed` is what is supposed and `called` what that is
    called, if anything. `level` is how deep one has drilled and `row` the row chosen there, `read` how many lines of the detail are
    read; `before` is where one came from.
    """

    step: int = 1
    chosen: str = ""
    follows: bool = True
    aside: str = ""
    mark: int | None = None
    said: str = ""
    mode: Mode = "AS AT"
    river: bool = False
    supposed: Suppositions = NOTHING_SUPPOSED
    called: str = ""
    level: Level | None = None
    row: int = 0
    read: int = 0
    before: Standpoint | None = None

    def at(self, step: int, said: str = "") -> Standpoint:
        """The cursor at a step, which is 1 at least."""
        return replace(self, step=max(1, step), said=said, read=0)

    def saying(self, said: str) -> Standpoint:
        """The same, with something said."""
        return replace(self, said=said)

    def following(self, standard: str | None, known: Sequence[str]) -> Standpoint:
        """The standard that the event at the cursor bears on chosen, if the choice follows the events and there is such a standard."""
        return replace(self, chosen=standard) if self.follows and standard is not None and standard in known else self

    def choosing(self, standard: str) -> Standpoint:
        """A standard chosen and kept, whatever the events bear on."""
        return replace(self, chosen=standard, follows=False)

    def choosing_by(self, by: int, known: Sequence[str]) -> Standpoint:
        """The standard so many further on in printed order, held within the first and the last, chosen and kept."""
        here = known.index(self.chosen) if self.chosen in known else 0
        return self.choosing(known[max(0, min(here + by, len(known) - 1))]) if known else self

    def freed(self) -> Standpoint:
        """The choice follows the events again."""
        return replace(self, follows=True, said="")

    def beside(self, aside: str) -> Standpoint:
        """A panel open beside the event, or closed if it was that one."""
        return replace(self, aside="" if self.aside == aside else aside)

    def with_river(self) -> Standpoint:
        """The river shown where it was not, and gone where it was."""
        return replace(self, river=not self.river)

    def into(self, level: Level, standard: str = "") -> Standpoint:
        """One level deeper, from where the way leads back to exactly here."""
        return replace(self, level=level, row=0, read=0, aside="", said="", before=self, chosen=standard or self.chosen, follows=False)

    def away(self, step: int, said: str = "") -> Standpoint:
        """The cursor at an event, out of the list, from where the way leads back to exactly here."""
        return replace(self.at(step, said), level=None, row=0, aside="", follows=True, before=self)

    def off(self, step: int) -> Standpoint:
        """The cursor at an event, the open panel left open, from where the way leads back to exactly here."""
        return self.at(step) if step == self.step else replace(self.at(step), before=self)

    def row_by(self, by: int, count: int) -> Standpoint:
        """The row so many further on, held within the first and the last."""
        return replace(self, row=max(0, min(self.row + by, count - 1)), read=0)

    def reading(self, line: int) -> Standpoint:
        """The detail from a line on."""
        return replace(self, read=max(0, line))

    def marked(self) -> Standpoint:
        """The mark at the cursor, or taken away where it stands there already."""
        return replace(self, mark=None if self.mark == self.step else self.step)

    def supposing(self, supposed: Suppositions, called: str = "") -> Standpoint:
        """Something else supposed, or nothing more."""
        return replace(self, supposed=supposed, called=called, said="", read=0)

    @property
    def is_off(self) -> bool:
        """Whether one came here from an event where the same panel was open."""
        before = self.before
        return before is not None and self.aside != "" and (before.aside, before.level) == (self.aside, self.level)

    @property
    def shut(self) -> Standpoint:
        """The panel closed, and with it the way back over the events that it was open at."""
        at, before = self, self.before
        while at.is_off and before is not None:
            at, before = before, before.before
        return replace(self, aside="", before=before)

    @property
    def back(self) -> Standpoint | None:
        """One level closed, or None where nothing is open: a panel, a level drilled into, then what is supposed.

        Where an event was gone to from a panel that is still open, the way leads back from the event first.
        Where one came from is as it was, but for the mark, the river, and what is supposed, which stay as they are.
        """
        if self.aside and not self.is_off:
            return replace(self, aside="")
        if self.before is not None:
            kept = {"mark": self.mark, "river": self.river, "supposed": self.supposed, "called": self.called, "mode": self.mode}
            return replace(self.before, **kept)  # type: ignore[arg-type]
        return self.supposing(NOTHING_SUPPOSED) if self.supposed else None
