"""Keys that save a picture of the screen, under a name that is asked for."""

from __future__ import annotations

from pathlib import Path

from textual.screen import ScreenResultType

from ledger_tui.messages import PromptAnswered
from ledger_tui.pictures import picture_path, places, unwritable, write_picture
from ledger_tui.screens.saying import Saying
from ledger_tui.widgets.panel import widest
from ledger_tui.widgets.prompt import Prompt


class Saving(Saying[ScreenResultType]):
    """Asks for the name of a file, and once more where there is one already."""

    _replaced: Path | None = None

    @property
    def picture_name(self) -> str:
        """The name of a picture of what is shown, without its ending."""
        raise NotImplementedError

    def action_picture(self) -> None:
        """Ask for the name of the file."""
        hint = "the name of an SVG file; escape saves nothing"
        self.query_one(Prompt).ask("picture", "save as", hint, value=f"{self.picture_name}.svg")

    def on_prompt_answered(self, message: PromptAnswered) -> None:
        """Save under the name given, or in the place of the file that is there."""
        if message.purpose == "picture" and message.text:
            self.save(message.text)
        elif message.purpose == "replace" and self._replaced is not None:
            if message.text.casefold() == "yes":
                self._write_once_drawn(self._replaced)
            else:
                self.say(f"{self._replaced.name} stays as it is: nothing was saved.")

    def picture(self, typed: str | None) -> None:
        """Save under a name, or ask for one."""
        if typed is None:
            self.action_picture()
        else:
            self.save(typed)

    def save(self, typed: str) -> None:
        """Save the picture in a file; one that is there is replaced only once that was confirmed."""
        try:
            path = picture_path(typed)
            refusal = unwritable(path)
        except OSError as error:
            self.say(f"No picture can be saved there: {error.strerror}. Give another name.")
            return
        if refusal is not None:
            self.say(refusal)
        elif path.exists():
            self._replaced = path
            self.query_one(Prompt).ask("replace", f"replace {path.name}?", "yes or no")
        else:
            self._write_once_drawn(path)

    def _write_once_drawn(self, path: Path) -> None:
        """Write once the prompt is gone, which belongs on no picture, and the footer has its place back, which takes another refresh."""
        self.call_after_refresh(self.call_after_refresh, self._write, path)

    def _write(self, path: Path) -> None:
        try:
            write_picture(path, self.app.export_screenshot(title=self.picture_name))
        except OSError as error:
            self.say(f"The picture could not be written to {path}: {error.strerror}.")
        else:
            room = self.app.size.width - len("Saved as . ")
            self.say(f"Saved as {widest(places(path), room).rstrip()}")
