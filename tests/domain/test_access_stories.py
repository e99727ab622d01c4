"""Whose a login is, and what that lets it have recorded."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import INSPECTION, by

from ledger.domain import access
from ledger.domain import commands as c
from ledger.domain import events as e
from ledger.domain.access import Holder, Holders, Login
from ledger.domain.recorded import ROLES, InspectionRole, Role
from ledger.errors import NotFoundError, RefusedError

OWNER, WRITER = Login("north_owner", owns=True), Login("north_inspector_1", owns=False)
MAPPED = e.LoginMapped(WRITER.name, "inspector-1", ("inspector",))
OWNED = e.LoginMapped(OWNER.name, "quality-reviewer-1", ("quality-reviewer",))
RECORDER = e.LoginMapped("north_recorder", "recorder-1", ("recorder",))
TYPIST = Login(RECORDER.login, owns=False)


def after(*events: e.Event) -> Holders:
    holders: Holders = {}
    for event in events:
        holders = access.evolve(holders, event)
    return holders


def map_login(login: str, actor: str, *roles: InspectionRole, reason: str | None = None) -> c.MapLogin:
    return c.MapLogin(login=login, actor=actor, roles=roles, by=by("owner", reason=reason))


def unmap(login: str, reason: str | None = "Left the team.") -> c.UnmapLogin:
    return c.UnmapLogin(login=login, by=by("owner", reason=reason))


def who(role: Role = "inspector", *, actor: str | None = None, typist: str | None = None) -> c.By:
    return replace(by(role, actor=actor), recorded_by=typist)


def judged(asked: c.By) -> c.JudgeKeyQuestion:
    return c.JudgeKeyQuestion(inspection=INSPECTION, by=asked, case="C01", key_question="2.1.1", judgement="sufficient")


def test_the_owner_maps_a_login() -> None:
    assert access.decide(map_login(WRITER.name, "inspector-1", "inspector"), {}, OWNER) == [MAPPED]


TWO_ROLES = e.LoginMapped(WRITER.name, "inspector-1", ("inspector", "lead-inspector"))
OF_ANOTHER_LOGIN = e.LoginMapped("north_inspector_1_at_home", "inspector-1", ("lead-inspector",))


@pytest.mark.parametrize(
    ("mapped", "asking", "actor", "role"),
    [
        ((MAPPED,), WRITER, "inspector-1", "inspector"),
        ((MAPPED, OF_ANOTHER_LOGIN), WRITER, "inspector-1", "inspector"),
        ((TWO_ROLES,), WRITER, "inspector-1", None),
        ((MAPPED, RECORDER), TYPIST, "inspector-1", "inspector"),
        ((MAPPED, OF_ANOTHER_LOGIN, RECORDER), TYPIST, "inspector-1", None),
        ((MAPPED, RECORDER), TYPIST, "panel-1", None),
        ((MAPPED, e.LoginUnmapped(WRITER.name)), WRITER, "inspector-1", None),
        ((), OWNER, "lead-inspector-1", None),
    ],
    ids=[
        "own",
        "own of several logins",
        "own of two",
        "typed for",
        "typed for one of two",
        "typed for nobody's",
        "unmapped",
        "none mapped",
    ],
)
def test_the_only_role_that_can_be_meant_need_not_be_said(
    mapped: tuple[e.Event, ...], asking: Login, actor: str, role: Role | None
) -> None:
    assert access.usual_role(actor, after(*mapped), asking) == role


def test_mapping_it_so_again_records_nothing() -> None:
    assert access.decide(map_login(WRITER.name, "inspector-1", "inspector"), after(MAPPED), OWNER) == []


def test_another_mapping_says_why_and_stands_in_place_of_the_first() -> None:
    other = map_login(WRITER.name, "inspector-1", "inspector", "lead-inspector", reason="Leads from May on.")
    [event] = access.decide(other, after(MAPPED), OWNER)
    assert after(MAPPED, event) == {WRITER.name: Holder("inspector-1", ("inspector", "lead-inspector"))}


def test_a_login_that_was_given_up_is_mapped_anew_without_a_reason() -> None:
    assert access.decide(map_login(WRITER.name, "inspector-1", "inspector"), after(MAPPED, e.LoginUnmapped(WRITER.name)), OWNER) == [MAPPED]


def test_the_owner_unmaps_a_login_which_is_nobodys_then() -> None:
    events = access.decide(unmap(WRITER.name), after(MAPPED), OWNER)
    assert events == [e.LoginUnmapped(WRITER.name)]
    assert after(MAPPED, *events) == {WRITER.name: None}


@pytest.mark.parametrize(
    ("command", "asking", "sentence"),
    [
        (map_login(WRITER.name, "inspector-1", "inspector"), WRITER, "the login north_inspector_1 does not own it. Have the owner run"),
        (unmap(WRITER.name), WRITER, "nobody gives themselves a role; the login north_inspector_1 does not own it"),
        (map_login("x", "inspector-1"), OWNER, "A login is mapped to an actor and at least one role; no role was given. Give --role."),
        (
            map_login(WRITER.name, "inspector-2", "inspector"),
            OWNER,
            "A change of whose a login is says why; north_inspector_1 is inspector-1's, as inspector, and no reason was given. Give --reason.",
        ),
        (unmap(WRITER.name, None), OWNER, "A change of whose a login is says why"),
    ],
)
def test_a_mapping_is_refused(command: c.LoginCommand, asking: Login, sentence: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(sentence)):
        access.decide(command, after(MAPPED), asking)


@pytest.mark.parametrize("events", [(), (MAPPED, e.LoginUnmapped(WRITER.name))])
def test_a_login_that_is_nobodys_cannot_be_unmapped(events: tuple[e.Event, ...]) -> None:
    with pytest.raises(NotFoundError, match=r"north_inspector_1 is mapped to nobody\. `ledger access list` has those that are"):
        access.decide(unmap(WRITER.name), after(*events), OWNER)


def test_other_events_say_nothing_of_logins() -> None:
    assert access.evolve(after(MAPPED), e.DraftShared()) == after(MAPPED)


@pytest.mark.parametrize("asked", [who(), who(typist="inspector-1")])
def test_somebody_records_in_their_own_role_by_their_own_login(asked: c.By) -> None:
    assert access.check_writer(judged(asked), after(MAPPED), WRITER)


def test_a_recorder_types_for_others_who_may_have_no_login() -> None:
    assert access.check_writer(judged(who(typist="recorder-1")), after(RECORDER), TYPIST)
    assert access.check_writer(judged(who()), after(RECORDER, MAPPED), TYPIST)


def test_until_the_first_login_is_mapped_the_owner_records_and_nothing_vouches_for_it() -> None:
    assert not access.check_writer(judged(who()), {}, OWNER)


@pytest.mark.parametrize(
    ("events", "asking", "asked", "sentence"),
    [
        ((), WRITER, who(), "known by their database login; north_inspector_1 is mapped to nobody. Have the owner of the ledger run `ledger access map"),
        ((MAPPED,), OWNER, who(), "north_owner is mapped to nobody"),
        ((MAPPED, e.LoginUnmapped(WRITER.name)), OWNER, who(), "north_owner is mapped to nobody"),
        ((MAPPED, e.LoginUnmapped(WRITER.name)), WRITER, who(), "north_inspector_1 is mapped to nobody"),
        ((MAPPED,), WRITER, who(typist="inspector-2"), "is typed by inspector-1, whose it is; inspector-2 was named as who typed it"),
        ((MAPPED,), WRITER, who("panel-chair", actor="inspector-1"), "inspector-1 acts as inspector; panel chair was named"),
        (
            (MAPPED,),
            WRITER,
            who(actor="inspector-2"),
            "What somebody else did is typed by a recorder; inspector-2 was named as who acts, and inspector-1, whose the login is, is inspector",
        ),
        (
            (MAPPED, RECORDER),
            TYPIST,
            who("panel-chair", actor="inspector-1"),
            "inspector-1 has a login, and acts as inspector; panel chair was named. Name a role that is theirs",
        ),
    ],
)  # fmt: skip
def test_what_a_login_may_not_have_recorded_is_refused(events: tuple[e.Event, ...], asking: Login, asked: c.By, sentence: str) -> None:
    with pytest.raises(RefusedError, match=re.escape(sentence)):
        access.check_writer(judged(asked), after(*events), asking)


def test_text_is_erased_by_the_owner_only() -> None:
    erase = c.EraseText(inspection=INSPECTION, by=who("quality-reviewer"), position=1, name="reason")
    reviewer = e.LoginMapped("north_reviewer", "quality-reviewer-1", ("quality-reviewer",))
    assert access.check_writer(erase, after(OWNED), OWNER)
    with pytest.raises(RefusedError, match=r"Text is erased by the owner of the ledger; the login north_reviewer does not own it"):
        access.check_writer(erase, after(reviewer), Login("north_reviewer", owns=False))


def test_an_actor_with_two_logins_acts_in_the_roles_of_both() -> None:
    second = e.LoginMapped("north_laptop", "inspector-1", ("lead-inspector",))
    assert sorted(access.roles_of("inspector-1", after(MAPPED, second)) or ()) == ["inspector", "lead-inspector"]
    assert access.roles_of("inspector-2", after(MAPPED, second)) is None


LOGINS, ACTORS = ("a", "b"), ("inspector-1", "panel-1", "recorder-1")
EVENTS = st.one_of(
    st.builds(e.LoginMapped, st.sampled_from(LOGINS), st.sampled_from(ACTORS), st.lists(st.sampled_from(ROLES), min_size=1).map(tuple)),
    st.builds(e.LoginUnmapped, st.sampled_from(LOGINS)),
)


@given(
    st.lists(EVENTS, max_size=6), st.sampled_from(LOGINS), st.sampled_from(ACTORS), st.sampled_from(ROLES), st.sampled_from([None, *ACTORS])
)
def test_nobody_is_taken_for_somebody_else(events: list[e.Event], login: str, actor: str, role: InspectionRole, typist: str | None) -> None:
    holders = after(*events)
    try:
        vouched = access.check_writer(judged(who(role, actor=actor, typist=typist)), holders, Login(login, owns=False))
    except RefusedError:
        return
    holder = holders[login]
    assert vouched
    assert holder is not None
    assert typist in (None, holder.actor)
    assert (actor == holder.actor and role in holder.roles) or "recorder" in holder.roles
