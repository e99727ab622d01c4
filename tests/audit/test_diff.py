"""What changed between two points, and how far up each event reached."""

from __future__ import annotations

import pytest
from tests.audit.stories import CASES, DECLINED, MOVED, OVERRIDDEN, START, story, turned, written
from tests.builders import OPENED, SMALL, recorded, sampled, tally_events

from ledger.audit.diff import Diff, as_json, diff
from ledger.audit.difference import difference
from ledger.audit.shown import Shown, shown
from ledger.audit.shown import as_json as shown_json
from ledger.audit.standpoint import Standpoint
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.errors import UsageError
from ledger.projections import ratings

PROPOSED = [e.RatingProposed(standard, Rating.GOOD) for standard in ("1.1", "1.2", "3.3", "4.1")]


def diffed(*events: e.Event, first: int = 11) -> Diff:
    history = story(*events)
    return diff(history, (first, len(history)), START)


def effects(found: Diff) -> dict[str, list[int]]:
    return {effect: [event.recorded.position for event in events] for effect, events in found.by_effect().items() if events}


def last_of(*events: e.Event) -> Shown:
    history = story(*events)
    return shown(history, len(history), START)


def test_an_event_counts_by_the_furthest_it_reaches() -> None:
    note = e.ReviewerNoteAdded(standard="2.3")
    found = diffed(e.PromptAnswered("C01", "2.1.1a", "yes"), turned("C04", "sufficient"), turned("C04"), turned("C01"), note)
    assert effects(found) == {"overall": [15], "percentage": [13, 14], "nothing": [12, 16]}


def test_what_only_narrows_the_possible_score_moves_the_overall() -> None:
    assert diffed(PROPOSED[0]).by_effect()["overall"][0].changed.after != diffed().changed.after


def test_a_rating_may_move_without_the_overall() -> None:
    judged = e.KeyQuestionJudged("C01", "2.1.1", "sufficient")
    assert effects(diffed(judged, PROPOSED[3])) == {"rating": [12, 13]}


def test_a_decline_and_a_not_relevant_judgement_that_leave_every_figure_move_nothing() -> None:
    found = diffed(DECLINED, e.KeyQuestionJudged("C01", "2.1.1", "not-relevant"))
    assert effects(found) == {"nothing": [12, 13]}
    assert [standard.after.standard.id for standard in found.changed.standards] == ["2.1", "2.3"]


def test_events_at_the_first_point_are_left_out_and_those_at_the_last_are_in() -> None:
    history = story(turned("C01"), turned("C02"), turned("C03"))
    found = diff(history, (12, 13), START)
    assert [event.recorded.position for event in found.events] == [13]
    assert (found.first.last.position, found.last.last.position, found.last.of) == (12, 13, 14)


def test_a_point_compared_with_itself_differs_in_nothing() -> None:
    found = diffed()
    assert (found.events, found.changed.standards, found.changed.effect) == ((), (), "nothing")


def test_what_was_changed_and_changed_back_does_not_differ_though_its_events_are_listed() -> None:
    found = diffed(turned("C01"), turned("C01", "sufficient"))
    assert (found.changed.standards, len(found.events)) == ((), 2)


def test_the_first_point_after_the_second_is_refused() -> None:
    with pytest.raises(UsageError, match=r"Expected FROM before TO, found FROM at #11 and TO at #4\. Swap them"):
        diff(story(), (11, 4), START)


def test_the_effects_together_are_all_events_in_order() -> None:
    found = diffed(*PROPOSED, MOVED, turned("C01"), OVERRIDDEN, e.DraftShared())
    together = [event for events in found.by_effect().values() for event in events]
    assert sorted(together, key=lambda event: event.recorded.position) == list(found.events)


def test_the_json_has_what_differs_and_every_effect() -> None:
    json = written(as_json(diffed(MOVED, turned("C01"))))
    assert list(json["events"]) == ["overall", "rating", "percentage", "nothing"]
    [standard] = json["changed"]["standards"]
    assert (standard["before"]["rating"], standard["after"]["rating"]) == ("Good", "Requires improvement")
    assert standard["after"]["decision"] | {"position": 0} == {
        "position": 0,
        "kind": "exercised",
        "from": "Good",
        "to": "Outstanding",
        "stale": True,
        "lapsed": True,
        "effect": False,
    }
    assert standard["key_questions"] == [
        {
            "id": "2.3.1",
            "before": {"yes": 3, "relevant": 5, "percent": 60, "band": "Good"},
            "after": {"yes": 2, "relevant": 5, "percent": 40, "band": "Requires improvement"},
        }
    ]


def test_the_overall_is_null_where_it_did_not_move() -> None:
    assert written(as_json(diffed(turned("C04", "sufficient"))))["changed"]["overall"] is None


def test_opening_brings_an_overall_rating_about() -> None:
    [opened] = recorded([OPENED])
    found = difference(START, ratings.apply(START, opened))
    assert (found.effect, found.before, found.standards) == ("overall", None, ())
    assert written(shown_json(shown([opened], 1, START)))["changed"]["overall"]["before"] is None


def test_the_events_of_a_whole_history_add_up_to_the_difference_of_its_ends() -> None:
    history = recorded([OPENED, *sampled("court", *CASES), *tally_events("2.3.1", 4, 5), *PROPOSED, MOVED, OVERRIDDEN])
    found = diff(history, (1, len(history)), START)
    moved = {s.after.standard.id for event in found.events for s in event.changed.standards}
    assert {s.after.standard.id for s in found.changed.standards} <= moved <= set(SMALL.by_standard)


def test_a_judgement_shows_the_one_it_took_the_place_of() -> None:
    found = last_of(turned("C01"))
    assert found.earlier is not None
    assert (found.recorded.position, found.earlier.position, found.changed.effect) == (12, 7, "overall")


@pytest.mark.parametrize(
    ("earlier", "event"),
    [
        (e.PromptAnswered("C01", "2.1.1a", "no"), e.PromptAnswered("C01", "2.1.1a", "yes")),
        (PROPOSED[0], e.RatingProposed("1.1", Rating.OUTSTANDING)),
        (DECLINED, MOVED),
        (MOVED, DECLINED),
        (MOVED, e.DiscretionRevoked("2.3", 12)),
        (OVERRIDDEN, OVERRIDDEN),
        (OVERRIDDEN, e.OverrideRevoked("2.3", 12)),
    ],
)
def test_an_answer_proposal_or_decision_shows_the_one_that_stood_until_then(earlier: e.Event, event: e.Event) -> None:
    found = last_of(earlier, event)
    assert found.earlier is not None
    assert (found.earlier.position, found.earlier.event) == (12, earlier)


@pytest.mark.parametrize("event", [PROPOSED[0], MOVED, OVERRIDDEN, e.PromptAnswered("C01", "2.1.1a", "no"), e.DraftShared()])
def test_the_first_of_its_subject_takes_no_place(event: e.Event) -> None:
    assert last_of(event).earlier is None


def test_an_event_is_shown_as_at_its_own_position() -> None:
    history = story(turned("C01"), turned("C02"))
    found = shown(history, 12, START)
    assert (found.at.last.position, found.at.view.step, found.at.of) == (12, 12, 13)
    json = written(shown_json(found))
    assert (json["step"], json["of"], json["effect"], json["earlier"]["position"]) == (12, 13, "overall", 7)


@pytest.mark.parametrize("name", ["last", "framework", "overall"])
def test_before_the_opening_there_is_nowhere_to_stand(name: str) -> None:
    with pytest.raises(ValueError, match="expected an inspection that has been opened, found none"):
        getattr(Standpoint(START, 0), name)
