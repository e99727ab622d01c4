"""One recorded event, whole, as lines for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields

from ledger.audit.shown import Shown
from ledger.cli.board_text import PROVENANCES
from ledger.cli.citation_text import cited_lines, name_of, standing
from ledger.cli.difference_text import difference_lines
from ledger.cli.dispute_text import mentioned
from ledger.cli.event_text import what
from ledger.cli.wrapping import labelled, wrapped
from ledger.domain import events as e
from ledger.domain.recorded import RecordedEvent

_WIDTH = 14


def show_lines(found: Shown, sources: Mapping[str, str]) -> list[str]:
    """The event, what it took the place of, what it changed, and its envelope; `sources` are the SHA-256 of cited reports by id."""
    recorded = found.recorded
    return [
        *wrapped(_named(recorded), hanging=2),
        *standing(found.at),
        "",
        *_rows(_deed(recorded)),
        "",
        "Data",
        *_data(recorded),
        "",
        "What it took the place of",
        *(cited_lines(found.earlier, found.at.view.provenance, 2) if found.earlier else ["  nothing"]),
        "",
        "What it changed",
        *_changed(found),
        *(["", "Disputes about it", *mentioned(found.disputes)] if found.disputes else []),
        "",
        "Envelope",
        *_rows(_envelope(recorded, found.cause, found.led_to, sources), 2),
    ]


def own_lines(recorded: RecordedEvent, earlier: RecordedEvent | None) -> list[str]:
    """An event of the ledger itself, which changes no rating, and the one whose place it took."""
    return [
        *wrapped(_named(recorded), hanging=2),
        "",
        *_rows(_deed(recorded)),
        "",
        "Data",
        *_data(recorded),
        "",
        "What it took the place of",
        *(cited_lines(earlier, recorded.by.provenance, 2) if earlier else ["  nothing"]),
        "",
        "Envelope",
        *_rows(_envelope(recorded, None, (), {}), 2),
    ]


def _rows(rows: Iterator[tuple[str, str]], indent: int = 0) -> list[str]:
    return [line for label, text in rows for line in labelled(label, text, indent, _WIDTH)]


def _deed(recorded: RecordedEvent) -> Iterator[tuple[str, str]]:
    by = recorded.by
    login = "known by database login" if by.authenticated else "not authenticated by the database"
    yield "who", f"{by.actor.id}, acting as {by.actor.role}"
    yield "typed by", f"{by.recorded_by}, {login}"
    if by.reviewed_by:
        yield "reviewed by", by.reviewed_by
    yield "happened", f"{by.happened.on} (known to the {by.happened.precision})" if by.happened.on else "at a time not known"
    yield "recorded", recorded.recorded_at
    yield "provenance", PROVENANCES[by.provenance]
    for name, text in recorded.texts.items():
        yield name, text.words
    if by.evidence:
        yield "evidence", ", ".join(by.evidence)


def _named(recorded: RecordedEvent) -> str:
    """An event by its position and name, to be shown in its turn."""
    said = what(recorded.event)
    return f"#{recorded.position} {name_of(recorded)}{f': {said}' if said else ''}"


def _data(recorded: RecordedEvent) -> list[str]:
    data = [(field.name, getattr(recorded.event, field.name)) for field in fields(recorded.event)]
    width = max((len(name) for name, _ in data), default=0) + 2
    lines = [line for name, value in data for line in labelled(name, _value(value), 2, width)]
    return lines or ["  none: the event's name says everything"]


def _value(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return "yes" if value else "no"
        case e.Seen(position=position, figures=figures, proposed=proposed):
            return f"at #{position}: {_value(figures) if figures else _value(proposed)}"
        case e.SeenFigure(key_question=question, yes=yes, relevant=relevant):
            return f"{question} {yes} of {relevant}"
        case e.Disagreement(id=name, kind=kind, matters=matters):
            return f"{name}, {kind}{', touching a rating or its evidence' if matters else ''}"
        case tuple():
            return ", ".join(map(_value, value)) or "none"
        case _:
            return str(value)


def _changed(found: Shown) -> list[str]:
    lines = difference_lines(found.changed)
    if not lines:
        return ["  nothing on the board: no figure, no rating, no score"]
    return [line for text in lines for line in wrapped(text, 2, 2)]


def _envelope(
    recorded: RecordedEvent, cause: RecordedEvent | None, led_to: Sequence[RecordedEvent], sources: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    by = recorded.by
    yield "topic", e.TOPIC_OF[type(recorded.event)]
    yield "stream", f"{recorded.stream}, version {recorded.version}"
    yield "event id", recorded.id
    yield "command", by.command_id
    yield "its digest", by.command_digest
    yield "rules digest", by.framework_digest or "none: it is about no inspection"
    yield "together", by.correlation or "recorded with no others"
    yield "led to by", _named(cause) if cause else by.causation or "no other event"
    for index, later in enumerate(led_to):
        yield "" if index else "led to", _named(later)
    for name, text in recorded.texts.items():
        yield f"{name} hash", text.sha256
    for report, sha256 in sources.items():
        yield "source", f"{report}, whose text has the SHA-256"
        yield "", sha256
