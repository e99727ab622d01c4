"""`ledger dispute`, `ledger second` and `ledger agreement` as people meet them."""

from __future__ import annotations

import pytest
from tests.cli.ran import Json, Run
from tests.engines import Places

ROLE = ("--role", "quality-reviewer")


@pytest.fixture
def own(demonstration: str, places: Places) -> str:
    """A copy of the demonstration that may be written in."""
    return places.copy(demonstration, "own")


def listed(run: Run, ledger: str, *more: str) -> Json:
    return run("--ledger", ledger, "dispute", "list", "training-example", "--json", *more).json["disputes"]


def test_the_queue_is_in_the_order_to_settle_it_with_the_board_either_way(demo: Run) -> None:
    out = demo("dispute", "list", "training-example").out
    assert [line.split()[1] for line in out.splitlines() if line.startswith("Dispute ")] == ["1", "2", "3", "4"]
    assert "  decisive alone; on the overall rating: decisive with others (with 2, 3)\n" in out
    assert "  stands: 2.1 Good, overall Requires improvement, 18 of 36\n" in out
    assert "2 more at their end; --all lists them." in out
    everything = demo("dispute", "list", "training-example", "--all").out
    assert "Dispute 5 on #" in everything
    assert "withdrawn: taken back by who raised it" in everything
    assert "resolved: upheld, what is\n  disputed stands" in everything


def test_an_inspection_without_disputes_says_so_and_so_does_a_point_before_them(demo: Run) -> None:
    assert demo("dispute", "list", "darlington-2021").out.endswith("No dispute is open.\n")
    assert demo("dispute", "list", "training-example", "--at", "panel").out.endswith("No dispute is open.\n")
    assert [one["dispute"] for one in demo("dispute", "list", "training-example", "--all", "--json").json["disputes"]] == [1, 2, 3, 4, 5, 6]


def test_a_dispute_is_shown_with_both_sides_and_its_course(demo: Run) -> None:
    out = demo("dispute", "show", "training-example", "2").out
    for words in ("What is disputed", "grounds: The other agencies' notes", "answer: The notes came after fieldwork", "Either way"):
        assert words in out
    ended = demo("dispute", "show", "training-example", "6").out
    assert "dispute-resolved" in ended
    assert "Either way" not in ended
    assert "dispute-withdrawn" in demo("dispute", "show", "training-example", "5").out


def test_the_board_after_an_amendment_is_the_board_that_was_predicted(run: Run, own: str) -> None:
    predicted = next(way for way in listed(run, own)[0]["amended"] if way["to"] == "insufficient")
    resolved = run(
        "--ledger",
        own,
        "--as",
        "reviewer-2",
        "dispute",
        "resolve",
        "training-example",
        "1",
        "amended",
        "--to",
        "insufficient",
        *ROLE,
        "--reason",
        "Read again.",
        "--json",
    ).json
    assert list(resolved["events"]) == ["dispute-resolved", "key-question-judged"]
    board = run("--ledger", own, "ratings", "training-example", "--json").json
    assert {key: board["overall"][key] for key in ("rating", "score")} == predicted["overall"]
    assert next(one["rating"] for one in board["standards"] if one["id"] == "2.1") == predicted["rating"]
    shown = run("--ledger", own, "dispute", "show", "training-example", "1", "--json").json
    assert (shown["status"], shown["outcome"], shown["to"]) == ("resolved", "amended", "insufficient")
    assert shown["positions"]["caused"] == [resolved["positions"][1]]
    cause = run("--ledger", own, "show", str(resolved["positions"][1]), "--json").json["cause"]
    assert cause == resolved["positions"][0]
    assert run("--ledger", own, "inspections", "--json").json[-1]["open_disputes"] == 3


def test_an_undo_puts_back_what_was_disputed_and_the_log_keeps_every_vote(run: Run, own: str) -> None:
    before = run("--ledger", own, "log", "training-example", "--json").objects
    ask = ("--ledger", own, "--as", "reviewer-2", "dispute", "resolve", "training-example", "1")
    run(*ask, "amended", "--to", "insufficient", *ROLE, "--reason", "Read again.")
    again = run(*ask, "upheld", "--again", *ROLE, "--reason", "The wrong case was read.")
    assert "It would change" not in again.out
    assert "dispute 1: upheld, what is disputed stands, in place of #" in " ".join(again.out.split())
    after = run("--ledger", own, "log", "training-example", "--json").objects
    assert after[: len(before)] == before
    assert [one["event"] for one in after[len(before) :]] == ["dispute-resolved", "key-question-judged"] * 2
    assert listed(run, own, "--at", str(before[-1]["position"]))[0]["status"] == "open"


def test_a_sheet_shows_no_first_judgement_until_the_judges_own_is_recorded(run: Run, own: str) -> None:
    head = ("--ledger", own, "--as", "reviewer-2")
    run(*head, "second", "draw", "training-example", "1", "--seed", "5", "--standard", "2.1", *ROLE)
    sheet = run(*head, "second", "sheet", "training-example", "2", *ROLE, "--json").json
    assert (sheet["judge"], [(line["own"], line["first"]) for line in sheet["lines"]]) == ("reviewer-2", [(None, None)])
    text = run(*head, "second", "sheet", "training-example", "2", *ROLE).out
    line = sheet["lines"][0]
    assert f"{line['case']} {line['key_question']}: to be judged\n" in text
    assert "the first is" not in text
    assert "inspector-" not in text
    given = run(
        *head,
        "second",
        "give",
        "training-example",
        "2",
        line["case"],
        line["key_question"],
        "not-relevant",
        "--declared",
        "not-seen",
        *ROLE,
    )
    assert "nothing on the board" in given.out
    now = run(*head, "second", "sheet", "training-example", "2", *ROLE, "--json").json["lines"][0]
    assert (now["own"], now["first"] in ("sufficient", "insufficient", "not-relevant")) == ("not-relevant", True)
    text = run(*head, "second", "sheet", "training-example", "2", *ROLE).out
    assert f"judged not-relevant; the first is {now['first']}, by inspector-" in text
    other = run("--ledger", own, "--as", "reviewer-3", "second", "sheet", "training-example", "2", *ROLE, "--json").json["lines"][0]
    assert (other["own"], other["first"]) == (None, None)


def test_a_seed_left_out_is_chosen_and_recorded(run: Run, own: str) -> None:
    head = ("--ledger", own, "--as", "reviewer-2")
    run(*head, "second", "draw", "training-example", "3", "--near-boundary", "--inspector", "inspector-1", *ROLE)
    samples = run("--ledger", own, "second", "list", "training-example", "--json").json
    assert samples[1]["seed"] >= 1
    assert (samples[1]["near_boundary"], samples[1]["inspector"], samples[1]["sheets"]) == (True, "inspector-1", [])
    out = run("--ledger", own, "second", "list", "training-example").out
    assert "by inspector-1, one case from a boundary" in " ".join(out.split())
    assert "  nobody has the sheet yet\n" in out
    assert "reviewer-1 has the sheet from #" in out
    assert run("--ledger", own, "second", "list", "darlington-2021").out == "No dip sample has been drawn.\n"


def test_agreement_is_said_with_its_counts_and_not_of_too_few(demo: Run) -> None:
    out = " ".join(demo("agreement", "training-example").out.split())
    assert "all 8 of 12 agree, 67 %" in out
    assert "key question 2.2.1 2 of 3 agree, too few to say" in out
    assert "not relevant 1 0 1" in out
    assert demo("agreement", "training-example", "--at", "panel").out.endswith("No second judgement has been given.\n")
    everywhere = demo("agreement", "--all", "--json").json
    assert (len(everywhere["inspections"]), everywhere["all"]["pairs"]) == (6, 12)
    assert demo("agreement", "--all").out.startswith("All 6 inspections together\n")


def test_the_log_of_a_standard_tells_of_its_disputes_and_second_judgements(demo: Run) -> None:
    events = {one["event"] for one in demo("log", "training-example", "--standard", "2.1", "--json").objects}
    assert "dispute-raised" in events
    assert "second-judgement-given" in {one["event"] for one in demo("log", "training-example", "--standard", "2.2", "--json").objects}


def test_why_show_and_blame_mention_the_disputes_about_what_they_are_about(demo: Run) -> None:
    disputed = demo("dispute", "show", "training-example", "1", "--json").json["about"]["position"]
    short = {"dispute": 1, "status": "open", "outcome": None, "about": disputed}
    for found in (
        demo("why", "training-example", "2.1", "--json").json["disputes"],
        demo("show", str(disputed), "--json").json["disputes"],
        next(one for one in demo("blame", "training-example", "--json").json["standards"] if one["id"] == "2.1")["disputes"],
    ):
        assert [{name: one[name] for name in short} for one in found] == [short]
    line = f"  Dispute 1 on #{disputed}, C03 2.1.3, due 2026-03-25, open\n"
    assert f"Disputes\n{line}" in demo("why", "training-example", "2.1").out
    assert f"Disputes about it\n{line}" in demo("show", str(disputed)).out
    assert line in demo("blame", "training-example").out
    assert "Disputes" not in demo("why", "training-example", "2.1", "--at", "panel").out
    assert "resolved: upheld, what is" in demo("why", "training-example", "3.2").out
