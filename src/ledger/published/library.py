"""The published reports by id, each checked against its framework as it loads."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from ledger.errors import NotFoundError
from ledger.frameworks import load_framework
from ledger.published.report import Report

_REPORTS = ("north-yorkshire-2020", "oxfordshire-2020", "north-east-lincolnshire-2022", "sunderland-2022", "darlington-2021")


def report_ids() -> tuple[str, ...]:
    """The ids of the five reports, in the order the demonstration records them."""
    return _REPORTS


@cache
def load_report(report: str) -> Report:
    """The report with this id; NotFoundError where there is none, ValueError where it speaks of a question its framework has not."""
    if report not in _REPORTS:
        raise NotFoundError(f"There is no published report {report!r}. There are: {', '.join(_REPORTS)}.")
    text = resources.files(__package__).joinpath(f"{report}.toml").read_text(encoding="utf-8")
    return checked(Report.model_validate(tomllib.loads(text)))


def checked(report: Report) -> Report:
    """The same report, if every standard, key question and prompt it names is in its framework; ValueError names those that are not."""
    framework = load_framework(report.framework)
    named = {figure.subject for figures in (report.percentages, report.counts, report.sub_samples) for figure in figures}
    named |= {rated.standard for rated in report.ratings} | {decision.standard for decision in report.discretion}
    unknown = sorted(named - {*framework.by_standard, *framework.by_key_question, *framework.by_prompt})
    if unknown:
        raise ValueError(f"{report.id} is about {framework.id}, which has no {', '.join(unknown)}")
    return report
