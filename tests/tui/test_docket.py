"""The docket and what is settled on it, in a ledger that others write in too."""

from __future__ import annotations

from dataclasses import replace
from typing import NoReturn

import pytest
from tests.tui.office import DAY, NORTH, Office, dispute, disputed, hand
from tests.tui.typist import lose_the_answer

from ledger.application import Ledger
from ledger.asking import by
from ledger.audit.triage import Effect
from ledger.domain import commands as c
from ledger.domain import dispute_events as d
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.errors import NotFoundError, StorageError
from ledger_tui.docket import Docket, choices, chosen, foretold, read_docket
from ledger_tui.docket_words import amendment_hint, case_against, effect_words, outcome_words, subject_words, triage_words, vote, way_words
from ledger_tui.settling import Asked, Move, NotSettled, Settled, Unknown, begin, settle

REVIEWER = hand("reviewer-1", "quality-reviewer")


def docket(ledger: Ledger) -> Docket:
    return read_docket(ledger.history(NORTH), ledger.start())


def asked(on: Docket, number: int, move: Move, to: str | None = None, words: str = "Looked at again.") -> Asked:
    one = on.find(number)
    assert one is not None
    return Asked(f"00000000-0000-4000-8000-{number:012}", one, move, to, words)


@pytest.fixture
def office(either_office: Office) -> Office:
    """On both engines."""
    return either_office


@pytest.fixture
def ledger(office: Office) -> Ledger:
    """Six disputes: 1 is on 2.1.1 of C02, 2 on 2.1.1 of C03, 3 on 2.1.2 of C02 and so on."""
    disputed(office, 6)
    return office.open()


def test_the_queue_has_the_decisive_ones_first_and_everything_recorded_on_each(ledger: Ledger, office: Office) -> None:
    on = docket(ledger)
    kinds = [one.effect.kind for one in on.queue]
    assert kinds == sorted(kinds, key=("decisive-alone", "decisive-with-others", "moot").index)
    assert kinds[0] == "decisive-alone"
    one = on.find(1)
    assert one is not None
    assert [event.event for event in on.told(one)] == [e.KeyQuestionJudged("C02", "2.1.1", "insufficient")]
    assert on.standing(one) == {f"{NORTH}/dispute/1": 1, f"{NORTH}/case/C02": 12}
    ledger.handle(office.judge("2.1.1", "sufficient", case="C02", reason="Read again."))
    after = on.followed(ledger.since(NORTH, on.position))
    assert len(after.told(one)) == 2
    assert after == docket(ledger)
    assert on.followed(ledger.history(NORTH)[:5]) is on


def test_an_inspection_without_an_open_dispute_has_no_docket(office: Office, ledger: Ledger) -> None:
    on = docket(ledger)
    for one in on.queue:
        result = settle(ledger, docket(ledger), asked(on, one.dispute.number, "upheld"), REVIEWER)
        assert isinstance(result, Settled)
    with pytest.raises(NotFoundError, match=rf"No dispute of {NORTH} is open; 6 were raised before\."):
        docket(ledger)


def test_a_second_judgement_stands_beside_the_first_and_does_not_replace_it(ledger: Ledger) -> None:
    lead = by("lead-inspector-1", "lead-inspector", happened_on=DAY)
    ledger.handle(c.DrawDipSample(inspection=NORTH, by=lead, size=24, seed=7, inspector="inspector-2"))
    judge = by("inspector-1", "inspector", happened_on=DAY)
    ledger.handle(c.IssueSheet(inspection=NORTH, by=judge, sample=1))
    again = by("inspector-1", "inspector", happened_on=DAY)
    drawn = next(event.event for event in ledger.history(NORTH) if isinstance(event.event, d.DipSampleDrawn)).drawn[0]
    given = c.GiveSecondJudgement(
        inspection=NORTH,
        by=again,
        sample=1,
        case=drawn.case,
        key_question=drawn.key_question,
        judgement="not-relevant",
        declared="not-seen",
    )
    ledger.handle(given)
    ledger.handle(dispute(drawn.first))
    on = docket(ledger)
    one = on.find(7)
    assert one is not None
    words = list(case_against(one, on.told(one)))
    assert words[0] == "grounds: Not so."
    assert any("not relevant, a second time" in line for line in words)


@pytest.mark.parametrize(
    ("move", "to", "events"),
    [
        ("upheld", None, [d.DisputeResolved(1, "upheld")]),
        ("dismissed", None, [d.DisputeResolved(1, "dismissed")]),
        ("amended", "not-relevant", [d.DisputeResolved(1, "amended", "not-relevant"), e.KeyQuestionJudged("C02", "2.1.1", "not-relevant")]),
        ("answered", None, [d.DisputeAnswered(1)]),
    ],
)
def test_what_is_asked_for_is_recorded_and_the_board_is_as_foretold(
    ledger: Ledger, move: Move, to: str | None, events: list[e.Event]
) -> None:
    on = docket(ledger)
    result = settle(ledger, on, asked(on, 1, move, to), REVIEWER)
    assert isinstance(result, Settled)
    assert [event.event for event in ledger.since(NORTH, on.position)] == events
    assert result.as_foretold
    assert (result.docket.find(1) is None) == (move != "answered")
    assert outcome_words(result).endswith(": the board is as foretold")


def test_a_dispute_of_ones_own_is_withdrawn_with_a_reason(ledger: Ledger) -> None:
    on = docket(ledger)
    assert isinstance(settle(ledger, on, asked(on, 1, "withdrawn"), hand()), Settled)
    assert ledger.history(NORTH)[-1].event == d.DisputeWithdrawn(1)


def test_a_party_is_refused_in_the_words_of_the_rule(ledger: Ledger) -> None:
    on = docket(ledger)
    result = settle(ledger, on, asked(on, 1, "upheld"), hand("inspector-1", "inspector"))
    assert isinstance(result, NotSettled)
    assert result.words.startswith("To resolve a dispute is for the ")
    assert begin(on).came(result).message.startswith("dispute 1 upheld: not recorded. To resolve")


def test_whoever_wrote_first_on_the_dispute_or_its_case_is_looked_at_before_it_is_settled(ledger: Ledger, office: Office) -> None:
    on = docket(ledger)
    wanted = asked(on, 1, "upheld")
    other = office.open()
    answer = c.AnswerDispute(inspection=NORTH, by=by("inspector-2", "inspector", happened_on=DAY), dispute=1, text="It is so.")
    other.handle(answer)
    result = settle(ledger, on, wanted, REVIEWER)
    assert isinstance(result, NotSettled)
    assert result.words.startswith("Someone else wrote on it first")
    other.handle(office.judge("2.3.1", "not-relevant", case="C02", reason="Read again."))
    assert isinstance(settle(ledger, result.docket, wanted, REVIEWER), NotSettled)
    assert isinstance(settle(ledger, docket(ledger), wanted, REVIEWER), Settled)
    one = result.docket.find(1)
    assert one is not None
    assert "answer: It is so." in list(case_against(one, ()))


def test_what_is_settled_before_the_ledger_is_lost_is_said_to_be_and_shown_later(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    on = docket(ledger)

    def lost(*_: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "since", lost)
        done = settle(ledger, on, asked(on, 1, "upheld"), REVIEWER)
        assert isinstance(settle(ledger, on, asked(on, 1, "dismissed"), REVIEWER), NotSettled)
    head = ledger.head()
    assert done == Settled(done.asked, (head,), on)
    settling = begin(on).came(done)
    assert outcome_words(done) == f"dispute 1 upheld, #{head}"
    assert settling.followed(docket(ledger)).docket.find(1) is None


def test_what_nobody_knows_to_be_settled_is_asked_for_again_by_the_same_command_and_found_by_it(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    on = docket(ledger)
    wanted = asked(on, 1, "upheld")
    again = replace(wanted, again=True)

    def gone(*_: object, **__: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    with monkeypatch.context() as away:
        lose_the_answer(away, recorded=True)
        result = settle(ledger, on, wanted, REVIEWER)
        away.setattr(Ledger, "handle", gone)
        assert settle(ledger, on, again, REVIEWER) == Unknown(again, REVIEWER, on)
    assert result == Unknown(wanted, REVIEWER, on)
    unsure = begin(on).came(result)
    assert unsure.message.startswith("dispute 1 upheld: whether it is recorded is not known. Ask for the same again")
    once_more, other = replace(wanted, command_id="another"), hand("reviewer-2", "quality-reviewer")
    assert unsure.again(once_more, other) == (again, REVIEWER)
    assert unsure.again(replace(once_more, words="Otherwise."), other) == (replace(once_more, words="Otherwise."), other)
    assert unsure.before(asked(on, 1, "dismissed")) is unsure.before(asked(on, 2, "upheld")) is None
    head = ledger.head()
    found = unsure.followed(docket(ledger))
    assert (found.unsure, found.message, found.last) == ({}, "", Settled(wanted, (head,), docket(ledger)))
    done = settle(ledger, on, again, REVIEWER)
    assert isinstance(done, Settled)
    assert (done.positions, ledger.head(), unsure.came(done).unsure) == ((head,), head, {})


def test_one_stays_on_a_dispute_until_it_is_settled_and_then_comes_to_the_next(ledger: Ledger) -> None:
    on = docket(ledger)
    settling = begin(on).at(2)
    number, after = settling.number, on.queue[3].dispute.number
    result = settle(ledger, on, asked(on, number, "upheld"), REVIEWER)
    assert isinstance(result, Settled)
    moved = settling.came(result)
    assert (moved.row, moved.number, moved.last) == (2, after, result)
    assert moved.followed(on) is moved
    assert settling.at(99).row == 5
    assert settling.at(-99).row == 0
    empty = replace(moved, docket=replace(on, queue=()))
    assert (empty.one, empty.at(1).number) == (None, after)


def test_an_amendment_is_chosen_by_how_it_begins(ledger: Ledger) -> None:
    [*_, one] = docket(ledger).queue
    assert [chosen(one, text) for text in ("n", "NOT R", "not-relevant", "", "x")] == [*["not-relevant"] * 3, None, None]
    first = docket(ledger).find(1)
    assert first is not None
    assert (choices(first), amendment_hint(first)) == (("sufficient", "not-relevant"), "sufficient · not relevant")


def test_a_proposal_a_decision_and_a_figure_are_amended_in_their_own_ways(office: Office, ledger: Ledger) -> None:
    lead = by("lead-inspector-1", "lead-inspector", happened_on=DAY)
    ledger.handle(c.ProposeRating(inspection=NORTH, by=lead, standard="1.1", rating=Rating.GOOD))
    recorder = by("recorder-1", "recorder", happened_on=DAY)
    figure = {
        "kind": "percentage",
        "subject": "2.1.1",
        "value": "67",
        "status": "printed",
        "report": "r",
        "line": 1,
        "section": "s",
        "quote": "q",
    }
    ledger.handle(c.RecordPublishedFigure(inspection=NORTH, by=recorder, **figure))  # type: ignore[arg-type]
    head = ledger.head()
    ledger.handle(dispute(head - 1), dispute(head))
    on = docket(ledger)
    proposal, printed = on.find(7), on.find(8)
    assert proposal is not None
    assert printed is not None
    assert chosen(proposal, "out") == "Outstanding"
    assert all(way_words(proposal, way, amended=True)[0].startswith("→ ") for way in proposal.amended)
    assert (choices(printed), chosen(printed, " 66 "), chosen(printed, " ")) == ((), "66", None)
    assert amendment_hint(printed) == "the figure as it should read"
    assert foretold(printed, "amended", "66") == printed.stands
    assert next(iter(vote(proposal.dispute.disputed))) == f"#{head - 1} Good proposed"
    assert subject_words(proposal) == "1.1"


def test_the_effects_are_said_in_words(ledger: Ledger) -> None:
    one = docket(ledger).queue[0]
    assert effect_words(Effect("decisive-with-others", (3, 7))) == "decisive with 3, 7"
    assert effect_words(Effect("moot")) == "moot"
    assert triage_words(replace(one, overall_effect=Effect("decisive-with-others", (3,)))) == "decisive alone, overall too with 3"
    assert triage_words(replace(one, overall_effect=Effect("decisive-alone"))) == "decisive alone, overall too"
