"""What goes wrong in storage, told as errors that a person can act on."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.errors import ConflictError, DamagedError, StorageError


class StreamMovedError(ConflictError):
    """A stream that was written to, or had to stay as it was, has events that the writer had not seen."""

    def __init__(self, stream: str, expected: int, found: int) -> None:
        super().__init__(f"expected {stream} at version {expected}, found it at version {found}: look again, then repeat the command")
        self.stream = stream
        self.expected = expected
        self.found = found


class AlreadyRecordedError(ConflictError):
    """The event is in the ledger already, so its command has been recorded before."""

    def __init__(self, event_id: str, command_id: str) -> None:
        super().__init__(f"command {command_id} is recorded already (event {event_id}): nothing was recorded twice")
        self.event_id = event_id
        self.command_id = command_id


class RepeatedEventError(ConflictError):
    """Two events of one append have the same id."""

    def __init__(self, event_id: str, command_id: str) -> None:
        super().__init__(f"event {event_id} of command {command_id} stands twice in what is to be recorded: nothing was recorded")
        self.event_id = event_id
        self.command_id = command_id


class UnkeptError(DamagedError):
    """What is kept for lists has been `rebuilt`, but for inspections whose events cannot be read or followed."""

    def __init__(self, rebuilt: Sequence[str], inspections: Sequence[str]) -> None:
        super().__init__(f"nothing is kept of {', '.join(inspections)}, whose events cannot be read or followed: see `ledger verify`")
        self.rebuilt = tuple(rebuilt)


def not_a_ledger(place: str) -> StorageError:
    """What to say of a file or a database that some other program made."""
    return StorageError(f"{place} is not a ledger: give one, or the place of a new one to `ledger init`")


def damaged(place: str, how: str) -> DamagedError:
    """What to say of a ledger that cannot be read as it stands."""
    return DamagedError(f"{place} is damaged ({how}): keep it as it is, and restore a backup under another name")
