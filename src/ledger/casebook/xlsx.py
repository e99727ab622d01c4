"""Workbooks of the Office Open XML format, of which only what a casebook needs is read.

Why not a library: openpyxl stops at styles that it does not know, pads rows out to what a file claims, and in its streaming mode does
not show merged cells; calamine reads six times as fast, but gives the value of a formula as if it had been typed and holds a whole sheet
in memory. Here a formula, a merged cell and a date are seen for what they are, and a sheet is read row by row, as fast as by openpyxl.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from ledger.casebook.grid import Area, Row, UnreadableError
from ledger.casebook.markup import Attributes, Reading, read_whole
from ledger.casebook.xlsx_looks import Strings, Styles
from ledger.casebook.xlsx_sheet import Looks, SheetReading, rows_of
from ledger.casebook.zipped import Archive

_RELATION: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
_STRICT_RELATION: Final = "http://purl.oclc.org/ooxml/officeDocument/relationships id"


class XlsxSheet:
    """One sheet of a workbook."""

    def __init__(self, listed: _Listed, part: str, archive: Archive, looks: Looks) -> None:
        self.name = listed.name
        self.hidden = listed.hidden
        self._part, self._archive, self._looks = part, archive, looks
        self._merged: list[Area] = []

    @property
    def merged(self) -> Sequence[Area]:
        """The merged areas, known once the rows have been walked through."""
        return self._merged

    def rows(self) -> Iterator[Row]:
        """The rows that have something in them."""
        reading = SheetReading(self._looks)
        yield from rows_of(f"the sheet {self.name!r}", self._archive.chunks(self._part), reading)
        self._merged = reading.merged


def read_xlsx(archive: Archive) -> list[XlsxSheet]:
    """The sheets of a workbook in their order; UnreadableError where it holds macros or links to other workbooks, or is damaged."""
    _require_plain(archive)
    workbook = _target(archive, "_rels/.rels", "", "officeDocument")
    listed, relations = _Workbook(), _Relations()
    read_whole("the list of sheets", archive.chunks(workbook), listed)
    folder, name = posixpath.split(workbook)
    read_whole("the list of parts", archive.chunks(f"{folder}/_rels/{name}.rels".lstrip("/")), relations)
    parts = {relation.id: _joined(folder, relation.target) for relation in relations.found if relation.kind == "worksheet"}
    strings, styles = Strings(), Styles()
    for kind, reading in (("sharedStrings", strings), ("styles", styles)):
        for relation in relations.found:
            if relation.kind == kind:
                read_whole(kind, archive.chunks(_joined(folder, relation.target)), reading)
    looks = Looks(strings.found, styles.dates, from_1904=listed.from_1904)
    if unknown := {one.relation for one in listed.sheets} - {relation.id for relation in relations.found}:
        raise UnreadableError(f"is damaged: {len(unknown)} of its sheets are not in it. Open it and save it anew")
    return [XlsxSheet(one, parts[one.relation], archive, looks) for one in listed.sheets if one.relation in parts]


class _Listed(NamedTuple):
    name: str
    hidden: bool
    relation: str


class _Relation(NamedTuple):
    id: str
    kind: str
    target: str


def _require_plain(archive: Archive) -> None:
    if any(name.casefold().endswith("vbaproject.bin") for name in archive.names):
        raise UnreadableError("holds macros: save it as a workbook without them (.xlsx)")
    if any("externallinks/" in name.casefold() for name in archive.names):
        raise UnreadableError("links to other workbooks: break the links, so that every value stands in it, and save it")


def _target(archive: Archive, relations: str, folder: str, kind: str) -> str:
    found = _Relations()
    read_whole("the list of parts", archive.chunks(relations), found)
    target = next((relation.target for relation in found.found if relation.kind == kind), None)
    if target is None:
        raise UnreadableError("is damaged: it names no workbook. Open it and save it anew")
    return _joined(folder, target)


def _joined(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


class _Relations(Reading):
    """The parts that a part names."""

    def __init__(self) -> None:
        self.found: list[_Relation] = []

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.found.append(_Relation(attributes.get("Id", ""), kind, attributes.get("Target", "")))


class _Workbook(Reading):
    """The sheets in their order, and from when dates are counted."""

    def __init__(self) -> None:
        self.sheets: list[_Listed] = []
        self.from_1904 = False

    def start(self, name: str, attributes: Attributes) -> None:
        if name == "sheet":
            relation = attributes.get(_RELATION, attributes.get(_STRICT_RELATION, ""))
            hidden = attributes.get("state", "visible") != "visible"
            self.sheets.append(_Listed(attributes.get("name", ""), hidden, relation))
        elif name == "workbookPr":
            self.from_1904 = attributes.get("date1904", "0") in {"1", "true"}
