"""Every judgement and second judgement ever accepted stays in the log, byte for byte, whatever is done after."""

from __future__ import annotations

import json
from dataclasses import replace
from random import Random
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule
from tests.builders import INSPECTION
from tests.depth import examples
from tests.engines import read
from tests.test_recording_machine import COURT, QUESTIONS, USUAL, Recording, right

from ledger.cli.event_json import event_json
from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import RecordedEvent, Role
from ledger.projections.disputes import disputes

VOTES = (e.KeyQuestionJudged, d.SecondJudgementGiven)
Kept = tuple[bytes, str]


class Voting(Recording):
    """One ledger whose votes are remembered as they were when they were accepted."""

    def __init__(self) -> None:
        super().__init__()
        self.votes: dict[int, Kept] = {}

    @initialize(stage=st.just(4), rating=st.just(Rating.GOOD))
    def begin(self, stage: int, rating: Rating) -> None:
        super().begin(stage, rating)

    @rule(random=st.randoms(use_true_random=True))
    def second_look(self, random: Random) -> None:
        """A sample is drawn, or a judgement made on a sheet of one."""
        samples = [one.event for one in self.history() if isinstance(one.event, d.DipSampleDrawn)]
        if not samples or random.random() < 0.2:
            self.told(c.DrawDipSample, {"size": 4, "seed": random.randint(1, 9), "near_boundary": random.random() < 0.3})
            return
        sample = random.choice(samples)
        self.told(c.IssueSheet, {"sample": sample.sample}, "quality-reviewer")
        one = random.choice(sample.drawn)
        given = {"judgement": random.choice(("sufficient", "insufficient")), "declared": random.choice(("not-seen", "seen"))}
        self.told(
            c.GiveSecondJudgement,
            {"sample": sample.sample, "case": one.case, "key_question": one.key_question, **given},
            "quality-reviewer",
        )

    @rule(random=st.randoms(use_true_random=True))
    def disagreement(self, random: Random) -> None:
        """A judgement is disputed, or a dispute brought to an end, or to another."""
        known = disputes(self.history())
        if not known or random.random() < 0.4:
            about = random.choice([one.position for one in self.history() if isinstance(one.event, e.KeyQuestionJudged)])
            self.told(c.RaiseDispute, {"about": about, "text": "Not so."})
            return
        one = random.choice(known)
        outcome, to = random.choice((("upheld", None), ("dismissed", None), ("amended", "sufficient"), ("amended", "insufficient")))
        details = {"dispute": one.number, "outcome": outcome, "to": to, "again": one.status == "resolved"}
        self.told(c.ResolveDispute, details, "quality-reviewer")

    @rule(random=st.randoms(use_true_random=True))
    def judgement(self, random: Random) -> None:
        """Somebody judges, or a case is withdrawn."""
        case = random.choice(COURT)
        if random.random() < 0.05:
            self.told(c.WithdrawCase, {"case": case})
            return
        judged = {"judgement": random.choice(("sufficient", "insufficient", "not-relevant"))}
        self.told(c.JudgeKeyQuestion, {"case": case, "key_question": random.choice(QUESTIONS[case]), **judged})

    @invariant()
    def every_vote_is_as_it_was(self) -> None:
        found = self.kept()
        assert {position: found.get(position) for position in self.votes} == self.votes
        self.votes = found

    def told(self, command: type[c.Command], details: dict[str, Any], role: Role | None = None) -> None:
        role = role or right(command)
        self.give(command, replace(self.by(USUAL[role], role), reason="because", reviewed_by="reviewer-9"), details)

    def history(self) -> list[RecordedEvent]:
        return self.store.history(INSPECTION)

    def kept(self) -> dict[int, Kept]:
        """Every vote by position: its bytes as they are stored, and its line in the log but for its words, which may be erased."""
        states = dict(read(self.at, "SELECT position, state FROM events"))
        votes = [one for one in self.history() if isinstance(one.event, VOTES)]
        return {one.position: (states[one.position], json.dumps(_without_words(event_json(one)))) for one in votes}


def _without_words(line: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in line.items() if not name.startswith("reason")}


Voting.TestCase.settings = settings(
    max_examples=examples(6),
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestVoting = Voting.TestCase
