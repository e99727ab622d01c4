"""Frameworks, commands and recorded events, as short to write as the stories that need them."""

from __future__ import annotations

import copy
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import CaseKind, Framework
from ledger.domain.recorded import Actor, Attribution, Happened, Provenance, RecordedEvent, Role, Text, format_instant
from ledger.domain.streams import stream_of
from ledger.frameworks import load_framework

INSPECTION = "small-service-2026"
BECAUSE = {"reason": Text("", "because")}


def _prompts(question: str, letters: str) -> list[dict[str, Any]]:
    return [{"id": f"{question}{letter}", "text": f"Is {question}{letter} done?", "source": "invented"} for letter in letters]


def _questions(standard: str, how_many: int, prompts: str = "") -> list[dict[str, Any]]:
    ids = [f"{standard}.{number}" for number in range(1, how_many + 1)]
    return [{"id": one, "text": f"Is {one} done?", "source": "invented", "prompts": _prompts(one, prompts)} for one in ids]


def _standard(
    id: str, basis: str, questions: int, *, prompts: str = "", counts: bool = True, may_be_not_rated: bool = False
) -> dict[str, Any]:
    return {
        "id": id,
        "title": f"Standard {id}",
        "statement": f"The service does {id}.",
        "source": "invented",
        "basis": basis,
        "counts": counts,
        "may_be_not_rated": may_be_not_rated,
        "key_questions": _questions(id, questions, prompts),
    }


_SMALL_SERVICE: dict[str, Any] = {
    "id": "small-service",
    "title": "An invented framework for small services",
    "attribution": "Invented for the tests.",
    "rules": {
        "rounding": "half-up",
        "source": dict.fromkeys(("percentage", "bands", "proposals", "scores"), "invented"),
        "bands": [
            {"rating": "Inadequate", "floor": 0, "score": 0},
            {"rating": "Requires improvement", "floor": 40, "score": 1},
            {"rating": "Good", "floor": 60, "score": 2},
            {"rating": "Outstanding", "floor": 90, "score": 3},
        ],
        "overall": [
            {"rating": "Inadequate", "lowest": 0, "highest": 3},
            {"rating": "Requires improvement", "lowest": 4, "highest": 12},
            {"rating": "Good", "lowest": 13, "highest": 20},
            {"rating": "Outstanding", "lowest": 21, "highest": 24},
        ],
        "discretion": {"margin_points": 3, "one_case": True, "small_sample": 2, "source": "invented"},
        "limits": [{"standard": "4.1", "rating": "Inadequate", "at_most": "Good", "source": "invented"}],
    },
    "domains": [
        {"id": "1", "title": "Organisation", "standards": [_standard("1.1", "qualitative", 1), _standard("1.2", "qualitative", 0)]},
        {
            "id": "2",
            "title": "Court",
            "cases": "court",
            "standards": [_standard("2.1", "casework", 3, prompts="ab"), _standard("2.2", "casework", 2), _standard("2.3", "casework", 1)],
        },
        {
            "id": "3",
            "title": "Out of court",
            "cases": "out-of-court",
            "standards": [_standard("3.1", "casework", 2), _standard("3.2", "casework", 1), _standard("3.3", "qualitative", 1)],
        },
        {
            "id": "4",
            "title": "Resettlement",
            "cases": "resettlement",
            "standards": [_standard("4.1", "qualitative", 1, counts=False, may_be_not_rated=True)],
        },
    ],
}


def small_service_data() -> dict[str, Any]:
    """The small-service framework as plain data, free to be spoiled."""
    return copy.deepcopy(_SMALL_SERVICE)


SMALL = Framework.model_validate(small_service_data())
"""Eight standards that count, out of 24, with bands and tests unlike those of the two real frameworks."""


def resolve(framework: str) -> Framework:
    """The small-service framework, or a real one, by id."""
    return SMALL if framework == SMALL.id else load_framework(framework)


@dataclass(frozen=True)
class On:
    """An event, when it happened, as text that `Happened.parse` reads, whose it is, and the event that led to it.

    `outcome` is the position of the outcome of a dispute that it was recorded with, by one command.
    """

    when: str | None
    event: e.Event
    actor: str = "inspector-1"
    led_to_by: str | None = None
    outcome: int | None = None


def by(
    role: Role = "inspector",
    *,
    reason: str | None = None,
    on: str | None = None,
    provenance: Provenance = "illustrative",
    actor: str | None = None,
    reviewed_by: str | None = None,
) -> c.By:
    """Who asks: an actor named after the role, the first of a panel for the roles of the panel."""
    return c.By(
        command_id="00000000-0000-4000-8000-000000000001",
        actor=actor or ("panel-1" if role.startswith("panel-") else f"{role}-1"),
        role=role,
        recorded_by="recorder-1",
        happened=Happened.parse(on),
        reason=reason,
        provenance=provenance,
        reviewed_by=reviewed_by,
    )


def recorded(
    events: Iterable[e.Event | On], *, inspection: str = INSPECTION, provenance: Provenance = "illustrative", first: int = 1, every: int = 1
) -> list[RecordedEvent]:
    """The events as a ledger would hold them, from position `first` on, `every` position apart."""
    return list(_recorded(events, inspection, provenance, range(first, 1_000_000_000, every)))


def _recorded(events: Iterable[e.Event | On], inspection: str, provenance: Provenance, positions: Iterable[int]) -> Iterator[RecordedEvent]:
    versions: Counter[str] = Counter()
    for position, given in zip(positions, events, strict=False):
        dated = given if isinstance(given, On) else None
        event = dated.event if dated else given
        assert not isinstance(event, On)
        stream = stream_of(event, inspection)
        versions[stream] += 1
        happened = Happened.parse(dated.when if dated else None)
        one = envelope(event, position, stream, versions[stream], provenance=provenance, happened=happened)
        if dated:
            by = one.by._replace(actor=replace(one.by.actor, id=dated.actor), causation=dated.led_to_by)
            if dated.outcome is not None:
                by = by._replace(command_id=f"command-{dated.outcome}", causation=f"event-{dated.outcome}")
            one = one._replace(by=by)
        yield one


JUST_BEFORE = e.Seen(-1)
"""What stood when a decision was taken: in a story the position before its own."""


def seeing(event: e.Event, position: int) -> e.Event:
    """The event at a position, a decision on what stood just before naming that position."""
    if isinstance(event, e.DiscretionExercised | e.DiscretionDeclined | e.RatingOverridden) and event.seen.position == JUST_BEFORE.position:
        return replace(event, seen=replace(event.seen, position=position - 1))
    return event


def envelope(
    event: e.Event,
    position: int,
    stream: str,
    version: int,
    *,
    provenance: Provenance = "illustrative",
    happened: Happened | None = None,
    texts: Mapping[str, Text] | None = None,
) -> RecordedEvent:
    """One recorded event, stamped one second a position after midday on 1 March 2026."""
    attribution = Attribution(
        command_id=f"command-{position}",
        command_digest="",
        actor=Actor("inspector-1", "inspector"),
        recorded_by="recorder-1",
        authenticated=False,
        provenance=provenance,
        happened=happened or Happened(None, "none"),
        evidence=(),
        correlation=None,
        causation=None,
        framework_digest=SMALL.digest,
    )
    at = format_instant(datetime(2026, 3, 1, 12, tzinfo=UTC) + timedelta(seconds=position))
    told = seeing(event, position)
    return RecordedEvent(position, at, stream, version, f"event-{position}", attribution, told, BECAUSE if texts is None else texts)


OPENED = e.InspectionOpened("Small Service", SMALL.id)
LEAD = e.TeamMemberAssigned("lead-inspector-1", "lead-inspector")
TEAM: list[e.Event] = [LEAD, e.TeamMemberAssigned("inspector-1", "inspector")]


def sampled(kind: CaseKind, *cases: str) -> list[e.Event]:
    """Cases of one kind in the sample."""
    return [e.CaseSampled(case, kind) for case in cases]


def judged(question: str, **cases: Judgement) -> list[e.Event]:
    """Judgements of one key question: `C01="sufficient"`."""
    return [e.KeyQuestionJudged(case, question, judgement) for case, judgement in cases.items()]


def tally_events(question: str, yes: int, relevant: int, prefix: str = "C") -> list[e.Event]:
    """Judgements of one key question that come to `yes` of `relevant`, on the first cases of a prefix."""
    cases = [f"{prefix}{number:02}" for number in range(1, relevant + 1)]
    return [e.KeyQuestionJudged(case, question, "sufficient" if i < yes else "insufficient") for i, case in enumerate(cases)]
