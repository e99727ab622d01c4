"""The findings on the five published reports, line for line, and what is never said of them."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from tests.audit.findings_golden import GOLDEN, found_in, kept, quoted

from ledger.application import Ledger
from ledger.audit.findings import Finding, findings
from ledger.bootstrap import open_ledger
from ledger.domain import events as e
from ledger.published.library import report_ids

KEPT = json.loads(GOLDEN.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def ledger(built: Path) -> Ledger:
    return open_ledger(str(built), read_only=True)


@pytest.fixture(scope="module")
def found(ledger: Ledger) -> dict[str, list[Finding]]:
    return {inspection: found_in(ledger, inspection) for inspection in ledger.inspections()}


@pytest.mark.parametrize("report", report_ids())
def test_the_findings_on_a_report_are_those_that_are_kept(ledger: Ledger, report: str) -> None:
    assert kept(ledger, report) == KEPT[report]


@pytest.mark.parametrize("report", report_ids())
def test_every_source_is_the_line_of_a_recorded_published_figure(ledger: Ledger, found: dict[str, list[Finding]], report: str) -> None:
    words = quoted(ledger.history(report))
    assert [source for one in found[report] for source in one.sources if not any(words.get(source, ()))] == []


@pytest.mark.parametrize("report", report_ids())
def test_every_finding_on_a_report_has_a_source_and_points_to_published_or_reported_events(
    ledger: Ledger, found: dict[str, list[Finding]], report: str
) -> None:
    provenance = {recorded.position: recorded.by.provenance for recorded in ledger.history(report)}
    assert all(one.sources and one.positions for one in found[report])
    assert {provenance[position] for one in found[report] for position in one.positions} == {"reported"}


@pytest.mark.parametrize("report", report_ids())
def test_nothing_is_said_of_a_single_reconstructed_case(found: dict[str, list[Finding]], report: str) -> None:
    by_case = {"missing-judgement", "prompts-against-judgement", "judgement-after-panel", "eligible-not-considered", "clock-behind"}
    assert not [one for one in found[report] if one.case is not None or one.code in by_case]


@pytest.mark.parametrize("report", report_ids())
def test_no_report_differs_from_the_ledger(found: dict[str, list[Finding]], report: str) -> None:
    assert not [one for one in found[report] if one.code == "published-differs"]


@pytest.mark.parametrize("report", report_ids())
def test_every_recorded_disagreement_is_one_finding(ledger: Ledger, found: dict[str, list[Finding]], report: str) -> None:
    figures = [recorded.event for recorded in ledger.history(report)]
    joined = {event.disagreement.id for event in figures if isinstance(event, e.PublishedFigureRecorded) and event.disagreement}
    assert Counter(one.code for one in found[report])["figures-disagree"] == len(joined)


@pytest.mark.parametrize(
    ("report", "code", "standard", "line"),
    [
        ("north-yorkshire-2020", "reason-leans-on-other-standard", "3.2", 255),
        ("north-yorkshire-2020", "reason-leans-on-other-standard", "3.3", 257),
        ("north-yorkshire-2020", "figures-disagree", "2.3", 784),
        ("north-yorkshire-2020", "figures-disagree", "3.2", 933),
        ("oxfordshire-2020", "decision-without-effect", "2.1", 1076),
        ("oxfordshire-2020", "figures-disagree", "3.2", 880),
        ("oxfordshire-2020", "rounding-sensitive", "2.3", 718),
        ("north-east-lincolnshire-2022", "figures-disagree", "2.4", 943),
        ("north-east-lincolnshire-2022", "figures-disagree", "4.1", 1236),
        ("darlington-2021", "small-sample", "2.4", 540),
    ],
)
def test_what_the_reports_are_known_for_is_found(found: dict[str, list[Finding]], report: str, code: str, standard: str, line: int) -> None:
    assert any(one.code == code and one.standard == standard and f"{report}:{line}" in one.sources for one in found[report])


@pytest.mark.parametrize("report", report_ids())
def test_before_publication_nothing_is_found_but_what_the_panel_is_reported_to_have_done(ledger: Ledger, report: str) -> None:
    history = ledger.history(report)
    upto = next(step for step, recorded in enumerate(history) if isinstance(recorded.event, e.ReportPublished))
    codes = {one.code for one in findings(history[:upto], ledger.start())}
    assert codes <= {"reason-leans-on-other-standard", "decision-without-effect"}


def test_the_training_example_shows_what_no_report_can(found: dict[str, list[Finding]]) -> None:
    codes = {(one.code, one.standard) for one in found["training-example"]}
    assert {("stale-decision", "2.2"), ("lapsed-decision", "3.3"), ("rounding-sensitive", "2.1"), ("judgement-after-panel", "2.2")} <= codes


def test_findings_come_gravest_first_then_by_standard_then_by_code(found: dict[str, list[Finding]]) -> None:
    for each in found.values():
        keys = [(["high", "medium", "low"].index(one.severity), one.standard is None, one.standard or "", one.code) for one in each]
        assert keys == sorted(keys)


def test_the_golden_file_is_of_all_reports() -> None:
    assert list(KEPT) == list(report_ids())
    assert Path(GOLDEN).read_text(encoding="utf-8").count("\n") > 100
