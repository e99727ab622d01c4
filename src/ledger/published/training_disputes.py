"""What is looked at again in the training inspection: a dip sample judged a second time, and disputes of every kind of effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from ledger.domain import commands as c
from ledger.domain.dispute_events import DrawnJudgement
from ledger.domain.evidence import Judgement
from ledger.domain.framework import standard_of
from ledger.domain.recorded import Actor, Happened
from ledger.domain.second import drawn
from ledger.published.casework import JudgedCase, draw
from ledger.published.script import LEAD, Envelope

STANDARD: Final = "2.2"
SIZE: Final = 12
SEED: Final = 20_260_317
REVIEWER: Final = Actor("reviewer-1", "quality-reviewer")
DUE: Final = "2026-03-30"

_OTHER: Final[dict[Judgement, Judgement]] = {"sufficient": "insufficient", "insufficient": "sufficient", "not-relevant": "sufficient"}


@dataclass(frozen=True)
class Look:
    """Who says what of one inspection: `judged` are its cases, `position_of` is where a judgement stands."""

    say: Envelope
    judged: tuple[JudgedCase, ...]
    inspector_of: Callable[[str], Actor]
    position_of: Callable[[str, str], int]

    def batches(self) -> Iterator[tuple[c.Command, ...]]:
        """The sample and its sheet, the second judgements, and then the disputes."""
        yield tuple(self._drawn())
        yield tuple(self._given())
        yield tuple(self._raised())
        yield tuple(self._ended())

    def _drawn(self) -> Iterator[c.Command]:
        by = self.say.by(LEAD, _day("17"), reason="The panel asked how surely 2.2 was judged.")
        yield c.DrawDipSample(inspection=self.say.inspection, by=by, size=SIZE, seed=SEED, standard=STANDARD)
        yield c.IssueSheet(inspection=self.say.inspection, by=self.say.by(REVIEWER, _day("18")), sample=1)

    def _given(self) -> Iterator[c.Command]:
        """The reviewer's own judgements on the sheet, some of them unlike the first."""
        cases = {case.case: case for case in self.judged}
        every = [DrawnJudgement(name, q, 0) for name, case in cases.items() for q in case.judgements if standard_of(q) == STANDARD]
        for one in drawn(every, SEED, SIZE):
            first = cases[one.case].judgements[one.key_question]
            differs = draw(self.say.inspection, "a second look", one.case, one.key_question) % 3 == 0
            yield c.GiveSecondJudgement(
                inspection=self.say.inspection,
                by=self.say.by(REVIEWER, _day("19"), reason="Judged from the file alone." if differs else None),
                sample=1,
                case=one.case,
                key_question=one.key_question,
                judgement=_OTHER[first] if differs else first,
                declared="not-seen",
            )

    def _raised(self) -> Iterator[c.Command]:
        """Six disputes: one that decides 2.1 alone, two that decide 2.3 together, and three that decide nothing or are at their end."""
        first, second = self._cases("2.3.3", "insufficient")[:2]
        yield self._raise(self._cases("2.1.3", "sufficient")[0], "2.1.3", "The work with partners began later.", "2026-03-25")
        yield self._raise(first, "2.3.3", "The other agencies' notes show the contact that was missed.", DUE)
        yield self._raise(second, "2.3.3", "The same: the notes of the other agencies were not asked for.", DUE)
        yield self._raise(self._cases("2.4.1", "insufficient")[0], "2.4.1", "The review is there, under another heading.", DUE)
        yield self._raise(self._cases("3.1.1", "sufficient")[0], "3.1.1", "The assessment was copied from an earlier one.")
        yield self._raise(self._cases("3.2.1", "insufficient")[0], "3.2.1", "The plan names the family's wishes.", DUE)

    def _ended(self) -> Iterator[c.Command]:
        """The second dispute is answered, the fifth withdrawn and the sixth resolved, what it was about being upheld."""
        answered = self.inspector_of(self._cases("2.3.3", "insufficient")[0])
        inspection, by = self.say.inspection, self.say.by(answered, _day("24"), evidence=("partners/notes",))
        yield c.AnswerDispute(inspection=inspection, by=by, dispute=2, text="The notes came after fieldwork; I have not read them.")
        by = self.say.by(REVIEWER, _day("25"), reason="The dates show that it is not a copy.")
        yield c.WithdrawDispute(inspection=inspection, by=by, dispute=5)
        by = self.say.by(LEAD, _day("26"), reason="Read again with the inspector: the wishes are named, the plan does not act on them.")
        yield c.ResolveDispute(inspection=inspection, by=by, dispute=6, outcome="upheld")

    def _raise(self, case: str, question: str, grounds: str, due: str | None = None) -> c.Command:
        by = self.say.by(REVIEWER, _day("20"))
        return c.RaiseDispute(inspection=self.say.inspection, by=by, about=self.position_of(case, question), text=grounds, due=due)

    def _cases(self, question: str, judgement: Judgement) -> list[str]:
        return [case.case for case in self.judged if case.judgements.get(question) == judgement]


def _day(day: str) -> Happened:
    return Happened(f"2026-03-{day}", "day")
