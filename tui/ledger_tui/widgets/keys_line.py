"""The footer: the keys of the screen; where it is narrow, without those that are found in the help as well."""

from __future__ import annotations

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeysLine(Footer):
    """A footer in one line, which gives its place to what is said or asked; on a `-tight` screen some keys give way to the others."""

    GIVING_WAY: ClassVar[frozenset[str]] = frozenset({"play", "leave_out"})
    """The actions whose keys do."""

    DEFAULT_CSS = """
    Screen.-tight KeysLine FooterKey.-giving-way { display: none; }
    KeysLine.-saying, KeysLine.-asking { display: none; }
    """
    SCOPED_CSS = False

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)
        self._composed: list[tuple[object, ...]] = []

    def compose(self) -> ComposeResult:
        """The keys, with all their classes from the start, for each that comes later would have them styled again."""
        self._composed = _keys(self.screen)
        for child in super().compose():
            if isinstance(child, FooterKey):
                child.add_class("-compact", update=False)
                child.set_class(child.action in self.GIVING_WAY, "-giving-way", update=False)
            yield child

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Compose anew where the keys are others: the same ones are announced with every focus and every screen."""
        if not self._bindings_ready or _keys(screen) != self._composed:
            super().bindings_changed(screen)


def _keys(screen: Screen[Any]) -> list[tuple[object, ...]]:
    """What the footer shows of the keys that are bound."""
    return [(binding, enabled, tooltip) for _, binding, enabled, tooltip in screen.active_bindings.values() if binding.show]
