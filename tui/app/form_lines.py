"""The lines of a form: what a field is called, a place to write or choose, its help, its fault."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui import words
from tui.app.form_rows import BODY, Row, join, remark, split
from tui.app.writing.page import OneLinePage, Page
from tui.safe import joined, shown

_NOTHING = "not said"


class Pick(Static, can_focus=True):
    """What is chosen, in words. Enter, Space or a click asks for a choice, Backspace clears it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", "Choose", id="form.choose"),
        Binding("backspace,delete", "clear", "Clear", show=False, id="form.clear"),
    ]

    class Asked(Message):
        """Someone wants to choose."""

        def __init__(self, pick: "Pick") -> None:
            super().__init__()
            self.pick = pick

    class Chosen(Message):
        """Something else is chosen now."""

        def __init__(self, pick: "Pick") -> None:
            super().__init__()
            self.pick = pick

    def __init__(self, row: Row) -> None:
        super().__init__()
        self.row = row
        self.hides_names = False
        self._text = row.text

    @property
    def value(self) -> str:
        """What is chosen, as a row keeps it."""
        return self._text

    @value.setter
    def value(self, text: str) -> None:
        changed = text != self._text
        self._text = text
        self.update(self._said())
        if changed:
            self.post_message(self.Chosen(self))

    @property
    def chosen(self) -> tuple[str, ...]:
        """What is chosen, each as it is stored."""
        if self.row.is_several:
            return split(self._text)
        return (self._text,) if self._text else ()

    def choose(self, values: Sequence[str]) -> None:
        """Take these."""
        self.value = join(values) if self.row.is_several else "".join(values[:1])

    def on_mount(self) -> None:
        """Show what is chosen."""
        self.update(self._said())

    def _said(self) -> Content:
        known = {each.value: each for each in self.row.choices}
        said = [
            "someone" if self.hides_names and known[each].is_name else known[each].said
            for each in self.chosen
            if each in known
        ]
        if not said:
            return joined((_NOTHING, "$text-muted"))
        return shown(words.listed(said))

    def on_click(self) -> None:
        """Ask for a choice."""
        self.action_choose()

    def action_choose(self) -> None:
        """Ask for a choice."""
        self.post_message(self.Asked(self))

    def action_clear(self) -> None:
        """Choose nothing."""
        self.value = ""


class FormLine(Vertical):
    """One row of a form on screen."""

    class Changed(Message):
        """Something else stands in the row."""

    DEFAULT_CSS = """
    FormLine { height: auto; margin-bottom: 1; }
    FormLine Horizontal { height: auto; }
    FormLine .label { width: 27; padding-right: 2; color: $accent; }
    FormLine .below { margin-left: 27; height: auto; color: $text-muted; }
    FormLine .fault { margin-left: 27; height: auto; color: $error; display: none; }
    FormLine.-entry { margin-bottom: 0; }
    FormLine .stuck { width: 1fr; }
    FormLine Input { width: 1fr; max-width: 80; background: $surface; }
    FormLine Input:focus { background: $primary 20%; }
    FormLine Pick { width: 1fr; max-width: 80; height: auto; background: $surface; }
    FormLine Pick:focus { background: $primary 30%; text-style: bold; }
    FormLine Page { width: 1fr; max-width: 80; height: 7; background: $surface; }
    FormLine Page:focus { background: $primary 10%; }
    """

    def __init__(self, row: Row, *, hides_names: bool = False, is_last: bool = True) -> None:
        super().__init__(classes="" if is_last else "-entry")
        self.row = row
        self._control = _control(row, hides_names=hides_names)

    def compose(self) -> ComposeResult:
        """Put the control beside its name, the help below it."""
        if self.row.above:
            yield Static(joined(self.row.above, (f"  {self.row.help}", "$text-muted")))
        with Horizontal():
            yield Static(shown(self.row.label), classes="label")
            yield self._control
        if self.row.help and not self.row.above:
            yield Static(shown(self.row.help), classes="below")
        yield Static(classes="fault")

    @property
    def text(self) -> str:
        """What stands in the row."""
        match self._control:
            case Input() | Pick():
                return self._control.value
            case TextArea():
                return self._control.text
            case _:
                return self.row.text

    @text.setter
    def text(self, text: str) -> None:
        match self._control:
            case Input() | Pick():
                self._control.value = text
            case Page():
                self._control.put(text)
            case _:
                pass

    @property
    def control(self) -> Widget:
        """What takes the keyboard."""
        return self._control

    def say(self, sentence: str, *, wrong: bool = True) -> None:
        """Say something beside the row; "" takes it away. What is wrong has a mark before it."""
        fault = self.query_one(".fault", Static)
        fault.display = bool(sentence)
        mark = "▸ " if wrong else "  "
        fault.update(joined((f"{mark}{sentence}", "$error" if wrong else "$text-muted")))

    @on(Input.Changed)
    @on(Pick.Chosen)
    @on(TextArea.Changed)
    def _changed(self, event: Message) -> None:
        event.stop()
        said, wrong = remark(self.row, self.text)
        self.say(said if self.text != self.row.text else "", wrong=wrong)
        self.post_message(self.Changed())


def _control(row: Row, *, hides_names: bool) -> Widget:
    if row.stuck:
        return Static(joined((row.stuck, "$text-muted")), classes="stuck")
    if row.choices:
        pick = Pick(row)
        pick.hides_names = hides_names
        return pick
    if row.key == BODY:
        page = Page()
        page.load_text(row.text)
        return page
    return OneLinePage(row.text, compact=True, select_on_focus=False)
