"""The ten questions of the README, each answered by its keys, of which there are five at most; and the pictures in `docs/`."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.tui.driving import ROOMY, opened, press, settle, shown, until
from tests.tui.picture import DOCS, PICTURES, draw

from ledger.application import Ledger

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (\d+)\. (.+?) \| `([a-z0-9-]+)` \| (.+?) \|$", README, re.MULTILINE)

ANSWERS = {
    "1": ("3.2 Planning moved to Good by discretion", "panel-1, panel chair", "WHAT IF (1)", "23/36", "Requires improvement ←G"),
    "2": ("WHAT IT HAD SEEN", "at #2192: 3.3.1 12/15", "3.3.3 5/8"),
    "3": ("2.1 Assessment: provisional Good →", "2.1 provisional Good (since #", "20 September 2022) → provisional Requires improvement"),
    "4": ("COMPARE", "draft 1 of 2, beside", "21/36", "18/36", "Override of 2.3 Implementation and delivery revok"),
    "5": ("high ", "figures-disagree", "─ Event #2498 ─"),
    "6": ("Why 3.2 Planning is Good", "The lowest key question, 3.2.3, makes it Requires", "by discretion (#2193)"),
    "7": ("Overall Good 25/36", "rating set by #2191 Outstanding proposed for 1.4", "score last moved by #2194 3.3 Implementation"),
    "8": (
        "WHAT IF (1)",
        "set 1 of 26: overall to Good by 1 change",
        "what if 1.1 Governance and leadership: Outstanding → Good",
        "Overall ▅ Good 30/36",
    ),
    "9": ("Discretion on 2.1 Assessment declined", "Declined, so nothing moved · not stale: the evidence is what it was"),
    "10": ("records verified, no fault found", "its bytes and hash verify"),
}
"""What is on the screen once the keys were pressed."""


def test_there_are_ten_questions_of_at_most_five_keys_each() -> None:
    assert [number for number, *_ in ROWS] == list(ANSWERS)
    assert all(1 <= len(keys.split()) <= 5 for *_, keys in ROWS)


@pytest.mark.parametrize(("number", "question", "inspection", "keys"), ROWS)
async def test_a_question_is_answered_by_its_keys(ledger: Ledger, number: str, question: str, inspection: str, keys: str) -> None:
    async with opened(ledger, inspection, ROOMY) as pilot:
        for key in keys.split():
            if key == "`enter`":  # a reader sees the answer first
                await until(lambda: "high " in shown(pilot.app))
            await press(pilot, key.strip("`"))
        await settle(pilot)
        await until(lambda: all(said in shown(pilot.app) for said in ANSWERS[number]))


@pytest.mark.parametrize("name", PICTURES)
async def test_the_pictures_in_the_docs_are_what_the_screen_looks_like(ledger: Ledger, name: str) -> None:
    kept = (DOCS / f"{name}.svg").read_text(encoding="utf-8")
    assert await draw(ledger, PICTURES[name]) == kept, "python -m tests.tui.picture draws them anew"
