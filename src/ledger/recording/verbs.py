"""The table of verbs: what each has recorded, the values it takes, and an example."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, get_args

from ledger.domain import commands as c
from ledger.domain.discretion import Test
from ledger.domain.events import Outcome
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import RATED, CaseKind, Rating
from ledger.domain.recorded import ROLES
from ledger.recording import kinds as k
from ledger.recording.dispute_verbs import DISPUTES, SECOND
from ledger.recording.verb import Field, Verb

_CASE: Final = Field("case", k.REFERENCE, "the reference of the case, such as C07")
_STANDARD: Final = Field("standard", k.REFERENCE, "the id of the standard, such as 3.2")
_POSITION: Final = Field("position", k.POSITION, "the position of the event")
_TESTS: Final = Field("tests", k.one_of("TEST", get_args(Test)), "a test relied on", by_name=True, many=True)
_MEMBERS: Final = Field("members", k.NAME, "a member present", by_name=True, many=True)
_SEEN: Final = Field("seen", k.POINT, "the point that the panel had before it [default: latest]", "optional", by_name=True)
_ABOUT: Final = Field("standard", k.REFERENCE, "the standard it is about", "optional", by_name=True)
_TO: Final = Field("to", k.ratings(RATED), "the rating to move to", attribute="to_rating")
_FROM: Final = Field(
    "from", k.ratings(RATED), "the rating to move from [default: as banded]", "optional", by_name=True, attribute="from_rating"
)
_TEXTS: Final = "reason, note, comment, grounds or answer"
_PRESENT: Final = "--member panel-1 --member panel-2 --role panel-chair"

BY: Final = (
    Field("actor", k.NAME, "who acts [default: --as]", "optional"),
    Field("role", k.one_of("ROLE", ROLES), "the role acted in [default: LEDGER_ROLE, else the only role of the login]", by_name=True),
    Field("reason", k.TEXT, "why", "optional", by_name=True),
    Field("evidence", k.REFERENCE, "a reference to evidence, never the evidence itself", "optional", by_name=True, many=True),
    Field("happened_on", k.HAPPENED, "when it happened: a day, a month, a UTC time, or unknown [default: today]", "optional", by_name=True),
    Field("recorded_by", k.NAME, "who types it [default: whose the database login is, else the actor]", "optional", by_name=True),
    Field("reviewed_by", k.NAME, "who reviewed it; needed after reopening", "optional", by_name=True),
    Field("correlation", k.REFERENCE, "what it belongs together with, such as a sitting", "optional", by_name=True),
    Field("causation", k.CAUSE, "the event that led to it: its position or id", "optional", by_name=True),
    Field("command_id", k.COMMAND_ID, "an id that makes asking again harmless", "optional", by_name=True),
    Field(
        "provenance",
        k.one_of("WORD", ("recorded", "reported", "illustrative")),
        "reported for what a report says happened, which no rule blocks [default: recorded]",
        "optional",
        by_name=True,
    ),
)
"""Who asks, in which role, when and why: the same for every verb."""

_PREPARING: Final = (
    Verb(
        "open",
        c.OpenInspection,
        "Open an inspection of a service under a framework.",
        'open north-2026 --service "North Service" --framework youth-2021',
        (
            Field("service", k.NAME, "the name of the service", by_name=True),
            Field("framework", k.REFERENCE, "the id of the framework, such as youth-2021", by_name=True),
        ),
    ),
    Verb(
        "team",
        c.AssignTeamMember,
        "Assign someone to the team.",
        "team north-2026 inspector-1 inspector --role lead-inspector",
        (
            Field("member", k.NAME, "who joins the team"),
            Field("member_role", k.one_of("ROLE", ("inspector", "lead-inspector")), "the role on the team", attribute="role"),
        ),
    ),
    Verb(
        "sample",
        c.SampleCase,
        "Take a case into the sample.",
        "sample north-2026 C07 court --role lead-inspector",
        (_CASE, Field("kind", k.one_of("KIND", get_args(CaseKind)), "the kind of case")),
    ),
    Verb(
        "withdraw-case",
        c.WithdrawCase,
        "Take a case out of the sample.",
        'withdraw-case north-2026 C07 --role lead-inspector --reason "Sampled by mistake."',
        (_CASE,),
        always_why=True,
    ),
)

_INSPECTING: Final = (
    Verb(
        "answer",
        c.AnswerPrompt,
        "Answer a prompt in a case; changing an answer needs a reason.",
        "answer north-2026 C07 2.1.3a yes --role inspector --evidence C07/assessment",
        (
            _CASE,
            Field("prompt", k.REFERENCE, "the id of the prompt, such as 2.1.3a"),
            Field("answer", k.one_of("ANSWER", get_args(Answer)), "the answer"),
        ),
    ),
    Verb(
        "judge",
        c.JudgeKeyQuestion,
        "Judge a key question in a case; changing or reaffirming a judgement needs a reason.",
        "judge north-2026 C07 2.1.3 sufficient --role inspector",
        (
            _CASE,
            Field("key_question", k.REFERENCE, "the id of the key question, such as 2.1.3"),
            Field("judgement", k.one_of("JUDGEMENT", get_args(Judgement)), "the judgement"),
            Field("reaffirm", k.FLAG, "record the judgement that stands once more", "optional", by_name=True),
        ),
    ),
    Verb("fieldwork-complete", c.CompleteFieldwork, "Complete the fieldwork.", "fieldwork-complete north-2026 --role lead-inspector"),
    Verb(
        "propose",
        c.ProposeRating,
        "Propose the rating of a qualitative standard; changing a proposal needs a reason.",
        "propose north-2026 1.1 Good --role lead-inspector",
        (_STANDARD, Field("rating", k.ratings(tuple(Rating)), "the rating proposed")),
    ),
)

_PANEL: Final = (
    Verb(
        "convene",
        c.ConvenePanel,
        "Convene a sitting of the panel.",
        "convene north-2026 --member panel-1 --member panel-2 --role panel-chair --correlation north-2026/panel/1",
        (
            Field("members", k.NAME, "a member of the panel", by_name=True, many=True),
            Field("quorum", k.COUNT, "how many members a decision needs [default: 2]", "optional", by_name=True),
        ),
    ),
    Verb(
        "discretion",
        c.ExerciseDiscretion,
        "Move a casework standard one band by professional discretion.",
        f'discretion north-2026 3.2 Good --test margin {_PRESENT} --reason "Two points short of Good."',
        (
            _STANDARD,
            _TO,
            _TESTS,
            _MEMBERS,
            _FROM,
            _SEEN,
        ),
        always_why=True,
    ),
    Verb(
        "decline",
        c.DeclineDiscretion,
        "Record that discretion was considered and declined.",
        f'decline north-2026 3.2 --test margin {_PRESENT} --reason "The other key questions do not support it."',
        (_STANDARD, _TESTS, _MEMBERS, _SEEN),
        always_why=True,
    ),
    Verb(
        "override",
        c.OverrideRating,
        "Replace a rating on any other ground.",
        f'override north-2026 3.2 Good {_PRESENT} --reason "Records that were not seen in fieldwork."',
        (_STANDARD, _TO, _MEMBERS, _SEEN),
        always_why=True,
    ),
    Verb(
        "revoke",
        c.RevokeDecision,
        "Revoke a discretion decision or an override that is in force; nothing is revived.",
        'revoke 412 --role panel-chair --reason "It rested on the wrong case."',
        (_POSITION,),
        by_position=True,
        always_why=True,
    ),
)

_FINISHING: Final = (
    Verb("draft", c.ShareDraft, "Record that the draft was shared with the service.", "draft north-2026 --role lead-inspector"),
    Verb(
        "comment",
        c.RaiseFactualAccuracy,
        "Record a comment of the service on the factual accuracy of the draft.",
        'comment north-2026 FA1 "The figure for 3.2.3 is 6 of 8." --standard 3.2 --role recorder',
        (
            Field("comment", k.REFERENCE, "the id of the comment, such as FA1"),
            Field("text", k.TEXT, "the words of the comment"),
            _ABOUT,
            Field("new_information", k.FLAG, "it brings information that was not known before", "optional", by_name=True),
        ),
    ),
    Verb(
        "answer-comment",
        c.AnswerFactualAccuracy,
        "Answer a comment; the reason is the answer given.",
        'answer-comment north-2026 FA1 accepted --role lead-inspector --reason "C07 was read anew."',
        (
            Field("comment", k.REFERENCE, "the id of the comment, such as FA1"),
            Field("outcome", k.one_of("OUTCOME", get_args(Outcome)), "what became of it"),
        ),
        always_why=True,
    ),
    Verb("confirm", c.ConfirmRatings, "Confirm the ratings, which freezes them.", "confirm north-2026 --role panel-chair"),
    Verb(
        "publish",
        c.PublishReport,
        "Record that the report was published.",
        'publish north-2026 "North Service: report" --role lead-inspector',
        (Field("title", k.NAME, "the title of the report"),),
    ),
    Verb(
        "reopen",
        c.ReopenInspection,
        "Reopen a confirmed inspection; every change then needs a reason and a reviewer.",
        'reopen north-2026 --role panel-chair --reason "A case was counted twice."',
        always_why=True,
    ),
)

_BESIDE: Final = (
    Verb(
        "note",
        c.AddReviewerNote,
        "Add a note on an event, a standard or the whole inspection.",
        'note north-2026 "Was 2.2 looked at again?" --standard 2.2 --role quality-reviewer',
        (
            Field("text", k.TEXT, "the words of the note"),
            Field("position", k.POSITION, "the position of the event it is about", "optional", by_name=True),
            _ABOUT,
        ),
    ),
    Verb(
        "erase-text",
        c.EraseText,
        "Erase free text of an event, for good; copies and backups are not reached.",
        'erase-text 412 --role quality-reviewer --reason "It named a child."',
        (_POSITION, Field("name", k.REFERENCE, f"which text: {_TEXTS} [default: the only one]", "optional", by_name=True)),
        by_position=True,
        always_why=True,
    ),
)

VERBS: Final[Mapping[str, Verb]] = {
    verb.name: verb for verb in (*_PREPARING, *_INSPECTING, *_PANEL, *_FINISHING, *_BESIDE, *SECOND, *DISPUTES)
}
"""Every verb by name, in the order of an inspection's life."""
