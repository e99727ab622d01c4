"""The casebook projection: what stands for every question of every sampled case."""

from __future__ import annotations

from tests.builders import OPENED, judged, recorded, sampled

from ledger.domain import events as e
from ledger.projections import casebook
from ledger.projections.casebook import CasebookView


def view_of(*events: e.Event) -> CasebookView:
    return casebook.fold(CasebookView(), recorded(events))


def test_nothing_stands_before_anything_is_judged() -> None:
    view = view_of(OPENED, *sampled("court", "C02", "C01"))
    assert (view.cases, dict(view.standing)) == ((("C02", "court"), ("C01", "court")), {})


def test_the_latest_answer_and_judgement_stand_with_their_events() -> None:
    view = view_of(
        *sampled("court", "C01"),
        *judged("2.1.1", C01="insufficient"),
        *judged("2.1.1", C01="sufficient"),
        e.PromptAnswered("C01", "2.1.1a", "no"),
    )
    assert {key: (value, event.position) for key, (value, event) in view.standing.items()} == {
        ("C01", "2.1.1"): ("sufficient", 3),
        ("C01", "2.1.1a"): ("no", 4),
    }


def test_a_withdrawn_case_keeps_its_kind_and_is_no_longer_in_the_sample() -> None:
    view = view_of(*sampled("court", "C01", "C02"), e.CaseWithdrawn("C01"))
    assert (view.kinds, view.in_sample) == ({"C01": "court", "C02": "court"}, (("C02", "court"),))
