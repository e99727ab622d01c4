"""What stands for characters that a terminal would obey instead of showing."""

from __future__ import annotations

from typing import Final

SIGNS: Final = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"
)
"""For `str.translate`: of control characters, which move the cursor or hide what was written, and of those that turn text round."""

ESCAPES: Final = {code: f"\\u{code:04x}" for code in SIGNS if code >= 0x7F}  # noqa: PLR2004 - JSON has those below escaped by itself
"""For `str.translate` of JSON, which stays the same JSON: the same characters as JSON writes others that would not be shown."""
