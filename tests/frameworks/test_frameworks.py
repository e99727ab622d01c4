"""The two frameworks as they come with the program: complete as far as the reports print them, and pinned."""

from __future__ import annotations

import re

import pytest

from ledger.domain.framework import RATED, Framework, Prompt, Rating, key_question_of
from ledger.domain.wording import find_prompt
from ledger.errors import NotFoundError
from ledger.frameworks import framework_ids, load_framework
from ledger.published.library import load_report

BOTH = ["youth-2018", "youth-2021"]

DIGESTS = {
    "youth-2018": "11954d9307f11fe0b188096f66d8105d5d227e894c90ee717591a453d8848cdc",
    "youth-2021": "0d268d193d557b2651f48ed527be9ba5f9b3119979398eafc563ff1e5843d2e5",
}
"""Kept for ever: inspections are opened under these rules."""

PRINTED = {"north-yorkshire-2020": 94, "north-east-lincolnshire-2022": 95, "darlington-2021": 93}
"""How many prompts each report prints."""

CUT_SHORT = ("darlington-2021", "2.1.2c")
"""Darlington's table breaks this wording off at the end of a line."""


@pytest.fixture(params=BOTH)
def framework(request: pytest.FixtureRequest) -> Framework:
    return load_framework(request.param)


def test_two_frameworks_come_with_the_program() -> None:
    assert framework_ids() == tuple(BOTH)


@pytest.mark.parametrize("name", ["youth-2019", "", "../youth-2018", "youth-2018.toml"])
def test_a_framework_that_is_not_there_is_not_found(name: str) -> None:
    with pytest.raises(NotFoundError, match=re.escape(f"There is no framework {name!r}. There are: youth-2018, youth-2021.")):
        load_framework(name)


def test_the_rules_of_a_framework_are_pinned_by_its_digest(framework: Framework) -> None:
    assert framework.digest == DIGESTS[framework.id]


@pytest.mark.parametrize(
    ("name", "standards", "questions", "prompts"),
    [("youth-2018", 12, 37, 94), ("youth-2021", 13, 42, 95)],
)
def test_a_framework_has_every_standard_question_and_prompt_that_is_printed(
    name: str, standards: int, questions: int, prompts: int
) -> None:
    framework = load_framework(name)
    assert (len(framework.standards), len(framework.by_key_question), len(framework.by_prompt)) == (standards, questions, prompts)


def test_twelve_standards_count_out_of_36(framework: Framework) -> None:
    assert sum(standard.counts for standard in framework.standards) == 12
    assert framework.maximum_score == 36


@pytest.mark.parametrize(
    ("name", "qualitative"),
    [("youth-2018", ["1.1", "1.2", "1.3", "1.4"]), ("youth-2021", ["1.1", "1.2", "1.3", "1.4", "3.4", "4.1"])],
)
def test_all_but_these_standards_are_rated_from_casework(name: str, qualitative: list[str]) -> None:
    framework = load_framework(name)
    assert [standard.id for standard in framework.standards if standard.basis == "qualitative"] == qualitative


def test_only_resettlement_does_not_count_and_may_be_declared_not_rated(framework: Framework) -> None:
    odd = ["4.1"] if framework.id == "youth-2021" else []
    assert [standard.id for standard in framework.standards if not standard.counts] == odd
    assert [standard.id for standard in framework.standards if standard.may_be_not_rated] == odd


def test_domains_are_judged_on_their_kind_of_case(framework: Framework) -> None:
    kinds = {domain.id: domain.cases for domain in framework.domains}
    expected = {"1": None, "2": "court", "3": "out-of-court", "4": "resettlement"}
    assert kinds == {number: kind for number, kind in expected.items() if number in kinds}
    assert [s.id for s in framework.standards_on["court"]] == ["2.1", "2.2", "2.3", "2.4"]


def test_the_bands_are_the_printed_ones(framework: Framework) -> None:
    rules = framework.rules
    assert [(band.rating, band.floor, band.score) for band in rules.bands] == list(zip(RATED, (0, 50, 65, 80), (0, 1, 2, 3), strict=True))
    assert [(band.rating, band.lowest, band.highest) for band in rules.overall] == list(
        zip(RATED, (0, 7, 19, 31), (6, 18, 30, 36), strict=True)
    )


def test_the_tests_of_discretion_are_printed_for_2018_and_assumed_for_2021() -> None:
    printed, assumed = (load_framework(name).rules.discretion for name in BOTH)
    assert (printed.margin_points, printed.one_case, printed.small_sample) == (5, True, 5)
    assert (assumed.margin_points, assumed.one_case, assumed.small_sample) == (5, True, 5)
    assert "NY 1075-1077" in printed.source
    assert assumed.source.startswith("assumed")


def test_only_the_framework_of_2021_has_a_limiting_judgement() -> None:
    assert load_framework("youth-2018").rules.limits == ()
    (limit,) = load_framework("youth-2021").rules.limits
    assert (limit.standard, limit.rating, limit.at_most, limit.source) == ("4.1", Rating.INADEQUATE, Rating.GOOD, "NEL 1258")


def test_no_prompt_of_domain_one_is_printed_and_every_casework_question_has_prompts(framework: Framework) -> None:
    for standard in framework.standards:
        for question in standard.key_questions:
            assert bool(question.prompts) == (standard.basis == "casework"), question.id


def test_a_wording_is_attributed_to_its_reports_and_licence(framework: Framework) -> None:
    assert "HM Inspectorate of Probation" in framework.attribution
    assert "Open Government Licence v3.0" in framework.attribution


def test_every_wording_finds_the_prompt_it_belongs_to(framework: Framework) -> None:
    for prompt in framework.by_prompt.values():
        for wording in (prompt.text, *(alias.text for alias in prompt.aliases)):
            assert find_prompt(framework, key_question_of(prompt.id), wording) is prompt


@pytest.mark.parametrize("report", PRINTED)
def test_every_wording_that_a_report_prints_finds_exactly_one_prompt(report: str) -> None:
    printed = _printed(report)
    assert len(printed) == PRINTED[report]
    framework = load_framework(load_report(report).framework)
    for prompt, wording in printed.items():
        question = framework.by_key_question[key_question_of(prompt)]
        assert [one.id for one in question.prompts if _begins(one, wording)] == [prompt], wording
        if (report, prompt) != CUT_SHORT:
            found = find_prompt(framework, question.id, wording)
            assert found is not None
            assert found.id == prompt


def _printed(report: str) -> dict[str, str]:
    """Each prompt of a report's tables with the wording printed there, without its letter and figures."""
    data = load_report(report)
    prompts = load_framework(data.framework).by_prompt
    rows = [(row.subject, row.quote) for row in data.percentages]
    rows += [(row.subject, row.quote) for row in data.counts if row.status == "printed"]
    figures = re.compile(r"^[a-z]\) |( <sup>\d+</sup>)?( \d+%| \d+ \d+)$")
    return {subject: figures.sub("", quote) for subject, quote in rows if subject in prompts}


def _begins(prompt: Prompt, wording: str) -> bool:
    plain = [text.replace("\u2019", "'").casefold() for text in (prompt.text, *(alias.text for alias in prompt.aliases), wording)]
    return any(text.startswith(plain[-1]) for text in plain[:-1])


def test_a_letter_printed_twice_is_kept_as_printed_under_ids_of_our_own() -> None:
    letters = [prompt.letter for prompt in load_framework("youth-2021").by_key_question["2.4.1"].prompts]
    assert letters.count("d") == 2  # NEL 1338, 1339
