"""Pictures of the screen as files: written whole, and never over another unless that is wanted."""

from __future__ import annotations

import os
from pathlib import Path

from ledger.beside import write_whole

SUFFIX = ".svg"


def picture_path(typed: str) -> Path:
    """The file that a name typed stands for, from the folder that the program was started in; an SVG where it does not end otherwise."""
    path = Path(os.path.expanduser(typed)).absolute()  # noqa: PTH111 - of somebody unknown it stays as it is, where pathlib fails
    return path if path.suffix or path.exists() else path.with_name(f"{path.name}{SUFFIX}")


def unwritable(path: Path) -> str | None:
    """Why no picture can be written there, None where one can be or there is a file to replace."""
    if path.is_dir():
        return f"{path} is a folder: give the name of a file in it."
    if path.exists() and not path.is_file():
        return f"{path} is no ordinary file: give another name."
    if not path.parent.is_dir():
        return f"There is no folder {path.parent}: make it first, or give another name."
    return None


def write_picture(path: Path, drawn: str) -> None:
    """Writes a picture, in the place of one that is there; OSError, and nothing changed, where it cannot be."""
    write_whole(path, drawn.encode(), replace=True)


def places(path: Path) -> tuple[str, ...]:
    """Where a file is, in full first and then ever shorter, for the first that fits a line."""
    home = Path.home()
    at_home = (f"~/{path.relative_to(home)}",) if path.is_relative_to(home) else ()
    return (str(path), *at_home, f"…/{path.parent.name}/{path.name}", path.name)
