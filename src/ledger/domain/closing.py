"""From the draft to the published report: comments of the service, confirmation, publication, reopening, and erasing a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import assert_never

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.fieldwork import REFERENCE
from ledger.domain.framework import Framework, Rating
from ledger.domain.inspection import InspectionState, check_stage, known_standard
from ledger.domain.rating import StandardRating
from ledger.domain.recorded import RecordedEvent
from ledger.domain.refusals import NotFoundError, refuse
from ledger.domain.scoring import PENDING, Overall

CommentCommand = c.RaiseFactualAccuracy | c.AnswerFactualAccuracy


@dataclass(frozen=True, slots=True)
class Ratings:
    """Every rating of an inspection as it stands when it is to be confirmed."""

    standards: tuple[StandardRating, ...]
    overall: Overall


def decide_draft(command: c.ShareDraft, state: InspectionState) -> e.Event:
    """The draft shared with the service, as an event, or a refusal."""
    check_stage(command, state, "panel", "A panel has sat before a draft is shared")
    return e.DraftShared()


def decide_comment(command: CommentCommand, state: InspectionState, framework: Framework) -> e.Event:
    """A comment of the service on the draft, or the answer to one, as an event; a refusal where it comes too early or twice."""
    match command:
        case c.RaiseFactualAccuracy():
            return _raise(command, state, framework)
        case c.AnswerFactualAccuracy():
            return _answer(command, state)
        case _:
            assert_never(command)


def _raise(command: c.RaiseFactualAccuracy, state: InspectionState, framework: Framework) -> e.Event:
    check_stage(command, state, "draft", "The service comments on a draft that was shared with it")
    if not REFERENCE.fullmatch(command.comment):
        raise refuse("A comment is known by a reference such as FA1", f"{command.comment!r} was given", "Choose one")
    if command.comment in state.comments:
        raise refuse("A comment is raised once", f"{command.comment} is raised already", "Give the new comment a reference of its own")
    if not command.text.strip():
        raise refuse("A comment has words", f"none were given for {command.comment}", "Give what the service says")
    standard = known_standard(framework, command.standard).id if command.standard else None
    return e.FactualAccuracyRaised(command.comment, standard, command.new_information)


def _answer(command: c.AnswerFactualAccuracy, state: InspectionState) -> e.Event:
    if command.comment not in state.comments:
        raised = ", ".join(state.comments) or "none"
        raise NotFoundError(f"There is no comment {command.comment!r} on the draft of {command.inspection}. It has: {raised}.")
    if command.by.provenance != "reported":
        outcome = state.comments[command.comment]
        if outcome is not None:
            raise refuse("A comment is answered once", f"{command.comment} was answered {outcome!r}", "Let the service raise it anew")
        if not command.by.reason:
            raise refuse("An answer to a comment says why", f"no reason was given for {command.comment}", "Give --reason")
    return e.FactualAccuracyAnswered(command.comment, command.outcome)


def decide_confirmation(command: c.ConfirmRatings, state: InspectionState, ratings: Ratings) -> e.Event:
    """The ratings confirmed, as an event; a refusal while something is wanting, unanswered or stale."""
    check_stage(command, state, "draft", "A draft is shared before ratings are confirmed")
    if command.by.provenance != "reported":
        _check_answered(state)
        _check_settled(ratings)
        _check_fresh(ratings)
    return e.RatingsConfirmed()


def _check_answered(state: InspectionState) -> None:
    unanswered = [comment for comment, outcome in state.comments.items() if outcome is None]
    if unanswered:
        raise refuse(
            "Comments on the draft are answered before ratings are confirmed", f"unanswered: {', '.join(unanswered)}", "Answer them"
        )


def _check_settled(ratings: Ratings) -> None:
    if ratings.overall.rating == PENDING:
        wanting = ", ".join(_wanting(ratings))
        raise refuse("Ratings are confirmed once nothing is wanting for the overall rating", f"wanting: {wanting}", "Record it first")


def _wanting(ratings: Ratings) -> Iterator[str]:
    """What keeps the overall rating pending: the standards that count and are not settled, else those that may limit it."""
    counting = [one for one in ratings.standards if one.standard.counts and (not one.settled or one.rating == Rating.NOT_RATED)]
    for one in counting or [one for one in ratings.standards if one.why_not_rated == "not-proposed"]:
        yield f"{one.standard.id} ({'provisional' if one.provisional else one.why_not_rated})"


def _check_fresh(ratings: Ratings) -> None:
    stale = [
        f"#{decision.position} on {one.standard.id}"
        for one in ratings.standards
        for decision in (one.decision, one.override)
        if decision is not None and decision.stale
    ]
    if stale:
        found = f"the evidence has changed since {', '.join(stale)}"
        raise refuse("Confirmed ratings rest on what the panel saw", found, "Have the panel decide again, or revoke what no longer holds")


def decide_publication(command: c.PublishReport, state: InspectionState) -> e.Event:
    """The report published, as an event, or a refusal."""
    check_stage(command, state, "confirmed", "Ratings are confirmed before a report is published")
    if state.reached("published") and command.by.provenance != "reported":
        found = f"that of {command.inspection} is published"
        raise refuse("A report is published once for ratings that were confirmed", found, "Reopen the inspection first, with a reason")
    return e.ReportPublished(command.title)


def decide_reopening(command: c.ReopenInspection, state: InspectionState) -> e.Event:
    """The inspection reopened, as an event, or a refusal."""
    if command.by.provenance != "reported":
        if not state.reached("confirmed"):
            found = f"{command.inspection} is at the stage {state.stage!r}"
            raise refuse("Only confirmed ratings are reopened", found, "Record the change itself")
        if not command.by.reason:
            raise refuse("Reopening needs a reason", "none was given", "Give --reason")
    return e.InspectionReopened()


def decide_erasure(command: c.EraseText, target: RecordedEvent | None) -> list[e.Event]:
    """The erasure of a text as an event, none where it is erased already, or a refusal; `target` is the event that has the text."""
    if target is None or target.inspection != command.inspection:
        raise NotFoundError(f"There is no event #{command.position} in {command.inspection}. `ledger log` lists those there are.")
    text = target.texts.get(command.name)
    if text is None:
        there = f"It has: {', '.join(target.texts)}." if target.texts else "It has no text."
        raise NotFoundError(f"Event #{command.position} has no text called {command.name!r}. {there}")
    if text.body is None:
        return []
    if not command.by.reason:
        raise refuse("Erasing a text needs a reason", "none was given", "Give --reason, without repeating what is to be erased")
    return [e.TextErased(command.position, command.name)]
