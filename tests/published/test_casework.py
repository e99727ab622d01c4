from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ledger.domain.framework import CaseKind, Framework, KeyQuestion, Prompt, key_question_of
from ledger.frameworks import load_framework
from ledger.published.casework import JudgedCase, judged_cases, topic
from ledger.published.counts import Fraction

FRAMEWORK = load_framework("youth-2018")
Counts = dict[str, Fraction]


@st.composite
def counts_and_cases(draw: st.DrawFn) -> tuple[Counts, tuple[str, ...], CaseKind]:
    kind: CaseKind = draw(st.sampled_from(("court", "out-of-court")))
    cases = tuple(f"C{number:02}" for number in range(1, draw(st.integers(0, 24)) + 1))
    fraction = st.integers(0, len(cases)).flatmap(lambda relevant: st.tuples(st.integers(0, relevant), st.just(relevant)))
    counts: Counts = {}
    for question in _questions(FRAMEWORK, kind):
        counts[question.id] = draw(fraction)
        answered = draw(st.lists(st.sampled_from(question.prompts), unique_by=lambda prompt: prompt.id, max_size=3))
        counts |= {prompt.id: draw(fraction) for prompt in answered}
    return counts, cases, kind


def _questions(framework: Framework, kind: CaseKind) -> list[KeyQuestion]:
    return [question for standard in framework.standards_on[kind] for question in standard.key_questions]


@settings(deadline=None, max_examples=25)
@given(counts_and_cases(), st.text("abc", max_size=3))
def test_any_counts_are_met_exactly(drawn: tuple[Counts, tuple[str, ...], CaseKind], seed: str) -> None:
    counts, cases, kind = drawn
    judged = judged_cases(seed, kind, cases, FRAMEWORK, counts)
    assert [case.case for case in judged] == list(cases)
    for question in _questions(FRAMEWORK, kind):
        said = Counter(case.judgements[question.id] for case in judged)
        assert (said["sufficient"], said["sufficient"] + said["insufficient"]) == counts[question.id]
        for prompt in question.prompts:
            answers = Counter(case.answers.get(prompt.id, "not answered") for case in judged)
            found = (answers["yes"], answers["yes"] + answers["no"])
            assert answers["not answered"] == (0 if prompt.id in counts else len(cases))
            assert found == counts.get(prompt.id, (0, 0))


@settings(deadline=None, max_examples=25)
@given(counts_and_cases())
def test_smaller_sub_samples_of_a_topic_lie_within_larger_ones(drawn: tuple[Counts, tuple[str, ...], CaseKind]) -> None:
    counts, cases, kind = drawn
    judged = judged_cases("nesting", kind, cases, FRAMEWORK, counts)
    by_topic: dict[str, list[set[str]]] = {}
    for question in _questions(FRAMEWORK, kind):
        by_topic.setdefault(topic(question), []).append(relevant_in(judged, question.id))
    for samples in by_topic.values():
        ordered = sorted(samples, key=len)
        assert all(smaller <= larger for smaller, larger in pairwise(ordered))


@settings(deadline=None, max_examples=25)
@given(counts_and_cases())
def test_a_prompt_is_relevant_within_its_key_question_or_all_around_it(drawn: tuple[Counts, tuple[str, ...], CaseKind]) -> None:
    counts, cases, kind = drawn
    judged = judged_cases("prompts", kind, cases, FRAMEWORK, counts)
    for prompt in counts.keys() & FRAMEWORK.by_prompt.keys():
        inner, outer = answered_in(judged, prompt), relevant_in(judged, key_question_of(prompt))
        assert inner <= outer or outer <= inner


@settings(deadline=None, max_examples=25)
@given(counts_and_cases())
def test_no_judgement_goes_against_all_its_prompts_where_there_are_answers_to_go_round(
    drawn: tuple[Counts, tuple[str, ...], CaseKind],
) -> None:
    counts, cases, kind = drawn
    judged = judged_cases("leaning", kind, cases, FRAMEWORK, counts)
    for question in _questions(FRAMEWORK, kind):
        yes, relevant = counts[question.id]
        prompts = [prompt for prompt in question.prompts if prompt.id in counts]
        if sum(min(counts[p.id][0], yes) for p in prompts) >= yes:
            assert not _against(judged, question.id, "sufficient", prompts)
        if sum(min(counts[p.id][1] - counts[p.id][0], relevant - yes) for p in prompts) >= relevant - yes:
            assert not _against(judged, question.id, "insufficient", prompts)


def test_the_same_counts_give_the_same_cases_and_another_seed_others() -> None:
    counts = {question.id: (6, 10) for question in _questions(FRAMEWORK, "court")}
    cases = tuple(f"C{number:02}" for number in range(1, 21))
    first, again, other = (judged_cases(seed, "court", cases, FRAMEWORK, counts) for seed in ("a", "a", "b"))
    assert first == again
    assert first != other


def test_a_key_question_without_a_count_is_refused() -> None:
    with pytest.raises(ValueError, match=r"key question 2\.1\.1 has no count"):
        judged_cases("", "court", ("C01",), FRAMEWORK, {})


@pytest.mark.parametrize("count", [(2, 3), (2, 1), (-1, 1)])
def test_a_count_of_more_cases_than_there_are_is_refused(count: Fraction) -> None:
    counts: Counts = dict.fromkeys((question.id for question in _questions(FRAMEWORK, "court")), (1, 2))
    with pytest.raises(ValueError, match=rf"2\.2\.1 cannot be {count[0]} of {count[1]} in 2 cases"):
        judged_cases("", "court", ("C01", "C02"), FRAMEWORK, counts | {"2.2.1": count})
    with pytest.raises(ValueError, match=rf"2\.2\.1a cannot be {count[0]} of {count[1]} in 2 cases"):
        judged_cases("", "court", ("C01", "C02"), FRAMEWORK, counts | {"2.2.1a": count})


@pytest.mark.parametrize("framework", ["youth-2018", "youth-2021"])
def test_the_three_topics_are_the_three_questions_of_a_standard(framework: str) -> None:
    loaded = load_framework(framework)
    for kind in ("court", "out-of-court"):
        for question in _questions(loaded, kind):
            expected = ("desistance", "safety of the child", "safety of others")[int(question.id[-1]) - 1]
            assert topic(question) == ("3.4" if question.id.startswith("3.4") else expected), question.id


def relevant_in(judged: tuple[JudgedCase, ...], question: str) -> set[str]:
    return {case.case for case in judged if case.judgements[question] != "not-relevant"}


def answered_in(judged: tuple[JudgedCase, ...], prompt: str) -> set[str]:
    return {case.case for case in judged if case.answers[prompt] != "not-applicable"}


def _against(judged: tuple[JudgedCase, ...], question: str, judgement: str, prompts: list[Prompt]) -> list[str]:
    opposite = {"sufficient": "no", "insufficient": "yes"}[judgement]
    found = []
    for case in judged:
        answers = {case.answers[prompt.id] for prompt in prompts} - {"not-applicable"}
        if case.judgements[question] == judgement and answers == {opposite}:
            found.append(case.case)
    return found
