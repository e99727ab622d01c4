"""The count behind each published figure: printed, stated in a sentence, or the largest that rounds to the printed percentage."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ledger.domain.framework import Framework, key_question_of, standard_of
from ledger.domain.percentages import percentage
from ledger.published.report import Cited, Count, Percentage, Report, Status

Fraction = tuple[int, int]
"""A count as `(yes, relevant)`."""


@dataclass(frozen=True, slots=True)
class ChosenCount:
    """The count taken for one key question or prompt, and where it stands.

    An inferred count cites its percentage; `alternatives` are the other counts within the sample that round to it, largest first.
    """

    subject: str
    yes: int
    relevant: int
    status: Status
    cited: Cited
    alternatives: tuple[Fraction, ...] = ()


@dataclass(frozen=True)
class _Figures:
    """What a report gives of each subject, and how many cases of its kind were sampled."""

    percentages: dict[str, Percentage]
    counts: dict[str, list[Count]]
    sub_samples: dict[str, int]
    samples: dict[str, int]


def chosen_counts(report: Report, framework: Framework) -> dict[str, ChosenCount]:
    """The count of every key question and prompt that the report gives a figure for, key questions first, in framework order."""
    figures = _figures(report, framework)
    chosen: dict[str, ChosenCount] = {}
    for subject in (*framework.by_key_question, *framework.by_prompt):
        within = figures.sub_samples.get(subject)
        if within is None and subject in framework.by_prompt and (parent := chosen.get(key_question_of(subject))):
            within = parent.relevant
        found = _choose(subject, figures, within)
        if found is not None:
            chosen[subject] = found
    return chosen


def fitting(percent: int, within: int) -> Iterator[Fraction]:
    """Every count of at most `within` relevant cases that rounds half up to the percentage, largest first."""
    for relevant in range(within, 0, -1):
        for yes in range(relevant, -1, -1):
            if percentage(yes, relevant) == percent:
                yield yes, relevant


def _figures(report: Report, framework: Framework) -> _Figures:
    counts: dict[str, list[Count]] = {}
    for count in sorted(report.counts, key=lambda c: (c.status != "printed", c.line)):
        counts.setdefault(count.subject, []).append(count)
    sub_samples: dict[str, int] = {}
    for sub_sample in sorted(report.sub_samples, key=lambda s: s.line):
        sub_samples.setdefault(sub_sample.subject, sub_sample.relevant)
    sampled = {sample.kind: sample.cases for sample in report.samples}
    samples = {standard: sampled.get(kind, 0) for standard, kind in framework.cases_of.items() if kind is not None}
    return _Figures({p.subject: p for p in report.percentages}, counts, sub_samples, samples)


def _choose(subject: str, figures: _Figures, within: int | None) -> ChosenCount | None:
    printed = figures.percentages.get(subject)
    for count in figures.counts.get(subject, ()):
        if printed is None or percentage(count.yes, count.relevant) == printed.percent:
            return ChosenCount(subject, count.yes, count.relevant, count.status, count)
    if printed is None:
        return None
    return _inferred(printed, figures.samples.get(standard_of(subject), 0), within)


def _inferred(printed: Percentage, sample: int, within: int | None) -> ChosenCount:
    """The largest count within the sub-sample that fits, or within the sample where none in the sub-sample does."""
    every = list(fitting(printed.percent, sample))
    if not every:
        where = f"{printed.percent}% printed for {printed.subject} (line {printed.line})"
        raise ValueError(f"no count of at most {sample} cases rounds to the {where}")
    smaller = [count for count in every if within is not None and count[1] <= within]
    taken = (smaller or every)[0]
    others = tuple(count for count in every if count != taken)
    return ChosenCount(printed.subject, *taken, "inferred", printed, others)
