"""What stands for characters that a terminal would obey instead of showing."""

from __future__ import annotations

from typing import Final

SIGNS: Final = dict.fromkeys(
    (*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)), "\N{REPLACEMENT CHARACTER}"
)
"""For `str.translate`: of control characters, which move the cursor or hide what was written, and of those that turn text round."""
