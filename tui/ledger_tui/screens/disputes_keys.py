"""The keys of the disputes screen, each with a stable id and a sentence for the help."""

from __future__ import annotations

from textual.binding import BindingType

from ledger_tui.screens.keys import OVER_THE_REPLAY, bound

DISPUTES: list[BindingType] = [
    bound("dispute.uphold", "u", "settle('upheld')", "Uphold", "Looked at again, and what is disputed stands", show=True),
    bound("dispute.amend", "m", "amend", "Amend", "Looked at again, and what is disputed is changed", show=True),
    bound("dispute.dismiss", "x", "settle('dismissed')", "Dismiss", "Turned away without another look: it stands", show=True),
    bound("dispute.answer", "a", "settle('answered')", "Answer", "Answer the dispute", show=True),
    bound("dispute.withdraw", "w", "settle('withdrawn')", "Withdraw", "Take back a dispute of one's own"),
    bound("dispute.evidence", "e", "evidence", "Evidence", "Say what everything from now on cites; nothing takes it away", show=True),
    bound("dispute.reviewer", "v", "reviewer", "Reviewer", "Say who reviewed the changes, after an inspection was reopened"),
    bound("dispute.next", "j,down,n,tab", "move(1)", "Next", "To the next dispute", show=True, key_display="j"),
    bound("dispute.previous", "k,up,N,shift+tab", "move(-1)", "Previous", "To the dispute before"),
    bound("dispute.first", "home", "move(-1000000)", "First", "To the first dispute, the most decisive"),
    bound("dispute.last", "end,G", "move(1000000)", "Last", "To the last dispute"),
    bound("votes.down", "pagedown,ctrl+d", "votes(4)", "Read on", "Further down in the votes and the history"),
    bound("votes.up", "pageup,ctrl+u", "votes(-4)", "Read back", "Further up in the votes and the history"),
    *OVER_THE_REPLAY,
]
