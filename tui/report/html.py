"""A page as one HTML file that needs nothing else: no script, no picture, no address outside."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from schema.text import visible
from tui.report.page import Page, plain
from tui.report.prose import to_html


def as_html(page: Page, *, slip: bool = False) -> str:
    """Return a page as HTML; everything people wrote is escaped by the template engine."""
    return _environment().get_template("page.html").render(page=page, slip=slip).lstrip() + "\n"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("tui.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    filters: dict[str, Any] = {"kind": _kind, "prose": to_html, "plain": plain}
    environment.filters.update(filters)
    return environment


def _shown(value: object) -> object:
    """Return text with what could act on the reader's screen made visible."""
    return visible(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _kind(value: object) -> str:
    return type(value).__name__.lower()
