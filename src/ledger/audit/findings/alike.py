"""Findings on like cases treated unlike: the same figures and tests, another decision."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ledger.audit.findings.finding import Finding
from ledger.audit.findings.record import Record, cited
from ledger.domain import events as e
from ledger.domain.discretion import Tests, eligibility
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import Framework, Rating
from ledger.domain.percentages import Tally
from ledger.domain.recorded import RecordedEvent


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two decisions have in common where like should be treated alike; an invented one is never likened to a real one."""

    invented: bool
    banded: Rating
    counts: tuple[tuple[int, int], ...]
    up: Tests | None
    down: Tests | None


@dataclass(frozen=True, slots=True)
class Treated:
    """A discretion decision in force, as it was taken; `to` is None where the panel declined."""

    inspection: str
    standard: str
    to: Rating | None
    likeness: Likeness
    recorded: RecordedEvent

    @property
    def words(self) -> str:
        """What was decided: `raised to Good at #12`."""
        return f"{'left as it was' if self.to is None else f'moved to {self.to}'} at #{self.recorded.position}"


def like_treated_unlike(record: Record) -> Iterator[Finding]:
    """Decisions in force taken on the same counts and tests as others, here or in another inspection, that came out otherwise."""
    own = treated(record.history, record.view.resolve)
    elsewhere = [one for history in record.elsewhere for one in treated(history, record.view.resolve)] if own else []
    alike: dict[Likeness, list[Treated]] = {}
    for one in (*own, *elsewhere):
        alike.setdefault(one.likeness, []).append(one)
    for one in own:
        others = [other for other in alike[one.likeness] if other.to != one.to]
        if others:
            yield _finding(one, others)


def treated(history: Sequence[RecordedEvent], resolve: Callable[[str], Framework]) -> list[Treated]:
    """The discretion decisions that stand at the end of a history, without those of unknown beginning, which can be likened to nothing."""
    standing: dict[str, RecordedEvent] = {}
    framework: Framework | None = None
    for recorded in history:
        match recorded.event:
            case e.InspectionOpened(framework=opened):
                framework = resolve(opened)
            case e.DiscretionExercised(standard=standard) | e.DiscretionDeclined(standard=standard):
                standing[standard] = recorded
            case e.DiscretionRevoked(standard=standard, revokes=position):
                if standard in standing and standing[standard].position == position:
                    del standing[standard]
            case _:
                pass
    found = (_treated(recorded, framework) for recorded in standing.values()) if framework else ()
    return [one for one in found if one is not None]


def _treated(recorded: RecordedEvent, framework: Framework) -> Treated | None:
    event = recorded.event
    if not isinstance(event, e.DiscretionExercised | e.DiscretionDeclined) or event.from_rating is None:
        return None
    tallies = tuple(Tally(seen.key_question, seen.yes, seen.relevant) for seen in event.seen.figures)
    found = eligibility(framework.rules, CaseworkEvidence(tallies, 0, 0))
    if found is None:
        return None
    counts = tuple(sorted((tally.yes, tally.relevant) for tally in tallies if tally.relevant))
    invented = recorded.by.provenance == "illustrative"
    to = event.to_rating if isinstance(event, e.DiscretionExercised) else None
    return Treated(recorded.inspection, event.standard, to, Likeness(invented, event.from_rating, counts, found.up, found.down), recorded)


def _finding(one: Treated, others: Sequence[Treated]) -> Finding:
    counts = ", ".join(f"{yes} of {relevant}" for yes, relevant in one.likeness.counts)
    return Finding(
        code="like-treated-unlike",
        severity="medium",
        message=f"{one.standard} was {one.likeness.banded} on {counts} and was {one.words}; "
        f"on the same figures {'; '.join(_other(one, other) for other in others)}.",
        standard=one.standard,
        positions=(one.recorded.position, *(other.recorded.position for other in others)),
        sources=tuple(dict.fromkeys(source for each in (one, *others) for source in cited(each.recorded))),
    )


def _other(one: Treated, other: Treated) -> str:
    where = other.standard if other.inspection == one.inspection else f"{other.standard} of {other.inspection}"
    return f"{where} was {other.words}"
