"""Stories for the checks: what is recorded, told in a line each, and what is found."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from tests.builders import INSPECTION, JUST_BEFORE, SMALL, envelope, resolve, sampled, tally_events

from ledger.audit.findings import CHECKS, Finding, findings
from ledger.domain import events as e
from ledger.domain.discretion import Test
from ledger.domain.framework import Rating
from ledger.domain.recorded import Actor, Happened, Provenance, RecordedEvent, Text
from ledger.domain.streams import stream_of
from ledger.projections.ratings import start

GOOD, POOR = Rating.GOOD, Rating.REQUIRES_IMPROVEMENT
OPENED = e.InspectionOpened("Small Service", SMALL.id)
PANEL = e.PanelConvened(("panel-1", "panel-2"), 2)
DONE = e.FieldworkCompleted()


@dataclass(frozen=True)
class Told:
    """An event with what a plain one leaves out; `reason` "" stands for a reason that was erased."""

    event: e.Event
    reason: str | None = None
    when: str | None = None
    provenance: Provenance | None = None
    evidence: tuple[str, ...] = ()
    actor: Actor | None = None
    reviewed_by: str | None = None


Story = list[e.Event | Told]
Events = Iterable[e.Event | Told]


def history(events: Events, *, provenance: Provenance = "recorded", inspection: str = INSPECTION, first: int = 1) -> list[RecordedEvent]:
    """The events as a ledger would hold them, from position `first` on."""
    versions: Counter[str] = Counter()
    found: list[RecordedEvent] = []
    for position, given in enumerate(events, first):
        told = given if isinstance(given, Told) else Told(given)
        stream = stream_of(told.event, inspection)
        versions[stream] += 1
        texts = {} if told.reason is None else {"reason": Text("", told.reason or None)}
        happened = Happened.parse(told.when)
        of = told.provenance or provenance
        one = envelope(told.event, position, stream, versions[stream], provenance=of, happened=happened, texts=texts)
        by = one.by._replace(evidence=told.evidence, actor=told.actor or one.by.actor, reviewed_by=told.reviewed_by)
        found.append(one._replace(by=by))
    return found


def found(
    events: Events, code: str, *, provenance: Provenance = "recorded", elsewhere: Sequence[list[RecordedEvent]] = ()
) -> list[Finding]:
    """What one check finds; every finding of any check is of a severity that the check gives."""
    everything = findings(history(events, provenance=provenance), start(resolve), elsewhere)
    severities = {check.code: check.severities for check in CHECKS}
    assert all(one.severity in severities[one.code] for one in everything)
    assert code in severities
    return [one for one in everything if one.code == code]


def judged_23(yes: int, relevant: int) -> list[e.Event]:
    """An inspection opened, its court cases sampled, and standard 2.3, of one key question, judged so in all of them."""
    cases = [f"C{number:02}" for number in range(1, relevant + 1)]
    return [OPENED, *sampled("court", *cases), *tally_events("2.3.1", yes, relevant)]


def moved(
    to: Rating = GOOD,
    *,
    start: Rating | None = POOR,
    standard: str = "2.3",
    tests: tuple[Test, ...] = ("margin",),
    seen: e.Seen = JUST_BEFORE,
) -> e.DiscretionExercised:
    return e.DiscretionExercised(standard, start, to, tests, ("panel-1", "panel-2"), seen)


def declined(standard: str = "2.3", *, start: Rating = POOR, seen: e.Seen = JUST_BEFORE) -> e.DiscretionDeclined:
    return e.DiscretionDeclined(standard, start, ("margin",), ("panel-1", "panel-2"), seen)


def overridden(to: Rating = GOOD, *, start: Rating = POOR, standard: str = "2.3") -> e.RatingOverridden:
    return e.RatingOverridden(standard, start, to, ("panel-1", "panel-2"), JUST_BEFORE)


def counts(*figures: tuple[int, int], standard: str = "2.3") -> e.Seen:
    """The counts that a panel had before it."""
    return replace(JUST_BEFORE, figures=tuple(e.SeenFigure(f"{standard}.{number}", yes, of) for number, (yes, of) in enumerate(figures, 1)))


def published(
    kind: e.FigureKind, subject: str, value: str, *, status: e.FigureStatus = "printed", line: int = 10, of: e.Disagreement | None = None
) -> e.PublishedFigureRecorded:
    return e.PublishedFigureRecorded(kind, subject, value, status, "a-report", line, "2.3", "the words", of)
