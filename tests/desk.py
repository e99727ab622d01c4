"""Someone at a ledger of their own, with an inspection whose draft is shared."""

from __future__ import annotations

from uuid import UUID

from tests.builders import INSPECTION, SMALL, resolve
from tests.store.samples import StandingClock

from ledger.application import Ledger
from ledger.bootstrap import random_salt
from ledger.domain import commands as c
from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened, RecordedEvent, Role
from ledger.store.opening import open_store
from ledger.store.upgrade import create

QUESTIONS = {kind: [q.id for s in SMALL.standards_on[kind] for q in s.key_questions] for kind in ("court", "out-of-court")}


class Desk:
    """Someone at a ledger, who numbers what they ask for."""

    def __init__(self, place: str) -> None:
        self.store = open_store(place, StandingClock())
        self.ledger = Ledger(self.store, resolve, random_salt)
        self.number = 0

    def ask(
        self,
        command: type[c.Command],
        acting: Role,
        /,
        *,
        actor: str | None = None,
        reason: str | None = "because",
        causation: str | None = None,
        **details: object,
    ) -> c.Command:
        self.number += 1
        by = c.By(
            command_id=str(UUID(int=self.number, version=4)), actor=actor or ("panel-1" if acting.startswith("panel") else f"{acting}-1"),
            role=acting, recorded_by="recorder-1", happened=Happened(None, "none"), reason=reason, causation=causation,
        )  # fmt: skip
        return command(inspection=INSPECTION, by=by, **details)  # type: ignore[arg-type]

    def judge(
        self, question: str, case: str, judgement: str = "sufficient", *, reason: str | None = "because", causation: str | None = None
    ) -> c.Command:
        about = {"case": case, "key_question": question, "judgement": judgement}
        return self.ask(c.JudgeKeyQuestion, "inspector", reason=reason, causation=causation, **about)

    def confirm(self) -> c.Command:
        return self.ask(c.ConfirmRatings, "panel-chair")

    def decline(self, later: int = 0) -> c.DeclineDiscretion:
        members, seen = ("panel-1", "panel-2"), self.ledger.head() + later
        asked = self.ask(c.DeclineDiscretion, "panel-chair", standard="2.3", tests=(), members=members, seen=seen)
        assert isinstance(asked, c.DeclineDiscretion)
        return asked

    def override(self, standard: str = "2.3") -> c.Command:
        members, seen = ("panel-1", "panel-2"), self.ledger.head()
        to = Rating.INADEQUATE
        return self.ask(c.OverrideRating, "panel-chair", standard=standard, to_rating=to, members=members, seen=seen)

    def erase(self, position: int, name: str = "reason") -> c.Command:
        return self.ask(c.EraseText, "quality-reviewer", reason="It names a child.", position=position, name=name)

    def at(self, position: int) -> RecordedEvent:
        return self.ledger.event(position)


def at_the_draft(place: str) -> Desk:
    """A new ledger with an inspection whose draft is shared: 2.3.1 of C02 alone is not judged."""
    create(place)
    desk = Desk(place)
    ask = desk.ask
    commands = [ask(c.OpenInspection, "lead-inspector", service="Small Service", framework=SMALL.id)]
    commands += [ask(c.AssignTeamMember, "lead-inspector", member=f"{role}-1", role=role) for role in ("lead-inspector", "inspector")]
    for case, kind in (("C01", "court"), ("C02", "court"), ("D01", "out-of-court")):
        commands.append(ask(c.SampleCase, "lead-inspector", case=case, kind=kind))
        commands += [desk.judge(question, case) for question in QUESTIONS[kind] if (case, question) != ("C02", "2.3.1")]
    commands += [ask(c.ProposeRating, "lead-inspector", standard=standard, rating=Rating.GOOD) for standard in ("1.1", "1.2", "3.3", "4.1")]
    commands += [ask(c.CompleteFieldwork, "lead-inspector"), ask(c.ConvenePanel, "panel-chair", members=("panel-1", "panel-2"))]
    desk.ledger.handle(*commands, ask(c.ShareDraft, "lead-inspector"))
    return desk
