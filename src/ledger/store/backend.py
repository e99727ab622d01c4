"""The seam between the store and its two databases: statements in both tongues, one cursor, and what each database does its own way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, Protocol, Self

from sqlalchemy.engine import Engine

from ledger.errors import LedgerError
from ledger.integrity.faults import Fault

if TYPE_CHECKING:
    from ledger.domain.access import Login
    from ledger.store.keeping import Progress

Mode = Literal["read", "write", "create"]
Parameters = Sequence[Any] | Mapping[str, Any]


class Statement:
    """One statement as each driver takes it, its parameters in the order in which they are written; written out for the one that asks."""

    def __init__(self, sqlite: Callable[[], str], postgresql: Callable[[], str]) -> None:
        self._sqlite = sqlite
        self._postgresql = postgresql

    @classmethod
    def same(cls, text: str) -> Self:
        """A statement that every driver takes as it is."""
        return cls(lambda: text, lambda: text)

    @cached_property
    def sqlite(self) -> str:
        """As SQLite's driver takes it."""
        return self._sqlite()

    @cached_property
    def postgresql(self) -> str:
        """As PostgreSQL's driver takes it."""
        return self._postgresql()


Question = tuple[Statement, Parameters]
Answers = list[list[Any]]
"""The rows that each of some questions gave."""


class Insert(NamedTuple):
    """An insertion row by row, and the same on PostgreSQL of many rows at once, given as one array a column of a kind."""

    rows: Statement
    columns: str
    kinds: tuple[str, ...]


class Rows(Protocol):
    """What a statement gave."""

    def __iter__(self) -> Iterator[Any]:
        """The rows in order."""

    def fetchone(self) -> Any:  # noqa: ANN401 - a row is what the statement selects
        """The next row, None where there is none."""

    def fetchall(self) -> list[Any]:
        """All rows."""


class Cursor(Protocol):
    """A driver cursor inside a transaction."""

    def execute(self, statement: Statement, parameters: Parameters = ()) -> Rows:
        """What one statement gives; it is gone with the next statement."""

    def ask(self, questions: Sequence[Question]) -> Answers:
        """The rows that each of some statements gives, in their order."""

    def each(self, statement: Statement, parameters: Sequence[Parameters]) -> list[list[Any]]:
        """The rows that a statement gives for each of some parameters, in their order."""

    def among(self, statement: Statement, given: Sequence[str]) -> list[Any]:
        """The rows of a statement about any number of given texts, which are its one parameter."""

    def many(self, statement: Statement, parameters: Sequence[Parameters]) -> None:
        """Executes a statement that gives nothing for each of some parameters."""

    def insert(self, insertion: Insert, rows: Sequence[Sequence[Any]]) -> None:
        """Inserts the rows, each with all columns in order."""

    def stream(self, statement: Statement) -> Iterator[Any]:
        """The rows of a statement, never all in memory at once; other statements may be executed meanwhile."""


class Found(NamedTuple):
    """What stands in a database: whether anything does, whether it is marked as a ledger, and the schema versions it names."""

    anything: bool
    marked: bool
    revisions: tuple[str, ...] = ()


class Examination(Protocol):
    """A connection of its own to a ledger that may be damaged: what cannot be read is an error, after which reading can go on."""

    @property
    def connection(self) -> Any:  # noqa: ANN401 - the driver's own
        """The connection itself."""

    @property
    def cursor(self) -> Cursor:
        """Reads one state of the ledger."""

    def structure(self) -> Iterable[Fault]:
        """What the database itself finds wrong with its pages, rows and indexes."""

    def most(self) -> int | None:
        """How many records there can be at most, None where the database does not tell."""

    def recover(self) -> None:
        """Makes ready to read on after an error."""


class Watch(Protocol):
    """Something that looks out for what is recorded."""

    def refresh(self) -> None:
        """Makes sure that what is read next is what stands now."""

    def pause(self, seconds: float) -> bool:
        """Whether something may have been recorded since the last pause: known as soon as it is, at the latest after the seconds."""

    def close(self) -> None:
        """Looks out no more."""


class Backend(Protocol):
    """What one database does its own way; the modules `sqlite` and `postgresql` are backends.

    Connections are the driver's own.
    """

    @property
    def REJECTED(self) -> type[Exception]:  # noqa: N802 - a constant of the module
        """What the driver raises for a row that breaks a rule of the database."""

    @property
    def BROKEN(self) -> tuple[type[Exception], ...]:  # noqa: N802 - a constant of the module
        """What the driver raises for stored bytes that it cannot make sense of; `is_damage` tells which of it are that."""

    @property
    def UNREACHABLE(self) -> tuple[type[Exception], ...]:  # noqa: N802 - a constant of the module
        """What the driver raises where it cannot reach a server; among it is what a server says that can be tried again."""

    def place(self, bound: Engine) -> str:
        """The ledger as messages name it, without any password."""

    def cursor(self, connection: Any) -> Cursor:  # noqa: ANN401 - the driver's own
        """A cursor in whatever transaction the connection is in."""

    def begin_reading(self, connection: Any) -> Cursor:  # noqa: ANN401 - the driver's own
        """Begins a transaction that sees the ledger as it stands when first used, whatever is appended or erased meanwhile."""

    def end_reading(self, connection: Any) -> None:  # noqa: ANN401 - the driver's own
        """Returns where everything read since `begin_reading` is of one moment; else an error of the driver, and the connection is lost."""

    def begin_writing(self, connection: Any) -> Cursor:  # noqa: ANN401 - the driver's own
        """Begins a transaction that holds the writer lock."""

    def commit(self, connection: Any) -> None:  # noqa: ANN401 - the driver's own
        """Makes what was written last, or raises; the lock is let go."""

    def is_lost(self, connection: Any) -> bool:  # noqa: ANN401 - the driver's own
        """Whether the connection cannot be used any more; what was left undone on one that can is rolled back."""

    def found(self, cursor: Cursor) -> Found:
        """What stands in the database; StorageError where a ledger could never stand in it."""

    def login(self, cursor: Cursor) -> Login | None:
        """Whoever the database knows its user as, and whether the ledger is theirs; None where it knows nobody."""

    def told(self, place: str, error: Exception) -> LedgerError | None:
        """An error of the driver in words, None for any other error."""

    def is_damage(self, error: Exception) -> bool:
        """Whether an error of the driver is about what is stored, and neither about the way to it nor about who asks."""

    def watch(self, bound: Engine) -> Watch:
        """Looks out for what is recorded from now on."""

    def pages(self, bound: Engine, file: Path, progress: Progress) -> int | None:
        """Copies the ledger page by page into a file and returns its last position; None where it does not consist of such pages."""

    def scour(self, bound: Engine) -> str | None:
        """Takes what was erased out of what the program keeps beside the ledger; the file where it still is, None for none known of."""

    def examining(self, bound: Engine) -> AbstractContextManager[Examination]:
        """The ledger as it stands now, by a new connection, so that nothing comes from what was read before."""
