"""Eight processes that record in one inspection at once: each command is accepted once or refused for a reason, and nothing is lost."""

from __future__ import annotations

import json
import os
import random
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.cli.ran import Json
from tests.cli.whole_inspection import COURT, INSPECTOR, LEAD, NAME, lines
from tests.engines import Places
from tests.soak.found import verified
from tests.soak.killed import SEED, finished, run, told

from ledger.bootstrap import create_ledger, open_ledger

PROCESSES: Final = 8
COMMANDS: Final = int(os.environ.get("LEDGER_COMMANDS", "8"))
"""How many commands each process records; `make soak` has many more."""

ENDS: Final = {0, 3, 4, 5}
"""How a process may end: every command accepted, or one refused by a rule, for a case that is not there or because somebody else wrote first."""


def wanted(chance: random.Random) -> Iterator[Json]:
    """Commands that everybody else gives as well: judgements of the same cases, cases sampled again, notes, and now and then a wrong one."""
    while True:
        case, question, judgement = chance.choice(COURT), f"2.{chance.randint(1, 4)}.1", chance.choice(["sufficient", "insufficient"])
        judge: Json = {"do": "judge", "case": case, "key_question": question, "judgement": judgement, "reaffirm": chance.random() < 0.5}
        sample: Json = {"do": "sample", "case": f"C{chance.randint(20, 90)}", "kind": "court"}
        unknown: Json = {"do": "judge", "case": "C99", "key_question": question, "judgement": judgement}
        choices: list[tuple[Json, Json]] = [(judge, INSPECTOR), (sample, LEAD), (unknown, INSPECTOR)]
        asked, by = chance.choices(choices, [8, 2, 1])[0]
        identity = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        yield {**asked, "inspection": NAME, "by": {**by, "reason": "Looked at again.", "command_id": identity}}


def test_each_command_is_accepted_once_or_refused_and_the_rows_kept_are_those_of_a_rebuild(places: Places, tmp_path: Path) -> None:
    place, begun = places.new("together"), tmp_path / "begun.jsonl"
    create_ledger(place).close()
    opening = lines()[:9]
    begun.write_text("".join(json.dumps(line) + "\n" for line in opening))
    finished(run(["--ledger", place, "record", "--jsonl", str(begun)], tmp_path / "said.jsonl"))
    started, given = [], {}
    for number in range(PROCESSES):
        source = wanted(random.Random(SEED + number))
        given[number] = [next(source) for _ in range(COMMANDS)]
        asked = tmp_path / f"asked-{number}.jsonl"
        asked.write_text("".join(json.dumps(line) + "\n" for line in given[number]))
        started.append(run(["--ledger", place, "record", "--jsonl", str(asked)], tmp_path / f"said-{number}.jsonl"))
    for process in started:
        process.join()
        assert process.exitcode in ENDS
    answers = {number: [json.loads(line) for line in (tmp_path / f"said-{number}.jsonl").read_text().splitlines()] for number in given}
    accepted: dict[int, str] = {}
    for number, said in answers.items():
        assert len(said) == COMMANDS
        for command, answer in zip(given[number], said, strict=True):
            assert answer["ok"] or answer["code"] in {"refused", "not-found", "conflict"}, answer
            for position in answer["positions"] if answer["ok"] else ():
                assert position not in accepted
                accepted[position] = command["by"]["command_id"]
    assert verified(place) == len(opening) + len(accepted)
    with open_ledger(place, read_only=True) as ledger:
        events = ledger.history(NAME)
    assert [event.position for event in events] == list(range(1, len(opening) + len(accepted) + 1))
    assert {event.position: event.by.command_id for event in events[len(opening) :]} == accepted
    refused = PROCESSES * COMMANDS - sum(bool(answer["ok"]) for said in answers.values() for answer in said)
    told(f"{PROCESSES} processes on {places.engine}: {len(accepted)} events, {refused} of {PROCESSES * COMMANDS} commands refused")
