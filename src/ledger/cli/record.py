"""`ledger record`: everything that can be recorded of an inspection, one verb each, or many from JSON lines."""

from __future__ import annotations

from typing import Final

import click

from ledger.cli.record_case import CASE
from ledger.cli.record_disputes import DISPUTES
from ledger.cli.record_lines import record_lines
from ledger.cli.record_second import SECOND
from ledger.cli.record_verb import verb_command
from ledger.cli.settings import Settings
from ledger.errors import UsageError
from ledger.recording.verbs import VERBS

EXAMPLES: Final = """\b
Examples:
  ledger --as lead-inspector-1 record open north-2026 --service "North Service" --framework youth-2021 --role lead-inspector
  ledger --as inspector-1 record judge north-2026 C07 2.1.3 sufficient --role inspector --dry-run
  ledger record --jsonl commands.jsonl
  echo '{"do": "draft", "inspection": "north-2026", "by": {"role": "lead-inspector"}}' | ledger record --jsonl -

`ledger record VERB --help` has an example of every verb; docs/recording.md has the JSON lines. `ledger roles` says who may do what.
"""


SCREENS: Final = {"case": CASE, "disputes": DISPUTES, "second": SECOND}
"""What is recorded on a screen of its own."""


class Verbs(click.Group):
    """A group that makes the command of a verb when the verb is named."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The verbs, in the order of an inspection's life, and the screens."""
        return [*VERBS, *SCREENS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of this verb, or None."""
        if cmd_name in SCREENS:
            return SCREENS[cmd_name]
        verb = VERBS.get(cmd_name)
        return verb_command(verb) if verb else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's signature
        """Writes every verb with what it does."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb.name, verb.does) for verb in VERBS.values()])
        with formatter.section("On a screen"):
            formatter.write_dl([(name, screen.short_help or "") for name, screen in SCREENS.items()])


@click.group(cls=Verbs, epilog=EXAMPLES, invoke_without_command=True, subcommand_metavar="[VERB ...]")
@click.option("--jsonl", "file", metavar="FILE", help="Record every JSON line of a file, or of standard input for -.")
@click.pass_context
def record(context: click.Context, file: str | None) -> None:
    """Record what happens in an inspection: who, in which role, when and why. What a rule does not allow is refused."""
    settings: Settings = context.obj
    verb = context.invoked_subcommand
    if file is not None and verb is not None:
        raise UsageError(f"Expected --jsonl or a verb, found --jsonl and {verb}. The lines of the file say what to do.")
    if file is not None:
        record_lines(file, settings)
    elif verb is None:
        raise UsageError("Expected a verb such as judge, or --jsonl FILE, found neither. `ledger record --help` lists the verbs.")
