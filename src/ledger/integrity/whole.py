"""What can be seen of missing events while a history is read for an answer, without reading anything more."""

from __future__ import annotations

from collections.abc import Sequence

from ledger.domain.events import InspectionOpened
from ledger.domain.recorded import RecordedEvent
from ledger.errors import DamagedError


def require_whole(history: Sequence[RecordedEvent]) -> None:
    """Returns where an inspection begins by being opened and no version of a stream is missing; else DamagedError names the place.

    This is seen without reading anything more; what it does not see is for `ledger verify`.
    """
    if not isinstance(history[0].event, InspectionOpened):
        raise DamagedError(f"expected {history[0].inspection} to be opened by its first event, #{history[0].position}: see `ledger verify`")
    versions: dict[str, int] = {}
    for recorded in history:
        expected = versions.get(recorded.stream, 0) + 1
        if recorded.version != expected:
            found = f"found version {recorded.version} at #{recorded.position}"
            raise DamagedError(f"expected version {expected} of {recorded.stream} next, {found}: an event is missing; see `ledger verify`")
        versions[recorded.stream] = expected
