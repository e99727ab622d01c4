"""When something happened, as precisely as it is known; and what a recorded event says of itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from tests.builders import envelope

from ledger.domain import events as e
from ledger.domain.recorded import Happened, Text, case_stream, format_instant, inspection_of, parse_instant
from ledger.errors import DamagedError


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2020-06-05T17:00Z", "instant", "2020-06-05T17:00:00.000000Z", "2020-06-05T17:00:00.000000Z"),
        ("2020-06-05T17:00:01Z", "instant", "2020-06-05T17:00:01.000000Z", "2020-06-05T17:00:01.000000Z"),
        ("2020-06-05T17:00:01.25Z", "instant", "2020-06-05T17:00:01.250000Z", "2020-06-05T17:00:01.250000Z"),
        ("2020-06-05", "day", "2020-06-05T00:00:00.000000Z", "2020-06-05T23:59:59.999999Z"),
        ("2020-06", "month", "2020-06-01T00:00:00.000000Z", "2020-06-30T23:59:59.999999Z"),
        ("2020-02", "month", "2020-02-01T00:00:00.000000Z", "2020-02-29T23:59:59.999999Z"),
        ("2021-12", "month", "2021-12-01T00:00:00.000000Z", "2021-12-31T23:59:59.999999Z"),
        (None, "none", None, None),
    ],
)
def test_a_time_is_read_with_its_precision(text: str | None, precision: str, earliest: str | None, latest: str | None) -> None:
    happened = Happened.parse(text)
    assert (happened.on, happened.precision, happened.earliest, happened.latest) == (text, precision, earliest, latest)


@pytest.mark.parametrize(
    "text",
    ["", "today", "2020", "2020-6-5", "2020-06-31", "2021-02-29", "2020-13", "2020-00", "20200605", "2020-06-05T17:00", "2020-06-05T17:00+01:00",
     "2020-06-05T25:00Z", "2020-06-05T17:60Z", "2020-06-05T17:00:00.1234567Z", "2020-06-05 17:00Z", " 2020-06-05", "2020-06-05\n", "2020-W23-5"],
)  # fmt: skip
def test_anything_else_is_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"expected a time|month must be|day is out of range|hour must be|minute must be"):
        Happened.parse(text)


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        ("2020-06-04", "2020-06-05", True),
        ("2020-06-05", "2020-06-05", False),
        ("2020-06-06", "2020-06-05", False),
        ("2020-06", "2020-06-05", False),  # it may have been later that month
        ("2020-05", "2020-06-01", True),
        ("2020-06-05T09:00Z", "2020-06-05", False),
        ("2020-06-05T09:00Z", "2020-06-05T09:01Z", True),
        ("2020-06-05T09:00Z", "2020-06-05T09:00:00Z", False),
        (None, "2020-06-05", False),
        ("2020-06-05", None, False),
    ],
)
def test_one_thing_is_before_another_only_where_that_is_certain(first: str | None, second: str | None, before: bool) -> None:  # noqa: FBT001
    assert Happened.parse(first).is_before(Happened.parse(second)) is before


@pytest.mark.parametrize(
    ("now", "before", "later"),
    [
        ("2020-06-05", "2020-06-04", "2020-06-05"),
        ("2020-06", "2020-06-10", "2020-06-10"),
        (None, "2020-06-10", "2020-06-10"),
        ("2020-06-10", None, "2020-06-10"),
        (None, None, None),
    ],
)
def test_the_later_of_two_is_the_one_known_to_have_begun_later(now: str | None, before: str | None, later: str | None) -> None:
    assert Happened.parse(now).or_later(Happened.parse(before)).on == later
    assert Happened.parse(now).or_later(None).on == now


def test_an_instant_is_written_in_utc_and_sorts_as_text() -> None:
    assert format_instant(datetime(2026, 11, 21, 17, tzinfo=timezone(timedelta(hours=1)))) == "2026-11-21T16:00:00.000000Z"
    assert format_instant(datetime(987, 1, 2, tzinfo=UTC)) == "0987-01-02T00:00:00.000000Z"


def test_a_time_of_recording_is_an_instant_or_damage() -> None:
    moment = datetime(2026, 11, 21, 16, 0, 0, 250, tzinfo=UTC)
    assert parse_instant(format_instant(moment)) == moment
    with pytest.raises(DamagedError, match=r"expected a time of recording such as .*, found 'four'; see `ledger verify`"):
        parse_instant("four")


def test_a_stream_begins_with_its_inspection() -> None:
    assert inspection_of("darlington-2021") == inspection_of(case_stream("darlington-2021", "C07")) == "darlington-2021"
    assert case_stream("darlington-2021", "C07") == "darlington-2021/case/C07"


def test_a_recorded_event_knows_its_inspection_and_its_reason_unless_that_was_erased() -> None:
    one = envelope(e.FieldworkCompleted(), 3, "darlington-2021", 2)
    assert (one.inspection, one.reason) == ("darlington-2021", "because")
    erased = envelope(e.FieldworkCompleted(), 3, "darlington-2021", 2, texts={"reason": Text("abc", None)})
    assert erased.reason is None
    assert envelope(e.FieldworkCompleted(), 3, "darlington-2021", 2, texts={}).reason is None


def test_every_event_has_a_topic_of_its_own_and_a_name() -> None:
    assert len(e.TOPIC_OF) == len(e.TOPICS)
    assert e.event_name("key-question-judged.v1") == "key-question-judged"
    for topic, event in e.TOPICS.items():
        words = "".join(word.capitalize() for word in e.event_name(topic).split("-"))
        assert (words, topic.rpartition(".")[2]) == (event.__name__, "v1")


@pytest.mark.parametrize(
    ("text", "words"),
    [(Text("ab", "Read again."), "Read again."), (Text("ab", None), "erased"), (Text("ab", None, 881), "erased, event 881")],
)
def test_a_text_is_its_words_or_says_that_they_were_erased(text: Text, words: str) -> None:
    assert text.words == words
