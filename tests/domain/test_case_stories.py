"""What may be recorded about one case: answers and judgements."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, OPENED, TEAM, On, by, sampled, small_service_data
from tests.decider import given

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.case import CaseState, evolve
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import Framework
from ledger.domain.recorded import Happened
from ledger.domain.refusals import NotFoundError, RefusedError

SAMPLE: list[e.Event] = [OPENED, *TEAM, *sampled("court", "C01", "C02"), *sampled("out-of-court", "C03"), *sampled("resettlement", "C04")]
JUDGED = e.KeyQuestionJudged("C01", "2.1.1", "sufficient")
ANSWERED = e.PromptAnswered("C01", "2.1.1a", "yes")
CONFIRMED: list[e.Event] = [e.FieldworkCompleted(), e.PanelConvened(("panel-1", "panel-2"), 2), e.DraftShared(), e.RatingsConfirmed()]


def judge(
    judgement: Judgement, question: str = "2.1.1", case: str = "C01", *, reaffirm: bool = False, who: c.By | None = None
) -> c.JudgeKeyQuestion:
    return c.JudgeKeyQuestion(
        inspection=INSPECTION, by=who or by(), case=case, key_question=question, judgement=judgement, reaffirm=reaffirm
    )


def answer(given_answer: Answer, prompt: str = "2.1.1a", case: str = "C01", *, who: c.By | None = None) -> c.AnswerPrompt:
    return c.AnswerPrompt(inspection=INSPECTION, by=who or by(), case=case, prompt=prompt, answer=given_answer)


@pytest.mark.parametrize("judgement", ["sufficient", "insufficient", "not-relevant"])
def test_a_key_question_is_judged(judgement: Judgement) -> None:
    given(*SAMPLE).when(judge(judgement)).then(e.KeyQuestionJudged("C01", "2.1.1", judgement))


def test_the_same_judgement_again_is_nothing() -> None:
    given(*SAMPLE, JUDGED).when(judge("sufficient")).then_nothing()


def test_the_same_judgement_again_by_an_explicit_verb_is_a_reaffirmation() -> None:
    reaffirm = judge("sufficient", reaffirm=True, who=by(reason="looked again"))
    given(*SAMPLE, JUDGED).when(reaffirm).then(e.KeyQuestionJudged("C01", "2.1.1", "sufficient", reaffirmed=True))


def test_a_reaffirmation_needs_a_reason() -> None:
    given(*SAMPLE, JUDGED).when(judge("sufficient", reaffirm=True)).then_refused(
        RefusedError, match="Changing or reaffirming a judgement needs a reason; 2.1.1 in C01 was judged 'sufficient'. Give --reason"
    )


def test_only_the_judgement_that_stands_can_be_reaffirmed() -> None:
    given(*SAMPLE, JUDGED).when(judge("insufficient", reaffirm=True, who=by(reason="looked again"))).then_refused(
        RefusedError, match="Reaffirming repeats the judgement that stands; 2.1.1 in C01 is 'sufficient'. Judge it without reaffirming"
    )
    given(*SAMPLE).when(judge("sufficient", reaffirm=True)).then_refused(RefusedError, match="2.1.1 in C01 has not been judged")


def test_a_judgement_is_changed_with_a_reason_whoever_makes_it() -> None:
    change = judge("not-relevant", who=by("lead-inspector", reason="the risk was low"))
    given(*SAMPLE, JUDGED).when(change).then(e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"))


@pytest.mark.parametrize("reason", [None, ""])
def test_a_judgement_is_not_changed_without_a_reason(reason: str | None) -> None:
    given(*SAMPLE, JUDGED).when(judge("insufficient", who=by(reason=reason))).then_refused(
        RefusedError, match="Changing or reaffirming a judgement needs a reason; 2.1.1 in C01 was judged 'sufficient'. Give --reason"
    )


def test_a_judgement_is_never_computed_from_prompts() -> None:
    against = [e.PromptAnswered("C01", "2.1.1a", "no"), e.PromptAnswered("C01", "2.1.1b", "no")]
    given(*SAMPLE, *against).when(judge("sufficient")).then(JUDGED)


def test_a_prompt_is_answered_changed_with_a_reason_and_not_repeated() -> None:
    given(*SAMPLE).when(answer("yes")).then(ANSWERED)
    given(*SAMPLE, ANSWERED).when(answer("yes")).then_nothing()
    given(*SAMPLE, ANSWERED).when(answer("not-applicable", who=by(reason="misread"))).then(
        e.PromptAnswered("C01", "2.1.1a", "not-applicable")
    )
    given(*SAMPLE, ANSWERED).when(answer("no")).then_refused(
        RefusedError, match="Changing an answer needs a reason; 2.1.1a in C01 was answered 'yes'. Give --reason"
    )


def test_each_case_and_question_stands_for_itself() -> None:
    given(*SAMPLE, JUDGED, ANSWERED).when(judge("insufficient", case="C02")).then(e.KeyQuestionJudged("C02", "2.1.1", "insufficient"))
    given(*SAMPLE, JUDGED, ANSWERED).when(judge("insufficient", "2.1.2")).then(e.KeyQuestionJudged("C01", "2.1.2", "insufficient"))


def test_nothing_is_judged_in_an_inspection_that_is_not_there() -> None:
    given().when(judge("sufficient")).then_refused(
        NotFoundError, match=f"There is no inspection '{INSPECTION}'. `ledger inspections` lists those"
    )


def test_a_case_must_be_in_the_sample() -> None:
    given(*SAMPLE).when(judge("sufficient", case="C09")).then_refused(
        NotFoundError, match=f"Case 'C09' is not in the sample of {INSPECTION}. Sample it"
    )


def test_a_withdrawn_case_is_not_judged() -> None:
    given(*SAMPLE, e.CaseWithdrawn("C01")).when(answer("yes")).then_refused(
        RefusedError, match="Withdrawn cases are not judged; C01 was withdrawn. Judge another case"
    )


@pytest.mark.parametrize(
    ("case", "question", "sentence"),
    [
        ("C03", "2.1.1", "Standard 2.1 is judged on court cases; C03 was sampled as out-of-court. Check the question and the case"),
        ("C01", "3.1.1", "Standard 3.1 is judged on out-of-court cases; C01 was sampled as court"),
        ("C04", "4.1.1", "Standard 4.1 is judged on no case: it is proposed by the lead inspector; C04 was sampled as resettlement"),
        ("C01", "1.1.1", "Standard 1.1 is judged on no case: it is proposed by the lead inspector"),
    ],
)
def test_a_question_is_judged_on_cases_of_its_domain_only(case: str, question: str, sentence: str) -> None:
    given(*SAMPLE).when(judge("sufficient", question, case)).then_refused(RefusedError, match=sentence)


def test_questions_and_prompts_must_be_in_the_framework() -> None:
    given(*SAMPLE).when(judge("sufficient", "2.1.9")).then_refused(
        NotFoundError, match="There is no key question '2.1.9' in small-service; they have ids"
    )
    given(*SAMPLE).when(answer("yes", "2.1.1z")).then_refused(
        NotFoundError, match="There is no prompt '2.1.1z' in small-service; prompts have ids"
    )


def test_a_prompt_of_a_qualitative_standard_is_answered_in_no_case() -> None:
    data = small_service_data()
    data["domains"][0]["standards"][0]["key_questions"][0]["prompts"] = [{"id": "1.1.1a", "text": "Is it?", "source": "invented"}]
    given(*SAMPLE, framework=Framework.model_validate(data)).when(answer("yes", "1.1.1a")).then_refused(
        RefusedError, match="judged on no case"
    )


def test_nothing_is_judged_once_ratings_are_confirmed() -> None:
    given(*SAMPLE, *CONFIRMED).when(judge("sufficient")).then_refused(
        RefusedError,
        match=f"Ratings are frozen once confirmed; {INSPECTION} has been confirmed. Reopen it first, with a reason",
    )
    given(*SAMPLE, *CONFIRMED[:-1]).when(judge("sufficient")).then(JUDGED)


def test_judgements_of_one_question_do_not_go_back_in_time() -> None:
    story = given(*SAMPLE, On("2026-03-05", JUDGED))
    story.when(judge("insufficient", who=by(reason="misread", on="2026-03-04"))).then_refused(
        RefusedError,
        match="Events about 2.1.1 in case C01 are recorded in the order they happened; the last happened on 2026-03-05, this one on 2026-03-04.",
    )
    story.when(judge("insufficient", who=by(reason="misread", on="2026-03-05"))).then(e.KeyQuestionJudged("C01", "2.1.1", "insufficient"))
    story.when(judge("insufficient", "2.1.2", who=by(on="2026-03-01"))).then(e.KeyQuestionJudged("C01", "2.1.2", "insufficient"))


def test_answers_to_one_prompt_do_not_go_back_in_time() -> None:
    story = given(*SAMPLE, On("2026-03-05", ANSWERED))
    story.when(answer("no", who=by(reason="misread", on="2026-02"))).then_refused(
        RefusedError, match="Events about 2.1.1a in case C01 are recorded"
    )


@pytest.mark.parametrize("between", [JUDGED, On("2026-03", JUDGED)], ids=["undated", "month"])
def test_a_less_precise_event_does_not_hide_when_the_one_before_it_happened(between: e.Event | On) -> None:
    given(*SAMPLE, On("2026-03-05", JUDGED), between).when(judge("insufficient", who=by(reason="misread", on="2026-03-04"))).then_refused(
        RefusedError, match="the last happened on 2026-03-05"
    )


def test_an_event_of_another_stream_changes_nothing_of_a_case() -> None:
    state = CaseState()
    assert evolve(state, e.FieldworkCompleted(), Happened(None, "none")) is state


REPORTED = by("recorder", provenance="reported")


@pytest.mark.parametrize("before", [[JUDGED, ANSWERED], [e.CaseWithdrawn("C01")], CONFIRMED, [*CONFIRMED, e.InspectionReopened()]])
def test_nothing_that_a_report_says_is_blocked(before: list[e.Event]) -> None:
    given(*SAMPLE, *before).when(judge("insufficient", who=REPORTED)).then(e.KeyQuestionJudged("C01", "2.1.1", "insufficient"))
    given(*SAMPLE, *before).when(answer("no", who=REPORTED)).then(e.PromptAnswered("C01", "2.1.1a", "no"))
