"""The rows of the board, which the river has too: domains and standards in printed order."""

from __future__ import annotations

from ledger.domain.framework import Domain, Framework, Standard


def board_rows(framework: Framework, room: int) -> list[Domain | Standard]:
    """Every domain followed by its standards, or the standards alone where there is no room for so many rows."""
    if len(framework.standards) + len(framework.domains) > room:
        return list(framework.standards)
    rows: list[Domain | Standard] = []
    for domain in framework.domains:
        rows += [domain, *domain.standards]
    return rows
