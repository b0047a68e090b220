"""What stands on a screen as plain text, for a file: for terminals that cannot copy."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from rich.text import Text
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import DataTable, Input, OptionList, Static

from tui.app.key_line import KeyLine
from tui.app.place import TopLine

if TYPE_CHECKING:
    from pathlib import Path

    from store import Workspace
    from tui.app.application import Coproduce

_MEANS = "It holds what this screen shows, names too, as plain text. Nothing is sent anywhere."


def text_of(screen: Screen[Any]) -> str:
    """Return everything that a screen shows, part by part, also what is scrolled away.

    What is closed behind a content note stays closed, and what a projector hides stays hidden.
    """
    parts = [part.rstrip() for part in _parts(screen)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _parts(widget: Widget) -> Iterator[str]:
    for child in widget.displayed_children:
        if isinstance(child, KeyLine):
            continue
        said = _said(child)
        if said is not None:
            yield said
        else:
            yield from _parts(child)


def _said(widget: Widget) -> str | None:
    """Return the text of a widget that holds text, None for one that holds other widgets."""
    match widget:
        case TopLine():
            return " ".join(_plain(widget.content).split())
        case Static():
            return _plain(widget.content)
        case OptionList():
            return _options(widget)
        case Input():
            return "" if widget.password else widget.value
        case DataTable():
            return _table(cast("DataTable[Any]", widget))
        case _:
            return _own_text(widget)


def _own_text(widget: Widget) -> str | None:
    text = getattr(widget, "text", None)
    if isinstance(text, str):
        return text
    return None if widget.displayed_children else _rendered(widget)


def _options(widget: OptionList) -> str:
    return "\n".join(
        _plain(widget.get_option_at_index(index).prompt) for index in range(widget.option_count)
    )


def _table(table: "DataTable[Any]") -> str:
    rows = [[_plain(column.label) for column in table.ordered_columns]]
    rows += [[_plain(cell) for cell in table.get_row(key)] for key in table.rows]
    return "\n".join("   ".join(row).rstrip() for row in rows)


def _rendered(widget: Widget) -> str:
    rendered = widget.render()
    return _plain(rendered) if isinstance(rendered, (str, Text, Content)) else ""


def _plain(said: object) -> str:
    if isinstance(said, (Text, Content)):
        return said.plain
    return said if isinstance(said, str) else ""


def offer_to_write(app: "Coproduce", screen: Screen[Any]) -> None:
    """Ask for a file name, and write what `screen` shows there."""
    text = text_of(screen)
    name = str(screen.title or screen.TITLE or "screen")
    app.door.ask(
        app,
        "where to write",
        lambda workspace: _suggested(workspace, name),
        lambda suggested: _ask_where(app, text, suggested),
    )


def _suggested(workspace: "Workspace", name: str) -> str:
    from store import text_file

    return text_file.suggested(name, workspace.today)


def _ask_where(app: "Coproduce", text: str, suggested: str) -> None:
    from tui.app.dialogs.asking import OneLine
    from tui.app.to_file import NOT_OVER, write_where

    def made(workspace: "Workspace", typed: str) -> "Path":
        return workspace.write_out(typed, text.encode("utf-8", "replace"))

    means = f"{_MEANS} {NOT_OVER}"
    asked = OneLine("Write this screen to a file. Where?", means, suggested, needed=True)
    write_where(app, asked, made)
