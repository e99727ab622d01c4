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

kept = Table(
    "kept",
    metadata,
    Column("name", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("position", _WHOLE, nullable=False),
    PrimaryKeyConstraint("name", name="kept_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept_ratings = Table(
    "kept_ratings",
    metadata,
    Column("inspection", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("from_position", _WHOLE, nullable=False),
    Column("until_position", _WHOLE),
    Column("rating", Text, nullable=False),
    Column("score", _WHOLE),
    Column("out_of", _WHOLE),
    Column("possible_low", _WHOLE),
    Column("possible_high", _WHOLE),
    Column("limited_by", Text),
    Column("why_not_rated", Text),
    Column("provisional", _WHOLE),
    Column("decision", Text),
    Column("decision_position", _WHOLE),
    Column("decision_stale", _WHOLE),
    Column("decision_lapsed", _WHOLE),
    Column("decision_effect", _WHOLE),
    Column("override_position", _WHOLE),
    Column("override_stale", _WHOLE),
    PrimaryKeyConstraint("inspection", "subject", "from_position", name="kept_ratings_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept_blame = Table(
    "kept_blame",
    metadata,
    Column("inspection", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("position", _WHOLE, nullable=False),
    PrimaryKeyConstraint("inspection", "subject", name="kept_blame_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept_timeline = Table(
    "kept_timeline",
    metadata,
    Column("inspection", Text, nullable=False),
    Column("position", _WHOLE, nullable=False),
    Column("step", _WHOLE, nullable=False),
    Column("event", Text, nullable=False),
    Column("happened", Text),
    Column("changed", Text),
    PrimaryKeyConstraint("inspection", "position", name="kept_timeline_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

KEPT: Final = {"ratings": kept_ratings, "blame": kept_blame, "timeline": kept_timeline}
"""The table of every kept projection by its name; `kept` says of which version each is, and up to which position it holds."""
