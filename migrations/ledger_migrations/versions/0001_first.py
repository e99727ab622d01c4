"""The first schema: events, the free text beside them, marks, kept projections, and the triggers that keep events as they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

SQLITE = (
    """
    CREATE TRIGGER events_follow_on BEFORE INSERT ON events
    WHEN NEW.position IS NOT (SELECT coalesce(max(position), 0) + 1 FROM events)
      OR EXISTS (SELECT 1 FROM events WHERE stream = NEW.stream AND version = NEW.version)
      OR EXISTS (SELECT 1 FROM events WHERE event_id = NEW.event_id)
    BEGIN SELECT RAISE(ABORT, 'an event takes the next position, and its id and version once'); END
    """,
    """
    CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never changed'); END
    """,
    """
    CREATE TRIGGER events_are_not_deleted BEFORE DELETE ON events
    BEGIN SELECT RAISE(ABORT, 'events are never deleted'); END
    """,
    """
    CREATE TRIGGER texts_are_not_replaced BEFORE INSERT ON texts
    WHEN EXISTS (SELECT 1 FROM texts WHERE event_id = NEW.event_id AND name = NEW.name)
    BEGIN SELECT RAISE(ABORT, 'texts are never replaced'); END
    """,
    """
    CREATE TRIGGER texts_are_not_changed BEFORE UPDATE ON texts
    BEGIN SELECT RAISE(ABORT, 'texts are erased, never changed'); END
    """,
    "PRAGMA application_id = 1279607879",
)

POSTGRESQL = (
    """
    CREATE FUNCTION events_follow_on() RETURNS trigger LANGUAGE plpgsql AS $$
    DECLARE
        low bigint; high bigint; many bigint; last bigint;
    BEGIN
        SELECT min(position), max(position), count(*) INTO low, high, many FROM added;
        SELECT coalesce(max(position), 0) INTO last FROM {schema}.events WHERE position < low;
        IF low <> last + 1 OR high <> last + many THEN
            RAISE EXCEPTION 'an event takes the next position, and its id and version once'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM pg_notify('ledger', '');
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
    END $$
    """,
    """
    CREATE TRIGGER events_follow_on AFTER INSERT ON events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION events_follow_on()
    """,
    """
    CREATE TRIGGER events_are_not_changed BEFORE UPDATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('events are never changed')
    """,
    """
    CREATE TRIGGER events_are_not_deleted BEFORE DELETE OR TRUNCATE ON events
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('events are never deleted')
    """,
    """
    CREATE TRIGGER texts_are_not_changed BEFORE UPDATE ON texts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('texts are erased, never changed')
    """,
    """
    CREATE TRIGGER texts_are_not_emptied BEFORE TRUNCATE ON texts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse('texts are erased one by one')
    """,
    """
    CREATE FUNCTION events_are_typed_by_their_login() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
    DECLARE
        holder jsonb; forged text;
    BEGIN
        IF pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
            RETURN NULL;
        END IF;
        SELECT convert_from(state, 'UTF8')::jsonb -> 'data' INTO holder FROM {schema}.events
            WHERE stream = '/login/' || session_user ORDER BY version DESC LIMIT 1;
        SELECT stream INTO forged FROM added CROSS JOIN LATERAL (SELECT convert_from(state, 'UTF8')::jsonb AS said) AS event
            WHERE (stream NOT LIKE '/%' AND said ->> 'stream' = stream AND said -> 'authenticated' = 'true'
                   AND said ->> 'recorded_by' = holder ->> 'actor'
                   AND (holder -> 'roles' ? 'recorder'
                        OR said -> 'actor' ->> 'id' = holder ->> 'actor' AND holder -> 'roles' ? (said -> 'actor' ->> 'role'))) IS NOT TRUE
            LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'the login % may not record this in %', session_user, forged USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER events_are_typed_by_their_login AFTER INSERT ON events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_typed_by_their_login()
    """,
    "COMMENT ON TABLE events IS 'inspection ledger'",
)


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
    """What each database has its own words for; on PostgreSQL a trigger finds its table whatever the search path of the session is."""
    if op.get_context().dialect.name == "sqlite":
        return SQLITE
    schema = op.get_bind().exec_driver_sql("SELECT quote_ident(current_schema())").scalar_one()
    return tuple(statement.replace("{schema}", schema) for statement in POSTGRESQL)


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
