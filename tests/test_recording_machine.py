"""Random commands in random order by random roles, through a real ledger: what comes of it is always explained and always right."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule
from tests.builders import INSPECTION, SMALL, resolve
from tests.depth import examples
from tests.domain.test_roles import COLUMNS, TABLE
from tests.engines import EngineName, places_on
from tests.projections.test_ratings_properties import shown
from tests.reference import summary
from tests.store.samples import StandingClock
from tests.watched import DECISIONS, LEADS_TO, Watched

from ledger.application import Ledger
from ledger.bootstrap import random_salt
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import RATED, Rating
from ledger.domain.panel import banded
from ledger.domain.recorded import ROLES, Happened, Provenance, RecordedEvent, Role
from ledger.errors import ConflictError, NotFoundError, RefusedError
from ledger.store.opening import open_store
from ledger.store.upgrade import create

COURT, OTHER = ("C01", "C02"), ("D01",)
QUESTIONS = {
    **{case: [q.id for s in SMALL.standards_on["court"] for q in s.key_questions] for case in COURT},
    **{case: [q.id for s in SMALL.standards_on["out-of-court"] for q in s.key_questions] for case in OTHER},
}
USUAL: dict[Role, str] = {role: "panel-1" if role.startswith("panel-") else f"{role}-1" for role in ROLES}
ANYONE = (*USUAL.values(), "inspector-2", "panel-2", "panel-3")
COMMANDS = tuple(TABLE)
PROVENANCES: list[Provenance] = [*["recorded"] * 24, "reported", "reconstructed"]  # type: ignore[list-item]
OFTEN = (c.JudgeKeyQuestion, c.ProposeRating, c.ExerciseDiscretion, c.OverrideRating, c.ShareDraft, c.ConfirmRatings, c.ReopenInspection)
DISPUTABLE = (e.KeyQuestionJudged, e.RatingProposed, e.DiscretionExercised, e.DiscretionDeclined, e.RatingOverridden)


class Recording(RuleBasedStateMachine):
    """One ledger and everyone who writes in it."""

    engine_name: EngineName = "sqlite"

    def __init__(self) -> None:
        super().__init__()
        self.things = ExitStack()
        directory = self.things.enter_context(tempfile.TemporaryDirectory())
        self.at = self.things.enter_context(places_on(self.engine_name, Path(directory))).new()
        create(self.at)
        self.store = open_store(self.at, StandingClock())
        self.ledger = Ledger(self.store, resolve, random_salt)
        self.accepted: dict[str, c.Command] = {}
        self.number = 0

    @initialize(stage=st.sampled_from((0, 1, 2, 3, 4, 4, 4)), rating=st.sampled_from(RATED))
    def begin(self, stage: int, rating: Rating) -> None:
        """An inspection that was brought as far as a stage by those who may."""
        for batch in range(stage):
            for command, details in list(self.usual(rating))[batch]:
                self.give(command, self.by(USUAL[right(command)], right(command)), details)

    def usual(self, rating: Rating) -> Iterator[list[tuple[type[c.Command], dict[str, Any]]]]:
        team = (("lead-inspector-1", "lead-inspector"), ("inspector-1", "inspector"))
        sample = [*((case, "court") for case in COURT), *((case, "out-of-court") for case in OTHER)]
        yield [
            (c.OpenInspection, {"service": "Small Service", "framework": SMALL.id}),
            *((c.AssignTeamMember, {"member": member, "role": role}) for member, role in team),
            *((c.SampleCase, {"case": case, "kind": kind}) for case, kind in sample),
        ]
        judged = [(case, question) for case, questions in QUESTIONS.items() for question in questions]
        yield [(c.JudgeKeyQuestion, {"case": case, "key_question": q, "judgement": "sufficient"}) for case, q in judged]
        yield [
            *((c.ProposeRating, {"standard": standard, "rating": rating}) for standard in ("1.1", "1.2", "3.3", "4.1")),
            (c.CompleteFieldwork, {}),
            (c.ConvenePanel, {"members": ("panel-1", "panel-2"), "quorum": 2}),
        ]
        yield [(c.ShareDraft, {})]

    def by(self, actor: str, role: Role) -> c.By:
        self.number += 1
        number, happened = str(UUID(int=self.number, version=4)), Happened(None, "none")
        return c.By(command_id=number, actor=actor, role=role, recorded_by="recorder-1", happened=happened)

    @rule(random=st.randoms(use_true_random=True))
    def ask(self, random: Random) -> None:
        """Somebody asks for something; it is recorded whole, or refused with nothing written."""
        command = random.choice((*COMMANDS, *OFTEN, *OFTEN))
        role = random.choice([*[right(command)] * 24, *ROLES])
        actor = random.choice([*[USUAL[role]] * 40, *ANYONE])
        who = replace(
            self.by(actor, role),
            reason=random.choice(("because", "because", "because", None)),
            reviewed_by=random.choice((None, "reviewer-1", "reviewer-1", "reviewer-1", actor)),
            provenance=random.choice(PROVENANCES),
        )  # fmt: skip
        self.give(command, who, self.details(command, random))

    @rule(random=st.randoms(use_true_random=True))
    def repeat(self, random: Random) -> None:
        """A command given twice changes nothing."""
        if self.accepted:
            head = self.ledger.head()
            outcome = self.ledger.handle(random.choice(list(self.accepted.values())))
            assert (outcome.repeated, self.ledger.head()) == (1, head)

    def give(self, command: type[c.Command], who: c.By, details: dict[str, Any]) -> None:
        asked = command(inspection=INSPECTION, by=who, **details)
        head = self.ledger.head()
        try:
            outcome = self.ledger.handle(asked)
        except (RefusedError, NotFoundError, ConflictError):
            assert self.ledger.head() == head
            return
        assert outcome.positions == tuple(range(head + 1, self.ledger.head() + 1))
        if outcome.positions:
            self.accepted[who.command_id] = asked

    def details(self, command: type[c.Command], random: Random) -> dict[str, Any]:
        """What a command is about, mostly something there is."""

        def one(*of: Any) -> Any:  # noqa: ANN401 - as its arguments
            return random.choice(of)

        case = one(*QUESTIONS)
        standard = one(*SMALL.by_standard)
        members = one(("panel-1", "panel-2"), ("panel-1", "panel-2"), ("panel-1", "panel-3"), ("panel-1",))
        head = self.ledger.head()
        panel = {"standard": standard, "members": members, "seen": max(1, head - one(0, 0, 0, 1, 5))}
        found: dict[type[c.Command], Any] = {
            c.OpenInspection: lambda: {"service": "Small Service", "framework": SMALL.id},
            c.AssignTeamMember: lambda: {"member": one("inspector-1", "inspector-2"), "role": "inspector"},
            c.SampleCase: lambda: {"case": case, "kind": "court" if case in COURT else "out-of-court"},
            c.WithdrawCase: lambda: {"case": case},
            c.AnswerPrompt: lambda: {"case": case, "prompt": one("2.1.1a", "2.1.2b"), "answer": one("yes", "no")},
            c.JudgeKeyQuestion: lambda: {
                "case": case, "key_question": one(*QUESTIONS[case]), "judgement": one("sufficient", "insufficient", "not-relevant"),
                "reaffirm": one(0, 0, 1) == 1,
            },
            c.ProposeRating: lambda: {"standard": one("1.1", "1.2", "3.3", "4.1", "2.1"), "rating": one(*RATED, Rating.NOT_RATED)},
            c.ConvenePanel: lambda: {"members": one(("panel-1", "panel-2"), ("panel-1", "panel-3"), ("panel-1",)), "quorum": one(2, 2, 1)},
            c.ExerciseDiscretion: lambda: self.move(panel, random),
            c.DeclineDiscretion: lambda: {**panel, "tests": ()},
            c.OverrideRating: lambda: {**panel, "to_rating": one(*RATED)},
            c.RevokeDecision: lambda: {"position": one(1, *self.positions(DECISIONS))},
            c.RaiseFactualAccuracy: lambda: {"comment": one("FA1", "FA2"), "text": "Not so."},
            c.AnswerFactualAccuracy: lambda: {"comment": one("FA1", "FA2"), "outcome": one("accepted", "rejected", "in-part")},
            c.PublishReport: lambda: {"title": "An inspection"},
            c.RecordPublishedFigure: lambda: {
                "kind": "percentage", "subject": "2.1.1", "value": "63%", "status": "printed", "report": "small", "line": 7,
                "section": "2.1", "quote": "63%",
            },
            c.AddReviewerNote: lambda: {"text": "Look here."},
            c.DrawDipSample: lambda: {"size": one(1, 2, 5), "seed": one(1, 2), "near_boundary": one(0, 1) == 1},
            c.IssueSheet: lambda: {"sample": one(1, 1, 2)},
            c.GiveSecondJudgement: lambda: {
                "sample": one(1, 1, 2), "case": case, "key_question": one(*QUESTIONS[case]), "judgement": one("sufficient", "insufficient"),
                "declared": one("not-seen", "seen"),
            },
            c.RaiseDispute: lambda: {"about": one(1, *self.positions(DISPUTABLE), *self.positions(DECISIONS)), "text": "Not so."},
            c.AnswerDispute: lambda: {"dispute": one(1, 1, 2, 3), "text": "It is so."},
            c.ResolveDispute: lambda: {
                "dispute": one(1, 1, 2, 3), "outcome": one("upheld", "amended", "amended", "dismissed"),
                "to": one(None, None, "sufficient", "insufficient", "Good"), "again": one(0, 0, 1) == 1,
            },
            c.WithdrawDispute: lambda: {"dispute": one(1, 2, 3)},
            c.EraseText: lambda: {"position": one(head + 1, *self.positions(texts=True)), "name": one("reason", "reason", "note", "comment")},
        }  # fmt: skip
        details: dict[str, Any] = found.get(command, dict)()
        return details

    def move(self, panel: dict[str, Any], random: Random) -> dict[str, Any]:
        """A move of a casework standard from what it is banded, mostly by the tests that are met."""
        standard = random.choice(("2.1", "2.2", "2.3", "3.1", "3.2"))
        view = self.ledger.board(INSPECTION).view if self.ledger.inspections() else self.ledger.start()
        start = banded(view.standards[standard].rating) if view.framework else Rating.GOOD
        to = random.choice(RATED)
        tests = view.standards[standard].rating.eligibility if view.framework else None
        met = towards.met if tests and (towards := tests.towards(to)) else ("margin",)
        return {**panel, "standard": standard, "from_rating": start, "to_rating": to, "tests": met}

    def positions(self, kinds: tuple[type, ...] = (object,), *, texts: bool = False) -> list[int]:
        """Where events of some kinds, or those with a text, stand."""
        return [one.position for one in self.store.history(INSPECTION) if isinstance(one.event, kinds) and (one.texts or not texts)]

    def teardown(self) -> None:
        try:
            self.check(list(self.store.everything()))
        finally:
            self.store.close()
            self.things.close()

    def check(self, events: list[RecordedEvent]) -> None:
        """Gapless positions and versions, every event explained by a command that was permitted, and ratings by the rules."""
        assert [one.position for one in events] == list(range(1, len(events) + 1))
        versions: Counter[str] = Counter()
        watched = Watched()
        erased = {(one.event.position, one.event.name): one.position for one in events if isinstance(one.event, e.TextErased)}
        for number, one in enumerate(events):
            versions[one.stream] += 1
            assert one.version == versions[one.stream]
            command = type(self.accepted[one.by.command_id])
            assert type(one.event) in LEADS_TO[command]
            if one.by.provenance == "recorded":
                assert TABLE[command][COLUMNS.index(one.by.actor.role)] == "x"
                watched.check(one, events[:number])
            watched.follow(one.event)
            gone = {(one.position, name): text.erased_by for name, text in one.texts.items() if text.body is None}
            assert gone == {key: by for key, by in erased.items() if key[0] == one.position}
        if events:
            assert shown(self.ledger.board(INSPECTION).view) == summary(events, SMALL)


def right(command: type[c.Command]) -> Role:
    """The role that usually gives a command."""
    return COLUMNS[TABLE[command].index("x")]


Recording.TestCase.settings = settings(
    max_examples=examples(20),
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestRecording = Recording.TestCase


class RecordingOnPostgresql(Recording):
    """The same on a server."""

    engine_name = "postgresql"


RecordingOnPostgresql.TestCase.settings = settings(Recording.TestCase.settings, max_examples=examples(8), stateful_step_count=30)
TestRecordingOnPostgresql = RecordingOnPostgresql.TestCase
