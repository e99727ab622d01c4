"""One verb of `ledger record` as a command: its arguments and options from the table, what is missing asked for on a terminal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import click

from ledger.application import Ledger
from ledger.cli import opening, output
from ledger.cli.record_asking import ask, with_reason
from ledger.cli.record_defaults import defaults
from ledger.cli.record_text import Done, done_json, done_lines
from ledger.cli.settings import Settings
from ledger.cli.telling import Telling, shown_by, telling, warn_of_words
from ledger.domain import commands as c
from ledger.domain.roles import spoken
from ledger.errors import UsageError
from ledger.recording.asked import Asked, read_asked
from ledger.recording.building import build
from ledger.recording.verb import Field, Verb
from ledger.recording.verbs import BY
from ledger.strict_json import JsonValue, WrongValueError

_BY: Final = {field.name: field for field in BY if field.by_name}

Given = dict[str, JsonValue]


def verb_command(verb: Verb, group: str = "record") -> click.Command:
    """The command of a verb: `ledger record VERB`, or in a group of its own under a shorter name, as in `ledger dispute raise`."""
    named = verb.name if group == "record" else verb.name.removeprefix(f"{group}-")
    example = f"ledger {group} {named}{verb.example.removeprefix(verb.name)}"
    parameters = [parameter(field) for field in (*verb.own, *_BY.values())]
    does = f"{verb.does}\n\nFor the {' or the '.join(spoken(role) for role in verb.roles)}."
    return click.Command(
        named,
        params=[*parameters, *_flags()],
        callback=_callback(verb),
        help=does,
        short_help=verb.does,
        epilog=f"\b\nExamples:\n  {example}\n  {example} --dry-run",
    )


def _flags() -> list[click.Parameter]:
    dry = click.Option(["--dry-run"], is_flag=True, help="Show what would change on the board, and record nothing.")
    return [dry, click.Option(["--json", "as_json"], is_flag=True, help="Print a JSON object.")]


def parameter(field: Field) -> click.Parameter:
    """The argument or option of a field; that one is missing is found out later, where it can be asked for."""
    if not field.by_name:
        return click.Argument([field.name], required=False, metavar=field.argument, type=_type(field))
    if field.kind.is_flag:
        return click.Option([field.option, field.name], is_flag=True, help=_sentence(field.does))
    again = " May be repeated." if field.many else ""
    return click.Option(
        [field.option, field.name], multiple=field.many, metavar=_metavar(field), type=_type(field), help=_sentence(field.does) + again
    )


def _type(field: Field) -> click.ParamType[str] | click.ParamType[int]:
    if field.kind.choices:
        return click.Choice(field.kind.choices, case_sensitive=False)
    return click.INT if field.kind.is_number else click.STRING


def _metavar(field: Field) -> str | None:
    return None if field.kind.choices else field.kind.metavar


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}."


def _callback(verb: Verb) -> Callable[..., None]:
    @click.pass_obj
    def run(settings: Settings, /, *, dry_run: bool, as_json: bool, **given: JsonValue | tuple[JsonValue, ...]) -> None:
        opened = cache(lambda: opening.open_to_read(settings) if dry_run else opening.open_to_write(settings))
        usual = cache(lambda: defaults(settings, opened()))
        asked = _asked(verb, given, lambda: usual().role)
        ledger = opened()
        command, standing = with_reason(build(asked, ledger, usual()), ledger)
        with telling() as told:
            done = _previewed(command, ledger) if dry_run else _recorded(command, standing, ledger, settings, told)
            if as_json:
                output.write_json(done_json(done))
            else:
                output.write_lines(done_lines(done))

    return run


def _previewed(command: c.Command, ledger: Ledger) -> Done:
    """What the command would lead to."""
    return Done(ledger.preview(command), (), dry_run=True, again=bool(ledger.events_of(command.by.command_id)))


def _recorded(command: c.Command, standing: Mapping[str, int], ledger: Ledger, settings: Settings, told: Telling) -> Done:
    """What the command led to, now or before; ConflictError where a stream is not standing where it stood for whoever asks."""
    told.begins(f"give the same command again with --command-id {command.by.command_id}, which never records it twice")
    outcome = ledger.handle(command, standing=standing)
    positions = outcome.positions
    told.ends(positions, shown_by(opening.command(settings, "show", *map(str, positions[:1]))))
    warn_of_words(outcome)
    return Done(ledger.change(positions) if positions else None, positions, again=outcome.repeated > 0)


def _asked(verb: Verb, given: Mapping[str, JsonValue | tuple[JsonValue, ...]], role: Callable[[], str | None]) -> Asked:
    """What the arguments and options ask for, in the usual role where none is named; UsageError in their own names."""
    said: Given = {name: list(value) if isinstance(value, tuple) else value for name, value in given.items() if _is_given(value)}
    for field in (*verb.own, *_BY.values()):
        wanted = field.need == "needed" or (field.name == "reason" and verb.always_why)
        if wanted and said.get(field.name) is None:
            usual = role() if field.name == "role" else None
            said[field.name] = usual or ask(field, verb)
    by: Given = {name: said.pop(name) for name in _BY if said.get(name) is not None}
    said = {name: value for name, value in said.items() if value is not None}
    try:
        return read_asked({"do": verb.name, **said, "by": by})
    except WrongValueError as error:
        raise UsageError(f"Expected {error.expected} for {_place(verb, error)}, found {error.found}.") from error


def _is_given(value: object) -> bool:
    """Whether a value was given: not one left out, an option given no times, or a flag not set."""
    return value is not None and value is not False and value != ()


def _place(verb: Verb, error: WrongValueError) -> str:
    """The argument or option that a wrong value was given as."""
    name = error.path[1] if error.path[0] == "by" else error.path[0]
    field = next(field for field in (*verb.own, *BY) if field.name == name)
    return field.option if field.by_name else field.argument
