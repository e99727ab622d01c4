"""What open disputes could change: for every thing in dispute, how it stands and what each dispute could amend it to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, get_args

from ledger.domain import events as e
from ledger.domain.dispute import about as subject
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating, standard_of
from ledger.projections.disputes import Dispute
from ledger.projections.ratings import PanelDecision, RatingsView, StandardView

Slot = Literal["proposal", "discretion", "override"]
"""What of a standard can be in dispute beside its key questions, which are named by their ids."""

IN_FORCE: Final = "in force"
REVOKED: Final = "revoked"


@dataclass(frozen=True, eq=False)
class Matter:
    """One thing in dispute: a key question (`slot`) in a case, or a standard's proposal or decision; `now` is how it stands.

    `amendments` hold what each dispute, by number, could amend it to; none of them is how it stands already.
    """

    standard: str
    slot: str
    case: str | None
    now: str
    amendments: dict[int, tuple[str, ...]] = field(default_factory=dict)

    def by(self, value: str) -> int | None:
        """The first dispute that could amend it to a value."""
        return min((number for number, values in self.amendments.items() if value in values), default=None)

    @property
    def others(self) -> frozenset[str]:
        """Everything that some dispute could amend it to."""
        return frozenset(value for values in self.amendments.values() for value in values)


Matters = Mapping[int, Matter]
"""What each dispute is about, by its number; those that could change nothing are not there."""


def matters(view: RatingsView, disputes: Iterable[Dispute]) -> Matters:
    """What open disputes could change on a board; disputes on one thing share a matter."""
    known: dict[tuple[str, str, str | None], Matter] = {}
    found: dict[int, Matter] = {}
    for dispute in disputes:
        matter, values = _matter(view, dispute.disputed.event, dispute.disputed.position) or (None, ())
        amends = tuple(value for value in values if matter is not None and value != matter.now)
        if matter is not None and amends:
            shared = known.setdefault((matter.standard, matter.slot, matter.case), matter)
            shared.amendments[dispute.number] = amends
            found[dispute.number] = shared
    return found


def _matter(view: RatingsView, event: e.Event, position: int) -> tuple[Matter, tuple[str, ...]] | None:
    """The matter of one disputed event with what an amendment could put in place; None where it could change nothing."""
    about = subject(event)
    standard = view.standards.get(standard_of(about[0])) if about else None
    if standard is None:
        return None
    match event:
        case e.KeyQuestionJudged():
            return _judgement(standard, event)
        case e.RatingProposed(rating=rating):
            now = standard.proposal.rating.value if standard.proposal else rating.value
            return Matter(standard.standard.id, "proposal", None, now), tuple(_proposals(standard, rating))
        case e.DiscretionExercised() | e.DiscretionDeclined():
            return _decision(standard, "discretion", standard.discretion, position)
        case e.RatingOverridden():
            return _decision(standard, "override", standard.overriding, position)
        case _:
            return None


def _judgement(standard: StandardView, event: e.KeyQuestionJudged) -> tuple[Matter, tuple[str, ...]] | None:
    index = next((i for i, question in enumerate(standard.standard.key_questions) if question.id == event.key_question), None)
    pattern = standard.casework.judged.get(event.case) if standard.casework else None
    now = pattern[index] if pattern and index is not None else None
    if now is None:
        return None
    values = tuple(value for value in get_args(Judgement) if value != event.judgement)
    return Matter(standard.standard.id, event.key_question, event.case, now), values


def _proposals(view: StandardView, disputed: Rating) -> Iterator[str]:
    for rating in Rating:
        if rating != disputed and (rating != Rating.NOT_RATED or view.standard.may_be_not_rated):
            yield rating.value


def _decision(standard: StandardView, slot: Slot, taken: PanelDecision | None, position: int) -> tuple[Matter, tuple[str, ...]] | None:
    in_force = taken is not None and taken.position == position
    return (Matter(standard.standard.id, slot, None, IN_FORCE), (REVOKED,)) if in_force else None
