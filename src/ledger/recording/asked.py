"""What is asked for, read strictly: every value of the right kind, nothing left out that is needed and nothing unknown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ledger.recording.kinds import MOST_IN_A_LIST
from ledger.recording.verb import Field, Verb
from ledger.recording.verbs import BY, VERBS
from ledger.strict_json import JsonPath, JsonValue, problem, shown


@dataclass(frozen=True, slots=True)
class Asked:
    """A verb with its values and what is said of who asks, each under its name; what was left out is not there."""

    verb: Verb
    values: Mapping[str, object]
    by: Mapping[str, object]


def read_asked(value: JsonValue) -> Asked:
    """What a JSON object asks for; WrongValueError has the path of the value that is wrong."""
    members = _object(value, ())
    verb = _verb(members)
    own = {name: member for name, member in members.items() if name not in {"do", "by"}}
    return Asked(verb, _values(verb.own, own, ()), read_by(members.get("by", {})))


def read_by(value: JsonValue) -> dict[str, object]:
    """What a JSON object says of who asks."""
    return _values(BY, _object(value, ("by",)), ("by",))


def _verb(members: Mapping[str, JsonValue]) -> Verb:
    name = members.get("do")
    if "do" not in members:
        raise problem(("do",), "what to do, such as judge", "nothing")
    if not isinstance(name, str) or name not in VERBS:
        raise problem(("do",), f"one of {', '.join(VERBS)}", shown(name))
    return VERBS[name]


def _values(fields: tuple[Field, ...], members: Mapping[str, JsonValue], path: JsonPath) -> dict[str, object]:
    known = {field.name: field for field in fields}
    for name, value in members.items():
        if name not in known:
            raise problem((*path, name), f"one of {', '.join(known)}", f"{shown(name)} with the value {shown(value)}")
    for field in fields:
        if field.name not in members and field.need == "needed":
            raise problem((*path, field.name), field.wanted, "nothing")
    return {name: _value(known[name], value, (*path, name)) for name, value in members.items()}


def _value(field: Field, value: JsonValue, path: JsonPath) -> object:
    if not field.many:
        return field.kind.read(value, path)
    if not isinstance(value, list) or len(value) > MOST_IN_A_LIST:
        raise problem(path, f"a list of at most {MOST_IN_A_LIST}", shown(value))
    return tuple(field.kind.read(item, (*path, index)) for index, item in enumerate(value))


def _object(value: JsonValue, path: JsonPath) -> dict[str, JsonValue]:
    if not isinstance(value, dict):
        raise problem(path, "an object", shown(value))
    return value
