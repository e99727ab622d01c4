"""The judgements of one casework standard, kept so that one more costs the same however many there are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from rpds import HashTrieMap, List

from ledger.domain.evidence import Judgement, Pattern
from ledger.domain.framework import Standard
from ledger.domain.percentages import Tally

_RELEVANT = ("sufficient", "insufficient")


@dataclass(frozen=True)
class CaseworkState:
    """The judgements of one casework standard: by case, and summed by question and by pattern.

    `changes` has of each change, the latest first, its position, the case, and the judgements of the case that it replaced.
    """

    tallies: tuple[Tally, ...]
    judged: HashTrieMap[str, Pattern] = field(default_factory=HashTrieMap)
    patterns: Mapping[Pattern, int] = field(default_factory=dict)
    done: int = 0
    of: int = 0
    changes: List[tuple[int, str, Pattern]] = field(default_factory=List)

    @classmethod
    def of_standard(cls, standard: Standard) -> CaseworkState:
        """No case sampled and nothing judged."""
        return cls(tuple(Tally(question.id, 0, 0) for question in standard.key_questions))

    def sampled(self, cases: int) -> CaseworkState:
        """The same with `cases` more (or fewer) in the sample."""
        return replace(self, of=self.of + cases * len(self.tallies))

    def _with_case(self, case: str, pattern: Pattern, position: int) -> CaseworkState:
        """The same with one case's judgements replaced; an empty pattern takes them away."""
        unjudged = self._unjudged
        before = self.judged.get(case, unjudged)
        tallies = tuple(_moved(t, was, now) for t, was, now in zip(self.tallies, before, pattern, strict=True))
        done = self.done + sum(now is not None for now in pattern) - sum(was is not None for was in before)
        patterns = _counted(self.patterns, before, pattern, unjudged)
        changes = self.changes.push_front((position, case, before))
        return CaseworkState(tallies, self._put(self.judged, case, pattern), patterns, done, self.of, changes)

    def _put(self, judged: HashTrieMap[str, Pattern], case: str, pattern: Pattern) -> HashTrieMap[str, Pattern]:
        return judged.discard(case) if pattern == self._unjudged else judged.insert(case, pattern)

    def with_judgement(self, case: str, index: int, judgement: Judgement, position: int) -> CaseworkState:
        """The same with one judgement of one case replaced at a position."""
        before = self.judged.get(case, self._unjudged)
        return self._with_case(case, (*before[:index], judgement, *before[index + 1 :]), position)

    def without_case(self, case: str, position: int) -> CaseworkState:
        """The same without one case's judgements, if it has any, from a position on."""
        return self._with_case(case, self._unjudged, position)

    def judged_at(self, position: int) -> HashTrieMap[str, Pattern]:
        """The judgements by case as at a position: those of now, every later change taken back."""
        judged = self.judged
        for since, case, before in self.changes:
            if since <= position:
                break
            judged = self._put(judged, case, before)
        return judged

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
