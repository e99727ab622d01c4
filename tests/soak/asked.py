"""What the killed commands are asked to do."""

from __future__ import annotations

import json
import uuid
from pathlib import Path

from tests.cli.ran import Json
from tests.cli.whole_inspection import lines

COMMANDS = 40


def commands(inspection: str) -> list[Json]:
    """The first commands of an inspection, each with an id of its own."""
    ids = (str(uuid.uuid5(uuid.NAMESPACE_URL, f"{inspection} {number}")) for number in range(COMMANDS))
    return [{**line, "inspection": inspection, "by": {**line["by"], "command_id": next(ids)}} for line in lines()[:COMMANDS]]


def write(asked: Path, wanted: list[Json]) -> list[str]:
    """Writes commands into a file, and returns their ids."""
    asked.write_text("".join(json.dumps(line) + "\n" for line in wanted), encoding="utf-8")
    return [line["by"]["command_id"] for line in wanted]
