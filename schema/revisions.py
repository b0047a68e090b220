"""What a row of versions of one text tells: what came and did not stay, what was settled how."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

import msgspec

from schema.differences import Difference, find_differences, find_quotes
from schema.record import Fields, Value
from schema.settlement import value_of


class Passing(msgspec.Struct, frozen=True):
    """Lines that came with one step and went with a later one; steps are counted from 0."""

    text: str
    came: int
    went: int


class Settled(msgspec.Struct, frozen=True):
    """Two or more wordings that stood side by side and were settled.

    `kept` are the numbers of the wordings, from 0, that stand in the text now; () when people
    wrote it anew. `field` is the header field, "" for a passage of the text.
    """

    wordings: tuple[str, ...]
    kept: tuple[int, ...]
    field: str = ""


def did_not_stay(steps: Sequence[tuple[str, str]], now: str) -> tuple[Passing, ...]:
    """Return what was proposed and did not stay, in the order it came.

    `steps` are (text before, text after) of each change, oldest first. Lines did not stay when a
    later step undid exactly what brought them, and they are not in the text `now`; of several that
    came together only those are told. Where wordings stand side by side, each is there.
    """
    swaps = [list(_swaps(_side_by_side(old), _side_by_side(new))) for old, new in steps]
    there = set(_lines(_side_by_side(now)))
    found: list[Passing] = []
    for came, made in enumerate(swaps):
        for before, after in made:
            gone = [line for line in after if line not in there]
            if not gone:
                continue
            undone = (number for number in range(came + 1, len(swaps)))
            went = next((n for n in undone if (after, before) in swaps[n]), None)
            if went is not None:
                found.append(Passing("\n".join(gone), came, went))
    return tuple(found)


def settled(before: tuple[str, Fields], after: tuple[str, Fields]) -> tuple[Settled, ...]:
    """Return the differences that one step settled; both sides are (text, header fields)."""
    return tuple(
        Settled(each.wordings, tuple(_kept(each, after)), each.field)
        for each in _gone(before, after)
    )


def as_settled(before: tuple[str, Fields], after: tuple[str, Fields]) -> str:
    """Return the text before, with what was kept in the place of each difference it settled.

    Compared with the text after it shows what else changed, and what was worded anew.
    """
    text = before[0]
    for each in reversed([each for each in _gone(before, after) if not each.field]):
        kept = "\n\n".join(each.wordings[number] for number in _kept(each, after))
        text = f"{text[: each.start]}{kept}\n{text[each.end :]}"
    return text


def _gone(before: tuple[str, Fields], after: tuple[str, Fields]) -> Iterator[Difference]:
    """Yield the differences of one side that are not open on the other."""
    left = list(find_differences(*after))
    for each in find_differences(*before):
        same = next((other for other in left if _is_the_same(each, other)), None)
        if same is not None:
            left.remove(same)
        else:
            yield each


def _swaps(old: str, new: str) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield each stretch of lines that changed: (as they were, as they are)."""
    before, after = _lines(old), _lines(new)
    for op, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op != "equal":
            yield tuple(before[i:j]), tuple(after[k:m])


def _side_by_side(text: str) -> str:
    """Return a text with its wordings one after another, without what marks them."""
    for quote in reversed(find_quotes(text)):
        wordings = "\n\n".join(quote.wordings)
        text = f"{text[: quote.start]}{wordings}\n{text[quote.end :]}"
    return text


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _is_the_same(one: Difference, other: Difference) -> bool:
    return (one.field, one.wordings) == (other.field, other.wordings)


def _kept(difference: Difference, after: tuple[str, Fields]) -> Iterator[int]:
    body, fields = after
    if difference.field:
        yield from _kept_in_field(difference, fields)
        return
    there = "\n".join(_lines(body))
    for number, wording in enumerate(difference.wordings):
        words = "\n".join(_lines(wording))
        if words and words in there:
            yield number


def _kept_in_field(difference: Difference, fields: Fields) -> Iterator[int]:
    """Yield the wordings a field holds now; a list may hold what several of them hold."""
    name, _, part = difference.field.partition(".")
    value: Value | None = fields.get(name)
    if isinstance(value, Mapping):
        value = value.get(part)
    for number, wording in enumerate(difference.wordings):
        stands_for = value_of(wording)
        if stands_for == value or (
            isinstance(stands_for, tuple)
            and isinstance(value, tuple)
            and set(stands_for) <= set(value)
        ):
            yield number
