"""Case-level judgements and prompt answers that meet given counts exactly; the same ones every time, and nobody's own."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Framework, KeyQuestion
from ledger.published.counts import Fraction


@dataclass(frozen=True)
class JudgedCase:
    """One case with its judgements by key question and its answers by prompt, both in framework order."""

    case: str
    judgements: dict[str, Judgement] = field(default_factory=dict)
    answers: dict[str, Answer] = field(default_factory=dict)


@dataclass(frozen=True)
class _Question:
    """The cases of one key question: judged sufficient, judged insufficient, and the rest in the order they would be called on."""

    sufficient: tuple[str, ...]
    insufficient: tuple[str, ...]
    outside: tuple[str, ...]


def judged_cases(
    seed: str, kind: CaseKind, cases: Sequence[str], framework: Framework, counts: Mapping[str, Fraction]
) -> tuple[JudgedCase, ...]:
    """The cases with a judgement on every key question of their kind and an answer to every prompt that has a count.

    `counts` gives `(yes, relevant)` by key question and prompt. Where the counts allow, the smaller sub-samples of a topic lie within the
    larger, a prompt's relevant cases lie within those of its key question, and no judgement goes against all of its prompts.
    Raises ValueError for a key question without a count and for a count of more cases than there are.
    """
    judged = tuple(JudgedCase(case) for case in cases)
    by_name = {case.case: case for case in judged}
    for standard in framework.standards_on[kind]:
        for question in standard.key_questions:
            _judge(seed, question, topic(question), by_name, counts)
    return judged


def topic(question: KeyQuestion) -> str:
    """What a key question is about across standards: desistance, the safety of other people or of the child, else its standard."""
    words = question.text.casefold()
    if "desistance" in words:
        return "desistance"
    if "other people" in words:
        return "safety of others"
    if "safe" in words:
        return "safety of the child"
    return question.id.rpartition(".")[0]


def draw(*words: str) -> int:
    """A number that follows from the words alone: the same on every machine, with no order to it."""
    return int.from_bytes(hashlib.sha256("\n".join(words).encode()).digest()[:8], "big")


def _judge(seed: str, question: KeyQuestion, about: str, cases: Mapping[str, JudgedCase], counts: Mapping[str, Fraction]) -> None:
    if question.id not in counts:
        raise ValueError(f"key question {question.id} has no count, so its cases cannot be judged")
    groups = _grouped(seed, question.id, about, tuple(cases), counts[question.id])
    for case in cases.values():
        case.judgements[question.id] = _judgement(case.case, groups)
    yes_so_far: Counter[str] = Counter()
    no_so_far: Counter[str] = Counter()
    for prompt in question.prompts:
        if prompt.id in counts:
            _answer(f"{seed}\n{prompt.id}", prompt.id, groups, cases, counts[prompt.id], (yes_so_far, no_so_far))


def _grouped(seed: str, question: str, about: str, cases: Sequence[str], count: Fraction) -> _Question:
    """The first cases in the topic's one order are relevant, so that sub-samples nest; the stronger of them are sufficient."""
    yes, relevant = count
    if not 0 <= yes <= relevant <= len(cases):
        raise ValueError(f"{question} cannot be {yes} of {relevant} in {len(cases)} cases")
    order = sorted(cases, key=lambda case: draw(seed, about, case))
    inside = sorted(order[:relevant], key=lambda case: -_strength(seed, question, case))
    return _Question(tuple(inside[:yes]), tuple(inside[yes:]), tuple(order[relevant:]))


def _strength(seed: str, question: str, case: str) -> int:
    """How good the work on a case is: mostly one thing for the whole case, partly another for each question."""
    return draw(seed, "strength", case) % 1000 + draw(seed, "strength", case, question) % 700


def _judgement(case: str, groups: _Question) -> Judgement:
    if case in groups.sufficient:
        return "sufficient"
    return "insufficient" if case in groups.insufficient else "not-relevant"


def _answer(
    seed: str, prompt: str, groups: _Question, cases: Mapping[str, JudgedCase], count: Fraction, so_far: tuple[Counter[str], Counter[str]]
) -> None:
    yes, no = _placed(seed, prompt, groups, len(cases), count, so_far)
    so_far[0].update(yes)
    so_far[1].update(no)
    for case in cases.values():
        case.answers[prompt] = "yes" if case.case in yes else "no" if case.case in no else "not-applicable"


def _placed(
    seed: str, prompt: str, groups: _Question, cases: int, count: Fraction, so_far: tuple[Counter[str], Counter[str]]
) -> tuple[frozenset[str], frozenset[str]]:
    """The cases answered yes and those answered no: yes where judged sufficient, no where insufficient, as far as the count goes.

    Yes goes first to the sufficient cases with the fewest so far, no likewise to the insufficient ones: a judgement is left against all
    of its prompts only where there are not enough answers of its own kind to go round.
    """
    yes, relevant = count
    if not 0 <= yes <= relevant <= cases:
        raise ValueError(f"{prompt} cannot be {yes} of {relevant} in {cases} cases")
    yes_so_far, no_so_far = so_far
    good = sorted(groups.sufficient, key=lambda case: (yes_so_far[case], draw(seed, case)))
    poor = sorted(groups.insufficient, key=lambda case: (no_so_far[case], draw(seed, case)))
    said_yes, spare_good = good[:yes], sorted(good[yes:], key=lambda case: -yes_so_far[case])
    said_no, spare_poor = poor[: relevant - yes], sorted(poor[relevant - yes :], key=lambda case: -no_so_far[case])
    said_yes += spare_poor[: yes - len(said_yes)]
    said_no += spare_good[: relevant - yes - len(said_no)]
    outside = list(groups.outside)
    more_no = relevant - yes - len(said_no)
    more_yes = yes - len(said_yes)
    said_no += outside[:more_no]
    said_yes += outside[more_no : more_no + more_yes]
    return frozenset(said_yes), frozenset(said_no)
