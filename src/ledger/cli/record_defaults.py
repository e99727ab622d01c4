"""Who acts, in which role and on which day, where a command does not say."""

from __future__ import annotations

import getpass
import os
from typing import Final

from ledger.application import Ledger
from ledger.bootstrap import utc_now
from ledger.cli.settings import Settings
from ledger.errors import UsageError
from ledger.recording.building import Defaults
from ledger.recording.kinds import NAME
from ledger.strict_json import WrongValueError

ROLE: Final = "LEDGER_ROLE"


def defaults(settings: Settings, ledger: Ledger) -> Defaults:
    """The actor of --as or of LEDGER_ACTOR, else whose the database login is, else the one logged in here; today in UTC.

    The role is that of LEDGER_ROLE, else the only one that the actor's login has.
    """
    logins = ledger.logins.asking()
    actor = settings.actor or logins.actor or _login()
    try:
        NAME.read(actor, ("actor",))
    except WrongValueError as error:
        raise UsageError(f"Expected {error.expected} for who acts (--as, LEDGER_ACTOR or the login name), found {error.found}.") from error
    return Defaults(
        actor, utc_now().date().isoformat(), logins.actor or actor, lambda acting: os.environ.get(ROLE) or logins.usual_role(acting)
    )


def _login() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError) as error:
        raise UsageError("Expected to know who acts, found no login name. Say who with --as ACTOR.") from error
