"""The logins of a ledger: whose each one is, as the record says, and what is typed by the one that is asking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from ledger.domain import access
from ledger.domain import commands as c
from ledger.domain.access import Holder, Holders, Login
from ledger.domain.checking import check
from ledger.domain.events import TOPIC_OF, Event
from ledger.domain.recorded import OF_THE_LEDGER, Actor, Attribution, InspectionRole, RecordedEvent, login_stream
from ledger.errors import DamagedError, RefusedError
from ledger.identity import command_digest, event_id, free_texts, refuse_other_content
from ledger.store.mapper import NewText, PendingEvent

if TYPE_CHECKING:
    from ledger.store.snapshot import Snapshot
    from ledger.store.store import Store

NO_RULES = ""
"""The digest of the framework of an event that is about no inspection."""


class Typist(NamedTuple):
    """Who typed something, and whether the database knew them by their login."""

    name: str
    authenticated: bool


@dataclass(frozen=True)
class Access:
    """Whose every login is as the ledger stands, and the login that is asking, None where the database knows nobody."""

    asking: Login | None
    holders: Holders
    versions: Mapping[str, int]

    @property
    def actor(self) -> str | None:
        """Whose the login is that is asking; None where it is nobody's."""
        holder = self.holders.get(self.asking.name) if self.asking else None
        return holder.actor if holder else None

    def usual_role(self, actor: str) -> InspectionRole | None:
        """The role that an actor acts in by the asking login where it can be only one; None where it has to be said."""
        return access.usual_role(actor, self.holders, self.asking) if self.asking else None

    @property
    def standing(self) -> list[tuple[str, Holder]]:
        """Every login that is somebody's, in order of its name, with its holder."""
        return [(login, holder) for login, holder in sorted(self.holders.items(), key=itemgetter(0)) if holder is not None]

    @property
    def owner(self) -> str:
        """Who acts where the ledger's owner is asked: whose the login is, or the login itself where it is nobody's."""
        return self.actor or (self.asking.name if self.asking else "")

    def typist(self, command: c.Command) -> Typist:
        """Who types a command; RefusedError where the login that is asking may not have it recorded."""
        authenticated = self.asking is not None and access.check_writer(command, self.holders, self.asking)
        typist = self.actor if authenticated else None
        return Typist(typist or command.by.recorded_by or command.by.actor, authenticated)

    def guards(self, actor: str) -> dict[str, int]:
        """The versions of the streams that say whose the asking login is, and what an actor may act as."""
        if self.asking is None:
            return {}
        logins = {self.asking.name, *(login for login, holder in self.holders.items() if holder is not None and holder.actor == actor)}
        return {stream: self.versions.get(stream, 0) for stream in map(login_stream, logins)}


def read_access(now: Snapshot) -> Access:
    """The logins of a ledger as they stand; nothing is read where the database knows nobody."""
    asking = now.login()
    return Access(None, {}, {}) if asking is None else _folded(asking, now.history(OF_THE_LEDGER))


def _folded(asking: Login | None, history: list[RecordedEvent]) -> Access:
    holders: Holders = {}
    for recorded in _own(history):
        holders = access.evolve(holders, recorded.event)
    return Access(asking, holders, Counter(recorded.stream for recorded in history))


def _own(history: list[RecordedEvent]) -> list[RecordedEvent]:
    """The events of the ledger's own, as their column has it; DamagedError for one that does not belong there."""
    for recorded in history:
        if not access.belongs(recorded):
            found = f"found {TOPIC_OF[type(recorded.event)]} in {recorded.stream!r}"
            raise DamagedError(f"expected a login's event in its own stream at position {recorded.position}, {found}: see `ledger verify`")
    return history


class Logins:
    """What a ledger records of its own logins: commands of its owner in, holders out."""

    def __init__(self, store: Store, salt: Callable[[str, str], bytes]) -> None:
        self._store = store
        self._salt = salt

    def history(self) -> list[RecordedEvent]:
        """Every event of the ledger's own, in order."""
        return _own(self._store.history(OF_THE_LEDGER))

    def asking(self) -> Access:
        """The logins as they stand; nothing is read where the database knows nobody."""
        return self._store.read(read_access)

    def now(self) -> Access:
        """The logins as they stand, whatever database they stand in."""
        return self._store.read(lambda now: _folded(now.login(), now.history(OF_THE_LEDGER)))

    def handle(self, command: c.LoginCommand) -> tuple[int, ...]:
        """The positions of the events that a command was recorded as, now or before; none where it changes nothing.

        It is the owner's own act: the one who acts and who typed it are taken from the login. Raises RefusedError where the database
        knows no logins, and to whoever does not own the ledger; UsageError for a value that no command may have.
        """
        now = self.now()
        if now.asking is None:
            raise RefusedError("Only a database server knows who logs in, and this ledger is a file. Name a ledger on PostgreSQL.")
        command = replace(command, by=replace(command.by, actor=now.owner, role="owner", recorded_by=None))
        check(command)
        recorded = self._store.command(command.by.command_id)
        if recorded:
            refuse_other_content(command, recorded[0])
            return tuple(event.position for event in recorded)
        pending = self._pending(command, now, access.decide(command, now.holders, now.asking))
        if not pending:
            return ()
        appended = self._store.append(pending)
        return tuple(range(appended.first, appended.last + 1))

    def _pending(self, command: c.LoginCommand, now: Access, events: Sequence[Event]) -> list[PendingEvent]:
        stream = login_stream(command.login)
        by = attribution(command, NO_RULES, Typist(now.owner, authenticated=True))
        return [
            PendingEvent(identity, stream, now.versions.get(stream, 0) + number, by, event, self._texts(command, identity))
            for number, event in enumerate(events, 1)
            for identity in (event_id(command.by.command_id, number - 1),)
        ]

    def _texts(self, command: c.LoginCommand, identity: str) -> dict[str, NewText]:
        return {name: NewText(self._salt(identity, name), body) for name, body in free_texts(command).items()}


def attribution(command: c.Command | c.LoginCommand, framework_digest: str, typist: Typist) -> Attribution:
    """What every event of a command says of its own recording."""
    by = command.by
    return Attribution(
        command_id=by.command_id,
        command_digest=command_digest(command),
        actor=Actor(by.actor, by.role),
        recorded_by=typist.name,
        authenticated=typist.authenticated,
        provenance=by.provenance,
        happened=by.happened,
        evidence=by.evidence,
        correlation=by.correlation,
        causation=by.causation,
        framework_digest=framework_digest,
        reviewed_by=by.reviewed_by,
    )
