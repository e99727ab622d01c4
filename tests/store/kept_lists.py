"""The list of a ledger's inspections, as it is answered and as a fold of every event gives it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.builders import resolve

from ledger.application import Ledger, Listed
from ledger.projections.points import Position
from ledger.store.store import Store


def ledger_of(store: Store) -> Ledger:
    return Ledger(store, resolve, lambda *_: b"s" * 16)


def said(listed: Sequence[Listed]) -> list[tuple[Any, ...]]:
    return [(one.inspection, one.service, one.overall, one.last.position, one.step, one.of) for one in listed]


def live(ledger: Ledger, upto: int) -> list[tuple[Any, ...]]:
    """The list as it comes out when everything is folded in memory."""
    found = []
    for name in ledger.inspections():
        history = ledger.history(name)
        if history[0].position <= upto:
            board = ledger.board(name, Position(upto))
            assert board.view.last is not None
            found.append((name, board.view.service, board.view.overall, board.view.last.position, board.view.step, board.of))
    return found


def silent(*_: object) -> None:
    pass
