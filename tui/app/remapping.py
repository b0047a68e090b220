"""Other keys for what keys do: all of them in a list, each can be given another key."""

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from store import preferences
from store.preferences import Chosen
from tui.app.groups import Entry, Group, group_lines, target_of
from tui.app.keys import EVERYWHERE, LISTS, Deed, every, key_words
from tui.app.place import Place
from tui.app.sentences import Sentences
from tui.layout import dim
from tui.safe import joined, shown

if TYPE_CHECKING:
    from store import Workspace

USUAL = ""
_STAYS = frozenset(
    ("enter", "tab", "shift+tab", "up", "down", "left", "right", "space", "ctrl+c", "ctrl+z")
)
# Many terminals send these as another key, or not at all.
_UNSURE = frozenset(("ctrl+i", "ctrl+m", "ctrl+h", "ctrl+j", "ctrl+enter", "shift+enter"))
_FAMILIES: Mapping[str, str] = {
    "app": "Everywhere",
    "go": "Places",
    "place": "In every place",
    "list": "In a list",
    "reading": "In a long text",
}


class AskKey(ModalScreen[str | None]):
    """Waits for one key; "" for the usual one, None when the person changed their mind."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave it", id="ask-key.leave"),
    ]

    def __init__(self, deed: Deed, usual: str) -> None:
        super().__init__()
        self._deed = deed
        self._usual = usual

    def compose(self) -> ComposeResult:
        """Say what the key will do."""
        with Vertical(classes="dialog"):
            yield Static(shown(f"Press the key for “{self._deed.said}”.", "bold"))
            yield Static(shown(f"The usual one is {self._usual}."))
            keys = "Backspace the usual one   Esc leave it"
            yield Static(joined((keys, "$text-muted")), classes="keys")

    def on_key(self, event: events.Key) -> None:
        """Take the key, whatever it is."""
        if event.key == "escape":
            return
        event.stop()
        event.prevent_default()
        self.dismiss(USUAL if event.key == "backspace" else event.key)

    def action_leave(self) -> None:
        """Leave it as it is."""
        self.dismiss(None)


class Remapping(Place):
    """Everything that has a key, and the key."""

    TITLE = "Settings › Keys"
    HELP = (
        "Everything that keys do. Enter on a line, then press the key you would rather use. A key "
        "can do one thing at a time: one that is taken is not given away."
    )
    REGIONS = {"#keys": "the keys"}

    def __init__(self) -> None:
        super().__init__()
        self._deeds: tuple[Deed, ...] = ()
        self._keys: Mapping[str, str] = {}

    def body(self) -> ComposeResult:
        """The list."""
        yield Sentences(id="keys")

    def reload(self) -> None:
        """Read what was chosen, and what there is to choose for."""
        self.ask("keys", _read, self._show)

    def on_resize(self) -> None:
        """Lay the lines out for the new width."""
        self.call_after_refresh(self._lay_out)

    def _show(self, found: tuple[tuple[Deed, ...], Mapping[str, str]]) -> None:
        self._deeds, self._keys = found
        self._lay_out()

    def _lay_out(self) -> None:
        sentences = self.query_one(Sentences)
        width = sentences.scrollable_content_region.width
        sentences.show(group_lines(_groups(self._deeds, self._keys), width, ()))

    @on(Sentences.Opened)
    def _open(self, event: Sentences.Opened) -> None:
        event.stop()
        id_ = target_of(event.target)[1]
        deed = next((each for each in self._deeds if each.id == id_), None)
        if deed is not None:
            self.coproduce.push_screen(
                AskKey(deed, deed.pressed), lambda key: self._take(deed, key)
            )

    def _take(self, deed: Deed, key: str | None) -> None:
        if key is None:
            return
        problem = refusal(key, deed, chosen(self._deeds, self._keys)) if key else ""
        if problem:
            self.coproduce.say(problem, "Choose another key.")
            return
        id_ = deed.id

        def work(_: "Workspace") -> Chosen:
            keys = dict(preferences.load().preferences.keys)
            keys.pop(id_, None)
            return preferences.change(keys={**keys, id_: key} if key else keys)

        self.ask("key", work, self._changed)

    def _changed(self, found: Chosen) -> None:
        self.coproduce.use(found.preferences)
        if found.sentence:
            self.coproduce.say(found.sentence)
        self.reload()

    def action_back(self) -> None:
        """Close."""
        self.dismiss(None)


def chosen(deeds: Sequence[Deed], keys: Mapping[str, str]) -> tuple[Deed, ...]:
    """Return what keys do with a person's own keys in the place of the usual ones."""
    return tuple(
        msgspec.structs.replace(each, keys=tuple(keys[each.id].split(",")))
        if keys.get(each.id)
        else each
        for each in deeds
    )


def refusal(key: str, deed: Deed, deeds: Sequence[Deed]) -> str:
    """Return why `deed` cannot have `key`, "" when it can."""
    name = key_words(key)
    if key in _STAYS:
        return f"{name} is needed to move around, so it stays what it is."
    if key in _UNSURE or key.startswith("alt+"):
        return f"Many terminals cannot tell {name} from another key."
    for other in deeds:
        if other.id != deed.id and key in other.keys and _meet(other, deed):
            return f"{name} is taken: “{other.said}”."
    return ""


def _meet(one: Deed, other: Deed) -> bool:
    """Return whether two deeds may work at the same moment."""
    wide = (EVERYWHERE, LISTS)
    same = one.id.partition(".")[0] == other.id.partition(".")[0]
    return same or one.where in wide or other.where in wide


def _groups(deeds: Sequence[Deed], keys: Mapping[str, str]) -> Iterator[Group]:
    families: dict[str, list[Deed]] = {}
    for each in deeds:
        families.setdefault(each.id.partition(".")[0], []).append(each)
    ordered = sorted(families, key=lambda family: (family not in _FAMILIES, family))
    usual = {each.id: each.pressed for each in deeds}
    for family in ordered:
        title = _FAMILIES.get(family, family.replace("-", " ").capitalize())
        entries = tuple(
            Entry(
                (each.pressed, [each.said or each.id, dim(_usual(each, usual[each.id]))]), each.id
            )
            for each in chosen(families[family], keys)
        )
        yield Group(family, title, entries, few=len(entries))


def _usual(deed: Deed, usual: str) -> str:
    return "" if deed.pressed == usual else f"  (usually {usual})"


def _read(_: "Workspace") -> tuple[tuple[Deed, ...], Mapping[str, str]]:
    return every(), preferences.load().preferences.keys
