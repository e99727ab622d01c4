"""An inspection of about 7,000 events: a published one with every case of it taken several times over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from uuid import NAMESPACE_URL, uuid5

from ledger.demonstration import derived_salt
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent, case_stream
from ledger.identity import event_id
from ledger.store.mapper import NewText, PendingEvent

OF_CASES = e.CaseSampled | e.CaseWithdrawn | e.PromptAnswered | e.KeyQuestionJudged


def lengthened(history: Sequence[RecordedEvent], name: str, events: int) -> Iterator[PendingEvent]:
    """The events of an inspection under another name, those of cases again and again under other cases, until there are so many."""
    of_cases = sum(isinstance(recorded.event, OF_CASES) for recorded in history)
    times, rest = divmod(events - (len(history) - of_cases), of_cases)
    versions: Counter[str] = Counter()
    for recorded in history:
        event = recorded.event
        if not isinstance(event, OF_CASES):
            yield _pending(recorded, name, name + recorded.stream.removeprefix(recorded.inspection), versions, event, 0)
            continue
        again = times + 1 if rest > 0 else times
        rest -= 1
        for number in range(again):
            case = f"{event.case}{'' if number == 0 else f'-{number}'}"
            yield _pending(recorded, name, case_stream(name, case), versions, replace(event, case=case), number)


def _pending(recorded: RecordedEvent, name: str, stream: str, versions: Counter[str], event: e.Event, number: int) -> PendingEvent:
    by = recorded.by._replace(command_id=str(uuid5(NAMESPACE_URL, f"{name} {recorded.id} {number}")))
    identity = event_id(by.command_id, 0)
    texts = {key: NewText(derived_salt(identity, key), text.body) for key, text in recorded.texts.items() if text.body is not None}
    versions[stream] += 1
    return PendingEvent(identity, stream, versions[stream], by, event, texts)
