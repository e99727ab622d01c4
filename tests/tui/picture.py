"""Draws `docs/replay.svg`: North Yorkshire at the discretion on 3.2. Run `python -m tests.tui.picture`."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ledger.bootstrap import open_ledger
from ledger.demonstration import build
from ledger_tui.app import ReplayApp

PICTURE = Path(__file__).parents[2] / "docs" / "replay.svg"
KEYS = ("colon", *"panel", "enter", "right_square_bracket")


async def draw(ledger: Path) -> str:
    """The screen as an SVG picture."""
    app = ReplayApp(open_ledger(str(ledger), read_only=True), "north-yorkshire-2020")
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press(*KEYS)
        await pilot.pause()
        return app.export_screenshot(title="ledger tui north-yorkshire-2020", simplify=True)


def main() -> None:
    """Draw and write the picture."""
    with TemporaryDirectory() as folder:
        ledger = Path(folder) / "demonstration.ledger"
        build(ledger, lambda: datetime(2026, 11, 21, 16, 0, tzinfo=UTC))
        PICTURE.write_text(asyncio.run(draw(ledger)), encoding="utf-8")


if __name__ == "__main__":
    main()
