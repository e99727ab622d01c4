"""On which days the cases of a report are worked, and when its milestones happened."""

from __future__ import annotations

from collections import Counter

import pytest

from ledger.domain import events as e
from ledger.domain.recorded import Happened, RecordedEvent
from ledger.published.library import report_ids
from ledger.published.report import Fact, Milestone, Report
from ledger.published.schedule import case_days, day_of, milestone

Histories = dict[str, list[RecordedEvent]]
Reports = dict[str, Report]

every_report = pytest.mark.parametrize("inspection", report_ids())


@every_report
def test_milestones_happen_when_the_report_says_as_precisely_as_it_says(histories: Histories, reports: Reports, inspection: str) -> None:
    kinds = {
        e.InspectionOpened: "opened",
        e.CaseSampled: "fieldwork-start",
        e.FieldworkCompleted: "fieldwork-end",
        e.PanelConvened: "panel",
        e.DraftShared: "draft",
        e.RatingsConfirmed: "confirmed",
        e.ReportPublished: "published",
    }
    for recorded in histories[inspection]:
        if type(recorded.event) in kinds:
            assert recorded.by.happened == milestone(reports[inspection], kinds[type(recorded.event)])


def test_a_paused_fieldwork_is_worked_after_it_was_resumed(reports: Reports) -> None:
    days = [day.on for day in case_days(reports["north-yorkshire-2020"])]
    assert days == ["2020-06-01", "2020-06-02", "2020-06-03", "2020-06-04", "2020-06-05"]


def test_where_only_the_month_is_known_only_the_month_is_said(reports: Reports) -> None:
    assert case_days(reports["north-east-lincolnshire-2022"]) == (Happened("2022-05", "month"),)


def test_fieldwork_on_a_weekend_keeps_its_first_day(reports: Reports) -> None:
    report = _fieldwork(reports["sunderland-2022"], "2022-09-17", "2022-09-18")
    assert case_days(report) == (Happened("2022-09-17", "day"),)


def test_weekends_are_not_worked(reports: Reports) -> None:
    report = _fieldwork(reports["sunderland-2022"], "2022-09-16", "2022-09-19")
    assert [day.on for day in case_days(report)] == ["2022-09-16", "2022-09-19"]


def test_a_resumption_without_a_day_changes_nothing(reports: Reports) -> None:
    fact = Fact(what="fieldwork resumed", value="later that year", status="stated", line=1, section="1", quote="later")
    report = reports["sunderland-2022"].model_copy(update={"facts": (fact,)})
    assert case_days(report) == case_days(reports["sunderland-2022"])


def test_cases_are_spread_evenly_over_the_days() -> None:
    days = tuple(Happened(f"2022-09-{day}", "day") for day in (19, 20, 21))
    assert Counter(str(day_of(index, 9, days).on) for index in range(9)) == {"2022-09-19": 3, "2022-09-20": 3, "2022-09-21": 3}


def test_a_milestone_the_report_has_not_is_an_error(reports: Reports) -> None:
    report = reports["sunderland-2022"].model_copy(update={"milestones": ()})
    with pytest.raises(ValueError, match="sunderland-2022 gives no milestone 'panel'"):
        milestone(report, "panel")


def _fieldwork(report: Report, start: str, end: str) -> Report:
    days = {"fieldwork-start": start, "fieldwork-end": end}
    milestones: tuple[Milestone, ...] = tuple(m.model_copy(update={"on": days.get(m.what, m.on)}) for m in report.milestones)
    return report.model_copy(update={"milestones": milestones})
