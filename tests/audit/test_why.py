"""Why a standard is rated as it is: figures, events and people of every step."""

from __future__ import annotations

import pytest
from tests.audit.stories import CASES, DECLINED, FIVE, MOVED, OVERRIDDEN, START, story, turned, written
from tests.builders import OPENED, envelope, recorded, sampled

from ledger.audit.why import why
from ledger.audit.why_json import as_json
from ledger.audit.why_model import Why
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.errors import NotFoundError


def explained(*events: e.Event, standard: str = "2.3", prompts: bool = False, provenance: Provenance = "illustrative") -> Why:
    history = story(*events, provenance=provenance)
    return why(history, len(history), START, standard, prompts=prompts)


def positions(events: tuple[RecordedEvent, ...]) -> list[int]:
    return [event.position for event in events]


def test_every_case_is_named_with_its_latest_judgement() -> None:
    [question] = explained(turned("C01")).questions
    cases = [(event.event.case, event.event.judgement) for event in question.judgements if isinstance(event.event, e.KeyQuestionJudged)]
    assert cases == [(case, "sufficient" if case in ("C02", "C03") else "insufficient") for case in CASES]
    assert positions(question.judgements) == [12, 8, 9, 10, 11]


def test_the_judgements_named_add_up_to_the_figures() -> None:
    [question] = explained(turned("C04", "not-relevant"), e.CaseWithdrawn("C01")).questions
    counts = [question.judged(judgement) for judgement in ("sufficient", "insufficient", "not-relevant")]
    assert (counts, question.unjudged, question.tally.yes, question.tally.relevant) == ([2, 1, 1], 0, 2, 3)


def test_cases_that_want_a_judgement_are_counted() -> None:
    history = recorded([OPENED, *sampled("court", "C01", "C02"), *sampled("out-of-court", "C03"), turned("C01", "sufficient")])
    [question] = why(history, len(history), START, "2.3").questions
    assert (question.unjudged, question.band) == (1, Rating.OUTSTANDING)


def test_a_point_takes_in_nothing_later() -> None:
    history = story(MOVED, turned("C01"))
    then = why(history, 11, START, "2.3")
    assert (then.decision, then.panel, then.rated.rating, then.at.last.position, then.at.of) == (None, (), Rating.GOOD, 11, 13)


def test_prompts_are_shown_on_request_only() -> None:
    answers = [e.PromptAnswered("C01", "2.1.1a", "yes"), e.PromptAnswered("C02", "2.1.1a", "no"), e.PromptAnswered("C02", "2.1.1a", "yes")]
    assert all(question.prompts is None for question in explained(*answers, standard="2.1").questions)
    prompts = explained(*answers, standard="2.1", prompts=True).questions[0].prompts
    assert prompts is not None
    assert [(prompt.prompt.id, prompt.answered("yes"), prompt.answered("no")) for prompt in prompts] == [("2.1.1a", 2, 0), ("2.1.1b", 0, 0)]
    assert positions(prompts[0].answers) == [12, 14]


def test_published_figures_stand_beside_the_key_question_they_are_about() -> None:
    figures = [
        e.PublishedFigureRecorded(kind, subject, "60%", "printed", "a-report", 7, "2.3", "60%")  # type: ignore[arg-type]
        for kind, subject in (("percentage", "2.3.1"), ("percentage", "2.2.1"), ("rating", "2.3"), ("recommendation", "2.3.1"))
    ]
    [question] = explained(*figures).questions
    assert positions(question.published) == [12]


def test_rounding_that_decides_is_told_with_the_band_of_the_exact_fraction() -> None:
    cases = [f"C{number:02}" for number in range(1, 43)]
    judgements = [turned(case, "sufficient" if index < 25 else "insufficient") for index, case in enumerate(cases)]
    history = recorded([OPENED, *sampled("court", *cases), *judgements])
    [question] = why(history, len(history), START, "2.3").questions
    assert (question.tally.percent, question.band, question.exact) == (60, Rating.GOOD, Rating.REQUIRES_IMPROVEMENT)
    assert explained().questions[0].exact is None


def test_the_tests_come_with_their_boundary_and_the_cases_that_would_turn_the_rating() -> None:
    up, down = explained().tests
    assert (up.to, up.boundary, up.tests.points, up.cases) == (Rating.OUTSTANDING, 90, 30, ())
    assert (down.to, down.boundary, down.tests.points, down.cases) == (Rating.REQUIRES_IMPROVEMENT, 60, 0, ("C01", "C02", "C03"))


def test_where_only_counts_are_known_no_case_is_named() -> None:
    assert [tests.cases for tests in explained(provenance="reconstructed").tests] == [None, None]


def test_a_case_that_turns_the_rating_is_judged_on_every_key_question() -> None:
    history = recorded([OPENED, *sampled("court", "C01"), *[e.KeyQuestionJudged("C01", f"2.2.{n}", "insufficient") for n in (1, 2)]])
    up = why(history, len(history), START, "2.2").tests[0]
    assert (up.cases, len(up.lowest), up.deciding) == (("C01",), 2, ("2.2.1", "2.2.2"))


def test_the_top_band_has_no_test_upwards_and_the_bottom_none_downwards() -> None:
    best = explained(turned("C04", "sufficient"), turned("C05", "sufficient"))
    worst = explained(*(turned(case) for case in CASES))
    assert [tests.direction for tests in best.tests] == ["down"]
    assert [tests.direction for tests in worst.tests] == ["up"]


def test_a_decision_shows_what_the_panel_saw_and_that_nothing_changed_since() -> None:
    decision = explained(MOVED).decision
    assert decision is not None
    assert (decision.recorded.position, decision.since, decision.stale, decision.effect) == (12, (), False, True)
    assert decision.then is not None
    assert (decision.then.rating, len(decision.tests)) == (Rating.GOOD, 2)


def test_a_decision_shows_the_events_that_changed_what_it_rests_on() -> None:
    note = e.ReviewerNoteAdded(standard="2.3")
    other = e.KeyQuestionJudged("C01", "2.2.1", "sufficient")
    reaffirmed = e.KeyQuestionJudged("C02", "2.3.1", "sufficient", reaffirmed=True)
    decision = explained(MOVED, note, other, reaffirmed, turned("C04", "sufficient"), e.CaseWithdrawn("C05")).decision
    assert decision is not None
    assert (positions(decision.since), decision.stale) == ([16, 17], True)


def test_evidence_changed_and_restored_is_shown_and_not_stale() -> None:
    decision = explained(MOVED, turned("C01"), turned("C01", "sufficient")).decision
    assert decision is not None
    assert (positions(decision.since), decision.stale, decision.lapsed) == ([13, 14], False, False)


def test_a_lapsed_decision_is_shown_with_the_tests_as_they_stood_then() -> None:
    found = explained(MOVED, turned("C01"))
    decision = found.decision
    assert decision is not None
    assert (decision.lapsed, decision.effect, found.rated.rating) == (True, False, Rating.REQUIRES_IMPROVEMENT)
    assert [tests.to for tests in decision.tests] == [Rating.OUTSTANDING, Rating.REQUIRES_IMPROVEMENT]


def test_a_decline_stands_without_moving_the_rating() -> None:
    decision = explained(DECLINED).decision
    assert decision is not None
    assert (decision.event, decision.effect, decision.stale) == (DECLINED, False, False)


def test_an_override_covers_a_decision_and_both_are_explained() -> None:
    found = explained(MOVED, OVERRIDDEN)
    assert found.decision is not None
    assert found.override is not None
    assert (found.override.recorded.position, found.override.effect, found.rated.rating) == (13, True, Rating.INADEQUATE)
    assert found.ended == ()


def test_decisions_no_longer_in_force_are_told_apart() -> None:
    found = explained(DECLINED, MOVED, e.DiscretionRevoked("2.3", 13), OVERRIDDEN)
    assert (positions(found.ended), found.decision) == ([12, 13, 14], None)


def test_an_override_of_a_standard_no_longer_rated_has_no_effect() -> None:
    found = explained(OVERRIDDEN, *(e.CaseWithdrawn(case) for case in CASES))
    assert found.override is not None
    assert (found.override.effect, found.override.stale, len(found.override.since), found.tests) == (False, True, 5, ())


def test_a_qualitative_standard_is_explained_by_its_proposals() -> None:
    proposals = [e.RatingProposed("1.1", Rating.GOOD), e.RatingProposed("1.2", Rating.GOOD), e.RatingProposed("1.1", Rating.OUTSTANDING)]
    seen = e.Seen(14, proposed=Rating.OUTSTANDING)
    overridden = e.RatingOverridden("1.1", Rating.OUTSTANDING, Rating.GOOD, ("panel-1",), seen)
    found = explained(*proposals, overridden, e.RatingProposed("1.1", Rating.GOOD), standard="1.1")
    assert (positions(found.proposals), found.questions, found.tests) == ([12, 14, 16], (), ())
    assert found.override is not None
    assert (positions(found.override.since), found.override.stale, found.override.tests) == ([16], True, ())


def test_a_decision_on_what_was_not_opened_yet_still_has_its_explanation() -> None:
    seen_nothing = e.RatingOverridden("2.3", Rating.GOOD, Rating.INADEQUATE, (), e.Seen(0))
    override = explained(seen_nothing).override
    assert override is not None
    assert (override.then, override.tests, len(override.since)) == (None, (), 5)


def test_a_standard_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(NotFoundError, match=r"There is no standard '9\.9' in small-service\. It has 1\.1, "):
        explained(standard="9.9")


@pytest.mark.parametrize("standard", ["1.1", "2.1", "2.3", "4.1"])
def test_the_json_names_every_step_in_order_and_ends_with_the_overall_rating(standard: str) -> None:
    steps = [step["step"] for step in written(as_json(explained(MOVED, OVERRIDDEN, standard=standard)))["steps"]]
    expected = {"1.1": ["proposed"], "2.1": ["judgements", "banded"], "4.1": ["proposed"]}
    assert steps == [*expected.get(standard, ["judgements", "banded", "discretion", "override"]), "overall"]


def test_every_step_of_the_json_has_its_rule_with_a_source() -> None:
    steps = written(as_json(explained(MOVED, OVERRIDDEN)))["steps"]
    assert all(step["rule"].endswith(".") for step in steps)
    assert [step["source"] for step in steps] == ["invented", "invented", "invented", None, "invented"]


def test_the_json_of_the_overall_step_has_the_band_of_the_score() -> None:
    proposals = [e.RatingProposed(standard, Rating.OUTSTANDING) for standard in ("1.1", "1.2", "3.3")]
    pending = written(as_json(explained(*proposals)))["steps"][-1]
    assert (pending["rating"], pending["total"], pending["band"]) == ("Pending", None, None)


def test_an_erased_reason_is_said_to_be_erased() -> None:
    history = story()
    erased = {"reason": type(history[0].texts["reason"])("0" * 64, None, 881)}
    last = envelope(turned("C01"), 12, f"{history[0].inspection}/case/C01", 2, texts=erased)
    judgement = written(as_json(why([*history, last], 12, START, "2.3")))["steps"][0]["key_questions"][0]["judgements"][0]
    assert (judgement["reason"], judgement["reason_erased"], judgement["reason_erased_by"]) == (None, True, 881)


def test_the_five_cases_are_what_they_are_said_to_be() -> None:
    assert (len(FIVE), explained().rated.rating) == (11, Rating.GOOD)
