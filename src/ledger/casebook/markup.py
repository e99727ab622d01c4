"""XML parts read piece by piece, without document types, so without entities of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final
from xml.parsers import expat

from ledger.casebook.grid import UnreadableError

Attributes = dict[str, str]
_DEEPEST: Final = 100


class Reading:
    """Takes what an XML part holds, element by element, by their names without namespace; what it does not look at it passes over."""

    def start(self, name: str, attributes: Attributes) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, text: str) -> None:
        """Text within the element begun last."""


def walk(part: str, chunks: Iterable[bytes], reading: Reading) -> Iterator[None]:
    """Hands a part over, pausing after every piece; UnreadableError where it is not well formed or not what it should be."""
    parser = _parser(reading)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)  # noqa: FBT003 - expat takes no names
            yield
        parser.Parse(b"", True)  # noqa: FBT003 - expat takes no names
    except (expat.ExpatError, ValueError, OverflowError, LookupError) as error:
        raise UnreadableError(f"is damaged: {part} cannot be read as a part of a workbook. Open it and save it anew") from error
    yield


def read_whole(part: str, chunks: Iterable[bytes], reading: Reading) -> None:
    """Hands a whole part over."""
    for _ in walk(part, chunks, reading):
        pass


def _parser(reading: Reading) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = _bounded(reading)
    parser.CharacterDataHandler = reading.text
    parser.StartDoctypeDeclHandler = _refused
    return parser


def _bounded(reading: Reading) -> tuple[Callable[[str, Attributes], None], Callable[[str], None]]:
    """The handlers of elements, which take names without namespace and nothing nested beyond all use."""
    depth = 0
    begin, finish = reading.start, reading.end

    def start(name: str, attributes: Attributes) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEEPEST:
            raise ValueError("nested too deep")
        begin(_local(name), attributes)

    def end(name: str) -> None:
        nonlocal depth
        depth -= 1
        finish(_local(name))

    return start, end


@lru_cache(maxsize=1_000)
def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refused(*_: object) -> None:
    raise UnreadableError("holds an XML document type, which no spreadsheet program writes: open it and save it anew")
