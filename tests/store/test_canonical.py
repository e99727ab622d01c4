from __future__ import annotations

import hashlib

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from ledger.domain.framework import Rating
from ledger.store.canonical import LARGEST, canonical, leaf_hash

KEYS = st.text(st.characters(codec="ascii"))
LEAVES = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text()
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner) | st.dictionaries(KEYS, inner), max_leaves=30)


@given(VALUES)
def test_canonical_bytes_equal_those_of_an_rfc_8785_library(value: JsonValue) -> None:
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (1.0, r"at \$, found float"),
        ({"a": [True, 0.5]}, r"at \$\.a\[1\], found float"),
        (LARGEST + 1, r"2\*\*53 - 1 either way at \$, found 9007199254740992"),
        ({"a": -LARGEST - 1}, r"2\*\*53 - 1 either way at \$\.a"),
        ({"a": {1: 2}}, r"ASCII text as a key at \$\.a, found 1"),
        ({"é": 1}, r"ASCII text as a key at \$, found 'é'"),
        ({"\U0001f5ce": 1, "\ue000": 2}, "ASCII text as a key"),
        (["\ud800"], r"UTF-8 at \$\[0\], found half of a surrogate pair"),
        ((1, 2), r"at \$, found tuple"),
        ({"a": b"x"}, r"at \$\.a, found bytes"),
        ([{"a": Rating.GOOD}], r"at \$\[0\]\.a, found Rating"),
    ],
)
def test_what_is_outside_the_profile_is_refused_with_its_place(value: object, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        canonical(value)


def test_a_leaf_is_the_hash_of_a_zero_byte_and_the_canonical_row() -> None:
    state = b'{"a":1}'
    row: JsonValue = {
        "position": 7,
        "recorded_at": "t",
        "stream": "s/é",
        "version": 2,
        "topic": "x.v1",
        "state": hashlib.sha256(state).hexdigest(),
    }
    assert leaf_hash(7, "t", "s/é", 2, "x.v1", state) == hashlib.sha256(b"\x00" + rfc8785.dumps(row)).digest()
