"""A file of keys: read, refused in words, and heeded by screen, help and palette."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.tui.driving import ROOMY, press, running, settle, shown

from ledger.application import Ledger
from ledger.errors import UsageError
from ledger_tui.app import ReplayApp
from ledger_tui.keymap import keymap, keymap_file, keymap_of
from ledger_tui.screens.replay import ReplayScreen


def test_keys_are_read_by_the_ids_of_what_they_do_with_or_without_quotes(tmp_path: Path) -> None:
    file = tmp_path / "keys.toml"
    file.write_text('step.on = "; f5"\n"why.show" = "W"\n[change]\nnext = "ctrl+n )"\n[own-change]\nnext = "]"\n', encoding="utf-8")
    assert keymap_of({"LEDGER_KEYS": str(file)}) == {
        "step.on": "semicolon,f5",
        "why.show": "W",
        "change.next": "ctrl+n,right_parenthesis",
        "own-change.next": "right_square_bracket",
    }


def test_without_a_file_the_keys_are_the_usual_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert keymap_file({}) is None
    assert keymap_of({}) == {}
    (tmp_path / "inspection-ledger").mkdir()
    (tmp_path / "inspection-ledger" / "keys.toml").write_text('step.on = ";"', encoding="utf-8")
    assert keymap_of({}) == {"step.on": "semicolon"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ({"step": {"forward": "n"}}, "'step.forward' is the id of no key"),
        ({"step": {"on": 7}}, "Expected keys with blanks between them for step.on, such as .*, found 7"),
        ({"step": {"on": " "}}, "Expected keys with blanks between them"),
        ({"step": {"on": "forward"}}, "Expected a sign, or a key such as pagedown, .* for step.on, found 'forward'"),
        ({"step": {"on": "w"}}, "On the replay the key w would be both step.on and why.show: give one of them another"),
        ({"app": {"theme": "s"}}, "the key s would be both "),
    ],
)
def test_what_no_key_can_be_is_refused_in_words(content: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        keymap(content)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (None, "keys.toml cannot be read: No such file or directory. LEDGER_KEYS names it."),
        (b"step.on = ", "Expected lines such as step.on"),
        (b"\xff", "Expected lines such as step.on"),
        (b'nothing = "n"', "'nothing' is the id of no key.*The file of keys is .*keys.toml"),
    ],
)
def test_a_file_that_is_none_is_refused_by_its_name(tmp_path: Path, data: bytes | None, said: str) -> None:
    file = tmp_path / "keys.toml"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(UsageError, match=said):
        keymap_of({"LEDGER_KEYS": str(file)})


async def test_screen_footer_help_and_palette_have_the_keys_of_the_file(ledger: Ledger) -> None:
    app = ReplayApp(ledger, "training-example")
    app.remap(keymap({"step.back": ";", "help.open": "f1"}))
    async with running(app, ROOMY) as pilot:
        await press(pilot, "0", ".", ".", "semicolon", ",")
        screen = pilot.app.screen
        assert isinstance(screen, ReplayScreen)
        assert screen.at.step == 2
        assert "f1 Help ; Back" in shown(app).splitlines()[-1]
        await press(pilot, "f1")
        await settle(pilot)
        assert any(line.split()[:4] == [";", "One", "event", "back"] for line in shown(app).splitlines())
