"""The shape of a verb: what it has recorded, and the values it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from ledger.domain import commands as c
from ledger.domain.recorded import Role
from ledger.domain.roles import PERMISSIONS
from ledger.recording import kinds as k

Need = Literal["needed", "optional"]


@dataclass(frozen=True, slots=True)
class Field:
    """One value: its name in JSON, its kind and what it is; `attribute` is the command's own name for it where that is another.

    One that is `by_name` is an option of the command line, `many` a list there and in JSON.
    """

    name: str
    kind: k.Kind
    does: str
    need: Need = "needed"
    by_name: bool = False
    many: bool = False
    attribute: str = ""

    @property
    def option(self) -> str:
        """Its name as an option: `--happened-on`, and in the singular where it may be repeated."""
        singular = {"tests": "test", "members": "member"}.get(self.name, self.name)
        return f"--{singular.replace('_', '-')}"

    @property
    def argument(self) -> str:
        """Its name as an argument: `KEY_QUESTION`."""
        return self.name.upper()

    @property
    def wanted(self) -> str:
        """What it is expected to be."""
        listed = f", one of {', '.join(self.kind.choices)}" if self.kind.choices else ""
        return f"{self.does.partition(' [')[0]}{listed}"


INSPECTION: Final = Field("inspection", k.REFERENCE, "the id of the inspection")


@dataclass(frozen=True, slots=True)
class Verb:
    """Something that can be recorded; `example` is how it is asked for on the command line, after `ledger record`.

    One that is `by_position` names an event, and by it the inspection. `always_why` is one that no rule lets pass without a reason.
    """

    name: str
    command: type[c.Command]
    does: str
    example: str
    fields: tuple[Field, ...] = ()
    by_position: bool = False
    always_why: bool = False

    @property
    def roles(self) -> tuple[Role, ...]:
        """The roles that may have it recorded."""
        return PERMISSIONS[self.command].roles

    @property
    def own(self) -> tuple[Field, ...]:
        """Every value that it takes beside who asks: the inspection first, unless it is known by a position."""
        return self.fields if self.by_position else (INSPECTION, *self.fields)
