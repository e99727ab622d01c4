"""Runs the migrations on the connection that is handed over, inside its transaction."""

from __future__ import annotations

from alembic import context


def run() -> None:
    """Brings the connection's database to the wanted version; whoever opened the transaction ends it."""
    context.configure(connection=context.config.attributes["connection"], transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


run()
