"""A later version of the program, with one more change of the schema: beside it every ledger there is has an older one."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import ledger_migrations
from ledger.store.schema import REVISIONS

NOW, NEXT = REVISIONS[-1], "9999"

MIGRATION = """
import os, signal
import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "9999", "{now}", None, None

def upgrade():
    op.create_table("extra", sa.Column("name", sa.Text, nullable=False))
    op.execute("INSERT INTO extra VALUES ('half')")
    op.add_column("marks", sa.Column("since", sa.Text))
    {then}
"""

Migrate = Callable[[str], Path]
"""Writes the change of the schema, which ends with a statement, and returns the file that the package of changes is known by."""


def next_version(directory: Path, monkeypatch: pytest.MonkeyPatch) -> Migrate:
    """The program is the later version from now on, until what was patched is undone."""
    migrations = directory / "migrations"
    shutil.copytree(Path(str(ledger_migrations.__file__)).parent, migrations)
    monkeypatch.setattr(ledger_migrations, "__file__", str(migrations / "__init__.py"))
    for module in ("state", "upgrade"):
        monkeypatch.setattr(f"ledger.store.{module}.REVISIONS", (*REVISIONS, NEXT))

    def write(then: str) -> Path:
        file = migrations / "versions" / f"{NEXT}_next.py"
        file.write_text(MIGRATION.format(now=NOW, then=then), encoding="utf-8")
        return migrations / "__init__.py"

    return write
