"""`show`: one event, whole, for people and in JSON."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.audit.stories import MOVED, OVERRIDDEN, START, story, turned
from tests.builders import envelope
from tests.cli.ran import Run

from ledger.audit.shown import shown
from ledger.bootstrap import open_ledger
from ledger.cli.show_text import show_lines
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent, Text
from ledger.published.library import load_report

TRAINING = "training-example"


def flat(text: str) -> str:
    return " ".join(text.split())


def position_of(ran_lines: list[dict[str, object]], **wanted: object) -> str:
    return str(next(line["position"] for line in ran_lines if wanted.items() <= line.items()))


@pytest.fixture
def decision(demo: Run) -> str:
    return position_of(demo("log", "north-yorkshire-2020", "--event", "discretion-exercised", "--standard", "3.2", "--json").objects)


def test_a_decision_is_shown_with_what_it_changed_up_to_the_score(demo: Run, decision: str) -> None:
    ran = demo("show", decision)
    text = flat(ran.out)
    assert (ran.code, ran.err) == (0, "")
    for words in (
        f"#{decision} discretion-exercised: 3.2: from Requires improvement to Good (margin)",
        "who panel-1, acting as panel-chair typed by recorder-1, not authenticated by the database",
        "happened 2020-07 (known to the month)",
        "provenance as reported",
        "3.2.1 12 of 15, 3.2.2 8 of 12, 3.2.3 5 of 8",
        "What it took the place of nothing",
        "overall: Good (23 of 36) -> Good (24 of 36)",
        "3.2 Planning: Requires improvement -> Good",
        f"3.2 discretion: none -> Requires improvement to Good (#{decision}), in force",
        "topic discretion-exercised.v1",
        load_report("north-yorkshire-2020").source.sha256,
    ):
        assert words in text


def test_a_position_may_be_written_as_it_is_printed(demo: Run, decision: str) -> None:
    assert demo("show", f"#{decision}").out == demo("show", decision).out


def test_a_published_figure_is_shown_with_its_line_section_and_words(demo: Run) -> None:
    lines = demo("log", "north-yorkshire-2020", "--event", "published-figure-recorded", "--standard", "3.2", "--json").objects
    position = next(str(line["position"]) for line in lines if line["data"]["subject"] == "3.2.3" and line["data"]["kind"] == "percentage")
    ran = demo("show", position)
    text = flat(ran.out)
    assert "line 913" in text
    assert "section 3.2. Planning" in text
    assert "quote Does planning focus sufficiently on keeping other people safe? 63%" in text
    assert "nothing on the board: no figure, no rating, no score" in text
    sources = demo("show", position, "--json").json["sources"]
    assert sources == {"north-yorkshire-2020": load_report("north-yorkshire-2020").source.sha256}


def test_the_json_begins_with_what_log_gives(demo: Run, decision: str) -> None:
    [logged] = demo("log", "north-yorkshire-2020", "--from", decision, "--to", decision, "--json").objects
    whole = demo("show", decision, "--json").json
    assert list(whole)[: len(logged)] == list(logged)
    assert {key: whole[key] for key in logged} == logged
    assert whole["texts"]["reason"]["body"] == whole["reason"]


def test_a_revised_judgement_shows_before_and_after(demo: Run) -> None:
    lines = demo("log", TRAINING, "--case", "C22", "--event", "key-question-judged", "--json").objects
    position = str(lines[-1]["position"])
    json = demo("show", position, "--json").json
    assert (json["earlier"]["data"]["judgement"], json["data"]["judgement"], json["effect"]) == ("sufficient", "insufficient", "overall")
    text = flat(demo("show", position).out)
    assert "3.3 Implementation and delivery: Good -> Inadequate" in text
    assert "3.3.3: 3 of 5, 60%, Requires improvement -> 2 of 5, 40%, Inadequate" in text
    assert "in force -> lapsed and stale" in text


def shown_as(*events: e.Event) -> str:
    history = story(*events)
    return flat("\n".join(show_lines(shown(history, len(history), START), {})))


def test_an_erased_text_is_shown_as_erased() -> None:
    history = story()
    erased = envelope(turned("C01"), 12, f"{history[0].inspection}/case/C01", 2, texts={"reason": Text("ab" * 32, None, 881)})
    text = flat("\n".join(show_lines(shown([*history, erased], 12, START), {})))
    assert "reason erased, event 881" in text
    assert f"reason hash {'ab' * 32}" in text


def test_a_decision_without_effect_is_told_so(demo: Run) -> None:
    [line] = demo("log", "oxfordshire-2020", "--event", "discretion-exercised", "--json").objects
    text = flat(demo("show", str(line["position"])).out)
    assert f"2.1 discretion: none -> a rating not said to Good (#{line['position']}), in force without effect" in text


def test_an_override_that_goes_stale_is_told() -> None:
    assert "2.3 override: Good to Inadequate (#12) -> Good to Inadequate (#12), stale" in shown_as(OVERRIDDEN, turned("C01"))


def test_what_is_not_known_is_said() -> None:
    assert "happened at a time not known" in shown_as(e.DraftShared())
    assert "none: the event's name says everything" in shown_as(e.DraftShared())


def test_who_reviewed_a_change_is_shown() -> None:
    history = story(turned("C01"))
    reviewed = history[-1]._replace(by=history[-1].by._replace(reviewed_by="reviewer-1"))
    assert "reviewed by reviewer-1" in flat("\n".join(show_lines(shown([*history[:-1], reviewed], 12, START), {})))


def test_a_disagreement_in_a_report_is_named() -> None:
    joined = e.Disagreement("a-disagreement", "denominator", matters=True)
    figure = e.PublishedFigureRecorded("disagreement", "2.3.1", "63%", "stated", "a-report", 7, "2.3", "63%", joined)
    assert "disagreement a-disagreement, denominator, touching a rating or its evidence" in shown_as(figure)


def test_a_decision_ended_or_restored_is_told_by_how_it_stands() -> None:
    assert "2.3 discretion: Good to Outstanding (#12), in force -> none" in shown_as(MOVED, e.DiscretionRevoked("2.3", 12))
    assert "2.3 discretion #12: lapsed and stale -> in force" in shown_as(MOVED, turned("C01"), turned("C01", "sufficient"))


def test_a_case_that_only_adds_to_what_is_to_be_judged_says_so() -> None:
    text = shown_as(e.CaseSampled("C06", "court"))
    assert "2.3 Standard 2.3: 5 of 5 judged -> 5 of 6 judged" in text
    assert "2.3 Standard 2.3: judgements are wanting again" in text
    assert "2.3 Standard 2.3: every case is judged now" in shown_as(e.CaseSampled("C06", "court"), e.CaseWithdrawn("C06"))


def test_every_kind_of_event_is_shown_within_eighty_columns(built: Path) -> None:
    ledger = open_ledger(str(built), read_only=True)
    seen: set[type[e.Event]] = set()
    for inspection in (TRAINING, "north-yorkshire-2020"):
        history = ledger.history(inspection)
        for step, recorded in enumerate(history, 1):
            if type(recorded.event) not in seen:
                seen.add(type(recorded.event))
                assert _too_long(history, step) == []
    assert len(seen) >= 18


def _too_long(history: list[RecordedEvent], step: int) -> list[str]:
    lines = show_lines(shown(history, step, START), {"north-yorkshire-2020": "0" * 64})
    return [line for line in lines if len(line) > 80 and " " in line.strip()]
