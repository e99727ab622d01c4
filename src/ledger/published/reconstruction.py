"""A published inspection as the commands that lead to what was published; what the report does not say is marked reconstructed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from ledger.domain import commands as c
from ledger.domain.framework import CaseKind, Framework, key_question_of
from ledger.domain.recorded import Actor, Happened
from ledger.published.casework import JudgedCase, judged_cases
from ledger.published.counts import ChosenCount, chosen_counts
from ledger.published.figures import Clerk
from ledger.published.report import Report, ReportedDiscretion
from ledger.published.schedule import case_days, day_of, milestone
from ledger.published.script import CHAIR, LEAD, RECORDER, Envelope, Script, inspector

PANEL = ("panel-1", "panel-2", "panel-3")
QUORUM = 2
CASES_AN_INSPECTOR = 4


@dataclass(frozen=True)
class Reconstruction:
    """One published inspection made into commands; the same report always gives the same ones."""

    report: Report
    framework: Framework
    envelope: Envelope
    counts: dict[str, ChosenCount]

    def script(self) -> Script:
        """Everything up to the panel, then what the panel is reported to have decided, then the rest."""
        head = yield tuple(self._before_panel())
        if self.report.discretion:
            yield tuple(self._decision(decision, head) for decision in self.report.discretion)
        yield tuple(self._after_panel())

    def sample(self) -> tuple[tuple[str, CaseKind], ...]:
        """The case references with their kinds: court, then out-of-court, then resettlement, numbered on from C01."""
        cases = {sample.kind: sample.cases for sample in self.report.samples}
        kinds: tuple[CaseKind, ...] = ("court", "out-of-court", "resettlement")
        return tuple((f"C{number:02}", kind) for number, kind in enumerate((k for k in kinds for _ in range(cases.get(k, 0))), 1))

    def judged(self) -> tuple[JudgedCase, ...]:
        """Every sampled case with its judgements and answers; a resettlement case has none."""
        sample = self.sample()
        figures = {subject: (count.yes, count.relevant) for subject, count in self.counts.items()}
        found: list[JudgedCase] = []
        for kind in dict.fromkeys(kind for _, kind in sample):
            cases = [case for case, of in sample if of == kind]
            found += judged_cases(f"{self.report.id}\n{kind}", kind, cases, self.framework, figures)
        return tuple(found)

    def _before_panel(self) -> Iterator[c.Command]:
        yield from self._opening()
        yield from self._casework()
        end = milestone(self.report, "fieldwork-end")
        yield c.CompleteFieldwork(inspection=self.report.id, by=self.envelope.by(LEAD, end))
        yield from self._proposals(end)
        by = self.envelope.by(CHAIR, milestone(self.report, "panel"), correlation=self._sitting)
        yield c.ConvenePanel(inspection=self.report.id, by=by, members=PANEL, quorum=QUORUM)

    @property
    def _sitting(self) -> str:
        return f"{self.report.id}/panel"

    def _opening(self) -> Iterator[c.Command]:
        opened, begun = milestone(self.report, "opened"), milestone(self.report, "fieldwork-start")
        service, framework = self.report.service, self.framework.id
        yield c.OpenInspection(inspection=self.report.id, by=self.envelope.by(LEAD, opened), service=service, framework=framework)
        yield self._member(LEAD, "lead-inspector", opened)
        for member in self._inspectors():
            yield self._member(member, "inspector", opened)
        for case, kind in self.sample():
            yield c.SampleCase(inspection=self.report.id, by=self.envelope.by(LEAD, begun), case=case, kind=kind)

    def _member(self, member: Actor, role: Literal["inspector", "lead-inspector"], opened: Happened) -> c.Command:
        return c.AssignTeamMember(inspection=self.report.id, by=self.envelope.by(LEAD, opened), member=member.id, role=role)

    def _inspectors(self) -> tuple[Actor, ...]:
        return tuple(inspector(number) for number in range(1, -(-len(self.sample()) // CASES_AN_INSPECTOR) + 1))

    def _casework(self) -> Iterator[c.Command]:
        judged, days, inspectors = self.judged(), case_days(self.report), self._inspectors()
        for index, case in enumerate(judged):
            actor = inspectors[index % len(inspectors)]
            yield from case_commands(self.envelope, case, actor, day_of(index, len(judged), days))

    def _proposals(self, when: Happened) -> Iterator[c.Command]:
        for rated in self.report.ratings:
            if self.framework.by_standard[rated.standard].basis == "qualitative":
                reason = f"{rated.quote}." if rated.rating == "Not rated" else None
                by = self.envelope.by(LEAD, when, reason=reason, evidence=(f"{self.report.id}:{rated.line}",))
                yield c.ProposeRating(inspection=self.report.id, by=by, standard=rated.standard, rating=rated.rating)

    def _decision(self, decision: ReportedDiscretion, seen: int) -> c.Command:
        """The decision as the report tells it, without members: it names none."""
        lines = (decision.line, *(place.line for place in decision.other_places))
        by = self.envelope.by(
            CHAIR,
            milestone(self.report, "panel"),
            reason=decision.reason,
            evidence=tuple(f"{self.report.id}:{line}" for line in lines),
            provenance="reported",
            correlation=self._sitting,
        )
        return c.ExerciseDiscretion(
            inspection=self.report.id,
            by=by,
            standard=decision.standard,
            from_rating=decision.from_rating,
            to_rating=decision.to_rating,
            tests=decision.tests,
            members=(),
            seen=seen,
        )

    def _after_panel(self) -> Iterator[c.Command]:
        report, source = self.report, self.report.source
        yield c.ShareDraft(inspection=report.id, by=self.envelope.by(LEAD, milestone(report, "draft")))
        yield c.ConfirmRatings(inspection=report.id, by=self.envelope.by(CHAIR, milestone(report, "confirmed")))
        evidence = (f"sha256:{source.sha256}", *((f"ISBN {source.isbn}",) if source.isbn else ()))
        by = self.envelope.by(RECORDER, milestone(report, "published"), evidence=evidence, provenance="reported")
        yield c.PublishReport(inspection=report.id, by=by, title=source.title)
        yield from Clerk(report, self.envelope).everything(self.counts)


def reconstruction(report: Report, framework: Framework) -> Reconstruction:
    """The reconstruction of one published inspection."""
    return Reconstruction(report, framework, Envelope(report.id, "reconstructed", RECORDER.id), chosen_counts(report, framework))


def case_commands(envelope: Envelope, case: JudgedCase, actor: Actor, when: Happened) -> Iterator[c.Command]:
    """One inspector's work on one case: each key question's prompts, then its judgement."""
    for question, judgement in case.judgements.items():
        for prompt, answer in case.answers.items():
            if key_question_of(prompt) == question:
                by = envelope.by(actor, when)
                yield c.AnswerPrompt(inspection=envelope.inspection, by=by, case=case.case, prompt=prompt, answer=answer)
        by = envelope.by(actor, when)
        yield c.JudgeKeyQuestion(inspection=envelope.inspection, by=by, case=case.case, key_question=question, judgement=judgement)
