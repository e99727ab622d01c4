"""A table to be exported: its columns, and rows that are made as they are written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

Value = str | int | None


class Origin(NamedTuple):
    """What every row says of where it comes from: the inspection, the point it stands at, and how far it can be trusted."""

    inspection: str
    as_at: str
    provenance: str


@dataclass(frozen=True)
class Table:
    """A table by its name, with its columns and rows."""

    name: str
    columns: tuple[str, ...]
    rows: Iterator[tuple[Value, ...]]
