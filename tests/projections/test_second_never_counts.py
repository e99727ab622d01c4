"""Second judgements never count: with any of them, anywhere in a history, every rating is what it is without them."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import OPENED, SMALL, TEAM, recorded, resolve, sampled
from tests.depth import examples

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.evidence import Judgement
from ledger.projections import blame, ratings
from ledger.projections.agreement import pairs

CASES = ("C01", "C02", "C03")
QUESTIONS = [q.id for s in SMALL.standards_on["court"] for q in s.key_questions]
JUDGEMENTS: st.SearchStrategy[Judgement] = st.sampled_from(["sufficient", "insufficient", "not-relevant"])
PLACES = st.tuples(st.sampled_from(CASES), st.sampled_from(QUESTIONS))
BEGUN: list[e.Event] = [OPENED, *TEAM, *sampled("court", *CASES)]


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[e.Event], list[e.Event]]:
    """A history of judgements, and the same with second judgements among them."""
    plain: list[e.Event] = []
    mixed: list[e.Event] = []
    for _ in range(draw(st.integers(1, 25))):
        case, question = draw(PLACES)
        if draw(st.booleans()):
            event: e.Event = e.KeyQuestionJudged(case, question, draw(JUDGEMENTS))
            plain.append(event)
        else:
            event = d.SecondJudgementGiven(1, case, question, draw(JUDGEMENTS), 1, "not-seen")
        mixed.append(event)
    return [*BEGUN, *plain], [*BEGUN, *mixed]


@settings(max_examples=examples(60), deadline=None)
@given(histories())
def test_no_second_judgement_moves_a_rating_or_sets_one(both: tuple[list[e.Event], list[e.Event]]) -> None:
    plain, mixed = (ratings.fold(ratings.start(resolve), recorded(events)) for events in both)
    assert [one.rating for one in mixed.ratings] == [one.rating for one in plain.ratings]
    assert [one.evidence for one in mixed.ratings] == [one.evidence for one in plain.ratings]
    assert mixed.overall == plain.overall
    setters = [[one.event for one in blame.fold(blame.BlameView(), recorded(events)).questions.values()] for events in both]
    assert all(isinstance(event, e.KeyQuestionJudged) for event in setters[1])
    assert len(setters[0]) == len(setters[1])


def test_a_pair_is_a_judgement_as_it_was_drawn_and_the_second_one_whatever_became_of_the_first() -> None:
    drawn = d.DipSampleDrawn(1, (d.DrawnJudgement("C01", "2.3.1", 7),), 1, 1, 7, 7)
    first, later = e.KeyQuestionJudged("C01", "2.3.1", "insufficient"), e.KeyQuestionJudged("C01", "2.3.1", "sufficient")
    given = d.SecondJudgementGiven(1, "C01", "2.3.1", "insufficient", 9, "not-seen")
    [pair] = pairs(recorded([*BEGUN, first, drawn, d.SheetIssued(1), later, given]))
    assert (pair.first, pair.second, pair.first_at, pair.second_at, pair.agrees) == ("insufficient", "insufficient", 7, 11, True)


def test_a_second_judgement_that_no_sample_asked_for_makes_no_pair() -> None:
    assert pairs(recorded([*BEGUN, d.SecondJudgementGiven(1, "C01", "2.3.1", "sufficient", 1, "seen")])) == ()
