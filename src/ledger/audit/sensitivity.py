"""Would it stand if one judgement fell: what every rating of an inspection rests on, exact and not sampled."""

from __future__ import annotations

from ledger.audit.sensitivity_json import as_json
from ledger.audit.sensitivity_model import Sensitivity
from ledger.audit.sensitivity_overall import overall_sensitivity
from ledger.audit.sensitivity_standard import cheapest_ways, standard_sensitivity
from ledger.projections.ratings import RatingsView

__all__ = ["Sensitivity", "as_json", "sensitivity"]


def sensitivity(view: RatingsView) -> Sensitivity:
    """The distance to every boundary and the smallest changes that would move each rating and the overall one."""
    ratings, overall = view.ratings, view.overall
    ways = tuple(cheapest_ways(rating) for rating in ratings)
    standards = tuple(standard_sensitivity(rating, found) for rating, found in zip(ratings, ways, strict=True))
    if view.framework is None or overall is None:
        return Sensitivity(view.inspection, standards, None)
    return Sensitivity(view.inspection, standards, overall_sensitivity(view.framework, overall, ratings, ways))
