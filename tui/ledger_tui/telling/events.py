"""An event told: who, in which role, when, what before and after, why, on what evidence, and what it changed up to the score."""

from __future__ import annotations

from collections.abc import Iterator

from ledger.domain.recorded import RecordedEvent
from ledger.projections.ratings import RatingsView
from ledger_tui.consequences import consequences
from ledger_tui.dates import happened_on, happened_when, recorded_when
from ledger_tui.telling.line import Line
from ledger_tui.wording import describe, headline, spaced


def event_told(before: RatingsView, after: RatingsView, earlier: RecordedEvent | None, step: int, steps: int) -> Iterator[Line]:
    """The last event of a view in full; `earlier` is the one that it follows on the same thing."""
    recorded = after.last
    if recorded is None:
        yield Line("Nothing has happened yet.")
        return
    words = describe(recorded, after.framework, earlier)
    yield Line(f"#{recorded.position}, event {step} of {steps}: {words.headline}", weight="strong", position=recorded.position)
    yield from (Line(text, "what") for text in words.what)
    yield Line(words.who, "who")
    yield Line(f"{words.happened}, {words.recorded}", "when")
    yield Line(words.why, "why")
    yield from (Line(text, "evidence") for text in words.evidence)
    yield from (Line(text, "led to") for text in consequences(before, after))
    if words.provenance:
        yield Line(words.provenance, "note", "warning")


def cited(recorded: RecordedEvent, after: RatingsView, label: str = "") -> Line:
    """An event in one line that leads to it: what, who, in which role and when."""
    by = recorded.by
    said = f"#{recorded.position} {headline(recorded.event, after.framework)}"
    return Line(f"{said}: {by.actor.id} ({spaced(by.actor.role)}), {happened_on(by.happened)}", label, position=recorded.position)


def citation(recorded: RecordedEvent) -> str:
    """An event as minutes cite it: inspection, position, what, who, both clocks, its id."""
    by = recorded.by
    happened = happened_when(by.happened) if by.happened.precision == "none" else f"happened {happened_when(by.happened)}"
    return (
        f"{recorded.inspection} #{recorded.position}: {headline(recorded.event)}; {by.actor.id} ({spaced(by.actor.role)}), "
        f"{happened}, recorded {recorded_when(recorded.recorded_at)}; event {recorded.id}"
    )
