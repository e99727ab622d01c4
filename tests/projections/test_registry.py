"""What the kept projections make of a step: the rows that begin, end and are replaced."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from tests.builders import OPENED, SMALL, On, judged, recorded, resolve, sampled, tally_events

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.scoring import Overall
from ledger.frameworks import load_framework
from ledger.projections import rating_rows, registry, timeline
from ledger.projections.rating_rows import RatingValues
from ledger.projections.registry import BLAME, OVERALL, PROJECTIONS, RATINGS, TIMELINE, ProjectionError, Row, Step

FOUR: Sequence[e.Event] = (OPENED, *sampled("court", "C01", "C02"), e.RatingProposed("1.1", Rating.GOOD))


def steps(*events: e.Event | On) -> list[Step]:
    return walked(recorded(events))


def walked(history: Sequence[RecordedEvent]) -> list[Step]:
    views, found = registry.start(resolve), []
    for one in history:
        found.append(registry.follow(views, one))
        views = found[-1].after
    return found


def rows(step: Step, subject: str) -> list[Row]:
    return [row for row in registry.rows_of(step, RATINGS) if row[1] == subject]


def test_an_opening_begins_a_row_for_every_standard_and_the_overall_rating() -> None:
    [opened] = steps(OPENED)
    assert {row[1] for row in registry.rows_of(opened, RATINGS)} == {*SMALL.by_standard, OVERALL}
    assert rows(opened, "1.1") == [("small-service-2026", "1.1", 1, None, "Not rated", *[None] * 5, "not-proposed", 0, *[None] * 7)]
    assert rows(opened, OVERALL)[0][2:10] == (1, None, "Pending", None, 24, 0, 24, None)


def test_a_change_ends_one_row_and_begins_the_next() -> None:
    step = steps(*FOUR)[-1]
    assert [row[2:6] for row in rows(step, "1.1")] == [(1, 4, "Not rated", None), (4, None, "Good", 2)]
    assert [row[2:9] for row in rows(step, OVERALL)] == [(1, 4, "Pending", None, 24, 0, 24), (4, None, "Pending", None, 24, 2, 23)]
    assert rows(step, "1.2") == []


def test_a_repetition_and_a_note_change_no_rating() -> None:
    for event in (e.RatingProposed("1.1", Rating.GOOD), e.ReviewerNoteAdded(standard="1.1")):
        assert registry.rows_of(steps(*FOUR, event)[-1], RATINGS) == []


def test_a_framework_without_a_standard_ends_its_row() -> None:
    again = steps(*FOUR, e.InspectionOpened("Small Service", "youth-2018"))[-1]
    gone = set(SMALL.by_standard) - set(load_framework("youth-2018").by_standard)
    assert gone == {"4.1"}
    assert [row[2:4] for row in rows(again, "4.1")] == [(1, 5)]
    assert "4.1" not in again.after.held
    assert rows(again, "2.4")[0][2:4] == (5, None)


def test_before_the_opening_nothing_is_rated() -> None:
    [early] = steps(*sampled("court", "C01"))
    assert registry.rows_of(early, RATINGS) == []
    assert registry.rows_of(early, TIMELINE) == [("small-service-2026", 1, 1, "case-sampled", None, None)]


def test_a_judgement_is_the_last_word_on_its_question_and_its_standard() -> None:
    step = steps(*FOUR, *judged("2.1.1", C01="sufficient"))[-1]
    assert sorted(registry.rows_of(step, BLAME)) == [("small-service-2026", "2.1", 5), ("small-service-2026", "2.1.1", 5)]
    assert registry.rows_of(steps(*FOUR, e.DraftShared())[-1], BLAME) == []


def test_the_timeline_names_the_event_its_time_and_the_ratings_it_changed() -> None:
    story = [*FOUR[:3], *tally_events("2.3.1", 1, 1), On("2026-01", tally_events("2.3.1", 2, 2)[1])]
    before, last = steps(*story)[-2:]
    assert registry.rows_of(before, TIMELINE) == [("small-service-2026", 4, 4, "key-question-judged", None, "2.3")]
    assert registry.rows_of(last, TIMELINE) == [("small-service-2026", 5, 5, "key-question-judged", "2026-01", None)]
    assert timeline.entry(last.recorded, 5, ["overall", "2.3"]).changed == "2.3 overall"


def test_folding_on_from_kept_rows_is_folding_from_the_beginning() -> None:
    history = recorded([*FOUR, *tally_events("2.3.1", 1, 2)])
    whole = walked(history)
    for cut in range(len(history)):
        before = whole[cut - 1].after if cut else registry.start(resolve)
        resumed = registry.resumed(registry.start(resolve), history[:cut], before.held.items())
        step = registry.follow(resumed, history[cut])
        assert (step.after, set(step.changes)) == (whole[cut].after, set(whole[cut].changes))


def test_an_event_that_cannot_be_followed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    history = recorded([e.InspectionOpened("Small Service", "youth-1998")])
    sentence = r"the kept projections cannot follow the event at position 1 \(inspection-opened\.v1\): There is no framework 'youth-1998'"
    with pytest.raises(ProjectionError, match=sentence):
        registry.follow(registry.start(resolve), history[0])
    with pytest.raises(ProjectionError, match=sentence):
        registry.resumed(registry.start(resolve), history, [])
    [opened] = steps(OPENED)
    monkeypatch.setattr(timeline, "entry", lambda *_: 1 // 0)
    with pytest.raises(ProjectionError, match=r"position 1 \(inspection-opened\.v1\): integer division .*: nothing was written"):
        registry.rows_of(opened, TIMELINE)
    assert "KeyError" in str(ProjectionError(history[0], KeyError()))


def test_the_digest_of_the_rules_is_that_of_all_frameworks_in_any_order() -> None:
    both = [SMALL, load_framework("youth-2018")]
    assert registry.rules_digest(both) == registry.rules_digest(reversed(both)) != registry.rules_digest([SMALL])


def test_an_overall_rating_comes_back_from_its_values() -> None:
    for step in steps(*FOUR, *tally_events("2.3.1", 1, 2)):
        overall = step.after.ratings.overall
        assert overall is not None
        assert rating_rows.overall_of(rating_rows.of_overall(overall)) == overall
    rated = Overall(Rating.GOOD, 20, 24, (20, 20), "4.1")
    assert rating_rows.overall_of(rating_rows.of_overall(rated)) == rated


@pytest.mark.parametrize("values", [RatingValues("Good", 2), RatingValues("Splendid", 2, 24, 2, 2)])
def test_values_of_anything_else_are_no_overall_rating(values: RatingValues) -> None:
    with pytest.raises(ValueError, match=r"expected the values of an overall rating|is not a valid Rating"):
        rating_rows.overall_of(values)


def test_every_projection_has_a_name_and_a_key_that_begins_with_the_inspection() -> None:
    assert [projection.name for projection in PROJECTIONS] == ["ratings", "blame", "timeline"]
    assert all(projection.columns[0] == "inspection" and projection.version >= 1 for projection in PROJECTIONS)
