"""Key questions and prompts found by their id or by any of their printed wordings; what comes near is suggested, never taken."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Final, NamedTuple

from ledger.casebook.near import Nearness
from ledger.domain.framework import CaseKind, Framework, KeyQuestion, Prompt, standard_of
from ledger.domain.wording import plain

_ID: Final = re.compile(r"(\d+\.\d+\.\d+[a-z]?)(?![\w.])[\s:.)\u2013-]*(.*)", re.DOTALL | re.IGNORECASE)
_LONGEST: Final = 500
_SHOWN: Final = 70


class Unknown(NamedTuple):
    """Why a text names no question of the framework: what was expected instead of it."""

    expected: str


class Questions:
    """The casework questions of one framework."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        casework = [standard for standard in framework.standards if standard.basis == "casework"]
        key_questions = [question for standard in casework for question in standard.key_questions]
        self.in_order = tuple(one for question in key_questions for one in _with_prompts(question))
        self.by_id = {one.id: one for one in self.in_order}
        self.rank = {one.id: number for number, one in enumerate(self.in_order)}
        self._by_wording: dict[str, list[str]] = defaultdict(list)
        for one in self.in_order:
            for wording in _wordings(one):
                self._by_wording[wording].append(one.id)
        self.near = Nearness()
        self._known: dict[str, tuple[str, ...] | Unknown] = {}

    def kind(self, question: str) -> CaseKind | None:
        """The kind of case that a question is judged on."""
        return self.framework.cases_of[standard_of(question)]

    def on(self, kind: CaseKind) -> tuple[KeyQuestion | Prompt, ...]:
        """The questions of a kind of case, in printed order."""
        return tuple(one for one in self.in_order if self.kind(one.id) == kind)

    def find(self, text: str) -> tuple[str, ...] | Unknown:
        """The ids that a text names: one by an id, or all that are printed in these words, which a kind of case may tell apart."""
        text = text[: _LONGEST + 1]
        if text not in self._known:
            self._known[text] = self._find(text)
        return self._known[text]

    def _find(self, text: str) -> tuple[str, ...] | Unknown:
        named = _ID.fullmatch(text.strip())
        if named:
            return self._by_id(named[1].casefold(), named[2])
        return tuple(self._by_wording.get(_without_mark(text), ())) or Unknown(self._near(text))

    def _by_id(self, question: str, words: str) -> tuple[str, ...] | Unknown:
        """The id, where the words after it, if there are any, are its own."""
        one = self.by_id.get(question)
        if one is None:
            standard = self.framework.by_standard.get(standard_of(question))
            if standard is not None and standard.basis == "qualitative":
                return Unknown(f"a question that is judged case by case; {standard.id} is rated by what the lead inspector proposes")
            return Unknown(f"the id of a key question or prompt of {self.framework.id}")
        if words.strip() and _without_mark(words) not in _wordings(one):
            return Unknown(f"{question} with its own wording, {_short(one.text)}, or with none")
        return (question,)

    def _near(self, text: str) -> str:
        """What was expected in place of a text that is no wording."""
        expected = f"a key question or prompt of {self.framework.id}, by its id or wording"
        near = self.near.of("question", _without_mark(text), self._by_wording, 0.75)
        if near is None:
            return expected
        ids = self._by_wording[near]
        return f"{expected} (is {' or '.join(ids)} meant: {_short(self.by_id[ids[0]].text)}?)"


def _with_prompts(question: KeyQuestion) -> tuple[KeyQuestion | Prompt, ...]:
    return (question, *question.prompts)


def _wordings(one: KeyQuestion | Prompt) -> frozenset[str]:
    return frozenset({_without_mark(one.text), *(_without_mark(alias.text) for alias in one.aliases)})


def _without_mark(text: str) -> str:
    return plain(text).rstrip("? ")


def _short(text: str) -> str:
    return f'"{text}"' if len(text) <= _SHOWN else f'"{text[:_SHOWN]}…"'
