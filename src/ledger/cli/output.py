"""Standard output: data and nothing else, written here and nowhere else."""

from __future__ import annotations

import io
import json
import os
import select
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

import click

from ledger.errors import LedgerError
from ledger.signs import ESCAPES, SIGNS

JsonLike = str | int | bool | None | Sequence["JsonLike"] | Mapping[str, "JsonLike"]


class OutputError(LedgerError):
    """Standard output cannot be written."""


def json_text(value: object, indent: int | None = None) -> str:
    """A value as JSON in which whatever a terminal would obey is escaped, and nothing else that can be shown."""
    return json.dumps(value, ensure_ascii=False, indent=indent).translate(ESCAPES)


def write_json(value: JsonLike) -> None:
    """Writes one JSON document, in UTF-8 whatever the locale."""
    _write(f"{json_text(value, indent=2)}\n".encode(errors="backslashreplace"))


def write_json_lines(values: Iterable[JsonLike]) -> None:
    """Writes one JSON object a line, in UTF-8 whatever the locale."""
    _write("".join(f"{json_text(value)}\n" for value in values).encode(errors="backslashreplace"))


def write_lines(lines: Iterable[str]) -> None:
    """Writes lines for people: without colour unless on a terminal, and in what characters the terminal has."""
    text = "".join(f"{line.rstrip()}\n" for line in lines)
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    _write((text if has_colour() else click.unstyle(text)).encode(encoding, "replace"))


def write_bytes(data: bytes) -> None:
    """Writes what is encoded already."""
    _write(data)


def has_colour() -> bool:
    """Whether standard output is a terminal that shows colours and nobody has asked for none."""
    return is_terminal() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout is not None and sys.stdout.isatty()


def clean(text: str) -> str:
    """Recorded text without what could move a terminal's cursor, hide what was written or turn its order round."""
    return text.translate(SIGNS)


def require_reader() -> None:
    """BrokenPipeError where whoever read standard output has gone, which is otherwise noticed only when there is more to write."""
    with suppress(io.UnsupportedOperation):
        polled = select.poll()
        polled.register(sys.stdout.fileno(), 0)
        if polled.poll(0):
            raise BrokenPipeError


def flush() -> None:
    """Makes sure that everything written has left the program."""
    _write(b"")


def give_up() -> None:
    """Points standard output at nothing, so that leaving the program does not try again to write what could not be written."""
    nothing = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nothing, sys.stdout.fileno())
    os.close(nothing)


def _write(data: bytes) -> None:
    """Writes at once; BrokenPipeError where the reader has gone."""
    try:
        if sys.stdout is None:
            raise OutputError("Standard output is closed: there is nowhere to write to.")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        give_up()
        raise OutputError(f"Standard output cannot be written to: {error.strerror}.") from error
