"""The envelope: an event as it was recorded, with who, in which role, when, why and on what evidence."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal, NamedTuple, assert_never, get_args

from ledger.errors import DamagedError

if TYPE_CHECKING:
    from ledger.domain.events import Event

InspectionRole = Literal["inspector", "lead-inspector", "panel-member", "panel-chair", "quality-reviewer", "recorder"]
Role = Literal[InspectionRole, "owner"]
"""What somebody acts as: in an inspection, or for the ledger itself as its owner."""
ROLES: tuple[InspectionRole, ...] = get_args(InspectionRole)
"""The roles that there are in an inspection."""
Provenance = Literal["recorded", "reported", "reconstructed", "illustrative"]
Precision = Literal["instant", "day", "month", "none"]

CANONICALISATION = "rfc8785-integers.v1"
"""The profile of the canonical bytes: RFC 8785 over strings, integers, booleans, null, lists and objects; no floats."""

_SHAPES: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    ("instant", re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?Z")),
    ("day", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ("month", re.compile(r"\d{4}-\d{2}")),
)


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened, as precisely as it is known: an instant, a day, a month, or not at all (`on` None)."""

    on: str | None
    precision: Precision

    @classmethod
    def parse(cls, text: str | None) -> Happened:
        """Read `2020-06-05T17:00Z`, `2020-06-05` or `2020-06`; ValueError for anything else."""
        if text is None:
            return cls(None, "none")
        for precision, shape in _SHAPES:
            if shape.fullmatch(text):
                date.fromisoformat(text[:10] if precision != "month" else f"{text}-01")
                if precision == "instant":
                    datetime.fromisoformat(text)
                return cls(text, precision)
        raise ValueError(f"expected a time such as 2020-06-05T17:00Z, a day such as 2020-06-05 or a month such as 2020-06, found {text!r}")

    @property
    def earliest(self) -> str | None:
        """The first instant it can have happened at, as a sortable UTC text."""
        match self.precision:
            case "instant":
                return _instant(self.on)
            case "day":
                return f"{self.on}T00:00:00.000000Z"
            case "month":
                return f"{self.on}-01T00:00:00.000000Z"
            case "none":
                return None
            case _:
                assert_never(self.precision)

    @property
    def latest(self) -> str | None:
        """The last instant it can have happened at, as a sortable UTC text."""
        match self.precision:
            case "instant":
                return _instant(self.on)
            case "day":
                return f"{self.on}T23:59:59.999999Z"
            case "month":
                year, month = (int(part) for part in str(self.on).split("-"))
                return f"{self.on}-{calendar.monthrange(year, month)[1]}T23:59:59.999999Z"
            case "none":
                return None
            case _:
                assert_never(self.precision)

    def is_before(self, other: Happened) -> bool:
        """Whether it is certain to have happened earlier than the other."""
        return self.latest is not None and other.earliest is not None and self.latest < other.earliest

    def or_later(self, other: Happened | None) -> Happened:
        """This, or the other where that is known to have begun later; an undated one never hides a dated one."""
        if other is None or other.earliest is None:
            return self
        return other if self.earliest is None or self.earliest < other.earliest else self


def _instant(text: str | None) -> str:
    return format_instant(datetime.fromisoformat(str(text)))


def format_instant(moment: datetime) -> str:
    """A UTC instant as sortable text with microseconds: `2026-11-21T16:00:00.000000Z`."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def parse_instant(text: str) -> datetime:
    """The instant that a time of recording says; DamagedError for a text that is none."""
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise DamagedError(
            f"expected a time of recording such as 2026-11-21T16:00:00.000000Z, found {text!r}; see `ledger verify`"
        ) from error


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acted, and in which role."""

    id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Text:
    """Free text kept beside the event: its SHA-256 (hex, over salt and text), and the text unless it was erased.

    `erased_by` is the position of the event that erased it, None where none is known.
    """

    sha256: str
    body: str | None
    erased_by: int | None = None

    @property
    def words(self) -> str:
        """The text, or that it was erased and by which event: `erased, event 881`."""
        if self.body is not None:
            return self.body
        return "erased" if self.erased_by is None else f"erased, event {self.erased_by}"


class Attribution(NamedTuple):
    """Everything an event says of its own recording, the same for all events of one command.

    `reviewed_by` is who reviewed a change made after confirmation.
    """

    command_id: str
    command_digest: str
    actor: Actor
    recorded_by: str
    authenticated: bool
    provenance: Provenance
    happened: Happened
    evidence: tuple[str, ...]
    correlation: str | None
    causation: str | None
    framework_digest: str
    reviewed_by: str | None = None


NO_TEXTS: Final[Mapping[str, Text]] = MappingProxyType({})


class RecordedEvent(NamedTuple):
    """One event as it stands in the ledger; `position` is unique and gapless, `version` counts within `stream` from 1."""

    position: int
    recorded_at: str
    stream: str
    version: int
    id: str
    by: Attribution
    event: Event
    texts: Mapping[str, Text] = NO_TEXTS

    @property
    def inspection(self) -> str:
        """The id of the inspection that the stream belongs to, empty for a stream of the ledger itself."""
        return inspection_of(self.stream)

    @property
    def reason(self) -> str | None:
        """The reason given, or None where none was given or it was erased."""
        text = self.texts.get("reason")
        return text.body if text else None


OF_THE_LEDGER: Final = ""
"""Stands where an inspection's id would for what belongs to the ledger itself: no inspection can be called so."""


def inspection_of(stream: str) -> str:
    """The inspection id at the head of a stream name, empty for a stream of the ledger itself, whose name begins with a slash."""
    return stream.partition("/")[0]


def case_stream(inspection: str, case: str) -> str:
    """The stream that holds one case's answers and judgements."""
    return f"{inspection}/case/{case}"


def login_stream(login: str) -> str:
    """The stream that says whose a database login is."""
    return f"{OF_THE_LEDGER}/login/{login}"
