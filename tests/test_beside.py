"""Files made whole beside their place: whose they may be, and what a killed program left."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ledger import beside
from ledger.beside import in_making, settle, write_whole
from ledger_tui.pictures import write_picture


@pytest.fixture(params=[0o022, 0o077], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def mode(file: Path) -> int:
    return file.stat().st_mode & 0o777


def test_a_new_file_has_the_permissions_that_the_umask_leaves(tmp_path: Path, umask: int) -> None:
    write_whole(tmp_path / "new.csv", b"x", replace=False)
    write_picture(tmp_path / "new.svg", "<svg/>")
    assert [mode(tmp_path / name) for name in ("new.csv", "new.svg")] == [0o666 & ~umask] * 2


@pytest.mark.parametrize("kept", [0o600, 0o660, 0o444])
def test_a_file_that_is_replaced_keeps_its_permissions(tmp_path: Path, kept: int) -> None:
    file = tmp_path / "kept.csv"
    file.write_bytes(b"old")
    file.chmod(kept)
    write_whole(file, b"new", replace=True)
    assert (file.read_bytes(), mode(file)) == (b"new", kept)


def test_what_a_killed_program_left_is_removed_by_the_next_that_makes_the_file(tmp_path: Path) -> None:
    file = tmp_path / "log.csv"
    in_making(file, 999_999_999).write_text("half")
    write_whole(file, b"whole", replace=False)
    assert [found.name for found in tmp_path.iterdir()] == ["log.csv"]


def test_what_a_program_on_another_machine_or_in_another_container_makes_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "log.csv"
    with monkeypatch.context() as elsewhere:
        elsewhere.setattr(beside, "_here", lambda: "0" * 8)
        theirs = in_making(file, 999_999_999)
    theirs.write_text("half")
    write_whole(file, b"whole", replace=False)
    assert theirs.read_text() == "half"


def test_what_cannot_be_removed_keeps_nothing_from_being_written(tmp_path: Path) -> None:
    in_making(tmp_path / "log.csv", 999_999_999).mkdir()
    write_whole(tmp_path / "log.csv", b"whole", replace=False)
    assert (tmp_path / "log.csv").read_bytes() == b"whole"


def without_links(_: Path, __: Path) -> None:
    raise OSError(95, "Operation not supported")


def test_without_links_too_a_file_made_meanwhile_stays_and_what_cannot_be_moved_leaves_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    made, theirs = tmp_path / "made", tmp_path / "backup.ledger"
    made.write_text("mine")
    theirs.write_text("theirs")
    with pytest.raises(FileExistsError):
        settle(made, theirs)
    assert theirs.read_text() == "theirs"
    with pytest.raises(FileNotFoundError):
        settle(tmp_path / "gone", tmp_path / "new.ledger")
    assert not (tmp_path / "new.ledger").exists()
    settle(made, tmp_path / "new.ledger")
    assert (tmp_path / "new.ledger").read_text() == "mine"
