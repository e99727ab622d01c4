"""What a run of the command comes to."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Protocol

Json = Any
"""A value read from JSON, which a test takes apart by its names."""


@dataclass(frozen=True)
class Ran:
    """The exit code and the two streams."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Json:
        return json.loads(self.out)

    @property
    def objects(self) -> list[Json]:
        return [json.loads(line) for line in self.out.splitlines()]


class Run(Protocol):
    """Runs the command in this process."""

    def __call__(self, *arguments: str | os.PathLike[str]) -> Ran: ...
