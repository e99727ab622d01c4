"""The keys of the recording screen, each with a stable id and a sentence for the help."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ledger_tui.screens.keys import OVER_THE_REPLAY, bound

_ANSWER = Binding.Group("Answer", compact=True)
_JUDGE = Binding.Group("Judge", compact=True)
_WANTING = Binding.Group("Wanting", compact=True)
_CASE = Binding.Group("Case", compact=True)


def _recording(identity: str, key: str, value: str, name: str, group: Binding.Group) -> Binding:
    what = "Answer the prompt" if group is _ANSWER else "Judge the key question"
    return bound(identity, key, f"enter('{value}')", name, f"{what} {name.lower()}", show=True, group=group)


RECORDING: list[BindingType] = [
    _recording("answer.yes", "y", "yes", "Yes", _ANSWER),
    _recording("answer.no", "n", "no", "No", _ANSWER),
    _recording("answer.not-applicable", "a", "not-applicable", "Not applicable", _ANSWER),
    _recording("judge.sufficient", "s", "sufficient", "Sufficient", _JUDGE),
    _recording("judge.insufficient", "i", "insufficient", "Insufficient", _JUDGE),
    _recording("judge.not-relevant", "r", "not-relevant", "Not relevant", _JUDGE),
    bound("judge.reaffirm", "equals_sign", "reaffirm", "Reaffirm", "Record the judgement that stands once more, with a reason"),
    bound("entry.undo", "u", "undo", "Undo", "Go back to what stood before, as a change of its own with a reason", show=True),
    bound("entry.evidence", "e", "evidence", "Evidence", "Say what every key from now on cites; nothing takes it away", show=True),
    bound("entry.reviewer", "v", "reviewer", "Reviewer", "Say who reviewed the changes, after an inspection was reopened"),
    bound("line.next", "j,down", "move(1)", "Next line", "To the next line"),
    bound("line.previous", "k,up", "move(-1)", "Previous line", "To the line before"),
    bound("line.page-on", "pagedown,ctrl+d", "move(8)", "Further down", "Eight lines further down"),
    bound("line.page-back", "pageup,ctrl+u", "move(-8)", "Further up", "Eight lines further up"),
    bound("line.first", "home", "move(-1000000)", "First line", "To the first line"),
    bound("line.last", "end,G", "move(1000000)", "Last line", "To the last line"),
    bound(
        "wanting.next",
        "tab",
        "wanting(1)",
        "Wanting",
        "To the next line without a value, or not recorded",
        show=True,
        key_display="tab",
    ),
    bound("wanting.previous", "shift+tab", "wanting(-1)", "Previous wanting", "To the line before that has no value, or was not recorded"),
    bound(
        "case.previous", "left_square_bracket", "case(-1)", "Previous case", "To the case before", show=True, key_display="[", group=_CASE
    ),
    bound(
        "case.next",
        "right_square_bracket",
        "case(1)",
        "Next case",
        "To the next case of the sample",
        show=True,
        key_display="]",
        group=_CASE,
    ),
    *OVER_THE_REPLAY,
]
