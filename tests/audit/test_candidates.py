"""Judgements that a dip sample can be drawn from: which of them are near a boundary, by cases or, where only those are known, by counts."""

from __future__ import annotations

import pytest
from tests.audit.stories import START
from tests.builders import OPENED, judged, recorded, sampled

from ledger.audit.candidates import candidates
from ledger.domain.evidence import Judgement
from ledger.domain.recorded import Provenance

CASES = ("C01", "C02", "C03", "C04")
SAID: dict[str, Judgement] = {"+": "sufficient", "-": "insufficient", "o": "not-relevant"}


def near(first: str, second: str, provenance: Provenance) -> tuple[str, str]:
    """Of 2.2.1 and of 2.2.2, each judged in four cases, the numbers of the cases in which the judgement is near a boundary."""
    said = [judged(q, **{case: SAID[sign] for case, sign in zip(CASES, s, strict=True)}) for q, s in (("2.2.1", first), ("2.2.2", second))]
    found = candidates(recorded([OPENED, *sampled("court", *CASES), *said[0], *said[1]], provenance=provenance), START)
    close = [one.judgement for one in found if one.near_boundary]
    of_first, of_second = ("".join(one.case[-1] for one in close if one.key_question == question) for question in ("2.2.1", "2.2.2"))
    return of_first, of_second


@pytest.mark.parametrize(
    ("first", "second", "by_cases", "by_counts"),
    [
        ("++--", "+++o", ("1234", "12"), ("1234", "")),  # by cases both judgements of one case differ; by counts only those of one question
        ("-++-", "+--+", ("23", "14"), ("1234", "1234")),  # one case holds not both questions down; by counts that cannot be ruled out
        ("++++", "++++", ("1234", "1234"), ("1234", "1234")),  # no band above
        ("oooo", "oooo", ("", ""), ("", "")),
    ],
)
def test_what_is_near_a_boundary_goes_by_counts_where_the_cases_are_ours(
    first: str, second: str, by_cases: tuple[str, str], by_counts: tuple[str, str]
) -> None:
    assert near(first, second, "recorded") == by_cases
    assert near(first, second, "reconstructed") == by_counts
