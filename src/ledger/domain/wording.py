"""Prompts by their wording: the same question however a report prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ledger.domain.framework import Framework, Prompt


def wordings_of(prompt: Prompt) -> frozenset[str]:
    """Every wording of a prompt, with case, spacing and the shape of apostrophes taken out."""
    return frozenset({plain(prompt.text), *(plain(alias.text) for alias in prompt.aliases)})


def find_prompt(framework: Framework, key_question: str, wording: str) -> Prompt | None:
    """The prompt of a key question printed with this wording anywhere, or None."""
    prompts = framework.by_key_question[key_question].prompts
    return next((prompt for prompt in prompts if plain(wording) in wordings_of(prompt)), None)


def plain(wording: str) -> str:
    """A wording with case, spacing and the shape of apostrophes taken out."""
    return " ".join(wording.replace("\u2019", "'").casefold().split())
