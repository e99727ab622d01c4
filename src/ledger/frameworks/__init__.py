"""The inspection frameworks as data, loaded by id and checked as they load."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from ledger.domain.framework import Framework
from ledger.errors import NotFoundError


def framework_ids() -> tuple[str, ...]:
    """The ids of the frameworks that come with the program."""
    names = (entry.name for entry in resources.files(__package__).iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_framework(framework: str) -> Framework:
    """The framework with this id; NotFoundError where there is none."""
    if framework not in framework_ids():
        raise NotFoundError(f"There is no framework {framework!r}. There are: {', '.join(framework_ids())}.")
    text = resources.files(__package__).joinpath(f"{framework}.toml").read_text(encoding="utf-8")
    return Framework.model_validate(tomllib.loads(text))
