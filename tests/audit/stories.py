"""Short histories under the small-service framework, for answers about them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from tests.builders import OPENED, On, judged, recorded, resolve, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.domain.framework import Rating
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger.projections import ratings

START = ratings.start(resolve)
CASES = ("C01", "C02", "C03", "C04", "C05")

SEEN = e.Seen(11, (e.SeenFigure("2.3.1", 3, 5),))
MOVED = e.DiscretionExercised("2.3", Rating.GOOD, Rating.OUTSTANDING, ("one-case",), ("panel-1", "panel-2"), SEEN)
DECLINED = e.DiscretionDeclined("2.3", Rating.GOOD, ("margin",), ("panel-1", "panel-2"), SEEN)
OVERRIDDEN = e.RatingOverridden("2.3", Rating.GOOD, Rating.INADEQUATE, ("panel-1", "panel-2"), SEEN)

FIVE: tuple[e.Event, ...] = (OPENED, *sampled("court", *CASES), *tally_events("2.3.1", 3, 5))
"""Positions 1 to 11: opened, five court cases, and 2.3 judged in all of them: 3 of 5, 60 %, the floor of Good here."""


def story(*events: e.Event | On, provenance: Provenance = "illustrative") -> list[RecordedEvent]:
    """The five judged cases, and then these events from position 12 on."""
    return recorded([*FIVE, *events], provenance=provenance)


def turned(case: str, judgement: Judgement = "insufficient") -> e.Event:
    """Another judgement of 2.3.1 in one case."""
    [event] = judged("2.3.1", **{case: judgement})
    return event


def written(found: Mapping[str, object]) -> Any:  # noqa: ANN401 - a JSON value, which a test takes apart by its names
    """The JSON as a reader has it."""
    return json.loads(json.dumps(found))
