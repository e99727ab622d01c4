"""A command checked before it is decided: what can be recorded of it can be read again, on any engine, by anyone."""

from __future__ import annotations

from collections.abc import Hashable
from functools import cache
from typing import Any, Final, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from ledger.domain import commands as c
from ledger.domain.values import WrongError
from ledger.strict_json import problem, shown

_MEANT: Final = "Input should be "


def check(command: c.Command | c.LoginCommand) -> None:
    """Returns where every value of a command is what it may be; WrongValueError has the path of one that is not."""
    try:
        _adapter(cast("Hashable", type(command))).validator.validate_python(command)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise problem(first["loc"], *_wrong(first)) from error


@cache
def _adapter(kind: Hashable) -> TypeAdapter[Any]:
    return TypeAdapter(cast("type[Any]", kind))


def _wrong(said: ErrorDetails) -> tuple[str, str]:
    """What was expected, and what was found."""
    if isinstance(error := said.get("ctx", {}).get("error"), WrongError):
        return error.expected, error.found
    value = said["input"]
    found = shown(value) if isinstance(value, str | int | bool | None) else f"a {type(value).__name__}"
    return said["msg"].removeprefix(_MEANT), found
