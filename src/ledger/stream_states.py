"""The states of streams that commands are decided on: read on from where they were known, carried forward by what is to be recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

from ledger.domain import case, dispute, inspection, second
from ledger.domain.recorded import RecordedEvent, case_stream
from ledger.domain.streams import dispute_stream, second_stream
from ledger.errors import ConflictError

if TYPE_CHECKING:
    from ledger.store.snapshot import Snapshot

State = TypeVar("State")

MOST_KNOWN: Final = 2_000
"""Of how many streams at most the states are kept for the next command."""


class Known:
    """What streams were last found to say: of each its last event, and the state after it; the next command reads on from there.

    It never says more than the ledger: an event that is not in the stream any more is not read on from.
    """

    def __init__(self) -> None:
        self._known: dict[str, tuple[RecordedEvent, Any]] = {}

    def state(self, now: Snapshot, stream: str, kind: _Kind[State]) -> tuple[State, int]:
        """The state that a stream is in, and its version."""
        last, state = self._known.get(stream, (None, kind.start))
        events = now.facts(stream, last)
        if events is None:
            last, state, events = None, kind.start, now.facts(stream) or []
        state = reduce(kind.evolve, events, state)
        last = events[-1] if events else last
        if last is None:
            return state, 0
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[stream] = last, state
        return state, last.version


class _Kind(Generic[State]):
    """The states of one kind of stream in one run, by stream."""

    def __init__(self, start: State, evolve: Callable[[State, RecordedEvent], State]) -> None:
        self.start = start
        self.evolve = evolve
        self.states: dict[str, State] = {}

    def follow(self, recorded: RecordedEvent) -> None:
        """Carries a state that is kept forward by an event of its stream."""
        if recorded.stream in self.states:
            self.states[recorded.stream] = self.evolve(self.states[recorded.stream], recorded)


class StreamStates:
    """States by stream; `versions` are where the streams stand now, `read` where they stood when they were read."""

    def __init__(self, now: Snapshot, known: Known, as_asked: Mapping[str, int]) -> None:
        """Where a stream named in `as_asked` is found at another version, someone wrote first: ConflictError."""
        self._as_asked = as_asked
        self._now = now
        self._known = known
        self._inspections = _Kind(inspection.InspectionState(), _evolve_inspection)
        self._cases = _Kind(case.CaseState(), _evolve_case)
        self._disputes = _Kind(dispute.DisputeState(), dispute.evolve)
        self._samples = _Kind(second.SampleState(), second.evolve)
        self.versions: dict[str, int] = {}
        self.read: dict[str, int] = {}

    def inspection(self, name: str) -> inspection.InspectionState:
        """What an inspection's own stream says of it."""
        return self._state(self._inspections, name)

    def case(self, name: str, ref: str) -> case.CaseState:
        """What the stream of a case says of it."""
        return self._state(self._cases, case_stream(name, ref))

    def dispute(self, name: str, number: int) -> dispute.DisputeState:
        """How far a dispute has come."""
        return self._state(self._disputes, dispute_stream(name, number))

    def sample(self, name: str, number: int) -> second.SampleState:
        """What was drawn, issued and given of a dip sample."""
        return self._state(self._samples, second_stream(name, number))

    def next_dispute(self, name: str) -> int:
        """The number of an inspection's next dispute."""
        return _first_free(lambda number: self.dispute(name, number).status == "none")

    def next_sample(self, name: str) -> int:
        """The number of an inspection's next dip sample."""
        return _first_free(lambda number: not self.sample(name, number).drawn)

    def follow(self, recorded: RecordedEvent) -> None:
        """Carries the state of an event's stream, which has been read, forward by it."""
        self.versions[recorded.stream] += 1
        self._inspections.follow(recorded)
        self._cases.follow(recorded)
        self._disputes.follow(recorded)
        self._samples.follow(recorded)

    def _state(self, kind: _Kind[State], stream: str) -> State:
        if stream not in kind.states:
            kind.states[stream], version = self._known.state(self._now, stream, kind)
            self.versions[stream] = self.read[stream] = self._as_seen(stream, version)
        return kind.states[stream]

    def _as_seen(self, stream: str, version: int) -> int:
        """The version of a stream; ConflictError where it is not the one that the commands were asked for on."""
        seen = self._as_asked.get(stream, version)
        if seen != version:
            raise ConflictError(f"Expected {stream} at version {seen}, found version {version}: someone else wrote first. Look again.")
        return version


def _evolve_inspection(state: inspection.InspectionState, recorded: RecordedEvent) -> inspection.InspectionState:
    return inspection.evolve(state, recorded.event, recorded.position, recorded.by.happened, recorded.by.provenance)


def _evolve_case(state: case.CaseState, recorded: RecordedEvent) -> case.CaseState:
    return case.evolve(state, recorded.event, recorded.by.happened)


def _first_free(is_free: Callable[[int], bool]) -> int:
    """The first number from 1 that is free, all after it being free too: found by doubling, then halving."""
    high = 1
    while not is_free(high):
        high *= 2
    low = high // 2
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_free(middle) else (middle, high)
    return high
