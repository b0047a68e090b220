"""Which keys do what, in words: those that work now, and all there are."""

import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any, cast

import msgspec
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import format_key
from textual.screen import Screen

HERE = "here"
LISTS = "lists"
EVERYWHERE = "everywhere"

_NAMES: Mapping[str, str] = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "backspace": "Backspace",
    "delete": "Delete",
    "insert": "Insert",
    "home": "Home",
    "end": "End",
    "pageup": "Page up",
    "pagedown": "Page down",
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
}
_GLOBAL = ("app", "go", "place")
_IN_LISTS = ("list", "reading")


class Deed(msgspec.Struct, frozen=True):
    """Something keys do: its id, what it is called, its keys, and where they work.

    `action` is run on `node` when both are known: they are for what works right now.
    """

    id: str
    said: str
    keys: tuple[str, ...]
    where: str
    action: str = ""
    node: DOMNode | None = None

    @property
    def pressed(self) -> str:
        """The keys as people name them, as in "z or F6"."""
        return " or ".join(map(key_words, self.keys))


def key_words(key: str) -> str:
    """Return what people call a key, as in "ctrl+q", "?" and "Esc"."""
    *modifiers, last = key.split("+")
    if not last:
        return key
    if last in _NAMES:
        name = _NAMES[last]
    elif last[:1] == "f" and last[1:].isdecimal():
        name = last.upper()
    else:
        name = format_key(last)
    return "+".join([*modifiers, name])


def live(screen: Screen[Any]) -> tuple[Deed, ...]:
    """Return what keys do on `screen` at this moment, with the person's own keys."""
    found: dict[str, Deed] = {}
    without_id: list[tuple[str, Binding]] = []
    for key, active in screen.active_bindings.items():
        binding = active.binding
        if not binding.description or not active.enabled:
            continue
        if not binding.id:
            without_id.append((key, binding))
            continue
        before = found.get(binding.id)
        keys = (*(before.keys if before else ()), key)
        found[binding.id] = Deed(
            binding.id,
            binding.description,
            keys,
            _where(binding.id),
            binding.action,
            active.node,
        )
    return tuple(_with_arrows(found.values(), without_id))


def _with_arrows(deeds: Iterable[Deed], others: list[tuple[str, Binding]]) -> Iterator[Deed]:
    """Yield deeds with the keys that do the same and come with the widget, such as the arrows."""
    for deed in deeds:
        same = [key for key, other in others if other.action == deed.action]
        yield msgspec.structs.replace(deed, keys=(*deed.keys, *same)) if same else deed


def _where(id_: str) -> str:
    family = id_.partition(".")[0]
    if family in _GLOBAL:
        return EVERYWHERE
    return LISTS if family in _IN_LISTS else HERE


def every() -> tuple[Deed, ...]:
    """Return everything that has keys and an id, with the usual keys, by id.

    It imports every place: for another thread than the screen's.
    """
    import tui.app

    for module in pkgutil.walk_packages(tui.app.__path__, "tui.app."):
        import_module(module.name)
    found: dict[str, Deed] = {}
    for kind in _ours(DOMNode):
        for id_, deed in _own(kind):
            found.setdefault(id_, deed)
    return tuple(found[id_] for id_ in sorted(found))


def _own(kind: type[DOMNode]) -> Iterator[tuple[str, Deed]]:
    for binding in kind.__dict__.get("BINDINGS", ()):
        if isinstance(binding, Binding) and binding.id:
            keys = tuple(each.key for each in Binding.make_bindings([binding]))
            where = _where(binding.id)
            yield binding.id, Deed(binding.id, binding.description, keys, where)


def _ours(base: type[Any]) -> Iterator[type[DOMNode]]:
    """Yield the kinds of widgets, screens and apps that are ours."""
    for kind in cast("Iterable[type[DOMNode]]", base.__subclasses__()):
        if kind.__module__.startswith("tui.app."):
            yield kind
        yield from _ours(kind)
