"""The footer: the keys of the screen; where it is narrow, without those that are found in the help as well."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeysLine(Footer):
    """A footer in one line; on a `-tight` screen the keys of these actions give way to the others."""

    GIVING_WAY: ClassVar[frozenset[str]] = frozenset({"play", "leave_out"})

    DEFAULT_CSS = "Screen.-tight KeysLine FooterKey.-giving-way { display: none; }"
    SCOPED_CSS = False

    def __init__(self) -> None:
        super().__init__(compact=True, show_command_palette=False)

    def compose(self) -> ComposeResult:
        """The keys, those that may give way marked."""
        for child in super().compose():
            if isinstance(child, FooterKey):
                child.set_class(child.action in self.GIVING_WAY, "-giving-way")
            yield child
