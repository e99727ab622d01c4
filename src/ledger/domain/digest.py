"""The digest of a framework: over everything that can change a rating, and nothing that is only wording."""

from __future__ import annotations

import hashlib
import json

WORDING = frozenset({"title", "statement", "text", "letter", "aliases", "source", "attribution"})
"""Fields that say how something is put or where it is printed; whatever is not named here counts as a rule."""


def rules_digest(content: dict[str, object]) -> str:
    """SHA-256 (hex) over a framework's data with its wording left out, in sorted-key JSON."""
    text = json.dumps(_without_wording(content), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _without_wording(value: object) -> object:
    match value:
        case dict():
            return {name: _without_wording(item) for name, item in value.items() if name not in WORDING}
        case list():
            return [_without_wording(item) for item in value]
        case _:
            return value
