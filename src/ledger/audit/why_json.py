"""An explanation as JSON: the standard, its rating, and every step with its rule, figures and event positions."""

from __future__ import annotations

from ledger.audit.citation import Object, citation, citations
from ledger.audit.disputes_json import in_short
from ledger.audit.rule_words import (
    Rule,
    band_rule,
    discretion_rule,
    limit_rule,
    overall_rule,
    override_rule,
    percentage_rule,
    proposal_rule,
)
from ledger.audit.standpoint import heading
from ledger.audit.why_model import DecisionExplained, PromptExplained, QuestionExplained, TestsExplained, Why
from ledger.domain import events as e
from ledger.domain.evidence import CaseworkEvidence, ProposedEvidence
from ledger.domain.rating import StandardRating, Step
from ledger.domain.scoring import band_score, score


def as_json(why: Why) -> Object:
    """The whole explanation."""
    rated, standard = why.rated, why.standard
    evidence = rated.evidence
    casework = evidence if isinstance(evidence, CaseworkEvidence) else None
    return {
        **heading(why.at),
        "standard": {
            "id": standard.id,
            "title": standard.title,
            "statement": standard.statement,
            "source": standard.source,
            "basis": standard.basis,
            "counts": standard.counts,
        },
        "rating": rated.rating,
        "score": _score(why),
        "provisional": rated.provisional,
        "judged": {"done": casework.done, "of": casework.of} if casework else None,
        "why_not_rated": rated.why_not_rated,
        "steps": _steps(why),
        "ended": citations(why.ended),
        "attribution": why.at.framework.attribution,
        "disputes": in_short(why.disputes),
    }


def _score(why: Why) -> int | None:
    return score(why.rated.rules, why.rated.rating) if why.standard.counts else None


def _steps(why: Why) -> list[Object]:
    rules = why.rated.rules
    steps: list[Object] = []
    if isinstance(why.rated.evidence, ProposedEvidence):
        steps.append({"step": "proposed", **_rule(proposal_rule(rules)), **_rated(why, "proposed"), "proposals": citations(why.proposals)})
    else:
        steps.append({"step": "judgements", **_rule(percentage_rule(rules)), "key_questions": [_question(q) for q in why.questions]})
        banded = next((step for step in why.rated.route if step.step == "banded"), None)
        steps.append({"step": "banded", **_rule(band_rule(rules)), **_rated(why, "banded"), "key_questions": _key_questions(banded)})
    if why.tests or why.decision:
        steps.append(_discretion(why))
    if why.override:
        steps.append({"step": "override", **_rule(override_rule()), **_rated(why, "override"), "decision": _decision(why.override)})
    return [*steps, _overall(why)]


def _key_questions(banded: Step | None) -> list[str]:
    return list(banded.key_questions) if banded else []


def _rule(rule: Rule) -> Object:
    return {"rule": rule.words, "source": rule.source}


def _rated(why: Why, name: str) -> Object:
    """The rating that a step of the route led to, null where it led to none."""
    return {"rating": next((step.rating for step in why.rated.route if step.step == name), None)}


def _question(explained: QuestionExplained) -> Object:
    tally = explained.tally
    return {
        "id": explained.question.id,
        "text": explained.question.text,
        "source": explained.question.source,
        "yes": tally.yes,
        "relevant": tally.relevant,
        "percent": tally.percent,
        "band": explained.band,
        "rounding_sensitive": explained.exact is not None,
        "exact": {"fraction": [tally.yes, tally.relevant], "band": explained.exact} if explained.exact else None,
        "insufficient": explained.judged("insufficient"),
        "not_relevant": explained.judged("not-relevant"),
        "unjudged": explained.unjudged,
        "judgements": citations(explained.judgements),
        "published": citations(explained.published),
        "prompts": None if explained.prompts is None else [_prompt(prompt) for prompt in explained.prompts],
    }


def _prompt(explained: PromptExplained) -> Object:
    return {
        "id": explained.prompt.id,
        "text": explained.prompt.text,
        "source": explained.prompt.source,
        "yes": explained.answered("yes"),
        "no": explained.answered("no"),
        "not_applicable": explained.answered("not-applicable"),
        "answers": citations(explained.answers),
        "published": citations(explained.published),
    }


def _discretion(why: Why) -> Object:
    return {
        "step": "discretion",
        **_rule(discretion_rule(why.rated.rules)),
        **_rated(why, "discretion"),
        **_both(why.tests),
        "decision": _decision(why.decision) if why.decision else None,
    }


def _both(tests: tuple[TestsExplained, ...]) -> Object:
    return {direction: next((_tests(one) for one in tests if one.direction == direction), None) for direction in ("up", "down")}


def _tests(explained: TestsExplained) -> Object:
    tests = explained.tests
    return {
        "to": explained.to,
        "boundary": explained.boundary,
        "margin": {"met": tests.margin, "points": tests.points},
        "one_case": tests.one_case,
        "small_sample": tests.small_sample,
        "lowest": [{"id": t.key_question, "yes": t.yes, "relevant": t.relevant, "percent": t.percent} for t in explained.lowest],
        "cases": explained.cases,
    }


def _decision(explained: DecisionExplained) -> Object:
    return {
        **citation(explained.recorded),
        "in_force": True,
        "stale": explained.stale,
        "lapsed": explained.lapsed,
        "effect": explained.effect,
        "seen": _seen(explained.event.seen, explained.then, explained.tests),
        "since": citations(explained.since),
    }


def _seen(seen: e.Seen, then: StandardRating | None, tests: tuple[TestsExplained, ...]) -> Object:
    return {
        "position": seen.position,
        "figures": [{"id": f.key_question, "yes": f.yes, "relevant": f.relevant} for f in seen.figures],
        "proposed": seen.proposed,
        "rating": then.rating if then else None,
        **_both(tests),
    }


def _overall(why: Why) -> Object:
    total, framework = why.at.overall, why.at.framework
    earned = None if total.score is None else band_score(framework.rules, total.score)
    band = next((band for band in framework.rules.overall if band.rating == earned), None)
    return {
        "step": "overall",
        **_rule(overall_rule(framework)),
        "rating": total.rating,
        "counts": why.standard.counts,
        "score": _score(why),
        "total": total.score,
        "out_of": total.out_of,
        "possible": total.possible,
        "band": {"lowest": band.lowest, "highest": band.highest} if band else None,
        "limited_by": total.limited_by,
        "limits": [_rule(limit_rule(limit)) for limit in framework.rules.limits],
    }
