"""The arithmetic of the rules, worked out a second time with `decimal` and by trying things out, from the rules' words alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from itertools import product

WORDS = ("Inadequate", "Requires improvement", "Good", "Outstanding")
YOUTH_FLOORS = (0, 50, 65, 80)

Floors = tuple[int, int, int, int]
Counts = tuple[tuple[int, int], ...]
Case = tuple[str | None, ...]


@cache
def percent(yes: int, relevant: int) -> int | None:
    """The whole percentage, halves up."""
    if relevant == 0:
        return None
    return int((Decimal(100) * yes / Decimal(relevant)).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def band(whole: int, floors: Floors = YOUTH_FLOORS) -> int:
    """The band of a percentage, 0 to 3."""
    if whole >= floors[3]:
        return 3
    if whole >= floors[2]:
        return 2
    return 1 if whole >= floors[1] else 0


@cache
def standard_band(counts: Counts, floors: Floors = YOUTH_FLOORS) -> int | None:
    """The lowest band of the key questions that have a relevant case."""
    found = [band(whole, floors) for yes, relevant in counts if (whole := percent(yes, relevant)) is not None]
    return min(found) if found else None


def points(counts: Counts, floors: Floors = YOUTH_FLOORS) -> tuple[int | None, int | None]:
    """The distance of the lowest percentage to the next band up, and to the floor of its own band."""
    lowest = min(whole for yes, relevant in counts if (whole := percent(yes, relevant)) is not None)
    here = band(lowest, floors)
    return (floors[here + 1] - lowest if here < 3 else None, lowest - floors[here] if here > 0 else None)


def small_sample(counts: Counts, most: int = 5) -> bool:
    """Whether any question tied for the lowest percentage rests on few relevant cases."""
    known = [(whole, relevant) for yes, relevant in counts if (whole := percent(yes, relevant)) is not None]
    return any(relevant <= most for whole, relevant in known if whole == min(known)[0])


def counted(cases: Sequence[Case]) -> Counts:
    """Sufficient and relevant cases of each key question."""
    return tuple(
        (sum(judgement == "sufficient" for judgement in column), sum(judgement in ("sufficient", "insufficient") for judgement in column))
        for column in zip(*cases, strict=True)
    )


def one_case_moves(counts: Counts, case: Case, floors: Floors = YOUTH_FLOORS) -> tuple[bool, bool]:
    """Whether some other judgement of this one case, relevance kept, gives a better rating, and a worse one."""
    before = standard_band(counts, floors)
    assert before is not None
    found = [standard_band(_rejudged(counts, case, other), floors) or 0 for other in _others(case)]
    return any(one > before for one in found), any(one < before for one in found)


def _others(case: Case) -> Iterable[Case]:
    return product(*((("sufficient", "insufficient") if word in ("sufficient", "insufficient") else (word,)) for word in case))


def _rejudged(counts: Counts, case: Case, other: Case) -> Counts:
    return tuple(
        (yes - (was == "sufficient") + (now == "sufficient"), relevant)
        for (yes, relevant), was, now in zip(counts, case, other, strict=True)
    )


def one_case_exactly(cases: Sequence[Case], floors: Floors = YOUTH_FLOORS) -> tuple[bool, bool]:
    """Whether some other judgement of some one case gives a better rating, and a worse one."""
    found = [one_case_moves(counted(cases), case, floors) for case in set(cases)]
    return any(up for up, _ in found), any(down for _, down in found)


def one_case_by_counts(counts: Counts, floors: Floors = YOUTH_FLOORS) -> tuple[str, str]:
    """`yes`, `possible` or `no` up, and `yes` or `no` down, where only the counts are known."""
    before = standard_band(counts, floors)
    lowest = [number for number, count in enumerate(counts) if standard_band((count,), floors) == before]
    raised = tuple((yes + 1, relevant) if number in lowest else (yes, relevant) for number, (yes, relevant) in enumerate(counts))
    up = "no"
    if before != 3 and (standard_band(raised, floors) or 0) > (before or 0):
        up = "yes" if len(lowest) == 1 else "possible"
    down = "no"
    for number, (yes, relevant) in enumerate(counts):
        fewer = (*counts[:number], (yes - 1, relevant), *counts[number + 1 :])
        if yes > 0 and (standard_band(fewer, floors) or 0) < (before or 0):
            down = "yes"
    return up, down
