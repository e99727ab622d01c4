"""The differences of a casebook recorded: all of them in one transaction on what they were found beside, or nothing."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from ledger.application import Ledger, Outcome
from ledger.casebook.answers import spoken
from ledger.casebook.comparing import Difference, command, without_reason
from ledger.casebook.grid import ALLOWED, Fault
from ledger.domain import commands as c
from ledger.domain.recorded import case_stream
from ledger.errors import ConflictError, LedgerError, NotFoundError, RefusedError
from ledger.importing.reading import FaultsError, File, Read, Stood
from ledger.projections import ratings
from ledger.projections.ratings import RatingsView
from ledger.store.keeping import Progress

if TYPE_CHECKING:
    from ledger.deciding import Deciding


class RefusedCellsError(FaultsError):
    """A file that asks for what a rule does not allow, such as a change without a reason."""

    exit_code = 3
    code = "refused"


class MovedCellsError(FaultsError):
    """A file that would write over what someone else recorded after it was read beside what stood."""

    exit_code = 5
    code = "conflict"


def commands(read: Read, file: File, by: c.By) -> list[c.CaseCommand]:
    """What records the differences: all with the file as evidence and one correlation, each with a reason where it has one.

    RefusedCellsError where something that stands is changed without one.
    """
    if by.reason is None and (faults := without_reason(read.found)):
        raise RefusedCellsError(faults)
    correlation = by.correlation or f"{read.inspection[:100]}/import/{file.sha256[:12]}/{uuid.uuid4().hex[:8]}"
    common = replace(by, correlation=correlation, evidence=(file.evidence, *by.evidence))
    return [
        command(
            entry,
            read.inspection,
            replace(
                common,
                command_id=str(uuid.uuid4()),
                reason=entry.reason or common.reason,
                evidence=(*common.evidence, *entry.evidence),
                happened=entry.happened or common.happened,
            ),
        )
        for entry, _ in read.found
    ]


def record(read: Read, asked: Sequence[c.CaseCommand], ledger: Ledger, report: Progress) -> tuple[Read, Outcome]:
    """Records the differences, all of them or nothing, and gives those there were: what stands by then is none any more.

    They are decided on what stood when the file was read, and again where others wrote on other questions of the same cases meanwhile.
    MovedCellsError where someone wrote on the same ones.
    """
    stood, wanted = read.stood, list(zip(asked, read.found, strict=True))
    while True:
        cases = {case_stream(read.inspection, command.case) for command, _ in wanted}
        standing = {case: stood.versions.get(case, 0) for case in cases}
        try:
            outcome = ledger.handle(*(command for command, _ in wanted), standing=standing, report=report)
        except ConflictError:
            now = stood.followed(ledger.since(read.inspection, stood.position))
            if now.position == stood.position:
                raise
            stood = now
            wanted = [(command, one) for command, one in wanted if _still_differs(one, stood)]
            if moved := [fault for _, one in wanted if (fault := _moved(one, read.stood, stood))]:
                raise MovedCellsError(moved) from None
        else:
            return replace(read, found=tuple(one for _, one in wanted)), outcome


def boards(read: Read, positions: Sequence[int], ledger: Ledger) -> tuple[RatingsView, RatingsView]:
    """The ratings before the first and after the last of the events at these positions, whatever else was recorded around them."""
    history = ledger.history(read.inspection)
    first, last = (positions[0], positions[-1]) if positions else (history[-1].position + 1, history[-1].position)
    before = ratings.fold(ledger.start(), (event for event in history if event.position < first))
    return before, ratings.fold(before, (event for event in history if first <= event.position <= last))


def _still_differs(one: Difference, now: Stood) -> bool:
    stands = now.of(one.entry)
    return stands is None or stands[0] != one.entry.value


def _moved(one: Difference, then: Stood, now: Stood) -> Fault | None:
    """What someone else recorded for the question of an entry since it was read, None where nobody did."""
    entry, stands = one.entry, now.of(one.entry)
    if stands is None or stands == then.of(entry):
        return None
    value, event = stands
    stood = "nothing recorded" if one.before is None else spoken(one.before)
    expected = f"{entry.question} in {entry.case} to stand as it did when the file was read, {stood}"
    return Fault(entry.sheet, entry.cell, expected, f"{spoken(value)}, which {event.by.actor.id} recorded meanwhile as #{event.position}")


def refusals(read: Read, asked: Sequence[c.CaseCommand], ledger: Ledger) -> LedgerError | None:
    """Everything that rules have against the commands, each at its cell; the rule alone where it is against many of them alike."""
    said = ledger.decided(lambda run: _refused(run, asked, read.found))
    if len(said) > 1 and len({fault.found for fault in said}) == 1:
        return RefusedError(said[0].found)
    return RefusedCellsError(said) if said else None


def _refused(run: Deciding, asked: Sequence[c.CaseCommand], found: Sequence[Difference]) -> list[Fault]:
    """What rules have against the commands, each at the cell of what differs."""
    said: list[Fault] = []
    for one, (entry, _) in zip(asked, found, strict=True):
        try:
            run.decide(one)
        except (RefusedError, NotFoundError) as error:
            said.append(Fault(entry.sheet, entry.cell, ALLOWED, str(error)))
    return said
