"""Whose words are about to be written: a person here, or someone whose name is not kept."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

import msgspec
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from schema.replacement import ANONYMOUS
from store.people_here import LEFT, NOT_HERE_YET, PersonHere
from tui import words
from tui.app.sentences import Line, Sentences
from tui.app.writing.page import OneLinePage
from tui.safe import joined, shown


class Speaking(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks, as `Workspace.say` takes it, as whom, and a content note ("" for none)."""

    by: str
    name: str
    perspectives: tuple[str, ...] = ()
    content_note: str = ""


class WhoSpeaks(ModalScreen[Speaking | None]):
    """Asks whose words they are; None when the person changed their mind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", id="speaker.leave"),
    ]
    CSS = """
    WhoSpeaks .dialog { height: 90%; }
    WhoSpeaks #speakers { height: 1fr; max-height: 100%; margin-bottom: 1; }
    WhoSpeaks Horizontal { height: 1; margin-bottom: 1; }
    WhoSpeaks .label { width: 15; }
    """

    def __init__(
        self, about: str, people: Sequence[PersonHere], perspectives: Sequence[str], me: str
    ) -> None:
        super().__init__()
        self._about = about
        self._choices = {f"{n}": each for n, each in enumerate(_choices(people, perspectives))}
        self._me = me

    def compose(self) -> ComposeResult:
        """Show who could be speaking, and a line for a content note."""
        with Vertical(classes="dialog"):
            yield Static(shown(f"Whose words about {self._about}?", "bold"))
            yield Sentences(id="speakers")
            with Horizontal():
                yield Static(shown("Content note"), classes="label")
                yield OneLinePage(placeholder="hard to read? as in: about restraint", compact=True)
            keys = "Enter write   Tab a content note keeps the words closed   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_mount(self) -> None:
        """Fill the list."""
        speakers = self.query_one(Sentences)
        speakers.show(Line(_said(each, self._me), number) for number, each in self._choices.items())
        speakers.focus()

    @on(Sentences.Opened, "#speakers")
    def _chosen(self, event: Sentences.Opened) -> None:
        event.stop()
        self._close(event.target)

    @on(Input.Submitted)
    def _noted(self, event: Input.Submitted) -> None:
        event.stop()
        self._close(self.query_one(Sentences).target)

    def _close(self, number: str) -> None:
        chosen = self._choices.get(number)
        if chosen:
            note = self.query_one(Input).value.strip()
            self.dismiss(msgspec.structs.replace(chosen, content_note=note))

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


def _choices(people: Sequence[PersonHere], perspectives: Sequence[str]) -> Iterator[Speaking]:
    for each in people:
        if each.here not in (LEFT, NOT_HERE_YET):
            yield Speaking(by=each.id, name=each.name)
    yield Speaking(by=ANONYMOUS, name="someone")
    for each in perspectives:
        if each != "other":
            yield Speaking(by=ANONYMOUS, name=words.perspective(each), perspectives=(each,))


def _said(choice: Speaking, me: str) -> Content:
    if choice.by == ANONYMOUS:
        return joined(choice.name, (" · no name is kept", "$text-muted"))
    return joined(choice.name, (" · at the keyboard" if choice.by == me else "", "$text-muted"))
