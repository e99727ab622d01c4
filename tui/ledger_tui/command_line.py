"""The command line, on the screen and line by line without one: `goto 412`, `why 3.2`, `diff 50 100`, read as requests."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, get_args

from ledger.errors import UsageError
from ledger.projections.points import parse_point
from ledger_tui.requests import About, Compare, Do, Find, GoTo, ListFindings, Picture, Request, Verb, WhatIf

FORMS: Final = (
    ("goto POINT", "to a position, a date, a time or a milestone; a point alone does the same"),
    ("diff POINT [POINT]", "compare two points, or one with the cursor"),
    ("who [SUBJECT]", "who last set a standard or key question, such as 3.2 or 2.1.3"),
    ("why [STANDARD]", "why a standard has its rating"),
    ("findings [SEVERITY]", "what a reviewer should look at, of at least high, medium or low"),
    ("whatif [POSITION …]", "the ratings without an event or several; nothing is recorded"),
    ("find WORDS", 'the next event that speaks of all the words, in any order, or of "a phrase"; find ! WORDS of none of them'),
    ("next, prev", "one event on or back"),
    ("change, back-change", "the next or previous rating change"),
    ("board, event, blame", "the ratings, the event at the cursor, who last set each rating"),
    ("verify", "read every record again and check it"),
    ("cite", "copy the citation of the event"),
    ("picture [FILE]", "save a picture of the screen as SVG; save is the same"),
    ("help, quit", "every form of these; the end"),
)
"""Every form with what it asks for."""

_OTHER_NAMES: Final = {
    "what-if": "whatif", "previous": "prev", "back": "prev", "on": "next", "go": "goto", "g": "goto", "search": "find", "copy": "cite",
    "citation": "cite", "save": "picture", "q": "quit", "exit": "quit", "compare": "diff", "ratings": "board", "show": "event",
}  # fmt: skip


def read_request(text: str) -> Request:
    """What a line asks for; UsageError says what was expected where it asks for nothing known."""
    words = text.split()
    if not words:
        raise UsageError("Expected a request such as goto 412, why 3.2 or findings; help lists them all. Found nothing.")
    verb = _OTHER_NAMES.get(words[0].lower(), words[0].lower())
    if verb in get_args(Verb):
        return _alone(verb, words[1:])
    if verb in _READERS:
        return _READERS[verb](words[1:])
    if len(words) == 1 and _looks_like_a_point(words[0]):
        return GoTo(parse_point(words[0]))
    raise UsageError(f"Expected a point such as 412, or a request such as why 3.2; help lists them all. Found {text.strip()!r}.")


def requests() -> tuple[str, ...]:
    """The first words of everything that can be asked for."""
    return (*_READERS, *get_args(Verb))


def _alone(verb: str, rest: Sequence[str]) -> Do:
    if rest:
        raise UsageError(f"{verb} stands alone; found {' '.join(rest)!r} after it.")
    return Do(verb)  # type: ignore[arg-type]  # it is one of the verbs


def _looks_like_a_point(word: str) -> bool:
    """Whether it is more likely a point than a mistyped request."""
    try:
        parse_point(word)
    except UsageError:
        return word[0] in "#0123456789"
    return True


def _goto(rest: Sequence[str]) -> GoTo:
    [point] = _counted("goto", rest, 1, 1, "a point: goto 412, goto 2020-06-05 or goto panel")
    return GoTo(parse_point(point))


def _diff(rest: Sequence[str]) -> Compare:
    points = [parse_point(point) for point in _counted("diff", rest, 1, 2, "one point or two: diff 50 100")]
    return Compare(points[0], points[1] if len(points) > 1 else None)


def _who(rest: Sequence[str]) -> About:
    subjects = _counted("who", rest, 0, 1, "a standard or a key question: who 3.2 or who 2.1.3")
    return About("who", _subject(subjects, r"\d+\.\d+(\.\d+)?", "who", "a standard or a key question such as 3.2 or 2.1.3"))


def _why(rest: Sequence[str]) -> About:
    subjects = _counted("why", rest, 0, 1, "a standard: why 3.2")
    return About("why", _subject(subjects, r"\d+\.\d+", "why", "a standard such as 3.2"))


def _subject(found: Sequence[str], form: str, verb: str, expected: str) -> str | None:
    if found and not re.fullmatch(form, found[0]):
        raise UsageError(f"Expected {expected} after {verb}; found {found[0]!r}.")
    return found[0] if found else None


def _findings(rest: Sequence[str]) -> ListFindings:
    from ledger.audit.findings import SEVERITIES

    found = _counted("findings", rest, 0, 1, f"one of {', '.join(SEVERITIES)}, or nothing")
    for severity in SEVERITIES:
        if severity == (found[0].lower() if found else "low"):
            return ListFindings(severity)
    raise UsageError(f"Expected one of {', '.join(SEVERITIES)} after findings; found {found[0]!r}.")


def _what_if(rest: Sequence[str]) -> WhatIf:
    for word in rest:
        if not re.fullmatch(r"#?[0-9]{1,18}", word):
            raise UsageError(f"Expected positions such as 412 after whatif; found {word!r}.")
    return WhatIf(tuple(int(word.removeprefix("#")) for word in rest))


def _find(rest: Sequence[str]) -> Find:
    words = " ".join(rest)
    found = sought(words)
    if not found.words:
        raise UsageError("Expected words after find, such as find lead-inspector-1; found none.")
    return found


def _picture(rest: Sequence[str]) -> Picture:
    return Picture(" ".join(rest) or None)


def sought(text: str) -> Find:
    """What a search is for: the words, or whatever speaks of none of those after a `!`."""
    without = text.startswith("!")
    return Find((text[1:] if without else text).strip(), without=without)


def _counted(verb: str, rest: Sequence[str], fewest: int, most: int, expected: str) -> Sequence[str]:
    if not fewest <= len(rest) <= most:
        raise UsageError(f"Expected {expected} after {verb}; found {' '.join(rest) or 'nothing'!r}.")
    return rest


_READERS: Final[dict[str, Callable[[Sequence[str]], Request]]] = {
    "goto": _goto,
    "diff": _diff,
    "who": _who,
    "why": _why,
    "findings": _findings,
    "whatif": _what_if,
    "find": _find,
    "picture": _picture,
}
