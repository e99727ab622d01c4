"""An event-sourced ledger of inspection ratings: who changed what, when, why and under which rule.

The door for programs is `create_ledger`, `open_ledger`, `Ledger` and `by`, each imported when it is first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.application import Ledger
    from ledger.asking import by
    from ledger.bootstrap import create_ledger, open_ledger

__all__ = ["Ledger", "by", "create_ledger", "open_ledger"]

_WHERE = {
    "Ledger": "ledger.application",
    "by": "ledger.asking",
    "create_ledger": "ledger.bootstrap",
    "open_ledger": "ledger.bootstrap",
}


def __getattr__(name: str) -> object:
    """What the door offers under this name, imported now."""
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}; it has {', '.join(__all__)}")
    return getattr(import_module(_WHERE[name]), name)
