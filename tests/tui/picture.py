"""Draws the pictures in `docs/`, a main screen each. Run `python -m tests.tui.picture`; a test says when they are due."""

from __future__ import annotations

import asyncio
import os
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.tui.driving import answered, press, settle, until

from ledger.application import Ledger
from ledger.bootstrap import open_ledger
from ledger.demonstration import build
from ledger_tui.app import ReplayApp
from ledger_tui.widgets.programme_list import ProgrammeList

DOCS: Final = Path(__file__).parents[2] / "docs"
NY, TRAINING = "north-yorkshire-2020", "training-example"


@dataclass(frozen=True)
class Picture:
    """What is opened, and the keys pressed; `asks` says that a panel then has something to work out."""

    title: str
    inspection: str | None
    keys: tuple[str, ...] = ()
    asks: bool = False


PICTURES: Final = {
    "programme": Picture("ledger tui", None),
    "replay": Picture("[ [", NY, ("[", "[")),
    "what-if": Picture("[ [ x", NY, ("[", "[", "x")),
    "findings": Picture("F", TRAINING, ("F",), asks=True),
    "why": Picture("[ [ w", NY, ("[", "[", "w"), asks=True),
    "compare": Picture("p p p a", TRAINING, ("p", "p", "p", "a")),
}
"""Every picture by the name of its file."""


async def draw(ledger: Ledger, picture: Picture) -> str:
    """The screen as an SVG picture."""
    app = ReplayApp(ledger, picture.inspection)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, *picture.keys)
        if picture.asks:
            await answered(pilot)
        if picture.inspection is None:
            rows = app.screen.query_one(ProgrammeList)
            await until(lambda: all(row.high is not None for row in rows.programme.rows))
        await settle(pilot)
        title = f"ledger tui {picture.inspection} · {picture.title}" if picture.inspection else picture.title
        return app.export_screenshot(title=title, simplify=True)


def main() -> None:
    """Draw and write the pictures."""
    os.environ["COLORTERM"] = "truecolor"
    with TemporaryDirectory() as folder:
        path = Path(folder) / "demonstration.ledger"
        build(path, lambda: datetime(2026, 11, 21, 16, 0, tzinfo=UTC))
        with open_ledger(str(path), read_only=True) as ledger:
            for name, picture in PICTURES.items():
                (DOCS / f"{name}.svg").write_text(asyncio.run(draw(ledger, picture)), encoding="utf-8")


if __name__ == "__main__":
    main()
