"""The demonstration ledger: the five published inspections and the training inspection, built whole or not at all."""

from __future__ import annotations

import hashlib
import shlex
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Final, Literal, NamedTuple

from platformdirs import user_data_dir

from ledger.application import Ledger
from ledger.beside import LOGS, beside, settle
from ledger.bootstrap import keeping, utc_now
from ledger.errors import StorageError
from ledger.frameworks import load_framework
from ledger.published.library import load_report, report_ids
from ledger.published.reconstruction import reconstruction
from ledger.published.script import Script
from ledger.published.training import FRAMEWORK, TRAINING, training
from ledger.store.opening import open_store
from ledger.store.store import Store
from ledger.store.upgrade import create

Clock = Callable[[], datetime]
Age = Literal["current", "older", "added to", "unknown"]
"""Made from what this version has; from something else, and as it was made; and added to since; or it does not say."""
Progress = Callable[[str, int, int], None]
"""Told the inspection that is recorded next, how many are done, and how many there are."""

KIND: Final = "kind"
DEMONSTRATION: Final = "demonstration"
MADE_FROM: Final = "made-from"
MADE_TO: Final = "made-to"
"""The marks of a demonstration: what it is, the digest of what it was made from, and its last position then."""


def demonstration_path() -> Path:
    """Where the demonstration ledger is kept when no file is given."""
    return Path(user_data_dir("inspection-ledger")) / "demonstration.ledger"


def build(path: Path, clock: Clock = utc_now, progress: Progress | None = None) -> None:
    """Makes the demonstration ledger at `path`, which must not exist: a build that is stopped leaves no half of it.

    Raises StorageError where there is a file already or it cannot be written.
    """
    with _told(path):
        if path.exists():
            raise _in_the_way(path)
        with _built(path, clock, progress) as made:
            try:
                settle(made, path)
            except FileExistsError as error:
                raise _in_the_way(path) from error


class Ensured(NamedTuple):
    """Whether a demonstration was made now, and what is to be said of it: that it is older than this version, empty where it is not."""

    made: bool
    note: str = ""


def ensure(path: Path, clock: Clock = utc_now, progress: Progress | None = None) -> Ensured:
    """Makes the demonstration ledger if there is none yet, or only one that was made from something else and never added to.

    StorageError where `path` is something else.
    """
    with _told(path):
        if path.exists():
            return _refreshed(path, clock, progress)
    try:
        build(path, clock, progress)
    except StorageError:
        if not path.exists():
            raise
        _require_demonstration(path)
        return Ensured(made=False)
    return Ensured(made=True)


def _refreshed(path: Path, clock: Clock, progress: Progress | None) -> Ensured:
    """The demonstration at `path` as it is, or made anew; what somebody added to is never made anew without being asked."""
    age = _require_demonstration(path)
    if age == "current":
        return Ensured(made=False)
    if age == "older":
        reset(path, clock, progress)
        return Ensured(made=True, note=f"The demonstration at {path} was made by another version of this program, and is made anew.")
    why = "something was recorded in it since" if age == "added to" else "it does not say whether anything was recorded in it since"
    anew = f"`{shlex.join(['ledger', 'demo', *([] if path == demonstration_path() else ['--file', str(path)]), '--reset'])}`"
    return Ensured(
        made=False,
        note=f"The demonstration at {path} was made by another version of this program and is shown as it is, because {why}. "
        f"{anew} makes it anew, without what was recorded.",
    )


def reset(path: Path, clock: Clock = utc_now, progress: Progress | None = None) -> None:
    """Makes the demonstration ledger anew; StorageError, and nothing changed, where `path` is not a demonstration ledger."""
    with _told(path):
        if path.exists():
            _require_demonstration(path)
        with _built(path, clock, progress) as made:
            for end in LOGS:
                Path(f"{path}{end}").unlink(missing_ok=True)
            made.replace(path)


def inspections() -> tuple[str, ...]:
    """The inspections of the demonstration, in the order they are recorded."""
    return (*report_ids(), TRAINING)


@cache
def source_digest() -> str:
    """SHA-256 (hex) of what says in this version what a demonstration holds: the reports, the frameworks, and how they are told."""
    digest = hashlib.sha256()
    for package in ("ledger.published", "ledger.frameworks", "ledger.domain"):
        for entry in sorted(resources.files(package).iterdir(), key=lambda entry: entry.name):
            if entry.name.endswith((".py", ".toml")):
                data = entry.read_bytes()
                digest.update(f"{package} {entry.name} {len(data)}\n".encode() + data)
    return digest.hexdigest()


def derived_salt(event_id: str, name: str) -> bytes:
    """Sixteen bytes that follow from the event and the text's name, so that two builds are alike.

    A salt keeps a text from being guessed by its hash; the words of published reports and of an invented example are no secret.
    """
    return hashlib.sha256(f"{event_id}\n{name}".encode()).digest()[:16]


def script_of(inspection: str) -> Script:
    """The commands of one inspection of the demonstration, in batches."""
    if inspection == TRAINING:
        return training(load_framework(FRAMEWORK))
    report = load_report(inspection)
    return reconstruction(report, load_framework(report.framework)).script()


def record(ledger: Ledger, script: Script) -> None:
    """Records a script, one transaction a batch."""
    try:
        batch = next(script)
        while True:
            ledger.handle(*batch)
            batch = script.send(ledger.head())
    except StopIteration:
        return


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Says plainly what the operating system has against `path`."""
    try:
        yield
    except OSError as error:
        do = "give another file, or make its directory one that can be written to"
        raise StorageError(f"{path} cannot be made or read ({error.strerror}): {do}") from error


@contextmanager
def _built(path: Path, clock: Clock, progress: Progress | None) -> Iterator[Path]:
    """A finished demonstration ledger under another name beside `path`, removed again if it is still there at the end."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with beside(path) as made:
        _make(made, path, clock, progress)
        yield made


def _make(made: Path, path: Path, clock: Clock, progress: Progress | None) -> None:
    """Makes the whole ledger under its other name; what goes wrong is said of the name that was asked for."""
    try:
        create(made)
        with open_store(made, clock, keeping=keeping()) as store:
            _fill(store, progress)
    except StorageError as error:
        raise StorageError(str(error).replace(str(made), str(path))) from error


def _fill(store: Store, progress: Progress | None) -> None:
    store.set_mark(KIND, DEMONSTRATION)
    ledger = Ledger(store, load_framework, derived_salt)
    total = len(inspections())
    for done, inspection in enumerate(inspections()):
        if progress:
            progress(inspection, done, total)
        record(ledger, script_of(inspection))
    store.set_mark(MADE_FROM, source_digest())
    store.set_mark(MADE_TO, str(ledger.head()))
    if progress:
        progress("", total, total)


def _require_demonstration(path: Path) -> Age:
    """How a demonstration is to what this version would make; StorageError where `path` is none."""
    if not path.is_file():
        raise StorageError(f"{path} is a directory, or no file: a demonstration is kept in a file of its own")
    with open_store(path, utc_now, read_only=True) as store:
        if store.mark(KIND) != DEMONSTRATION:
            raise StorageError(f"{path} is a ledger of your own, not a demonstration: nothing was changed; give another file")
        if store.mark(MADE_FROM) == source_digest():
            return "current"
        made_to = store.mark(MADE_TO)
        return "unknown" if made_to is None else "older" if made_to == str((store.head() or (0,))[0]) else "added to"


def _in_the_way(path: Path) -> StorageError:
    return StorageError(f"{path} is there already: a demonstration is made in a new file")
