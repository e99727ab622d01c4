"""Findings on the figures that ratings rest on: rounding, small samples, and prompts that say otherwise than their question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ledger.audit.findings.finding import Finding, on_question
from ledger.audit.findings.record import Figure, Record
from ledger.domain.bands import exact_band, is_better, is_rounding_sensitive, tally_band
from ledger.domain.framework import KeyQuestion, Standard
from ledger.domain.percentages import Tally, percentage
from ledger.domain.rating import StandardRating

_PERCENT = re.compile(r"(\d{1,3}) ?%")
_COUNT = re.compile(r"(\d{1,4}) ?(?:/|of) ?(\d{1,4})")
_STATED = ("printed", "stated")


@dataclass(frozen=True, slots=True)
class Basis:
    """Where a key question's count is from: judgements in the ledger, or a published figure, which may have been inferred."""

    positions: tuple[int, ...]
    sources: tuple[str, ...] = ()
    inferred: bool = False

    @property
    def remark(self) -> str:
        """What a reader must know of the count."""
        return " (the count is inferred from the printed percentage)" if self.inferred else ""


def rounding_sensitive_ratings(record: Record) -> Iterator[Finding]:
    """Ratings that the exact fractions would band lower than the rounded percentages do; low where a count is inferred."""
    for rating, tallies in record.settled():
        for tally in tallies:
            if not _decides_by_rounding(rating, tally):
                continue
            basis = _basis(record, tally)
            if basis is not None:
                tenths = 1000 * tally.yes // tally.relevant
                yield Finding(
                    code="rounding-sensitive",
                    severity="low" if basis.inferred else "medium",
                    message=f"{_title(rating.standard)} is {rating.route[0].rating} only by rounding: {tally.key_question} is "
                    f"{tally.yes} of {tally.relevant}, {tenths // 10}.{tenths % 10}%, counted as {tally.percent}%; "
                    f"unrounded it would be {exact_band(rating.rules, tally)}{basis.remark}.",
                    standard=rating.standard.id,
                    key_question=tally.key_question,
                    positions=basis.positions,
                    sources=basis.sources,
                )


def small_samples(record: Record) -> Iterator[Finding]:
    """Ratings whose lowest key question, or one of those tied lowest, rests on what the framework calls a small sample."""
    for rating, tallies in record.settled():
        lowest = min(tally.percent or 0 for tally in tallies)
        tied = [(tally, basis) for tally in tallies if tally.percent == lowest and (basis := _basis(record, tally)) is not None]
        known = [(tally, basis) for tally, basis in tied if tally.relevant <= rating.rules.discretion.small_sample]
        if known:
            figures = [f"{tally.key_question} is {tally.yes} of {tally.relevant}{basis.remark}" for tally, basis in known]
            larger = [f"{tally.key_question}, {tally.yes} of {tally.relevant}" for tally, basis in tied if (tally, basis) not in known]
            as_low = f", and as low {'is' if len(larger) == 1 else 'are'} {'; '.join(larger)}" if larger else ""
            yield Finding(
                code="small-sample",
                severity="low",
                message=f"{_title(rating.standard)} is {rating.route[0].rating} by its judgements on "
                f"{_cases(sorted(tally.relevant for tally, _ in tied))}: {', '.join(figures)}; no key question is lower{as_low}.",
                standard=rating.standard.id,
                key_question=known[0][0].key_question if len(known) == 1 else None,
                positions=tuple(position for _, basis in known for position in basis.positions),
                sources=tuple(dict.fromkeys(source for _, basis in known for source in basis.sources)),
            )


def questions_outside_prompts(record: Record) -> Iterator[Finding]:
    """Key questions whose percentage lies outside the range of their prompts' percentages, published or recorded."""
    for question in record.framework.by_key_question.values():
        yield from _published_outside(record, question)
        if not record.made_up:
            yield from _recorded_outside(record, question)


def printed_percent(figure: Figure) -> int | None:
    """The percentage that a published figure gives, from a percentage or a count."""
    if found := _PERCENT.fullmatch(figure.event.value):
        return int(found[1])
    if found := _COUNT.fullmatch(figure.event.value):
        return percentage(int(found[1]), int(found[2]))
    return None


def _decides_by_rounding(rating: StandardRating, tally: Tally) -> bool:
    """Whether this key question alone would take the standard below its banded rating if it were not rounded."""
    banded = rating.route[0].rating
    if not is_rounding_sensitive(rating.rules, tally):
        return False
    return tally_band(rating.rules, tally) == banded and is_better(banded, exact_band(rating.rules, tally))


def _basis(record: Record, tally: Tally) -> Basis | None:
    """Where a count is from; None where a reconstruction cannot cite any published figure for it."""
    if not record.made_up:
        return Basis(_judgements(record, tally.key_question))
    value = f"{tally.yes}/{tally.relevant}"
    figures = [figure for figure in record.figures("count", tally.key_question) if figure.event.value == value]
    figures.sort(key=lambda figure: figure.event.status == "inferred")
    if not figures:
        return None
    return Basis((figures[0].position,), (figures[0].source,), figures[0].event.status == "inferred")


def _judgements(record: Record, question: str) -> tuple[int, ...]:
    """The positions of the judgements that make a key question relevant."""
    judged = ((case, record.index.judgements.get((case, question))) for case in record.view.cases)
    return tuple(sorted(found.position for _, found in judged if found is not None and found.value != "not-relevant"))


def _published_outside(record: Record, question: KeyQuestion) -> Iterator[Finding]:
    own = _printed(record, question.id)
    prompts = [(prompt.id, found) for prompt in question.prompts if (found := _printed(record, prompt.id)) is not None]
    if own is None or len(prompts) < 2:  # noqa: PLR2004 - one prompt is no range
        return
    percent, figure = own
    low, high = _ends([(prompt, found[0]) for prompt, found in prompts])
    if not low[1] <= percent <= high[1]:
        cited = (figure, *(found[1] for prompt, found in prompts if prompt in (low[0], high[0])))
        yield _outside(
            question,
            percent,
            (low, high),
            "as published",
            Basis(tuple(f.position for f in cited), tuple(dict.fromkeys(f.source for f in cited))),
        )


def _printed(record: Record, subject: str) -> tuple[int, Figure] | None:
    """The percentage printed for a subject, else the one that a printed or stated count comes to."""
    for figure in (*record.figures("percentage", subject), *record.figures("count", subject)):
        percent = printed_percent(figure)
        if percent is not None and figure.event.status in _STATED:
            return percent, figure
    return None


def _recorded_outside(record: Record, question: KeyQuestion) -> Iterator[Finding]:
    """Only where every case that the question is relevant in has all of its prompts answered."""
    cases = [case for case in record.view.cases if _is_relevant(record, case, question.id)]
    answered = [[record.index.answers.get((case, prompt.id)) for case in cases] for prompt in question.prompts]
    if not cases or any(answer is None for answers in answered for answer in answers):
        return
    tallies = [_tally(prompt.id, [a.value for a in answers if a]) for prompt, answers in zip(question.prompts, answered, strict=True)]
    percents = [(tally.key_question, tally.percent) for tally in tallies if tally.percent is not None]
    yes = sum(record.index.judgements[case, question.id].value == "sufficient" for case in cases)
    percent = percentage(yes, len(cases))
    if percent is None or len(percents) < 2:  # noqa: PLR2004 - one prompt is no range
        return
    low, high = _ends(percents)
    if not low[1] <= percent <= high[1]:
        yield _outside(question, percent, (low, high), "as recorded", Basis(_judgements(record, question.id)))


def _is_relevant(record: Record, case: str, question: str) -> bool:
    judged = record.index.judgements.get((case, question))
    return judged is not None and judged.value != "not-relevant"


def _tally(prompt: str, answers: Sequence[str]) -> Tally:
    return Tally(prompt, answers.count("yes"), answers.count("yes") + answers.count("no"))


def _ends(percents: Sequence[tuple[str, int]]) -> tuple[tuple[str, int], tuple[str, int]]:
    return min(percents, key=lambda one: one[1]), max(percents, key=lambda one: one[1])


def _outside(question: KeyQuestion, percent: int, ends: tuple[tuple[str, int], tuple[str, int]], how: str, basis: Basis) -> Finding:
    (_, lowest), (_, highest) = ends
    points, way = (lowest - percent, "below") if percent < lowest else (percent - highest, "above")
    standard, key_question = on_question(question.id)
    return Finding(
        code="key-question-outside-prompts",
        severity="low",
        message=f"{question.id} is {percent}% {how}, {points} point{'' if points == 1 else 's'} {way} every one of its prompts: "
        f"{_range(ends)}.",
        standard=standard,
        key_question=key_question,
        positions=basis.positions,
        sources=basis.sources,
    )


def _range(ends: tuple[tuple[str, int], tuple[str, int]]) -> str:
    (low, lowest), (high, highest) = ends
    return f"all of them are {lowest}%" if lowest == highest else f"they go from {lowest}% ({low}) to {highest}% ({high})"


def _cases(numbers: Sequence[int]) -> str:
    """How many cases the questions rest on, from the fewest to the most: `one case`, `4 cases`, `1 to 5 cases`."""
    fewest, most = numbers[0], numbers[-1]
    if fewest != most:
        return f"{fewest} to {most} cases"
    return "one case" if most == 1 else f"{most} cases"


def _title(standard: Standard) -> str:
    return f"{standard.id} {standard.title}"
