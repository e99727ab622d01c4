"""The `ledger` command: its global options, commands loaded when they are named, and every error as a sentence and an exit code."""

from __future__ import annotations

import gc
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType
from typing import Final

import click

from ledger.cli import diagnostics, output
from ledger.cli.settings import Settings

COMMANDS: Final = {
    "demo": ("ledger.cli.demo:demo", "Replay the five published inspections from a demonstration ledger."),
    "init": ("ledger.cli.schema:init", "Create an empty ledger."),
    "upgrade": ("ledger.cli.schema:upgrade", "Bring a ledger to this version's schema."),
    "inspections": ("ledger.cli.inspections:inspections", "List the inspections of a ledger with their overall ratings."),
    "ratings": ("ledger.cli.ratings:ratings", "Show the ratings of an inspection, now or as at a point."),
    "rate": ("ledger.cli.rate:rate", "Rate a figures file; no ledger is needed."),
    "why": ("ledger.cli.why:why", "Explain a rating, from the judgements to the overall score."),
    "log": ("ledger.cli.log:log", "List the recorded events of an inspection."),
    "show": ("ledger.cli.show:show", "Show one recorded event, whole, with what it changed."),
    "diff": ("ledger.cli.diff:diff", "Show what changed between two points, and the events that did it."),
    "blame": ("ledger.cli.blame:blame", "Show the event that last set every rating and key question."),
    "findings": ("ledger.cli.findings:command", "Show what a reviewer should look at."),
    "sensitivity": ("ledger.cli.sensitivity:sensitivity", "Show how far every rating is from a boundary, and what would move it."),
    "copy": ("ledger.cli.moving:copy", "Copy a ledger to another place or database, every record checked."),
    "backup": ("ledger.cli.moving:backup", "Write the ledger as it stands now into a new file."),
    "verify": ("ledger.cli.verify:verify", "Read every record again and check it, and say every fault."),
    "record": ("ledger.cli.record:record", "Record what happens in an inspection, from its opening to publication."),
    "casebook": ("ledger.cli.casebook:casebook", "Make a workbook for answers and judgements to be filled in."),
    "import": ("ledger.cli.import_file:import_file", "Import a casebook, XLSX or CSV, all of it or nothing."),
    "export": ("ledger.cli.export:export", "Export the annexe tables, the casebook or the log."),
    "second": ("ledger.cli.second:second", "Have judgements made a second time, for comparison."),
    "dispute": ("ledger.cli.dispute:dispute", "Raise, answer, resolve and list disputes, and see which of them matter."),
    "agreement": ("ledger.cli.agreement:agreement", "Show how often second judgements agree with the first."),
    "roles": ("ledger.cli.roles:roles", "Show which role may have what recorded."),
    "access": ("ledger.cli.access:access", "Say which database login is whose, or show it."),
    "tui": ("ledger.cli.tui:tui", "Replay inspections in the terminal."),
}
"""Every command: where it is, and what it does."""

EXAMPLES: Final = """\b
Examples:
  ledger demo
  ledger --ledger demo ratings north-yorkshire-2020 --at panel
  ledger --ledger demo log north-yorkshire-2020 --standard 3.2
"""


class Commands(click.Group):
    """A group that imports the module of a command when the command is named, and not for its help."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The names of the commands, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        module, _, attribute = COMMANDS[cmd_name][0].partition(":")
        found: click.Command = getattr(_imported(module), attribute)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Writes every command with what it does."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, does) for name, (_, does) in COMMANDS.items()])


def _imported(module: str) -> ModuleType:
    """The module, imported without stopping to look for garbage: what is imported stays, so looking only costs time."""
    if module in sys.modules:
        return sys.modules[module]
    gc.disable()
    try:
        return import_module(module)
    finally:
        gc.freeze()
        gc.enable()


def _show_version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001 - a click callback
    if wanted and not context.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            output.write_lines([f"ledger {version('inspection-ledger')}"])
        except PackageNotFoundError:
            output.write_lines(["ledger, run from its source"])
        context.exit()


@click.group(cls=Commands, epilog=EXAMPLES, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option("--ledger", metavar="PATH_OR_URL", help="A file, a SQLAlchemy URL, or demo. [default: LEDGER_URL, else a file of yours]")
@click.option("--as", "actor", metavar="ACTOR", help="Who writes are recorded under. [default: LEDGER_ACTOR, else your login name]")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version, help="Show the version.")
@click.pass_context
def command(context: click.Context, ledger: str | None, actor: str | None) -> None:
    """Audit inspection ratings: who changed what, when, why, and which rule each rating follows from."""
    context.obj = Settings.checked(ledger, actor)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, those of the program by default, and return its exit code."""
    try:
        with command.make_context("ledger", list(sys.argv[1:] if arguments is None else arguments)) as context:
            command.invoke(context)
        output.flush()
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except BrokenPipeError:
        output.give_up()
        return 0
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last resort: told in a sentence
        return diagnostics.failed(error)
    return 0
