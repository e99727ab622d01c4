"""`log`: which events, in JSON and for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from tests.cli.ran import Json, Run

from ledger.bootstrap import open_ledger
from ledger.cli.event_json import event_json
from ledger.cli.event_text import event_lines, what
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent, Text

NY = "north-yorkshire-2020"
TRAINING = "training-example"

PROMISED = [
    "position",
    "stream",
    "version",
    "id",
    "command_id",
    "topic",
    "event",
    "recorded_at",
    "happened_on",
    "actor",
    "recorded_by",
    "authenticated",
    "provenance",
    "reason",
    "evidence",
    "correlation",
    "causation",
    "framework_digest",
    "data",
]

Log = Callable[..., list[Json]]


@pytest.fixture
def log(demo: Run) -> Log:
    def log(*arguments: str) -> list[Json]:
        ran = demo("log", *arguments, "--json")
        assert (ran.code, ran.err) == (0, "")
        objects: list[Json] = ran.objects
        return objects

    return log


def test_every_event_is_one_object_a_line_in_order(log: Log) -> None:
    objects = log(NY)
    assert [o["position"] for o in objects] == list(range(1, len(objects) + 1))
    assert {tuple(o)[: len(PROMISED)] for o in objects} == {tuple(PROMISED)}


def test_an_event_is_told_whole(log: Log) -> None:
    first = log(NY)[0]
    assert first["topic"] == "inspection-opened.v1"
    assert first["event"] == "inspection-opened"
    assert first["stream"] == NY
    assert first["version"] == 1
    assert first["data"] == {"service": "North Yorkshire Youth Justice Service", "framework": "youth-2018"}
    assert first["actor"].keys() == {"id", "role"}
    assert first["recorded_at"] == "2026-11-21T16:00:00.000000Z"


def test_what_the_panel_saw_is_in_the_data(log: Log) -> None:
    decision = log(NY, "--event", "discretion-exercised", "--standard", "3.2")[0]
    assert decision["data"]["seen"]["figures"][2] == {"key_question": "3.2.3", "yes": 5, "relevant": 8}
    assert (decision["data"]["from_rating"], decision["data"]["to_rating"]) == ("Requires improvement", "Good")
    assert decision["reason"]
    assert decision["evidence"]


def test_a_standard_takes_in_its_questions_and_prompts_and_no_others(log: Log) -> None:
    objects = log(NY, "--standard", "3.2")
    subjects = {
        str(o["data"].get(name)) for o in objects for name in ("standard", "key_question", "prompt", "subject") if o["data"].get(name)
    }
    assert all(subject == "3.2" or subject.startswith("3.2.") for subject in subjects)
    assert {"3.2", "3.2.3", "3.2.3a"} <= subjects


def test_a_case_takes_in_its_sampling_answers_and_judgements(log: Log) -> None:
    objects = log(NY, "--case", "C07")
    assert {o["data"]["case"] for o in objects} == {"C07"}
    assert {o["event"] for o in objects} == {"case-sampled", "prompt-answered", "key-question-judged"}


def test_an_actor_and_an_event_narrow_it_together(log: Log) -> None:
    objects = log(TRAINING, "--actor", "panel-1", "--event", "discretion-declined")
    assert [(o["actor"]["id"], o["event"]) for o in objects] == [("panel-1", "discretion-declined")]


def test_filters_that_fit_nothing_leave_nothing(log: Log, demo: Run) -> None:
    assert log(NY, "--case", "C01", "--event", "rating-proposed") == []
    assert "0 of " in demo("log", NY, "--case", "C01", "--event", "rating-proposed").out


def test_positions_are_included_at_both_ends(log: Log) -> None:
    assert [o["position"] for o in log(NY, "--from", "10", "--to", "12")] == [10, 11, 12]


def test_positions_of_other_inspections_stand_for_the_nearest_within(log: Log) -> None:
    last = log(NY)[-1]["position"]
    assert log("oxfordshire-2020", "--from", "1")[0]["position"] == last + 1
    assert log(NY, "--from", str(last + 1)) == []


def test_milestones_are_included_at_both_ends(log: Log) -> None:
    objects = log(TRAINING, "--from", "fieldwork-complete", "--to", "panel")
    assert (objects[0]["event"], objects[-1]["event"]) == ("fieldwork-completed", "panel-convened")


def test_days_are_included_at_both_ends(log: Log) -> None:
    objects = log(TRAINING, "--from", "2026-02-20", "--to", "2026-02-27")
    assert {o["happened_on"] for o in objects} == {"2026-02-20", "2026-02-27"}
    assert log(TRAINING, "--from", "2026-02-21", "--to", "2026-02-22") == []


def test_times_are_of_recording_and_include_their_minute(log: Log) -> None:
    assert len(log(TRAINING, "--from", "2026-11-21T16:00Z", "--to", "2026-11-21T16:00Z")) == len(log(TRAINING))
    assert log(TRAINING, "--from", "2026-11-21T16:01Z") == []


def test_latest_is_the_last_event(log: Log) -> None:
    assert [o["position"] for o in log(NY, "--from", "latest")] == [log(NY)[-1]["position"]]


def test_an_instant_keeps_its_time_beside_its_day(log: Log) -> None:
    convened = log(TRAINING, "--event", "panel-convened")[0]
    assert convened["happened_on"] == "2026-02-20"
    assert convened["happened"] == {"on": "2026-02-20T09:30Z", "precision": "instant"}


def test_a_note_has_its_words(log: Log, demo: Run) -> None:
    notes = log(TRAINING, "--event", "reviewer-note-added")
    assert all(note["note"] and note["reason"] is None for note in notes)
    assert f"note: {notes[0]['note']}" in demo("log", TRAINING, "--event", "reviewer-note-added").out


def _erased(built: Path, by: int | None = None) -> RecordedEvent:
    found = next(r for r in open_ledger(str(built), read_only=True).history(TRAINING) if r.reason)
    return RecordedEvent(
        found.position,
        found.recorded_at,
        found.stream,
        found.version,
        found.id,
        found.by,
        found.event,
        MappingProxyType({"reason": Text("0" * 64, None, by)}),
    )


@pytest.mark.parametrize(("by", "words"), [(None, "erased"), (881, "erased, event 881")])
def test_an_erased_reason_is_told_as_erased_and_by_which_event(built: Path, by: int | None, words: str) -> None:
    written = event_json(_erased(built, by))
    assert (written["reason"], written["reason_erased"], written["reason_erased_by"]) == (None, True, by)
    assert list(written)[-1] == "reason_erased_by"
    assert any(line.endswith(f"reason: {words}") for line in event_lines([_erased(built, by)], "illustrative"))


def test_a_reason_that_was_never_given_is_not_told_as_erased(log: Log) -> None:
    first = log(NY)[0]
    assert first["reason"] is None
    assert "reason_erased" not in first


def test_people_see_both_clocks_who_what_and_why(demo: Run) -> None:
    shown = demo("log", TRAINING, "--event", "discretion-declined").out
    assert "2026-02-20T11:00Z  recorded 2026-11-21T16:00:00Z  panel-1 (panel-chair)  discretion-declined  2.1: stays Good (margin)" in shown
    assert "reason: " in shown


def test_people_are_told_of_another_provenance(demo: Run) -> None:
    shown = demo("log", NY, "--event", "discretion-exercised").out
    assert shown.startswith(f"{NY}, reconstructed from published figures\n")
    assert "\n        as reported\n" in shown


def test_every_event_of_the_demonstration_can_be_told(built: Path) -> None:
    ledger = open_ledger(str(built), read_only=True)
    for name in ledger.inspections():
        history = ledger.history(name)
        assert len(event_lines(history, "recorded")) >= len(history)


SEEN = e.Seen(7)


@pytest.mark.parametrize(
    ("event", "words"),
    [
        (e.InspectionOpened("A service", "youth-2018"), "A service, under youth-2018"),
        (e.TeamMemberAssigned("inspector-1", "inspector"), "inspector-1 as inspector"),
        (e.CaseSampled("C01", "court"), "C01, court"),
        (e.CaseWithdrawn("C01"), "C01"),
        (e.PromptAnswered("C01", "2.1.1a", "yes"), "C01 2.1.1a: yes"),
        (e.KeyQuestionJudged("C01", "2.1.1", "sufficient"), "C01 2.1.1: sufficient"),
        (e.KeyQuestionJudged("C01", "2.1.1", "sufficient", reaffirmed=True), "C01 2.1.1: sufficient (reaffirmed)"),
        (e.FieldworkCompleted(), ""),
        (e.RatingProposed("1.1", Rating.GOOD), "1.1: Good"),
        (e.PanelConvened(("panel-1", "panel-2"), 2), "panel-1, panel-2; quorum 2"),
        (e.DiscretionExercised("2.1", None, Rating.GOOD, (), (), SEEN), "2.1: from a rating not said to Good, seen at #7"),
        (e.DiscretionDeclined("2.1", Rating.GOOD, ("margin", "one-case"), (), SEEN), "2.1: stays Good (margin, one-case), seen at #7"),
        (e.DiscretionRevoked("2.1", 5), "2.1: #5"),
        (e.RatingOverridden("2.1", Rating.GOOD, Rating.OUTSTANDING, (), SEEN), "2.1: from Good to Outstanding, seen at #7"),
        (e.OverrideRevoked("2.1", 5), "2.1: #5"),
        (e.DraftShared(), ""),
        (e.RatingsConfirmed(), ""),
        (e.ReportPublished("A report"), "A report"),
        (
            e.PublishedFigureRecorded("percentage", "2.1.1", "63%", "printed", "x-2020", 5, "s", "q"),
            "2.1.1: 63% (percentage, printed, x-2020:5)",
        ),
        (e.ReviewerNoteAdded(position=5), "on #5"),
        (e.ReviewerNoteAdded(standard="2.1"), "on 2.1"),
        (e.ReviewerNoteAdded(), "on the inspection"),
    ],
)
def test_every_kind_of_event_says_what_it_says(event: e.Event, words: str) -> None:
    assert what(event) == words
