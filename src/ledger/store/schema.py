"""The tables as this version reads and writes them; the migrations make them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

APPLICATION_ID: Final = 0x4C454447
"""The mark in the header of every SQLite ledger (`LEDG`)."""

REVISIONS: Final = ("0001",)
"""The schemas that this version knows, oldest first; it reads and writes the last one."""

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("position", _WHOLE, nullable=False, autoincrement=False),
    Column("recorded_at", Text, nullable=False),
    Column("inspection", Text, nullable=False),
    Column("stream", Text, nullable=False),
    Column("version", _WHOLE, nullable=False),
    Column("topic", Text, nullable=False),
    Column("event_id", Text),
    Column("command_id", Text),
    Column("state", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    PrimaryKeyConstraint("position", name="events_pk"),
    UniqueConstraint("stream", "version", name="events_stream_version"),
    UniqueConstraint("event_id", name="events_event_id"),
    sqlite_strict=True,
)
Index("events_by_command", events.c.command_id)
Index("events_by_inspection", events.c.inspection, events.c.position)

texts = Table(
    "texts",
    metadata,
    Column("event_id", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", Text, nullable=False),
    PrimaryKeyConstraint("event_id", "name", name="texts_pk"),
    ForeignKeyConstraint(["event_id"], ["events.event_id"], name="texts_event"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    Column("name", Text, nullable=False),
    Column("value", Text, nullable=False),
    PrimaryKeyConstraint("name", name="marks_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)
