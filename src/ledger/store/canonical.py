"""The canonical bytes of a value, and the hashes that are kept of rows and texts."""

from __future__ import annotations

import hashlib
from typing import Final

import orjson

LARGEST = 2**53 - 1
"""The largest whole number that every JSON reader keeps exactly."""

LEAVES: Final[frozenset[type]] = frozenset({str, int, bool, type(None)})
"""The kinds of values that have no others in them."""

SALT_BYTES: Final = 16
"""How long every salt is: with a fixed length no byte can be moved from a text into its salt, or back, under the same hash."""

_LEAF = b"\x00"


def canonical(value: object) -> bytes:
    """The RFC 8785 bytes of strings, integers, booleans, null, lists and objects with ASCII keys; ValueError for anything else.

    Keys are kept to ASCII because RFC 8785 sorts by UTF-16 code units, which only then is the order of their bytes.
    """
    if not _is_within(value):
        raise ValueError(_found(value, "$"))
    return encode(value)


def encode(value: object) -> bytes:
    """The RFC 8785 bytes of a value of the kinds above; ValueError for a number beyond `LARGEST` or a lone surrogate."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS | orjson.OPT_STRICT_INTEGER | orjson.OPT_PASSTHROUGH_SUBCLASS)
    except TypeError as error:
        raise ValueError(_found(value, "$") or str(error)) from error


def leaf_hash(position: int, recorded_at: str, stream: str, version: int, topic: str, state: bytes) -> bytes:
    """SHA-256 over a zero byte and the canonical bytes of a row's columns, its state given by SHA-256."""
    row = {
        "position": position,
        "recorded_at": recorded_at,
        "state": hashlib.sha256(state).hexdigest(),
        "stream": stream,
        "topic": topic,
        "version": version,
    }
    return hashlib.sha256(_LEAF + encode(row)).digest()


def text_hash(salt: bytes, body: bytes) -> str:
    """SHA-256 in hex over a salt and a text in UTF-8; ValueError for a salt of another length than `SALT_BYTES`."""
    if len(salt) != SALT_BYTES:
        raise ValueError(f"expected a salt of {SALT_BYTES} bytes, found one of {len(salt)}")
    return hashlib.sha256(salt + body).hexdigest()


def _is_within(value: object) -> bool:
    """Whether the value is of the kinds that can be written, its numbers and text not yet looked at."""
    kind = type(value)
    if kind in LEAVES:
        return True
    if isinstance(value, dict) and kind is dict:
        return _has_ascii_keys(value) and all(type(item) in LEAVES or _is_within(item) for item in value.values())
    return isinstance(value, list) and kind is list and all(type(item) in LEAVES or _is_within(item) for item in value)


def _has_ascii_keys(value: dict[object, object]) -> bool:
    try:
        return "".join(value).isascii()  # type: ignore[arg-type]
    except TypeError:
        return False


def _found(value: object, path: str) -> str:
    """What is wrong with a value that cannot be written, and where; empty where nothing is."""
    kind = type(value)
    if isinstance(value, dict) and kind is dict:
        return next(filter(None, (_found_at(key, item, path) for key, item in value.items())), "")
    if isinstance(value, list) and kind is list:
        return next(filter(None, (_found(item, f"{path}[{index}]") for index, item in enumerate(value))), "")
    if isinstance(value, int) and kind is int and not -LARGEST <= value <= LARGEST:
        return f"expected a whole number within 2**53 - 1 either way at {path}, found {value}"
    if isinstance(value, str) and kind is str and not _is_text(value):
        return f"expected text that can be written as UTF-8 at {path}, found half of a surrogate pair"
    if kind not in LEAVES:
        return f"expected text, a whole number, true, false, null, a list or an object at {path}, found {kind.__name__}"
    return ""


def _found_at(key: object, item: object, path: str) -> str:
    if type(key) is not str or not key.isascii():
        return f"expected ASCII text as a key at {path}, found {key!r}"
    return _found(item, f"{path}.{key}")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
