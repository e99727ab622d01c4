"""Figures: rounding, small samples, prompts that say otherwise, and what was published."""

from __future__ import annotations

import pytest
from tests.audit.findings_stories import DONE, OPENED, Told, found, judged_23, published
from tests.builders import sampled, tally_events

from ledger.domain import events as e
from ledger.domain.evidence import Answer
from ledger.domain.framework import Rating

ROUNDING, SMALL_SAMPLE, OUTSIDE = "rounding-sensitive", "small-sample", "key-question-outside-prompts"
DISAGREE, DIFFERS = "figures-disagree", "published-differs"


def test_a_rating_that_only_rounding_lifts_is_rounding_sensitive() -> None:
    (one,) = found(judged_23(25, 42), ROUNDING)
    assert (one.severity, one.key_question, len(one.positions)) == ("medium", "2.3.1", 42)
    assert "2.3.1 is 25 of 42, 59.5%, counted as 60%; unrounded it would be Requires improvement." in one.message


@pytest.mark.parametrize(("yes", "relevant", "raised"), [(3, 5, False), (22, 37, False), (119, 200, True), (24, 42, False)])
def test_only_half_a_point_below_a_floor_is_rounding_sensitive(yes: int, relevant: int, *, raised: bool) -> None:
    assert bool(found(judged_23(yes, relevant), ROUNDING)) is raised


def test_a_rounded_question_that_does_not_decide_the_rating_is_left_alone() -> None:
    cases = [f"C{number:02}" for number in range(1, 43)]
    story = [OPENED, *sampled("court", *cases), *tally_events("2.2.1", 25, 42)]
    assert not found([*story, *tally_events("2.2.2", 20, 42)], ROUNDING)
    assert found([*story, *tally_events("2.2.2", 40, 42)], ROUNDING)


def test_a_rating_with_judgements_wanting_is_not_looked_at_yet() -> None:
    assert not found([*judged_23(25, 42), e.CaseSampled("C99", "court")], ROUNDING)
    assert not found([*judged_23(1, 1), e.CaseSampled("C99", "court")], SMALL_SAMPLE)


@pytest.mark.parametrize(("status", "severity"), [("printed", "medium"), ("stated", "medium"), ("inferred", "low")])
def test_a_reconstructed_count_is_only_as_good_as_the_published_one(status: e.FigureStatus, severity: str) -> None:
    figure = published("count", "2.3.1", "25/42", status=status, line=691)
    (one,) = found([*judged_23(25, 42), figure], ROUNDING, provenance="reconstructed")
    assert (one.severity, one.positions, one.sources) == (severity, (86,), ("a-report:691",))
    assert ("inferred" in one.message) is (status == "inferred")


def test_a_stated_count_is_cited_before_an_inferred_one() -> None:
    figures = [published("count", "2.3.1", "25/42", status=status, line=line) for status, line in (("inferred", 1), ("stated", 2))]  # type: ignore[arg-type]
    (one,) = found([*judged_23(25, 42), *figures], ROUNDING, provenance="reconstructed")
    assert one.sources == ("a-report:2",)


@pytest.mark.parametrize("code", [ROUNDING, SMALL_SAMPLE])
def test_a_reconstructed_count_that_no_published_figure_gives_is_ours_and_raises_nothing(code: str) -> None:
    story = judged_23(25, 42) if code == ROUNDING else judged_23(1, 2)
    assert not found([*story, published("count", "2.3.1", "7/9")], code, provenance="reconstructed")


@pytest.mark.parametrize(("relevant", "raised"), [(1, True), (2, True), (3, False)])
def test_a_rating_on_no_more_cases_than_a_small_sample_is_found(relevant: int, *, raised: bool) -> None:
    assert bool(found(judged_23(1, relevant), SMALL_SAMPLE)) is raised


def test_a_small_sample_names_its_judgements() -> None:
    (one,) = found(judged_23(1, 2), SMALL_SAMPLE)
    assert (one.severity, one.key_question, one.positions) == ("low", "2.3.1", (4, 5))
    assert (
        one.message == "2.3 Standard 2.3 is Requires improvement by its judgements on 2 cases: 2.3.1 is 1 of 2; no key question is lower."
    )


def on_2_2(first: tuple[int, int], second: tuple[int, int]) -> list[e.Event]:
    """Standard 2.2 judged in four cases, not relevant where the counts leave them out."""
    rest = [
        e.KeyQuestionJudged(f"C0{number}", question, "not-relevant")
        for question, (_, relevant) in (("2.2.1", first), ("2.2.2", second))
        for number in range(relevant + 1, 5)
    ]
    return [OPENED, *sampled("court", "C01", "C02", "C03", "C04"), *tally_events("2.2.1", *first), *tally_events("2.2.2", *second), *rest]


def test_a_small_sample_of_a_key_question_that_is_not_lowest_is_left_alone() -> None:
    assert not found(on_2_2((2, 4), (2, 2)), SMALL_SAMPLE)


def test_of_questions_tied_lowest_those_on_a_small_sample_are_named() -> None:
    (one,) = found(on_2_2((4, 4), (1, 1)), SMALL_SAMPLE)
    assert one.message.endswith("on 1 to 4 cases: 2.2.2 is 1 of 1; no key question is lower, and as low is 2.2.1, 4 of 4.")
    assert one.positions == (10,)
    (both,) = found(on_2_2((2, 2), (1, 1)), SMALL_SAMPLE)
    assert both.key_question is None
    assert both.message.endswith("on 1 to 2 cases: 2.2.1 is 2 of 2, 2.2.2 is 1 of 1; no key question is lower.")
    (alike,) = found(on_2_2((1, 1), (1, 1)), SMALL_SAMPLE)
    assert alike.message.endswith("on one case: 2.2.1 is 1 of 1, 2.2.2 is 1 of 1; no key question is lower.")


def test_an_inferred_small_sample_says_so() -> None:
    figure = published("count", "2.3.1", "1/2", status="inferred")
    (one,) = found([*judged_23(1, 2), figure], SMALL_SAMPLE, provenance="reconstructed")
    assert "2.3.1 is 1 of 2 (the count is inferred from the printed percentage)" in one.message


def printed(question: str, first: str, second: str) -> list[e.Event]:
    figures = (("2.1.1", question), ("2.1.1a", first), ("2.1.1b", second))
    return [OPENED, *(published("percentage", subject, value, line=line) for line, (subject, value) in enumerate(figures, 1))]


def test_a_printed_percentage_outside_those_of_its_prompts_is_found() -> None:
    (one,) = found(printed("53%", "60%", "71 %"), OUTSIDE, provenance="reconstructed")
    assert (one.severity, one.key_question, one.positions, one.sources) == (
        "low", "2.1.1", (2, 3, 4), ("a-report:1", "a-report:2", "a-report:3")
    )  # fmt: skip
    assert one.message == "2.1.1 is 53% as published, 7 points below every one of its prompts: they go from 60% (2.1.1a) to 71% (2.1.1b)."


@pytest.mark.parametrize(("percent", "raised"), [("59%", True), ("60%", False), ("65%", False), ("71%", False), ("72%", True)])
def test_a_percentage_at_either_end_of_the_range_is_inside(percent: str, *, raised: bool) -> None:
    assert bool(found(printed(percent, "60%", "71%"), OUTSIDE)) is raised


def test_prompts_that_are_all_the_same_are_said_to_be() -> None:
    (one,) = found(printed("99%", "100%", "100%"), OUTSIDE)
    assert "99% as published, 1 point below every one of its prompts: all of them are 100%." in one.message


def test_one_prompt_is_no_range_and_an_inferred_count_is_no_print() -> None:
    story = printed("53%", "60%", "71%")
    assert not found(story[:-1], OUTSIDE)
    assert not found([*story[:-1], published("count", "2.1.1b", "5/7", status="inferred")], OUTSIDE)
    assert found([*story[:-1], published("count", "2.1.1b", "5/7", status="stated")], OUTSIDE)
    assert not found([*story[:-1], published("count", "2.1.1b", "0/0")], OUTSIDE)
    assert not found([*story[:-1], published("count", "2.1.1b", "most")], OUTSIDE)


def answered(first: tuple[Answer, ...], second: tuple[Answer | None, ...]) -> list[e.Event]:
    """Two cases, both judged sufficient on 2.1.1, with the answers of its two prompts."""
    answers = [
        e.PromptAnswered(f"C0{number}", prompt, answer)
        for prompt, given in (("2.1.1a", first), ("2.1.1b", second))
        for number, answer in enumerate(given, 1)
        if answer is not None
    ]
    return [OPENED, *sampled("court", "C01", "C02"), *answers, *tally_events("2.1.1", 2, 2)]


def test_a_recorded_percentage_outside_those_of_its_prompts_is_found() -> None:
    (one,) = found(answered(("yes", "no"), ("no", "yes")), OUTSIDE)
    assert one.positions == (8, 9)
    assert "2.1.1 is 100% as recorded, 50 points above every one of its prompts: all of them are 50%." in one.message


@pytest.mark.parametrize(
    "second",
    [("yes", "yes"), ("no", None), ("not-applicable", "not-applicable")],
    ids=["at the end of the range", "an answer is wanting", "one prompt applies nowhere"],
)
def test_recorded_prompts_are_compared_only_where_all_are_answered(second: tuple[Answer | None, ...]) -> None:
    assert not found(answered(("yes", "no"), second), OUTSIDE)


def test_a_recorded_percentage_at_the_low_end_of_its_prompts_is_inside() -> None:
    half = [*answered(("yes", "no"), ("yes", "yes")), e.KeyQuestionJudged("C02", "2.1.1", "insufficient")]
    assert not found(half, OUTSIDE)
    assert found([*half, e.KeyQuestionJudged("C01", "2.1.1", "insufficient")], OUTSIDE)


def test_reconstructed_answers_say_nothing_of_their_question() -> None:
    assert not found(answered(("yes", "no"), ("no", "yes")), OUTSIDE, provenance="reconstructed")


def sides(subject: str, *values: str, matters: bool = True) -> list[e.Event]:
    joined = e.Disagreement("a-group", "text-and-table", matters)
    return [OPENED, *(published("disagreement", subject, value, line=line, of=joined) for line, value in enumerate(values, 1))]


def test_figures_of_one_key_question_in_different_bands_disagree_gravely() -> None:
    (one,) = found(sides("2.3.1", "7 of 9", "89 %", "91%"), DISAGREE)
    assert (one.severity, one.standard, one.key_question) == ("high", "2.3", "2.3.1")
    assert (one.positions, one.sources) == ((2, 3, 4), ("a-report:1", "a-report:2", "a-report:3"))
    assert one.message.endswith("do not agree. [text and table: 7 of 9 at line 1; 89 % at line 2; 91% at line 3]")


@pytest.mark.parametrize(
    ("subject", "values", "severity"),
    [
        ("2.3.1", ("89%", "90%"), "high"),
        ("2.3.1", ("88%", "89%"), "medium"),
        ("2.3.1", ("7 of 9", "95%", "9 cases"), "medium"),
        ("2.1.1a", ("10%", "95%"), "medium"),
        ("2.3", ("10%", "95%"), "medium"),
        ("2.1.1, 2.3.1", ("10%", "95%"), "medium"),
        ("the number of teams", ("10%", "95%"), "medium"),
    ],
)
def test_a_disagreement_is_high_only_where_figures_of_the_question_itself_are_in_other_bands(
    subject: str, values: tuple[str, ...], severity: str
) -> None:
    (one,) = found(sides(subject, *values), DISAGREE)
    assert one.severity == severity


def test_a_disagreement_that_does_not_matter_is_low() -> None:
    (one,) = found(sides("2.3.1", "10%", "95%", matters=False), DISAGREE)
    assert one.severity == "low"


@pytest.mark.parametrize(
    ("subject", "standard", "question"),
    [
        ("2.1.1a", "2.1", "2.1.1"),
        ("2.1.1, 2.3.1", None, None),
        ("2.3 (background)", "2.3", None),
        ("9.9.9", None, None),
        ("sample", None, None),
    ],
)
def test_a_disagreement_is_placed_where_its_subject_belongs(subject: str, standard: str | None, question: str | None) -> None:
    (one,) = found(sides(subject, "a", "b"), DISAGREE)
    assert (one.standard, one.key_question) == (standard, question)


def test_a_disagreement_is_told_in_the_words_recorded_with_it() -> None:
    opened, *both = sides("2.3.1", "7 of 9", "89 %")
    (one,) = found([opened, *(Told(side, "The text has seven of nine.") for side in both)], DISAGREE)
    assert one.message == "The text has seven of nine. [text and table: 7 of 9 at line 1; 89 % at line 2]"


def test_two_disagreements_are_two_findings() -> None:
    other = [published("disagreement", "1.1", value, of=e.Disagreement("another", "date", matters=False)) for value in ("May", "June")]
    assert len(found([*sides("2.3.1", "7 of 9", "89 %"), *other], DISAGREE)) == 2


def test_figures_that_no_report_joins_do_not_disagree() -> None:
    assert not found([OPENED, published("count", "2.3.1", "7/9"), published("percentage", "2.3.1", "89%")], DISAGREE)


def test_a_published_rating_that_is_not_the_ledger_s_is_found() -> None:
    (one,) = found([*judged_23(4, 7), published("rating", "2.3", "Good", line=33)], DIFFERS)
    assert (one.severity, one.standard, one.sources) == ("high", "2.3", ("a-report:33",))
    assert one.message == "The report gives Good for 2.3 at line 33; the ledger comes to Requires improvement."


@pytest.mark.parametrize(
    ("figure", "raised"),
    [
        (published("rating", "2.3", "Requires improvement"), False),
        (published("percentage", "2.3.1", "57%"), False),
        (published("percentage", "2.3.1", "57 %"), False),
        (published("percentage", "2.3.1", "58%"), True),
        (published("percentage", "2.2.1", "57%"), True),
        (published("percentage", "1.1.1", "57%"), False),
        (published("percentage", "2.1.1a", "57%"), False),
        (published("overall", "overall", "Pending"), False),
        (published("overall", "overall", "Good"), True),
        (published("overall", "overall", "12/24"), True),
        (published("rating", "9.9", "Good"), False),
        (published("count", "2.3.1", "5/7"), False),
    ],
)
def test_ratings_scores_and_percentages_of_key_questions_are_compared(figure: e.Event, *, raised: bool) -> None:
    assert bool(found([*judged_23(4, 7), DONE, figure], DIFFERS)) is raised


def test_a_published_score_is_compared_with_none_while_there_is_none() -> None:
    (one,) = found([*judged_23(4, 7), published("overall", "overall", "12/24")], DIFFERS)
    assert one.message == "The report gives 12/24 for overall at line 10; the ledger comes to no score/24."


def test_a_later_judgement_makes_a_published_rating_differ() -> None:
    story = [*judged_23(5, 7), published("rating", "2.3", str(Rating.GOOD))]
    assert not found(story, DIFFERS)
    assert found([*story, e.KeyQuestionJudged("C01", "2.3.1", "insufficient")], DIFFERS)
