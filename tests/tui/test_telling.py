"""Answers as lines: who made a rating what it is, why, and an event as minutes cite it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from tests.audit.stories import FIVE, MOVED, START, story, turned
from tests.builders import judged, recorded

from ledger.audit.blame import blamed
from ledger.audit.why import why
from ledger.domain import events as e
from ledger_tui.replay import Replay
from ledger_tui.telling.blame import blame_told
from ledger_tui.telling.events import citation
from ledger_tui.telling.why import why_told


def test_blame_says_first_who_made_the_overall_rating_what_it_is_and_then_who_moved_the_score(replaying: Callable[[str], Replay]) -> None:
    replay = replaying("north-yorkshire-2020")
    told = list(blame_told(blamed(replay.history, replay.steps, replay.kept[0])))
    assert [line.text.partition(": ")[0] for line in told[:3]] == [
        "Overall Good 25/36",
        "rating set by #2191 Outstanding proposed for 1.4 Information and facilities",
        "score last moved by #2194 3.3 Implementation and delivery moved to Good by discretion",
    ]
    assert [line.position for line in told[:3]] == [None, 2191, 2194]


@pytest.mark.parametrize(
    ("events", "said"),
    [
        (
            (turned("C04", "sufficient"), turned("C05", "sufficient")),
            ["rating set, and figures last moved, by #13 2.3.1 judged sufficient in case C05"],
        ),
        ((MOVED,), ["rating set by #12 2.3 Standard 2.3 moved to Outstanding by discretion", "figures last moved by #11 "]),
    ],
)
def test_blame_tells_what_moved_a_rating_apart_from_what_moved_its_figures(events: tuple[e.Event, ...], said: list[str]) -> None:
    history = story(*events)
    told = [line.text for line in blame_told(blamed(history, len(history), START), "2.3")][1:]
    assert all(line.startswith(words) for line, words in zip(told, said, strict=False))


def test_blame_of_what_nobody_has_rated_names_nobody() -> None:
    history = story()
    assert [line.text for line in blame_told(blamed(history, len(history), START), "1.1")][1:] == ["nothing recorded yet"]


def test_several_key_questions_in_the_lowest_band_are_named_in_the_plural() -> None:
    history = recorded([*FIVE, *judged("2.1.1", C01="sufficient"), *judged("2.1.3", C01="sufficient")])
    one, several = (" ".join(line.text for line in why_told(why(history, len(history), START, name))) for name in ("2.3", "2.1"))
    assert "The lowest key question, 2.3.1, makes it Good." in one
    assert "The lowest key questions, 2.1.1 and 2.1.3, are in one band and make it Outstanding." in several


def test_a_citation_uses_the_words_of_the_event() -> None:
    event = recorded([e.RatingProposed("1.1", MOVED.to_rating)], first=412)[0]
    assert citation(event).startswith(
        "small-service-2026 #412: Outstanding proposed for 1.1; inspector-1 (inspector), date not recorded, recorded 1 March 2026 at "
    )
    assert citation(event).endswith(f"; event {event.id}")
