"""`ledger access`: which database login is whose, and in which roles they may act."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import click

from ledger.access import Access
from ledger.bootstrap import utc_now
from ledger.cli import opening, output
from ledger.cli.access_text import done_lines, holder_lines
from ledger.cli.board_json import Object
from ledger.cli.citation_text import name_of
from ledger.cli.event_json import event_json
from ledger.cli.event_text import event_lines
from ledger.cli.settings import Settings
from ledger.cli.telling import shown_by, telling
from ledger.domain import commands as c
from ledger.domain.recorded import ROLES, Happened, InspectionRole
from ledger.errors import UsageError
from ledger.recording.kinds import NAME, TEXT, Kind
from ledger.strict_json import WrongValueError

EXAMPLES = """\b
Examples:
  ledger access map north_inspector_1 inspector-1 --role inspector
  ledger access map north_panel panel-1 --role panel-member --role panel-chair --reason "Chairs from May on."
  ledger access unmap north_inspector_1 --reason "Left the team."
  ledger access list --json
  ledger access log

A ledger on PostgreSQL knows who records by their database login, and what they record says so. A ledger in a file knows nobody.
"""


@click.group(epilog=EXAMPLES)
def access() -> None:
    """Say which database login is whose, or show it. Only the owner of the ledger says so, and that is recorded too."""


@access.command("map", epilog="\b\nExamples:\n  ledger access map north_inspector_1 inspector-1 --role inspector")
@click.argument("login")
@click.argument("actor")
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice(ROLES), help="A role that they may act in; repeatable.")
@click.option("--reason", help="Why; needed where it changes what stands.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def map_(settings: Settings, login: str, actor: str, *, roles: tuple[InspectionRole, ...], reason: str | None, as_json: bool) -> None:
    """Say that what the database login LOGIN records is typed by ACTOR, who acts in these roles and no others."""
    wanted = tuple(role for role in ROLES if role in roles)
    name, holder = _name("LOGIN", login), _name("ACTOR", actor)
    _handle(settings, lambda by: c.MapLogin(login=name, actor=holder, roles=wanted, by=by), reason, as_json=as_json)


@access.command(epilog='\b\nExamples:\n  ledger access unmap north_inspector_1 --reason "Left the team."')
@click.argument("login")
@click.option("--reason", help="Why; needed.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def unmap(settings: Settings, login: str, *, reason: str | None, as_json: bool) -> None:
    """Say that the database login LOGIN is nobody's any more: it records nothing from now on."""
    name = _name("LOGIN", login)
    _handle(settings, lambda by: c.UnmapLogin(login=name, by=by), reason, as_json=as_json)


@access.command("list", epilog="\b\nExamples:\n  ledger access list\n  ledger access list --json")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def list_(settings: Settings, *, as_json: bool) -> None:
    """Show whose every login is, and the one that you are asking by."""
    ledger = opening.open_to_read(settings)
    now = ledger.logins.now()
    if as_json:
        output.write_json(_list_json(now))
    else:
        output.write_lines(holder_lines(now))


@access.command(epilog="\b\nExamples:\n  ledger access log\n  ledger access log --json")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@click.pass_obj
def log(settings: Settings, *, as_json: bool) -> None:
    """List every event that said whose a login is, in order."""
    events = opening.open_to_read(settings).logins.history()
    if as_json:
        output.write_json_lines(event_json(recorded) for recorded in events)
    else:
        output.write_lines(event_lines(events, "recorded") or ["No login has been mapped in this ledger."])


def _handle(settings: Settings, command: Callable[[c.By], c.LoginCommand], reason: str | None, *, as_json: bool) -> None:
    why = None if reason is None else str(_read(TEXT, "--reason", reason))
    by = c.By(command_id=str(uuid.uuid4()), actor="", role="owner", happened=Happened.parse(utc_now().date().isoformat()), reason=why)
    ledger = opening.open_to_write(settings)
    with telling() as told:
        told.begins("`ledger access list` shows whose every login is")
        positions = ledger.logins.handle(command(by))
        told.ends(positions, shown_by(opening.command(settings, "access", "log")))
        recorded = [ledger.event(position) for position in positions]
        if as_json:
            output.write_json(
                {"ok": True, "positions": [event.position for event in recorded], "events": [name_of(one) for one in recorded]}
            )
        else:
            output.write_lines(done_lines(recorded))


def _list_json(now: Access) -> Object:
    asking = now.asking
    return {
        "asking": {"login": asking.name, "owns": asking.owns, "actor": now.actor} if asking else None,
        "logins": [{"login": login, "actor": holder.actor, "roles": holder.roles} for login, holder in now.standing],
    }


def _name(argument: str, value: str) -> str:
    return str(_read(NAME, argument, value))


def _read(kind: Kind, named: str, value: str) -> object:
    try:
        return kind.read(value, (named,))
    except WrongValueError as error:
        raise UsageError(f"Expected {error.expected} for {named}, found {error.found}.") from error
