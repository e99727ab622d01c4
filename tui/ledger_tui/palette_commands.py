"""The command palette: every key of the screen that is open, by name, as `noun: Verb`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

from ledger_tui.screens.keys import NAMES


class KeyCommands(Provider):
    """Finds what can be done by what it is called or says."""

    async def discover(self) -> Hits:
        """Everything, before anything is typed."""
        for name, binding in self._entries():
            yield DiscoveryHit(name, partial(self.screen.run_action, binding.action), help=_told(binding))

    async def search(self, query: str) -> Hits:
        """What the words typed match."""
        matcher = self.matcher(query)
        for name, binding in self._entries():
            score = max(matcher.match(name), matcher.match(binding.tooltip) / 2)
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self.screen.run_action, binding.action), help=_told(binding))

    def _entries(self) -> Iterator[tuple[str, Binding]]:
        for binding in self.screen.BINDINGS:
            if isinstance(binding, Binding) and binding.id and not binding.id.startswith("seek.tenth"):
                yield f"{binding.id.partition('.')[0].replace('-', ' ')}: {binding.description}", binding


def _told(binding: Binding) -> str:
    return f"{'  '.join(NAMES.get(key, key) for key in binding.key.split(','))}  {binding.tooltip}"
