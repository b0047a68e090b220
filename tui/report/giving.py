"""Where a report goes: to the file that was named, or printed."""

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING

from store.errors import BadValue
from tui.report.make import ENDINGS

if TYPE_CHECKING:
    from tui.session import Session

GIVE_WITH_CARE = "It holds people's words. Give it only to those it is meant for."
_PRINTED = ("", "-")


def form_of(typed: str | None, out: str, forms: Sequence[str]) -> str:
    """Return the form to write: the one asked for, else the one the file's name ends in.

    What is printed is text unless asked otherwise. Raises BadValue when the two do not fit, or
    the end of the name says nothing.
    """
    if out in _PRINTED:
        if typed == "docx":
            raise BadValue("A Word document cannot be printed here.", "Add: --out FILE.docx")
        return typed or "text"
    if not typed:
        return form_by_name(out, forms, ", or add --format")
    found = ENDINGS.get(PurePath(out).suffix.lower(), "")
    if found not in ("", typed):
        ending = next(end for end, form in ENDINGS.items() if form == typed)
        raise BadValue(
            f"The end of “{out}” says that it is another form than --format {typed}.",
            f"End it in {ending}, or leave --format out.",
        )
    return typed


def form_by_name(out: str, forms: Sequence[str], otherwise: str = "") -> str:
    """Return the form that the end of a file's name says; raises BadValue when it says none.

    `otherwise` is what else can be done then.
    """
    found = ENDINGS.get(PurePath(out).suffix.lower(), "")
    if found not in forms:
        known = ", ".join(end for end, form in ENDINGS.items() if form in forms)
        raise BadValue(
            f"The end of “{out}” does not say what to write.",
            f"End it in {known}{otherwise}.",
        )
    return found


def give(session: "Session", data: bytes, out: str, form: str) -> None:
    """Write a report to its file and say where it lies, or print it."""
    if out in _PRINTED:
        if session.as_json:
            session.out.give({"format": form, "text": data.decode()}, ())
        else:
            session.out.raw(data.decode())
        return
    place = session.workspace.write_out(out, data)
    session.out.give(
        {"format": form, "file": str(place)},
        [f"Written: {place}", GIVE_WITH_CARE],
    )
