"""A recorded event in plain words: who, in which role, when, what, why and on what evidence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Framework
from ledger.domain.recorded import Provenance, RecordedEvent
from ledger_tui import dispute_wording
from ledger_tui.dates import happened_when, recorded_when
from ledger_tui.figure_wording import figure_details, figure_headline

PROVENANCE: dict[Provenance, str] = {
    "recorded": "",
    "reported": "as a published report says",
    "reconstructed": "reconstructed from published figures",
    "illustrative": "invented for training",
}

PanelEvent = e.DiscretionExercised | e.DiscretionDeclined | e.DiscretionRevoked | e.RatingOverridden | e.OverrideRevoked

Beside = e.FactualAccuracyRaised | e.FactualAccuracyAnswered | e.TextErased | e.LoginMapped | e.LoginUnmapped

Replacing = e.PromptAnswered | e.KeyQuestionJudged | e.RatingProposed

TESTS = {"margin": "close to the boundary", "one-case": "one case would change it", "small-sample": "a small sample"}


LEFT_SINCE = "declined, and what it left as it was has moved since"
"""How a decline stands that has lapsed."""


@dataclass(frozen=True, slots=True)
class Words:
    """One event in words; `what` is the change itself and then what is known of it, `happened` and `recorded` are the two clocks."""

    headline: str
    who: str
    happened: str
    recorded: str
    what: tuple[str, ...]
    why: str
    evidence: tuple[str, ...]
    provenance: str


def describe(recorded: RecordedEvent, framework: Framework | None = None, earlier: RecordedEvent | None = None) -> Words:
    """The event in words; `earlier` is the one it follows on the same thing, `framework` gives titles and questions."""
    by = recorded.by
    return Words(
        headline=headline(recorded.event, framework),
        who=_who(recorded),
        happened=happened_when(by.happened),
        recorded=f"recorded {recorded_when(recorded.recorded_at)}",
        what=_what(recorded, framework, earlier.event if earlier else None),
        why=text_of(recorded, "reason") or "no reason recorded",
        evidence=by.evidence,
        provenance=PROVENANCE[by.provenance],
    )


def searchable(recorded: RecordedEvent, framework: Framework | None = None) -> str:
    """Everything an event says, in one text to be searched, with its position as `#412`."""
    words = describe(recorded, framework)
    parts = (f"#{recorded.position}", words.headline, words.who, words.happened, *words.what, words.why, *words.evidence)
    return "\n".join(parts)


def text_of(recorded: RecordedEvent, name: str) -> str | None:
    """A free text of the event, `erased, event 881` where that erased it, None where there was none."""
    text = recorded.texts.get(name)
    return text.words if text else None


def titled(standard: str, framework: Framework | None) -> str:
    """A standard with its title: `3.2 Planning`."""
    found = framework.by_standard.get(standard) if framework else None
    return f"{standard} {found.title}" if found else standard


def spaced(word: str) -> str:
    """A word of the record as people write it: `lead inspector`, `not relevant`."""
    return word.replace("-", " ")


def _who(recorded: RecordedEvent) -> str:
    by = recorded.by
    typed = f", typed by {by.recorded_by}" if by.recorded_by != by.actor.id else ""
    login = ", known by database login" if by.authenticated else ""
    reviewed = f", reviewed by {by.reviewed_by}" if by.reviewed_by else ""
    return f"{by.actor.id}, {spaced(by.actor.role)}{typed}{login}{reviewed}"


def headline(event: e.Event, framework: Framework | None = None) -> str:
    """The event in one line."""
    match event:
        case e.InspectionOpened(service):
            return f"Inspection of {service} opened"
        case e.TeamMemberAssigned(member, role):
            return f"{member} joined the team as {spaced(role)}"
        case e.CaseSampled(case):
            return f"Case {case} sampled"
        case e.CaseWithdrawn(case):
            return f"Case {case} withdrawn"
        case e.PromptAnswered(case, prompt, answer):
            return f"Prompt {prompt} answered {spaced(answer)} in case {case}"
        case e.KeyQuestionJudged(case, key_question, judgement, reaffirmed):
            return f"{key_question} {'reaffirmed' if reaffirmed else 'judged'} {spaced(judgement)} in case {case}"
        case e.FieldworkCompleted():
            return "Fieldwork completed"
        case e.RatingProposed(standard, rating):
            return f"{rating} proposed for {titled(standard, framework)}"
        case _:
            return _later_headline(event, framework)


def _later_headline(event: e.Event, framework: Framework | None) -> str:
    match event:
        case e.PanelConvened():
            return "Ratings panel convened"
        case e.DraftShared():
            return "Draft report shared with the service"
        case e.RatingsConfirmed():
            return "Ratings confirmed"
        case e.ReportPublished():
            return "Report published"
        case e.PublishedFigureRecorded():
            return figure_headline(event)
        case e.ReviewerNoteAdded(position, standard):
            about = f" on #{position}" if position else f" on {titled(standard, framework)}" if standard else ""
            return f"Reviewer's note{about}"
        case e.InspectionReopened():
            return "Inspection reopened"
        case e.FactualAccuracyRaised() | e.FactualAccuracyAnswered() | e.TextErased() | e.LoginMapped() | e.LoginUnmapped():
            return _beside_headline(event, framework)
        case _:
            return _disputed_headline(event, framework)


def _disputed_headline(event: e.Event, framework: Framework | None) -> str:
    match event:
        case d.DipSampleDrawn() | d.SheetIssued() | d.SecondJudgementGiven():
            return dispute_wording.second_headline(event)
        case d.DisputeRaised() | d.DisputeAnswered() | d.DisputeResolved() | d.DisputeWithdrawn():
            return dispute_wording.dispute_headline(event, framework)
        case _:
            return _decision_headline(event, framework)


def _beside_headline(event: Beside, framework: Framework | None) -> str:
    match event:
        case e.FactualAccuracyRaised(comment, standard):
            return f"Comment {comment} of the service on {titled(standard, framework) if standard else 'the draft'}"
        case e.FactualAccuracyAnswered(comment, outcome):
            return f"Comment {comment} {'accepted in part' if outcome == 'in-part' else outcome}"
        case e.TextErased(position, name):
            return f"The {name} of #{position} erased"
        case e.LoginMapped(login, actor):
            return f"Login {login} mapped to {actor}"
        case e.LoginUnmapped(login):
            return f"Login {login} mapped to nobody"
        case _:
            assert_never(event)


def _decision_headline(event: e.Event, framework: Framework | None) -> str:
    match event:
        case e.DiscretionExercised(standard, from_rating=None, to_rating=to):
            return f"{titled(standard, framework)} said to be raised to {to} by discretion"
        case e.DiscretionExercised(standard, to_rating=to):
            return f"{titled(standard, framework)} moved to {to} by discretion"
        case e.DiscretionDeclined(standard):
            return f"Discretion on {titled(standard, framework)} declined"
        case e.DiscretionRevoked(standard):
            return f"Discretion decision on {titled(standard, framework)} revoked"
        case e.RatingOverridden(standard, to_rating=to):
            return f"{titled(standard, framework)} overridden to {to}"
        case e.OverrideRevoked(standard):
            return f"Override of {titled(standard, framework)} revoked"
        case _:
            raise AssertionError(f"{type(event).__name__} has its headline elsewhere")


def _what(recorded: RecordedEvent, framework: Framework | None, earlier: e.Event | None) -> tuple[str, ...]:
    event = recorded.event
    match event:
        case e.PromptAnswered() | e.KeyQuestionJudged() | e.RatingProposed():
            return _replaced(event, earlier, framework)
        case e.PublishedFigureRecorded():
            return figure_details(event)
        case e.ReviewerNoteAdded():
            return (text_of(recorded, "note") or "no words recorded",)
        case e.FactualAccuracyRaised(new_information=new):
            return (text_of(recorded, "comment") or "no words recorded", *(("it brings new information",) if new else ()))
        case e.DiscretionExercised() | e.DiscretionDeclined() | e.DiscretionRevoked() | e.RatingOverridden() | e.OverrideRevoked():
            return _decision(event)
        case d.DisputeRaised() | d.DisputeAnswered() | d.DisputeResolved() | d.DisputeWithdrawn():
            words = text_of(recorded, "grounds") or text_of(recorded, "answer")
            return (*((words,) if words else ()), *dispute_wording.dispute_details(event))
        case d.DipSampleDrawn() | d.SheetIssued() | d.SecondJudgementGiven():
            return dispute_wording.second_details(event)
        case _:
            return _plain(event)


def _plain(event: e.Event) -> tuple[str, ...]:
    match event:
        case e.InspectionOpened(framework=name):
            return (f"under the framework {name}",)
        case e.CaseSampled(kind=kind):
            return (f"{'an' if kind.startswith('o') else 'a'} {kind} case",)
        case e.CaseWithdrawn():
            return ("its judgements no longer count",)
        case e.PanelConvened(members, quorum):
            return (f"{', '.join(members)}; quorum {quorum}",)
        case e.ReportPublished(title):
            return (title,)
        case e.InspectionReopened():
            return ("ratings may be changed again, each change reviewed by someone else, until they are confirmed anew",)
        case e.TextErased():
            return ("its hash stays in the record; copies and backups made before are not reached",)
        case e.LoginMapped(roles=roles):
            return (f"who may act as {' and '.join(map(spaced, roles))}",)
        case _:
            return ()


def _replaced(event: Replacing, earlier: e.Event | None, framework: Framework | None) -> tuple[str, ...]:
    """What was there before and what is now, with the official wording of the question."""
    match event:
        case e.PromptAnswered(prompt=prompt, answer=answer):
            was: str = earlier.answer if isinstance(earlier, e.PromptAnswered) else "not answered"
            return _change(was, answer, _wording(framework, prompt))
        case e.KeyQuestionJudged(key_question=question, judgement=judgement):
            was = earlier.judgement if isinstance(earlier, e.KeyQuestionJudged) else "not judged"
            return _change(was, judgement, _wording(framework, question))
        case e.RatingProposed(rating=rating):
            was = earlier.rating if isinstance(earlier, e.RatingProposed) else "no proposal"
            return _change(was, rating)
        case _:
            assert_never(event)


def _decision(event: PanelEvent) -> tuple[str, ...]:
    match event:
        case e.DiscretionExercised(_, start, to, tests, members, seen):
            return (f"{start or 'from what, the report does not say'} → {to}", _relied(tests), _present(members), _seen(seen))
        case e.DiscretionDeclined(_, start, tests, members, seen):
            return (f"{start} stays", _relied(tests), _present(members), _seen(seen))
        case e.RatingOverridden(_, start, to, members, seen):
            return (f"{start} → {to}", _present(members), _seen(seen))
        case e.DiscretionRevoked(_, revokes) | e.OverrideRevoked(_, revokes):
            return (f"revokes #{revokes}; nothing before it is revived",)
        case _:
            assert_never(event)


def _change(was: str, now: str, wording: str = "") -> tuple[str, ...]:
    change = f"{spaced(now)} again" if was == now else f"{spaced(was)} → {spaced(now)}"
    return (change, wording) if wording else (change,)


def _wording(framework: Framework | None, subject: str) -> str:
    if framework is None:
        return ""
    found = framework.by_prompt.get(subject) or framework.by_key_question.get(subject)
    return found.text if found else ""


def _relied(tests: tuple[str, ...]) -> str:
    return f"relied on: {', '.join(TESTS[test] for test in tests) or 'no test named'}"


def _present(members: tuple[str, ...]) -> str:
    return f"present: {', '.join(members) or 'not named'}"


def _seen(seen: e.Seen) -> str:
    figures = ", ".join(f"{f.key_question} {f.yes}/{f.relevant}" for f in seen.figures)
    return f"seen at #{seen.position}: {figures or seen.proposed or 'nothing'}"
