"""What each database itself refuses of the first schema, whoever asks: a past that changes, and what a login may not add."""

from __future__ import annotations

TOPICS = (
    "inspection-opened.v1",
    "team-member-assigned.v1",
    "case-sampled.v1",
    "case-withdrawn.v1",
    "prompt-answered.v1",
    "key-question-judged.v1",
    "fieldwork-completed.v1",
    "rating-proposed.v1",
    "panel-convened.v1",
    "discretion-exercised.v1",
    "discretion-declined.v1",
    "discretion-revoked.v1",
    "rating-overridden.v1",
    "override-revoked.v1",
    "draft-shared.v1",
    "ratings-confirmed.v1",
    "report-published.v1",
    "published-figure-recorded.v1",
    "reviewer-note-added.v1",
    "inspection-reopened.v1",
    "factual-accuracy-raised.v1",
    "factual-accuracy-answered.v1",
    "text-erased.v1",
    "login-mapped.v1",
    "login-unmapped.v1",
    "dip-sample-drawn.v1",
    "sheet-issued.v1",
    "second-judgement-given.v1",
    "dispute-raised.v1",
    "dispute-answered.v1",
    "dispute-resolved.v1",
    "dispute-withdrawn.v1",
)
"""Every topic of this schema: an event of another one, which this version could not read, is not taken from a writer."""

OF_THE_OWNER = ("login-mapped.v1", "login-unmapped.v1", "text-erased.v1")
"""What the owner of the ledger alone has recorded."""

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

_PARTS = {
    "{topics}": ",".join(TOPICS),
    "{owners}": ",".join(OF_THE_OWNER),
    # whoever owns the tables may switch every trigger off, and restores what was recorded elsewhere and at other times
    "{owns}": "pg_has_role(session_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER')",
    "{typed}": """
        said -> 'authenticated' = 'true' AND said ->> 'recorded_by' = holder ->> 'actor'
        AND (holder -> 'roles' ? 'recorder'
             OR said -> 'actor' ->> 'id' = holder ->> 'actor' AND holder -> 'roles' ? (said -> 'actor' ->> 'role'))
        AND inspection <> '' AND topic <> ALL ('{{owners}}'::text[])
    """,
    "{whole}": """
        inspection = split_part(stream, '/', 1) AND said ->> 'stream' = stream AND said -> 'version' = to_jsonb(version)
        AND said ->> 'topic' = topic AND topic = ANY ('{{topics}}'::text[])
        AND said ->> 'id' = event_id AND said ->> 'command_id' = command_id
        AND (version = 1 OR (SELECT true FROM {schema}.events WHERE stream = event.stream AND version = event.version - 1))
        AND leaf = sha256('\\x00'::bytea || convert_to(
            '{"position":' || position || ',"recorded_at":' || to_json(recorded_at) || ',"state":"' || encode(sha256(state), 'hex')
            || '","stream":' || to_json(stream) || ',"topic":' || to_json(topic) || ',"version":' || version || '}', 'UTF8'))
    """,
}
"""What stands in more than one place of a function, or would hide its course."""

# enable_seqscan: a plan that was made while the ledger was small is kept when it has grown
_POSTGRESQL = (
    """
    CREATE FUNCTION events_follow_on() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    DECLARE
        shape CONSTANT text := 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';
        low bigint; high bigint; many bigint; last record;
        earliest text COLLATE "C"; latest text COLLATE "C"; clock timestamp := clock_timestamp() AT TIME ZONE 'UTC';
    BEGIN
        SELECT min(position), max(position), count(*), min(recorded_at), max(recorded_at) INTO low, high, many, earliest, latest FROM added;
        SELECT position, recorded_at INTO last FROM {schema}.events WHERE position < low ORDER BY position DESC LIMIT 1;
        IF low <> coalesce(last.position, 0) + 1 OR high <> coalesce(last.position, 0) + many THEN
            RAISE EXCEPTION 'an event takes the next position, and its id and version once'
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        PERFORM pg_notify('ledger', '');
        -- who owns the events is asked last, since that takes a query
        IF earliest <> latest OR latest < last.recorded_at OR latest <> to_char(latest::timestamptz AT TIME ZONE 'UTC', shape) THEN
            IF NOT {owns} THEN
                RAISE EXCEPTION 'expected one time of recording, from % on, found % to %', last.recorded_at, earliest, latest
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        ELSIF latest > to_char(clock + interval '5 minutes', shape) AND latest IS DISTINCT FROM last.recorded_at THEN
            IF NOT {owns} THEN
                RAISE EXCEPTION 'the time of recording % is ahead of the server''s clock, %', latest, to_char(clock, shape)
                    USING ERRCODE = 'LG001';
            END IF;
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
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
    CREATE FUNCTION events_are_typed_by_their_login() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    DECLARE
        holder jsonb; wrong record;
    BEGIN
        IF {owns} THEN
            RETURN NULL;
        END IF;
        SELECT convert_from(state, 'UTF8')::jsonb -> 'data' INTO holder FROM {schema}.events
            WHERE stream = '/login/' || session_user ORDER BY version DESC LIMIT 1;
        -- OFFSET 0: a state is read as JSON once, and not again for each of its members
        SELECT * INTO wrong FROM (
            SELECT stream, ({typed}) IS TRUE AS typed, ({whole}) IS TRUE AS whole
            FROM (SELECT *, convert_from(state, 'UTF8')::jsonb AS said FROM added OFFSET 0) AS event
        ) AS checked WHERE NOT (typed AND whole) LIMIT 1;
        IF NOT wrong.typed THEN
            RAISE EXCEPTION 'the login % may not record this in %', session_user, wrong.stream USING ERRCODE = 'insufficient_privilege';
        ELSIF NOT wrong.whole THEN
            RAISE EXCEPTION 'the columns of an event in % do not say what the event says, or its hash is another', wrong.stream
                USING ERRCODE = 'integrity_constraint_violation';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER events_are_typed_by_their_login AFTER INSERT ON events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION events_are_typed_by_their_login()
    """,
    """
    CREATE FUNCTION texts_are_their_events_own() RETURNS trigger LANGUAGE plpgsql
        SET search_path = pg_catalog, pg_temp SET enable_seqscan = off AS $$
    DECLARE
        wrong record;
    BEGIN
        IF {owns} THEN
            RETURN NULL;
        END IF;
        SELECT event_id, name INTO wrong FROM added
            WHERE ((SELECT convert_from(state, 'UTF8')::jsonb -> 'texts' ->> added.name = added.sha256
                    FROM {schema}.events WHERE events.event_id = added.event_id AND events.xmin = pg_current_xact_id()::xid)
                   AND sha256 = encode(sha256(salt || convert_to(body, 'UTF8')), 'hex')) IS NOT TRUE
            LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'the login % may not add the text % to the event %', session_user, wrong.name, wrong.event_id
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        RETURN NULL;
    END $$
    """,
    """
    CREATE TRIGGER texts_are_their_events_own AFTER INSERT ON texts REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION texts_are_their_events_own()
    """,
    "COMMENT ON TABLE events IS 'inspection ledger'",
)


def postgresql(schema: str) -> tuple[str, ...]:
    """The statements for a schema, given by its quoted name, which they find whatever the search path of a session is."""
    return tuple(_filled(statement, schema) for statement in _POSTGRESQL)


def _filled(statement: str, schema: str) -> str:
    for name in ("{typed}", "{whole}", "{owns}", "{owners}", "{topics}"):
        statement = statement.replace(name, _PARTS[name])
    return statement.replace("{schema}", schema)
