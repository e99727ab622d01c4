"""Ids and digests of commands and their events: the same command always gives the same ones."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Hashable
from typing import cast

from ledger.domain import commands as c
from ledger.domain.recorded import RecordedEvent
from ledger.errors import RefusedError
from ledger.store.canonical import canonical
from ledger.store.mapper import names_of, plain

_OUTSIDE = ("command_id", "reason", "recorded_by")
"""What a command may be repeated with: its own id, its free text (compared apart), and who types it this time."""


def event_id(command_id: str, index: int) -> str:
    """The id of the command's event number `index`, from 0: a UUIDv5 of the two."""
    return str(uuid.uuid5(uuid.UUID(command_id), str(index)))


def command_digest(command: c.Command | c.LoginCommand) -> str:
    """SHA-256 (hex) over the canonical bytes of a command, its id and free text left out."""
    content = {name: plain(getattr(command, name)) for name in names_of(cast("Hashable", type(command))) if name != "text"}
    content["by"] = {name: plain(getattr(command.by, name)) for name in names_of(c.By) if name not in _OUTSIDE}
    content["command"] = type(command).__name__
    return hashlib.sha256(canonical(content)).hexdigest()


def free_texts(command: c.Command | c.LoginCommand) -> dict[str, str]:
    """The free texts of a command by name: its reason, and the words of a note, comment or dispute."""
    texts = {"reason": command.by.reason} if command.by.reason else {}
    match command:
        case c.AddReviewerNote():
            return {**texts, "note": command.text}
        case c.RaiseFactualAccuracy():
            return {**texts, "comment": command.text}
        case c.RaiseDispute():
            return {**texts, "grounds": command.text}
        case c.AnswerDispute():
            return {**texts, "answer": command.text}
        case _:
            return texts


def texts_differ(command: c.Command | c.LoginCommand, recorded: RecordedEvent) -> bool:
    """Whether a text given now is not the one recorded; an erased text can no longer be compared."""
    given = free_texts(command)
    return set(given) != set(recorded.texts) or any(text.body not in (None, given[name]) for name, text in recorded.texts.items())


def refuse_other_content(command: c.Command | c.LoginCommand, recorded: RecordedEvent) -> None:
    """Returns where an event is what the command of its id was recorded as before; RefusedError where it asks for something else."""
    if recorded.by.command_digest != command_digest(command) or texts_differ(command, recorded):
        raise RefusedError(
            f"A command id is used once; {command.by.command_id} was recorded at #{recorded.position} with other content. "
            "Give the new command an id of its own."
        )
