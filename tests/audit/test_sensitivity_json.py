"""The sensitivity analysis as JSON."""

from __future__ import annotations

import json

from tests.audit.sensitivity_reference import Given, World, view

from ledger.audit.sensitivity import Sensitivity, as_json, sensitivity
from ledger.audit.sensitivity_json import EXACT


def only(*givens: Given) -> Sensitivity:
    """The analysis of a small world with Good from half the score."""
    most = 3 * sum(given.counts for given in givens)
    return sensitivity(view(World(givens, (1, (most + 1) // 2, most))))


def test_the_analysis_as_json_is_ids_and_whole_numbers() -> None:
    found = as_json(only(Given("2.1", questions=("sssssiii",), discretion=(1, 2)), Given("1.1", proposed=0)))
    assert found["standards"][0] == {  # type: ignore[index]
        "id": "2.1",
        "rating": "Good",
        "beneath": "Requires improvement",
        "provisional": False,
        "boundaries": [
            {"rating": "Inadequate", "direction": "down", "points": 13, "judgements": 2},
            {"rating": "Good", "direction": "up", "points": 2, "judgements": 1},
            {"rating": "Outstanding", "direction": "up", "points": 17, "judgements": 2},
        ],
        "key_questions": [{"id": "2.1.1", "yes": 5, "relevant": 8, "percent": 63, "band": "Requires improvement", "up": 1, "down": 2}],
        "up": {
            "cost": 2,
            "count": 1,
            "choices": 3,
            "alternatives": [
                {
                    "rating": "Outstanding",
                    "choices": 3,
                    "standards": [
                        {
                            "id": "2.1",
                            "rating": "Outstanding",
                            "changes": [{"change": "judgements", "key_question": "2.1.1", "to": "sufficient", "count": 2, "among": 3}],
                        }
                    ],
                }
            ],
        },
        "down": {
            "cost": 1,
            "count": 1,
            "choices": 1,
            "alternatives": [
                {
                    "rating": "Requires improvement",
                    "choices": 1,
                    "standards": [
                        {
                            "id": "2.1",
                            "rating": "Requires improvement",
                            "changes": [{"change": "decision", "kind": "discretion", "position": 20}],
                        }
                    ],
                }
            ],
        },
    }
    assert json.loads(json.dumps(found)) == found


def test_a_proposal_replaced_and_the_overall_rating_as_json() -> None:
    found = as_json(only(Given("1.1", proposed=2)))
    changes = [{"change": "proposal", "from": "Good", "to": "Outstanding"}]
    risen = {"rating": "Outstanding", "choices": 1, "standards": [{"id": "1.1", "rating": "Outstanding", "changes": changes}]}
    overall = found["overall"]
    assert isinstance(overall, dict)
    assert overall["up"] == {"cost": 1, "count": 1, "choices": 1, "alternatives": [risen]}
    assert (overall["rating"], overall["score"], overall["out_of"], overall["waits_for"]) == ("Good", 2, 3, [])
    assert overall["edges"][-1] == {"rating": "Outstanding", "direction": "up", "points": 1}


def test_json_of_an_inspection_not_opened_has_no_overall_rating() -> None:
    assert as_json(Sensitivity("", (), None)) == {"inspection": "", "overall": None, "standards": []}


def test_more_choices_than_json_keeps_exactly_are_null() -> None:
    found = only(Given("2.1", questions=("s" * 10 + "i" * 81,)), Given("2.2", questions=("s" * 10 + "i" * 81,)))
    assert found.overall is not None
    assert found.overall.up is not None
    assert found.overall.up.choices > EXACT
    overall = as_json(found)["overall"]
    assert isinstance(overall, dict)
    assert overall["up"]["choices"] is None
