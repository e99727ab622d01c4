"""`rate`: figures files read strictly and rated by the rules."""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.cli.ran import Json, Run

from ledger.domain.framework import Rating
from ledger.errors import RefusedError, UsageError
from ledger.figures import Figures, parse_figures, rate_figures
from ledger.strict_json import path_text, read_json

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "boards.json").read_text(encoding="utf-8"))
PLANNING = {"3.2.1": [12, 15], "3.2.2": [8, 12], "3.2.3": [5, 8]}


def _figures(standards: object, framework: str = "youth-2018", **more: object) -> Figures:
    return parse_figures(json.dumps({"framework": framework, "standards": standards, **more}).encode())


def _rating(standard: str, figures: Figures) -> Json:
    return next(rating for rating in rate_figures(figures).ratings if rating.standard.id == standard)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "figures.json"
    standards = {"1.1": {"proposed": "Outstanding"}, "1.3": {"proposed": "Good", "override": "Outstanding"}}
    content = {"framework": "youth-2018", "standards": {**standards, "3.2": {"key_questions": PLANNING, "discretion": "Good"}}}
    file.write_text(json.dumps(content), encoding="utf-8")
    return file


def test_the_answer_has_the_names_of_ratings_without_what_only_a_ledger_knows(run: Run, file: Path) -> None:
    answer = run("rate", file, "--json").json
    assert list(answer) == ["framework", "provenance", "overall", "standards", "framework_digest", "reported"]
    assert (answer["provenance"], answer["reported"]) == ("figures", [])
    assert "position" not in json.dumps(answer)


def test_the_example_file_is_rated(run: Run, file: Path) -> None:
    answer = run("rate", file, "--json").json
    ratings = {s["id"]: s for s in answer["standards"]}
    assert ratings["3.2"]["route"] == [
        {"step": "banded", "rating": "Requires improvement", "key_questions": ["3.2.3"]},
        {"step": "discretion", "rating": "Good"},
    ]
    assert ratings["3.2"]["provisional"] is False
    assert ratings["1.3"]["route"] == [{"step": "proposed", "rating": "Good"}, {"step": "override", "rating": "Outstanding"}]
    assert (ratings["2.1"]["rating"], ratings["2.1"]["why_not_rated"]) == ("Not rated", "not-judged")
    assert answer["overall"] == {"rating": "Pending", "score": None, "out_of": 36, "possible": [8, 35], "limited_by": None}


def test_people_see_the_same_board(run: Run, file: Path) -> None:
    shown = run("rate", file).out
    assert "Figures file, rated under youth-2018" in shown
    assert "Overall: Pending, 8 to 35 of 36 possible" in shown
    assert "Good as proposed, then Outstanding by override" in shown


def test_standard_input_is_read_for_a_dash(run: Run, file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(file.read_bytes())))
    assert run("rate", "-", "--json").json == run("rate", file, "--json").json


@pytest.mark.parametrize("inspection", GOLDEN)
def test_the_counts_of_a_ledger_rate_as_the_ledger_does(demo: Run, run: Run, tmp_path: Path, inspection: str) -> None:
    board = demo("ratings", inspection, "--json").json
    standards = {}
    for standard in board["standards"]:
        if standard["basis"] == "casework":
            decision = standard["discretion"]["decision"]
            standards[standard["id"]] = {"key_questions": {q["id"]: [q["yes"], q["relevant"]] for q in standard["key_questions"]}}
            if decision and decision["effect"]:
                standards[standard["id"]]["discretion"] = decision["to"]
        else:
            standards[standard["id"]] = {"proposed": standard["rating"]}
    file = tmp_path / "figures.json"
    file.write_text(json.dumps({"framework": board["framework"], "standards": standards}), encoding="utf-8")
    rated = run("rate", file, "--json").json
    assert rated["overall"] == board["overall"]
    for one, other in zip(rated["standards"], board["standards"], strict=True):
        same = ("id", "rating", "score", "key_questions", "why_not_rated", "provisional")
        assert [one[name] for name in same] == [other[name] for name in same]
        if one["discretion"]:
            assert [one["discretion"][way] for way in ("eligible", "up", "down")] == [
                other["discretion"][way] for way in ("eligible", "up", "down")
            ]


def test_discretion_outside_the_tests_is_applied_and_reported_as_recorded(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    standards = {"3.4": {"key_questions": {"3.4.1": [11, 20], "3.4.2": [19, 20]}, "discretion": "Good"}}
    file.write_text(json.dumps({"framework": "youth-2018", "standards": standards, "as_recorded": True}), encoding="utf-8")
    ran = run("rate", file, "--json")
    assert ran.code == 0
    assert next(s["rating"] for s in ran.json["standards"] if s["id"] == "3.4") == "Good"
    assert len(ran.json["reported"]) == 1
    assert "applied as recorded, though a rule is against it: Discretion on 3.4" in ran.err


def test_a_claimed_move_to_where_the_standard_is_changes_nothing_and_is_reported() -> None:
    figures = {"3.4": {"key_questions": {"3.4.1": [14, 20], "3.4.2": [19, 20]}, "discretion": "Good"}}
    with pytest.raises(RefusedError, match=r"3\.4 would move from Good to Good"):
        rate_figures(_figures(figures))
    rating = _rating("3.4", _figures(figures, as_recorded=True))
    assert (rating.rating, rating.effect, rating.lapsed) == (Rating.GOOD, False, False)


def test_discretion_on_what_is_not_rated_is_refused_or_reported() -> None:
    figures = {"3.4": {"key_questions": {"3.4.1": [0, 0], "3.4.2": [0, 0]}, "discretion": "Good"}}
    with pytest.raises(RefusedError, match=r"Only a rated standard can be moved; 3\.4 is not rated"):
        rate_figures(_figures(figures))
    assert _rating("3.4", _figures(figures, as_recorded=True)).rating == Rating.NOT_RATED


def test_a_standard_without_a_relevant_case_is_not_rated_for_that_reason() -> None:
    rating = _rating("3.4", _figures({"3.4": {"key_questions": {"3.4.1": [0, 0], "3.4.2": [0, 0]}}}))
    assert (rating.rating, rating.why_not_rated, rating.provisional) == (Rating.NOT_RATED, "no-relevant-case", False)


def test_an_override_comes_last() -> None:
    moved = {"key_questions": PLANNING, "discretion": "Good", "override": "Outstanding"}
    assert [step.step for step in _rating("3.2", _figures({"3.2": moved})).route] == ["banded", "discretion", "override"]


def test_an_override_to_the_rating_there_is_is_refused() -> None:
    with pytest.raises(RefusedError, match=r"An override replaces a rating by another; 1\.1 is Good already"):
        rate_figures(_figures({"1.1": {"proposed": "Good", "override": "Good"}}))


def test_not_rated_is_a_declaration_where_the_framework_lets_it() -> None:
    rating = _rating("4.1", _figures({"4.1": {"proposed": "Not rated"}}, "youth-2021"))
    assert (rating.rating, rating.why_not_rated) == (Rating.NOT_RATED, "declared")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), "the top level"),
        (("standards", "3.2", "key_questions", "3.2.3", 0), 'standards."3.2".key_questions."3.2.3"[0]'),
        (("é",), '"\\u00e9"'),
        (("a b", 1, 2), '"a b"[1][2]'),
    ],
)
def test_a_path_is_written_as_it_would_be_looked_up(path: tuple[str | int, ...], text: str) -> None:
    assert path_text(path) == text


WHOLE = st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text()
TREES = st.recursive(WHOLE, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner), max_leaves=20)


@given(TREES)
def test_what_json_may_hold_comes_back_as_it_was(value: Json) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(UsageError):
        read_json(data)


@given(st.floats())
def test_no_number_that_is_not_whole_is_read(value: float) -> None:
    with pytest.raises(UsageError, match="at the top level: expected a whole number"):
        read_json(json.dumps(value).encode())


@pytest.mark.parametrize("text", ["9007199254740992", "-9007199254740992", "1" * 5000])
def test_no_number_that_some_reader_of_json_would_change_is_read(text: str) -> None:
    with pytest.raises(UsageError, match="expected a whole number of at most 9007199254740991"):
        read_json(text.encode())
