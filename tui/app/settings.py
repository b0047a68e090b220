"""Settings: how it looks, which keys, which editor, which name; kept for this person."""

import shlex
import shutil
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import msgspec
from textual import on
from textual.app import ComposeResult

from store import preferences
from store.preferences import Chosen, Preferences
from tui import words
from tui.app import themes
from tui.app.dialogs.asking import Choose, OneLine
from tui.app.groups import Entry, Group, group_lines, target_of
from tui.app.place import Place
from tui.app.sentences import Sentences
from tui.layout import dim

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved

_NAME_MEANS = (
    "A name, a team, or anything you want to be called. It is shown from now on, to everyone who "
    "shares this workspace. Changes you made before keep the name they were saved with."
)
_EDITOR_MEANS = "A command, as in: nano, or: code --wait. Leave it empty for the usual one."
_ON_OFF = (("on", "on"), ("off", "off"))
_NAMES = (("shown", "shown"), ("hidden", "hidden from the start, for a projector"))


class _Set(msgspec.Struct, frozen=True):
    """Everything the screen shows: what was chosen, where it is kept, who is at the keyboard."""

    chosen: Chosen
    file: str
    me: str
    name: str


class Settings(Place):
    """One line for each setting; Enter changes it."""

    TITLE = "Settings"
    HELP = (
        "How coproduce looks and answers, for you alone, on this computer. Enter changes a line. "
        "Nothing here changes what others see, but for your name."
    )
    REGIONS = {"#settings": "the settings"}

    def __init__(self) -> None:
        super().__init__()
        self._set: _Set | None = None
        self._typed: dict[str, str] = {}
        self._asking: dict[str, Callable[[Preferences], None]] = {
            "theme": self._ask_theme,
            "projector": self._ask_projector,
            "animations": self._ask_animations,
            "editor": self._ask_editor,
            "name": self._ask_name,
            "keys": self._ask_keys,
        }

    def body(self) -> ComposeResult:
        """The list of settings."""
        yield Sentences(id="settings")

    def reload(self) -> None:
        """Read what was chosen and who is here."""
        self.ask("settings", _read, self._show)

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self._lay_out)

    def _show(self, found: _Set) -> None:
        self._set = found
        self._lay_out()

    def _lay_out(self) -> None:
        if self._set is None:
            return
        sentences = self.query_one(Sentences)
        groups = _groups(self._set, self.coproduce.theme, self.coproduce.naming)
        width = sentences.scrollable_content_region.width
        sentences.show(group_lines(groups, width, ()))

    @on(Sentences.Opened)
    def _open(self, event: Sentences.Opened) -> None:
        event.stop()
        ask = self._asking.get(target_of(event.target)[1])
        if ask is not None and self._set is not None:
            ask(self._set.chosen.preferences)

    def _ask_theme(self, _: Preferences) -> None:
        def chosen(theme: str | None) -> None:
            self._change(theme=theme)

        looks = tuple(themes.WORDS.items())
        self.coproduce.push_screen(
            Choose("How should it look?", looks, self.coproduce.theme), chosen
        )

    def _ask_projector(self, now: Preferences) -> None:
        def chosen(names: str | None) -> None:
            if names is not None:
                self.coproduce.projector = names == "hidden"
                self._change(projector=self.coproduce.projector)

        here = "hidden" if now.projector else "shown"
        self.coproduce.push_screen(Choose("Names of people", _NAMES, here), chosen)

    def _ask_animations(self, now: Preferences) -> None:
        def chosen(state: str | None) -> None:
            self._change(animations=None if state is None else state == "on")

        here = "on" if now.animations else "off"
        self.coproduce.push_screen(Choose("Movement on the screen", _ON_OFF, here), chosen)

    def _ask_editor(self, now: Preferences) -> None:
        def chosen(editor: str | None) -> None:
            if editor is None:
                return
            problem = _editor_problem(editor)
            if problem:
                self._typed["editor"] = editor
                self.coproduce.say(problem, "Choose another, or leave it empty.")
            else:
                self._typed.pop("editor", None)
                self._change(editor=editor.strip())

        text = self._typed.get("editor", now.editor)
        self.coproduce.push_screen(
            OneLine("Which editor for long texts?", _EDITOR_MEANS, text), chosen
        )

    def _ask_name(self, _: Preferences) -> None:
        text = self._typed.get("name", self._set.name if self._set else "")
        self.coproduce.push_screen(
            OneLine("What do you want to be called?", _NAME_MEANS, text), self._call_me
        )

    def _ask_keys(self, _: Preferences) -> None:
        from tui.app.remapping import Remapping

        self.coproduce.push_screen(Remapping())

    def _change(self, **values: str | bool | None) -> None:
        given = {name: value for name, value in values.items() if value is not None}
        if given:
            self.ask("change", lambda _: preferences.change(**given), self._changed)

    def _changed(self, chosen: Chosen) -> None:
        self.coproduce.use(chosen.preferences)
        if chosen.sentence:
            self.coproduce.say(chosen.sentence)
        self.coproduce.tell_places()

    def _call_me(self, name: str | None) -> None:
        if name is None or self._set is None or name.strip() == self._set.name:
            return
        self._typed["name"] = name
        person = f"person/{self._set.me}"
        self.write("name", lambda workspace: workspace.edit(person, title=name), self._called)

    def _called(self, _: "Saved") -> None:
        self._typed.pop("name", None)
        self.coproduce.tell_places()

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)


def _read(workspace: "Workspace") -> _Set:
    me = workspace.me
    return _Set(preferences.load(), str(preferences.file()), me, workspace.name(me) if me else "")


def _groups(now: _Set, theme: str, naming: Callable[[str], str]) -> Iterator[Group]:
    chosen = now.chosen.preferences
    changed = words.count(len(chosen.keys), "changed", "changed") if chosen.keys else "the usual"
    yield Group(
        "settings",
        "For you, on this computer",
        (
            Entry(("How it looks", themes.WORDS.get(theme, theme)), "theme"),
            Entry(("Names of people", dict(_NAMES)[_names(chosen)]), "projector"),
            Entry(("Movement", "on" if chosen.animations else "off"), "animations"),
            Entry(("Keys", changed), "keys"),
            Entry(("Editor for long texts", chosen.editor or _usual_editor()), "editor"),
        ),
        few=9,
    )
    if now.me:
        yield Group(
            "person",
            "In this workspace",
            (Entry(("What you are called", naming(now.name)), "name"),),
        )
    yield Group("file", "", (Entry((dim(f"kept in {now.file}"),), ""),))
    if now.chosen.sentence:
        yield Group("damaged", "", (Entry((now.chosen.sentence,), ""),))


def _names(chosen: Preferences) -> str:
    return "hidden" if chosen.projector else "shown"


def _usual_editor() -> str:
    from tui.editor import EditorFailed, editor_command

    try:
        return f"the usual ({' '.join(editor_command())})"
    except EditorFailed:
        return "none found"


def _editor_problem(typed: str) -> str:
    """Return what is wrong with an editor someone typed, "" when nothing is."""
    try:
        parts = shlex.split(typed)
    except ValueError:
        return "This command cannot be understood: a quotation mark is missing."
    if parts and shutil.which(parts[0]) is None:
        return f"There is no program “{parts[0]}” on this computer."
    return ""
