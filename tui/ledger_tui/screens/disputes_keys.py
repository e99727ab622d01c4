"""The keys of the disputes screen, each with a stable id and a sentence for the help."""

from __future__ import annotations

from textual.binding import Binding, BindingType


def _bound(identity: str, keys: str, action: str, name: str, tooltip: str, **more: object) -> Binding:
    """A binding that is shown in the footer only where `show` says so."""
    shown = {"show": False, **more}
    return Binding(keys, action, name, id=identity, tooltip=tooltip, **shown)  # type: ignore[arg-type]


DISPUTES: list[BindingType] = [
    _bound("dispute.uphold", "u", "settle('upheld')", "Uphold", "Looked at again, and what is disputed stands", show=True),
    _bound("dispute.amend", "m", "amend", "Amend", "Looked at again, and what is disputed is changed", show=True),
    _bound("dispute.dismiss", "x", "settle('dismissed')", "Dismiss", "Turned away without another look: it stands", show=True),
    _bound("dispute.answer", "a", "settle('answered')", "Answer", "Answer the dispute", show=True),
    _bound("dispute.withdraw", "w", "settle('withdrawn')", "Withdraw", "Take back a dispute of one's own"),
    _bound("dispute.evidence", "e", "evidence", "Evidence", "Say what everything from now on cites; nothing takes it away", show=True),
    _bound("dispute.reviewer", "v", "reviewer", "Reviewer", "Say who reviewed the changes, after an inspection was reopened"),
    _bound("dispute.next", "j,down,n,tab", "move(1)", "Next", "To the next dispute", show=True, key_display="j"),
    _bound("dispute.previous", "k,up,N,shift+tab", "move(-1)", "Previous", "To the dispute before"),
    _bound("dispute.first", "home", "move(-1000000)", "First", "To the first dispute, the most decisive"),
    _bound("dispute.last", "end,G", "move(1000000)", "Last", "To the last dispute"),
    _bound("votes.down", "pagedown,ctrl+d", "votes(4)", "Read on", "Further down in the votes and the history"),
    _bound("votes.up", "pageup,ctrl+u", "votes(-4)", "Read back", "Further up in the votes and the history"),
    _bound("help.open", "question_mark", "help", "Help", "This help; type to filter it", show=True, key_display="?"),
    _bound("screen.close", "escape", "close", "Close", "Back to the replay that this was opened from, and never leave"),
    _bound(
        "screen.back",
        "backspace,q",
        "back",
        "Back",
        "Leave, once what you asked for is recorded; again leaves at once",
        show=True,
        key_display="q",
    ),
]
