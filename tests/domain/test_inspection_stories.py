"""What may be recorded about an inspection as a whole: its opening, team, sample, proposals, stages, figures and notes."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, LEAD, OPENED, SMALL, TEAM, On, by, recorded, sampled
from tests.decider import given, inspection_state
from tests.domain.inspection_asks import (
    FIELDWORK_DONE,
    FIGURE,
    SAMPLE,
    assign,
    complete,
    convene,
    note,
    open_,
    propose,
    publish,
    sample,
    withdraw,
)

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.decider import decide
from ledger.domain.framework import Rating
from ledger.domain.inspection import InspectionState, evolve
from ledger.domain.recorded import Happened
from ledger.domain.refusals import NotFoundError, RefusedError

GOOD, NOT_RATED = Rating.GOOD, Rating.NOT_RATED


def test_an_inspection_is_opened() -> None:
    given().when(open_()).then(OPENED)


def test_an_inspection_is_opened_once() -> None:
    given(OPENED).when(open_()).then_refused(
        RefusedError, match=f"An inspection is opened once; {INSPECTION} is already open for Small Service. Choose another id"
    )


@pytest.mark.parametrize("name", ["", "a/b", "small/case/C01", "Small", "small service", "-small", "small-", "sm\u00e5ll", "small\n"])
def test_an_inspection_id_has_no_room_for_anything_but_a_plain_name(name: str) -> None:
    given().when(open_(name)).then_refused(
        RefusedError, match=f"An inspection id is small letters, digits and hyphens; {name!r} was given."
    )


@pytest.mark.parametrize("command", [sample("C01"), assign(), propose("1.1", GOOD), complete(), publish(), note(), FIGURE, withdraw("C01")])
def test_nothing_is_recorded_about_an_inspection_that_is_not_there(command: c.InspectionCommand) -> None:
    given().when(command).then_refused(
        NotFoundError, match=f"There is no inspection '{INSPECTION}'. `ledger inspections` lists those there are."
    )


def test_a_team_member_is_assigned_once_a_role() -> None:
    given(OPENED, LEAD).when(assign()).then(e.TeamMemberAssigned("inspector-2", "inspector"))
    given(OPENED, LEAD, e.TeamMemberAssigned("inspector-2", "inspector")).when(assign()).then_nothing()
    given(OPENED, LEAD, e.TeamMemberAssigned("inspector-2", "lead-inspector")).when(assign()).then(
        e.TeamMemberAssigned("inspector-2", "inspector")
    )


def test_a_case_is_sampled_once() -> None:
    given(OPENED, LEAD).when(sample("C01")).then(e.CaseSampled("C01", "court"))
    given(*SAMPLE).when(sample("C01")).then_nothing()


def test_a_case_reference_is_not_used_for_another_case() -> None:
    given(OPENED, LEAD, *sampled("out-of-court", "C01")).when(sample("C01")).then_refused(
        RefusedError, match="A case reference is used once; C01 is already sampled as out-of-court. Choose another reference"
    )
    given(*SAMPLE, e.CaseWithdrawn("C01")).when(sample("C01")).then_refused(RefusedError, match="C01 is already withdrawn")


@pytest.mark.parametrize("case", ["", "Sam Smith", "C", "07", "c07", "C07/2", "CASE1", "C12345", "C\u0667"])
def test_a_case_is_known_by_a_reference_only(case: str) -> None:
    given(OPENED, LEAD).when(sample(case)).then_refused(
        RefusedError, match=f"A case is known by a reference such as C07, never by anything personal; {case!r} was given. Choose one"
    )


def test_no_case_is_sampled_after_fieldwork() -> None:
    given(*FIELDWORK_DONE).when(sample("C02")).then_refused(
        RefusedError, match=f"Cases are sampled before fieldwork is completed; {INSPECTION} is at 'fieldwork-complete'. The sample stands"
    )


def test_a_case_is_withdrawn_with_a_reason_and_once() -> None:
    given(*SAMPLE).when(withdraw("C01")).then(e.CaseWithdrawn("C01"))
    given(*SAMPLE).when(withdraw("C01", None)).then_refused(
        RefusedError, match="Withdrawing a case needs a reason; none was given. Give --reason"
    )
    given(*SAMPLE, e.CaseWithdrawn("C01")).when(withdraw("C01")).then_nothing()
    given(*SAMPLE).when(withdraw("C09")).then_refused(NotFoundError, match=f"Case 'C09' is not in the sample of {INSPECTION}.")


def test_a_rating_is_proposed_changed_with_a_reason_and_not_repeated() -> None:
    proposed = e.RatingProposed("1.1", GOOD)
    given(OPENED, LEAD).when(propose("1.1", GOOD)).then(proposed)
    given(OPENED, LEAD, proposed).when(propose("1.1", GOOD)).then_nothing()
    given(OPENED, LEAD, proposed).when(propose("1.1", Rating.OUTSTANDING, reason="new evidence")).then(
        e.RatingProposed("1.1", Rating.OUTSTANDING)
    )
    given(OPENED, LEAD, proposed).when(propose("1.1", Rating.OUTSTANDING)).then_refused(
        RefusedError, match="Changing a proposal, or declaring Not rated, needs a reason; the proposal is Good. Give --reason"
    )


def test_only_the_lead_inspector_proposes_unless_a_report_says_so() -> None:
    given(OPENED, LEAD).when(propose("1.1", GOOD, who=by("inspector"))).then_refused(
        RefusedError,
        match="To propose a rating is for the lead inspector: qualitative standards rest on the lead inspector's judgement (rule 6); "
        "inspector-1 acted as inspector. Have it recorded for someone who is lead inspector",
    )
    given(OPENED, LEAD).when(propose("1.1", GOOD, who=by("recorder", provenance="reported"))).then(e.RatingProposed("1.1", GOOD))


def test_a_casework_standard_is_not_proposed() -> None:
    given(OPENED, LEAD).when(propose("2.1", GOOD)).then_refused(
        RefusedError, match="Only qualitative standards are proposed; 2.1 Standard 2.1 is rated from casework. Judge its cases"
    )


def test_a_standard_is_declared_not_rated_with_a_reason_where_the_framework_allows_it() -> None:
    given(OPENED, LEAD).when(propose("4.1", NOT_RATED, reason="no such case")).then(e.RatingProposed("4.1", NOT_RATED))
    given(OPENED, LEAD).when(propose("4.1", NOT_RATED)).then_refused(
        RefusedError, match="declaring Not rated, needs a reason; it would be declared Not rated."
    )
    given(OPENED, LEAD).when(propose("1.1", NOT_RATED, reason="no such case")).then_refused(
        RefusedError, match="small-service lets 4.1 be declared Not rated; 1.1 may not. Propose a rating"
    )


def test_only_standards_of_the_framework_are_proposed() -> None:
    given(OPENED, LEAD).when(propose("9.9", GOOD)).then_refused(
        NotFoundError, match="There is no standard '9.9' in small-service. It has 1.1, 1.2, 2.1,"
    )
    given(OPENED, LEAD).when(propose("overall", GOOD)).then_refused(NotFoundError, match="There is no standard 'overall'")


def test_a_framework_may_let_no_standard_be_declared_not_rated() -> None:
    from ledger.frameworks import load_framework

    given(e.InspectionOpened("S", "youth-2018"), LEAD, framework=load_framework("youth-2018")).when(
        propose("1.1", NOT_RATED, reason="x")
    ).then_refused(RefusedError, match="youth-2018 lets no standard be declared Not rated; 1.1 may not.")


def test_events_about_one_subject_do_not_go_back_in_time() -> None:
    proposed = On("2026-03-05", e.RatingProposed("1.1", GOOD))
    earlier = by("lead-inspector", reason="new evidence", on="2026-03-04")
    given(OPENED, LEAD, proposed).when(propose("1.1", Rating.OUTSTANDING, who=earlier)).then_refused(
        RefusedError,
        match=f"Events about 1.1 in {INSPECTION} are recorded in the order they happened; the last happened on 2026-03-05, this one on 2026-03-04.",
    )
    given(OPENED, LEAD, proposed).when(propose("1.2", GOOD, who=earlier)).then(e.RatingProposed("1.2", GOOD))
    given(OPENED, LEAD, *sampled("court", "C01"), On("2026-03-05", e.FieldworkCompleted())).when(
        convene("panel-1", "panel-2", on="2026-03-04")
    ).then_refused(RefusedError, match=f"Events about inspection in {INSPECTION} are recorded in the order they happened")


def test_an_undated_event_does_not_hide_when_the_one_before_it_happened() -> None:
    events: list[e.Event | On] = [
        OPENED,
        LEAD,
        On("2026-03-05", e.RatingProposed("1.1", GOOD)),
        e.RatingProposed("1.1", Rating.OUTSTANDING),
    ]
    given(*events).when(propose("1.1", GOOD, who=by("lead-inspector", reason="again", on="2026-03-01"))).then_refused(
        RefusedError, match="the last happened on 2026-03-05"
    )


def test_what_is_recorded_is_never_refused_on_the_way_back_in() -> None:
    state = InspectionState()
    for event in (e.CaseWithdrawn("C99"), e.DiscretionRevoked("2.1", 5), e.ReviewerNoteAdded()):
        after = evolve(state, event, 1, Happened(None, "none"), "recorded")
        assert (after.sample, after.decisions, after.stage) == ({}, {}, "none")


def test_a_command_of_a_case_is_a_mistake_of_ours_here() -> None:
    judge = c.JudgeKeyQuestion(inspection=INSPECTION, by=by(), case="C01", key_question="2.1.1", judgement="sufficient")
    with pytest.raises(TypeError, match="JudgeKeyQuestion is decided elsewhere"):
        decide(judge, inspection_state(recorded([*SAMPLE, *TEAM])), SMALL)  # type: ignore[arg-type]
