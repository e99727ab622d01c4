"""Where a reviewer stands in an inspection: the cursor, what is chosen, marked and open. Every move gives a new standpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

Mode = Literal["LIVE", "AS AT", "WHAT IF", "COMPARE", "VERIFYING"]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """The whole of what a screen shows, but for the history itself.

    `step` is the cursor, `chosen` a standard, which `follows` the events or is kept; `aside` is the panel beside the event ("" for
    the usual one), `mark` a step to come back to, `said` what is said until the cursor moves; `river` is
    whether the river stands the other way than usual in this size of terminal, shown or not.
    """

    step: int = 1
    chosen: str = ""
    follows: bool = True
    aside: str = ""
    mark: int | None = None
    said: str = ""
    mode: Mode = "AS AT"
    river: bool = False

    def at(self, step: int, said: str = "") -> Standpoint:
        """The cursor at a step, which is 1 at least."""
        return replace(self, step=max(1, step), said=said)

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

    @property
    def back(self) -> Standpoint | None:
        """One level closed, or None where nothing is open."""
        return replace(self, aside="") if self.aside else None
