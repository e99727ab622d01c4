"""Who types on a screen, as the options and the environment say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, cast

from ledger.application import Ledger
from ledger.bootstrap import utc_now
from ledger.cli.record_defaults import defaults
from ledger.cli.settings import Settings
from ledger.domain.recorded import Happened, Role
from ledger.errors import UsageError
from ledger.recording.verbs import BY
from ledger.strict_json import JsonValue, WrongValueError

if TYPE_CHECKING:
    from ledger_tui.hand import Hand

OPTIONS = ("role", "happened_on", "recorded_by", "reviewed_by", "correlation")
"""What can be said of who types, by the names that it has in JSON; evidence and reasons are typed key by key."""

FIELDS = {field.name: field for field in BY if field.name in OPTIONS}


def hand_of(settings: Settings, given: Mapping[str, JsonValue], ledger: Ledger) -> Hand:
    """Who types; UsageError for a value that is none, and where nothing says in which role."""
    from ledger_tui.hand import Hand

    said = {name: _read(name, value) for name, value in given.items() if value is not None}
    usual = defaults(settings, ledger)
    role = said.get("role") or _read("role", usual.role)
    return Hand(
        actor=usual.actor,
        role=cast("Role", role),
        recorded_by=str(said.get("recorded_by") or usual.typist),
        happened=_happened(cast("Happened | None", said.get("happened_on"))),
        reviewed_by=cast("str | None", said.get("reviewed_by")),
        correlation=cast("str | None", said.get("correlation")),
    )


def _happened(given: Happened | None) -> Callable[[], Happened]:
    """When what is typed happened: as given, else on the day (UTC) that it is typed."""
    return lambda: given or Happened.parse(utc_now().date().isoformat())


def _read(name: str, value: JsonValue) -> object:
    field = FIELDS[name]
    if value is None:
        raise UsageError(f"Expected {field.option} or LEDGER_ROLE, {field.wanted}, found neither.")
    try:
        return field.kind.read(value, (name,))
    except WrongValueError as error:
        raise UsageError(f"Expected {error.expected} for {field.option}, found {error.found}.") from error
