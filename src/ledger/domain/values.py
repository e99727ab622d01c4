"""What the values of a command may be: names, words, ids, numbers and moments that every engine keeps and every reader reads."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, ConfigDict, Field

from ledger.domain.recorded import Happened
from ledger.strict_json import LARGEST, JsonValue, shown

_MOST_IN_A_NAME: Final = 200
_MOST_IN_A_TEXT: Final = 10_000

CHECKED: Final = ConfigDict(strict=True, revalidate_instances="always")
"""How a command is checked: every value is of the kind it is declared as, and none is made into one."""

_Value = TypeVar("_Value")

_Wrong = tuple[str, str]
"""What was expected, and what was found."""

_UUID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STEERING: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_STEERING_IN_WORDS: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Control characters, those that turn text round, and halves of surrogate pairs: what cannot be kept, or could steer a terminal."""


def wrong_name(value: JsonValue) -> _Wrong | None:
    """What is wrong with a name or a reference, None where nothing is."""
    if not isinstance(value, str) or not value or value != value.strip():
        return "a name or reference without spaces around it", shown(value)
    return _wrong(value, _MOST_IN_A_NAME, _STEERING)


def wrong_words(value: JsonValue) -> _Wrong | None:
    """What is wrong with a text in words, None where nothing is."""
    if not isinstance(value, str) or not value.strip():
        return "some words", shown(value)
    return _wrong(value, _MOST_IN_A_TEXT, _STEERING_IN_WORDS)


def _wrong(value: str, most: int, steering: re.Pattern[str]) -> _Wrong | None:
    if len(value) > most:
        return f"at most {most:,} characters", f"{len(value):,}"
    found = steering.search(value)
    return ("text without control characters", f"U+{ord(found[0]):04X}") if found else None


def wrong_id(value: JsonValue) -> _Wrong | None:
    """What is wrong with an id, None where nothing is: it is spelled one way only."""
    if not isinstance(value, str) or not _UUID.fullmatch(value):
        return "a UUID such as 3f0c9a52-6d1e-4b7a-9a53-0d3e5f1c2b4a", shown(value)
    return None


@lru_cache(maxsize=256)
def _wrong_moment(value: Happened) -> _Wrong | None:
    """What is wrong with when something happened, None where nothing is."""
    try:
        return None if Happened.parse(value.on) == value else (f"a {value.precision}", shown(value.on))
    except ValueError:
        return "a time, a day or a month", shown(value.on)


class WrongError(ValueError):
    """A value that is not what it may be: what was expected, and what was found."""

    def __init__(self, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.expected, self.found = expected, found


def _checked(wrong: Callable[[_Value], _Wrong | None]) -> AfterValidator:
    def check(value: _Value) -> _Value:
        if found := wrong(value):
            raise WrongError(*found)
        return value

    return AfterValidator(check)


Name = Annotated[str, _checked(wrong_name)]
Words = Annotated[str, _checked(wrong_words)]
Id = Annotated[str, _checked(wrong_id)]
Number = Annotated[int, Field(ge=1, le=LARGEST)]
Moment = Annotated[Happened, _checked(_wrong_moment)]
