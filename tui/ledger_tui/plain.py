"""The replay as lines of text, for screen readers and pipes: one block an event, and answers to requests in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ledger.application import Ledger
from ledger.audit.blame import blamed
from ledger.audit.diff import diff
from ledger.audit.findings import at_or_above, findings
from ledger.audit.suppositions import Supposition, Suppositions
from ledger.audit.why import why
from ledger.errors import NotFoundError, UsageError
from ledger.projections.points import Point
from ledger_tui.command_line import FORMS
from ledger_tui.hits import found, nothing_found
from ledger_tui.replay import Replay
from ledger_tui.requests import About, Compare, Do, Find, GoTo, ListFindings, Picture, Request, WhatIf
from ledger_tui.stamp import long_stamps, mode_stamp
from ledger_tui.telling.blame import blame_told
from ledger_tui.telling.board import board_told
from ledger_tui.telling.diff import diff_told
from ledger_tui.telling.events import citation, event_told
from ledger_tui.telling.findings import findings_told
from ledger_tui.telling.line import Line
from ledger_tui.telling.verified import verified_told
from ledger_tui.telling.what_if import moves_told
from ledger_tui.telling.why import why_told
from ledger_tui.turns import ended_at
from ledger_tui.wording import PROVENANCE, headline


class Plain:
    """An inspection told without a screen, and where in its history one stands; it begins at the last event."""

    def __init__(self, ledger: Ledger, inspection: str) -> None:
        self._ledger = ledger
        self.replay = Replay(ledger.history(inspection), ledger.start())
        self.step = self.replay.steps

    def step_at(self, point: Point) -> int:
        """The step that a point stands at; NotFoundError where nothing is recorded there."""
        return self._ledger.step_at(point, self.replay.history)

    def opening(self) -> Iterator[Line]:
        """Which inspection it is, and how far it is to be believed."""
        view = self.replay.view_at(self.replay.steps)
        known = PROVENANCE[view.provenance]
        yield Line(f"{view.service} ({view.inspection}), {view.opened_under}{f', {known}' if known else ''}", weight="strong")

    def events(self, first: int, last: int, *, changes: bool) -> Iterator[Line]:
        """Every event from one step to another, or those that changed a rating, the overall rating or its score."""
        wanted = set(self.replay.rating_changes) if changes else None
        for step in range(first, last + 1):
            if wanted is None or step in wanted:
                yield Line("", weight="heading")
                yield from self.event(step)

    def event(self, step: int) -> Iterator[Line]:
        """One event in full."""
        replay = self.replay
        yield from event_told(replay.view_at(step - 1), replay.view_at(step), replay.previous_like(step), step, replay.steps)
        yield from (Line(text, "was") for text in ended_at(replay, step))
        cause = replay.cause_of(step)
        if cause is not None:
            yield Line(f"#{cause.position} {headline(cause.event)}", "follows", position=cause.position)

    def answer(self, request: Request) -> Iterator[Line]:
        """What is asked for, as at where one stands; what moves there moves first. LedgerError where it cannot be answered."""
        match request:
            case GoTo(point):
                yield from self._gone(self.step_at(point))
            case Find(words, without):
                hit = self.replay.find(words, self.step, without=without)
                if hit is None:
                    raise NotFoundError(nothing_found(request))
                yield Line(f"{found(request)}: {hit.words}", weight="strong")
                yield from self._gone(hit.step)
            case Do("next" | "prev" | "change" | "back-change" | "event" as verb):
                yield from self._gone(self._moved(verb))
            case Do(verb):
                yield from self._said(verb)
            case Picture():
                raise UsageError("There is no picture without a screen.")
            case _:
                yield self._stamp()
                yield from self._asked(request)

    def _gone(self, step: int) -> Iterator[Line]:
        self.step = step
        yield from self.event(step)

    def _moved(self, verb: str) -> int:
        replay, step = self.replay, self.step
        ways: dict[str, Callable[[], int | None]] = {
            "next": lambda: step + 1 if step < replay.steps else None,
            "prev": lambda: step - 1 if step > 1 else None,
            "change": lambda: replay.next_change(step),
            "back-change": lambda: replay.previous_change(step),
            "event": lambda: step,
        }
        found = ways[verb]()
        if found is None:
            later = "later" if verb in {"next", "change"} else "earlier"
            raise NotFoundError(f"There is no {later} {'rating change' if 'change' in verb else 'event'}.")
        return found

    def _said(self, verb: str) -> Iterator[Line]:
        view = self.replay.view_at(self.step)
        match verb:
            case "board":
                yield self._stamp()
                yield from board_told(view)
            case "blame":
                yield from self.answer(About("who", None))
            case "verify":
                yield from verified_told(self._ledger.verify(lambda *_: None))
            case "cite" if view.last is not None:
                yield Line(citation(view.last))
            case "help":
                yield from (Line(does, form) for form, does in FORMS)
            case _:
                raise UsageError(f"There is no {verb} without a screen.")

    def _asked(self, request: About | Compare | ListFindings | WhatIf) -> Iterator[Line]:
        history, start = self.replay.history, self._ledger.start()
        match request:
            case About("why", subject):
                yield from why_told(why(history, self.step, start, subject or self._only_standard()))
            case About("who", subject):
                told = list(blame_told(blamed(history, self.step, start), subject))
                if not told:
                    raise NotFoundError(f"{subject} is no standard or key question of this inspection's framework.")
                yield from told
            case Compare(point, end):
                yield from diff_told(diff(history, (self.step_at(point), self.step_at(end) if end else self.step), start))
            case ListFindings(severity):
                so_far = history[: self.step]
                found = findings(so_far, start, self._ledger.decisions_elsewhere(so_far[0].inspection, so_far[-1].position))
                yield from findings_told(at_or_above(found, severity))
            case WhatIf(positions):
                yield from self._what_if(positions or (history[self.step - 1].position,))

    def _only_standard(self) -> str:
        raise UsageError("Expected a standard such as why 3.2; without a screen none is chosen.")

    def _what_if(self, positions: tuple[int, ...]) -> Iterator[Line]:
        known = {recorded.position for recorded in self.replay.history[1:]}
        for position in positions:
            if position not in known:
                raise NotFoundError(f"#{position} is no event of this inspection that could be left out.")
        supposed = self.replay.supposing(Suppositions(tuple(Supposition(position) for position in sorted(set(positions)))))
        left_out = ", ".join(f"#{position}" for position in sorted(set(positions)))
        yield Line(f"What if {left_out} had never happened (nothing is recorded)", weight="strong")
        view = supposed.view_at(self.step)
        yield from (Line(text, "moves") for text in moves_told(supposed, self.step))
        yield from board_told(view)

    def _stamp(self) -> Line:
        recorded = self.replay.event_at(self.step)
        return Line(f"{mode_stamp('AS AT', recorded)}, {long_stamps(recorded, self.step, self.replay.steps)[0]}", weight="strong")
