"""The verbs of second judgements and disputes; `ledger second` and `ledger dispute` give them under shorter names."""

from __future__ import annotations

from typing import Final, get_args

from ledger.domain import commands as c
from ledger.domain.dispute_events import Declaration, Resolution
from ledger.domain.evidence import Judgement
from ledger.recording import kinds as k
from ledger.recording.verb import Field, Verb

_SAMPLE: Final = Field("sample", k.COUNT, "the number of the sample")
_DISPUTE: Final = Field("dispute", k.COUNT, "the number of the dispute")

SECOND: Final = (
    Verb(
        "second-draw",
        c.DrawDipSample,
        "Draw judgements that stand, to be made a second time.",
        "second-draw north-2026 10 --standard 2.2 --role lead-inspector",
        (
            Field("size", k.COUNT, "how many judgements to draw"),
            Field("seed", k.COUNT, "the number they are drawn by [default: one chosen at random, and recorded]", "optional", by_name=True),
            Field("inspector", k.NAME, "only judgements of this inspector", "optional", by_name=True),
            Field("standard", k.REFERENCE, "only judgements on this standard", "optional", by_name=True),
            Field("near_boundary", k.FLAG, "only those of cases that could change a rating alone", "optional", by_name=True),
        ),
    ),
    Verb(
        "second-sheet",
        c.IssueSheet,
        "Take the sheet of a sample, to judge on it without seeing the first judgements.",
        "second-sheet north-2026 1 --role inspector",
        (_SAMPLE,),
    ),
    Verb(
        "second-give",
        c.GiveSecondJudgement,
        "Give a second judgement on one's own sheet; it never counts.",
        "second-give north-2026 1 C07 2.2.1 sufficient --declared not-seen --role inspector",
        (
            _SAMPLE,
            Field("case", k.REFERENCE, "the reference of the case, such as C07"),
            Field("key_question", k.REFERENCE, "the id of the key question, such as 2.1.3"),
            Field("judgement", k.one_of("JUDGEMENT", get_args(Judgement)), "the judgement"),
            Field("declared", k.one_of("WORD", get_args(Declaration)), "whether the first judgement had been seen", by_name=True),
        ),
    ),
)
"""Second judgements, in the order of their life."""

DISPUTES: Final = (
    Verb(
        "dispute-raise",
        c.RaiseDispute,
        "Dispute a judgement, a proposal, a panel decision or a published figure.",
        'dispute-raise north-2026 412 "The plan covers the safety of others." --due 2026-03-20 --role inspector',
        (
            Field("about", k.POSITION, "the position of the event that is disputed"),
            Field("text", k.TEXT, "the grounds"),
            Field("due", k.REFERENCE, "the day to settle it by, such as 2026-03-20", "optional", by_name=True),
        ),
    ),
    Verb(
        "dispute-answer",
        c.AnswerDispute,
        "Answer a dispute.",
        'dispute-answer north-2026 1 "The plan was written after the inspection." --role inspector',
        (_DISPUTE, Field("text", k.TEXT, "the answer")),
    ),
    Verb(
        "dispute-resolve",
        c.ResolveDispute,
        "End a dispute: upheld (what is disputed stands), amended (it is changed) or dismissed (turned away without another look).",
        'dispute-resolve north-2026 1 amended --to sufficient --role lead-inspector --reason "Both read the plan again."',
        (
            _DISPUTE,
            Field("outcome", k.one_of("OUTCOME", get_args(Resolution)), "what becomes of what is disputed"),
            Field("to", k.TEXT, "the judgement, rating or figure that an amendment puts in place", "optional", by_name=True),
            Field("again", k.FLAG, "end once more, deliberately, a dispute that was resolved", "optional", by_name=True),
        ),
        always_why=True,
    ),
    Verb(
        "dispute-withdraw",
        c.WithdrawDispute,
        "Take back a dispute of one's own.",
        'dispute-withdraw north-2026 1 --role inspector --reason "The record was found."',
        (_DISPUTE,),
        always_why=True,
    ),
)
"""Disputes, in the order of their life."""
