"""The projections rung: kept rows against the rows that the events give."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from ledger.integrity.faults import Fault, shown
from ledger.projections.registry import Projection, Row

NOTHING = "no row"


def row_faults(projection: Projection, expected: Mapping[Row, Row], found: Iterable[Row]) -> Iterator[Fault]:
    """Every row that is missing, was not to be there, or has other values, by its key."""
    rest = dict(expected)
    for row in found:
        key = row[: projection.keys]
        wanted = rest.pop(key, None)
        if wanted is None:
            yield Fault(_named(projection, key), NOTHING, _values(projection, row))
        elif wanted != row:
            yield _other(projection, wanted, row)
    for key, row in rest.items():
        yield Fault(_named(projection, key), _values(projection, row), NOTHING)


def _other(projection: Projection, wanted: Row, row: Row) -> Fault:
    named = zip(projection.columns, wanted, row, strict=True)
    differing = [(name, expected, found) for name, expected, found in named if expected != found]
    expected = ", ".join(f"{name} {shown(value)}" for name, value, _ in differing)
    found = ", ".join(f"{name} {shown(value)}" for name, _, value in differing)
    return Fault(_named(projection, row[: projection.keys]), expected, found)


def _named(projection: Projection, key: Row) -> str:
    return f"kept {projection.name} of {' '.join(value if isinstance(value, str) else shown(value) for value in key)}"


def _values(projection: Projection, row: Row) -> str:
    named = zip(projection.columns[projection.keys :], row[projection.keys :], strict=True)
    return ", ".join(f"{name} {shown(value)}" for name, value in named if value is not None) or "a row without values"
