"""The kinds of value that a verb takes: how each is read from JSON, and how it is named on the command line."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened
from ledger.domain.values import wrong_id, wrong_name, wrong_words
from ledger.errors import UsageError
from ledger.projections.points import FORMS, Point, Position, parse_point
from ledger.strict_json import LARGEST, JsonPath, JsonValue, problem, shown

MOST_IN_A_LIST: Final = 100
UNKNOWN: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value: the word for it in help, the function that reads it, and the values it is one of where they can be listed."""

    metavar: str
    read: Callable[[JsonValue, JsonPath], object]
    choices: tuple[str, ...] = ()
    is_flag: bool = False
    is_number: bool = False


def one_of(metavar: str, choices: tuple[str, ...]) -> Kind:
    """One of these words."""

    def read(value: JsonValue, path: JsonPath) -> str:
        if not isinstance(value, str) or value not in choices:
            raise problem(path, f"one of {', '.join(choices)}", shown(value))
        return value

    return Kind(metavar, read, choices)


def ratings(choices: tuple[Rating, ...]) -> Kind:
    """One of these ratings."""
    words = one_of("RATING", tuple(rating.value for rating in choices))
    return Kind("RATING", lambda value, path: Rating(str(words.read(value, path))), words.choices)


def _right(wrong: Callable[[JsonValue], tuple[str, str] | None]) -> Callable[[JsonValue, JsonPath], object]:
    """Reads a value in which nothing is wrong."""

    def read(value: JsonValue, path: JsonPath) -> object:
        if found := wrong(value):
            raise problem(path, *found)
        return value

    return read


def _whole(value: JsonValue, path: JsonPath) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= LARGEST:
        raise problem(path, "a whole number from 1", shown(value))
    return value


def _flag(value: JsonValue, path: JsonPath) -> bool:
    if not isinstance(value, bool):
        raise problem(path, "true or false", shown(value))
    return value


def _point(value: JsonValue, path: JsonPath) -> Point:
    if isinstance(value, str):
        try:
            return parse_point(value)
        except UsageError as error:
            raise problem(path, FORMS, shown(value)) from error
    return Position(_whole(value, path))


def _happened(value: JsonValue, path: JsonPath) -> Happened:
    if value == UNKNOWN:
        return Happened(None, "none")
    try:
        return Happened.parse(value if isinstance(value, str) else "")
    except (ValueError, OverflowError) as error:
        wanted = f"a time such as 2020-06-05T17:00Z, a day such as 2020-06-05, a month such as 2020-06, or {UNKNOWN}"
        raise problem(path, wanted, shown(value)) from error


def _cause(value: JsonValue, path: JsonPath) -> int | str:
    """A position, or the id of an event."""
    if isinstance(value, str):
        number = value.removeprefix("#")
        if re.fullmatch(r"[0-9]{1,15}", number):
            return _whole(int(number), path)
        if wrong_id(value) is None:
            return value
        raise problem(path, "the position of an event, or its id", shown(value))
    return _whole(value, path)


TEXT: Final = Kind("TEXT", _right(wrong_words))
NAME: Final = Kind("ID", _right(wrong_name))
REFERENCE: Final = Kind("REFERENCE", _right(wrong_name))
COUNT: Final = Kind("N", _whole, is_number=True)
POSITION: Final = Kind("POSITION", _whole, is_number=True)
FLAG: Final = Kind("", _flag, is_flag=True)
POINT: Final = Kind("POINT", _point)
HAPPENED: Final = Kind("WHEN", _happened)
CAUSE: Final = Kind("EVENT", _cause)
COMMAND_ID: Final = Kind("UUID", _right(wrong_id))
