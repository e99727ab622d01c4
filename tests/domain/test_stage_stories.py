"""The stages of an inspection, from its opening to publication: none is left out, and reports tell what they tell."""

from __future__ import annotations

import pytest
from tests.builders import INSPECTION, LEAD, OPENED, SMALL, recorded, sampled
from tests.decider import decide as story
from tests.decider import given, inspection_state
from tests.domain.inspection_asks import (
    CONFIRMED,
    DRAFT,
    FIELDWORK_DONE,
    FIGURE,
    REPORTED,
    SAMPLE,
    SAT,
    assign,
    complete,
    confirm,
    convene,
    draft,
    note,
    propose,
    publish,
    sample,
    withdraw,
)

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.inspection import STAGES
from ledger.domain.refusals import NotFoundError, RefusedError

GOOD, NOT_RATED = Rating.GOOD, Rating.NOT_RATED


def test_an_inspection_goes_through_its_stages_one_by_one() -> None:
    given(*SAMPLE).when(complete()).then(e.FieldworkCompleted())
    given(*FIELDWORK_DONE).when(convene("panel-1", "panel-2", "panel-1")).then(e.PanelConvened(("panel-1", "panel-2"), 2))
    given(*SAT).when(draft()).then(e.DraftShared())
    given(*DRAFT).when(confirm("reported")).then(e.RatingsConfirmed())
    given(*CONFIRMED).when(publish()).then(e.ReportPublished("An inspection"))


def test_fieldwork_is_completed_once_and_a_panel_may_sit_again() -> None:
    given(*FIELDWORK_DONE).when(complete()).then_nothing()
    given(*DRAFT).when(convene("panel-1", "panel-3")).then(e.PanelConvened(("panel-1", "panel-3"), 2))


@pytest.mark.parametrize(
    ("events", "command", "sentence"),
    [
        (
            [OPENED, LEAD],
            complete(),
            "Cases are sampled before fieldwork is completed; {} is at the stage 'opened'. Record what leads to 'fieldwork' first",
        ),
        (SAMPLE, convene("panel-1", "panel-2"), "Fieldwork is completed before a panel sits; {} is at the stage 'fieldwork'."),
        (
            FIELDWORK_DONE,
            draft(),
            "A panel has sat before a draft is shared; {} is at the stage 'fieldwork-complete'. Record what leads to 'panel' first",
        ),
        (SAT, confirm(), "A draft is shared before ratings are confirmed; {} is at the stage 'panel'. Record what leads to 'draft' first"),
        (DRAFT, publish(), "Ratings are confirmed before a report is published; {} is at the stage 'draft'."),
    ],
)
def test_no_stage_is_left_out(events: list[e.Event], command: c.InspectionCommand, sentence: str) -> None:
    given(*events).when(command).then_refused(RefusedError, match=sentence.format(INSPECTION))


@pytest.mark.parametrize("command", [complete("reported"), draft("reported"), confirm("reported"), publish("reported")])
def test_what_a_report_says_happened_is_recorded_whatever_the_stage(command: c.InspectionCommand) -> None:
    assert len(story(recorded([OPENED]), command, SMALL)) == 1


@pytest.mark.parametrize(
    ("events", "command", "event"),
    [
        (FIELDWORK_DONE, sample("C02", REPORTED), e.CaseSampled("C02", "court")),
        (SAMPLE, c.WithdrawCase(inspection=INSPECTION, by=REPORTED, case="C01"), e.CaseWithdrawn("C01")),
        (SAMPLE, propose("1.1", NOT_RATED, who=REPORTED), e.RatingProposed("1.1", NOT_RATED)),
        (
            [*SAMPLE, e.RatingProposed("1.1", GOOD)],
            propose("1.1", Rating.OUTSTANDING, who=REPORTED),
            e.RatingProposed("1.1", Rating.OUTSTANDING),
        ),
        (CONFIRMED, propose("1.1", GOOD, who=REPORTED), e.RatingProposed("1.1", GOOD)),
        ([OPENED], c.ConvenePanel(inspection=INSPECTION, by=REPORTED, members=("panel-1",)), e.PanelConvened(("panel-1",), 2)),
    ],
)
def test_nothing_that_a_report_says_is_blocked(events: list[e.Event], command: c.InspectionCommand, event: e.Event) -> None:
    given(*events).when(command).then(event)


@pytest.mark.parametrize(
    ("members", "quorum", "found"), [(("panel-1",), 2, 1), (("panel-1", "panel-1"), 2, 1), ((), 1, 0), (("panel-1", "panel-2"), 3, 2)]
)
def test_a_panel_needs_its_quorum_of_different_members(members: tuple[str, ...], quorum: int, found: int) -> None:
    given(*FIELDWORK_DONE).when(convene(*members, quorum=quorum)).then_refused(
        RefusedError, match=f"A panel needs its quorum of {quorum}; {found} different members were named. Name more members"
    )


def test_a_quorum_is_at_least_one() -> None:
    given(*FIELDWORK_DONE).when(convene(quorum=0)).then_refused(
        RefusedError, match="A panel needs its quorum of 0; 0 different members were named."
    )


@pytest.mark.parametrize(
    "command",
    [assign(), sample("C02"), withdraw("C01"), propose("1.1", GOOD), complete(), convene("panel-1", "panel-2"), draft(), confirm()],
)
def test_nothing_changes_once_ratings_are_confirmed(command: c.InspectionCommand) -> None:
    given(*CONFIRMED).when(command).then_refused(
        RefusedError,
        match=f"Ratings are frozen once confirmed; {INSPECTION} has been confirmed. Reopen it first, with a reason",
    )


def test_figures_and_notes_are_added_at_any_stage() -> None:
    figure = e.PublishedFigureRecorded(
        "percentage", "2.1.1", "63%", "printed", "small-2026", 7, "2.1. Assessment", "63%", FIGURE.disagreement
    )
    for events in ([OPENED], CONFIRMED):
        given(*events).when(FIGURE).then(figure)
        given(*events).when(note()).then(e.ReviewerNoteAdded(3, None))
        given(*events).when(note("2.1")).then(e.ReviewerNoteAdded(3, "2.1"))
    given(OPENED, LEAD).when(note("9.9")).then_refused(NotFoundError, match="There is no standard '9.9'")


def test_the_stage_is_the_furthest_that_was_reached() -> None:
    story = [
        OPENED,
        *sampled("court", "C01"),
        e.FieldworkCompleted(),
        e.PanelConvened((), 0),
        e.DraftShared(),
        e.PanelConvened((), 0),
        e.RatingsConfirmed(),
    ]
    reached = [inspection_state(recorded([*story, e.ReportPublished("")][:number])).stage for number in range(9)]
    assert reached == [*STAGES[:6], "draft", *STAGES[6:]]


def test_what_a_report_tells_late_does_not_take_an_inspection_back() -> None:
    for late in (e.FieldworkCompleted(), e.DraftShared()):
        assert inspection_state(recorded([*CONFIRMED, late])).stage == "confirmed"


def test_a_case_sampled_late_leaves_the_stage_where_it_is() -> None:
    assert inspection_state(recorded([*FIELDWORK_DONE, *sampled("court", "C09")])).stage == "fieldwork-complete"
