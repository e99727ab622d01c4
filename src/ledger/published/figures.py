"""Everything a published report says, as commands: each figure with its line, section and quoted words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ledger.domain import commands as c
from ledger.domain.events import Disagreement, FigureKind
from ledger.published.counts import ChosenCount
from ledger.published.report import Cited, Report, Status
from ledger.published.schedule import milestone
from ledger.published.script import RECORDER, Envelope


class Clerk:
    """Writes down what stands in one report, as reported and as of its publication."""

    def __init__(self, report: Report, envelope: Envelope) -> None:
        self._report = report
        self._envelope = envelope
        self._when = milestone(report, "published")
        tables = (*report.percentages, *report.ratings, *(count for count in report.counts if count.status == "printed"))
        self._table_lines = {row.line for row in tables}

    def everything(self, counts: Mapping[str, ChosenCount]) -> Iterator[c.Command]:
        """Every figure of the report, results first, then samples and dates, then words, then what does not agree."""
        yield from self._results()
        yield from self._counts(counts)
        yield from self._samples()
        yield from self._words()
        yield from self._disagreements()

    def _figure(
        self,
        kind: FigureKind,
        subject: str,
        value: str,
        status: Status,
        cited: Cited,
        *,
        reason: str | None = None,
        disagreement: Disagreement | None = None,
    ) -> c.RecordPublishedFigure:
        report = self._report.id
        by = self._envelope.by(
            RECORDER,
            self._when,
            reason=reason,
            evidence=(f"{report}:{cited.line}",),
            provenance="reported",
            correlation=f"{report}/published",
        )
        return c.RecordPublishedFigure(
            inspection=report,
            by=by,
            kind=kind,
            subject=subject,
            value=value,
            status=status,
            report=report,
            line=cited.line,
            section=cited.section,
            quote=cited.quote,
            disagreement=disagreement,
        )

    def _results(self) -> Iterator[c.Command]:
        overall = self._report.overall
        yield self._figure("overall", "overall", overall.rating, overall.status, overall.rated)
        yield self._figure("overall", "overall", f"{overall.score}/{overall.out_of}", overall.status, overall)
        for rated in self._report.ratings:
            yield self._figure("rating", rated.standard, rated.rating, rated.status, rated)
        for decision in self._report.discretion:
            for place in (decision, *decision.other_places):
                yield self._figure("fact", decision.standard, f"professional discretion to {decision.to_rating}", "stated", place)
        for printed in self._report.percentages:
            yield self._figure("percentage", printed.subject, f"{printed.percent}%", "printed", printed)

    def _counts(self, counts: Mapping[str, ChosenCount]) -> Iterator[c.Command]:
        for count in self._report.counts:
            yield self._figure("count", count.subject, f"{count.yes}/{count.relevant}", count.status, count)
        for chosen in counts.values():
            if chosen.status == "inferred":
                value = f"{chosen.yes}/{chosen.relevant}"
                yield self._figure("count", chosen.subject, value, "inferred", chosen.cited, reason=_how_inferred(chosen))

    def _samples(self) -> Iterator[c.Command]:
        for sub_sample in self._report.sub_samples:
            yield self._figure("sub-sample", sub_sample.subject, str(sub_sample.relevant), "stated", sub_sample)
        for sample in self._report.samples:
            yield self._figure("sample", sample.kind, str(sample.cases), sample.status, sample)
        for date in self._report.milestones:
            yield self._figure("date", date.what, date.on, date.status, date, reason=date.note)

    def _words(self) -> Iterator[c.Command]:
        for fact in self._report.facts:
            yield self._figure("fact", fact.what, fact.value, fact.status, fact)
        for recommendation in self._report.recommendations:
            yield self._figure("recommendation", recommendation.to, recommendation.text, "stated", recommendation)

    def _disagreements(self) -> Iterator[c.Command]:
        for contradiction in self._report.contradictions:
            joined = Disagreement(contradiction.id, contradiction.kind, contradiction.matters)
            for side in contradiction.sides:
                status: Status = "printed" if side.line in self._table_lines else "stated"
                yield self._figure(
                    "disagreement", contradiction.bears_on, side.value, status, side, reason=contradiction.summary, disagreement=joined
                )


def _how_inferred(chosen: ChosenCount) -> str:
    others = ", ".join(f"{yes}/{relevant}" for yes, relevant in chosen.alternatives)
    also = f"; {others} would fit as well" if others else "; no other count fits"
    return f"Inferred: the largest count that rounds to the printed percentage{also}."
