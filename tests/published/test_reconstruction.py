from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from ledger.application import Ledger
from ledger.domain import events as e
from ledger.domain.framework import Framework, key_question_of, standard_of
from ledger.domain.recorded import RecordedEvent
from ledger.frameworks import load_framework
from ledger.published.casework import topic
from ledger.published.counts import chosen_counts
from ledger.published.library import report_ids
from ledger.published.report import Report

Histories = dict[str, list[RecordedEvent]]
Reports = dict[str, Report]

every_report = pytest.mark.parametrize("inspection", report_ids())

ROLES = {"lead-inspector-1", "panel-1", "recorder-1"}


def _framework(report: Report) -> Framework:
    return load_framework(report.framework)


@every_report
def test_the_events_meet_every_chosen_count(histories: Histories, reports: Reports, inspection: str) -> None:
    said: dict[str, Counter[str]] = {}
    for event in (recorded.event for recorded in histories[inspection]):
        match event:
            case e.KeyQuestionJudged():
                said.setdefault(event.key_question, Counter())[event.judgement] += 1
            case e.PromptAnswered():
                said.setdefault(event.prompt, Counter())[event.answer] += 1
            case _:
                pass
    chosen = chosen_counts(reports[inspection], _framework(reports[inspection]))
    assert set(said) == set(chosen)
    for subject, count in chosen.items():
        yes, no = said[subject]["yes"] + said[subject]["sufficient"], said[subject]["no"] + said[subject]["insufficient"]
        assert (yes, yes + no) == (count.yes, count.relevant), subject


@every_report
def test_every_case_of_a_kind_is_judged_once_on_every_key_question_and_resettlement_never(
    histories: Histories, reports: Reports, inspection: str
) -> None:
    framework, kinds, judged = _framework(reports[inspection]), {}, Counter[tuple[str, str]]()
    for event in (recorded.event for recorded in histories[inspection]):
        if isinstance(event, e.CaseSampled):
            kinds[event.case] = event.kind
        if isinstance(event, e.KeyQuestionJudged):
            judged[event.case, event.key_question] += 1
    assert Counter(kinds.values()) == {sample.kind: sample.cases for sample in reports[inspection].samples if sample.cases}
    assert list(kinds) == [f"C{number:02}" for number in range(1, len(kinds) + 1)]
    wanted = {(case, q.id): 1 for case, kind in kinds.items() for standard in framework.standards_on[kind] for q in standard.key_questions}
    assert judged == wanted


@every_report
def test_a_topic_has_one_order_of_cases(histories: Histories, reports: Reports, inspection: str) -> None:
    framework, relevant = _framework(reports[inspection]), dict[str, set[str]]()
    for event in (recorded.event for recorded in histories[inspection]):
        if isinstance(event, e.KeyQuestionJudged):
            relevant.setdefault(event.key_question, set())
            if event.judgement != "not-relevant":
                relevant[event.key_question].add(event.case)
    topics: dict[tuple[str, str], list[set[str]]] = {}
    for question, cases in relevant.items():
        topics.setdefault((question[0], topic(framework.by_key_question[question])), []).append(cases)
    for samples in topics.values():
        ordered = sorted(samples, key=len)
        assert all(smaller <= larger for smaller, larger in pairwise(ordered))


@every_report
def test_a_prompt_is_answered_within_the_relevant_cases_where_the_counts_allow(
    histories: Histories, reports: Reports, inspection: str
) -> None:
    relevant, answered = dict[str, set[str]](), dict[str, set[str]]()
    for event in (recorded.event for recorded in histories[inspection]):
        if isinstance(event, e.KeyQuestionJudged) and event.judgement != "not-relevant":
            relevant.setdefault(event.key_question, set()).add(event.case)
        if isinstance(event, e.PromptAnswered) and event.answer != "not-applicable":
            answered.setdefault(event.prompt, set()).add(event.case)
    for prompt, cases in answered.items():
        around = relevant.get(key_question_of(prompt), set())
        assert cases <= around or len(cases) > len(around), prompt


@pytest.mark.parametrize("inspection", ["north-yorkshire-2020", "north-east-lincolnshire-2022", "darlington-2021"])
def test_no_judgement_goes_against_all_its_prompts_where_all_prompts_are_printed(histories: Histories, inspection: str) -> None:
    answers: dict[tuple[str, str], set[str]] = {}
    for event in (recorded.event for recorded in histories[inspection]):
        if isinstance(event, e.PromptAnswered) and event.answer != "not-applicable":
            answers.setdefault((event.case, key_question_of(event.prompt)), set()).add(event.answer)
        if isinstance(event, e.KeyQuestionJudged):
            said = answers.get((event.case, event.key_question), set())
            assert (event.judgement, said) not in (("sufficient", {"no"}), ("insufficient", {"yes"}))


@every_report
def test_no_event_of_a_real_service_revises_another(histories: Histories, inspection: str) -> None:
    once = Counter[tuple[str, ...]]()
    for event in (recorded.event for recorded in histories[inspection]):
        match event:
            case e.KeyQuestionJudged():
                assert not event.reaffirmed
                once[event.case, event.key_question] += 1
            case e.PromptAnswered():
                once[event.case, event.prompt] += 1
            case e.RatingProposed() | e.DiscretionExercised():
                once["standard", event.standard] += 1
            case e.PublishedFigureRecorded():
                pass
            case _:
                assert type(event).__name__ not in {"CaseWithdrawn", "DiscretionDeclined", "RatingOverridden", "ReviewerNoteAdded"}
    assert set(once.values()) == {1}


@every_report
def test_nothing_happens_before_what_is_recorded_before_it(histories: Histories, inspection: str) -> None:
    happened = [recorded.by.happened for recorded in histories[inspection]]
    earliest = [when.earliest or "" for when in happened]
    assert "" not in earliest
    assert earliest == sorted(earliest)


@every_report
def test_the_life_of_an_inspection_comes_in_its_order(histories: Histories, inspection: str) -> None:
    names = list(dict.fromkeys(type(recorded.event).__name__ for recorded in histories[inspection]))
    inner = [name for name in names if name not in {"PromptAnswered", "DiscretionExercised"}]
    assert inner == [
        "InspectionOpened",
        "TeamMemberAssigned",
        "CaseSampled",
        "KeyQuestionJudged",
        "FieldworkCompleted",
        "RatingProposed",
        "PanelConvened",
        "DraftShared",
        "RatingsConfirmed",
        "ReportPublished",
        "PublishedFigureRecorded",
    ]


@every_report
def test_one_inspector_works_a_case_through_prompts_before_their_judgement(histories: Histories, inspection: str) -> None:
    cases: list[str] = []
    actors: dict[str, set[str]] = {}
    judged: set[tuple[str, str]] = set()
    for recorded in histories[inspection]:
        event = recorded.event
        if isinstance(event, e.KeyQuestionJudged | e.PromptAnswered):
            cases.append(event.case)
            actors.setdefault(event.case, set()).add(recorded.by.actor.id)
            assert recorded.by.actor.role == "inspector"
        if isinstance(event, e.KeyQuestionJudged):
            judged.add((event.case, event.key_question))
        if isinstance(event, e.PromptAnswered):
            assert (event.case, key_question_of(event.prompt)) not in judged
    assert cases == sorted(cases)
    assert all(len(who) == 1 for who in actors.values())


@every_report
def test_every_inspector_who_judges_is_of_the_team(histories: Histories, inspection: str) -> None:
    team = {recorded.event.member for recorded in histories[inspection] if isinstance(recorded.event, e.TeamMemberAssigned)}
    acting = {recorded.by.actor.id for recorded in histories[inspection]}
    assert acting - ROLES <= team


@every_report
def test_officials_are_never_actors(histories: Histories, inspection: str) -> None:
    for recorded in histories[inspection]:
        name, _, number = recorded.by.actor.id.rpartition("-")
        assert name in {"lead-inspector", "inspector", "panel", "recorder"}
        assert number.isdigit()
        assert recorded.by.recorded_by == "recorder-1"
        assert not recorded.by.authenticated


@every_report
def test_what_the_report_says_is_reported_and_the_rest_reconstructed(histories: Histories, inspection: str) -> None:
    for recorded in histories[inspection]:
        reported = isinstance(recorded.event, e.DiscretionExercised | e.ReportPublished | e.PublishedFigureRecorded)
        assert recorded.by.provenance == ("reported" if reported else "reconstructed")


def test_a_reported_decision_cites_its_lines_and_names_no_members(histories: Histories) -> None:
    decisions = [event for event in histories["north-yorkshire-2020"] if isinstance(event.event, e.DiscretionExercised)]
    assert [event.by.evidence for event in decisions] == [
        ("north-yorkshire-2020:255", "north-yorkshire-2020:835", "north-yorkshire-2020:929"),
        ("north-yorkshire-2020:257", "north-yorkshire-2020:837", "north-yorkshire-2020:980"),
    ]
    sitting = next(event for event in histories["north-yorkshire-2020"] if isinstance(event.event, e.PanelConvened))
    for recorded in decisions:
        decision = recorded.event
        assert isinstance(decision, e.DiscretionExercised)
        assert decision.members == ()
        assert decision.seen.position == sitting.position
        assert [(figure.key_question, figure.yes, figure.relevant) for figure in decision.seen.figures][-1][1:] == (5, 8)
        assert recorded.reason


@every_report
def test_every_figure_of_the_report_is_recorded_with_its_line_and_words(histories: Histories, reports: Reports, inspection: str) -> None:
    report = reports[inspection]
    recorded = [event.event for event in histories[inspection] if isinstance(event.event, e.PublishedFigureRecorded)]
    found = Counter((figure.kind, figure.line, figure.value) for figure in recorded)
    chosen = chosen_counts(report, _framework(report)).values()
    expected = Counter[tuple[str, int, str]](
        [
            ("overall", report.overall.rated.line, str(report.overall.rating)),
            ("overall", report.overall.line, f"{report.overall.score}/{report.overall.out_of}"),
            *(("rating", r.line, str(r.rating)) for r in report.ratings),
            *(("percentage", p.line, f"{p.percent}%") for p in report.percentages),
            *(("count", c.line, f"{c.yes}/{c.relevant}") for c in report.counts),
            *(("count", c.cited.line, f"{c.yes}/{c.relevant}") for c in chosen if c.status == "inferred"),
            *(("sub-sample", s.line, str(s.relevant)) for s in report.sub_samples),
            *(("sample", s.line, str(s.cases)) for s in report.samples),
            *(("date", m.line, m.on) for m in report.milestones),
            *(("fact", f.line, f.value) for f in report.facts),
            *(("fact", p.line, f"professional discretion to {d.to_rating}") for d in report.discretion for p in (d, *d.other_places)),
            *(("recommendation", r.line, r.text) for r in report.recommendations),
            *(("disagreement", side.line, side.value) for c in report.contradictions for side in c.sides),
        ]
    )
    assert found == expected
    assert all(figure.quote and figure.section and figure.report == inspection for figure in recorded)


@every_report
def test_the_sides_of_a_disagreement_are_joined(histories: Histories, reports: Reports, inspection: str) -> None:
    joined: dict[e.Disagreement | None, list[str]] = {}
    for event in (recorded.event for recorded in histories[inspection]):
        if isinstance(event, e.PublishedFigureRecorded) and event.kind == "disagreement":
            joined.setdefault(event.disagreement, []).append(event.value)
            assert event.subject in {c.bears_on for c in reports[inspection].contradictions}
        elif isinstance(event, e.PublishedFigureRecorded):
            assert event.disagreement is None
    assert joined == {e.Disagreement(c.id, c.kind, c.matters): [side.value for side in c.sides] for c in reports[inspection].contradictions}


def test_an_inferred_count_says_what_else_would_fit(histories: Histories) -> None:
    inferred = {
        recorded.event.subject: recorded.reason
        for recorded in histories["north-yorkshire-2020"]
        if isinstance(recorded.event, e.PublishedFigureRecorded) and recorded.event.kind == "count" and recorded.event.status == "inferred"
    }
    assert (
        inferred["2.4.3"] == "Inferred: the largest count that rounds to the printed percentage; 12/16, 9/12, 6/8, 3/4 would fit as well."
    )
    assert inferred["2.1.1"] == "Inferred: the largest count that rounds to the printed percentage; 12/14, 6/7 would fit as well."


def test_the_publication_carries_the_digest_of_its_source(histories: Histories, reports: Reports) -> None:
    for inspection, report in reports.items():
        published = next(event for event in histories[inspection] if isinstance(event.event, e.ReportPublished))
        assert f"sha256:{report.source.sha256}" in published.by.evidence


def test_every_standard_is_rated_by_what_was_recorded_about_it(ledger: Ledger, reports: Reports) -> None:
    for inspection, report in reports.items():
        view = ledger.board(inspection).view
        for rated in report.ratings:
            assert view.standards[rated.standard].rating.rating == rated.rating
            assert standard_of(rated.standard) == rated.standard
