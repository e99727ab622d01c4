"""Who made what it is: the overall rating, every standard and key question, with the event that did it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ledger.audit.blame import Blame, QuestionBlame, RatingBlame
from ledger.domain.recorded import RecordedEvent
from ledger_tui.consequences import figures
from ledger_tui.telling.events import cited
from ledger_tui.telling.line import Line


def blame_told(found: Blame, subject: str | None = None) -> Iterator[Line]:
    """Everything blamed, or what belongs to one standard or one key question; nothing where there is no such subject."""
    if subject is None:
        overall = found.at.overall
        score = "" if overall.score is None else f" {overall.score}/{overall.out_of}"
        yield Line(f"Overall {overall.rating}{score}", weight="strong")
        yield from _moved(found, found.overall_set_by, found.score_by, "score")
    for standard in found.standards:
        whole = subject in {None, standard.rated.standard.id}
        questions = [question for question in standard.questions if whole or question.tally.key_question == subject]
        if whole or questions:
            yield from _standard(found, standard, questions)


def _standard(found: Blame, standard: RatingBlame, questions: list[QuestionBlame]) -> Iterator[Line]:
    rated = standard.rated
    yield Line(f"{rated.standard.id} {rated.standard.title}: {rated.rating}", weight="strong")
    yield from _moved(found, standard.set_by, standard.figures_by, "figures")
    if standard.last is not None and standard.last not in (standard.set_by, standard.figures_by):
        yield cited(standard.last, found.at.view, "last")
    for question in questions:
        yield Line(f"{question.tally.key_question} {figures(question.tally)}")
        yield _set_by(found, question.set_by)


def _moved(found: Blame, rating: RecordedEvent | None, beneath: RecordedEvent | None, what: str) -> Iterator[Line]:
    """What gave a rating its value, told apart from what last moved the score or the figures beneath it."""
    together = rating is not None and rating is beneath
    yield _by(found, rating, f"rating set, and {what} last moved, by" if together else "rating set by")
    if beneath is not None and not together:
        yield _by(found, beneath, f"{what} last moved by")


def _by(found: Blame, recorded: RecordedEvent | None, words: str) -> Line:
    if recorded is None:
        return Line("nothing recorded yet")
    line = cited(recorded, found.at.view)
    return replace(line, text=f"{words} {line.text}")


def _set_by(found: Blame, recorded: RecordedEvent | None) -> Line:
    return Line("nothing recorded yet", "set by") if recorded is None else cited(recorded, found.at.view, "set by")
