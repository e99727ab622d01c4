"""The keys of the screen of second judgements, each with a stable id and a sentence for the help."""

from __future__ import annotations

from textual.binding import Binding, BindingType

from ledger_tui.screens.keys import OVER_THE_REPLAY, bound

_JUDGE = Binding.Group("Judge", compact=True)

SECOND: list[BindingType] = [
    bound("second.sufficient", "s", "give('sufficient')", "Sufficient", "Judge it sufficient", show=True, group=_JUDGE),
    bound("second.insufficient", "i", "give('insufficient')", "Insufficient", "Judge it insufficient", show=True, group=_JUDGE),
    bound("second.not-relevant", "r", "give('not-relevant')", "Not relevant", "Judge it not relevant", show=True, group=_JUDGE),
    bound("second.not-seen", "d", "declare('not-seen')", "Not seen", "Declare that the first judgements had not been seen", show=True),
    bound("second.seen", "D", "declare('seen')", "Seen", "Declare that they had been seen"),
    bound("second.why", "w", "why", "Why", "Say why, for the next judgement"),
    bound("second.evidence", "e", "evidence", "Evidence", "Say what every judgement from now on cites; nothing takes it away", show=True),
    bound("second.next", "j,down", "move(1)", "Next line", "To the next line"),
    bound("second.previous", "k,up", "move(-1)", "Previous line", "To the line before"),
    bound("second.first", "home", "move(-1000000)", "First line", "To the first line"),
    bound("second.last", "end,G", "move(1000000)", "Last line", "To the last line"),
    bound("wanting.next", "tab", "wanting(1)", "Wanting", "To the next line that is not judged yet", show=True, key_display="tab"),
    bound("wanting.previous", "shift+tab", "wanting(-1)", "Previous wanting", "To the line before that is not judged yet"),
    *OVER_THE_REPLAY,
]
