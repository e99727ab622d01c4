from __future__ import annotations

from dataclasses import replace
from typing import get_args

import pytest
from tests.builders import envelope, recorded
from tests.tui.dispute_words import DISPUTE_WORDS

from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.domain.recorded import Actor, Happened, RecordedEvent, Text
from ledger.frameworks import load_framework
from ledger_tui.dates import happened_on, happened_when, recorded_at, recorded_when
from ledger_tui.subjects import standard_in
from ledger_tui.wording import describe, searchable

NY = load_framework("youth-2018")
RI, GOOD = Rating.REQUIRES_IMPROVEMENT, Rating.GOOD
SEEN = e.Seen(411, (e.SeenFigure("3.2.1", 12, 15), e.SeenFigure("3.2.3", 5, 8)))
SEEN_WORDS = "seen at #411: 3.2.1 12/15, 3.2.3 5/8"
FIGURE = e.PublishedFigureRecorded("percentage", "3.2.3", "63%", "printed", "north-yorkshire-2020", 913, "3.2. Planning", "63%")
SIDE = replace(FIGURE, disagreement=e.Disagreement("ny-3-2-3", "text-and-table", matters=True))

WORDS: list[tuple[e.Event, str, tuple[str, ...], str | None]] = [
    (e.InspectionOpened("Some Service", "youth-2018"), "Inspection of Some Service opened", ("under the framework youth-2018",), None),
    (e.TeamMemberAssigned("inspector-2", "lead-inspector"), "inspector-2 joined the team as lead inspector", (), None),
    (e.CaseSampled("C07", "court"), "Case C07 sampled", ("a court case",), None),
    (e.CaseSampled("C08", "out-of-court"), "Case C08 sampled", ("an out-of-court case",), None),
    (e.CaseWithdrawn("C07"), "Case C07 withdrawn", ("its judgements no longer count",), None),
    (
        e.PromptAnswered("C07", "3.2.3a", "not-applicable"),
        "Prompt 3.2.3a answered not applicable in case C07",
        ("not answered → not applicable", NY.by_prompt["3.2.3a"].text),
        "3.2",
    ),
    (
        e.KeyQuestionJudged("C07", "3.2.3", "insufficient"),
        "3.2.3 judged insufficient in case C07",
        ("not judged → insufficient", NY.by_key_question["3.2.3"].text),
        "3.2",
    ),
    (
        e.KeyQuestionJudged("C07", "3.2.3", "not-relevant", reaffirmed=True),
        "3.2.3 reaffirmed not relevant in case C07",
        ("not judged → not relevant", NY.by_key_question["3.2.3"].text),
        "3.2",
    ),
    (e.FieldworkCompleted(), "Fieldwork completed", (), None),
    (e.RatingProposed("1.2", GOOD), "Good proposed for 1.2 Staff", ("no proposal → Good",), "1.2"),
    (e.PanelConvened(("panel-1", "panel-2"), 2), "Ratings panel convened", ("panel-1, panel-2; quorum 2",), None),
    (
        e.DiscretionExercised("3.2", RI, GOOD, ("margin", "small-sample"), ("panel-1",), SEEN),
        "3.2 Planning moved to Good by discretion",
        ("Requires improvement → Good", "relied on: close to the boundary, a small sample", "present: panel-1", SEEN_WORDS),
        "3.2",
    ),
    (
        e.DiscretionExercised("2.1", None, GOOD, (), (), e.Seen(9)),
        "2.1 Assessment said to be raised to Good by discretion",
        ("from what, the report does not say → Good", "relied on: no test named", "present: not named", "seen at #9: nothing"),
        "2.1",
    ),
    (
        e.DiscretionDeclined("3.2", RI, ("one-case",), ("panel-1",), SEEN),
        "Discretion on 3.2 Planning declined",
        ("Requires improvement stays", "relied on: one case would change it", "present: panel-1", SEEN_WORDS),
        "3.2",
    ),
    (
        e.DiscretionRevoked("3.2", 412),
        "Discretion decision on 3.2 Planning revoked",
        ("revokes #412; nothing before it is revived",),
        "3.2",
    ),
    (
        e.RatingOverridden("1.2", GOOD, RI, ("panel-1",), e.Seen(9, proposed=GOOD)),
        "1.2 Staff overridden to Requires improvement",
        ("Good → Requires improvement", "present: panel-1", "seen at #9: Good"),
        "1.2",
    ),
    (e.OverrideRevoked("1.2", 412), "Override of 1.2 Staff revoked", ("revokes #412; nothing before it is revived",), "1.2"),
    (e.DraftShared(), "Draft report shared with the service", (), None),
    (e.RatingsConfirmed(), "Ratings confirmed", (), None),
    (
        e.ReportPublished("An inspection of youth offending services"),
        "Report published",
        ("An inspection of youth offending services",),
        None,
    ),
    (
        FIGURE,
        "Published percentage of 3.2.3: 63%",
        ("63%", "north-yorkshire-2020, line 913, printed", "under “3.2. Planning”", "“63%”"),
        "3.2",
    ),
    (
        SIDE,
        "Published percentage of 3.2.3: 63%",
        (
            "63%",
            "north-yorkshire-2020, line 913, printed",
            "under “3.2. Planning”",
            "“63%”",
            "one side of the disagreement ny-3-2-3 (text and table), which bears on a rating",
        ),
        "3.2",
    ),
    (replace(FIGURE, subject="overall"), "Published percentage of overall: 63%", describe(envelope(FIGURE, 1, "x", 1)).what, None),
    (e.ReviewerNoteAdded(), "Reviewer's note", ("no words recorded",), None),
    (e.ReviewerNoteAdded(position=412), "Reviewer's note on #412", ("no words recorded",), None),
    (e.ReviewerNoteAdded(standard="3.2"), "Reviewer's note on 3.2 Planning", ("no words recorded",), "3.2"),
    (
        e.InspectionReopened(),
        "Inspection reopened",
        ("ratings may be changed again, each change reviewed by someone else, until they are confirmed anew",),
        None,
    ),
    (e.FactualAccuracyRaised("FA1"), "Comment FA1 of the service on the draft", ("no words recorded",), None),
    (
        e.FactualAccuracyRaised("FA1", "3.2", new_information=True),
        "Comment FA1 of the service on 3.2 Planning",
        ("no words recorded", "it brings new information"),
        "3.2",
    ),
    (e.FactualAccuracyAnswered("FA1", "in-part"), "Comment FA1 accepted in part", (), None),
    (e.FactualAccuracyAnswered("FA1", "rejected"), "Comment FA1 rejected", (), None),
    (
        e.TextErased(412, "reason"),
        "The reason of #412 erased",
        ("its hash stays in the record; copies and backups made before are not reached",),
        None,
    ),
    (
        e.LoginMapped("north_panel", "panel-1", ("panel-member", "panel-chair")),
        "Login north_panel mapped to panel-1",
        ("who may act as panel member and panel chair",),
        None,
    ),
    (e.LoginUnmapped("north_panel"), "Login north_panel mapped to nobody", (), None),
    *DISPUTE_WORDS,
]


@pytest.mark.parametrize(
    ("event", "headline", "what", "standard"), WORDS, ids=lambda value: type(value).__name__ if isinstance(value, get_args(e.Event)) else ""
)
def test_each_event_has_its_words(event: e.Event, headline: str, what: tuple[str, ...], standard: str | None) -> None:
    words = describe(envelope(event, 412, "x", 1), NY)
    assert (words.headline, words.what) == (headline, what)
    assert standard_in(event) == standard


def test_every_event_type_is_in_the_table() -> None:
    assert {type(event) for event, *_ in WORDS} == set(get_args(e.Event))


def test_words_need_no_framework() -> None:
    for event, *_ in WORDS:
        assert describe(envelope(event, 412, "x", 1)).headline


@pytest.mark.parametrize(
    ("before", "after", "change"),
    [
        (
            e.KeyQuestionJudged("C07", "3.2.3", "not-relevant"),
            e.KeyQuestionJudged("C07", "3.2.3", "sufficient"),
            "not relevant → sufficient",
        ),
        (
            e.KeyQuestionJudged("C07", "3.2.3", "sufficient"),
            e.KeyQuestionJudged("C07", "3.2.3", "sufficient", reaffirmed=True),
            "sufficient again",
        ),
        (e.PromptAnswered("C07", "3.2.3a", "no"), e.PromptAnswered("C07", "3.2.3a", "yes"), "no → yes"),
        (e.RatingProposed("1.2", RI), e.RatingProposed("1.2", GOOD), "Requires improvement → Good"),
    ],
)
def test_what_was_before_is_told(before: e.Event, after: e.Event, change: str) -> None:
    earlier, later = recorded([before, after])
    assert describe(later, NY, earlier).what[0] == change


def with_(event: RecordedEvent, **changes: object) -> RecordedEvent:
    return event._replace(by=event.by._replace(**changes))  # type: ignore[arg-type]


DRAFT = envelope(e.DraftShared(), 881, "x", 1, texts={})


@pytest.mark.parametrize(
    ("changes", "who"),
    [
        ({"recorded_by": "inspector-1"}, "inspector-1, inspector"),
        ({}, "inspector-1, inspector, typed by recorder-1"),
        ({"actor": Actor("panel-1", "panel-chair"), "recorded_by": "panel-1"}, "panel-1, panel chair"),
        ({"recorded_by": "inspector-1", "authenticated": True}, "inspector-1, inspector, known by database login"),
        ({"recorded_by": "inspector-1", "reviewed_by": "reviewer-1"}, "inspector-1, inspector, reviewed by reviewer-1"),
    ],
)
def test_who_is_told_with_the_role_and_who_typed_it(changes: dict[str, object], who: str) -> None:
    assert describe(with_(DRAFT, **changes)).who == who


@pytest.mark.parametrize(
    ("texts", "why"),
    [
        ({}, "no reason recorded"),
        ({"reason": Text("", "because")}, "because"),
        ({"reason": Text("", None)}, "erased"),
        ({"reason": Text("", None, 881)}, "erased, event 881"),
    ],
)
def test_why_is_told_or_that_there_is_none_or_that_it_was_erased(texts: dict[str, Text], why: str) -> None:
    assert describe(DRAFT._replace(texts=texts)).why == why


def test_a_note_is_shown_in_its_own_words() -> None:
    note = envelope(e.ReviewerNoteAdded(), 1, "x", 1, texts={"note": Text("", "Look again.")})
    assert describe(note).what == ("Look again.",)


def test_a_comment_is_shown_in_its_own_words_and_whether_it_brings_something_new() -> None:
    texts = {"comment": Text("", "The plan was there.")}
    plain, new = (envelope(e.FactualAccuracyRaised("FA1", None, brings), 1, "x", 1, texts=texts) for brings in (False, True))
    assert describe(plain).what == ("The plan was there.",)
    assert describe(new).what == ("The plan was there.", "it brings new information")


@pytest.mark.parametrize(
    ("provenance", "words"),
    [
        ("recorded", ""),
        ("reported", "as a published report says"),
        ("reconstructed", "reconstructed from published figures"),
        ("illustrative", "invented for training"),
    ],
)
def test_how_far_an_event_is_to_be_believed_is_told(provenance: str, words: str) -> None:
    assert describe(with_(DRAFT, provenance=provenance)).provenance == words


@pytest.mark.parametrize(
    ("text", "on", "when"),
    [
        ("2020-06-05T17:05Z", "5 June 2020 at 17:05 UTC", "on 5 June 2020 at 17:05 UTC"),
        ("2020-06-12", "12 June 2020", "on 12 June 2020"),
        ("2020-07", "July 2020", "in July 2020"),
        (None, "no date", "date not recorded"),
    ],
)
def test_a_date_is_told_as_precisely_as_it_is_known(text: str | None, on: str, when: str) -> None:
    happened = Happened.parse(text)
    assert (happened_on(happened), happened_when(happened)) == (on, when)


def test_the_moment_of_recording_is_told_to_the_minute() -> None:
    assert recorded_at("2026-11-21T16:00:59.999999Z") == "2026-11-21 16:00"
    assert recorded_when("2026-11-21T16:00:59.999999Z") == "21 November 2026 at 16:00 UTC"


def test_a_search_looks_at_everything_an_event_says() -> None:
    text = searchable(with_(envelope(FIGURE, 412, "x", 1), evidence=("north-yorkshire-2020:913",)), NY)
    for word in ("#412", "63%", "3.2. Planning", "inspector-1", "because", "north-yorkshire-2020:913"):
        assert word in text
