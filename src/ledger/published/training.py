"""A sixth inspection, plainly invented, for learning: what happens in it happens nowhere, and its people are roles.

It shows what no published report can: revised judgements, a reaffirmation, a withdrawn case, a changed proposal, discretion that goes stale
and discretion that lapses, a decline, an override and its revocation, a second look at some judgements, and disputes. It ends as a draft
with stale and lapsed decisions standing and disputes open, because that is where a reviewer's work begins: once ratings are confirmed
nothing in it could be changed any more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from ledger.domain import commands as c
from ledger.domain.discretion import Test
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Framework, Rating
from ledger.domain.recorded import Actor, Happened
from ledger.published.casework import JudgedCase, draw, judged_cases
from ledger.published.counts import Fraction
from ledger.published.reconstruction import PANEL, QUORUM, case_commands
from ledger.published.schedule import day_of
from ledger.published.script import CHAIR, LEAD, Envelope, Script, inspector
from ledger.published.training_disputes import REVIEWER, Look

TRAINING: Final = "training-example"
SERVICE: Final = "Training example (invented)"
FRAMEWORK: Final = "youth-2018"

WITHDRAWN: Final = "C07"
INSPECTORS: Final = tuple(inspector(number) for number in range(1, 7))

_CASES: Final[dict[CaseKind, tuple[str, ...]]] = {
    "court": tuple(f"C{number:02}" for number in range(1, 19)),
    "out-of-court": tuple(f"C{number:02}" for number in range(19, 27)),
}
_WITH_PROMPTS: Final = ("C01", "C02", "C03", "C19", "C20")
_DAYS: Final = tuple(Happened(f"2026-{day}", "day") for day in ("01-26", "01-27", "01-28", "01-29", "01-30", "02-02", "02-03", "02-04"))

# What the panel finds before it. 2.1.3, 11 of 17, is 64.7 %: printed 65 %, Good, and Requires improvement by the exact fraction.
_COUNTS: Final[dict[str, Fraction]] = {
    "2.1.1": (14, 17), "2.1.2": (12, 17), "2.1.3": (11, 17),
    "2.2.1": (13, 17), "2.2.2": (11, 16), "2.2.3": (9, 15),
    "2.3.1": (12, 17), "2.3.2": (12, 16), "2.3.3": (8, 15),
    "2.4.1": (13, 17), "2.4.2": (10, 14), "2.4.3": (9, 13),
    "3.1.1": (7, 8), "3.1.2": (6, 8), "3.1.3": (5, 7),
    "3.2.1": (7, 8), "3.2.2": (5, 6), "3.2.3": (4, 6),
    "3.3.1": (6, 8), "3.3.2": (5, 6), "3.3.3": (3, 5),
    "3.4.1": (8, 8), "3.4.2": (2, 3),
}  # fmt: skip


def training(framework: Framework) -> Script:
    """The training inspection in batches, one transaction each."""
    return _Training(framework, Envelope(TRAINING, "illustrative")).script()


@dataclass(frozen=True)
class _Training:
    framework: Framework
    say: Envelope

    def script(self) -> Script:
        fieldwork = tuple(self._fieldwork())
        before = (yield fieldwork) - len(fieldwork)
        head = yield tuple(self._proposals())
        head = yield (self._exercise("2.2", ("margin",), MARGIN, "2026-02-20T10:05Z", head),)
        head = yield (self._exercise("3.3", ("small-sample",), SMALL_SAMPLE, "2026-02-20T10:30Z", head),)
        head = yield (self._decline(head),)
        override = yield (self._override(head),)
        yield tuple(self._late_changes())
        yield tuple(self._second_sitting(override))
        yield from Look(self.say, self.judged, _inspector_of, lambda case, question: before + _last(fieldwork, case, question)).batches()

    @cached_property
    def judged(self) -> tuple[JudgedCase, ...]:
        """The cases that stay in the sample, as they stand when the panel first sits."""
        found: tuple[JudgedCase, ...] = ()
        for kind, cases in _CASES.items():
            stay = tuple(case for case in cases if case != WITHDRAWN)
            found += judged_cases(f"{TRAINING}\n{kind}", kind, stay, self.framework, _COUNTS)
        for case in found:
            if case.case in _WITH_PROMPTS:
                self._add_answers(case)
        return found

    def _add_answers(self, case: JudgedCase) -> None:
        for question, judgement in case.judgements.items():
            prompts = self.framework.by_key_question[question].prompts
            odd = draw(TRAINING, case.case, question) % (2 * len(prompts))
            for number, prompt in enumerate(prompts):
                case.answers[prompt.id] = _answer(judgement, number, odd)

    def first(self, question: str, judgement: Judgement) -> str:
        """The first case that stands judged so on a key question."""
        return next(case.case for case in self.judged if case.judgements.get(question) == judgement)

    def revised_in_fieldwork(self) -> tuple[tuple[str, str], ...]:
        """The cases and key questions that an inspector first judged insufficient and then changed."""
        return tuple((self.first(question, "sufficient"), question) for question in ("2.1.2", "2.3.2", "3.1.2"))

    def _fieldwork(self) -> Iterator[c.Command]:
        yield from self._opening()
        cases = (*self.judged[:6], self._withdrawn_case(), *self.judged[6:])
        for index, case in enumerate(cases):
            actor, day = _inspector_of(case.case), day_of(index, len(cases), _DAYS)
            yield from case_commands(self.say, self._as_first_judged(case), actor, day)
            if case.case == WITHDRAWN:
                by = self.say.by(LEAD, day, reason="The child is supervised by another service; the case was sampled by mistake.")
                yield c.WithdrawCase(inspection=TRAINING, by=by, case=WITHDRAWN)
        yield from self._second_thoughts()
        yield c.CompleteFieldwork(inspection=TRAINING, by=self.say.by(LEAD, _day("02-10")))

    def _opening(self) -> Iterator[c.Command]:
        opened, sampled = _day("01-12"), _day("01-19")
        yield c.OpenInspection(inspection=TRAINING, by=self.say.by(LEAD, opened), service=SERVICE, framework=FRAMEWORK)
        yield c.AssignTeamMember(inspection=TRAINING, by=self.say.by(LEAD, opened), member=LEAD.id, role="lead-inspector")
        for member in INSPECTORS:
            yield c.AssignTeamMember(inspection=TRAINING, by=self.say.by(LEAD, opened), member=member.id, role="inspector")
        for kind, cases in _CASES.items():
            for case in cases:
                yield c.SampleCase(inspection=TRAINING, by=self.say.by(LEAD, sampled), case=case, kind=kind)

    def _withdrawn_case(self) -> JudgedCase:
        """The case that is judged on assessment before it turns out not to belong in the sample."""
        return JudgedCase(WITHDRAWN, {"2.1.1": "insufficient", "2.1.2": "insufficient", "2.1.3": "not-relevant"})

    def _as_first_judged(self, case: JudgedCase) -> JudgedCase:
        changed: dict[str, Judgement] = {question: "insufficient" for name, question in self.revised_in_fieldwork() if name == case.case}
        return JudgedCase(case.case, {**case.judgements, **changed}, case.answers)

    def _second_thoughts(self) -> Iterator[c.Command]:
        """What changes before the fieldwork is complete: judgements and an answer with reasons, and one judgement confirmed as it was."""
        for (case, question), reason in zip(self.revised_in_fieldwork(), _SECOND_THOUGHTS, strict=True):
            yield self._judge(case, question, "sufficient", _day("02-05"), reason)
        answers = self.judged[0].answers
        prompt = next(name for name, answer in answers.items() if answer == "yes")
        by = self.say.by(_inspector_of("C01"), _day("02-06"), reason="The record that the answer rested on belongs to another child.")
        yield c.AnswerPrompt(inspection=TRAINING, by=by, case="C01", prompt=prompt, answer="no")
        again = self.first("2.3.3", "insufficient")
        reason = "The service asked for another look; the file shows no contact with the other agencies, so the judgement stands."
        yield self._judge(again, "2.3.3", "insufficient", _day("02-09"), reason, reaffirm=True)

    def _judge(
        self, case: str, question: str, judgement: Judgement, when: Happened, reason: str, *, reaffirm: bool = False
    ) -> c.JudgeKeyQuestion:
        by = self.say.by(_inspector_of(case), when, reason=reason)
        return c.JudgeKeyQuestion(inspection=TRAINING, by=by, case=case, key_question=question, judgement=judgement, reaffirm=reaffirm)

    def _proposals(self) -> Iterator[c.Command]:
        """The lead inspector's proposals, the last of them changed, which takes the overall rating down; then the panel sits."""
        proposals = {"1.1": Rating.GOOD, "1.2": Rating.REQUIRES_IMPROVEMENT, "1.3": Rating.REQUIRES_IMPROVEMENT, "1.4": Rating.GOOD}
        for standard, rating in proposals.items():
            yield c.ProposeRating(inspection=TRAINING, by=self.say.by(LEAD, _day("02-12")), standard=standard, rating=rating)
        by = self.say.by(
            LEAD, _day("02-16"), reason="The case system was shown to lose records of contacts, unknown when 1.4 was proposed."
        )
        yield c.ProposeRating(inspection=TRAINING, by=by, standard="1.4", rating=Rating.REQUIRES_IMPROVEMENT)
        yield c.ConvenePanel(inspection=TRAINING, by=self._sits("2026-02-20T09:30Z"), members=PANEL, quorum=QUORUM)

    def _sits(self, when: str, reason: str | None = None) -> c.By:
        return self.say.by(CHAIR, Happened(when, "instant"), reason=reason, correlation=f"{TRAINING}/panel/{when[:10]}")

    def _exercise(self, standard: str, tests: tuple[Test, ...], reason: str, when: str, seen: int) -> c.Command:
        return c.ExerciseDiscretion(
            inspection=TRAINING,
            by=self._sits(when, reason),
            standard=standard,
            from_rating=Rating.REQUIRES_IMPROVEMENT,
            to_rating=Rating.GOOD,
            tests=tests,
            members=PANEL,
            seen=seen,
        )

    def _decline(self, seen: int) -> c.Command:
        reason = "At 65 per cent only by rounding, 2.1 could be moved down; the other two key questions are well clear, so it stays."
        by = self._sits("2026-02-20T11:00Z", reason)
        return c.DeclineDiscretion(inspection=TRAINING, by=by, standard="2.1", tests=("margin",), members=PANEL[:2], seen=seen)

    def _override(self, seen: int) -> c.Command:
        by = self._sits("2026-02-20T11:40Z", "Partners are said to hold records, not seen in fieldwork, of the work found missing.")
        return c.OverrideRating(inspection=TRAINING, by=by, standard="2.3", to_rating=Rating.GOOD, members=PANEL, seen=seen)

    def _late_changes(self) -> Iterator[c.Command]:
        """After the panel: one judgement makes the discretion on 2.2 stale, the other makes that on 3.3 lapse."""
        yield c.ShareDraft(inspection=TRAINING, by=self.say.by(LEAD, _day("02-27")))
        case = self.first("2.2.1", "sufficient")
        reason = "A second plan turned up that replaces the one judged; it leaves the child's own goals out."
        yield self._judge(case, "2.2.1", "insufficient", _day("03-04"), reason)
        case = self.first("3.3.3", "sufficient")
        reason = "The home visits that the judgement rested on did not take place."
        yield self._judge(case, "3.3.3", "insufficient", _day("03-05"), reason)

    def _second_sitting(self, override: int) -> Iterator[c.Command]:
        """The panel takes its override back, which takes the overall rating down again; the draft goes out once more and is reviewed."""
        yield c.ConvenePanel(inspection=TRAINING, by=self._sits("2026-03-11T09:30Z"), members=PANEL[:2], quorum=QUORUM)
        by = self._sits("2026-03-11T09:50Z", "The partners' records were asked for and do not show the work: the override has no ground.")
        yield c.RevokeDecision(inspection=TRAINING, by=by, position=override)
        yield c.ShareDraft(inspection=TRAINING, by=self.say.by(LEAD, _day("03-13")))
        words = {
            "2.2": "2.2.1 was judged anew after the panel sat. Does the panel still want 2.2 raised, with the figures as they are now?",
            "3.3": "With 3.3.3 at 40 per cent the discretion on 3.3 has lapsed: its rating is no longer the one it started from.",
        }
        for standard, text in words.items():
            yield c.AddReviewerNote(inspection=TRAINING, by=self.say.by(REVIEWER, _day("03-16")), text=text, standard=standard)


MARGIN = "Keeping other people safe is five points short of Good; the other two key questions are Good."
SMALL_SAMPLE = "Keeping other people safe rests on five cases only, three of them sufficient; the other two key questions are strong."

_SECOND_THOUGHTS = (
    "The case manager showed the health assessment that seemed to be missing.",
    "The interview made clear that the work was done and recorded under another heading.",
    "The referral was found in the partner agency's record.",
)


def _answer(judgement: Judgement, number: int, odd: int) -> Answer:
    """An answer that goes with the judgement, but for one prompt now and then."""
    if judgement == "not-relevant":
        return "not-applicable"
    with_it: Answer = "yes" if judgement == "sufficient" else "no"
    against: Answer = "no" if judgement == "sufficient" else "yes"
    return against if number == odd else with_it


def _last(commands: tuple[c.Command, ...], case: str, question: str) -> int:
    """The number, from 1, of the last command that judges a key question in a case; each of these commands leads to one event."""
    judging = (
        n for n, one in enumerate(commands, 1) if isinstance(one, c.JudgeKeyQuestion) and (one.case, one.key_question) == (case, question)
    )
    return max(judging)


def _inspector_of(case: str) -> Actor:
    return INSPECTORS[int(case[1:]) % len(INSPECTORS)]


def _day(day: str) -> Happened:
    return Happened(f"2026-{day}", "day")
