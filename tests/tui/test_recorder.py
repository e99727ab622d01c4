"""What comes of an entry in a ledger that others write in too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NoReturn

import pytest
from tests.tui.office import NORTH, Office, hand

from ledger.application import Ledger
from ledger.domain import commands as c
from ledger.domain.recorded import RecordedEvent
from ledger.errors import ConflictError, RefusedError, StorageError, UnknownError
from ledger_tui.entries import Entry
from ledger_tui.recorder import NotRecorded, Recorded, Unknown, Unread, news, open_sheet, record
from ledger_tui.writing import Said, begin

ID = "00000000-0000-4000-8000-00000000000{}"


@pytest.fixture
def office(either_office: Office) -> Office:
    """On both engines."""
    return either_office


def entry(subject: str, value: str, seen: int = 0, *, reason: str | None = None, number: int = 1) -> Entry:
    return Entry(ID.format(number), subject, value, seen, reason=reason)


def test_an_entry_is_in_the_ledger_with_what_it_moved_on_the_board(office: Office) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    done = record(ledger, sheet, entry("2.1.1", "insufficient"), hand())
    assert isinstance(done, Recorded)
    assert office.open().event(done.event.position) == done.event
    tallies = [view.standards["2.1"].rating.evidence.tallies[0] for view in (done.before, done.after)]  # type: ignore[union-attr]
    assert [(tally.yes, tally.relevant) for tally in tallies] == [(1, 2), (1, 3)]
    assert done.sheet.value("2.1.1") == "insufficient"


def test_the_same_entry_again_is_recorded_once(office: Office) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    once = record(ledger, sheet, entry("2.1.1b", "no"), hand())
    again = record(ledger, sheet, entry("2.1.1b", "no"), hand())
    assert again == once
    assert record(ledger, again.sheet, entry("2.1.1b", "no"), hand()) == Unread(entry("2.1.1b", "no"), 38, again.sheet)
    assert [event.event for event in ledger.since(NORTH, sheet.position)] == [again.sheet.told["2.1.1b"][0].event]


def test_what_nobody_knows_to_be_recorded_is_said_to_be_neither_and_asked_for_again_it_is_the_same_command(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    handle = Ledger.handle

    def lost(self: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
        handle(self, *commands, standing=standing)
        raise UnknownError("whether it is recorded could not be found out")

    def gone(*_: object) -> NoReturn:
        raise StorageError("the ledger cannot be reached")

    asked = entry("2.1.1b", "yes")
    again = replace(asked, again=True)
    with monkeypatch.context() as away:
        away.setattr(Ledger, "handle", lost)
        done = record(ledger, sheet, asked, hand())
        away.setattr(Ledger, "since", gone)
        assert record(ledger, sheet, again, hand()) == Unknown(again, sheet)
    assert done == Unknown(asked, sheet)
    writing = begin(sheet).asked(asked).came(done)
    assert (writing.unrecorded, writing.said["2.1.1b"].kind) == (0, "unknown")
    assert writing.at(2).to_wanting(1) == writing.at(3)
    assert writing.again(entry("2.1.1b", "yes", number=2)) == again
    assert writing.again(entry("2.1.1b", "no", number=2)) is None
    refused = writing.came(NotRecorded(entry("2.1.1b", "no", number=2), "No.", sheet))
    assert refused.unsure == writing.unsure
    found = writing.followed(news(ledger, sheet))
    assert (found.unsure, found.said["2.1.1b"]) == ({}, Said("recorded", "recorded as #38"))
    recorded = record(ledger, sheet, again, hand())
    assert isinstance(recorded, Recorded)
    assert writing.came(recorded).unsure == {}
    assert found.came(Unread(asked, 38, found.sheet)).said["2.1.1b"] == Said("recorded", "recorded as #38")
    assert ledger.head() == 38


def test_what_others_wrote_on_other_lines_is_no_conflict(office: Office) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    office.open().handle(office.answer("2.1.1c", "no"), office.judge("2.1.3", "sufficient"))
    done = record(ledger, sheet, entry("2.1.1b", "yes"), hand())
    assert isinstance(done, Recorded)
    assert (done.sheet.value("2.1.1c"), done.sheet.value("2.1.3"), done.sheet.value("2.1.1b")) == ("no", "sufficient", "yes")
    assert done.before.standards["2.1"].casework == done.after.standards["2.1"].casework


@pytest.mark.parametrize(("subject", "seen"), [("2.1.1b", 0), ("2.1.1a", 36)])
def test_an_entry_made_on_what_no_longer_stands_is_not_recorded_reason_or_not(office: Office, subject: str, seen: int) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    standing = sheet.standing(subject)
    assert (standing.position if standing else 0) == seen
    office.open().handle(office.answer(subject, "not-applicable", reason="Not in this case."))
    done = record(ledger, sheet, entry(subject, "no", seen, reason="Read again."), hand())
    assert isinstance(done, NotRecorded)
    assert done.conflict
    assert done.words == f"inspector-2 recorded not applicable first, #{ledger.head()}. Look again and decide on that."
    assert done.sheet.value(subject) == "not-applicable"
    decided = record(ledger, done.sheet, entry(subject, "no", ledger.head(), reason="It does apply.", number=2), hand())
    assert isinstance(decided, Recorded)


def just_before(monkeypatch: pytest.MonkeyPatch, write: Callable[[], object], times: int = 1) -> None:
    """Someone writes between the last look and the append."""
    handle, left = Ledger.handle, [times]

    def late(self: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
        if left[0] and standing:
            left[0] -= 1
            write()
        return handle(self, *commands, standing=standing)

    monkeypatch.setattr(Ledger, "handle", late)


def test_who_is_quicker_by_a_moment_on_the_same_line_is_not_written_over(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, other = office.open(), office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    just_before(monkeypatch, lambda: other.handle(office.answer("2.1.1b", "no")))
    done = record(ledger, sheet, entry("2.1.1b", "yes", reason="I read it too."), hand())
    assert isinstance(done, NotRecorded)
    assert done.conflict
    assert done.sheet.value("2.1.1b") == "no"


def test_who_is_quicker_on_another_line_of_the_case_leads_to_another_try(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger, other = office.open(), office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    just_before(monkeypatch, lambda: other.handle(office.answer("2.1.1c", "no")))
    done = record(ledger, sheet, entry("2.1.1b", "yes"), hand())
    assert isinstance(done, Recorded)
    assert done.sheet.value("2.1.1c") == "no"


def test_after_five_tries_it_is_said_and_nothing_is_recorded(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")

    def never(self: Ledger, *commands: c.Command, standing: dict[str, int] | None = None) -> object:
        raise ConflictError("someone else wrote first")

    monkeypatch.setattr(Ledger, "handle", never)
    done = record(ledger, sheet, entry("2.1.1b", "yes"), hand())
    assert isinstance(done, NotRecorded)
    assert (done.words, done.conflict) == ("Others wrote on this case each time. Press the key again.", False)


def test_what_a_rule_refuses_is_said_in_its_words(office: Office) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    done = record(ledger, sheet, entry("2.1.1a", "no", 36), hand())
    assert isinstance(done, NotRecorded)
    assert (done.conflict, done.words) == (False, "Changing an answer needs a reason; 2.1.1a in C01 was answered 'yes'. Give --reason.")


def test_a_ledger_that_cannot_be_reached_is_said_beside_the_line(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")

    def gone(self: Ledger, inspection: str, position: int) -> object:
        raise StorageError("the ledger cannot be reached")

    monkeypatch.setattr(Ledger, "since", gone)
    assert record(ledger, sheet, entry("2.1.1b", "yes"), hand()) == NotRecorded(
        entry("2.1.1b", "yes"), "the ledger cannot be reached", sheet
    )


def test_an_entry_that_is_recorded_before_the_ledger_is_lost_is_said_to_be(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    since, left = Ledger.since, [True]

    def lost(self: Ledger, inspection: str, position: int) -> list[RecordedEvent]:
        if not left:
            raise StorageError("the ledger cannot be reached")
        left.pop()
        return since(self, inspection, position)

    with monkeypatch.context() as patched:
        patched.setattr(Ledger, "since", lost)
        done = record(ledger, sheet, entry("2.1.1b", "yes"), hand())
    assert done == Unread(entry("2.1.1b", "yes"), 38, sheet)
    after = begin(sheet).asked(done.entry).came(done)
    assert (after.waiting, after.unrecorded) == ((), 0)
    assert after.said["2.1.1b"] == Said("news", "yes recorded as #38; shown once the ledger can be read")
    assert after.followed(news(ledger, sheet)).sheet.value("2.1.1b") == "yes"


@pytest.mark.parametrize(
    ("actor", "role", "case", "refusal"),
    [
        ("inspector-9", "inspector", "C01", "inspector-9 is not on it"),
        ("panel-1", "panel-member", "C01", "To judge a key question is for the inspector or lead inspector"),
        ("inspector-1", "inspector", "C04", "Withdrawn cases are not judged"),
        ("inspector-1", "inspector", "R01", "rates nothing from resettlement cases"),
    ],
)
def test_who_may_not_type_is_told_so_before_the_first_key(office: Office, actor: str, role: str, case: str, refusal: str) -> None:
    with pytest.raises(RefusedError, match=refusal):
        open_sheet(office.open(), hand(actor, role), NORTH, case)  # type: ignore[arg-type]


def test_the_news_of_a_sheet_is_everything_since_it_was_read(office: Office) -> None:
    ledger = office.open()
    sheet = open_sheet(ledger, hand(), NORTH, "C01")
    office.open().handle(office.answer("2.1.1b", "no"), office.answer("2.1.1b", "no", case="C02"))
    assert news(ledger, sheet) == open_sheet(ledger, hand(), NORTH, "C01")
