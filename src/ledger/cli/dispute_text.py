"""Disputes as lines for people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from ledger.cli.citation_text import cited_lines
from ledger.cli.dispute_words import of_dispute
from ledger.cli.event_text import event_lines
from ledger.cli.wrapping import wrapped
from ledger.domain.recorded import Provenance
from ledger.projections.disputes import Dispute

if TYPE_CHECKING:
    from ledger.audit.triage import Effect, Kind, Triaged, Way

KINDS: Final[dict[Kind, str]] = {"decisive-alone": "decisive alone", "decisive-with-others": "decisive with others", "moot": "moot"}

MEANING: Final = (
    "Decisive alone: amending it changes a rating. Decisive with others: it does once those are amended too. Moot: no rating can change."
)


def list_lines(found: Sequence[Dispute], queue: Sequence[Triaged], *, everything: bool) -> list[str]:
    """The open disputes in the order to settle them, and with `everything` those at their end after them."""
    lines = [line for one in queue for line in ("", *_queued(one))] or ["", "No dispute is open."]
    ended = [one for one in found if not one.is_open]
    if everything:
        lines += [line for one in ended for line in ("", *wrapped(f"{headline(one)}: {_end(one)}", hanging=2))]
    elif ended:
        lines += ["", f"{len(ended)} more at their end; --all lists them."]
    return [*wrapped(MEANING), *lines] if queue else lines[1:]


def headline(dispute: Dispute) -> str:
    """A dispute in one line."""
    said = of_dispute(dispute.event)
    return f"{said[0].upper()}{said[1:]}, {dispute.status}"


def mentioned(found: Iterable[Dispute]) -> list[str]:
    """Disputes as answers about something else mention them, a line each."""
    return [line for one in found for line in wrapped(f"{headline(one)}{f': {_end(one)}' if one.outcome else ''}", 2, 2)]


def _end(dispute: Dispute) -> str:
    if dispute.outcome is None:
        return "taken back by who raised it"
    return of_dispute(dispute.outcome).partition(": ")[2]


def _queued(one: Triaged) -> Iterator[str]:
    yield from wrapped(headline(one.dispute), hanging=2)
    yield from wrapped(f"{_effect(one.effect)}; on the overall rating: {_effect(one.overall_effect)}", 2, 2)
    yield from wrapped(f"stands: {_way(one.stands, one.standard)}", 2, 2)
    for way in one.amended:
        to = f"amended to {way.to.replace('-', ' ')}" if way.to else "revoked"
        yield from wrapped(f"{to}: {_way(way, one.standard)}", 2, 2)


def _effect(effect: Effect) -> str:
    others = f" (with {', '.join(map(str, effect.others))})" if effect.others else ""
    return f"{KINDS[effect.kind]}{others}"


def _way(way: Way, standard: str | None) -> str:
    total = way.overall
    rating = f"{standard} {way.rating}, " if standard else ""
    score = f", {total.score} of {total.out_of}" if total.score is not None else ""
    return f"{rating}overall {total.rating}{score}"


def show_lines(dispute: Dispute, triaged: Triaged | None, usual: Provenance, positions: Mapping[str, int]) -> list[str]:
    """One dispute: what is disputed, every event of it with its words, and the board either way while it is open."""
    events = [dispute.raised, *((dispute.answered,) if dispute.answered else ()), *dispute.outcomes, *dispute.caused]
    events += [dispute.withdrawn] if dispute.withdrawn else []
    told = event_lines(sorted(events, key=lambda one: one.position), usual, positions)
    either = ["", "Either way", *list(_queued(triaged))[1:]] if triaged else []
    return [*wrapped(headline(dispute)), "", "What is disputed", *cited_lines(dispute.disputed, usual, 2), "", "Its course", *told, *either]
