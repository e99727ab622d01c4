"""From the draft to the published report: comments of the service, confirmation, reopening, and erasing a text."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import INSPECTION, OPENED, SMALL, TEAM, On, by, recorded, sampled
from tests.decider import given, inspection_state

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.decider import decide
from ledger.domain.framework import CaseKind, Rating
from ledger.domain.recorded import Provenance
from ledger.domain.refusals import NotFoundError, RefusedError

GOOD, INADEQUATE, IMPROVE, OUTSTANDING = Rating.GOOD, Rating.INADEQUATE, Rating.REQUIRES_IMPROVEMENT, Rating.OUTSTANDING
PRESENT = ("panel-1", "panel-2")
CASES: dict[CaseKind, str] = {"court": "C01", "out-of-court": "D01"}
QUESTIONS = {kind: [q.id for standard in SMALL.standards_on[kind] for q in standard.key_questions] for kind in CASES}
ALL_JUDGED = [e.KeyQuestionJudged(case, question, "sufficient") for kind, case in CASES.items() for question in QUESTIONS[kind]]
PROPOSED: list[e.Event] = [e.RatingProposed(standard, GOOD) for standard in ("1.1", "1.2", "3.3", "4.1")]
SAMPLE: list[e.Event] = [OPENED, *TEAM, *sampled("court", "C01"), *sampled("out-of-court", "D01")]
SITTING: list[e.Event] = [e.FieldworkCompleted(), e.PanelConvened(PRESENT, 2)]
SAT: list[e.Event] = [*SAMPLE, *ALL_JUDGED, *PROPOSED, *SITTING]
DRAFT: list[e.Event] = [*SAT, e.DraftShared()]
CONFIRMED: list[e.Event] = [*DRAFT, e.RatingsConfirmed()]
REOPENED: list[e.Event] = [*CONFIRMED, e.ReportPublished("An inspection"), e.InspectionReopened()]
RAISED = e.FactualAccuracyRaised("FA1", "2.1", new_information=True)
SEEN = e.Seen(len(SAT), (e.SeenFigure("2.3.1", 1, 1),))


def raise_(
    comment: str = "FA1", *, text: str = "The plan was there.", standard: str | None = "2.1", who: c.By | None = None
) -> c.RaiseFactualAccuracy:
    return c.RaiseFactualAccuracy(
        inspection=INSPECTION, by=who or by("recorder"), comment=comment, text=text, standard=standard, new_information=True
    )


def answer(
    comment: str = "FA1", reason: str | None = "Seen in file 7.", provenance: Provenance = "illustrative"
) -> c.AnswerFactualAccuracy:
    who = by("lead-inspector", reason=reason, provenance=provenance)
    return c.AnswerFactualAccuracy(inspection=INSPECTION, by=who, comment=comment, outcome="in-part")


def confirm(who: c.By | None = None) -> c.ConfirmRatings:
    return c.ConfirmRatings(inspection=INSPECTION, by=who or by("panel-chair"))


def reopen(reason: str | None = "A judgement was wrong.", provenance: Provenance = "illustrative") -> c.ReopenInspection:
    return c.ReopenInspection(inspection=INSPECTION, by=by("panel-chair", reason=reason, provenance=provenance))


def propose(rating: Rating, who: c.By) -> c.ProposeRating:
    return c.ProposeRating(inspection=INSPECTION, by=who, standard="1.1", rating=rating)


def erase(
    position: int = 2, name: str = "reason", *, inspection: str = INSPECTION, reason: str | None = "It names a child."
) -> c.EraseText:
    return c.EraseText(inspection=inspection, by=by("quality-reviewer", reason=reason), position=position, name=name)


def test_the_service_comments_on_the_draft() -> None:
    given(*DRAFT).when(raise_()).then(RAISED)
    given(*DRAFT).when(raise_("FA2", standard=None)).then(e.FactualAccuracyRaised("FA2", None, new_information=True))


def test_there_is_no_comment_before_there_is_a_draft() -> None:
    given(*SAT).when(raise_()).then_refused(
        RefusedError,
        match=f"The service comments on a draft that was shared with it; {INSPECTION} is at the stage 'panel'. Record what leads to 'draft' first",
    )


@pytest.mark.parametrize("comment", ["", "fa1", "FA", "FA 1", "1"])
def test_a_comment_is_known_by_a_reference(comment: str) -> None:
    given(*DRAFT).when(raise_(comment)).then_refused(
        RefusedError, match=f"A comment is known by a reference such as FA1; {comment!r} was given. Choose one"
    )


def test_a_comment_is_raised_once_with_words_on_a_standard_there_is() -> None:
    given(*DRAFT, RAISED).when(raise_()).then_refused(
        RefusedError, match="A comment is raised once; FA1 is raised already. Give the new comment a reference of its own"
    )
    given(*DRAFT).when(raise_(text=" \n")).then_refused(
        RefusedError, match="A comment has words; none were given for FA1. Give what the service says"
    )
    given(*DRAFT).when(raise_(standard="9.9")).then_refused(NotFoundError, match="There is no standard '9.9'")


def test_a_comment_is_answered_once_with_a_reason() -> None:
    given(*DRAFT, RAISED).when(answer()).then(e.FactualAccuracyAnswered("FA1", "in-part"))
    given(*DRAFT, RAISED).when(answer(reason=None)).then_refused(
        RefusedError, match="An answer to a comment says why; no reason was given for FA1. Give --reason"
    )
    given(*DRAFT, RAISED, e.FactualAccuracyAnswered("FA1", "rejected")).when(answer()).then_refused(
        RefusedError, match="A comment is answered once; FA1 was answered 'rejected'. Let the service raise it anew"
    )


def test_only_a_comment_that_was_raised_is_answered() -> None:
    given(*DRAFT).when(answer()).then_refused(NotFoundError, match=f"There is no comment 'FA1' on the draft of {INSPECTION}. It has: none.")
    given(*DRAFT, RAISED).when(answer("FA2")).then_refused(NotFoundError, match="It has: FA1.")


def test_an_answer_does_not_come_before_its_comment() -> None:
    command = c.AnswerFactualAccuracy(
        inspection=INSPECTION, by=by("lead-inspector", reason="x", on="2026-03-04"), comment="FA1", outcome="accepted"
    )
    given(*DRAFT, On("2026-03-05", RAISED)).when(command).then_refused(
        RefusedError, match=f"Events about comment FA1 in {INSPECTION} are recorded in the order they happened"
    )


def test_settled_ratings_are_confirmed() -> None:
    given(*DRAFT).when(confirm()).then(e.RatingsConfirmed())


def test_ratings_are_not_confirmed_while_a_comment_is_unanswered() -> None:
    given(*DRAFT, RAISED, e.FactualAccuracyRaised("FA2")).when(confirm()).then_refused(
        RefusedError, match="Comments on the draft are answered before ratings are confirmed; unanswered: FA1, FA2. Answer them"
    )
    given(*DRAFT, RAISED, e.FactualAccuracyAnswered("FA1", "accepted")).when(confirm()).then(e.RatingsConfirmed())


def test_ratings_are_not_confirmed_while_a_rating_that_counts_is_wanting() -> None:
    given(*SAMPLE, *ALL_JUDGED[1:], *PROPOSED[1:], *SITTING, e.DraftShared()).when(confirm()).then_refused(
        RefusedError,
        match="Ratings are confirmed once nothing is wanting for the overall rating; wanting: 1.1 (not-proposed), 2.1 (provisional). "
        "Record it first",
    )
    irrelevant = [e.KeyQuestionJudged("C01", "2.3.1", "not-relevant")]
    given(*SAT, *irrelevant, e.DraftShared()).when(confirm()).then_refused(RefusedError, match="wanting: 2.3 (no-relevant-case).")


def test_ratings_are_not_confirmed_while_a_limiting_judgement_is_wanting() -> None:
    proposed = [e.RatingProposed(standard, OUTSTANDING) for standard in ("1.1", "1.2", "3.3")]
    unlimited = [*SAMPLE, *ALL_JUDGED, *proposed, *SITTING, e.DraftShared()]
    given(*unlimited).when(confirm()).then_refused(RefusedError, match="wanting: 4.1 (not-proposed).")
    given(*unlimited, e.RatingProposed("4.1", Rating.NOT_RATED)).when(confirm()).then(e.RatingsConfirmed())


@pytest.mark.parametrize(
    "decision",
    [
        e.DiscretionDeclined("2.3", OUTSTANDING, (), PRESENT, SEEN),
        e.DiscretionExercised("2.3", OUTSTANDING, GOOD, ("small-sample",), PRESENT, SEEN),
        e.RatingOverridden("2.3", OUTSTANDING, GOOD, PRESENT, SEEN),
    ],
)
def test_ratings_are_not_confirmed_while_a_decision_in_force_is_stale(decision: e.Event) -> None:
    changed = e.KeyQuestionJudged("C01", "2.3.1", "insufficient")
    restored = e.KeyQuestionJudged("C01", "2.3.1", "sufficient")
    position = len(SAT) + 1
    given(*SAT, decision, e.DraftShared()).when(confirm()).then(e.RatingsConfirmed())
    given(*SAT, decision, e.DraftShared(), changed).when(confirm()).then_refused(
        RefusedError,
        match=f"Confirmed ratings rest on what the panel saw; the evidence has changed since #{position} on 2.3. "
        "Have the panel decide again, or revoke what no longer holds",
    )
    given(*SAT, decision, e.DraftShared(), changed, restored).when(confirm()).then(e.RatingsConfirmed())


def test_what_a_report_says_is_recorded_whatever_is_wanting() -> None:
    reported: Provenance = "reported"
    given(OPENED, RAISED).when(confirm(by("panel-chair", provenance=reported))).then(e.RatingsConfirmed())
    given(OPENED).when(raise_(who=by("recorder", provenance=reported))).then(RAISED)
    given(*CONFIRMED).when(raise_(who=by("recorder", provenance=reported))).then(RAISED)
    answered = [*DRAFT, RAISED, e.FactualAccuracyAnswered("FA1", "rejected")]
    given(*answered).when(answer(reason=None, provenance=reported)).then(e.FactualAccuracyAnswered("FA1", "in-part"))
    given(OPENED).when(reopen(None, reported)).then(e.InspectionReopened())


def test_confirmed_ratings_are_reopened_with_a_reason() -> None:
    given(*CONFIRMED).when(reopen()).then(e.InspectionReopened())
    given(*CONFIRMED, e.ReportPublished("An inspection")).when(reopen()).then(e.InspectionReopened())
    given(*CONFIRMED).when(reopen(None)).then_refused(RefusedError, match="Reopening needs a reason; none was given. Give --reason")


def test_only_confirmed_ratings_are_reopened() -> None:
    given(*DRAFT).when(reopen()).then_refused(
        RefusedError, match=f"Only confirmed ratings are reopened; {INSPECTION} is at the stage 'draft'. Record the change itself"
    )


def test_a_change_after_reopening_says_why_and_who_else_reviewed_it() -> None:
    rule = f"After {INSPECTION} was reopened, every change says why and who else reviewed it"
    do = "Give --reason and --reviewed-by"
    reviewed = by("lead-inspector", reason="x", reviewed_by="reviewer-1")
    given(*REOPENED).when(propose(IMPROVE, reviewed)).then(e.RatingProposed("1.1", IMPROVE))
    for who, found in (
        (by("lead-inspector", reviewed_by="reviewer-1"), "no reason was given"),
        (by("lead-inspector", reason="x"), "no reviewer was named"),
        (by("lead-inspector", reason="x", reviewed_by="lead-inspector-1"), "lead-inspector-1 reviewed their own"),
    ):
        given(*REOPENED).when(propose(IMPROVE, who)).then_refused(RefusedError, match=f"{rule}; {found}. {do}")


def test_a_judgement_after_reopening_says_why_and_who_else_reviewed_it() -> None:
    def judge(who: c.By) -> c.JudgeKeyQuestion:
        return c.JudgeKeyQuestion(inspection=INSPECTION, by=who, case="C01", key_question="2.3.1", judgement="insufficient")

    given(*REOPENED).when(judge(by(reason="x"))).then_refused(RefusedError, match="no reviewer was named")
    given(*REOPENED).when(judge(by(reason="x", reviewed_by="lead-inspector-1"))).then(e.KeyQuestionJudged("C01", "2.3.1", "insufficient"))


def test_once_confirmed_anew_ratings_are_frozen_again() -> None:
    reviewed = by("panel-chair", reason="Put right.", reviewed_by="reviewer-1")
    given(*REOPENED).when(confirm()).then_refused(RefusedError, match="no reason was given")
    given(*REOPENED).when(confirm(reviewed)).then(e.RatingsConfirmed())
    given(*REOPENED, e.RatingsConfirmed()).when(propose(IMPROVE, by("lead-inspector", reason="x", reviewed_by="reviewer-1"))).then_refused(
        RefusedError, match=f"Ratings are frozen once confirmed; {INSPECTION} has been confirmed. Reopen it first, with a reason"
    )


def test_a_report_is_not_published_again_before_ratings_are_confirmed_anew() -> None:
    publish = c.PublishReport(inspection=INSPECTION, by=by("lead-inspector"), title="Corrected")
    given(*REOPENED).when(publish).then_refused(RefusedError, match="Ratings are confirmed before a report is published")
    anew = [*REOPENED, e.RatingsConfirmed()]
    given(*anew).when(publish).then(e.ReportPublished("Corrected"))
    given(*anew, e.ReportPublished("Corrected")).when(publish).then_refused(
        RefusedError,
        match=f"A report is published once for ratings that were confirmed; that of {INSPECTION} is published. Reopen the inspection first",
    )
    reported = replace(publish, by=by("recorder", provenance="reported"))
    given(*anew, e.ReportPublished("Corrected")).when(reported).then(e.ReportPublished("Corrected"))


def test_reopening_lasts_until_ratings_are_confirmed_anew() -> None:
    states = [inspection_state(recorded([*REOPENED, *after])) for after in ([], [e.DraftShared()], [e.DraftShared(), e.RatingsConfirmed()])]
    assert [(state.stage, state.reopened) for state in states] == [("draft", True), ("draft", True), ("confirmed", False)]
    early = inspection_state(recorded([OPENED, e.InspectionReopened()]))
    assert (early.stage, early.reopened) == ("opened", False)


def test_what_is_recorded_of_comments_is_never_refused_on_the_way_back_in() -> None:
    state = inspection_state(recorded([OPENED, e.FactualAccuracyAnswered("FA1", "accepted"), RAISED, e.TextErased(1, "reason")]))
    assert state.comments == {"FA1": "accepted"}


def test_a_text_is_erased_at_any_stage_with_a_reason() -> None:
    for events in (DRAFT, CONFIRMED, REOPENED):
        given(*events).when(erase()).then(e.TextErased(2, "reason"))
    given(*DRAFT).when(erase(reason=None)).then_refused(
        RefusedError, match="Erasing a text needs a reason; none was given. Give --reason, without repeating what is to be erased"
    )


def test_only_a_text_that_is_there_is_erased() -> None:
    given(*DRAFT).when(erase(999)).then_refused(
        NotFoundError, match=f"There is no event #999 in {INSPECTION}. `ledger log` lists those there are."
    )
    given(*DRAFT).when(erase(name="note")).then_refused(NotFoundError, match="Event #2 has no text called 'note'. It has: reason.")


def test_a_text_of_another_inspection_is_not_erased() -> None:
    other = recorded([OPENED], inspection="other-2026")[0]
    with pytest.raises(NotFoundError, match=f"There is no event #1 in {INSPECTION}"):
        decide(erase(1), inspection_state(recorded(DRAFT)), SMALL, other)


def test_an_erased_text_is_not_erased_again_and_an_event_may_have_none() -> None:

    from ledger.domain.recorded import Text

    state, event = inspection_state(recorded(DRAFT)), recorded(DRAFT)[1]
    assert decide(erase(), state, SMALL, event._replace(texts={"reason": Text("", None)})) == []
    with pytest.raises(NotFoundError, match=r"Event #2 has no text called 'reason'\. It has no text\."):
        decide(erase(), state, SMALL, event._replace(texts={}))


def test_a_confirmation_is_decided_on_every_rating() -> None:
    with pytest.raises(TypeError, match="a confirmation is decided on every rating of the inspection"):
        decide(confirm(), inspection_state(recorded(DRAFT)), SMALL)
