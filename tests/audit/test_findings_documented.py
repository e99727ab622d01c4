"""The handbook of findings has an entry for every check, whole and true of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ledger.audit.findings import CHECKS, SEVERITIES, Check

HANDBOOK = (Path(__file__).parents[2] / "docs" / "findings.md").read_text(encoding="utf-8")
ENTRIES = dict(re.findall(r"^## (\S+)\n(.*?)(?=^## |\Z)", HANDBOOK, re.MULTILINE | re.DOTALL))
PARTS = ["Means", "Raised when", "Severity", "What to do", "Example"]


def test_every_check_has_an_entry_and_every_entry_a_check() -> None:
    assert list(ENTRIES) == [check.code for check in CHECKS]


def test_codes_are_used_once() -> None:
    assert len({check.code for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_an_entry_says_what_when_how_grave_what_to_do_and_shows_one(check: Check) -> None:
    assert re.findall(r"^\*\*(.+?)\*\*:", ENTRIES[check.code], re.MULTILINE) == PARTS


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_an_entry_names_the_severities_that_the_check_gives(check: Check) -> None:
    said = re.search(r"^\*\*Severity\*\*: ([a-z, ]+)\.", ENTRIES[check.code], re.MULTILINE)
    assert said is not None
    assert tuple(said[1].split(", ")) == check.severities
    assert sorted(check.severities, key=SEVERITIES.index) == list(check.severities)
