"""`ledger verify`: every record read again, rung by rung."""

from __future__ import annotations

from collections.abc import Iterator

import click

from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object
from ledger.cli.settings import Settings
from ledger.errors import DamagedError
from ledger.integrity.faults import Fault, Rung, Verified

EXAMPLES = """\b
Examples:
  ledger verify
  ledger --ledger demo verify --json

The rungs are bytes (every record against its hash, columns, ids and texts), sequence (no position or version missing,
neither clock running back) and projections (what is kept for lists against what the events give). Every fault is listed,
and the exit code is 6 where there is one.
"""


@click.command(epilog=EXAMPLES)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def verify(settings: Settings, *, as_json: bool) -> None:
    """Read every record again, check it, and say every fault and what even a clean result does not prove."""
    ledger = opening.open_to_read(settings)
    with diagnostics.progress() as report:
        verified = ledger.verify(report)
    if as_json:
        output.write_json(_json(verified))
    else:
        output.write_lines(_lines(verified))
    if not verified.ok:
        raise DamagedError(_advice(opening.place(settings), verified))


def _json(verified: Verified) -> Object:
    return {"ok": verified.ok, "size": verified.size, "root": None, "rungs": [_rung(rung) for rung in verified.rungs]}


def _rung(rung: Rung) -> Object:
    return {
        "name": rung.name,
        "ok": rung.ok,
        "checked": rung.checked,
        "faults": [_fault(fault) for fault in rung.faults],
        "does_not_prove": rung.does_not_prove,
        "notes": rung.notes,
    }


def _fault(fault: Fault) -> Object:
    return {
        "position": fault.position,
        "what": fault.what,
        "expected": fault.expected,
        "found": fault.found,
        "message": fault.sentence,
    }


def _lines(verified: Verified) -> Iterator[str]:
    yield f"Verified {_count(verified.size, 'record')}"
    for number, rung in enumerate(verified.rungs, 1):
        state = click.style("ok", fg="green") if rung.ok else click.style(_count(len(rung.faults), "fault"), fg="red", bold=True)
        of = "row" if rung.name == "projections" else "record"
        yield ""
        yield f"{number}. {click.style(rung.name, bold=True)}: {state}, {_count(rung.checked, of)} checked"
        yield from (f"   {output.clean(fault.sentence)}" for fault in rung.faults)
        yield from (f"   Note: {output.clean(note)}." for note in rung.notes)
        yield f"   Does not prove: {rung.does_not_prove[:1].lower()}{rung.does_not_prove[1:]}"


def _advice(place: str, verified: Verified) -> str:
    faulty = [rung for rung in verified.rungs if not rung.ok]
    found = ", ".join(f"{_count(len(rung.faults), 'fault')} in {rung.name}" for rung in faulty)
    if [rung.name for rung in faulty] == ["projections"]:
        return f"{place} has {found}: its records are whole; `ledger upgrade --rebuild` writes anew what is kept for lists"
    return f"{place} is damaged, {found}: keep it as it is, and restore a backup under another name"


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"
