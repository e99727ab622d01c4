"""`ledger init` and `ledger upgrade`: ledgers made, and brought to this version's schema."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import click

from ledger import bootstrap
from ledger.cli import diagnostics, opening, output
from ledger.cli.board_json import Object
from ledger.cli.settings import Settings
from ledger.cli.tables import columns
from ledger.errors import StorageError, UsageError
from ledger.store import upgrade as store
from ledger.store.faults import UnkeptError
from ledger.store.roles import Made


@click.command(
    epilog="\b\nExamples:\n  ledger init\n  ledger --ledger /srv/inspections.ledger init\n"
    "  ledger --ledger postgresql+psycopg://maker@db.example/north init --roles"
)
@click.option("--roles", "with_roles", is_flag=True, help="Make the roles of a team on PostgreSQL: owner, writer and reader.")
@click.option("--roles-prefix", "prefix", metavar="PREFIX", help="What their names begin with. [default: the database's name]")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def init(settings: Settings, prefix: str | None, *, with_roles: bool, as_json: bool) -> None:
    """Create an empty ledger in a new file, or in a database; refuses where something is there already."""
    place = _own_place(settings)
    if settings.ledger is None and not os.environ.get("LEDGER_URL"):
        _make_directory(Path(place).parent)
    created = store.create(place, store.WithRoles(prefix) if with_roles or prefix is not None else None)
    if as_json:
        output.write_json({"ledger": opening.shown(place), "schema": created.schema, "roles": _roles_json(created.roles)})
    else:
        output.write_lines([f"Made an empty ledger at {opening.shown(place)} (schema {created.schema}).", *_roles_lines(created.roles)])


@click.command(
    epilog="\b\nExamples:\n  ledger upgrade\n  ledger upgrade --rebuild\n  ledger --ledger /srv/inspections.ledger upgrade --json"
)
@click.option("--rebuild", is_flag=True, help="Write anew what is kept for lists, even where it is of this version.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@click.pass_obj
def upgrade(settings: Settings, *, rebuild: bool, as_json: bool) -> None:
    """Bring a ledger to this version's schema, and what is kept for lists to this version's rules; each whole or not at all."""
    place = opening.place(settings)
    before, after = store.upgrade(place)
    try:
        with diagnostics.progress() as report:
            rebuilt = bootstrap.rebuild(place, report, all_of_them=rebuild)
    except UnkeptError as error:
        _say_upgraded(place, before, after, error.rebuilt, as_json=as_json)
        raise
    _say_upgraded(place, before, after, rebuilt, as_json=as_json)


def _say_upgraded(place: str, before: str, after: str, rebuilt: Sequence[str], *, as_json: bool) -> None:
    if as_json:
        output.write_json({"ledger": opening.shown(place), "before": before, "after": after, "rebuilt": rebuilt})
    else:
        same = f"{opening.shown(place)} has this version's schema already ({after})."
        output.write_lines([same if before == after else f"Upgraded {opening.shown(place)} from schema {before} to {after}."])
        output.write_lines([f"Rebuilt from the events: {', '.join(rebuilt)}."] if rebuilt else [])


def _own_place(settings: Settings) -> str:
    if settings.ledger == opening.DEMO:
        raise UsageError("Expected the place of a new ledger, found demo. Make the demonstration with `ledger demo`.")
    return opening.place(settings)


def _make_directory(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{directory} cannot be made: {error.strerror}. Name another place with --ledger.") from error


def _roles_json(made: Made | None) -> Object | None:
    return {**made.roles._asdict(), "there_before": made.there} if made else None


def _roles_lines(made: Made | None) -> list[str]:
    """What each role is for, and how a login comes to have it."""
    if made is None:
        return []
    owner, writer, reader = made.roles
    before = [f"There already, with the members that they have: {', '.join(made.there)}."] if made.there else []
    return [
        "",
        "Its roles, which logins are made members of:",
        *columns(
            [
                ["", owner, "owns the tables: upgrades, says whose a login is, erases text"],
                ["", writer, "records, and reads everything"],
                ["", reader, "reads everything"],
            ]
        ),
        *before,
        "",
        "A login for somebody who records, on the server:",
        f"  CREATE ROLE inspector_1 LOGIN PASSWORD '...'; GRANT {_in_sql(writer)} TO inspector_1;",
        "and in the ledger, by a login of its owner:",
        "  ledger access map inspector_1 inspector-1 --role inspector",
    ]


def _in_sql(name: str) -> str:
    """A name as SQL takes it."""
    plain = re.fullmatch(r"[a-z_][a-z0-9_]*", name)
    return name if plain else '"' + name.replace('"', '""') + '"'
