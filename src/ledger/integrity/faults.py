"""What a verification comes to: faults, and the rungs that they were found on."""

from __future__ import annotations

from dataclasses import dataclass

MOST_SHOWN = 120
"""How many characters at most of what was found are said; damaged bytes can be long."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it should be: what, what was expected and what was found; `position` is None outside the events."""

    what: str
    expected: str
    found: str
    position: int | None = None

    @property
    def sentence(self) -> str:
        """The fault in words."""
        where = "" if self.position is None else f"#{self.position}: "
        return f"{where}{self.what}: expected {self.expected}, found {self.found}"


@dataclass(frozen=True, slots=True)
class Rung:
    """One kind of check: how many things were checked, every fault, and what even a clean result does not prove."""

    name: str
    checked: int
    faults: tuple[Fault, ...]
    does_not_prove: str
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class Verified:
    """The rungs in order, and how many records the ledger has; none at all is no pass."""

    size: int
    rungs: tuple[Rung, ...]

    @property
    def ok(self) -> bool:
        """Whether there are rungs and none of them has a fault."""
        return bool(self.rungs) and all(rung.ok for rung in self.rungs)


def shown(value: object) -> str:
    """A value found in a ledger as text that can be printed, cut where it is long."""
    text = value.hex() if isinstance(value, bytes) else ascii(value) if isinstance(value, str) else str(value)
    return text if len(text) <= MOST_SHOWN else f"{text[:MOST_SHOWN]}… ({len(text)} characters)"
