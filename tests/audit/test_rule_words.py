"""The rules in words say the figures of the framework, whichever it is."""

from __future__ import annotations

import pytest
from tests.builders import SMALL, small_service_data

from ledger.audit.rule_words import band_rule, discretion_rule, limit_rule, overall_rule, override_rule, percentage_rule, proposal_rule
from ledger.domain.framework import Framework, RatingRules
from ledger.frameworks import load_framework

EIGHTEEN = load_framework("youth-2018")


def test_the_bands_are_said_without_gap_or_overlap() -> None:
    assert band_rule(EIGHTEEN.rules).words.startswith(
        "A percentage below 50 is Inadequate, of 50 to 64 is Requires improvement, of 65 to 79 is Good and of 80 or over is Outstanding."
    )
    assert (
        "below 40 is Inadequate, of 40 to 59 is Requires improvement, of 60 to 89 is Good and of 90 or over" in band_rule(SMALL.rules).words
    )


def test_the_overall_bands_are_said_with_the_number_of_standards_that_count() -> None:
    assert "12 standards that count are added, out of 36: 0 to 6 is Inadequate, 7 to 18 is" in overall_rule(EIGHTEEN).words
    assert "8 standards that count are added, out of 24: 0 to 3 is Inadequate, 4 to 12 is" in overall_rule(SMALL).words


def test_the_tests_are_said_with_their_figures() -> None:
    words = discretion_rule(EIGHTEEN.rules).words
    assert "at most 5 percentage points from the boundary (margin), a differing judgement in one case" in words
    assert "or it rests on 5 relevant cases or fewer (small sample)." in words


def test_a_framework_without_the_one_case_test_does_not_speak_of_it() -> None:
    data = small_service_data()
    data["rules"]["discretion"] |= {"one_case": False, "margin_points": 1, "small_sample": 1}
    words = discretion_rule(Framework.model_validate(data).rules).words
    assert "at most 1 percentage point from the boundary (margin), or it rests on 1 relevant case or fewer" in words


def test_a_limit_names_its_standard_and_its_source() -> None:
    [limit] = load_framework("youth-2021").rules.limits
    found = limit_rule(limit)
    assert (found.words, found.source) == ("While 4.1 is rated Inadequate, the overall rating cannot be better than Good.", "NEL 1258")


@pytest.mark.parametrize("rules", [EIGHTEEN.rules, SMALL.rules])
def test_every_rule_has_the_source_the_framework_gives(rules: RatingRules) -> None:
    assert percentage_rule(rules).source == rules.source.percentage
    assert band_rule(rules).source == rules.source.bands
    assert proposal_rule(rules).source == rules.source.proposals
    assert discretion_rule(rules).source == rules.discretion.source


def test_a_rule_of_the_ledger_itself_has_no_source() -> None:
    assert override_rule().source is None
