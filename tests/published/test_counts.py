from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.domain.percentages import percentage
from ledger.errors import NotFoundError
from ledger.frameworks import load_framework
from ledger.published.counts import ChosenCount, chosen_counts, fitting
from ledger.published.library import checked, load_report, report_ids
from ledger.published.report import Percentage, Report, Sample


def _chosen(report: str) -> dict[str, ChosenCount]:
    loaded = load_report(report)
    return chosen_counts(loaded, load_framework(loaded.framework))


@pytest.mark.parametrize("report", report_ids())
def test_every_count_rounds_to_the_printed_percentage(report: str) -> None:
    printed = {figure.subject: figure.percent for figure in load_report(report).percentages}
    chosen = _chosen(report)
    assert set(printed) <= set(chosen)
    for subject, percent in printed.items():
        assert percentage(chosen[subject].yes, chosen[subject].relevant) == percent, subject


@pytest.mark.parametrize("report", report_ids())
def test_every_key_question_of_a_casework_standard_has_a_count(report: str) -> None:
    framework = load_framework(load_report(report).framework)
    wanted = {question.id for standard in framework.standards if standard.basis == "casework" for question in standard.key_questions}
    assert wanted <= set(_chosen(report))


@pytest.mark.parametrize("report", report_ids())
def test_a_count_that_the_report_gives_is_taken_only_from_its_own_words(report: str) -> None:
    given_counts = {(count.subject, count.yes, count.relevant, count.line) for count in load_report(report).counts}
    for subject, count in _chosen(report).items():
        own = (subject, count.yes, count.relevant, count.cited.line) in given_counts
        assert own == (count.status != "inferred"), subject


@pytest.mark.parametrize(
    ("report", "subject", "count", "status"),
    [
        ("north-yorkshire-2020", "3.2.1", (12, 15), "inferred"),
        ("north-yorkshire-2020", "3.2.2", (8, 12), "stated"),
        ("north-yorkshire-2020", "3.2.3", (5, 8), "inferred"),
        ("north-yorkshire-2020", "3.3.2", (11, 13), "inferred"),
        ("north-yorkshire-2020", "3.3.3", (5, 8), "stated"),
        ("north-yorkshire-2020", "2.3.2", (11, 17), "inferred"),
        ("north-yorkshire-2020", "2.3.3", (9, 15), "stated"),
        ("north-yorkshire-2020", "3.2.2a", (9, 13), "inferred"),
        ("oxfordshire-2020", "2.3.2", (11, 17), "stated"),
        ("oxfordshire-2020", "2.2.2", (11, 17), "inferred"),
        ("oxfordshire-2020", "3.2.2", (8, 9), "inferred"),
        ("north-east-lincolnshire-2022", "2.4.1g", (4, 7), "inferred"),
        ("sunderland-2022", "2.1.2", (5, 8), "inferred"),
        ("sunderland-2022", "2.2.1f", (3, 8), "stated"),
        ("darlington-2021", "2.1.1f", (2, 4), "printed"),
        ("darlington-2021", "3.2.2", (0, 0), "printed"),
    ],
)
def test_the_count_behind_a_figure(report: str, subject: str, count: tuple[int, int], status: str) -> None:
    chosen = _chosen(report)[subject]
    assert ((chosen.yes, chosen.relevant), chosen.status) == (count, status)


def test_every_sunderland_court_figure_is_of_eight_cases() -> None:
    assert {count.relevant for subject, count in _chosen("sunderland-2022").items() if subject.startswith("2.")} == {8}


def test_an_inferred_count_lists_the_others_that_fit_within_the_sample() -> None:
    chosen = _chosen("north-yorkshire-2020")["2.4.3"]
    assert (chosen.yes, chosen.relevant) == (15, 20)
    assert chosen.alternatives == ((12, 16), (9, 12), (6, 8), (3, 4))
    assert chosen.cited.line == 803


def test_a_count_the_report_gives_has_no_alternatives() -> None:
    assert all(not count.alternatives for count in _chosen("oxfordshire-2020").values() if count.status != "inferred")


def test_a_percentage_that_no_count_of_the_sample_rounds_to_is_refused() -> None:
    report = _with_percentage(percent=99, cases=21)
    with pytest.raises(ValueError, match=r"no count of at most 21 cases rounds to the 99% printed for 2\.1\.1 \(line 7\)"):
        chosen_counts(report, load_framework("youth-2018"))


def test_a_sub_sample_that_no_count_fits_gives_way_to_the_sample() -> None:
    chosen = _chosen("north-yorkshire-2020")
    assert chosen["3.2.2"].relevant == 12
    assert not [count for count in fitting(69, 12) if count[1] <= 12]
    assert chosen["3.2.2a"].relevant == 13


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 10))
def test_fitting_finds_every_count_and_no_other(yes: int, relevant: int, more: int) -> None:
    percent = percentage(yes, relevant) if yes <= relevant else None
    if percent is None:
        return
    within = relevant + more
    found = list(fitting(percent, within))
    every = {(y, n) for n in range(1, within + 1) for y in range(n + 1) if percentage(y, n) == percent}
    assert (yes, relevant) in found
    assert set(found) == every
    assert [n for _, n in found] == sorted((n for _, n in found), reverse=True)


def test_a_report_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFoundError, match=r"There is no published report 'leeds-2019'\. There are: north-yorkshire-2020, "):
        load_report("leeds-2019")


def test_a_report_about_a_question_its_framework_has_not_is_refused() -> None:
    report = load_report("sunderland-2022")
    strange = report.percentages[0].model_copy(update={"subject": "2.9.1"})
    with pytest.raises(ValueError, match=r"sunderland-2022 is about youth-2021, which has no 2\.9\.1"):
        checked(report.model_copy(update={"percentages": (strange,)}))


def _with_percentage(*, percent: int, cases: int) -> Report:
    report = load_report("north-yorkshire-2020")
    figure = Percentage(subject="2.1.1", percent=percent, line=7, section="2.1", quote="99%")
    sample = Sample(kind="court", cases=cases, status="stated", line=1, section="1", quote="21")
    return report.model_copy(update={"percentages": (figure,), "samples": (sample,), "counts": (), "sub_samples": ()})
