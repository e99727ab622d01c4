"""The replay of one inspection: board, gauge, timeline and the event at the cursor, all as at the same event."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, Horizontal

from ledger_tui.command_line import FORMS
from ledger_tui.offered import not_here
from ledger_tui.place import Place
from ledger_tui.screens.acting import Acting
from ledger_tui.screens.commanding import Commanding
from ledger_tui.screens.help import HelpScreen
from ledger_tui.screens.keys import APP, REPLAY, replay_keys
from ledger_tui.screens.living import Living
from ledger_tui.screens.room import told_too_small
from ledger_tui.screens.seeking import Seeking
from ledger_tui.standpoint import Standpoint
from ledger_tui.widgets.answers import BlamePanel, FindingsPanel, VerifyPanel, WhyPanel
from ledger_tui.widgets.board import Board
from ledger_tui.widgets.drill_detail import DrillDetail
from ledger_tui.widgets.drill_list import DrillList
from ledger_tui.widgets.event_detail import EventDetail
from ledger_tui.widgets.gauge import Gauge
from ledger_tui.widgets.help_list import SIGNS
from ledger_tui.widgets.keys_line import KeysLine
from ledger_tui.widgets.mode_line import ModeLine
from ledger_tui.widgets.prompt import Prompt
from ledger_tui.widgets.river import River
from ledger_tui.widgets.standard_detail import StandardDetail
from ledger_tui.widgets.status import Status
from ledger_tui.widgets.timeline import Timeline


class ReplayScreen(Living, Acting, Commanding, Seeking):
    """Moves a cursor over the events; every panel shows the ratings as at the cursor and nothing later."""

    DEFAULT_CSS = """
    ReplayScreen #middle { layout: horizontal; height: 1fr; }
    ReplayScreen #top { width: 42; height: 1fr; }
    ReplayScreen.-tight #top { width: 31; }
    ReplayScreen #aside { width: 1fr; height: 1fr; margin-left: 1; }
    ReplayScreen #aside > * { width: 1fr; }
    ReplayScreen #top > * { width: 1fr; }
    ReplayScreen River { display: none; }
    ReplayScreen.-river River { display: block; }
    ReplayScreen.-roomy #middle { layout: vertical; }
    ReplayScreen.-roomy #top { width: 1fr; }
    ReplayScreen.-roomy #aside { margin-left: 0; }
    ReplayScreen.-roomy EventDetail, ReplayScreen DrillList { margin-right: 1; }
    ReplayScreen.-drilled #top { display: none; }
    ReplayScreen.-answering #top { display: none; }
    ReplayScreen.-drilled #aside { margin-left: 0; }
    ReplayScreen.-roomy.-drilled #top { display: block; }
    ReplayScreen.-roomy.-river #top Board { width: 76; margin-right: 1; }
    ReplayScreen.-river #top { width: 1fr; }
    ReplayScreen.-river Board, ReplayScreen.-river #aside, ReplayScreen.-river Gauge { display: none; }
    ReplayScreen.-roomy.-river Board, ReplayScreen.-roomy.-river #aside, ReplayScreen.-roomy.-river Gauge { display: block; }
    ReplayScreen.-roomy Timeline { height: 5; }
    ReplayScreen.-roomy.-river Timeline { height: 4; }
    ReplayScreen #small { display: none; width: 100%; height: 100%; content-align: center middle; text-align: center; }
    ReplayScreen.-small > * { display: none; }
    ReplayScreen.-small #small { display: block; }
    """

    BINDINGS: ClassVar[list[BindingType]] = REPLAY
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        """The panels from top to bottom."""
        yield told_too_small("Replay needs")
        yield ModeLine()
        yield Gauge()
        with Container(id="middle"):
            with Horizontal(id="top"):
                yield Board()
                yield River()
            with Horizontal(id="aside"):
                yield EventDetail(id="event")
                yield DrillList(id="list")
                yield DrillDetail(id="drill")
                yield StandardDetail(id="standard")
                yield FindingsPanel(id="findings")
                yield WhyPanel(id="why")
                yield BlamePanel(id="blame")
                yield VerifyPanel(id="verify")
        yield Timeline()
        yield Status()
        yield Prompt()
        yield KeysLine()

    @property
    def not_here(self) -> Mapping[str, str]:
        """The ids of the keys that do nothing where one stands, each with why."""
        return not_here(self.at, answers=self.reading is not None, sought=bool(self.sought.words), recording=self.desk is not None)

    def action_help(self) -> None:
        """Open the help."""
        self.player.pause()
        keys = replay_keys(drilled=self.at.level is not None, supposing=bool(self.at.supposed))
        self.app.push_screen(HelpScreen([*keys, *Prompt.BINDINGS, *APP], self.not_here, {"Requests, after :": FORMS, **SIGNS}))

    @property
    def closed(self) -> Standpoint | None:
        """What is open on top closed, None where nothing is."""
        covers = self.has_class("-river") and not self.has_class("-roomy")
        return self.at.with_river() if covers else self.at.back

    def action_close(self) -> None:
        """What is open on top closed; where nothing is, how to leave is said and nothing done."""
        closed = self.at.shut if self.at.aside and self.has_class("-roomy") else self.closed
        if self.player.plays:
            self.action_play()
        elif closed is not None:
            self.go(closed)
        elif self.at.mode == "LIVE":
            self.go(replace(self.at, mode="AS AT"))
        elif not self.at.follows:
            self.go(self.at.freed())
        else:
            self.say("Nothing is open on top: q goes back to the programme.")

    def action_back(self) -> None:
        """One level closed, else back to the inspections, unless a dispute is being recorded; at once where it is too small to see one."""
        closed = None if self.has_class("-small") else self.closed
        if closed is None and self.pending:
            self.say("A dispute is still being recorded: press the key again.")
        elif closed is None:
            self.dismiss(Place(self.at, self.opens_at, self.sought))
        else:
            self.go(closed)
