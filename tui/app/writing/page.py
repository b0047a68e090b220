"""The page people write on: soft wrap, a long undo, and no character that could act or hide."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.widgets import Input, TextArea
from textual.widgets.text_area import Edit, EditResult

from schema.text import Cleaned, clean

# Textual's usual 50 steps are a minute of typing.
_STEPS_BACK = 1000


class Page(TextArea):
    """A text to write in. Its text is always free of characters that a terminal would act on."""

    DEFAULT_CSS = "Page { scrollbar-gutter: stable; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "undo", "Undo", show=False, id="page.undo"),
        Binding("ctrl+y", "redo", "Redo", show=False, id="page.redo"),
    ]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        self._wrapped = (0, 0, 0)
        super().__init__(id=id, compact=True, max_checkpoints=_STEPS_BACK)

    def begin(self, text: str) -> int:
        """Show the text to begin from; return how many hidden characters are not shown."""
        cleaned = harmless(text)
        self.load_text(cleaned.text)
        return cleaned.removed

    def begin_clean(self, text: str) -> None:
        """Show a text to begin from that `harmless` has cleaned already."""
        self.load_text(text)

    def _rewrap_and_refresh_virtual_size(self) -> None:
        # Textual wraps everything anew whenever the page may have another size; a long text at the
        # width it was wrapped to already is left as it is.
        wrapped = (id(self.wrapped_document), self.wrap_width, self.indent_width)
        if wrapped != self._wrapped:
            self._wrapped = wrapped
            super()._rewrap_and_refresh_virtual_size()

    def put(self, text: str) -> None:
        """Write `text` in place of everything, as one step that can be undone."""
        self.replace(text, (0, 0), self.document.end, maintain_selection_offset=False)

    def edit(self, edit: Edit) -> EditResult:
        """Do one edit, without what a paste may bring along unseen."""
        edit.text = harmless(edit.text).text
        return super().edit(edit)


class OneLinePage(Input):
    """One line to write on; what is pasted becomes one line, whole and harmless."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        text = " ".join(harmless(event.text).text.split())
        selection = self.selection
        if selection.is_empty:
            self.insert_text_at_cursor(text)
        else:
            self.replace(text, *selection)


def harmless(text: str) -> Cleaned:
    """Return text that is safe to show and to keep, with all its blank lines and spaces."""
    # Canonical text ends in one line break; a full stop keeps what stands before it.
    cleaned = clean(f"{text}.")
    return Cleaned(cleaned.text.removesuffix(".\n"), cleaned.removed)
