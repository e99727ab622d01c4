"""An inspection from its opening to the publication of its report, as JSON lines ask for it; every line leads to one event."""

from __future__ import annotations

from collections.abc import Iterator

from tests.cli.ran import Json

from ledger.recording.verbs import BY, VERBS

NAME = "north-2026"
PANEL = ["panel-1", "panel-2", "panel-3"]
COURT = ("C01", "C02", "C03")
OUT_OF_COURT = ("C11", "C12")
NOT_YET = {("C02", "2.2.3"), ("C03", "2.3.1"), ("C03", "2.4.2"), ("C12", "3.1.1")}
"""The cases and key questions that are first judged insufficient."""

LEAD: Json = {"actor": "lead-inspector-1", "role": "lead-inspector"}
INSPECTOR: Json = {"actor": "inspector-1", "role": "inspector"}
CHAIR: Json = {"actor": "panel-1", "role": "panel-chair"}
REVIEWER: Json = {"actor": "reviewer-1", "role": "quality-reviewer"}


def lines() -> list[Json]:
    """Every line, in order: the position of what it leads to is its number."""
    written: list[Json] = []
    for part in (_fieldwork(), _panel(), _draft(written), _after(written), _again(written), _disputed(written)):
        for line in part:
            written.append(line)  # noqa: PERF402 - the parts look at what is written before them
    return written


def _line(do: str, by: Json, on: str, **said: Json) -> Json:
    inspection = {} if VERBS[do].by_position else {"inspection": NAME}
    more = {field.name: said.pop(field.name) for field in BY if field.name in said}
    return {"do": do, **inspection, **said, "by": {**by, "happened_on": on, **more}}


def _fieldwork() -> Iterator[Json]:
    yield _line("open", LEAD, "2026-01-12", service="North Service", framework="youth-2021")
    yield _line("team", LEAD, "2026-01-12", member="lead-inspector-1", member_role="lead-inspector")
    yield _line("team", LEAD, "2026-01-12", member="inspector-1", member_role="inspector")
    for case in (*COURT, "C04"):
        yield _line("sample", LEAD, "2026-01-19", case=case, kind="court")
    for case in OUT_OF_COURT:
        yield _line("sample", LEAD, "2026-01-19", case=case, kind="out-of-court")
    yield _line("withdraw-case", LEAD, "2026-01-20", case="C04", reason="Sampled by mistake.")
    yield _line("answer", INSPECTOR, "2026-01-26", case="C01", prompt="2.1.1a", answer="no", evidence=["C01/assessment"])
    yield _line("answer", INSPECTOR, "2026-01-27", case="C01", prompt="2.1.1a", answer="yes", reason="It was in another section.")
    for domain, cases in (("2", COURT), ("3", OUT_OF_COURT)):
        for question in [f"{domain}.{s}.{q}" for s in (1, 2, 3, 4) for q in (1, 2, 3) if (domain, s) != ("3", 4)]:
            for case in cases:
                judgement = "insufficient" if (case, question) in NOT_YET else "sufficient"
                yield _line("judge", INSPECTOR, "2026-01-28", case=case, key_question=question, judgement=judgement)
    why = "The service asked for another look; it stands."
    yield _line("judge", INSPECTOR, "2026-01-30", case="C03", key_question="2.3.1", judgement="insufficient", reaffirm=True, reason=why)
    yield _line("fieldwork-complete", LEAD, "2026-02-02")


def _panel() -> Iterator[Json]:
    for standard, rating in {"1.1": "Good", "1.2": "Good", "1.3": "Outstanding", "1.4": "Good", "3.4": "Good"}.items():
        yield _line("propose", LEAD, "2026-02-10", standard=standard, rating=rating)
    yield _line("propose", LEAD, "2026-02-10", standard="4.1", rating="Not rated", reason="No resettlement case was in the sample.")
    together = {"correlation": f"{NAME}/panel/1"}
    yield _line("convene", CHAIR, "2026-02-20T09:30Z", members=PANEL, quorum=2, **together)
    moved: Json = {"tests": ["small-sample"], "members": PANEL[:2], **together}
    yield _line("discretion", CHAIR, "2026-02-20T10:00Z", standard="2.2", to="Outstanding", reason="Three cases only.", **moved)
    yield _line("decline", CHAIR, "2026-02-20T10:30Z", standard="2.3", reason="The weaknesses are real.", **moved)
    sitting: Json = {"members": PANEL, **together}
    yield _line("override", CHAIR, "2026-02-20T11:00Z", standard="1.1", to="Outstanding", reason="Board papers came late.", **sitting)


def _draft(before: list[Json]) -> Iterator[Json]:
    yield _line("draft", LEAD, "2026-02-27")
    comment = len(before) + 1
    words = "A second plan for C02 was left out."
    by = {"actor": "recorder-1", "role": "recorder"}
    yield _line("comment", by, "2026-03-04", comment="FA1", text=words, standard="2.2", new_information=True)
    why = "The second plan covers the safety of others."
    yield _line("judge", INSPECTOR, "2026-03-05", case="C02", key_question="2.2.3", judgement="sufficient", reason=why, causation=comment)
    yield _line("answer-comment", LEAD, "2026-03-06", comment="FA1", outcome="accepted", reason="The plan was read; 2.2.3 was judged anew.")
    yield _line("convene", CHAIR, "2026-03-11T09:30Z", members=PANEL[:2], correlation=f"{NAME}/panel/2")
    exercised = next(number for number, line in enumerate(before, 1) if line["do"] == "discretion")
    why = "With 2.2.3 at 100 per cent nothing is left to move."
    yield _line("revoke", CHAIR, "2026-03-11T09:40Z", position=exercised, reason=why, correlation=f"{NAME}/panel/2", causation=comment + 1)
    yield _line("draft", LEAD, "2026-03-13")


def _after(before: list[Json]) -> Iterator[Json]:
    yield _line("confirm", CHAIR, "2026-03-20")
    yield _line("publish", LEAD, "2026-04-01", title="North Service: report")
    yield _line("reopen", CHAIR, "2026-04-10", reason="The service showed that C03 was supervised elsewhere.")
    why = "The reviews were held by another service, in time."
    reviewed = {"reviewed_by": "reviewer-1", "reason": why}
    yield _line("judge", INSPECTOR, "2026-04-13", case="C03", key_question="2.4.2", judgement="sufficient", **reviewed)
    yield _line("confirm", CHAIR, "2026-04-20", reviewed_by="reviewer-1", reason="Nothing else was touched.")
    yield _line("publish", LEAD, "2026-04-21", title="North Service: report, corrected")
    yield _line("note", REVIEWER, "2026-04-22", text="Named C03's carer in passing.", standard="2.4")
    yield _line("erase-text", REVIEWER, "2026-04-23", position=len(before), reason="The note named a person.")


def _again(before: list[Json]) -> Iterator[Json]:
    """A second look at 2.4 by the reviewer."""
    yield _line("second-draw", LEAD, "2026-04-24", size=9, seed=20260424, standard="2.4")
    yield _line("second-sheet", REVIEWER, "2026-04-27", sample=1)
    given: Json = {"case": "C02", "key_question": "2.4.1", "judgement": "insufficient"}
    yield _line("second-give", REVIEWER, "2026-04-28", sample=1, **given, declared="not-seen", reason="No review after the move.")


def _disputed(before: list[Json]) -> Iterator[Json]:
    """Two disputes on 2.4.1 in C02: one is answered and resolved, the other withdrawn."""
    about = next(number for number, line in enumerate(before, 1) if (line.get("case"), line.get("key_question")) == ("C02", "2.4.1"))
    for day, words in (("2026-04-28", "No review after the move."), ("2026-04-29", "The same, raised twice by mistake.")):
        yield _line("dispute-raise", REVIEWER, day, about=about, text=words, due="2026-05-08")
    yield _line("dispute-answer", INSPECTOR, "2026-04-30", dispute=1, text="The review is in the other file.", evidence=["C02/reviews"])
    yield _line("dispute-withdraw", REVIEWER, "2026-05-04", dispute=2, reason="Raised twice.")
    yield _line("dispute-resolve", LEAD, "2026-05-06", dispute=1, outcome="upheld", reason="The review was found and is in time.")


def arguments(line: Json) -> list[str]:
    """The same as one line, on the command line."""
    verb = VERBS[line["do"]]
    by = dict(line["by"])
    said = {**{name: value for name, value in line.items() if name not in {"do", "by"}}, **by}
    words: list[str] = []
    options: list[str] = []
    for field in (*verb.own, *BY):
        if field.name == "actor" or field.name not in said:
            continue
        value = said[field.name]
        if field.kind.is_flag:
            options.append(field.option)
        elif field.by_name:
            options += [part for one in (value if field.many else [value]) for part in (field.option, str(one))]
        else:
            words.append(str(value))
    return ["--as", by["actor"], "record", verb.name, *words, *options]
