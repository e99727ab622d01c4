"""What is missing, asked for on a terminal; without one, said in a sentence."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import click

from ledger.application import Ledger
from ledger.cli import diagnostics
from ledger.domain import commands as c
from ledger.domain.recorded import case_stream
from ledger.errors import RefusedError, UsageError
from ledger.recording.kinds import TEXT
from ledger.recording.verb import Field, Verb
from ledger.strict_json import JsonValue

REASON_WANTED: Final = "Give --reason."
"""How every refusal ends that a reason would lift."""


def ask(field: Field, verb: Verb) -> JsonValue:
    """The value that a person gives for a field; None for a reason where nobody can be asked, since a rule says then that it is needed."""
    if not can_ask():
        if field.name == "reason":
            return None
        named = field.option if field.by_name else field.argument
        raise UsageError(f"Expected {named}, {field.wanted}, found nothing. `ledger record {verb.name} --help` has an example.")
    if field.many:
        return _several(field)
    return _one(field)


def with_reason(command: c.Command, ledger: Ledger) -> tuple[c.Command, Mapping[str, int]]:
    """The command, with the reason that a rule wants for it asked for where there is someone to ask.

    Comes with the version of the stream that the reason was given on: whoever was asked has seen nothing that came later.
    """
    if command.by.reason is not None or not can_ask() or _wanting(command, ledger) is None:
        return command, {}
    standing = _standing(command, ledger)
    said = _wanting(command, ledger)
    if said is None:
        return command, {}
    diagnostics.warn(said)
    reason = str(TEXT.read(click.prompt("Why", err=True), ("reason",)))
    return replace(command, by=replace(command.by, reason=reason)), standing


def _wanting(command: c.Command, ledger: Ledger) -> str | None:
    """What a rule says that a reason would lift, None where none does."""
    try:
        ledger.preview(command)
    except RefusedError as error:
        if not str(error).endswith(REASON_WANTED):
            raise
        return str(error)
    return None


def _standing(command: c.Command, ledger: Ledger) -> dict[str, int]:
    """Where the stream stands that the command is about: that of its case, else the inspection's own."""
    name = command.inspection
    stream = case_stream(name, command.case) if isinstance(command, c.CaseCommand) else name
    return {stream: sum(event.stream == stream for event in ledger.history(name))}


def can_ask() -> bool:
    """Whether there is someone to ask: a terminal to read from, and one to ask on that is not the answer's."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def _one(field: Field) -> JsonValue:
    kind = click.Choice(field.kind.choices, case_sensitive=False) if field.kind.choices else None
    number = click.INT if field.kind.is_number else click.STRING
    said = click.prompt(_label(field), type=kind or number, err=True)
    return said if isinstance(said, int) else str(said)


def _several(field: Field) -> list[JsonValue]:
    """Every one of several, with commas between them."""
    choices = f" ({', '.join(field.kind.choices)})" if field.kind.choices else ""
    said = click.prompt(f"{_label(field)}{choices}, with commas between several", err=True)
    return [part.strip() for part in str(said).split(",") if part.strip()]


def _label(field: Field) -> str:
    label = field.does.partition(" [")[0]
    return f"{label[0].upper()}{label[1:]}"
