"""The pages about casebooks: their JSON is what is printed, and their tables are taken as they stand."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

from tests.cli.importing import WHY, imported, long, table
from tests.cli.ran import Json, Ran

from ledger.domain import events as e

Take = Callable[..., Ran]
TWO = long(("C01", "2.1.1", "sufficient"), ("C01", "2.1.1a", "yes"))
PAGE = (Path(__file__).parents[2] / "docs" / "json.md").read_text(encoding="utf-8")


def documented(name: str) -> Json:
    return json.loads(PAGE.partition(f"<!-- {name} -->\n```json\n")[2].partition("```")[0])


def test_the_json_is_that_of_its_page(take: Take) -> None:
    page, faults = documented("import"), documented("import faults")
    take(TWO)
    shown = take(long(("C01", "2.1.1a", "no")), *WHY, "--json").json
    assert list(shown) == list(page)
    for name in ("positions", "before", "after", "changed"):
        assert list(shown[name]) == list(page[name])
    assert list(shown["differences"][0]) == list(page["differences"][0])
    wrong = take(long(("C01", "2.1.1a", "yess")), "--json").json
    assert (list(wrong), list(wrong["faults"][0])) == (list(faults), list(faults["faults"][0]))
    assert wrong["faults"][0]["expected"] == faults["faults"][0]["expected"]


def tables_of_the_page() -> list[bytes]:
    """The two layouts as `docs/casebooks.md` shows them."""
    page = (Path(__file__).parents[2] / "docs" / "casebooks.md").read_text(encoding="utf-8").partition("## Two layouts")[2]
    blocks = re.findall(r"(?:^\|.*\|\n)+", page.partition("## What is recorded")[0], flags=re.MULTILINE)
    rows = [[[cell.strip() for cell in line[1:-1].split("|")] for line in block.splitlines()] for block in blocks]
    return [table(one[0], *one[2:]) for one in rows]


def test_the_layouts_on_the_page_are_taken_as_they_stand(take: Take, north: str) -> None:
    long_layout, wide_layout = tables_of_the_page()
    assert take(long_layout).code == 0
    assert len(imported(north)) == 3
    assert take(wide_layout).code == 0
    assert [(one.event, one.reason) for one in imported(north)[3:]] == [
        (e.PromptAnswered("C01", "2.1.1a", "no"), "The plan is a copy."),
        (e.KeyQuestionJudged("C02", "2.1.1", "not-relevant"), None),
        (e.PromptAnswered("C02", "2.1.1a", "yes"), None),
    ]
