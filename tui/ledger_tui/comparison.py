"""Two points of one inspection side by side: what differs between them, and the events that did it, grouped by how far up they reached."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ledger.audit.diff import EFFECTS, EventEffect
from ledger.audit.difference import Difference, Effect, difference
from ledger.domain import events as e
from ledger.domain.rating import Decision, Override, StandardRating
from ledger.projections.ratings import RatingsView
from ledger_tui.palette import DIM, STRONG, TEXT, WARN
from ledger_tui.replay import Replay
from ledger_tui.stamp import mode_stamp
from ledger_tui.widgets.panel import Parts
from ledger_tui.wording import LEFT_SINCE, headline, titled

WORDS: dict[Effect, str] = {
    "overall": "moved the overall rating, its score, or what it may still come to",
    "rating": "moved a rating",
    "percentage": "moved a percentage only",
    "nothing": "moved nothing on the board",
}

WITHOUT_EFFECT = ", without effect: the rating is the same without it"

Deciding = e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden


@dataclass(frozen=True)
class Comparison:
    """Two views of a history, the earlier first; `decision` is the step of the panel decision it is about, if it is about one."""

    replay: Replay
    first: RatingsView
    last: RatingsView
    changed: Difference
    decision: int | None = None
    events: tuple[EventEffect, ...] = field(default=(), repr=False)

    @property
    def moved(self) -> frozenset[str]:
        """The standards that differ."""
        return frozenset(standard.after.standard.id for standard in self.changed.standards)

    def stamp(self, view: RatingsView) -> str:
        """The stamp of one of the two sides."""
        return mode_stamp("AS AT", view.last, self.replay.supposed)


def compare(replay: Replay, one: int, other: int, decision: int | None = None) -> Comparison:
    """The views at two steps in either order and what differs; the events between are worked out by `with_events`."""
    first, last = replay.view_at(min(one, other)), replay.view_at(max(one, other))
    return Comparison(replay, first, last, difference(first, last), decision)


def with_events(found: Comparison) -> Comparison:
    """The same with the events after the first point up to the last, each with what it changed."""
    events = tuple(_effects(found))
    return Comparison(found.replay, found.first, found.last, found.changed, found.decision, events)


def _effects(found: Comparison) -> Iterator[EventEffect]:
    view = found.first
    for step in range(found.first.step + 1, found.last.step + 1):
        after = found.replay.after(view)
        assert after.step == step
        assert after.last is not None
        yield EventEffect(after.last, difference(view, after))
        view = after


@dataclass(frozen=True, slots=True)
class Told:
    """One line of the list: an event, or the heading of a group (step 0)."""

    parts: Parts
    step: int = 0


def told(found: Comparison) -> tuple[Told, ...]:
    """The events by the furthest that each reached, every group under its heading; about a decision, those on its standard first."""
    standard = _standard(found)
    groups = {effect: [event for event in found.events if event.changed.effect == effect] for effect in EFFECTS}
    lines: list[Told] = []
    for effect, events in groups.items():
        if events:
            lines.append(Told([(f"{len(events):,} {WORDS[effect]}", STRONG)]))
            lines += sorted((_told(found, event, standard) for event in events), key=lambda line: (line.parts[0][0] != "*", line.step))
    return tuple(lines)


def _told(found: Comparison, event: EventEffect, standard: str | None) -> Told:
    recorded = event.recorded
    names = [one.after.standard.id for one in event.changed.standards]
    about = "*" if standard in names else " "
    moved = ", ".join(
        f"{one.after.standard.id} {one.before.rating} → {one.after.rating}" for one in event.changed.standards if one.moves_rating
    )
    words = headline(recorded.event, found.last.framework)
    parts = [(about, WARN), (f"#{recorded.position} ", DIM), (words, TEXT), (f"  {moved}", STRONG), (f"  {recorded.by.actor.id}", DIM)]
    return Told(parts, found.replay.step_at(recorded.position))


def decided(found: Comparison) -> Deciding | None:
    """The panel decision that a comparison is about."""
    recorded = found.replay.event_at(found.decision) if found.decision else None
    return recorded.event if recorded is not None and isinstance(recorded.event, Deciding) else None


def _standard(found: Comparison) -> str | None:
    event = decided(found)
    return event.standard if event else None


def latest_decision(replay: Replay, step: int, standard: str) -> int | None:
    """The step of the panel decision at a step, or of the last one up to it on a standard; None where there is none."""
    here = replay.event_at(step)
    if here is not None and isinstance(here.event, Deciding):
        return step
    steps = sorted(one for kind in ("discretion", "override") for one in replay.about((kind, standard), step))
    return next((one for one in reversed(steps) if isinstance(replay.history[one - 1].event, Deciding)), None)


def had_seen(replay: Replay, decision: int, now: int) -> Comparison:
    """The board as at the position that a panel decision was based on, beside the board now."""
    event = replay.history[decision - 1].event
    seen = event.seen.position if isinstance(event, Deciding) else 0
    return compare(replay, replay.step_at(seen), max(decision, now), decision)


def standing(found: Comparison) -> tuple[str, str]:
    """What was decided on what, and how it stands at the later point: what it moves, stale, lapsed, replaced, or supposed away."""
    event = decided(found)
    if event is None or found.decision is None:
        return "", ""
    position = found.replay.position_of(found.decision)
    rating = found.last.standards[event.standard].rating
    figures = ", ".join(f"{f.key_question} {f.yes}/{f.relevant}" for f in event.seen.figures) or event.seen.proposed or "nothing"
    said = f"#{position} {headline(event, found.last.framework)}; it had before it, at #{event.seen.position}: {figures}"
    if position in found.replay.supposed.by_position:
        return said, "Supposed never to have been taken: no later decision ended it."
    return said, _state(rating, event, position, titled(event.standard, found.last.framework))


def _state(rating: StandardRating, event: Deciding, position: int | None, title: str) -> str:
    in_force: Decision | Override | None = rating.override if isinstance(event, e.RatingOverridden) else rating.decision
    ended = in_force is None or in_force.position != position
    if ended and isinstance(event, e.DiscretionDeclined):
        return f"Declined, and since then replaced or revoked by a later decision on {title}."
    if in_force is None or in_force.position != position:
        return f"No longer in force: a later decision on {title} replaced or revoked it."
    stale = "STALE: the evidence has changed since it was seen" if in_force.stale else "not stale: the evidence is what it was"
    if isinstance(event, e.RatingOverridden):
        return f"In force{'' if rating.overrides else WITHOUT_EFFECT} · {stale}."
    if isinstance(event, e.DiscretionDeclined):
        return f"{LEFT_SINCE.capitalize() if rating.lapsed else 'Declined, so nothing moved'} · {stale}."
    if rating.lapsed:
        return f"LAPSED: the rating it starts from no longer holds, so it is shown and not applied · {stale}."
    return f"In force{'' if rating.effect else WITHOUT_EFFECT} · not lapsed · {stale}."
