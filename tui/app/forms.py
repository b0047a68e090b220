"""A form for any record: made from the schema, a line a field, nothing lost on the way."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from schema.text import capital_first
from store.errors import RecordChanged
from tui.app.dialogs.leaving import leaving
from tui.app.dialogs.picking import Picking
from tui.app.door import Asking, Failed
from tui.app.form_lines import FormLine, Pick
from tui.app.form_rows import BODY, TITLE, WHY, Row, as_draft, fault, fields_from, from_draft
from tui.app.form_task import Beginning, Filled, FormTask, beginning, save
from tui.app.key_line import KeyLine
from tui.app.place import TopLine
from tui.app.writing.keeping import Keeping
from tui.app.writing.offering import TAKE, offer
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store.held import HeldDraft
    from store.values import Saved
    from tui.app.application import Coproduce

__all__ = ["Form", "FormTask"]

_HIDDEN = "Names are hidden while the screen is shown to everyone."
_HIDDEN_HINT = "F2 shows them again, so that people can be chosen."
_CHANGED_TOO = "This was changed meanwhile, to: {}. Saving again puts yours in its place."
_TEXT_CHANGED_TOO = (
    "The text was changed meanwhile, too. Yours is kept as a draft. "
    "Saving again puts it in the place of theirs; theirs stays in the history."
)


class FormLines(VerticalScroll):
    """The lines of the form; up and down go from one to the next."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "Up", show=False, id="form.up"),
        Binding("down", "app.focus_next", "Down", show=False, id="form.down"),
    ]


class Form(Asking, Screen["Saved | None"]):
    """Make or change one record. Dismisses what was saved, None when nothing was."""

    HELP = (
        "One line for each thing that can be said; all but the first may stay empty. Enter goes "
        "to the next line, or opens a choice. Nothing is saved before you say so, and what you "
        "typed is kept as a draft meanwhile."
    )
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide"), (140, "-widest")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "save", "Save", id="form.save"),
        Binding("escape", "leave", "Leave", id="form.leave"),
    ]
    DEFAULT_CSS = """
    Form #note { padding: 0 1; color: $text-muted; }
    Form #lines { height: 1fr; padding: 1 1 0 1; scrollbar-size-vertical: 1; }
    Form #told { height: 1; padding: 0 1; color: $text-muted; }
    """

    def __init__(self, task: FormTask) -> None:
        super().__init__()
        self.form = task
        self._begun: Beginning | None = None
        self._keeping = Keeping(self, task.draft, "")
        self._saving = False

    def compose(self) -> ComposeResult:
        """Put the lines between what it is about and the keys."""
        yield TopLine(id="top")
        yield Static(shown(self.form.note), id="note")
        yield FormLines(id="lines", can_focus=False)
        yield Static(id="told")
        yield KeyLine()

    @property
    def coproduce(self) -> "Coproduce":
        """The app."""
        return cast("Coproduce", self.app)

    @property
    def lines(self) -> Mapping[str, FormLine]:
        """The lines of the form by the keys of their rows."""
        return {line.row.key: line for line in self.query(FormLine)}

    @property
    def typed(self) -> Mapping[str, str]:
        """What stands in each row."""
        return {key: line.text for key, line in self.lines.items()}

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows as they were before anyone typed."""
        return self._begun.rows if self._begun else ()

    @property
    def words(self) -> str:
        """What was typed, as a draft keeps it."""
        return as_draft(self.rows, self.typed)

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not saved."""
        typed = self.typed
        return any(typed.get(row.key, row.text) != row.text for row in self.rows)

    def keep_words(self) -> None:
        """Keep what was typed as a draft, if it is not kept yet."""
        self._keeping.now()

    def on_mount(self) -> None:
        """Ask for what belongs to the record."""
        self.query_one("#note").display = bool(self.form.note)
        task = self.form
        self.ask("begin", lambda workspace: beginning(workspace, task), self._begin, keys_wait=True)

    def on_resize(self) -> None:
        """Fit the line above to the width."""
        self.query_one("#top", TopLine).say(self.form.heading, self.coproduce.right_of_top)

    def _begin(self, begun: Beginning) -> None:
        if self._begun is not None:
            self._begin_again(begun)
            return
        self._begun = begun
        hides = self.coproduce.projector
        pane = self.query_one("#lines")
        last = {row.name: row.key for row in begun.rows}
        pane.mount_all(
            FormLine(row, hides_names=hides, is_last=last[row.name] == row.key)
            for row in begun.rows
        )
        self.call_after_refresh(self._ready, begun.left)

    def _ready(self, left: "tuple[HeldDraft, ...]") -> None:
        first = next((line for line in self.lines.values() if line.control.focusable), None)
        if first is not None:
            self.set_focus(first.control)
        if found := tuple(each for each in left if each.text.strip()):
            self._offer(found)

    def _offer(self, left: "tuple[HeldDraft, ...]") -> None:
        def chosen(answer: str, which: "HeldDraft") -> None:
            if answer == TAKE:
                self._keeping.take_over(which)
                self._fill(from_draft(which.text))
                return
            self._keeping.forget(which)
            if rest := tuple(each for each in left if each is not which):
                self._offer(rest)

        offer(self.coproduce, left, chosen, read=_readable)

    def _fill(self, texts: Mapping[str, str]) -> None:
        for key, line in self.lines.items():
            if key in texts:
                line.text = texts[key]

    @on(FormLine.Changed)
    def _typed_something(self) -> None:
        self.tell("")
        self._keeping.later()

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        event.stop()
        self.focus_next()

    @on(Pick.Asked)
    def _pick(self, event: Pick.Asked) -> None:
        event.stop()
        pick = event.pick
        row = pick.row
        if self.coproduce.projector and any(each.is_name for each in row.choices):
            self.coproduce.say(_HIDDEN, _HIDDEN_HINT)
            return

        def chosen(values: tuple[str, ...] | None) -> None:
            if values is not None:
                pick.choose(values)

        question = capital_first(row.label)
        self.coproduce.push_screen(
            Picking(question, row.help, row.choices, pick.chosen, several=row.is_several), chosen
        )

    def tell(self, sentence: str) -> None:
        """Say something short above the keys."""
        self.query_one("#told", Static).update(joined((sentence, "$text-muted")))

    def action_leave(self) -> None:
        """Leave; with words that are not saved, ask first."""
        if not self.is_changed:
            self.dismiss(None)
            return

        def chosen(answer: str | None) -> None:
            if self._keeping.leave(answer):
                self.dismiss(None)

        self.coproduce.push_screen(leaving("What you typed is", "it"), chosen)

    def action_save(self) -> None:
        """Save, unless something has to be put right first."""
        begun = self._begun
        if begun is None or self._saving:
            return
        if self._say_faults():
            return
        if self.form.ref and not self._changes_record():
            self.tell("nothing has changed, so there is nothing to save")
            return
        self._saving = True
        self._keeping.now()
        self.tell("saving …")
        task, filled, blob = self.form, self._filled(begun), begun.blob
        self.write(
            "save",
            lambda workspace: save(workspace, task, filled, blob),
            self._saved,
            keys_wait=True,
        )

    def _changes_record(self) -> bool:
        typed = self.typed
        return any(typed[row.key] != row.text for row in self.rows if row.key != WHY)

    def _say_faults(self) -> bool:
        """Say beside each line what is wrong with it; return whether anything is."""
        lines = self.lines
        first = ""
        for row in self.rows:
            touched = lines[row.key].text != row.text or row.key == TITLE
            found = fault(row, lines[row.key].text) if touched and not row.stuck else ""
            if found:
                lines[row.key].say(found)
                first = first or row.key
        if first:
            lines[first].control.focus()
            self.tell("not saved yet: look at the line with ▸")
        return bool(first)

    def _filled(self, begun: Beginning) -> Filled:
        typed = self.typed
        was = {row.key: row.text for row in begun.rows}
        title, body = typed[TITLE].strip(), typed.get(BODY, "")
        return Filled(
            title=title if title != was[TITLE] else None,
            fields=fields_from(begun.rows, typed, begun.before),
            body=body if body != was.get(BODY, "") else None,
            why=typed[WHY].strip(),
            draft=self.words,
        )

    def _saved(self, saved: "Saved") -> None:
        self._keeping.drop()
        for note in saved.notes:
            self.coproduce.notify(note)
        self.coproduce.tell_places()
        self.dismiss(saved)

    def on_failed(self, event: Failed) -> None:
        """Say what went wrong; what was typed stays where it is."""
        event.stop()
        if event.question == "hold":
            self._keeping.failed()
            self.tell("this could not be kept as a draft")
            return
        self._saving = False
        self.tell("not saved" if event.question == "save" else "")
        self.coproduce.say_error(event.error)
        if isinstance(event.error, RecordChanged):
            task = self.form
            self.ask("begin", lambda workspace: beginning(workspace, task), self._begin)

    def _begin_again(self, begun: Beginning) -> None:
        """Go on from a newer version: show what changed in lines nobody touched, tell of others."""
        old = {row.key: row for row in self.rows}
        self._begun = begun
        lines = self.lines
        for row in begun.rows:
            line, before = lines.get(row.key), old.get(row.key)
            if line is None or before is None or row.text == before.text:
                continue
            untouched = line.text == before.text
            line.row = row
            if untouched:
                line.text = row.text
            else:
                line.say(_TEXT_CHANGED_TOO if row.key == BODY else _CHANGED_TOO.format(_now(row)))


def _readable(draft: str) -> str:
    """Return what was typed, without the names of the rows."""
    return " · ".join(each for each in from_draft(draft).values() if each.strip())


def _now(row: Row) -> str:
    known = {each.value: each.said for each in row.choices}
    return f"“{known.get(row.text, row.text)}”" if row.text else "nothing"
