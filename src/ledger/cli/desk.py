"""Where and as whom a screen records: the ledger opened for writing and who types, each looked up when it is first needed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

from ledger.cli import opening
from ledger.cli.settings import Settings
from ledger.strict_json import JsonValue

if TYPE_CHECKING:
    from ledger_tui.hand import Desk, Hand


def desk_of(settings: Settings, given: Mapping[str, JsonValue]) -> Desk:
    """The desk of whoever the options and the environment name."""
    from ledger_tui.hand import Desk

    ledger = cache(lambda: opening.open_to_write(settings))

    def hand() -> Hand:
        from ledger.cli.hand import hand_of

        return hand_of(settings, given, ledger())

    return Desk(ledger, hand)
