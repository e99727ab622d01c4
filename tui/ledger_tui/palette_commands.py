"""The command palette: every key that does something where one stands, by name, as `noun: Verb`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from ledger_tui.screens.keys import APP, NONE, named

LEFT_OUT = ("seek.tenth", "seek.first-vi", "app.palette")
"""What no list of names needs: one key in ten, half of a key, and the list itself."""


class KeyCommands(Provider):
    """Finds what can be done by what it is called or says."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, action, binding in self._entries():
            yield DiscoveryHit(name, partial(self.screen.run_action, action), help=self._told(binding))

    async def search(self, query: str) -> Hits:
        """What the words typed match."""
        matcher = self.matcher(query)
        for name, action, binding in self._entries():
            score = max(matcher.match(name), matcher.match(binding.tooltip) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self.screen.run_action, action), help=self._told(binding))

    def _entries(self) -> Iterator[tuple[str, str, Binding]]:
        """The name, the action and the key of everything that can be done here."""
        not_here: Mapping[str, str] = getattr(self.screen, "not_here", {})
        bindings = [*((binding, "") for binding in self.screen.BINDINGS), *((binding, "app.") for binding in APP)]
        for binding, owner in bindings:
            if isinstance(binding, Binding) and binding.id and not binding.id.startswith(LEFT_OUT) and binding.id not in not_here:
                yield f"{binding.id.partition('.')[0].replace('-', ' ')}: {binding.description}", f"{owner}{binding.action}", binding

    def _told(self, binding: Binding) -> str:
        return f"{'  '.join(named(binding, getattr(self.app, 'keymap', NONE)))}  {binding.tooltip}"
