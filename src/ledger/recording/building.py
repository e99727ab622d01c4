"""What is asked for made into a command: the point seen, the event meant and the time of day looked up where they were left out."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast

from ledger.application import LATEST, Ledger
from ledger.domain import commands as c
from ledger.domain.dispute_events import DipSampleDrawn
from ledger.domain.framework import Rating
from ledger.domain.panel import banded
from ledger.domain.recorded import OF_THE_LEDGER, Happened, RecordedEvent, Role
from ledger.errors import NotFoundError, UsageError
from ledger.projections.points import Point, Position
from ledger.recording.asked import Asked

MOST_SEEDS: Final = 999_999_999

_DECISIONS: Final = (c.ExerciseDiscretion, c.DeclineDiscretion, c.OverrideRating)


@dataclass(frozen=True, slots=True)
class Defaults:
    """Who acts where nobody is named, the day it happened on where none is given, who types it, and the role an actor usually has."""

    actor: str
    today: str
    typist: str
    role_of: Callable[[str], str | None]

    @property
    def role(self) -> str | None:
        """The role that is usual for whoever acts where nobody is named; None where it has to be said."""
        return self.role_of(self.actor)


def build(asked: Asked, ledger: Ledger, defaults: Defaults) -> c.Command:
    """The command that is asked for; NotFoundError where it names an inspection, event or point that is not there."""
    verb = asked.verb
    before = _recorded_before(asked, ledger)
    values = dict(asked.values)
    inspection = str(values.pop("inspection", "")) or _inspection_at(_int(values["position"]), ledger)
    if verb.command in _DECISIONS:
        values["seen"] = _seen(values, inspection, ledger, before)
    if verb.command is c.ExerciseDiscretion and "from" not in values:
        values["from"] = _banded(ledger, inspection, str(values["standard"]), _int(values["seen"]))
    if verb.command is c.EraseText and "name" not in values:
        values["name"] = _only_text(ledger.event(_int(values["position"])))
    if verb.command is c.DrawDipSample and "seed" not in values:
        drawn = before.event if before else None
        values["seed"] = drawn.seed if isinstance(drawn, DipSampleDrawn) else 1 + secrets.randbelow(MOST_SEEDS)
    attributes = {field.name: field.attribute or field.name for field in verb.fields}
    by = by_of(asked.by, inspection, ledger, defaults, before)
    return verb.command(inspection=inspection, by=by, **{attributes[name]: value for name, value in values.items()})  # type: ignore[arg-type]


def _inspection_at(position: int, ledger: Ledger) -> str:
    """The inspection that the event at a position is about."""
    found = ledger.event(position).inspection
    if found == OF_THE_LEDGER:
        raise NotFoundError(f"#{position} is about the ledger itself and no inspection. `ledger log INSPECTION` lists those of one.")
    return found


def _recorded_before(asked: Asked, ledger: Ledger) -> RecordedEvent | None:
    """The first event of a command that is asked for again, so that what was left out is taken as it was then."""
    name = asked.by.get("command_id")
    return next(iter(ledger.events_of(str(name))), None) if name else None


def by_of(by: Mapping[str, object], inspection: str, ledger: Ledger, defaults: Defaults, before: RecordedEvent | None = None) -> c.By:
    """Who asks, as it was said, with what was left out taken as it was `before` or as is usual."""
    given = dict(by)
    actor = str(given.pop("actor", defaults.actor))
    today = before.by.happened if before else Happened.parse(defaults.today)
    happened = cast("Happened", given.pop("happened_on", today))
    cause = given.pop("causation", None)
    return c.By(
        command_id=str(given.pop("command_id", "") or uuid.uuid4()),
        actor=actor,
        role=cast("Role", given.pop("role")),
        happened=happened,
        causation=_event_id(cause, inspection, ledger) if cause is not None else None,
        **given,  # type: ignore[arg-type]
    )


def _seen(values: Mapping[str, object], inspection: str, ledger: Ledger, before: RecordedEvent | None) -> int:
    """The position that the panel had before it."""
    if "seen" not in values and before is not None and hasattr(before.event, "seen"):
        return int(before.event.seen.position)
    point = cast("Point", values.get("seen", LATEST))
    if isinstance(point, Position):
        return point.number
    history = ledger.history(inspection)
    return history[ledger.step_at(point, history) - 1].position


def _banded(ledger: Ledger, inspection: str, standard: str, seen: int) -> Rating | None:
    """The rating before any decision, as the panel saw it; None where the framework has no such standard."""
    view = ledger.board(inspection, Position(seen)).view.standards.get(standard)
    return banded(view.rating) if view else None


def _only_text(recorded: RecordedEvent) -> str:
    names = sorted(recorded.texts)
    if len(names) == 1:
        return names[0]
    found = f"{len(names)} at #{recorded.position}: {', '.join(names)}" if names else f"none at #{recorded.position}"
    raise UsageError(f"Expected the name of the text to erase, unless the event has only one; found {found}.")


def _event_id(cause: object, inspection: str, ledger: Ledger) -> str:
    """The id of the event of the inspection that is meant."""
    for recorded in ledger.history(inspection):
        if cause in (recorded.position, recorded.id):
            return recorded.id
    named = f"#{cause}" if isinstance(cause, int) else str(cause)
    raise NotFoundError(f"There is no event {named} in {inspection} that could have led to this. `ledger log {inspection}` lists them.")


def _int(value: object) -> int:
    return cast("int", value)
