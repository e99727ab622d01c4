"""`ledger roles`: who may have what recorded, and why."""

from __future__ import annotations

import click

from ledger.cli import output
from ledger.cli.board_json import Object
from ledger.cli.tables import columns
from ledger.cli.wrapping import wrapped
from ledger.domain.recorded import ROLES
from ledger.domain.roles import PERMISSIONS, spoken
from ledger.recording.verb import Verb
from ledger.recording.verbs import VERBS

MARK = "x"


@click.command(epilog="\b\nExamples:\n  ledger roles\n  ledger roles --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON list.")
def roles(*, as_json: bool) -> None:
    """Show which role may have what recorded, and why it is theirs."""
    if as_json:
        output.write_json([_json(verb) for verb in VERBS.values()])
    else:
        output.write_lines(_lines())


def _json(verb: Verb) -> Object:
    permission = PERMISSIONS[verb.command]
    return {"verb": verb.name, "does": permission.does, "roles": permission.roles, "why": permission.why}


def _lines() -> list[str]:
    head = ["", *(spoken(role) for role in ROLES)]
    rows = [[verb.name, *(MARK if role in verb.roles else "" for role in ROLES)] for verb in VERBS.values()]
    reasons = [line for verb in VERBS.values() for line in wrapped(f"{verb.name}: {PERMISSIONS[verb.command].why}.", hanging=2)]
    return [*columns([head, *rows]), "", "Why", *reasons]
