"""The rung `sequence`: gaps, repetitions, and clocks that run back."""

from __future__ import annotations

from collections.abc import Sequence as Several
from typing import Any

from tests.builders import LEAD, On, judged, recorded

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.integrity.records import Record
from ledger.integrity.sequence import Sequence, order_faults

AT = "2026-11-21T16:00:00.000000Z"


def row(position: object = 1, version: object = 1, stream: str = "north", at: object = AT) -> Record:
    columns: tuple[Any, ...] = (position, at, "north", stream, version, "", "", "", b"", b"")
    return Record(*columns)


def said(*rows: Record) -> list[str]:
    sequence = Sequence()
    return [fault.sentence for one in rows for fault in sequence.faults(one)]


def order(*events: e.Event | On) -> list[str]:
    return [fault.sentence for fault in order_faults(recorded(events))]


def test_positions_and_versions_that_follow_on_are_no_fault() -> None:
    assert said(row(1), row(2, 2), row(3, 1, "south"), row(4, 3)) == []


def test_a_gap_says_which_positions_are_missing() -> None:
    assert said(row(2)) == ["#2: position: expected #1 next, found #2: #1 is missing"]
    assert said(row(1), row(5, 2)) == ["#5: position: expected #2 next, found #5: #2 to #4 are missing"]


def test_a_position_again_is_said() -> None:
    assert said(row(1), row(1, 2)) == ["#1: position: expected #2 next, found #1 again, or out of order"]


def test_a_position_that_is_none_is_left_to_the_rung_before() -> None:
    assert said(row("x"), row(1, 2)) == []


def test_a_version_left_out_or_again_is_said_with_its_stream() -> None:
    assert said(row(1), row(2, 3), row(3, 4)) == ["#2: version: expected version 2 of 'north' next, found 3"]
    assert said(row(1), row(2, 1)) == ["#2: version: expected version 2 of 'north' next, found 1"]
    assert said(row(1), row(2, None), row(3, 3)) == ["#2: version: expected version 2 of 'north' next, found None"]


def test_a_time_of_recording_never_runs_back() -> None:
    later = "2026-11-21T16:00:00.000001Z"
    assert said(row(1, at=AT), row(2, 2, at=AT), row(3, 3, at=later)) == []
    assert said(row(1, at=later), row(2, 2, at=AT)) == [f"#2: recorded at: expected {later} or later, found {AT}"]


def test_a_time_of_recording_has_one_form() -> None:
    for found in ("", "2026-11-21", "2026-11-21T16:00:00Z", "2026-13-21T16:00:00.000000Z", "2026-11-21T16:00:00.000000+00:00", 7):
        assert [sentence.partition(",")[0] for sentence in said(row(at=found))] == [
            "#1: recorded at: expected a time in UTC with microseconds"
        ]


def test_one_subject_never_goes_back_in_time() -> None:
    first, second = judged("2.1.1", C01="sufficient", C02="sufficient")
    back = On("2026-01-04", e.KeyQuestionJudged("C01", "2.1.1", "insufficient"))
    assert order(On("2026-01-05", first), On("2026-01-04", second), On("2026-01-05", first)) == []
    assert order(On("2026-01-05", first), back) == [
        "#2: happened: expected 2.1.1 on 2026-01-05 or later, as recorded before, found 2026-01-04"
    ]


def test_a_time_less_precise_is_not_certain_to_be_earlier() -> None:
    [first] = judged("2.1.1", C01="sufficient")
    assert order(On("2026-01-05", first), On("2026-01", first), first, On("2026-01-06", first)) == []
    assert len(order(On("2026-01-05", first), first, On("2026-01-04", first))) == 1


def test_answers_proposals_and_the_inspection_are_subjects_and_notes_are_not() -> None:
    answered: Several[e.Event] = [e.PromptAnswered("C01", "2.1.1a", "yes"), e.PromptAnswered("C01", "2.1.1b", "yes")]
    assert order(On("2026-01-05", answered[0]), On("2026-01-04", answered[1]), On("2026-01-04", answered[0])) == [
        "#3: happened: expected 2.1.1a on 2026-01-05 or later, as recorded before, found 2026-01-04"
    ]
    proposed = e.RatingProposed("1.1", Rating.GOOD)
    assert len(order(On("2026-01-05", proposed), On("2026-01-04", proposed))) == 1
    assert order(On("2026-01-05", LEAD), On("2026-01-04", LEAD)) == []
