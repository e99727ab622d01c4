"""The smallest sets of changes that would move a rating, each as what is to be supposed of events, to be stepped through."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import assert_never

from ledger.audit.sensitivity import sensitivity
from ledger.audit.sensitivity_model import Alternative, DecisionEnded, JudgementsTurned, Move, Part, ProposalReplaced
from ledger.audit.suppositions import Supposition, Suppositions, turned_over
from ledger.domain import events as e
from ledger.domain.framework import RATED, Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Pending
from ledger.projections.ratings import RatingsView
from ledger_tui.replay import Replay


@dataclass(frozen=True, slots=True)
class SmallestSet:
    """One set, and in words which of how many it is, where it leads, and which of those that lead there."""

    supposed: Suppositions
    said: str


def smallest_sets(replay: Replay, step: int, standard: str | None) -> Sequence[SmallestSet]:
    """The smallest sets that move a standard (or with None the overall rating) either way, as at a step; none where none does.

    The rating nearest to the one it has comes first, and of two as near the one that takes fewer changes. Where any so many
    judgements of several will do, the first cases in order are taken.
    """
    view = replay.recorded.view_at(step)
    found = sensitivity(view)
    about = found.overall if standard is None else next((one for one in found.standards if one.standard == standard), None)
    if about is None:
        return ()
    name = standard or "overall"
    each = [(move, alternative) for move in (about.up, about.down) if move is not None for alternative in move.alternatives]
    each.sort(key=lambda one: (_bands_between(about.rating, one[1].rating), one[0].cost))
    return tuple(_sets(replay.recorded, view, name, each))


def _bands_between(one: Rating | Pending, other: Rating) -> int:
    return abs(RATED.index(one) - RATED.index(other)) if isinstance(one, Rating) else 0


def _sets(replay: Replay, view: RatingsView, name: str, each: Sequence[tuple[Move, Alternative]]) -> Iterator[SmallestSet]:
    leading = Counter(alternative.rating for _, alternative in each)
    told: Counter[Rating] = Counter()
    for number, (move, alternative) in enumerate(each, start=1):
        to = alternative.rating
        told[to] += 1
        changes = "1 change" if move.cost == 1 else f"{move.cost} changes"
        which = f" ({told[to]} of {leading[to]} to {to})" if len(leading) > 1 else ""
        more = f"; {move.count:,} sets do, these are the first" if move.count > len(move.alternatives) else ""
        yield SmallestSet(_supposed(replay, view, alternative), f"set {number} of {len(each)}: {name} to {to} by {changes}{which}{more}")


def _supposed(replay: Replay, view: RatingsView, alternative: Alternative) -> Suppositions:
    changed = [one for way in alternative.ways for part in way.parts for one in _of_part(replay, view, way.standard, part)]
    return Suppositions(tuple(sorted(changed, key=lambda one: one.position)))


def _of_part(replay: Replay, view: RatingsView, standard: str, part: Part) -> Iterator[Supposition]:
    match part:
        case JudgementsTurned():
            yield from _turned(replay, view, standard, part)
        case DecisionEnded(kind, position):
            if position is not None:
                yield Supposition(position, _ended(replay, view, standard, kind, position))
        case ProposalReplaced(after=after):
            yield Supposition(_latest(replay, view, ("proposal", standard)).position, e.RatingProposed(standard, after))
        case _:
            assert_never(part)


def _turned(replay: Replay, view: RatingsView, standard: str, part: JudgementsTurned) -> Iterator[Supposition]:
    """The judgements of the first cases that were judged the other way."""
    casework = view.standards[standard].casework
    judged = casework.judged if casework else {}
    index = [tally.key_question for tally in casework.tallies].index(part.key_question) if casework else 0
    other = "insufficient" if part.to == "sufficient" else "sufficient"
    for case in sorted(case for case, pattern in judged.items() if pattern[index] == other)[: part.count]:
        recorded = _latest(replay, view, ("case", case, part.key_question))
        yield Supposition(recorded.position, turned_over(recorded.event))


def _ended(replay: Replay, view: RatingsView, standard: str, kind: str, position: int) -> e.Event | None:
    """None, the decision left out, where it replaced none; else the end of the one before it, so that leaving it out revives nothing."""
    steps = replay.about((kind, standard), view.step)
    earlier = [recorded for recorded in (replay.history[step - 1] for step in steps) if recorded.position < position]
    if not earlier:
        return None
    revoked = earlier[-1].position
    return e.OverrideRevoked(standard, revoked) if kind == "override" else e.DiscretionRevoked(standard, revoked)


def _latest(replay: Replay, view: RatingsView, thing: tuple[str, ...]) -> RecordedEvent:
    return replay.history[replay.about(thing, view.step)[-1] - 1]
