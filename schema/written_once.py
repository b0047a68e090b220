"""What counts of a position whose file did not stay as it was first saved: never a yes.

A position is a file that is written once. Whoever changes it, or takes it away, speaks for somebody
else; so it is read in the way that protects the person: as if they could not agree yet where any
version of it says so, else as if they had not answered by this file.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence

from msgspec import structs

from schema.kinds import Position

_SOONEST = ("not-yet", "take-back")
"""What no change may hide, the strongest first."""


def counted(
    first: Sequence[Position],
    later: Sequence[Position],
    there: Sequence[Position],
    *,
    gone: bool = False,
) -> Iterator[Position]:
    """Yield the positions that one file counts as, which is not as it was first saved.

    `first` is what it first said, several when it was saved in several places at once, `later` what
    it said in between, `there` what it says now; each of them only where it can be read as a
    position. With `gone` it is not there any more: what it hindered it still hinders, and none of
    its words are shown. Taken back once, it stays taken back.
    """
    every = (*first, *later, *there)
    taken_back = next((each.withdrawn for each in (*there, *later, *first) if each.withdrawn), "")
    for each in first:
        if taken_back:
            yield _silent(each, taken_back)
            continue
        counts = _as_protects(each, every)
        # The person may have taken the file away themselves, so that its words are not shown.
        yield structs.replace(counts, body="", content_note="") if gone else counts
    if not taken_back:
        known = {each.by for each in first}
        yield from only_a_no(each for each in there if each.by not in known)


def only_a_no(there: Iterable[Position]) -> Iterator[Position]:
    """Yield those that cannot agree yet, of what is not as it was first saved.

    They take the place of nothing that the person they name said themselves.
    """
    for each in there:
        if each.position == "not-yet" and not each.withdrawn:
            yield structs.replace(each, replaces=())


def _as_protects(first: Position, every: Collection[Position]) -> Position:
    """Return what a person said first, unless that or a later version says what may not be hid."""
    said = {each.position for each in every}
    strongest = next((each for each in _SOONEST if each in said), "")
    if not strongest:
        return _silent(first)
    if first.position == strongest:
        # A note that was added later keeps the words closed all the same.
        notes = (each.content_note for each in (first, *every))
        return structs.replace(first, content_note=next(filter(None, notes), ""))
    # Their own reason belongs to what they said, not to what somebody made of it.
    return structs.replace(first, position=strongest, body="", content_note="")


def _silent(first: Position, day: str = "") -> Position:
    """Return a position as one taken back: it brings no earlier one back, and says nothing."""
    day = day or first.withdrawn or first.date or "by hand"
    return structs.replace(first, withdrawn=day, body="", content_note="")
