from __future__ import annotations

import pytest
from tests.builders import OPENED, recorded, sampled

from ledger.errors import DamagedError
from ledger.integrity.whole import require_whole

HISTORY = recorded([OPENED, *sampled("court", "C01", "C02")])


def test_a_whole_history_is_returned_from() -> None:
    require_whole(HISTORY)


def test_a_history_without_its_opening_is_damage() -> None:
    with pytest.raises(DamagedError, match=r"to be opened by its first event, #2: see `ledger verify`"):
        require_whole(HISTORY[1:])


def test_a_history_with_an_event_taken_out_is_damage() -> None:
    with pytest.raises(DamagedError, match=r"expected version 2 of .* next, found version 3 at #3: an event is missing"):
        require_whole([HISTORY[0], HISTORY[2]])


def test_a_cut_off_tail_is_not_seen() -> None:
    require_whole(HISTORY[:-1])
    require_whole([HISTORY[0]._replace()])
