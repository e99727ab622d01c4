"""Inspections under the small-service framework, appended as a ledger would: ids that follow from commands, versions that follow on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from hypothesis import strategies as st
from tests.builders import OPENED, SMALL, resolve, sampled
from tests.store.samples import StandingClock, attribution

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Happened
from ledger.domain.streams import stream_of
from ledger.identity import event_id
from ledger.projections.registry import PROJECTIONS, Row, rules_digest
from ledger.store import kept_statements
from ledger.store.keeping import Keeping, Puts
from ledger.store.mapper import NewText, PendingEvent
from ledger.store.opening import open_store
from ledger.store.store import Store

NORTH, SOUTH = "north-service", "south-service"
SEEN = e.Seen(1)
MEMBERS = ("panel-1", "panel-2")


def small_keeping(rules: str | None = None) -> Keeping:
    """Kept projections under the small-service framework; other `rules` stand for those of another version."""
    return Keeping(resolve, lambda: rules or rules_digest([SMALL]))


@contextmanager
def kept_store(place: str | Path, keeping: Keeping | None = None, *, read_only: bool = False) -> Iterator[Store]:
    with open_store(place, StandingClock(), read_only=read_only, keeping=keeping or small_keeping()) as store:
        yield store


@dataclass
class Recording:
    """Appends events to one store, each batch as one command."""

    store: Store

    def __call__(self, inspection: str, *events: e.Event, reason: str | None = None) -> int:
        """The last position written."""
        pending = self.pending(inspection, *events, reason=reason)
        return self.store.append(pending).last

    def pending(self, inspection: str, *events: e.Event, reason: str | None = None) -> list[PendingEvent]:
        head = (self.store.head() or (0, ""))[0]
        command = str(uuid5(NAMESPACE_URL, f"{inspection} {head}"))
        by = attribution()._replace(command_id=command, framework_digest=SMALL.digest, happened=Happened("2026-03-01", "day"))
        versions: dict[str, int] = {}
        made = []
        for index, event in enumerate(events):
            stream = stream_of(event, inspection)
            versions[stream] = versions.get(stream, self.store.version(stream)) + 1
            texts = {"reason": NewText(b"s" * 16, reason)} if reason else {}
            made.append(PendingEvent(event_id(command, index), stream, versions[stream], by, event, texts))
        return made


def kept_rows(store: Store) -> dict[str, list[Row]]:
    """Every row that is kept, by projection."""
    names = {name for p in PROJECTIONS for (name,) in store._rows(kept_statements.inspections_kept(p), ())}
    return {p.name: [row for name in sorted(names) for row in store._rows(kept_statements.rows(p), (name,))] for p in PROJECTIONS}


def rebuilt_rows(store: Store) -> dict[str, list[Row]]:
    """Every row that should be kept, folded from the first event on."""
    found: dict[str, list[Row]] = {p.name: [] for p in PROJECTIONS}
    for name in store.inspections():
        put, views = Puts(), small_keeping().start()
        for recorded in store.history(name):
            views = put.follow(views, recorded)
        for projection, rows in put.rows.items():
            found[projection.name].extend(rows.values())
    return found


def same_rows(kept: dict[str, list[Row]], rebuilt: dict[str, list[Row]]) -> bool:
    return {name: set(rows) for name, rows in kept.items()} == {name: set(rows) for name, rows in rebuilt.items()}


def story(others_before: int = 0) -> list[e.Event]:
    """One inspection from its opening to a draft: rated, moved by discretion, gone stale, overridden.

    The panel sees the event before it, where `others_before` events of others are recorded before that.
    """
    cases, others = ("C01", "C02", "C03"), ("D01",)
    judged = [
        e.KeyQuestionJudged(case, question.id, "insufficient" if (case, question.id) == ("C01", "2.1.1") else "sufficient")
        for kind, group in (("court", cases), ("out-of-court", others))
        for standard in SMALL.standards_on[kind]  # type: ignore[index]
        for question in standard.key_questions
        for case in group
    ]
    proposed = [e.RatingProposed(name, Rating.GOOD) for name in ("1.1", "1.2", "3.3")]
    sampling = [*sampled("court", *cases), *sampled("out-of-court", *others)]
    before = [OPENED, *sampling, e.PromptAnswered("C01", "2.1.1a", "yes"), *judged, *proposed, e.PanelConvened(MEMBERS, 2)]
    return [
        *before,
        e.DiscretionExercised("2.1", Rating.GOOD, Rating.OUTSTANDING, ("one-case",), MEMBERS, e.Seen(others_before + len(before))),
        e.KeyQuestionJudged("C02", "2.1.1", "insufficient"),
        e.RatingOverridden("3.1", Rating.OUTSTANDING, Rating.GOOD, MEMBERS, SEEN),
        e.CaseWithdrawn("C03"),
        e.DraftShared(),
    ]


_cases = st.sampled_from(["C01", "C02", "D01"])
_standards = st.sampled_from(list(SMALL.by_standard))
_ratings = st.sampled_from(list(Rating))
_events = st.one_of(
    st.just(OPENED),
    st.just(e.InspectionOpened("North Service", "youth-2018")),
    st.builds(e.CaseSampled, _cases, st.sampled_from(["court", "out-of-court"])),
    st.builds(e.CaseWithdrawn, _cases),
    st.builds(e.KeyQuestionJudged, _cases, st.sampled_from(list(SMALL.by_key_question)), st.sampled_from(["sufficient", "insufficient"])),
    st.builds(e.KeyQuestionJudged, _cases, st.just("2.3.1"), st.sampled_from(["sufficient", "insufficient", "not-relevant"])),
    st.builds(e.PromptAnswered, _cases, st.just("2.1.1a"), st.sampled_from(["yes", "no"])),
    st.builds(e.RatingProposed, _standards, _ratings),
    st.builds(e.DiscretionExercised, _standards, _ratings, _ratings, st.just(()), st.just(MEMBERS), st.just(SEEN)),
    st.builds(e.RatingOverridden, _standards, _ratings, _ratings, st.just(MEMBERS), st.just(SEEN)),
    st.builds(e.DiscretionRevoked, _standards, st.integers(1, 30)),
    st.builds(e.OverrideRevoked, _standards, st.integers(1, 30)),
    st.just(e.DraftShared()),
)
Batches = Sequence[tuple[str, Sequence[e.Event]]]

batches: st.SearchStrategy[Batches] = st.lists(
    st.tuples(st.sampled_from([NORTH, SOUTH]), st.lists(_events, min_size=1, max_size=6)), min_size=1, max_size=8
)
"""Batches of any events at all, of two inspections: what is recorded is never refused by a fold."""
