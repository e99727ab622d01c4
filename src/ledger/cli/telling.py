"""What is said where a recording does not end as it should: what is in the ledger is never told as if it were not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import click

from ledger.answers import Outcome
from ledger.cli import diagnostics
from ledger.errors import UnknownError


class Telling:
    """How far a command that records has come, and so what is known where it is stopped there."""

    def __init__(self) -> None:
        self.unknown = ""
        self._recorded = ""

    def begins(self, unknown: str) -> None:
        """From here on it may be recorded; `unknown` is what to do where nobody can say whether it is."""
        self.unknown = unknown

    def ends(self, positions: Sequence[int], instead: str) -> None:
        """It is recorded, at these positions, or at none where it changed nothing; `instead` is what to do and not to repeat it."""
        self.unknown = ""
        if positions:
            self._recorded = f"Recorded as {spoken(positions)}: {instead}."

    def known(self, error: BaseException) -> str:
        """What is known to somebody whom the error would leave in doubt; empty where its own sentence says all."""
        if self.unknown and isinstance(error, KeyboardInterrupt):
            return f"Interrupted while it was recorded: whether it is recorded is not known; {self.unknown}."
        return self._recorded


def warn_of_words(outcome: Outcome) -> None:
    """Says where words that were erased are still to be found, if anywhere is known."""
    if outcome.remains is not None:
        diagnostics.warn(
            f"the words are erased and no command shows them, but they stay in {outcome.remains} until everybody who has the ledger open "
            "has closed it"
        )


def shown_by(command: str) -> str:
    """What to do where something is recorded and was not shown."""
    return f"do not repeat the command, `{command}` shows it"


@contextmanager
def telling() -> Iterator[Telling]:
    """Around a recording and its answer: what goes wrong once it is recorded, or may be, is told with what is known of it.

    The exit code is that of what went wrong. A reader who has gone is no fault: what was asked for is done.
    """
    told = Telling()
    try:
        yield told
    except BrokenPipeError:
        raise
    except UnknownError as error:
        raise UnknownError(f"{error}; {told.unknown}") from error
    except (Exception, KeyboardInterrupt) as error:
        known = told.known(error)
        if not known:
            raise
        raise click.exceptions.Exit(diagnostics.failed_after(known, error)) from error


def spoken(positions: Sequence[int]) -> str:
    """Positions in words: `#5`, or `#5 to #9`."""
    return f"#{positions[0]}" if len(positions) == 1 else f"#{positions[0]} to #{positions[-1]}"
