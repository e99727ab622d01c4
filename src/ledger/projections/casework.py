"""The judgements of one casework standard, kept so that one more costs the same however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rpds import HashTrieMap

from ledger.domain.evidence import Judgement, Pattern
from ledger.domain.framework import Standard
from ledger.domain.percentages import Tally

_RELEVANT = ("sufficient", "insufficient")


@dataclass(frozen=True)
class CaseworkState:
    """The judgements of one casework standard: by case, and summed by question and by pattern."""

    tallies: tuple[Tally, ...]
    judged: HashTrieMap[str, Pattern] = field(default_factory=HashTrieMap)
    patterns: Mapping[Pattern, int] = field(default_factory=dict)
    done: int = 0
    of: int = 0

    @classmethod
    def of_standard(cls, standard: Standard) -> CaseworkState:
        """No case sampled and nothing judged."""
        return cls(tuple(Tally(question.id, 0, 0) for question in standard.key_questions))

    def sampled(self, cases: int) -> CaseworkState:
        """The same with `cases` more (or fewer) in the sample."""
        return replace(self, of=self.of + cases * len(self.tallies))

    def _with_case(self, case: str, pattern: Pattern) -> CaseworkState:
        """The same with one case's judgements replaced; an empty pattern takes them away."""
        unjudged = self._unjudged
        before = self.judged.get(case, unjudged)
        tallies = tuple(_moved(t, was, now) for t, was, now in zip(self.tallies, before, pattern, strict=True))
        judged = self.judged.discard(case) if pattern == unjudged else self.judged.insert(case, pattern)
        done = self.done + sum(now is not None for now in pattern) - sum(was is not None for was in before)
        return CaseworkState(tallies, judged, _counted(self.patterns, before, pattern, unjudged), done, self.of)

    def with_judgement(self, case: str, index: int, judgement: Judgement) -> CaseworkState:
        """The same with one judgement of one case replaced."""
        before = self.judged.get(case, self._unjudged)
        return self._with_case(case, (*before[:index], judgement, *before[index + 1 :]))

    def without_case(self, case: str) -> CaseworkState:
        """The same without one case's judgements, if it has any."""
        return self._with_case(case, self._unjudged)

    @property
    def _unjudged(self) -> Pattern:
        return (None,) * len(self.tallies)


def _moved(tally: Tally, before: Judgement | None, after: Judgement | None) -> Tally:
    if before == after:
        return tally
    yes = (after == "sufficient") - (before == "sufficient")
    relevant = (after in _RELEVANT) - (before in _RELEVANT)
    return Tally(tally.key_question, tally.yes + yes, tally.relevant + relevant)


def _counted(patterns: Mapping[Pattern, int], before: Pattern, after: Pattern, unjudged: Pattern) -> Mapping[Pattern, int]:
    counted = dict(patterns)
    if before != unjudged:
        counted[before] -= 1
        if not counted[before]:
            del counted[before]
    if after != unjudged:
        counted[after] = counted.get(after, 0) + 1
    return counted
