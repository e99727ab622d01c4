"""A file of keys: which keys do what, by the ids of the help, in the place of those that the program has."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final

from platformdirs import user_config_path
from textual.binding import Binding, BindingType
from textual.keys import Keys, _character_to_key

from ledger.errors import UsageError
from ledger_tui.screens.compare_keys import COMPARE
from ledger_tui.screens.disputes_keys import DISPUTES
from ledger_tui.screens.keys import APP, REPLAY
from ledger_tui.screens.programme_keys import PROGRAMME
from ledger_tui.screens.recording_keys import RECORDING
from ledger_tui.screens.second_keys import SECOND

VARIABLE: Final = "LEDGER_KEYS"
SCREENS: Final[Mapping[str, list[BindingType]]] = {
    "the replay": REPLAY,
    "the programme": PROGRAMME,
    "the comparison": COMPARE,
    "the disputes": DISPUTES,
    "the recording": RECORDING,
    "second judgements": SECOND,
}
_NAMED: Final = frozenset(key.value for key in Keys)
_HELD: Final = ("ctrl+", "shift+", "alt+")

Keymap = Mapping[str, str]
"""The keys of each binding by its id, as Textual has them: long names, with commas between."""


def keymap_file(environment: Mapping[str, str]) -> Path | None:
    """The file that the environment names, else the user's own where there is one, else None."""
    named = environment.get(VARIABLE)
    own = user_config_path("inspection-ledger") / "keys.toml"
    return Path(named).expanduser() if named else own if own.is_file() else None


def read_keymap(file: Path | None) -> Keymap:
    """What a file of keys says, nothing where there is none; UsageError says what is wrong with it."""
    if file is None:
        return {}
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"The file of keys {file} cannot be read: {error.strerror}. {VARIABLE} names it.") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f'Expected lines such as step.on = ". right" in the file of keys {file}, found another thing: {error}.') from error
    try:
        return keymap(content)
    except UsageError as error:
        raise UsageError(f"{error} The file of keys is {file}.") from error


def keymap(content: Mapping[str, object]) -> Keymap:
    """The keys by the ids of what they do; UsageError for an id or key that is none, and for a key that would do two things."""
    known = {str(binding.id) for bindings in (*SCREENS.values(), APP) for binding in _bindings(bindings)}
    read: dict[str, str] = {}
    for identity, keys in _flat(content, ""):
        if identity not in known:
            raise UsageError(f"{identity!r} is the id of no key: they are such as step.on, why.show and list.sort.")
        if not isinstance(keys, str) or not keys.split():
            raise UsageError(f'Expected keys with blanks between them for {identity}, such as ". right", found {keys!r}.')
        read[identity] = ",".join(_key(identity, key) for key in keys.split())
    for screen, bindings in SCREENS.items():
        _require_one_meaning(screen, [*_bindings(bindings), *_bindings(APP)], read)
    return read


def _flat(content: Mapping[str, object], within: str) -> Iterator[tuple[str, object]]:
    """Every value by its whole name: TOML reads step.on as a table."""
    for name, value in content.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{within}{name}.")
        else:
            yield f"{within}{name}", value


def _key(identity: str, key: str) -> str:
    name = _character_to_key(key) if len(key) == 1 else key
    bare = name
    for held in _HELD:
        bare = bare.removeprefix(held)
    if len(key) > 1 and bare not in _NAMED and len(bare) != 1:
        raise UsageError(f"Expected a sign, or a key such as pagedown, ctrl+n or f5, for {identity}, found {key!r}.")
    return name


def _require_one_meaning(screen: str, bindings: Iterable[Binding], read: Keymap) -> None:
    taken: dict[str, str] = {}
    for binding in bindings:
        for key in read.get(str(binding.id), binding.key).split(","):
            before = taken.setdefault(key, str(binding.id))
            if before != binding.id:
                raise UsageError(f"On {screen} the key {key} would be both {before} and {binding.id}: give one of them another.")


def _bindings(bindings: Iterable[BindingType]) -> Iterator[Binding]:
    return (binding for binding in bindings if isinstance(binding, Binding))


def keymap_of(environment: Mapping[str, str]) -> Keymap:
    """The keys that the environment asks for."""
    return read_keymap(keymap_file(environment))
