"""`rate` agrees with an independent oracle: every percentage, band, margin and small sample, and one case by trying it out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations_with_replacement, islice

import pytest
from tests.domain import oracle

from ledger.domain.bands import band, tally_band
from ledger.domain.discretion import Eligibility, eligibility
from ledger.domain.evidence import CaseworkEvidence
from ledger.domain.framework import RATED
from ledger.domain.percentages import Tally
from ledger.domain.rating import StandardRating
from ledger.figures import parse_figures, rate_figures
from ledger.frameworks import load_framework

RULES = load_framework("youth-2018").rules
CASEWORK = tuple(s for s in load_framework("youth-2018").standards if s.basis == "casework" and len(s.key_questions) == 3)
PAIRS_TO_120 = [(yes, relevant) for relevant in range(121) for yes in range(relevant + 1)]
PAIRS_TO_6 = [(yes, relevant) for relevant in range(7) for yes in range(relevant + 1)]
JUDGEMENTS = ("sufficient", "insufficient", "not-relevant")


def rated(figures: Iterable[oracle.Counts]) -> Iterator[tuple[oracle.Counts, StandardRating]]:
    """Each triple of counts with the rating that a figures file of it earns, seven a file."""
    waiting = iter(figures)
    while some := list(islice(waiting, len(CASEWORK))):
        standards = {
            standard.id: {"key_questions": {q.id: counts for q, counts in zip(standard.key_questions, triple, strict=True)}}
            for standard, triple in zip(CASEWORK, some, strict=False)
        }
        file = json.dumps({"framework": "youth-2018", "standards": standards}).encode()
        found = {rating.standard.id: rating for rating in rate_figures(parse_figures(file)).ratings}
        yield from ((triple, found[standard.id]) for standard, triple in zip(CASEWORK, some, strict=False))


def one_case(found: Eligibility) -> tuple[str, str]:
    return found.up.one_case if found.up else "no", found.down.one_case if found.down else "no"


def test_percentages_bands_margins_and_small_samples_agree_for_all_counts_to_120() -> None:
    for (count, *_), found in rated((pair, pair, pair) for pair in PAIRS_TO_120):
        assert isinstance(found.evidence, CaseworkEvidence)
        whole = oracle.percent(*count)
        assert [tally.percent for tally in found.evidence.tallies] == [whole] * 3, count
        if whole is None:
            assert (found.rating, found.eligibility) == ("Not rated", None)
            continue
        assert found.rating == oracle.WORDS[oracle.band(whole)], count
        assert found.eligibility is not None
        up, down = oracle.points((count,))
        for tests, points in ((found.eligibility.up, up), (found.eligibility.down, down)):
            assert (tests is None) == (points is None), count
            if tests is not None and points is not None:
                assert (tests.points, tests.margin) == (points, points <= 5), count
                assert tests.small_sample == (count[1] <= 5), count


def test_one_case_by_counts_agrees_for_one_to_three_questions_of_up_to_six_cases() -> None:
    triples = [triple for triple in combinations_with_replacement(PAIRS_TO_6, 3) if any(relevant for _, relevant in triple)]
    for triple, found in rated(triples):
        assert found.eligibility is not None
        assert one_case(found.eligibility) == oracle.one_case_by_counts(tuple(c for c in triple if c[1])), triple
        assert _small(found.eligibility) == oracle.small_sample(triple), triple


def _small(found: Eligibility) -> bool:
    tests = found.up or found.down
    assert tests is not None
    return tests.small_sample


@pytest.mark.parametrize(("questions", "most"), [(1, 6), (2, 6), (3, 3)])
def test_one_case_by_cases_agrees_with_trying_every_other_judgement_of_every_case(questions: int, most: int) -> None:
    for number in range(1, most + 1):
        for cases in combinations_with_replacement(list(_patterns(questions)), number):
            _agree(cases)


def test_one_case_by_cases_agrees_for_every_case_that_three_questions_of_up_to_six_cases_can_hold() -> None:
    """Some case of a set moves the rating where one does by itself: so each is tried alone, on every count that it can be part of."""
    for counts in combinations_with_replacement(PAIRS_TO_6, 3):
        for case in _patterns(3):
            if all(_can_hold(count, word) for count, word in zip(counts, case, strict=True)):
                tallies = tuple(Tally(f"2.1.{number}", *count) for number, count in enumerate(counts, 1))
                _agree_on(tallies, {case: 1}, oracle.one_case_moves(counts, case) if any(r for _, r in counts) else None)


def _can_hold(count: tuple[int, int], word: str | None) -> bool:
    """Whether six cases of which one is judged so can come to this count."""
    yes, relevant = count
    if word == "sufficient":
        return yes > 0
    return relevant > yes if word == "insufficient" else relevant < 6


def _patterns(questions: int) -> Iterator[oracle.Case]:
    if questions == 0:
        yield ()
        return
    for rest in _patterns(questions - 1):
        yield from ((*rest, judgement) for judgement in JUDGEMENTS)


def _agree(cases: Sequence[oracle.Case]) -> None:
    counts = oracle.counted(cases)
    tallies = tuple(Tally(f"2.1.{number}", *count) for number, count in enumerate(counts, 1))
    patterns = {case: cases.count(case) for case in cases}
    _agree_on(tallies, patterns, None if oracle.standard_band(counts) is None else oracle.one_case_exactly(cases))


def _agree_on(tallies: tuple[Tally, ...], patterns: Mapping[oracle.Case, int], expected: tuple[bool, bool] | None) -> None:
    found = eligibility(RULES, CaseworkEvidence(tallies, 1, 1, patterns))  # type: ignore[arg-type]
    if expected is None:
        assert found is None
        return
    assert found is not None
    up, down = expected
    assert one_case(found) == ("yes" if up else "no", "yes" if down else "no"), (tallies, patterns)


def test_every_rating_of_the_oracle_is_one_of_ours() -> None:
    assert tuple(rating.value for rating in RATED) == oracle.WORDS
    assert [band(RULES, whole).value for whole in range(101)] == [oracle.WORDS[oracle.band(whole)] for whole in range(101)]
    assert tally_band(RULES, Tally("2.1.1", 0, 0)) is None
