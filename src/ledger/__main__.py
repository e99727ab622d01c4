"""`python -m ledger` is the `ledger` command."""

from __future__ import annotations

import sys

from ledger.cli.main import main

sys.exit(main())
