"""A program on a terminal of its own: keys typed into it, and when it has drawn what they led to."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

QUIET = 0.12
"""Seconds without a byte after which everything is drawn."""


class OnTerminal:
    """A running program at 120 by 40 in true colour."""

    def __init__(self, command: Sequence[str]) -> None:
        """Started at once; `opened` is how long it took until its first picture stood, one that holds `until`."""
        self._ours, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "COLUMNS": "120", "LINES": "40"}
        self._started = time.perf_counter()
        self._process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True)
        os.close(theirs)

    def drawn_with(self, text: bytes, within: float = 60) -> float:
        """Seconds from the start until a text was drawn; RuntimeError where it is not within so many."""
        seen = b""
        while time.perf_counter() - self._started < within:
            if select.select([self._ours], [], [], 0.05)[0]:
                seen += os.read(self._ours, 65536)
                if text in seen:
                    return time.perf_counter() - self._started
        raise RuntimeError(f"{text!r} was not drawn in {within} s")

    def press(self, keys: str) -> float:
        """Milliseconds from typing the keys to the last byte drawn for them."""
        started = last = time.perf_counter()
        os.write(self._ours, keys.encode())
        while select.select([self._ours], [], [], QUIET)[0]:
            os.read(self._ours, 65536)
            last = time.perf_counter()
        return 1000 * (last - started)

    def written(self, keys: str, seconds: float) -> bytes:
        """Everything that it writes in so many seconds after the keys."""
        os.write(self._ours, keys.encode())
        found, ends = b"", time.perf_counter() + seconds
        while (left := ends - time.perf_counter()) > 0:
            if select.select([self._ours], [], [], left)[0]:
                found += os.read(self._ours, 65536)
        return found

    def close(self) -> float:
        """The most memory it took, in megabytes, once it has been left."""
        megabytes = self._peak()
        os.write(self._ours, b"\x03")
        deadline = time.perf_counter() + 20
        while time.perf_counter() < deadline:
            if select.select([self._ours], [], [], 0.1)[0]:
                try:
                    os.read(self._ours, 65536)
                except OSError:  # the program has closed its end
                    break
        self._process.wait()
        os.close(self._ours)
        return megabytes

    def _peak(self) -> float:
        """The most memory it has taken so far: its own, where the usage of an ended child begins with its parent's peak."""
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii").splitlines()
        [kilobytes] = [int(line.split()[1]) for line in lines if line.startswith("VmHWM:")]
        return kilobytes / 1024
