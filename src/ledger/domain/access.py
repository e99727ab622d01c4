"""Which database login is whose: the record of that, and what it lets a login have recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.recorded import OF_THE_LEDGER, InspectionRole, RecordedEvent, login_stream
from ledger.domain.refusals import NotFoundError, refuse
from ledger.domain.roles import spoken


@dataclass(frozen=True, slots=True)
class Login:
    """A login as the database knows it: its name, and whether the ledger's tables are its own."""

    name: str
    owns: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a login is, and the roles that they may act in."""

    actor: str
    roles: tuple[InspectionRole, ...]


Holders = Mapping[str, Holder | None]
"""Whose every login is that was ever mapped, by the login's name; None for one that is nobody's any more."""


def evolve(holders: Holders, event: e.Event) -> Holders:
    """The holders after an event of the ledger's own; never refuses."""
    match event:
        case e.LoginMapped():
            return {**holders, event.login: Holder(event.actor, event.roles)}
        case e.LoginUnmapped():
            return {**holders, event.login: None}
        case _:
            return holders


def belongs(recorded: RecordedEvent) -> bool:
    """Whether an event stands where it belongs: one about a login in that login's stream, any other in an inspection's."""
    match recorded.event:
        case e.LoginMapped(login=login) | e.LoginUnmapped(login=login):
            return recorded.stream == login_stream(login)
        case _:
            return recorded.inspection != OF_THE_LEDGER


def decide(command: c.LoginCommand, holders: Holders, asking: Login) -> list[e.Event]:
    """The events that a command of the ledger's owner leads to, none where it stands so already, or its refusal."""
    if not asking.owns:
        raise refuse(
            "Whose a login is, is for the owner of the ledger to say: nobody gives themselves a role",
            f"the login {asking.name} does not own it",
            "Have the owner run the command",
        )
    before = holders.get(command.login)
    if isinstance(command, c.MapLogin):
        return _mapped(command, before)
    if before is None:
        raise NotFoundError(f"The login {command.login} is mapped to nobody. `ledger access list` has those that are.")
    _check_reason(command, before)
    return [e.LoginUnmapped(command.login)]


def check_writer(command: c.Command, holders: Holders, asking: Login) -> bool:
    """Whether the database vouches for who types a command; refuses what is not for this login to have recorded.

    Until the first login is mapped the ledger's owner alone has anything recorded, and nothing vouches for the names given.
    """
    holder = holders.get(asking.name)
    if holder is None:
        if asking.owns and not holders:
            return False
        raise refuse(
            "Whoever has something recorded is known by their database login",
            f"{asking.name} is mapped to nobody",
            f"Have the owner of the ledger run `ledger access map {asking.name} ACTOR --role ROLE`",
        )
    if isinstance(command, c.EraseText) and not asking.owns:
        raise refuse("Text is erased by the owner of the ledger", f"the login {asking.name} does not own it", "Have the owner erase it")
    _check_typist(command.by, asking, holder)
    if command.by.actor == holder.actor:
        _check_role(command.by, holder.roles, asking.name)
    else:
        _check_recorder(command.by, holder, holders)
    return True


def roles_of(actor: str, holders: Holders) -> frozenset[InspectionRole] | None:
    """Every role that an actor may act in by any of their logins; None for someone who has no login."""
    theirs = [holder.roles for holder in holders.values() if holder is not None and holder.actor == actor]
    return frozenset(role for roles in theirs for role in roles) if theirs else None


def usual_role(actor: str, holders: Holders, asking: Login) -> InspectionRole | None:
    """The only role that an actor may act in by a login, their own or a recorder's; None where there is none or a choice."""
    holder = holders.get(asking.name)
    own = holder is not None and holder.actor == actor
    roles = holder.roles if holder is not None and own else tuple(roles_of(actor, holders) or ())
    return roles[0] if len(roles) == 1 else None


def _mapped(command: c.MapLogin, before: Holder | None) -> list[e.Event]:
    if not command.roles:
        raise refuse("A login is mapped to an actor and at least one role", "no role was given", "Give --role")
    if before == Holder(command.actor, command.roles):
        return []
    if before is not None:
        _check_reason(command, before)
    return [e.LoginMapped(command.login, command.actor, command.roles)]


def _check_reason(command: c.LoginCommand, before: Holder) -> None:
    if not command.by.reason:
        raise refuse(
            "A change of whose a login is says why",
            f"{command.login} is {before.actor}'s, as {_listed(before.roles)}, and no reason was given",
            "Give --reason",
        )


def _check_typist(by: c.By, asking: Login, holder: Holder) -> None:
    if by.recorded_by not in (None, holder.actor):
        raise refuse(
            f"What comes by the login {asking.name} is typed by {holder.actor}, whose it is",
            f"{by.recorded_by} was named as who typed it",
            "Leave --recorded-by out",
        )


def _check_role(by: c.By, roles: tuple[InspectionRole, ...], login: str) -> None:
    if by.role not in roles:
        raise refuse(
            f"By the login {login} {by.actor} acts as {_listed(roles)}",
            f"{spoken(by.role)} was named",
            "Act in a role that is yours, or have the owner of the ledger map it",
        )


def _check_recorder(by: c.By, holder: Holder, holders: Holders) -> None:
    """Somebody else's act is typed by a recorder, who cannot lend anyone a role that their own login does not give them."""
    if "recorder" not in holder.roles:
        raise refuse(
            "What somebody else did is typed by a recorder",
            f"{by.actor} was named as who acts, and {holder.actor}, whose the login is, is {_listed(holder.roles)}",
            f"Have {by.actor} record it, or a recorder",
        )
    roles = roles_of(by.actor, holders)
    if roles is not None and by.role not in roles:
        raise refuse(
            f"{by.actor} has a login, and acts as {_listed(sorted(roles))}",
            f"{spoken(by.role)} was named",
            "Name a role that is theirs, or have the owner of the ledger map it",
        )


def _listed(roles: tuple[InspectionRole, ...] | list[InspectionRole]) -> str:
    return " and ".join(spoken(role) for role in roles)
