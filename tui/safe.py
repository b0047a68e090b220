"""The one way for text from disk, git or people into a widget: as itself, never as markup."""

from collections.abc import Iterable
from typing import TypeAlias

from rich.text import Text
from textual.content import Content

from schema.text import visible

Part: TypeAlias = str | tuple[str, str] | Content


def shown(text: str, style: str = "") -> Content:
    """Return `text` exactly, with what could act on a terminal shown as ⟨U+202E⟩."""
    return Content.styled(visible(text), style) if style else Content(visible(text))


def joined(*parts: Part) -> Content:
    """Return several parts as one; a part may be (text, style), such as ("dim", "$text-muted")."""
    return Content.assemble(*(_part(part) for part in parts))


def lines(parts: Iterable[Content]) -> Content:
    """Return contents one below the other."""
    return Content("\n").join(list(parts))


def cell(text: str, style: str = "") -> Text:
    """Return `text` for a table cell or a tree label, which take Rich text."""
    return Text(visible(text), style=style)


def _part(part: Part) -> Content:
    if isinstance(part, Content):
        return part
    return shown(part) if isinstance(part, str) else shown(*part)
