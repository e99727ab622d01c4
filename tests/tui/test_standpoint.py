"""Every move from one standpoint to another, as a table."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ledger_tui.standpoint import Standpoint

HERE = Standpoint(step=7, chosen="2.1", said="something")
KNOWN = ["1.1", "2.1", "2.2"]


@pytest.mark.parametrize(
    ("moved", "expected"),
    [
        (HERE.at(9), replace(HERE, step=9, said="")),
        (HERE.at(0), replace(HERE, step=1, said="")),
        (HERE.at(-5, "the first"), replace(HERE, step=1, said="the first")),
        (HERE.saying("found"), replace(HERE, said="found")),
        (HERE.following("2.2", KNOWN), replace(HERE, chosen="2.2")),
        (HERE.following("9.9", KNOWN), HERE),
        (HERE.following(None, KNOWN), HERE),
        (HERE.choosing("1.1"), replace(HERE, chosen="1.1", follows=False)),
        (HERE.choosing("1.1").following("2.2", KNOWN), replace(HERE, chosen="1.1", follows=False)),
        (HERE.choosing("1.1").freed().following("2.2", KNOWN), replace(HERE, chosen="2.2", said="")),
        (HERE.choosing_by(1, KNOWN), HERE.choosing("2.2")),
        (HERE.choosing_by(2, KNOWN), HERE.choosing("2.2")),
        (HERE.choosing_by(-2, KNOWN), HERE.choosing("1.1")),
        (HERE.choosing_by(1, []), HERE),
        (replace(HERE, chosen="").choosing_by(1, KNOWN), HERE.choosing("2.1")),
        (HERE.beside("why"), replace(HERE, aside="why")),
        (HERE.beside("why").beside("blame"), replace(HERE, aside="blame")),
        (HERE.beside("why").beside("why"), HERE),
    ],
)
def test_a_move_leads_to_a_new_standpoint(moved: Standpoint, expected: Standpoint) -> None:
    assert moved == expected


def test_back_closes_one_level_and_then_there_is_none() -> None:
    assert HERE.beside("why").back == HERE
    assert HERE.back is None


def test_back_leads_from_event_to_event_of_an_open_panel_and_then_closes_it() -> None:
    reading = HERE.beside("why")
    further = reading.off(9).off(9).off(12)
    assert further.back is not None
    assert (further.step, further.back.step, further.back.back) == (12, 9, reading)


def test_a_panel_that_is_shut_is_not_come_back_to() -> None:
    reading = HERE.beside("why")
    assert reading.off(9).off(12).shut == HERE.at(12)
    assert HERE.away(8).beside("why").shut == HERE.away(8)
