"""`inspections`, `ratings` and `demo`: the boards, in JSON and for people."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from tests.cli.boards import GOLDEN, SIX, board_of
from tests.cli.ran import Json, Run

from ledger import frameworks
from ledger.domain.framework import Framework

CONTRACT = json.loads("""
{"inspection": "north-yorkshire-2020", "service": "North Yorkshire Youth Justice Service", "framework": "youth-2018",
 "provenance": "reconstructed",
 "at": {"position": 812, "happened_on": "2020-06-12", "recorded_at": "2026-11-21T16:00:00Z", "step": 812, "of": 840},
 "overall": {"rating": "Good", "score": 25, "out_of": 36, "possible": [25, 25], "limited_by": null},
 "standards": [
  {"id": "3.2", "title": "Planning", "basis": "casework", "counts": true, "rating": "Good", "score": 2,
   "provisional": false, "judged": {"done": 45, "of": 45}, "why_not_rated": null,
   "route": [{"step": "banded", "rating": "Requires improvement", "key_questions": ["3.2.3"]},
             {"step": "discretion", "rating": "Good", "position": 803}],
   "key_questions": [{"id": "3.2.3", "yes": 5, "relevant": 8, "percent": 63, "band": "Requires improvement",
                      "rounding_sensitive": false}],
   "discretion": {"eligible": true,
                  "up":   {"margin": {"met": true, "points": 2},  "one_case": "yes", "small_sample": false},
                  "down": {"margin": {"met": false, "points": 13}, "one_case": "no",  "small_sample": false},
                  "decision": {"kind": "exercised", "from": "Requires improvement", "to": "Good", "position": 803,
                               "in_force": true, "stale": false, "lapsed": false, "effect": true}}}]}
""")
"""The example that scripts are written after."""


def _keeps_to(shown: Json, promised: Json, path: str = "") -> None:
    """Fails where a promised name is missing, out of order or of another kind; more names may follow."""
    if isinstance(promised, dict):
        assert isinstance(shown, dict), path
        assert list(shown)[: len(promised)] == list(promised), path
        for name, value in promised.items():
            _keeps_to(shown[name], value, f"{path}.{name}")
    elif isinstance(promised, list):
        assert len(shown) >= len(promised), path
        for index, value in enumerate(promised):
            _keeps_to(shown[index], value, f"{path}[{index}]")
    else:
        assert type(shown) is type(promised), path


def _standard(board: Json, name: str) -> Json:
    return next(standard for standard in board["standards"] if standard["id"] == name)


def test_ratings_keep_to_the_names_order_and_kinds_that_scripts_rely_on(demo: Run) -> None:
    board = board_of(demo, "north-yorkshire-2020")
    board["standards"] = [_standard(board, "3.2")]
    board["standards"][0]["key_questions"] = board["standards"][0]["key_questions"][2:]
    _keeps_to(board, CONTRACT)


def test_the_example_standard_comes_out_as_printed(demo: Run) -> None:
    shown, promised = _standard(board_of(demo, "north-yorkshire-2020"), "3.2"), CONTRACT["standards"][0]
    position = shown["route"][1]["position"]
    promised["route"][1]["position"] = promised["discretion"]["decision"]["position"] = position
    promised["judged"] = shown["judged"]
    assert shown["key_questions"][2] == promised["key_questions"][0]
    assert {name: shown[name] for name in promised if name != "key_questions"} == {n: promised[n] for n in promised if n != "key_questions"}


def test_additions_come_after_what_is_promised(demo: Run) -> None:
    board = board_of(demo, "north-yorkshire-2020")
    assert list(board)[len(CONTRACT) :] == ["framework_differs", "framework_digest"]
    assert list(board["standards"][0])[len(CONTRACT["standards"][0]) :] == ["override"]


@pytest.mark.parametrize("inspection", GOLDEN)
def test_the_published_results_come_out(demo: Run, inspection: str) -> None:
    board, golden = board_of(demo, inspection), GOLDEN[inspection]
    assert (board["overall"]["rating"], board["overall"]["score"], board["overall"]["out_of"]) == (
        golden["overall"],
        golden["score"],
        golden["out_of"],
    )
    assert {s["id"]: s["rating"] for s in board["standards"]} == {name: s["rating"] for name, s in golden["standards"].items()}
    percentages = {q["id"]: q["percent"] for s in board["standards"] for q in s["key_questions"]}
    assert percentages == {n: p for s in golden["standards"].values() for n, p in s.get("key_questions", {}).items()}


def test_a_question_without_a_relevant_case_has_neither_percentage_nor_band(demo: Run) -> None:
    question = _standard(board_of(demo, "darlington-2021"), "3.2")["key_questions"][1]
    assert question == {"id": "3.2.2", "yes": 0, "relevant": 0, "percent": None, "band": None, "rounding_sensitive": False}


def test_a_standard_declared_not_rated_says_so_and_has_no_score(demo: Run) -> None:
    standard = _standard(board_of(demo, "sunderland-2022"), "4.1")
    assert (standard["rating"], standard["score"], standard["why_not_rated"], standard["discretion"]) == (
        "Not rated",
        None,
        "declared",
        None,
    )
    assert [step["step"] for step in standard["route"]] == ["proposed"]


def test_a_qualitative_standard_is_proposed_and_has_no_questions(demo: Run) -> None:
    standard = _standard(board_of(demo, "north-east-lincolnshire-2022"), "4.1")
    assert (standard["basis"], standard["judged"], standard["key_questions"], standard["score"]) == ("qualitative", None, [], None)


def test_a_claimed_move_without_effect_is_shown_as_it_is(demo: Run) -> None:
    standard = _standard(board_of(demo, "oxfordshire-2020"), "2.1")
    decision = standard["discretion"]["decision"]
    position = decision.pop("position")
    assert isinstance(position, int)
    assert decision == {"kind": "exercised", "from": None, "to": "Good", "in_force": True, "stale": False, "lapsed": False, "effect": False}
    assert [step["step"] for step in standard["route"]] == ["banded"]


def test_a_lapsed_decision_is_shown_and_not_applied(demo: Run) -> None:
    standard = _standard(board_of(demo, "training-example"), "3.3")
    decision = standard["discretion"]["decision"]
    assert (decision["in_force"], decision["stale"], decision["lapsed"], decision["effect"]) == (True, True, True, False)
    assert standard["rating"] == "Inadequate"


def test_an_override_is_a_step_of_its_own_while_in_force(demo: Run) -> None:
    position = next(o["position"] for o in demo("log", "training-example", "--event", "rating-overridden", "--json").objects)
    standard = _standard(board_of(demo, "training-example", "--at", str(position)), "2.3")
    assert standard["route"][-1] == {"step": "override", "rating": "Good", "position": position}
    assert standard["override"] == {"from": "Requires improvement", "to": "Good", "position": position, "stale": False, "effect": True}
    assert _standard(board_of(demo, "training-example"), "2.3")["override"] is None


def test_at_the_panel_the_two_decisions_have_not_been_taken(demo: Run) -> None:
    at_panel, now = board_of(demo, "north-yorkshire-2020", "--at", "panel"), board_of(demo, "north-yorkshire-2020")
    moved = [a["id"] for a, b in zip(at_panel["standards"], now["standards"], strict=True) if a["rating"] != b["rating"]]
    assert moved == ["3.2", "3.3"]
    assert (at_panel["overall"]["score"], now["overall"]["score"]) == (23, 25)


def test_at_the_opening_everything_is_pending(demo: Run) -> None:
    board = board_of(demo, "oxfordshire-2020", "--at", "opened")
    assert board["overall"] == {"rating": "Pending", "score": None, "out_of": 36, "possible": [0, 36], "limited_by": None}
    assert (board["at"]["step"], {s["why_not_rated"] for s in board["standards"]}) == (1, {"not-judged", "not-proposed"})


def test_a_month_is_told_as_a_month_and_an_instant_as_its_day(demo: Run) -> None:
    assert board_of(demo, "north-yorkshire-2020")["at"]["happened_on"] == "2020-09"
    position = demo("log", "training-example", "--event", "discretion-declined", "--json").objects[0]["position"]
    assert board_of(demo, "training-example", "--at", str(position))["at"]["happened_on"] == "2026-02-20"


def test_another_framework_rates_the_same_evidence(demo: Run) -> None:
    board = board_of(demo, "oxfordshire-2020", "--framework", "youth-2021")
    assert (board["framework"], board["framework_differs"]) == ("youth-2021", False)
    assert _standard(board, "2.1")["rating"] == "Good"
    assert "opened under youth-2018" in demo("ratings", "oxfordshire-2020", "--framework", "youth-2021").out


def test_a_framework_with_other_rules_than_at_the_opening_is_told(demo: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    changed = frameworks.load_framework("youth-2018").model_dump()
    changed["rules"]["discretion"]["margin_points"] = 6
    other = Framework.model_validate(changed)
    monkeypatch.setattr("ledger.bootstrap.load_framework", lambda _: other)
    ran = demo("ratings", "oxfordshire-2020", "--json")
    assert ran.code == 0
    assert ran.json["framework_differs"] is True
    assert "warning: oxfordshire-2020 was opened under other rules of youth-2018" in ran.err


@pytest.mark.parametrize(
    ("inspection", "words"),
    [("sunderland-2022", "reconstructed from published figures"), ("training-example", "invented for training")],
)
def test_people_are_told_what_is_not_the_inspectors_own(demo: Run, inspection: str, words: str) -> None:
    assert words in demo("ratings", inspection).out
    assert words in demo("log", inspection, "--to", "opened").out
    assert words in demo("inspections").out


def test_the_board_for_people_has_figures_route_tests_and_both_clocks(demo: Run) -> None:
    shown = demo("ratings", "north-yorkshire-2020").out
    assert "Overall: Good, 25 of 36" in shown
    assert "happened 2020-09, recorded 2026-11-21T16:00:00.000000Z" in shown
    assert "3.2.3   5  of   8   63%  Requires improvement" in shown
    assert "Good: Requires improvement by its lowest band (3.2.3), then Good by discretion at #" in shown
    assert "discretion up to Good: close enough (margin, one-case); 2 points, one case yes, small sample no" in shown
    assert "65%  Good (rounding-sensitive)" in shown


def test_the_board_for_people_says_why_there_is_no_rating(demo: Run) -> None:
    assert "declared not rated, does not count towards the score" in demo("ratings", "sunderland-2022").out
    assert "no relevant case" in demo("ratings", "darlington-2021").out
    middle = demo("ratings", "north-yorkshire-2020", "--at", "1500").out
    assert "Overall: Pending, " in middle
    assert "provisional: " in middle
    assert "nothing proposed yet" in middle


def test_the_board_for_people_says_what_became_of_decisions(demo: Run) -> None:
    shown = demo("ratings", "training-example").out
    assert "lapsed: the banded rating is another now, stale: the evidence has changed since" in shown
    assert "discretion declined from Good at #" in shown
    assert "discretion exercised from a rating not said to Good at #" in demo("ratings", "oxfordshire-2020").out
    assert "without effect" in demo("ratings", "oxfordshire-2020").out


def test_no_colour_goes_to_a_pipe(demo: Run) -> None:
    assert "\x1b" not in demo("ratings", "north-yorkshire-2020").out


def test_inspections_are_listed_in_the_order_they_were_opened(demo: Run) -> None:
    listed = demo("inspections", "--json").json
    assert [one["id"] for one in listed] == SIX
    assert list(listed[0]) == ["id", "service", "framework", "events", "overall", "score", "out_of", "provenance", "open_disputes", "at"]
    assert [(one["overall"], one["score"]) for one in listed[:5]] == [(g["overall"], g["score"]) for g in GOLDEN.values()]
    assert [one["open_disputes"] for one in listed] == [0, 0, 0, 0, 0, 4]


def test_inspections_for_people_name_all_of_them_with_both_clocks(demo: Run) -> None:
    shown = demo("inspections").out
    assert all(name in shown for name in SIX)
    assert shown.count("recorded 2026-11-21T16:00:00.000000Z") == 6


def test_an_empty_ledger_has_no_inspections(run: Run, tmp_path: Path) -> None:
    run("--ledger", tmp_path / "new.ledger", "init")
    assert run("--ledger", tmp_path / "new.ledger", "inspections", "--json").json == []
    assert "No inspection has been opened" in run("--ledger", tmp_path / "new.ledger", "inspections", "--at", "2019-01-01").out


def test_before_the_first_opening_it_is_said_how_many_inspections_there_are_now(demo: Run) -> None:
    said = "No inspection had been opened as at 2019-01-01; there are 6 now: leave out --at to list them.\n"
    assert demo("inspections", "--at", "2019-01-01").out == said


def test_reading_leaves_the_ledger_as_it_was(demo: Run, built: Path) -> None:
    before = hashlib.sha256(built.read_bytes()).digest()
    for arguments in (("inspections",), ("ratings", "oxfordshire-2020"), ("log", "darlington-2021")):
        assert demo(*arguments).code == 0
    assert hashlib.sha256(built.read_bytes()).digest() == before
