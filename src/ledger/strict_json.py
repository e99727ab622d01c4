"""JSON read strictly: every key once, whole numbers only, and every problem told with the path of the value."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from ledger.errors import UsageError

JsonValue = str | int | bool | None | list["JsonValue"] | dict[str, "JsonValue"]

LARGEST: Final = 2**53 - 1
"""The largest whole number that every reader of JSON takes exactly."""

DEEPEST: Final = 20
_UTF8_BOM: Final = b"\xef\xbb\xbf"
_SHOWN: Final = 60

JsonPath = tuple[str | int, ...]


def read_json(data: bytes) -> JsonValue:
    """The value of a JSON text; UsageError says where it is not JSON, or which value it may not hold and at what path."""
    if data.startswith(_UTF8_BOM):
        raise UsageError("expected UTF-8 without a byte order mark, found one at the start: save the file without it")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"expected UTF-8, found the byte 0x{data[error.start]:02x} at offset {error.start}") from error
    try:
        read = json.loads(text, object_pairs_hook=_Members, parse_float=_NotWhole, parse_int=_whole, parse_constant=_NotWhole)
    except json.JSONDecodeError as error:
        raise UsageError(f"expected JSON, found something else at line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise _too_deep() from error
    return _checked(read, ())


def path_text(path: JsonPath) -> str:
    """A path as it is written: `standards."3.2".key_questions."3.2.3"[0]`."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        else:
            text += ("." if text else "") + (part if part.isidentifier() and part.isascii() else shown(part))
    return text or "the top level"


class WrongValueError(UsageError):
    """A value that is not what was expected: where it stands, what was expected, and what was found."""

    def __init__(self, path: JsonPath, expected: str, found: str) -> None:
        super().__init__(f"at {path_text(path)}: expected {expected}, found {found}")
        self.path, self.expected, self.found = path, expected, found


def problem(path: JsonPath, expected: str, found: str) -> WrongValueError:
    """What to say of a value that is not what was expected, by its path."""
    return WrongValueError(path, expected, found)


def shown(value: JsonValue) -> str:
    """A value as an error shows it: as JSON in ASCII, shortened where it is long."""
    match value:
        case dict():
            return "an object"
        case list():
            return f"a list of {len(value)}"
        case _:
            text = json.dumps(value)
            return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


@dataclass(frozen=True, slots=True)
class _NotWhole:
    """A number that is not whole, or no number at all, as it was written."""

    text: str


class _Members:
    """The members of an object as they were written, a repeated key included."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        self.pairs = pairs


def _whole(text: str) -> int | _NotWhole:
    if len(text) <= len(str(LARGEST)) + 1 and abs(int(text)) <= LARGEST:
        return int(text)
    return _NotWhole(text)


def _checked(value: object, path: JsonPath) -> JsonValue:
    if len(path) > DEEPEST:
        raise _too_deep()
    match value:
        case _NotWhole(text):
            raise _not_whole(text, path)
        case _Members():
            return _object(value, path)
        case list():
            return [_checked(item, (*path, index)) for index, item in enumerate(value)]
        case str() | int() | None:
            return value
        case _:  # pragma: no cover
            raise TypeError(f"JSON has no {type(value).__name__}")


def _object(members: _Members, path: JsonPath) -> dict[str, JsonValue]:
    checked: dict[str, JsonValue] = {}
    for key, value in members.pairs:
        if key in checked:
            raise problem((*path, key), "every key once", "it twice")
        checked[key] = _checked(value, (*path, key))
    return checked


def _not_whole(text: str, path: JsonPath) -> UsageError:
    short = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}… ({len(text)} characters)"
    return problem(path, f"a whole number of at most {LARGEST}", short)


def _too_deep() -> UsageError:
    return UsageError(f"expected objects and lists at most {DEEPEST} deep, found deeper ones")
