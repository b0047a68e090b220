"""Writing one text together in the place of several wordings."""

from typing import TYPE_CHECKING

from schema.both import one_below_the_other
from tui.app.settling.facts import ToSettle
from tui.app.settling.why import ask_why
from tui.app.writing.editor import Editor
from tui.app.writing.task import WritingTask, together_in

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce

_ABOVE = "All wordings stand here. Make one text of them, then save."


def write_together(app: "Coproduce", title: str, found: ToSettle) -> None:
    """Open the editor with all wordings, one below the other."""
    each = found.difference
    text = ""
    for wording in reversed(each.wordings):
        text = one_below_the_other(text, wording)

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.settle(each.ref, at=each.at, text=text, why=why, expect=each.blob)

    task = WritingTask(
        heading=f"Write it together › {title}",
        about=together_in(each.ref, each.at),
        text=text,
        warning=_ABOVE,
    )
    app.push_screen(Together(task, save))


class Together(Editor):
    """An editor whose text takes the place of the wordings; saving it needs a reason."""

    def action_save(self) -> None:
        """Save after asking for the reason."""
        if not self.words.strip():
            self.tell("there are no words yet")
        else:
            ask_why(self.coproduce, "Written together", lambda why: self.send(self.words, why))

    def refused(self, error: Exception) -> None:
        """Say what went wrong: the words stay on the page, and in a draft."""
        self.coproduce.say_error(error)
