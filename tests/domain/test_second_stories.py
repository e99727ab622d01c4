"""Second judgements: what can be drawn, who gets a sheet, and what may be judged on it."""

from __future__ import annotations

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from tests.builders import INSPECTION, OPENED, TEAM, On, by, recorded, sampled
from tests.decider import decide, given

from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.refusals import NotFoundError, RefusedError
from ledger.domain.second import MOST_DRAWN, SampleState, drawn, evolve

SECOND_INSPECTOR = e.TeamMemberAssigned("inspector-2", "inspector")
MADE: list[e.Event | On] = [
    OPENED,
    *TEAM,
    SECOND_INSPECTOR,
    *sampled("court", "C01", "C02", "C03", "C04", "C05"),
    *[e.KeyQuestionJudged(case, "2.3.1", "sufficient") for case in ("C01", "C02", "C03")],
    On(None, e.KeyQuestionJudged("C04", "2.3.1", "insufficient"), "inspector-2"),
    e.KeyQuestionJudged("C05", "2.3.1", "insufficient"),
    e.KeyQuestionJudged("C01", "2.2.1", "sufficient"),
]
HEAD = len(MADE)
FIRST = {f"C0{number}": 9 + number for number in range(1, 6)}
SAMPLE = d.DipSampleDrawn(1, tuple(d.DrawnJudgement(case, "2.3.1", FIRST[case]) for case in ("C01", "C04")), 2, 6, 7, HEAD)
ISSUED: list[e.Event | On] = [*MADE, SAMPLE, On(None, d.SheetIssued(1), "inspector-2")]
SHEET = len(ISSUED)


def draw(size: int = 2, seed: int = 7, **narrowed: str | bool) -> c.DrawDipSample:
    return c.DrawDipSample(inspection=INSPECTION, by=by("lead-inspector"), size=size, seed=seed, **narrowed)  # type: ignore[arg-type]


def sheet(sample: int = 1, actor: str = "inspector-2", on: str | None = None) -> c.IssueSheet:
    return c.IssueSheet(inspection=INSPECTION, by=by(actor=actor, on=on), sample=sample)


def give(case: str = "C01", question: str = "2.3.1", *, sample: int = 1, who: c.By | None = None) -> c.GiveSecondJudgement:
    who = who or by(actor="inspector-2")
    return c.GiveSecondJudgement(
        inspection=INSPECTION, by=who, sample=sample, case=case, key_question=question, judgement="insufficient", declared="not-seen"
    )


def the_draw(command: c.DrawDipSample, story: list[e.Event | On] = MADE) -> d.DipSampleDrawn:
    [event] = decide(recorded(story), command, given().framework)
    assert isinstance(event, d.DipSampleDrawn)
    return event


def test_a_draw_says_what_was_drawn_from_how_many_by_which_seed_and_as_at_which_position() -> None:
    found = the_draw(draw(size=2))
    assert (found.sample, len(found.drawn), found.size, found.of, found.seed, found.drawn_at) == (1, 2, 2, 6, 7, HEAD)
    assert {(one.case, one.key_question) for one in found.drawn} <= {*((case, "2.3.1") for case in FIRST), ("C01", "2.2.1")}
    assert all(one.first == FIRST[one.case] for one in found.drawn if one.key_question == "2.3.1")


def test_the_same_seed_draws_the_same_again_and_samples_are_numbered() -> None:
    again = the_draw(draw(size=2), [*MADE, SAMPLE])
    assert (again.sample, again.drawn) == (2, the_draw(draw(size=2)).drawn)
    assert len({the_draw(draw(size=3, seed=seed)).drawn for seed in range(1, 12)}) > 1


def test_more_than_there_is_draws_all_there_is() -> None:
    found = the_draw(draw(size=MOST_DRAWN))
    assert (len(found.drawn), found.of) == (6, 6)


def test_a_draw_is_narrowed_to_an_inspector_or_a_standard() -> None:
    assert [one.case for one in the_draw(draw(inspector="inspector-2")).drawn] == ["C04"]
    assert [one.key_question for one in the_draw(draw(standard="2.2")).drawn] == ["2.2.1"]
    found = the_draw(draw(inspector="inspector-1", standard="2.3", size=9))
    assert [one.case for one in found.drawn] == ["C01", "C02", "C03", "C05"]
    assert (found.inspector, found.standard, found.near_boundary) == ("inspector-1", "2.3", False)


def test_a_draw_near_a_boundary_takes_the_judgements_of_cases_that_could_change_a_rating_alone() -> None:
    # 2.3.1 is 3 of 5, 60 per cent, just Good: one sufficient fewer makes it 40; one more makes it 80, still Good. 2.2.1 is 1 of 1.
    found = the_draw(draw(size=9, near_boundary=True))
    assert [(one.case, one.key_question) for one in found.drawn] == [("C01", "2.2.1"), ("C01", "2.3.1"), ("C02", "2.3.1"), ("C03", "2.3.1")]
    assert found.near_boundary


def test_near_a_boundary_upwards_it_is_the_insufficient_ones() -> None:
    worse: list[e.Event | On] = [*MADE, e.KeyQuestionJudged("C03", "2.3.1", "insufficient")]  # 2 of 5: 40, floor of Requires improvement
    found = the_draw(draw(size=9, near_boundary=True, standard="2.3"), worse)
    assert [one.case for one in found.drawn] == ["C01", "C02", "C03", "C04", "C05"]
    assert next(one.first for one in found.drawn if one.case == "C03") == HEAD + 1


def test_withdrawn_cases_are_not_drawn() -> None:
    assert "C01" not in {one.case for one in the_draw(draw(size=9), [*MADE, e.CaseWithdrawn("C01")]).drawn}


def test_a_draw_from_nothing_is_refused() -> None:
    given(*MADE).when(draw(inspector="inspector-9")).then_refused(RefusedError, match=f"none of the 6 at #{HEAD} is as asked for")
    given(OPENED, *TEAM).when(draw()).then_refused(RefusedError, match="none of the 0 at #3 is as asked for")


@pytest.mark.parametrize("size", [0, MOST_DRAWN + 1])
def test_a_sample_has_a_size(size: int) -> None:
    given(*MADE).when(draw(size=size)).then_refused(
        RefusedError, match=f"A sample has from 1 to {MOST_DRAWN} judgements; {size} were asked for"
    )


@forall(
    st.lists(st.tuples(st.sampled_from(["C01", "C02", "C03"]), st.sampled_from(["2.1.1", "2.2.1"])), unique=True),
    st.integers(1, 9),
    st.integers(1, 5),
)
def test_what_is_drawn_rests_on_the_set_and_the_seed_and_not_on_any_order(pairs: list[tuple[str, str]], seed: int, size: int) -> None:
    judgements = [d.DrawnJudgement(case, question, number) for number, (case, question) in enumerate(sorted(pairs))]
    found = drawn(judgements, seed, size)
    assert found == drawn(reversed(judgements), seed, size)
    assert len(found) == min(size, len(judgements))
    assert set(drawn(judgements, seed, size - 1)) <= set(found)


def test_a_sheet_is_issued_once_to_whoever_asks() -> None:
    given(*MADE, SAMPLE).when(sheet()).then(d.SheetIssued(1))
    given(*ISSUED).when(sheet()).then_nothing()
    given(*ISSUED).when(sheet(actor="inspector-1")).then(d.SheetIssued(1))


@pytest.mark.parametrize("command", [sheet(2), give(sample=2)])
def test_there_is_no_sheet_of_a_sample_that_was_not_drawn(command: c.Command) -> None:
    given(*MADE, SAMPLE).when(command).then_refused(NotFoundError, match=f"There is no sample 2 in {INSPECTION}.")


def test_a_sheet_is_not_issued_before_its_sample_was_drawn() -> None:
    given(*MADE, On("2026-03-10", SAMPLE)).when(sheet(on="2026-03-09")).then_refused(RefusedError, match="Events about sample 1 of")


def test_a_second_judgement_names_the_position_of_its_sheet_and_what_is_declared() -> None:
    given(*ISSUED).when(give()).then(d.SecondJudgementGiven(1, "C01", "2.3.1", "insufficient", SHEET, "not-seen"))


def test_a_second_judgement_is_given_on_a_sheet_of_ones_own() -> None:
    given(*ISSUED).when(give(who=by("quality-reviewer", actor="reviewer-1"))).then_refused(
        RefusedError, match="A second judgement is given on a sheet of sample 1 that was issued before; reviewer-1 has none."
    )


def test_only_what_was_drawn_is_judged_a_second_time() -> None:
    given(*ISSUED).when(give("C02")).then_refused(NotFoundError, match=f"2.3.1 in C02 is not in sample 1 of {INSPECTION}.")


def test_a_second_judgement_is_given_once() -> None:
    told = On(None, d.SecondJudgementGiven(1, "C01", "2.3.1", "sufficient", SHEET, "not-seen"), "inspector-2")
    given(*ISSUED, told).when(give()).then_refused(
        RefusedError, match="given once, while the first is hidden; inspector-2 has judged 2.3.1 in C01."
    )


def test_a_second_judgement_is_by_someone_else_than_the_first() -> None:
    given(*ISSUED).when(give("C04")).then_refused(RefusedError, match="by someone else than the first; inspector-2 made the first one.")
    given(*ISSUED).when(give("C04", who=by(actor="inspector-2", provenance="reported"))).then(
        d.SecondJudgementGiven(1, "C04", "2.3.1", "insufficient", SHEET, "not-seen")
    )


def test_a_withdrawn_case_is_not_judged_a_second_time() -> None:
    given(*ISSUED, e.CaseWithdrawn("C01")).when(give()).then_refused(
        RefusedError, match="Withdrawn cases are not judged; C01 was withdrawn."
    )


def test_second_judgements_are_given_after_confirmation_too_since_they_never_count() -> None:
    given(*ISSUED, e.RatingsConfirmed()).when(give()).then(d.SecondJudgementGiven(1, "C01", "2.3.1", "insufficient", SHEET, "not-seen"))


def test_what_is_not_of_a_sample_leaves_its_state() -> None:
    assert not evolve(SampleState(), recorded([OPENED])[0]).drawn
