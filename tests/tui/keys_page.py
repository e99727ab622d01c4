"""Writes `docs/keys.md`, every key by its id. Run `python -m tests.tui.keys_page`; a test says when it is due."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from textual.binding import Binding

from ledger_tui.keymap import SCREENS
from ledger_tui.screens.keys import APP, named

PAGE: Final = Path(__file__).parents[2] / "docs" / "keys.md"
HEAD: Final = """# Keys

Every key of the screens by its id. A file of keys gives other keys for some of them, with blanks between several:

```toml
step.on = ". right"
why.show = "W ctrl+w"
```

The file is `keys.toml` in your configuration directory (`~/.config/inspection-ledger` on Linux), or the one that the environment's `LEDGER_KEYS`
names. A key that would do two things on one screen is refused. The help (`?`) and the palette (`ctrl+p`) show the keys as they are then.
"""


def page() -> str:
    """The page as it is to be."""
    parts = [HEAD]
    for screen, bindings in {**SCREENS, "every screen": APP}.items():
        lines = [f"\n## {screen.removeprefix('the ').capitalize()}", "| id | keys | |", "|---|---|---|"]
        for binding in bindings:
            if isinstance(binding, Binding):
                keys = " ".join(f"`{key}`" for key in named(binding))
                lines.append(f"| `{binding.id}` | {keys} | {binding.tooltip} |")
        parts.append("\n".join(lines) + "\n")
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
