"""`docs/recording.md`: a JSON line of every verb, each of which a whole inspection is recorded with in another test."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.whole_inspection import lines

from ledger.recording.verbs import BY, VERBS

PAGE = (Path(__file__).parents[2] / "docs" / "recording.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(text) for text in re.findall(r"^```json\n(.*?)\n```$", PAGE, flags=re.MULTILINE | re.DOTALL)]


def test_there_is_an_example_of_every_verb_in_order() -> None:
    assert [example["do"] for example in EXAMPLES] == list(VERBS)


def test_every_example_is_a_line_of_the_whole_inspection() -> None:
    assert [example for example in EXAMPLES if example not in lines()] == []


def test_everything_that_can_be_said_of_who_asks_is_documented() -> None:
    assert [field.name for field in BY if f"`{field.name}`" not in PAGE] == []
    assert [field.option for field in BY if field.by_name and f"`{field.option}`" not in PAGE] == []
