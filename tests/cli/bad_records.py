"""What every verb of `record` is told when it is asked wrongly: the same mistakes, one case each a verb."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from tests.cli.ran import Json

from ledger.domain.recorded import ROLES
from ledger.recording.verb import Verb
from ledger.recording.verbs import VERBS

NOWHERE = {"north-2026": "nowhere-2026", "412": "999999"}


def bad_records() -> Iterator[Json]:
    """The cases, in the shape of those that are written down."""
    for verb in VERBS.values():
        words = shlex.split(verb.example)
        yield from (_case(verb, *case, setup="missing") for case in (*_of_the_words(verb, words), *_of_what_is_said(words)))
        yield from (_case(verb, *case) for case in _of_the_ledger(verb, words))
        no_ledger = ("no ledger", [*words, "--role", verb.roles[0]], 7, "There is no ledger at")
        yield _case(verb, *no_ledger, setup="missing")


def _case(verb: Verb, name: str, words: list[str], code: int, says: str, *, setup: str = "ledger") -> Json:
    args = ["--ledger", "{ledger}", "--as", "somebody", "record", *(word.replace("{", "{{").replace("}", "}}") for word in words)]
    return {"command": f"record {verb.name}", "name": name, "args": args, "exit": code, "says": says, "setup": setup}


def _of_the_words(verb: Verb, words: list[str]) -> Iterator[tuple[str, list[str], int, str]]:
    first = verb.own[0].argument
    yield "nothing said", words[:1], 2, f"Expected {first}, .*, found nothing"
    yield "an unknown option", [*words, "--colour"], 2, "No such option.*--colour"
    yield "one word too many", [*words, "more"], 2, "Got unexpected extra argument"
    yield "an empty first word", [words[0], "", *words[2:], "--role", "recorder"], 2, f"{first}|POSITION"


def _of_what_is_said(words: list[str]) -> Iterator[tuple[str, list[str], int, str]]:
    yield "no such role", [*words, "--role", "king"], 2, "'king' is not one of"
    yield "an empty reason", [*words, "--role", "recorder", "--reason", ""], 2, "Expected some words for --reason"
    yield "no such day", [*words, "--role", "recorder", "--happened-on", "2026-02-30"], 2, "for --happened-on, found .2026-02-30."
    yield "no UUID", [*words, "--role", "recorder", "--command-id", "7"], 2, "Expected a UUID such as .* for --command-id"
    yield "a name with a line's end", [*words, "--role", "recorder", "--recorded-by", "a\nb"], 2, r"for --recorded-by, found U\+000A"
    yield "no text", [*words, "--role", "recorder", "--reason", "a\udc80b"], 2, r"for --reason, found U\+DC80"


def _of_the_ledger(verb: Verb, words: list[str]) -> Iterator[tuple[str, list[str], int, str]]:
    role = next(role for role in ROLES if role not in verb.roles)
    there = [word.replace("north-2026", "training-example").replace("412", "6600") for word in words]
    spoken = re.escape(role.replace("-", " "))
    yield "a role that may not", [*there, "--role", role], 3, f"(is for the .*somebody acted as {spoken}|is for .*{spoken})"
    if verb.name != "open":
        elsewhere = [NOWHERE.get(word, word) for word in words]
        yield "nowhere", [*elsewhere, "--role", verb.roles[0]], 4, "There is no (inspection 'nowhere-2026'|event #999999)"
