"""One sampled case: which answers and judgements may be recorded, and what its stream says of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.evidence import Answer, Judgement
from ledger.domain.framework import CaseKind, Framework, key_question_of, standard_of
from ledger.domain.inspection import InspectionState, check_open
from ledger.domain.recorded import Happened
from ledger.domain.refusals import NotFoundError, check_order, refuse
from ledger.domain.roles import check_authority


@dataclass(frozen=True, slots=True)
class CaseState:
    """The latest answer of each prompt, the latest judgement of each key question, and when each happened."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    judgements: Mapping[str, Judgement] = field(default_factory=dict)
    happened: Mapping[str, Happened] = field(default_factory=dict)


def evolve(state: CaseState, event: e.Event, happened: Happened) -> CaseState:
    """The state after an event of the case's stream; never refuses."""
    match event:
        case e.PromptAnswered():
            answers = {**state.answers, event.prompt: event.answer}
            return replace(state, answers=answers, happened=_latest(state, event.prompt, happened))
        case e.KeyQuestionJudged():
            judgements = {**state.judgements, event.key_question: event.judgement}
            return replace(state, judgements=judgements, happened=_latest(state, event.key_question, happened))
        case _:
            return state


def _latest(state: CaseState, subject: str, happened: Happened) -> dict[str, Happened]:
    return {**state.happened, subject: happened.or_later(state.happened.get(subject))}


def decide(command: c.CaseCommand, state: CaseState, inspection: InspectionState, framework: Framework) -> list[e.Event]:
    """The events that an answer or judgement leads to, none where nothing changes, or a refusal."""
    question = _known_question(command, framework)
    if inspection.stage == "none":
        raise NotFoundError(f"There is no inspection {command.inspection!r}. `ledger inspections` lists those there are.")
    check_authority(command, inspection)
    _check_case(command, inspection, framework, question)
    return _in_order(command, _answer(command, state) if isinstance(command, c.AnswerPrompt) else _judge(command, state), state)


def decide_judged(command: c.JudgeKeyQuestion, state: CaseState, inspection: InspectionState, framework: Framework) -> list[e.Event]:
    """The events that a judgement leads to, or a refusal, where whoever makes it had the authority looked at already."""
    _check_case(command, inspection, framework, _known_question(command, framework))
    return _in_order(command, _judge(command, state), state)


def _in_order(command: c.CaseCommand, events: list[e.Event], state: CaseState) -> list[e.Event]:
    """The same events, unless they would go back in time behind the last on the same subject."""
    subject = command.prompt if isinstance(command, c.AnswerPrompt) else command.key_question
    before = state.happened.get(subject)
    if events and before is not None:
        check_order(command.by.happened, before, f"{subject} in case {command.case}")
    return events


def _known_question(command: c.CaseCommand, framework: Framework) -> str:
    """The key question that a command is about."""
    if isinstance(command, c.AnswerPrompt):
        if command.prompt not in framework.by_prompt:
            raise NotFoundError(f"There is no prompt {command.prompt!r} in {framework.id}; prompts have ids such as 2.1.3a.")
        return key_question_of(command.prompt)
    if command.key_question not in framework.by_key_question:
        raise NotFoundError(f"There is no key question {command.key_question!r} in {framework.id}; they have ids such as 2.1.3.")
    return command.key_question


def _check_case(command: c.CaseCommand, inspection: InspectionState, framework: Framework, question: str) -> None:
    check_open(command, inspection)
    case = inspection.sample.get(command.case)
    if case is None:
        raise NotFoundError(f"Case {command.case!r} is not in the sample of {command.inspection}. Sample it first.")
    if case.withdrawn and command.by.provenance != "reported":
        raise refuse("Withdrawn cases are not judged", f"{command.case} was withdrawn", "Judge another case")
    standard = framework.by_standard[standard_of(question)]
    wanted: CaseKind | None = framework.cases_of[standard.id]
    if standard.basis != "casework" or wanted != case.kind:
        on = f"{wanted} cases" if standard.basis == "casework" else "no case: it is proposed by the lead inspector"
        raise refuse(
            f"Standard {standard.id} is judged on {on}", f"{command.case} was sampled as {case.kind}", "Check the question and the case"
        )


def _answer(command: c.AnswerPrompt, state: CaseState) -> list[e.Event]:
    before = state.answers.get(command.prompt)
    if before == command.answer:
        return []
    if before is not None and not command.by.reason and command.by.provenance != "reported":
        raise refuse("Changing an answer needs a reason", f"{command.prompt} in {command.case} was answered {before!r}", "Give --reason")
    return [e.PromptAnswered(command.case, command.prompt, command.answer)]


def _judge(command: c.JudgeKeyQuestion, state: CaseState) -> list[e.Event]:
    before = state.judgements.get(command.key_question)
    where = f"{command.key_question} in {command.case}"
    if command.reaffirm and before != command.judgement:
        found = f"{where} is {before!r}" if before else f"{where} has not been judged"
        raise refuse("Reaffirming repeats the judgement that stands", found, "Judge it without reaffirming")
    if before == command.judgement and not command.reaffirm:
        return []
    if before is not None and not command.by.reason and command.by.provenance != "reported":
        raise refuse("Changing or reaffirming a judgement needs a reason", f"{where} was judged {before!r}", "Give --reason")
    return [e.KeyQuestionJudged(command.case, command.key_question, command.judgement, command.reaffirm)]
