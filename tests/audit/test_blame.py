"""Who gave every rating its value, who last moved what lies beneath it, and who last set every key question."""

from __future__ import annotations

from tests.audit.stories import CASES, MOVED, OVERRIDDEN, START, story, turned, written
from tests.builders import sampled

from ledger.audit.blame import Blame, as_json, blamed
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent

PROPOSED = e.RatingProposed("1.1", Rating.GOOD)


def found(*events: e.Event) -> Blame:
    history = story(*events)
    return blamed(history, len(history), START)


def at(event: RecordedEvent | None) -> int | None:
    return None if event is None else event.position


def of(blame: Blame, standard: str) -> tuple[int | None, int | None]:
    """The positions that gave a standard its rating, and that it rests on last."""
    [rating] = [rating for rating in blame.standards if rating.rated.standard.id == standard]
    return at(rating.set_by), at(rating.last)


def test_a_rating_is_set_by_the_event_that_gave_it_the_value_it_has() -> None:
    assert of(found(), "2.3") == (10, 11)
    assert of(found(turned("C04", "sufficient")), "2.3") == (10, 12)


def figures_by(blame: Blame, standard: str) -> int | None:
    return next(at(rating.figures_by) for rating in blame.standards if rating.rated.standard.id == standard)


def test_what_moved_the_figures_is_told_apart_from_what_moved_the_rating() -> None:
    assert (of(found(MOVED, turned("C01")), "2.3")[0], figures_by(found(MOVED, turned("C01")), "2.3")) == (13, 13)
    raised = found(turned("C04", "sufficient"), turned("C05", "sufficient"), turned("C01"))
    assert (of(raised, "2.3"), figures_by(raised, "2.3")) == ((14, 14), 14)
    assert figures_by(found(MOVED), "2.3") == 11
    assert figures_by(found(turned("C05"), MOVED), "2.3") == 11  # judged so before: nothing moved
    assert figures_by(found(PROPOSED), "1.1") is None


def test_a_value_that_came_back_is_set_by_the_event_that_brought_it_back() -> None:
    assert of(found(turned("C01"), turned("C01", "sufficient"), turned("C04", "sufficient")), "2.3") == (13, 14)


def test_a_decision_sets_the_rating_it_moves() -> None:
    assert of(found(MOVED), "2.3") == (12, 12)
    assert of(found(MOVED, OVERRIDDEN, e.OverrideRevoked("2.3", 13)), "2.3") == (14, 14)


def test_what_nobody_has_set_is_blamed_on_nobody() -> None:
    blame = found()
    assert of(blame, "1.1") == (None, None)
    [untouched] = [rating for rating in blame.standards if rating.rated.standard.id == "2.1"]
    assert [question.set_by for question in untouched.questions] == [None, None, None]


def test_a_declared_not_rated_is_set_by_its_declaration() -> None:
    assert of(found(e.RatingProposed("4.1", Rating.NOT_RATED)), "4.1") == (12, 12)


def test_a_key_question_is_set_by_its_last_judgement_or_withdrawal() -> None:
    for events, position in (((), 11), ((turned("C01"),), 12), ((turned("C01"), e.CaseWithdrawn("C02")), 13)):
        [rating] = [rating for rating in found(*events).standards if rating.rated.standard.id == "2.3"]
        assert [at(question.set_by) for question in rating.questions] == [position]


SETTLED = (
    *(e.RatingProposed(standard, Rating.OUTSTANDING) for standard in ("1.1", "1.2", "4.1")),
    *(e.CaseWithdrawn(case) for case in CASES[1:]),
    *(e.KeyQuestionJudged("C01", q, "sufficient") for q in ("2.1.1", "2.1.2", "2.1.3", "2.2.1", "2.2.2", "2.3.1")),
    *sampled("out-of-court", "D01"),
    *(e.KeyQuestionJudged("D01", q, "sufficient") for q in ("3.1.1", "3.1.2", "3.2.1")),
    e.RatingProposed("3.3", Rating.OUTSTANDING),
)
"""Everything rated, from position 12 on, the overall rating with the last of them."""


def test_the_overall_rating_is_set_by_the_event_that_made_it_what_it_is_and_not_by_the_one_that_moved_the_score() -> None:
    assert (at(found().overall_set_by), at(found().score_by)) == (1, None)
    assert (at(found(PROPOSED).overall_set_by), at(found(PROPOSED).score_by)) == (1, None)
    last = 11 + len(SETTLED)
    assert [(at(blame.overall_set_by), at(blame.score_by)) for blame in (found(*SETTLED), found(*SETTLED, PROPOSED))] == [
        (last, last),
        (last, last + 1),
    ]


def test_a_point_takes_in_nothing_later() -> None:
    history = story(turned("C01"), MOVED)
    blame = blamed(history, 11, START)
    assert (of(blame, "2.3"), blame.at.last.position, blame.at.of) == ((10, 11), 11, 13)


def test_the_json_names_who_in_which_role_when_and_why() -> None:
    json = written(as_json(found(PROPOSED)))
    first = json["standards"][0]
    assert (first["id"], first["rating"], first["set_by"]["position"]) == ("1.1", "Good", 12)
    assert first["set_by"]["actor"] == {"id": "inspector-1", "role": "inspector"}
    assert first["set_by"]["reason"] == "because"
    assert first["set_by"]["recorded_at"] == "2026-03-01T12:00:12.000000Z"
    assert json["standards"][1]["set_by"] is None
