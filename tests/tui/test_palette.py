from __future__ import annotations

from itertools import combinations

import pytest
from tests.builders import SMALL

from ledger.domain.framework import RATED, Rating
from ledger.domain.scoring import Overall
from ledger.frameworks import load_framework
from ledger_tui.palette import LOOKS, look
from ledger_tui.widgets.gauge import distance_words, edges, scale, score_words

RULES = load_framework("youth-2018").rules
GOOD = Rating.GOOD


@pytest.mark.parametrize("part", ["letter", "word", "ink"])
def test_every_rating_is_told_apart_by_letter_word_and_ink(part: str) -> None:
    for one, other in combinations((*RATED, Rating.NOT_RATED), 2):
        assert getattr(LOOKS[one], part) != getattr(LOOKS[other], part)


def test_the_four_ratings_have_shapes_that_rise() -> None:
    shapes = [LOOKS[rating].shape for rating in RATED]
    assert shapes == sorted(shapes)
    assert len(set(shapes)) == 4


def test_no_band_looks_like_not_rated() -> None:
    assert look(None) == LOOKS[Rating.NOT_RATED]


@pytest.mark.parametrize(
    ("score", "said"),
    [
        (25, "6 points up to Outstanding, 7 points down to Requires improvement"),
        (18, "1 point up to Good, 12 points down to Inadequate"),
        (0, "7 points up to Requires improvement"),
        (36, "6 points down to Good"),
    ],
)
def test_the_distance_to_the_boundaries_begins_with_the_nearest(score: int, said: str) -> None:
    overall = Overall(GOOD, score, 36, (score, score))
    assert next(distance_words(overall, RULES)) == said


def test_a_limited_overall_says_by_what_it_is_held() -> None:
    overall = Overall(GOOD, 33, 36, (33, 33), "4.1")
    assert next(distance_words(overall, RULES)).startswith("held at Good by 4.1 · ")


def test_a_pending_overall_says_what_is_possible() -> None:
    overall = Overall("Pending", None, 36, (12, 30))
    assert score_words(overall) == "12 to 30 possible of 36"
    assert list(distance_words(overall, RULES)) == [""]


@pytest.mark.parametrize("rules", [RULES, SMALL.rules])
@pytest.mark.parametrize("per", [1, 2, 3])
def test_the_scale_has_as_many_cells_a_point_as_asked_and_names_the_edges_under_them(rules: object, per: int) -> None:
    frame = SMALL if rules is SMALL.rules else load_framework("youth-2018")
    overall = Overall(GOOD, 14, frame.maximum_score, (14, 14))
    cells = sum(len(text) for text, _ in scale(overall, frame.rules, per))
    assert cells == per * (frame.maximum_score + 1)
    *named, (last, _) = edges(frame.rules, per)
    assert sum(len(text) for text, _ in named) == cells - per * (frame.rules.overall[-1].highest - frame.rules.overall[-1].lowest + 1)
    assert last.strip().startswith("O "), "the letter of the last band is never cut: it may stand out beyond the scale"
    assert "13-20" in "".join(text for text, _ in edges(frame.rules, per)) or frame is not SMALL
