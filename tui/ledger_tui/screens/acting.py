"""Keys that lead from what is replayed to what is recorded: a case to type on, a dispute to raise, the disputes to settle."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from textual import work

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.errors import LedgerError, StorageError, UnknownError
from ledger_tui.hand import Desk
from ledger_tui.messages import PromptAnswered
from ledger_tui.offered import ONLY_READ
from ledger_tui.place import Place
from ledger_tui.recording_messages import CaseOpened
from ledger_tui.screens.frame import ReplayFrame
from ledger_tui.screens.leaving import Finishing
from ledger_tui.settling_messages import DisputesOpened
from ledger_tui.watching import DisputeRaised
from ledger_tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from ledger.domain.commands import RaiseDispute


class Acting(ReplayFrame, Finishing[Place | None]):
    """Opens the screens to record on, and raises a dispute on the event that is looked at."""

    _disputed = 0
    _grounds = ""
    _unsure: RaiseDispute | None = None
    _raising: tuple[str, ...] = ()

    @property
    def pending(self) -> tuple[str, ...]:
        """The dispute that is being recorded."""
        return self._raising

    @property
    def desk(self) -> Desk | None:
        """Where one may write, None where nothing can be recorded from here."""
        found = getattr(self.app, "desk", None)
        return found if isinstance(found, Desk) else None

    def action_record_case(self) -> None:
        """Type on the case of the event that is looked at, or on the one that is named."""
        recorded = self.shown.in_question if self.shown else None
        case = case_in(recorded.event) if recorded else None
        self.player.pause()
        if self.desk is None:
            self.say(ONLY_READ)
        elif case is not None:
            self.post_message(CaseOpened(self.inspection, case))
        else:
            self.query_one(Prompt).ask("case", "case", "the reference of the case to type on, such as C07")

    def action_disputes(self) -> None:
        """Settle the disputes of the inspection."""
        self.player.pause()
        if self.desk is None:
            self.say(ONLY_READ)
        else:
            self.post_message(DisputesOpened(self.inspection))

    def action_dispute(self) -> None:
        """Ask for the grounds of a dispute on the event that is looked at."""
        from ledger.domain.dispute import about

        recorded = self.shown.in_question if self.shown else None
        self.player.pause()
        if recorded is None or about(recorded.event) is None:
            self.say("a judgement, a proposal, a panel decision or a published figure can be disputed")
        elif self.desk is None:
            self.say(ONLY_READ)
        else:
            self._disputed = recorded.position
            self.query_one(Prompt).ask("dispute", f"dispute #{recorded.position}:", "the grounds; escape leaves everything as it is")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Open the case, or ask for what is still due of the dispute and raise it."""
        from ledger.recording.kinds import TEXT
        from ledger.strict_json import WrongValueError

        if message.purpose == "case" and message.text:
            self.post_message(CaseOpened(self.inspection, message.text.upper()))
        elif message.purpose == "dispute" and self.desk is not None:
            try:
                self._grounds = str(TEXT.read(message.text, ("grounds",)))
            except WrongValueError as error:
                self.say(f"expected {error.expected}, found {error.found}")
            else:
                self.query_one(Prompt).ask("due", "to be settled by:", "a day such as 2026-03-20, or nothing; escape raises no dispute")
        elif message.purpose == "due" and self.desk is not None:
            self._raising = (*self._raising, f"a dispute of #{self._disputed}")
            self.raise_dispute(self.desk, self._disputed, self._grounds, message.text or None, self._unsure)

    @work(thread=True, exit_on_error=False, group="dispute")
    def raise_dispute(self, desk: Desk, position: int, grounds: str, due: str | None, before: RaiseDispute | None) -> None:
        """Record a dispute, by the same command where nobody knows whether it was recorded `before`; what came of it is said."""
        from ledger.domain.commands import RaiseDispute

        again = before is not None and (before.about, before.text, before.due) == (position, grounds, due)
        asked = before if again else None
        try:
            if asked is None:
                by = desk.hand().by(str(uuid.uuid4()))
                asked = RaiseDispute(inspection=self.inspection, by=by, about=position, text=grounds, due=due)
            outcome = desk.ledger().handle(asked)
        except LedgerError as error:
            if isinstance(error, UnknownError) or (again and isinstance(error, StorageError)):
                words = f"Whether #{position} is disputed now is not known. D and ↑ ask for the same again: it is never recorded twice."
                self.post_message(DisputeRaised(words, asked))
            else:
                self.post_message(DisputeRaised(f"{error} D and then ↑ bring back what you typed.", None if again else before))
        else:
            until = f", to be settled by {due}" if due else ""
            self.post_message(DisputeRaised(f"#{position} is disputed, recorded as #{outcome.positions[0]}{until}", raised=True))

    def on_dispute_raised(self, message: DisputeRaised) -> None:
        """Say what came of it."""
        self._unsure, self._raising = message.unsure, self._raising[1:]
        self.say(message.words)
        self.came_of_it("" if message.raised else message.words)


def case_in(event: e.Event) -> str | None:
    """The case that an event is about, None for one about none."""
    match event:
        case e.PromptAnswered(case=case) | e.KeyQuestionJudged(case=case) | e.CaseSampled(case=case):
            return case
        case d.SecondJudgementGiven(case=case) | d.DisputeRaised(case=str(case)):
            return case
        case _:
            return None
