"""`diff` and `blame` for people."""

from __future__ import annotations

import pytest
from tests.cli.ran import Run

TRAINING = "training-example"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def first(demo: Run) -> int:
    """The position of the training example's first draft, after which seven events follow."""
    position: int = demo("log", TRAINING, "--event", "draft-shared", "--json").objects[0]["position"]
    return position


def test_a_diff_says_both_points_what_differs_and_which_events_did_it(demo: Run, first: int) -> None:
    ran = demo("diff", TRAINING, "2026-02-27", "2026-03-16")
    text = flat(ran.out)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        f"As at #{first + 7}: happened 2026-03-16, recorded 2026-11-21T16:00:00.000000Z",
        f"Compared with as at #{first}: happened 2026-02-27, recorded 2026-11-21T16:00:00.000000Z",
        "3.3 Implementation and delivery: Good -> Inadequate",
        f"2.3 override: Requires improvement to Good (#{first - 1}) -> none",
        "2 events moved the overall rating, its score or what it may come to",
        "why: The home visits that the judgement rested on did not take place.",
        "1 event moved a percentage or its counts",
        f"2.2 discretion #{first - 4}: in force -> in force and stale",
        "No events moved a rating",
        "4 events moved nothing on the board 2 reviewer-note-added, 1 panel-convened and 1 draft-shared",
    ):
        assert words in text


def test_events_that_moved_little_are_counted_unless_all_are_asked_for(demo: Run) -> None:
    few, every = demo("diff", TRAINING, "opened", "panel").out, demo("diff", TRAINING, "opened", "panel", "--all").out
    assert "more; --all lists them" in few
    assert "more; --all lists them" not in every
    assert len(every.splitlines()) > 2 * len(few.splitlines())
    assert "prompt-answered C01 2.1.1a" in flat(every)


def test_a_point_compared_with_itself_differs_in_nothing(demo: Run) -> None:
    text = flat(demo("diff", TRAINING, "latest", "latest").out)
    assert "What differs nothing" in text
    assert "No events moved nothing on the board" in text


def test_the_events_of_the_json_are_those_after_the_first_point_up_to_the_last(demo: Run, first: int) -> None:
    events = demo("diff", TRAINING, str(first - 1), str(first + 4), "--json").json["events"]
    assert sorted(event["position"] for group in events.values() for event in group) == list(range(first, first + 5))


def test_blame_names_who_set_every_rating_and_key_question(demo: Run, first: int) -> None:
    ran = demo("blame", TRAINING)
    text = flat(ran.out)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        f"Overall: Requires improvement (18 of 36) rating set, and score last moved, by: #{first + 4} override-revoked 2.3: #{first - 1}, by panel-1 (panel-chair)",
        f"2.2 Planning: Good rating set by: #{first - 4} discretion-exercised 2.2: from Requires improvement to Good (margin)",
        f"figures last moved by: #{first + 1} key-question-judged C01 2.2.1: insufficient, by inspector-2 (inspector)",
        f"3.3.3: 2 of 5, 40%, Inadequate #{first + 2}",
        "why: The home visits that the judgement rested on did not take place.",
    ):
        assert words in text


def test_blame_as_at_the_opening_blames_nobody(demo: Run) -> None:
    text = flat(demo("blame", TRAINING, "--at", "opened").out)
    assert "1.1 Governance and leadership: Not rated (nothing proposed yet) rating set by: nothing recorded yet" in text
    assert "2.1.1: no relevant case nothing recorded yet" in text


def test_reconstructed_judgements_are_blamed_with_a_warning(demo: Run) -> None:
    assert "Reconstructed from published figures" in demo("blame", "north-yorkshire-2020").out


@pytest.mark.parametrize(
    "arguments",
    [
        ("diff", TRAINING, "opened", "latest", "--all"),
        ("diff", "north-yorkshire-2020", "opened", "latest", "--all"),
        ("blame", TRAINING),
        ("blame", "darlington-2021"),
    ],
)
def test_no_line_is_longer_than_eighty_columns(demo: Run, arguments: tuple[str, ...]) -> None:
    assert [line for line in demo(*arguments).out.splitlines() if len(line) > 80] == []


@pytest.mark.parametrize("command", ["why", "show", "diff", "blame"])
def test_help_has_an_example(demo: Run, command: str) -> None:
    assert f"ledger --ledger demo {command} " in demo(command, "--help").out
