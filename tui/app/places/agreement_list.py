"""All agreements as lines: the title, where it is now in words, and who is still asked."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING

from tui import words
from tui.app.fitted import fitted
from tui.app.pictures.standing import mark_of
from tui.app.sentences import Line
from tui.layout import Block, Paragraph, Rows, Text, dim, strong

if TYPE_CHECKING:
    from store.standings import AgreementLine

MORE = "more"
MINE = "mine"
AT_ONCE = 200
_ORDER = ("not-yet", "changed-since-agreed", "asked", "draft", "agreed")
_INDENT = 3
_ROOMY = 70


def list_lines(
    agreements: Sequence["AgreementLine"],
    width: int,
    today: date,
    naming: Callable[[str], str],
    *,
    shared: bool,
    most: int = AT_ONCE,
    mine: int = 0,
) -> Iterator[Line]:
    """Yield the agreements that people may want to talk about first, put-aside ones last.

    Above them stands how many, `mine`, changed since whoever is at the keyboard agreed. With
    `shared` everyone sees the screen, and nobody who is asked is named.
    """
    if not agreements:
        yield _line(width, ["There is no agreement yet.", dim("+ starts one.")])
        return
    if mine and not shared:
        yield _line(width, [words.changed_for_you(mine)], MINE)
        yield _line(width, [""])
    ordered = sorted(agreements, key=_place)
    heading = ""
    for each in ordered[:most]:
        if each.archived and heading != "put aside":
            heading = "put aside"
            yield _line(width, ["", dim(heading)])
        blocks = list(_blocks(each, width, today, naming, shared=shared))
        yield _line(width, blocks, f"agreement/{each.id}")
    if len(ordered) > most:
        yield _line(width, [dim(f"and {len(ordered) - most:,} more")], MORE)


def _place(line: "AgreementLine") -> tuple[bool, int, str]:
    at = _ORDER.index(line.standing) if line.standing in _ORDER else len(_ORDER)
    return (bool(line.archived), at, line.title.casefold())


def _blocks(
    line: "AgreementLine",
    width: int,
    today: date,
    naming: Callable[[str], str],
    *,
    shared: bool,
) -> Iterator[Block]:
    if line.damaged:
        yield Rows([("!", [strong(line.title), dim("  cannot be read")])])
        yield Paragraph(dim(line.damaged), indent=2)
        return
    standing = words.STANDINGS[line.standing]
    mark, title = mark_of(line.standing), strong(line.title)
    if width >= _ROOMY:
        row: list[Text] = [mark, title, standing]
        yield Rows([row], shorten=1, widest=width // 2, least=[1, min(36, width // 2)])
    else:
        yield Rows([(mark, title)])
        yield Paragraph(standing, indent=_INDENT)
    about = " · ".join(_asides(line, today, naming, shared=shared))
    if about:
        yield Paragraph(dim(about), indent=_INDENT)


def _asides(
    line: "AgreementLine", today: date, naming: Callable[[str], str], *, shared: bool
) -> Iterator[str]:
    if line.differences:
        yield f"{words.count(line.differences, 'difference')} to settle together"
    if line.missing and not shared:
        yield f"asked: {words.listed(naming(each) for each in line.missing)}"
    if line.unlisted_no:
        who = words.listed(naming(each) for each in line.unlisted_no)
        whose = words.count(len(line.unlisted_no), "person", "people") if shared else who
        yield f"can't agree yet, and not on the list: {whose}"
    if line.content_note:
        yield f"content note: {line.content_note}"
    again = words.look_again(line.review_on, today)
    if again and not line.archived:
        yield again
    if line.archived:
        yield f"put aside on {words.day(line.archived, today)}"


def _line(width: int, blocks: list[Block], target: str = "") -> Line:
    return Line(fitted(blocks, width), target)
