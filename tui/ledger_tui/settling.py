"""Someone at the docket: the dispute they are on, what they ask for, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, assert_never

from ledger.application import Ledger
from ledger.audit.triage import Triaged, Way
from ledger.domain import commands as c
from ledger.domain.roles import spoken
from ledger.errors import ConflictError, LedgerError, StorageError, UnknownError
from ledger_tui.docket import Docket, came_out, foretold
from ledger_tui.hand import Hand
from ledger_tui.writing import ONCE

Move = Literal["answered", "upheld", "amended", "dismissed", "withdrawn"]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for on one dispute, and the words that go with it: an answer, or a reason.

    `again` says that it was asked for before, and that nobody came to know whether it was recorded then.
    """

    command_id: str
    one: Triaged
    move: Move
    to: str | None = None
    words: str = ""
    evidence: tuple[str, ...] = ()
    again: bool = False

    @property
    def said(self) -> str:
        """What it asks for: `dispute 3 amended to insufficient`."""
        return f"dispute {self.one.dispute.number} {self.move}{f' to {spoken(self.to)}' if self.to else ''}"


@dataclass(frozen=True, slots=True)
class Settled:
    """What is in the ledger: its positions, the docket after them, and whether the board came out as foretold, None where nothing was."""

    asked: Asked
    positions: tuple[int, ...]
    docket: Docket
    as_foretold: bool | None = None


@dataclass(frozen=True, slots=True)
class NotSettled:
    """What is not in the ledger, why in words, and the docket as it stands now."""

    asked: Asked
    words: str
    docket: Docket


@dataclass(frozen=True, slots=True)
class Unknown:
    """What nobody knows to be in the ledger or not, the hand that asked for it, and the docket as it was last read."""

    asked: Asked
    hand: Hand
    docket: Docket


@dataclass(frozen=True)
class Settling:
    """The docket, the number of the dispute that one is on, and what was last settled; `message` is said until the next move.

    `busy` names what is being recorded. `unsure` has, by dispute, what nobody knows to be recorded or not.
    `trouble` is what keeps what is new from being shown.
    """

    docket: Docket
    number: int
    unsure: Mapping[int, Unknown] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()
    last: Settled | None = None
    message: str = ""
    busy: str = ""
    trouble: str = ""

    @property
    def row(self) -> int:
        """Where the dispute stands in the queue."""
        return next((row for row, one in enumerate(self.docket.queue) if one.dispute.number == self.number), 0)

    @property
    def one(self) -> Triaged | None:
        """The dispute that one is on, None once every one is settled."""
        return self.docket.find(self.number)

    def at(self, row: int) -> Settling:
        """On another dispute, held within the queue."""
        if not self.docket.queue:
            return replace(self, message="")
        row = max(0, min(row, len(self.docket.queue) - 1))
        return replace(self, number=self.docket.queue[row].dispute.number, message="")

    def saying(self, message: str) -> Settling:
        """The same, with something said."""
        return replace(self, message=message)

    def followed(self, docket: Docket) -> Settling:
        """With what was recorded since: on the same dispute, or, where it is settled, on the one in its place."""
        if docket.position < self.docket.position:
            return self
        row = self.row
        after = _found(replace(self, docket=docket))
        return after if docket.find(self.number) else replace(after.at(row), message=after.message)

    def again(self, asked: Asked, hand: Hand) -> tuple[Asked, Hand]:
        """What was asked for before and by whom, where it is the same and nobody came to know whether it was recorded; else this."""
        before = self.before(asked)
        if before is None or (before.asked.words, before.asked.evidence) != (asked.words, asked.evidence):
            return asked, hand
        return replace(before.asked, one=asked.one, again=True), before.hand

    def before(self, asked: Asked) -> Unknown | None:
        """The same settlement that nobody knows to be recorded or not, None where there is none."""
        before = self.unsure.get(asked.one.dispute.number)
        return before if before and (before.asked.move, before.asked.to) == (asked.move, asked.to) else None

    def came(self, result: Settled | NotSettled | Unknown) -> Settling:
        """With what came of what was asked for."""
        after, number = replace(self.followed(result.docket), busy=""), result.asked.one.dispute.number
        if isinstance(result, Unknown):
            words = f"{result.asked.said}: whether it is recorded is not known. {ONCE}"
            return replace(after, unsure={**after.unsure, number: result}, message=words)
        after = replace(after, unsure={other: unknown for other, unknown in after.unsure.items() if other != number})
        if isinstance(result, Settled):
            return replace(after, last=result, message="")
        return after.saying(f"{result.asked.said}: not recorded. {result.words}")


def _found(settling: Settling) -> Settling:
    """With what nobody knew to be recorded told as settled, where the docket has it."""
    found = {number: Settled(one.asked, _positions(settling.docket, one.asked), settling.docket) for number, one in settling.unsure.items()}
    settled = [one for one in found.values() if one.positions]
    if not settled:
        return settling
    unsure = {number: one for number, one in settling.unsure.items() if not found[number].positions}
    return replace(settling, unsure=unsure, last=settled[-1], message="")


def _positions(docket: Docket, asked: Asked) -> tuple[int, ...]:
    """The positions that what is asked for was recorded at, none where it was not."""
    return tuple(event.position for event in docket.history if event.by.command_id == asked.command_id)


def begin(docket: Docket) -> Settling:
    """On the first dispute of the queue."""
    return Settling(docket, docket.queue[0].dispute.number if docket.queue else 0)


def command(asked: Asked, hand: Hand) -> c.Command:
    """The command that is asked for."""
    number, inspection = asked.one.dispute.number, asked.one.dispute.raised.inspection
    match asked.move:
        case "answered":
            by = hand.by(asked.command_id, None, asked.evidence)
            return c.AnswerDispute(inspection=inspection, by=by, dispute=number, text=asked.words)
        case "withdrawn":
            return c.WithdrawDispute(inspection=inspection, by=hand.by(asked.command_id, asked.words, asked.evidence), dispute=number)
        case "upheld" | "amended" | "dismissed":
            by = hand.by(asked.command_id, asked.words, asked.evidence)
            return c.ResolveDispute(inspection=inspection, by=by, dispute=number, outcome=asked.move, to=asked.to)
        case _:
            assert_never(asked.move)


def settle(ledger: Ledger, docket: Docket, asked: Asked, hand: Hand) -> Settled | NotSettled | Unknown:
    """What came of what was asked for; it is decided on the dispute and the case as they were shown, and on nothing else."""
    try:
        outcome = ledger.handle(command(asked, hand), standing=docket.standing(asked.one))
    except ConflictError:
        words = "Someone else wrote on it first: look again at how it stands now, and decide on that."
        return NotSettled(asked, words, _read_on(ledger, docket))
    except StorageError as error:
        unknown = asked.again or isinstance(error, UnknownError)
        return Unknown(asked, hand, docket) if unknown else NotSettled(asked, str(error), docket)
    except LedgerError as error:
        return NotSettled(asked, str(error), docket)
    after, way = _read_on(ledger, docket), way_of(asked)
    return Settled(asked, outcome.positions, after, came_out(asked.one, after.view, way) if way and after is not docket else None)


def _read_on(ledger: Ledger, docket: Docket) -> Docket:
    """The docket with what was recorded since; the same where that cannot be read, and then it is read once it can."""
    try:
        return docket.followed(ledger.since(docket.inspection, docket.position))
    except LedgerError:
        return docket


def way_of(asked: Asked) -> Way | None:
    """What was foretold of what is asked for; nothing of an answer or a withdrawal but that the board stays."""
    if asked.move in ("upheld", "amended", "dismissed"):
        return foretold(asked.one, asked.move, asked.to)
    return asked.one.stands
