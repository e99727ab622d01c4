"""The first schema: events, the free text beside them, marks, kept projections, and the triggers that keep events as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from ledger_migrations.first_guards import SQLITE, postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    """Makes the tables and triggers, and marks the file or schema as a ledger."""
    _events()
    _texts()
    _marks()
    _kept()
    _kept_ratings()
    _kept_blame()
    _kept_timeline()
    for statement in _own():
        op.execute(statement)


def _own() -> tuple[str, ...]:
    """What each database has its own words for."""
    if op.get_context().dialect.name == "sqlite":
        return SQLITE
    return postgresql(op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one())


def _events() -> None:
    op.create_table(
        "events",
        sa.Column("position", WHOLE, nullable=False, autoincrement=False),
        sa.Column("recorded_at", TEXT, nullable=False),
        sa.Column("inspection", TEXT, nullable=False),
        sa.Column("stream", TEXT, nullable=False),
        sa.Column("version", WHOLE, nullable=False),
        sa.Column("topic", TEXT, nullable=False),
        sa.Column("event_id", TEXT),
        sa.Column("command_id", TEXT),
        sa.Column("state", sa.LargeBinary, nullable=False),
        sa.Column("leaf", sa.LargeBinary, nullable=False),
        sa.PrimaryKeyConstraint("position", name="events_pk"),
        sa.UniqueConstraint("stream", "version", name="events_stream_version"),
        sa.UniqueConstraint("event_id", name="events_event_id"),
        sqlite_strict=True,
    )
    op.create_index("events_by_command", "events", ["command_id"])
    op.create_index("events_by_inspection", "events", ["inspection", "position"])
    erasing = sa.text("topic = 'text-erased.v1'")
    op.create_index("events_that_erase", "events", ["inspection", "position"], sqlite_where=erasing, postgresql_where=erasing)


def _texts() -> None:
    op.create_table(
        "texts",
        sa.Column("event_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("sha256", TEXT, nullable=False),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("event_id", "name", name="texts_pk"),
        sa.ForeignKeyConstraint(["event_id"], ["events.event_id"], name="texts_event"),
        sa.CheckConstraint("length(salt) = 16", name="texts_salt"),  # of one length: none of the text can be moved into it
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _marks() -> None:
    op.create_table(
        "marks",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("name", name="marks_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _kept() -> None:
    op.create_table(
        "kept",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name="kept_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _kept_ratings() -> None:
    op.create_table(
        "kept_ratings",
        sa.Column("inspection", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("from_position", WHOLE, nullable=False),
        sa.Column("until_position", WHOLE),
        sa.Column("rating", TEXT, nullable=False),
        sa.Column("score", WHOLE),
        sa.Column("out_of", WHOLE),
        sa.Column("possible_low", WHOLE),
        sa.Column("possible_high", WHOLE),
        sa.Column("limited_by", TEXT),
        sa.Column("why_not_rated", TEXT),
        sa.Column("provisional", WHOLE),
        sa.Column("decision", TEXT),
        sa.Column("decision_position", WHOLE),
        sa.Column("decision_stale", WHOLE),
        sa.Column("decision_lapsed", WHOLE),
        sa.Column("decision_effect", WHOLE),
        sa.Column("override_position", WHOLE),
        sa.Column("override_stale", WHOLE),
        sa.PrimaryKeyConstraint("inspection", "subject", "from_position", name="kept_ratings_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _kept_blame() -> None:
    op.create_table(
        "kept_blame",
        sa.Column("inspection", TEXT, nullable=False),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("inspection", "subject", name="kept_blame_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )


def _kept_timeline() -> None:
    op.create_table(
        "kept_timeline",
        sa.Column("inspection", TEXT, nullable=False),
        sa.Column("position", WHOLE, nullable=False),
        sa.Column("step", WHOLE, nullable=False),
        sa.Column("event", TEXT, nullable=False),
        sa.Column("happened", TEXT),
        sa.Column("changed", TEXT),
        sa.PrimaryKeyConstraint("inspection", "position", name="kept_timeline_pk"),
        sqlite_strict=True,
        sqlite_with_rowid=False,
    )
