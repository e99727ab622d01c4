"""Answers and judgements as people spell them."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Final, cast

from ledger.domain.evidence import Answer, Judgement

Value = Answer | Judgement

_NOT: Final = ("n/a", "na", "not applicable", "not relevant")
_ANSWERS: Final[Mapping[str, tuple[str, ...]]] = {"yes": ("yes", "y"), "no": ("no", "n"), "not-applicable": _NOT}
_JUDGEMENTS: Final[Mapping[str, tuple[str, ...]]] = {
    "sufficient": ("sufficient", "yes", "y"),
    "insufficient": ("insufficient", "not sufficient", "no", "n"),
    "not-relevant": _NOT,
}
_PASSED_OVER: Final = str.maketrans("", "", " \u00a0\t\r\n./-_")
_LONGEST: Final = 40


def _spellings(words: Mapping[str, tuple[str, ...]]) -> dict[str, Value]:
    return {_plain(spelling): cast("Value", value) for value, spellings in words.items() for spelling in spellings}


def _plain(text: str) -> str:
    """The letters of a word: `N / A` is `na`, `Not-relevant` is `notrelevant`."""
    return text.casefold().translate(_PASSED_OVER)


_OF_PROMPTS: Final = _spellings(_ANSWERS)
_OF_KEY_QUESTIONS: Final = _spellings(_JUDGEMENTS)


def is_prompt(question: str) -> bool:
    """Whether an id is that of a prompt, which is answered, and not of a key question, which is judged."""
    return question[-1].isalpha()


def value_of(question: str, text: str) -> Value | None:
    """The answer or judgement that a text stands for, None where it is not one of the spellings known."""
    return (_OF_PROMPTS if is_prompt(question) else _OF_KEY_QUESTIONS).get(_plain(text)) if len(text) <= _LONGEST else None


def wanted(question: str, text: str) -> str:
    """What is expected of a cell, with the spelling that the text comes near to."""
    known = _OF_PROMPTS if is_prompt(question) else _OF_KEY_QUESTIONS
    near = get_close_matches(_plain(text[:_LONGEST]), known, n=1, cutoff=0.7)
    words = "yes, no or n/a" if is_prompt(question) else "sufficient, insufficient or not relevant"
    return f"{words} (is {spoken(known[near[0]])} meant?)" if near else words


def spoken(value: Value) -> str:
    """An answer or judgement as a casebook shows it: `n/a`, `not relevant`."""
    return "n/a" if value == "not-applicable" else value.replace("-", " ")
