"""Single judgements: after the panel, wanting, or against every prompt; and clocks."""

from __future__ import annotations

import pytest
from tests.audit.findings_stories import DONE, OPENED, PANEL, POOR, Told, found, judged_23
from tests.builders import sampled

from ledger.domain import events as e
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import Rating
from ledger.domain.recorded import Provenance

AFTER, MISSING, AGAINST, CLOCK = "judgement-after-panel", "missing-judgement", "prompts-against-judgement", "clock-behind"
CHANGED = e.KeyQuestionJudged("C01", "2.3.1", "insufficient")


def test_a_judgement_after_the_panel_is_medium_while_no_panel_has_sat_again() -> None:
    (one,) = found([*judged_23(2, 3), PANEL, CHANGED], AFTER)
    assert (one.severity, one.standard, one.key_question, one.case, one.positions) == ("medium", "2.3", "2.3.1", "C01", (9, 8))
    assert one.message == "C01 was judged insufficient on 2.3.1 at #9, after the panel sat at #8; no panel has sat since."


def test_a_judgement_before_the_panel_is_as_it_should_be() -> None:
    assert not found([*judged_23(2, 3), CHANGED, PANEL], AFTER)
    assert not found([*judged_23(2, 3), CHANGED], AFTER)


def test_a_judgement_between_two_sittings_is_low() -> None:
    (one,) = found([*judged_23(2, 3), PANEL, CHANGED, PANEL], AFTER)
    assert (one.severity, one.positions) == ("low", (9, 8))


def test_the_last_sitting_before_it_is_the_one_named() -> None:
    (one,) = found([*judged_23(2, 3), PANEL, PANEL, CHANGED], AFTER)
    assert one.positions == (10, 9)


def test_a_judgement_reaffirmed_after_the_panel_changes_nothing() -> None:
    assert not found([*judged_23(2, 3), PANEL, e.KeyQuestionJudged("C01", "2.3.1", "sufficient", reaffirmed=True)], AFTER)


def test_a_proposal_and_a_withdrawal_after_the_panel_are_found_too() -> None:
    proposal, withdrawal = found([*judged_23(2, 3), PANEL, e.RatingProposed("1.1", POOR), e.CaseWithdrawn("C02")], AFTER)
    assert (proposal.standard, proposal.message[:38]) == ("1.1", "Requires improvement was proposed for ")
    assert (withdrawal.case, withdrawal.standard) == ("C02", None)


def test_a_reconstructed_judgement_is_nobody_s_second_thought() -> None:
    assert not found([*judged_23(2, 3), PANEL, Told(CHANGED, provenance="reconstructed")], AFTER)


def test_a_judgement_that_is_reported_after_the_panel_is_found_like_any_other() -> None:
    assert found([*judged_23(2, 3), PANEL, Told(CHANGED, provenance="reported")], AFTER)


def sampled_on_3_1(*judged: e.Event) -> list[e.Event]:
    """One out-of-court case, judged on the rest of its key questions."""
    rest = [e.KeyQuestionJudged("C01", question, "sufficient") for question in ("3.1.2", "3.2.1")]
    return [OPENED, *sampled("out-of-court", "C01"), *rest, *judged]


def test_a_judgement_that_is_wanting_when_fieldwork_is_complete_is_missing() -> None:
    (one,) = found([*sampled_on_3_1(), DONE], MISSING)
    assert (one.severity, one.standard, one.key_question, one.case, one.positions) == ("high", "3.1", "3.1.1", "C01", (2, 5))


def test_a_case_without_any_judgement_is_told_standard_by_standard() -> None:
    first, second = found([OPENED, *sampled("out-of-court", "C01"), PANEL], MISSING)
    assert (first.standard, first.key_question, second.key_question) == ("3.1", None, "3.2.1")
    assert "C01 is not judged on 3.1.1, 3.1.2" in first.message


def test_not_relevant_is_a_judgement_and_nothing_is_missing() -> None:
    assert not found([*sampled_on_3_1(e.KeyQuestionJudged("C01", "3.1.1", "not-relevant")), DONE], MISSING)


def test_nothing_is_missing_before_fieldwork_is_complete_nor_of_a_withdrawn_case_nor_of_a_reconstruction() -> None:
    assert not found(sampled_on_3_1(), MISSING)
    assert not found([*sampled_on_3_1(), e.CaseWithdrawn("C01"), DONE], MISSING)
    assert not found([*sampled_on_3_1(), DONE], MISSING, provenance="reconstructed")


def answered(judgement: Judgement, first: Answer | None, second: Answer | None) -> list[e.Event]:
    answers = [e.PromptAnswered("C01", f"2.1.1{letter}", answer) for letter, answer in (("a", first), ("b", second)) if answer]
    return [OPENED, *sampled("court", "C01"), *answers, e.KeyQuestionJudged("C01", "2.1.1", judgement)]


def test_a_judgement_against_all_its_prompts_is_found() -> None:
    (one,) = found(answered("sufficient", "no", "no"), AGAINST)
    assert (one.severity, one.key_question, one.case, one.positions) == ("medium", "2.1.1", "C01", (5, 3, 4))
    assert one.message == "C01 is judged sufficient on 2.1.1, and each of the 2 prompts that apply is answered no."


@pytest.mark.parametrize(
    ("judgement", "first", "second", "raised"),
    [
        ("insufficient", "yes", "yes", True),
        ("insufficient", "yes", "no", False),
        ("sufficient", "yes", "yes", False),
        ("sufficient", "no", "yes", False),
        ("sufficient", "no", "not-applicable", True),
        ("sufficient", "not-applicable", "not-applicable", False),
        ("sufficient", "no", None, False),
        ("sufficient", None, None, False),
        ("not-relevant", "no", "no", False),
    ],
)
def test_only_every_prompt_that_applies_can_be_against_a_judgement(
    judgement: Judgement, first: Answer | None, second: Answer | None, *, raised: bool
) -> None:
    assert bool(found(answered(judgement, first, second), AGAINST)) is raised


def test_a_later_answer_or_judgement_mends_it() -> None:
    story = answered("sufficient", "no", "no")
    assert not found([*story, e.PromptAnswered("C01", "2.1.1a", "yes")], AGAINST)
    assert not found([*story, e.KeyQuestionJudged("C01", "2.1.1", "insufficient")], AGAINST)
    assert not found([*story, e.CaseWithdrawn("C01")], AGAINST)


def test_a_question_without_prompts_is_against_none() -> None:
    assert not found(judged_23(1, 1), AGAINST)


def test_reconstructed_judgements_or_answers_are_never_set_against_each_other() -> None:
    story = answered("sufficient", "no", "no")
    assert not found(story, AGAINST, provenance="reconstructed")
    assert not found([*(Told(event, provenance="reconstructed") for event in story[:-1]), story[-1]], AGAINST)
    assert found([Told(event, provenance="reported") for event in story], AGAINST, provenance="illustrative")


NOON_AND_TWO_SECONDS = "2026-03-01T12:00:02Z"
"""When the second event of a story is recorded."""


@pytest.mark.parametrize(
    ("when", "raised"),
    [
        (NOON_AND_TWO_SECONDS, False),
        ("2026-03-01T12:00:01Z", False),
        ("2026-03-01T12:00:03Z", True),
        ("2026-03-01", False),
        ("2026-03-02", False),
        ("2026-03-03", True),
        ("2026-03", False),
        ("2026-04", True),
        (None, False),
    ],
)
def test_an_event_recorded_before_it_happened_shows_a_clock_behind(when: str | None, *, raised: bool) -> None:
    assert bool(found([OPENED, Told(e.RatingProposed("1.1", Rating.GOOD), when=when)], CLOCK)) is raised


def test_all_events_recorded_too_early_are_one_finding() -> None:
    late = [Told(e.RatingProposed("1.1", rating), when="2026-03-05") for rating in (Rating.GOOD, POOR)]
    (one,) = found([OPENED, *late], CLOCK)
    assert (one.severity, one.positions) == ("medium", (2, 3))
    assert one.message.startswith(
        "2 events were recorded before they happened, the first #2: happened 2026-03-05, recorded 2026-03-01T12:00:02"
    )


@pytest.mark.parametrize("provenance", ["illustrative", "reconstructed"])
def test_no_clock_is_held_against_dates_that_are_our_own_telling(provenance: Provenance) -> None:
    told = Told(e.RatingProposed("1.1", Rating.GOOD), when="2027-01-01")
    assert not found([OPENED, told], CLOCK, provenance=provenance)
