"""A casebook of 106,260 rows: read beside openpyxl, imported, and imported again. Run with `python -m benchmarks.casebooks`.

Every figure is of one process of its own: seconds, and peak resident memory by the kernel's own account.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.commands import LEDGER, run_once
from ledger.asking import by
from ledger.bootstrap import create_ledger
from ledger.casebook.answers import is_prompt
from ledger.casebook.questions import Questions
from ledger.domain import commands as c
from ledger.exporting.table import Table
from ledger.exporting.written import csv_bytes, xlsx_bytes
from ledger.frameworks import load_framework

CASES = 1_540
NAME = "large-2026"
HEADINGS = ("inspection", "case", "question", "wording", "answer", "evidence")
READ = """
import sys
from ledger.casebook.opened import open_book
print(sum(1 for sheet in open_book(open(sys.argv[1], "rb").read()) for row in sheet.rows()))
"""
READ_BY_OPENPYXL = """
import sys, openpyxl
print(sum(1 for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True) for row in sheet.iter_rows()))
"""


def make(folder: Path) -> None:
    """An inspection with that many court cases in its sample, and the casebook as XLSX and CSV."""
    (folder / "large.xlsx").write_bytes(xlsx_bytes(table(), "2026-01-12T00:00:00Z"))
    (folder / "large.csv").write_bytes(csv_bytes(table()))
    ledger = folder / "large.ledger"
    with create_ledger(str(ledger)) as made:
        made.handle(
            c.OpenInspection(inspection=NAME, service="Large Service", framework="youth-2021", by=by("lead-inspector-1", "lead-inspector")),
            c.AssignTeamMember(
                inspection=NAME, member="lead-inspector-1", role="lead-inspector", by=by("lead-inspector-1", "lead-inspector")
            ),
            *(
                c.SampleCase(inspection=NAME, case=f"C{number:04d}", kind="court", by=by("lead-inspector-1", "lead-inspector"))
                for number in range(CASES)
            ),
        )


def table() -> Table:
    """A row for every question of every case."""
    questions = Questions(load_framework("youth-2021")).on("court")
    answers = (("yes", "no", "n/a"), ("sufficient", "insufficient", "not relevant"))
    rows = (
        (NAME, f"C{case:04d}", one.id, one.text, answers[not is_prompt(one.id)][(case + index) % 3], f"C{case:04d}/file")
        for case in range(CASES)
        for index, one in enumerate(questions)
    )
    return Table("casebook", HEADINGS, rows)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        ledger, xlsx, csv = folder / "large.ledger", folder / "large.xlsx", folder / "large.csv"
        # in a process of its own, since a process begins with its parent's peak of memory
        subprocess.run((sys.executable, "-m", "benchmarks.casebooks", temporary), check=True)
        take = (*LEDGER, "--ledger", str(ledger), "--as", "lead-inspector-1", "import")
        role = ("--role", "lead-inspector")
        print(f"{'':<46}{'s':>8}{'MB':>7}")
        for name, command in (
            ("openpyxl reads the XLSX", (sys.executable, "-c", READ_BY_OPENPYXL, str(xlsx))),
            ("the XLSX is read", (sys.executable, "-c", READ, str(xlsx))),
            ("the CSV is read", (sys.executable, "-c", READ, str(csv))),
            ("import of the XLSX, --dry-run", (*take, str(xlsx), *role, "--dry-run")),
            ("import of the XLSX", (*take, str(xlsx), *role)),
            ("import of the CSV: no differences", (*take, str(csv), *role)),
            ("export of the casebook, CSV", (*LEDGER, "--ledger", str(ledger), "export", NAME, "--format", "csv", "--table", "casebook")),
        ):
            seconds, megabytes = run_once(command)
            print(f"{name:<46}{seconds:>8.1f}{megabytes:>7.0f}", flush=True)
        subprocess.run((*LEDGER, "--ledger", str(ledger), "verify"), check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    make(Path(sys.argv[1])) if sys.argv[1:] else main()
