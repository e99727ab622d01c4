"""Which keys of the replay do nothing where one stands, and why. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from ledger_tui.standpoint import Standpoint

NOTHING_OPEN = "no list of answers is open: F, w or b opens one"
NOTHING_MARKED = "nothing is marked yet: m marks this event"
NOTHING_SOUGHT = "nothing searched yet: / asks for words"
NOT_KEPT = "the choice follows the events already"
ONLY_READ = "nothing can be recorded from here: the ledger is only read"


def not_here(at: Standpoint, *, answers: bool, sought: bool, recording: bool) -> Mapping[str, str]:
    """The ids of the keys that do nothing at a standpoint, each with why.

    `answers` says that a panel of answers is open, `sought` that something was searched, `recording` that it can be recorded from here.
    """
    found: dict[str, str] = {}
    if not answers:
        found |= dict.fromkeys(("line.next", "line.previous"), NOTHING_OPEN)
    if at.mark is None:
        found |= dict.fromkeys(("mark.diff", "mark.jump"), NOTHING_MARKED)
    if not sought:
        found |= dict.fromkeys(("search.next", "search.previous"), NOTHING_SOUGHT)
    if at.follows:
        found["standard.follow"] = NOT_KEPT
    if not recording:
        found |= dict.fromkeys(("case.record", "dispute.raise", "dispute.settle"), ONLY_READ)
    return found
