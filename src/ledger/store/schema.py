"""The tables as this version reads and writes them; the migrations make them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
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
    literal_column,
)

APPLICATION_ID: Final = 0x4C454447
"""The mark in the header of every SQLite ledger (`LEDG`)."""

TABLE_MARK: Final = "inspection ledger"
"""The comment on the events of every PostgreSQL ledger."""

REVISIONS: Final = ("0001",)
"""The schemas that this version knows, oldest first; it reads and writes the last one."""

_WHOLE = BigInteger().with_variant(Integer(), "sqlite")

_TEXT = Text().with_variant(Text(collation="C"), "postgresql")
"""Text in the order of its bytes on both databases."""

metadata = MetaData()

events = Table(
    "events",
    metadata,
    Column("position", _WHOLE, nullable=False, autoincrement=False),
    Column("recorded_at", _TEXT, nullable=False),
    Column("inspection", _TEXT, nullable=False),
    Column("stream", _TEXT, nullable=False),
    Column("version", _WHOLE, nullable=False),
    Column("topic", _TEXT, nullable=False),
    Column("event_id", _TEXT),
    Column("command_id", _TEXT),
    Column("state", LargeBinary, nullable=False),
    Column("leaf", LargeBinary, nullable=False),
    PrimaryKeyConstraint("position", name="events_pk"),
    UniqueConstraint("stream", "version", name="events_stream_version"),
    UniqueConstraint("event_id", name="events_event_id"),
    sqlite_strict=True,
)
Index("events_by_command", events.c.command_id)
Index("events_by_inspection", events.c.inspection, events.c.position)

ERASING: Final = events.c.topic == literal_column("'text-erased.v1'")
"""Events that erase a text, in words that both databases know their index by."""

Index("events_that_erase", events.c.inspection, events.c.position, sqlite_where=ERASING)  # on PostgreSQL too

texts = Table(
    "texts",
    metadata,
    Column("event_id", _TEXT, nullable=False),
    Column("name", _TEXT, nullable=False),
    Column("sha256", _TEXT, nullable=False),
    Column("salt", LargeBinary, nullable=False),
    Column("body", _TEXT, nullable=False),
    PrimaryKeyConstraint("event_id", "name", name="texts_pk"),
    ForeignKeyConstraint(["event_id"], ["events.event_id"], name="texts_event"),
    CheckConstraint("length(salt) = 16", name="texts_salt"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

marks = Table(
    "marks",
    metadata,
    Column("name", _TEXT, nullable=False),
    Column("value", _TEXT, nullable=False),
    PrimaryKeyConstraint("name", name="marks_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept = Table(
    "kept",
    metadata,
    Column("name", _TEXT, nullable=False),
    Column("version", _TEXT, nullable=False),
    Column("position", _WHOLE, nullable=False),
    PrimaryKeyConstraint("name", name="kept_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept_ratings = Table(
    "kept_ratings",
    metadata,
    Column("inspection", _TEXT, nullable=False),
    Column("subject", _TEXT, nullable=False),
    Column("from_position", _WHOLE, nullable=False),
    Column("until_position", _WHOLE),
    Column("rating", _TEXT, nullable=False),
    Column("score", _WHOLE),
    Column("out_of", _WHOLE),
    Column("possible_low", _WHOLE),
    Column("possible_high", _WHOLE),
    Column("limited_by", _TEXT),
    Column("why_not_rated", _TEXT),
    Column("provisional", _WHOLE),
    Column("decision", _TEXT),
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
    Column("inspection", _TEXT, nullable=False),
    Column("subject", _TEXT, nullable=False),
    Column("position", _WHOLE, nullable=False),
    PrimaryKeyConstraint("inspection", "subject", name="kept_blame_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

kept_timeline = Table(
    "kept_timeline",
    metadata,
    Column("inspection", _TEXT, nullable=False),
    Column("position", _WHOLE, nullable=False),
    Column("step", _WHOLE, nullable=False),
    Column("event", _TEXT, nullable=False),
    Column("happened", _TEXT),
    Column("changed", _TEXT),
    PrimaryKeyConstraint("inspection", "position", name="kept_timeline_pk"),
    sqlite_strict=True,
    sqlite_with_rowid=False,
)

KEPT: Final = {"ratings": kept_ratings, "blame": kept_blame, "timeline": kept_timeline}
"""The table of every kept projection by its name; `kept` says of which version each is, and up to which position it holds."""
