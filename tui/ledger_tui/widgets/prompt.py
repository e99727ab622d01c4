"""The line at the foot of the screen that asks for a text to search or a point to go to."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from ledger_tui.messages import PromptAnswered
from ledger_tui.widgets.typed import Typed

ASKING = "-asking"


class Prompt(Horizontal):
    """A label and an input, hidden until it asks; escape leaves it."""

    DEFAULT_CSS = """
    Prompt { display: none; height: 1; dock: bottom; background: $panel; }
    Prompt.-asking { display: block; }
    Prompt Label { padding: 0 1; text-style: bold; }
    Prompt Input { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
    Prompt Input:focus { border: none; background-tint: $foreground 0%; }
    """

    SCOPED_CSS = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", id="prompt.leave", tooltip="While something is asked: leave without doing anything"),
        Binding("up", "recall(-1)", "Before", id="prompt.before", tooltip="While something is asked: what was typed before", show=False),
        Binding("down", "recall(1)", "After", id="prompt.after", tooltip="While something is asked: what was typed after that", show=False),
    ]

    purpose = ""

    def __init__(self) -> None:
        super().__init__()
        self._typed: dict[str, list[str]] = {}
        self._back = 0

    def compose(self) -> ComposeResult:
        """The label and the input."""
        yield Label()
        yield Typed()

    def ask(self, purpose: str, label: str, hint: str, suggested: Iterable[str] = (), *, value: str = "") -> None:
        """Ask, with `value` typed already; a PromptAnswered with the purpose follows, unless it is left.

        The words suggested complete what is typed.
        """
        self.purpose, self._back = purpose, 0
        self.query_one(Label).update(label)
        field = self.query_one(Input)
        field.placeholder = hint
        field.value = value
        field.cursor_position = len(value)
        field.suggester = SuggestFromList(suggested, case_sensitive=False)
        self._asking(asks=True)
        field.focus()

    def action_leave(self) -> None:
        """Close the prompt."""
        self._asking(asks=False)
        self.screen.set_focus(None)

    def drop(self) -> None:
        """Close, where it asks; what was typed comes back with ↑."""
        if self.asks:
            self._keep(self.query_one(Input).value)
            self.action_leave()

    @property
    def asks(self) -> bool:
        """Whether it waits for an answer."""
        return self.has_class(ASKING)

    def _asking(self, *, asks: bool) -> None:
        """Stand in the footer's place, or give it back: a class of the screen would have every widget styled anew."""
        self.screen.query("Prompt, Status, KeysLine").set_class(asks, ASKING)

    def action_recall(self, by: int) -> None:
        """What was typed for the same purpose before, or after that."""
        typed = self._typed.get(self.purpose, [])
        self._back = max(0, min(self._back - by, len(typed)))
        field = self.query_one(Input)
        field.value = typed[-self._back] if self._back else ""
        field.cursor_position = len(field.value)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Close and say what was typed."""
        event.stop()
        self.action_leave()
        text = event.value.strip()
        self._keep(text)
        self.post_message(PromptAnswered(self.purpose, text))

    def _keep(self, text: str) -> None:
        if text:
            self._typed.setdefault(self.purpose, []).append(text)
