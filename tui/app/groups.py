"""Lines under headings: a few of each group, the rest when someone asks for them."""

from collections.abc import Collection, Iterable, Iterator

import msgspec

from tui.app.fitted import fitted
from tui.app.sentences import Line
from tui.layout import GAP, WIDEST, Block, Paragraph, Rows, Text, dim, strong, widths_of

MOST = 100
MORE = "more"
FEWER = "fewer"
_INDENT = 2


class Entry(msgspec.Struct, frozen=True):
    """One line of a group: its cells in a row, what it opens, and quieter words below it."""

    cells: tuple[Text, ...]
    target: str
    below: str = ""


class Group(msgspec.Struct, frozen=True):
    """Lines under one heading; `few` of them are shown until someone asks for the rest.

    `total` counts all there are where `entries` hold only the first `MOST`. `counted` says what
    the rest is, as in "left aside" for "2 left aside". A group that `follows` stands directly
    under the one before it.
    """

    name: str
    title: str
    entries: tuple[Entry, ...]
    few: int = 4
    total: int = 0
    counted: str = "more"
    legend: str = ""
    follows: bool = False

    @property
    def count(self) -> int:
        """How many there are."""
        return max(self.total, len(self.entries))


def group_lines(
    groups: Iterable[Group], width: int, opened: Collection[str], *, roomy: bool = False
) -> Iterator[Line]:
    """Yield the lines of all groups that have any, a blank line between them.

    `opened` names the groups that are shown whole, up to `MOST` lines; on a `roomy` screen the
    others show twice as many. A line's target is the
    group's name and the entry's own target, as in `asked:agreement/ground-rules-abc234`, or
    `more:asked` and `fewer:asked`.
    """
    first = True
    for group in groups:
        if not group.entries:
            continue
        if not first and not group.follows:
            yield _line([""], width)
        first = False
        few = group.few * 2 if roomy else group.few
        yield from _group(group, width, MOST if group.name in opened else few)


def fits(group: Group, width: int) -> bool:
    """Return whether every line of a group fits in `width` columns without being wrapped."""
    widths = widths_of(each.cells for each in group.entries)
    gaps = GAP * max(0, len(widths) - 1)
    beside = sum(min(each, WIDEST) for each in widths[:-1])
    return _INDENT + beside + gaps + sum(widths[-1:]) <= width


def target_of(target: str) -> tuple[str, str]:
    """Return the group's name and the entry's own target."""
    group, _, own = target.partition(":")
    return group, own


def _group(group: Group, width: int, most: int) -> Iterator[Line]:
    if group.title:
        yield _line([strong(group.title)], width)
    # A line that counts one line takes as much room as that line.
    all_fit = group.count <= most + bool(most)
    shown = group.entries if all_fit else group.entries[:most]
    least = widths_of(each.cells for each in shown)
    for each in shown:
        row = Rows([each.cells], indent=_INDENT, least=least)
        below = [Paragraph(dim(each.below), _INDENT * 2)] if each.below else []
        yield _line([row, *below], width, f"{group.name}:{each.target}")
    yield from _rest(group, group.count - len(shown), width, whole=most == MOST)
    if group.legend:
        yield _line([Paragraph(dim(group.legend), _INDENT)], width)


def _rest(group: Group, left: int, width: int, *, whole: bool) -> Iterator[Line]:
    if left:
        target = "" if whole else f"{MORE}:{group.name}"
        lead = "and " if group.few else ""
        yield _line([Paragraph(dim(f"{lead}{left:,} {group.counted}"), _INDENT)], width, target)
    if whole and group.count > group.few:
        yield _line([Paragraph(dim("show fewer"), _INDENT)], width, f"{FEWER}:{group.name}")


def _line(blocks: list[Block], width: int, target: str = "") -> Line:
    return Line(fitted(blocks, width), target)
