"""The disputes of a history: how far each has come, and what it led to."""

from __future__ import annotations

from tests.builders import OPENED, TEAM, On, recorded, sampled

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.projections.disputes import disputes, on_standard

BEFORE: list[e.Event | On] = [OPENED, *TEAM, *sampled("court", "C01"), e.KeyQuestionJudged("C01", "2.1.1", "insufficient")]
FIRST, SECOND = d.DisputeRaised(1, 5, "2.1.1", "C01"), d.DisputeRaised(2, 5, "2.1.1", "C01")
CHANGED = e.KeyQuestionJudged("C01", "2.1.1", "sufficient")


def test_a_dispute_is_open_until_it_has_an_outcome_or_is_withdrawn() -> None:
    history = recorded([*BEFORE, FIRST, SECOND, d.DisputeAnswered(1), d.DisputeWithdrawn(2), d.DisputeResolved(1, "upheld")])
    statuses = [[one.status for one in disputes(history[:step])] for step in range(5, len(history) + 1)]
    assert statuses == [[], ["open"], ["open", "open"], ["answered", "open"], ["answered", "withdrawn"], ["resolved", "withdrawn"]]
    assert [sum(one.is_open for one in disputes(history[:step])) for step in range(5, len(history) + 1)] == [0, 1, 2, 2, 1, 0]
    last = disputes(history)[0]
    assert (last.disputed.position, last.raised.position, last.number, last.outcome) == (5, 6, 1, d.DisputeResolved(1, "upheld"))
    assert (last.answered, last.withdrawn) == (history[7], None)
    assert disputes(history)[1].outcome is None


def test_a_dispute_has_its_outcomes_and_what_they_led_to_in_order() -> None:
    history = recorded(
        [
            *BEFORE,
            FIRST,
            d.DisputeResolved(1, "amended", "sufficient"),
            On(None, CHANGED, outcome=7),
            On(None, e.ReviewerNoteAdded(7), led_to_by="event-7"),
            d.DisputeResolved(1, "upheld", None, 7),
            On(None, e.KeyQuestionJudged("C01", "2.1.1", "insufficient"), outcome=10),
        ]
    )
    [dispute] = disputes(history)
    assert ([one.position for one in dispute.outcomes], [one.position for one in dispute.caused]) == ([7, 10], [8, 11])
    assert dispute.outcome == d.DisputeResolved(1, "upheld", None, 7)


def test_disputes_on_a_standard_are_those_on_its_key_questions_and_on_itself() -> None:
    subjects = ("2.1.1", "2.1", "2.2.1", "overall")
    history = recorded([*BEFORE, *(d.DisputeRaised(number, 5, subject) for number, subject in enumerate(subjects, 1))])
    assert [one.number for one in on_standard(disputes(history), "2.1")] == [1, 2]


def test_of_what_was_never_raised_or_never_recorded_there_is_no_dispute() -> None:
    later = e.KeyQuestionJudged("C01", "2.1.2", "sufficient")
    amended = On(None, CHANGED, outcome=8)
    history = recorded([*BEFORE, later, FIRST, d.DisputeResolved(1, "amended", "sufficient"), amended, d.DisputeRaised(2, 6, "2.1.2")])
    without = {gone: [one.number for one in disputes([one for one in history if one.position != gone])] for gone in (5, 6, 7, 8, 9, 10)}
    assert without == {5: [2], 6: [1], 7: [2], 8: [1, 2], 9: [1, 2], 10: [1]}
    assert disputes(recorded([FIRST])) == ()


def test_a_decision_that_is_supposed_only_to_have_ended_another_is_not_disputed() -> None:
    declined = e.DiscretionDeclined("2.1", Rating.GOOD, ("margin",), ("panel-1",), e.Seen(5))
    for taken, numbers in ((declined, [1]), (e.DiscretionRevoked("2.1", 3), []), (e.OverrideRevoked("2.1", 3), [])):
        assert [one.number for one in disputes(recorded([*BEFORE, taken, d.DisputeRaised(1, 6, "2.1")]))] == numbers
