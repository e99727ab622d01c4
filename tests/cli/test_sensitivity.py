from __future__ import annotations

import json

from tests.cli.ran import Run


def test_darlington_is_outstanding_by_any_one_of_many(demo: Run) -> None:
    lines = demo("sensitivity", "darlington-2021").out.splitlines()
    assert lines[1:3][0] == "youth-2018, reconstructed from published figures"
    assert "Overall: Outstanding, 31 of 36" in lines
    assert "  1 point of score down to Good" in lines
    assert "  Smallest change that moves it down: 1, 58 different choices of it" in lines
    named = {line.strip().removeprefix("- ").partition(",")[0] for line in lines if line.startswith("    - ")}
    assert {f"{domain}.{number}" for domain in (1, 2, 3) for number in (1, 2, 3, 4)} <= named


def test_north_yorkshires_planning_stands_by_discretion_alone(demo: Run) -> None:
    [planning] = [s for s in json.loads(demo("sensitivity", "north-yorkshire-2020", "--json").out)["standards"] if s["id"] == "3.2"]
    assert (planning["rating"], planning["beneath"]) == ("Good", "Requires improvement")
    [ended] = planning["down"]["alternatives"]
    [change] = ended["standards"][0]["changes"]
    assert (planning["down"]["cost"], change["change"], change["kind"]) == (1, "decision", "discretion")
    assert f"- the discretion at #{change['position']} ended: Requires improvement" in demo("sensitivity", "north-yorkshire-2020").out


def test_the_point_is_said_by_both_clocks(demo: Run) -> None:
    at = json.loads(demo("sensitivity", "north-yorkshire-2020", "--at", "panel", "--json").out)["at"]
    assert at["happened_on"] == "2020-07"
    assert at["step"] < at["of"]
    assert at["recorded_at"].endswith("Z")


def test_a_pending_inspection_says_what_it_waits_for(demo: Run) -> None:
    out = demo("sensitivity", "training-example", "--at", "opened").out
    assert "Overall: Pending" in out
    assert "It waits for 1.1, 1.2, 1.3, 1.4" in out
