"""Commands through a ledger: what is decided on what, what goes with it, and what happens when someone else writes first."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from tests.builders import INSPECTION, resolve
from tests.desk import Desk, at_the_draft
from tests.engines import Places
from tests.store.samples import StandingClock

from ledger.application import Ledger
from ledger.bootstrap import random_salt
from ledger.deciding import Deciding
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.framework import Rating
from ledger.errors import ConflictError, NotFoundError, RefusedError, UsageError
from ledger.identity import event_id
from ledger.store.appending import Appended
from ledger.store.faults import RepeatedEventError
from ledger.store.mapper import PendingEvent
from ledger.store.opening import open_store
from ledger.store.store import Store

Events = Sequence[PendingEvent]
GOOD = Rating.GOOD
SECRET = "The child's name is Wren Example."


@pytest.fixture
def place(places: Places) -> str:
    """Where nothing is yet, on either engine."""
    return places.new()


@pytest.fixture
def desk(place: str) -> Iterator[Desk]:
    """A ledger with an inspection whose draft is shared: 2.3.1 of C02 alone is not judged."""
    desk = at_the_draft(place)
    yield desk
    desk.store.close()


def meanwhile(desk: Desk, place: str, monkeypatch: pytest.MonkeyPatch, write: Callable[[Ledger], object]) -> None:
    """Someone else writes just before the desk's next append."""
    append = Store.append

    def late(self: Store, events: Events, *, guards: Mapping[str, int], erase: Sequence[tuple[str, str]]) -> Appended:
        monkeypatch.setattr(Store, "append", append)
        other = open_store(place, StandingClock())
        write(Ledger(other, resolve, random_salt))
        other.close()
        return append(self, events, guards=guards, erase=erase)

    monkeypatch.setattr(Store, "append", late)


def every_decision(monkeypatch: pytest.MonkeyPatch) -> list[c.Command]:
    """The commands that are decided from now on."""
    decide, decided = Deciding.decide, list[c.Command]()

    def kept(deciding: Deciding, command: c.Command) -> None:
        decided.append(command)
        decide(deciding, command)

    monkeypatch.setattr(Deciding, "decide", kept)
    return decided


def test_ratings_are_confirmed_on_what_the_same_run_records(desk: Desk) -> None:
    with pytest.raises(RefusedError, match=r"wanting: 2\.3 \(provisional\)"):
        desk.ledger.handle(desk.confirm())
    desk.ledger.handle(desk.judge("2.3.1", "C02"), desk.confirm())
    assert isinstance(desk.at(desk.ledger.head()).event, e.RatingsConfirmed)


def test_a_judgement_recorded_meanwhile_is_looked_at_before_ratings_are_confirmed(
    desk: Desk, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    desk.ledger.handle(desk.decline())
    change = desk.judge("2.3.1", "C02", "insufficient")
    meanwhile(desk, place, monkeypatch, lambda other: other.handle(change))
    with pytest.raises(RefusedError, match=r"the evidence has changed since #\d+ on 2\.3"):
        desk.ledger.handle(desk.confirm())


def test_of_two_who_confirm_one_is_told_that_it_is_done(desk: Desk, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"))
    first = desk.confirm()
    meanwhile(desk, place, monkeypatch, lambda other: other.handle(first))
    with pytest.raises(RefusedError, match="Ratings are frozen once confirmed"):
        desk.ledger.handle(desk.confirm())


def test_a_case_that_nobody_has_judged_must_still_be_so_when_ratings_are_confirmed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    late = replace(desk.ask(c.SampleCase, "lead-inspector", case="C03", kind="court"), by=replace(desk.confirm().by, provenance="reported"))
    desk.ledger.handle(desk.judge("2.3.1", "C02"), late, desk.ask(c.WithdrawCase, "lead-inspector", case="C03"))
    guarded: dict[str, int] = {}
    append = Store.append

    def seen(self: Store, events: Events, *, guards: Mapping[str, int], erase: Sequence[tuple[str, str]]) -> Appended:
        guarded.update(guards)
        return append(self, events, guards=guards, erase=erase)

    monkeypatch.setattr(Store, "append", seen)
    desk.ledger.handle(desk.confirm())
    cases = {stream.rpartition("/")[2]: version for stream, version in guarded.items() if stream.startswith(INSPECTION)}
    assert cases == {"C01": 6, "C02": 6, "C03": 0, "D01": 3}


def test_an_erased_text_leaves_its_hash_and_everything_else_as_it_was(desk: Desk, place: str) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02", reason=SECRET))
    position = desk.ledger.head()
    before, board = desk.at(position), desk.ledger.board(INSPECTION).view.overall
    desk.ledger.handle(desk.erase(position))
    after = desk.at(position)
    assert (after.texts["reason"].body, after.texts["reason"].erased_by) == (None, position + 1)
    assert after._replace(texts=before.texts) == before
    assert after.texts["reason"].sha256 == before.texts["reason"].sha256
    assert desk.store.texts_of([before.id]) == {}
    assert desk.ledger.board(INSPECTION).view.overall == board
    assert desk.at(position + 1).event == e.TextErased(position, "reason")
    assert desk.at(position + 1).reason == "It names a child."


def test_an_erased_text_is_in_no_byte_of_the_file_once_it_is_closed(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    desk = at_the_draft(str(path))
    desk.ledger.handle(desk.judge("2.3.1", "C02", reason=SECRET))
    position = desk.ledger.head()
    desk.store.close()
    assert SECRET.encode() in path.read_bytes()
    desk.ledger.handle(desk.erase(position))
    desk.store.close()
    assert not Path(f"{path}-wal").exists()
    assert SECRET.encode() not in path.read_bytes()


def test_a_comment_and_a_note_are_erased_by_their_names(desk: Desk) -> None:
    raised = desk.ask(c.RaiseFactualAccuracy, "recorder", comment="FA1", text=SECRET, reason=None)
    desk.ledger.handle(raised, desk.ask(c.AddReviewerNote, "quality-reviewer", text=SECRET))
    head = desk.ledger.head()
    assert [desk.at(head - 1).texts["comment"].body, desk.at(head).texts["note"].body] == [SECRET, SECRET]
    desk.ledger.handle(desk.erase(head - 1, "comment"), desk.erase(head, "note"))
    comment, note = desk.at(head - 1).texts["comment"], desk.at(head).texts["note"]
    assert [(comment.body, comment.erased_by), (note.body, note.erased_by)] == [(None, head + 1), (None, head + 2)]


def test_every_text_that_is_erased_names_the_event_that_did_it_however_it_is_read(desk: Desk) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02", reason=SECRET))
    head = desk.ledger.head()
    desk.ledger.handle(desk.erase(head), desk.erase(head - 1))
    erased = {head: head + 1, head - 1: head + 2}
    for read in (desk.store.history(INSPECTION), desk.store.history(INSPECTION, upto=head), list(desk.store.everything())):
        assert {one.position: one.texts["reason"].erased_by for one in read if one.texts and one.reason is None} == erased
        assert {one.texts["reason"].erased_by for one in read if one.reason is not None} == {None}


def test_a_text_is_erased_once_however_often_it_is_asked_for(desk: Desk) -> None:
    head = desk.ledger.head()
    assert len(desk.ledger.handle(desk.erase(head), desk.erase(head)).positions) == 1
    assert desk.ledger.handle(desk.erase(head)).positions == ()


def test_a_command_whose_text_was_erased_may_be_repeated(desk: Desk) -> None:
    judge = desk.judge("2.3.1", "C02", reason=SECRET)
    position = desk.ledger.handle(judge).positions[0]
    desk.ledger.handle(desk.erase(position))
    assert desk.ledger.handle(judge).repeated == 1


def test_a_text_is_not_erased_from_an_event_that_is_not_there(desk: Desk) -> None:
    with pytest.raises(NotFoundError, match=f"There is no event #999 in {INSPECTION}"):
        desk.ledger.handle(desk.erase(999))


def test_a_change_names_the_comment_that_led_to_it(desk: Desk) -> None:
    desk.ledger.handle(desk.judge("2.3.1", "C02"), desk.ask(c.RaiseFactualAccuracy, "recorder", comment="FA1", text="Not so."))
    comment = desk.at(desk.ledger.head()).id
    desk.ledger.handle(desk.judge("2.3.1", "C02", "insufficient", causation=comment))
    assert desk.at(desk.ledger.head()).by.causation == comment


def test_what_led_to_a_command_may_be_recorded_in_the_same_run(desk: Desk) -> None:
    raised = desk.ask(c.RaiseFactualAccuracy, "recorder", comment="FA1", text="Not so.")
    comment = event_id(raised.by.command_id, 0)
    assert len(desk.ledger.handle(raised, desk.judge("2.3.1", "C02", causation=comment)).positions) == 2


def test_what_led_to_a_command_is_an_event_there_is(desk: Desk) -> None:
    head = desk.ledger.head()
    with pytest.raises(NotFoundError, match=r"There is no event nowhere in this ledger to have led to this\. `ledger show` gives"):
        desk.ledger.handle(desk.judge("2.3.1", "C02", causation="nowhere"))
    assert desk.ledger.head() == head


def test_two_commands_of_one_id_are_decided_once_and_not_recorded(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = every_decision(monkeypatch)
    judge = desk.judge("2.3.1", "C02")
    with pytest.raises(RepeatedEventError, match=r"stands twice in what is to be recorded: nothing was recorded"):
        desk.ledger.handle(judge, replace(desk.judge("2.3.1", "C01", "insufficient"), by=judge.by))
    assert len(decided) == 2


def test_an_id_has_one_spelling_whoever_asks(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    decided = every_decision(monkeypatch)
    judge = desk.judge("2.3.1", "C02")
    shouted = replace(judge, by=replace(judge.by, command_id="3F0C9A52-6D1E-4B7A-9A53-0D3E5F1C2B4A"))
    for ask in (desk.ledger.handle, desk.ledger.preview):
        with pytest.raises(UsageError, match=r"at by\.command_id: expected a UUID such as 3f0c9a52-.*, found \"3F0C9A52"):
            ask(shouted)
    assert decided == []


def test_what_was_asked_on_a_stream_as_seen_is_not_decided_on_another(desk: Desk) -> None:
    stream = f"{INSPECTION}/case/C02"
    seen = desk.store.version(stream)
    desk.ledger.handle(desk.judge("2.3.1", "C02"), standing={stream: seen})
    assert [event.event for event in desk.ledger.since(INSPECTION, desk.ledger.head() - 1)] == [
        e.KeyQuestionJudged("C02", "2.3.1", "sufficient")
    ]
    with pytest.raises(ConflictError, match=rf"Expected {stream} at version {seen}, found version {seen + 1}: someone else wrote first"):
        desk.ledger.handle(desk.judge("2.3.1", "C02", "insufficient"), standing={stream: seen})


def test_who_writes_to_a_stream_that_was_seen_just_before_the_append_is_not_written_over(
    desk: Desk, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = f"{INSPECTION}/case/C02"
    seen = {stream: desk.store.version(stream)}
    first = desk.judge("2.3.1", "C02", "insufficient")
    meanwhile(desk, place, monkeypatch, lambda other: other.handle(first))
    with pytest.raises(ConflictError, match="someone else wrote first"):
        desk.ledger.handle(desk.judge("2.3.1", "C02"), standing=seen)
    elsewhere = desk.judge("2.3.1", "C01", "insufficient")
    meanwhile(desk, place, monkeypatch, lambda other: other.handle(elsewhere))
    assert desk.ledger.handle(desk.judge("2.3.1", "C02"), standing={stream: desk.store.version(stream)}).positions
