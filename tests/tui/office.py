"""A ledger with an inspection in its fieldwork, and people who write in it."""

from __future__ import annotations

from tests.conftest import FOUR_O_CLOCK

from ledger.application import Ledger
from ledger.asking import by
from ledger.bootstrap import create_ledger, open_ledger
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.recorded import Happened, Role
from ledger_tui.hand import Desk, Hand

NORTH = "north-2026"
DAY = "2026-11-20"


class Office:
    """Whoever is on the team may write; each has the ledger open for themselves."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._opened: list[Ledger] = []

    def open(self) -> Ledger:
        """The ledger, opened once more."""
        opened = open_ledger(self.place, clock=lambda: FOUR_O_CLOCK, salt=lambda event_id, name: b"sixteen bytes of")
        self._opened.append(opened)
        return opened

    def close(self) -> None:
        """Close it for everybody."""
        for opened in self._opened:
            opened.close()

    def desk(self, actor: str = "inspector-1", role: Role = "inspector", **more: str) -> Desk:
        """The desk of one of them."""
        ledger = self.open()
        return Desk(lambda: ledger, lambda: hand(actor, role, **more))

    def answer(self, prompt: str, answer: Answer, actor: str = "inspector-2", *, case: str = "C01", reason: str | None = None) -> c.Command:
        """Someone's answer."""
        who = by(actor, "inspector", happened_on=DAY, reason=reason)
        return c.AnswerPrompt(inspection=NORTH, by=who, case=case, prompt=prompt, answer=answer)

    def judge(
        self, question: str, judgement: Judgement, actor: str = "inspector-2", *, case: str = "C01", reason: str | None = None
    ) -> c.Command:
        """Someone's judgement."""
        who = by(actor, "inspector", happened_on=DAY, reason=reason)
        return c.JudgeKeyQuestion(inspection=NORTH, by=who, case=case, key_question=question, judgement=judgement)


def hand(actor: str = "inspector-1", role: Role = "inspector", **more: str) -> Hand:
    """Who types, on a day that is always the same."""
    return Hand(actor, role, more.pop("recorded_by", actor), lambda: Happened.parse(DAY), **more)


def dispute(about: int, actor: str = "inspector-1", grounds: str = "Not so.", due: str | None = None) -> c.Command:
    """A dispute raised on an event."""
    return c.RaiseDispute(inspection=NORTH, by=by(actor, "inspector", happened_on=DAY), about=about, text=grounds, due=due)


def furnish(place: str) -> None:
    """Make the ledger: three court cases, one out of court, one of resettlement and one withdrawn; C02 and C03 are judged, C01 is begun."""
    lead = by("lead-inspector-1", "lead-inspector", happened_on="2026-11-10", reason="so it was planned")
    new: list[c.Command] = [c.OpenInspection(inspection=NORTH, by=lead, service="North Youth Justice Service", framework="youth-2021")]
    team: tuple[tuple[str, Role], ...] = (
        ("lead-inspector-1", "lead-inspector"),
        ("inspector-1", "inspector"),
        ("inspector-2", "inspector"),
    )
    new += [c.AssignTeamMember(inspection=NORTH, by=_again(lead), member=who, role=role) for who, role in team]  # type: ignore[arg-type]
    kinds = {"C01": "court", "C02": "court", "C03": "court", "C04": "court", "D01": "out-of-court", "R01": "resettlement"}
    new += [c.SampleCase(inspection=NORTH, by=_again(lead), case=case, kind=kind) for case, kind in kinds.items()]  # type: ignore[arg-type]
    new.append(c.WithdrawCase(inspection=NORTH, by=_again(lead), case="C04"))
    office = Office(place)
    for standard in range(1, 5):
        for question in range(1, 4):
            about = f"2.{standard}.{question}"
            new.append(office.judge(about, "insufficient" if about == "2.1.1" else "sufficient", case="C02"))
            new.append(office.judge(about, "sufficient", case="C03"))
    new += [office.answer("2.1.1a", "yes", "inspector-1"), office.judge("2.1.2", "sufficient", "inspector-1")]
    create_ledger(place).close()
    office.open().handle(*new)
    office.close()


def _again(who: c.By) -> c.By:
    return by(who.actor, who.role, happened_on=who.happened.on, reason=who.reason)


def disputed(office: Office, how_many: int = 20) -> None:
    """C01 judged like the others, and so many of the judgements disputed by inspector-1, some of them to be settled by a day."""
    with office.open() as ledger:
        questions = [f"2.{standard}.{question}" for standard in range(1, 5) for question in range(1, 4)]
        ledger.handle(*(office.judge(one, "insufficient" if one.endswith("3") else "sufficient") for one in questions if one != "2.1.2"))
        votes = [event for event in ledger.history(NORTH) if isinstance(event.event, e.KeyQuestionJudged)][:how_many]
        ledger.handle(*(dispute(vote.position, due="2026-12-01" if number % 3 else None) for number, vote in enumerate(votes)))
