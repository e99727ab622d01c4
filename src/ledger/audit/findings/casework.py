"""Findings on single judgements, answers and proposals; never on those that only reconstruct what a report counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from ledger.audit.findings.finding import Finding, on_question
from ledger.audit.findings.record import Judged, Record
from ledger.domain import events as e
from ledger.domain.framework import Standard, standard_of
from ledger.domain.recorded import RecordedEvent

_AGAINST = {"sufficient": "no", "insufficient": "yes"}


def judgements_after_panel(record: Record) -> Iterator[Finding]:
    """Judgements, proposals and withdrawals recorded after a panel sat; medium while no panel has sat again."""
    sittings = record.index.sittings
    if not sittings:
        return
    for recorded in record.history:
        if recorded.position < sittings[0] or recorded.by.provenance == "reconstructed":
            continue
        sitting = sittings[bisect_right(sittings, recorded.position) - 1]
        found = _after_panel(recorded, sitting, again=sittings[-1] > recorded.position)
        if found is not None:
            yield found


def missing_judgements(record: Record) -> Iterator[Finding]:
    """Cases of the sample that are not judged on every key question of a standard though fieldwork is complete."""
    if record.made_up or not record.index.completed:
        return
    for case, kind in record.view.cases.items():
        for standard in record.framework.standards_on[kind]:
            missing = _missing(record, case, standard)
            if missing:
                yield Finding(
                    code="missing-judgement",
                    severity="high",
                    message=f"{case} is not judged on {', '.join(missing)}, though fieldwork is complete: "
                    f"{standard.id} {standard.title} stays provisional and the overall rating waits for it.",
                    standard=standard.id,
                    key_question=missing[0] if len(missing) == 1 else None,
                    case=case,
                    positions=(record.index.sampled_at[case], record.index.completed[0]),
                )


def prompts_against_judgements(record: Record) -> Iterator[Finding]:
    """Judgements that go against every prompt of their key question that applies in the case."""
    for (case, question), judged in record.index.judgements.items():
        against = _AGAINST.get(judged.value)
        if against is None or judged.made_up or case not in record.view.cases:
            continue
        answers = _answers(record, case, question)
        applying = [answer for answer in answers if answer.value != "not-applicable"]
        if applying and all(answer.value == against for answer in applying):
            prompts = f"each of the {len(applying)} prompts that apply is" if len(applying) > 1 else "the only prompt that applies is"
            yield Finding(
                code="prompts-against-judgement",
                severity="medium",
                message=f"{case} is judged {judged.value} on {question}, and {prompts} answered {against}.",
                standard=standard_of(question),
                key_question=question,
                case=case,
                positions=(judged.position, *(answer.position for answer in applying)),
            )


def _after_panel(recorded: RecordedEvent, sitting: int, *, again: bool) -> Finding | None:
    standard = question = case = None
    match recorded.event:
        case e.KeyQuestionJudged(reaffirmed=False) as event:
            standard, question = on_question(event.key_question)
            case, what = event.case, f"{event.case} was judged {event.judgement} on {question}"
        case e.RatingProposed() as event:
            standard, what = event.standard, f"{event.rating} was proposed for {event.standard}"
        case e.CaseWithdrawn() as event:
            case, what = event.case, f"{event.case} was withdrawn"
        case _:
            return None
    since = "a panel has sat again since" if again else "no panel has sat since"
    return Finding(
        code="judgement-after-panel",
        severity="low" if again else "medium",
        message=f"{what} at #{recorded.position}, after the panel sat at #{sitting}; {since}.",
        standard=standard,
        key_question=question,
        case=case,
        positions=(recorded.position, sitting),
    )


def _missing(record: Record, case: str, standard: Standard) -> list[str]:
    return [question.id for question in standard.key_questions if (case, question.id) not in record.index.judgements]


def _answers(record: Record, case: str, question: str) -> list[Judged]:
    """The answers to all prompts of a question in a case; none where one is wanting, or is not the inspectors' own."""
    known = record.framework.by_key_question.get(question)
    found = [record.index.answers.get((case, prompt.id)) for prompt in known.prompts] if known else []
    answers = [answer for answer in found if answer is not None and not answer.made_up]
    return answers if len(answers) == len(found) else []
