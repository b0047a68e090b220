"""Two texts made from one: what only one of them changed is taken, the rest stands side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from schema.blocks import blocks
from schema.characters import words
from schema.differences import quote_of

LEFT_OUT = "…"
Beside = Callable[[str, str], str]


def as_difference(mine: str, theirs: str) -> str:
    """Return both wordings as a difference, to be settled together later."""
    return quote_of((mine, theirs))


def one_below_the_other(mine: str, theirs: str) -> str:
    """Return both wordings as plain text, to be written together now."""
    return "\n\n".join(text for text in (theirs.strip("\n"), mine.strip("\n")) if text)


def keep_both(old: str, mine: str, theirs: str, beside: Beside = as_difference) -> str:
    """Return one text with what both did to `old`, block by block; no words of either are lost.

    A block that one of them changed, removed or added is as that one left it. Blocks added by
    both at one place are both there. `beside` gives the text for a stretch that both changed, each
    in another way.
    """
    sides = (_pieces(old), _pieces(mine), _pieces(theirs))
    both = _joined(_stretches(*sides), beside)
    if set(words(mine)).intersection(words(theirs)) <= set(words(both)):
        return both
    # Each took out another one of two equal blocks: where both stood is for people to say.
    return _joined(_around_the_middle(*sides), beside)


def _joined(stretches: Iterable["_Stretch"], beside: Beside) -> str:
    parts: list[_Piece] = []
    for was, ours, others in stretches:
        if _same(ours, was) or _same(ours, others):
            parts += others
        elif _same(others, was):
            parts += ours
        elif not was:
            parts += [*others, *ours]
        else:
            parts.append(_Piece("quote", beside(_text(ours), _text(others))))
    return _text(parts)


def around_changes(old: str, mine: str, theirs: str) -> tuple[str, str, str]:
    """Return (old, mine, theirs) with what all three share left out, but next to a change.

    `LEFT_OUT` stands where blocks are left out.
    """
    stretches = [
        each for each in _stretches(_pieces(old), _pieces(mine), _pieces(theirs)) if any(each)
    ]
    changed = [not (_same(was, ours) and _same(was, others)) for was, ours, others in stretches]
    gap = [_Piece("paragraph", LEFT_OUT)]
    kept: list[_Stretch] = []
    for at, stretch in enumerate(stretches):
        if any(changed[max(0, at - 1) : at + 2]):
            kept.append(stretch)
        elif not kept or kept[-1][0] is not gap:
            kept.append((gap, gap, gap))
    was, ours, others = ([piece for each in kept for piece in each[side]] for side in range(3))
    return _text(was), _text(ours), _text(others)


class _Piece(NamedTuple):
    """One block, with the blank lines after it."""

    kind: str
    text: str


_Stretch: TypeAlias = tuple[list[_Piece], list[_Piece], list[_Piece]]


def _pieces(text: str) -> list[_Piece]:
    return [_Piece(block.kind, block.text) for block in blocks(text) if block.kind != "blank"]


def _text(pieces: Sequence[_Piece]) -> str:
    """Return pieces as one text, with a blank line wherever they are not items of one list."""
    parts: list[str] = []
    for before, piece in pairwise([_Piece("", ""), *pieces]):
        bare = piece.text.strip("\n")
        in_list = before.kind == piece.kind == "list-item" and not before.text.endswith("\n\n")
        parts.append(("\n" if in_list else "\n\n") + bare)
    text = "".join(parts).strip("\n")
    return f"{text}\n" if text else ""


def _same(some: Sequence[_Piece], others: Sequence[_Piece]) -> bool:
    return _keys(some) == _keys(others)


def _keys(pieces: Sequence[_Piece]) -> list[str]:
    return [piece.text.rstrip("\n") for piece in pieces]


def _around_the_middle(
    old: list[_Piece], mine: list[_Piece], theirs: list[_Piece]
) -> Iterator[_Stretch]:
    """Yield what all three begin with, all that lies between, and what all three end with."""
    sides = (old, mine, theirs)
    shortest = min(len(side) for side in sides)
    same = [len(set(each)) == 1 for each in zip(*map(_keys, sides), strict=False)]
    first = (*same, False).index(False)
    below = [
        len(set(each)) == 1 for each in zip(*(_keys(side)[::-1] for side in sides), strict=False)
    ]
    last = min((*below, False).index(False), shortest - first)
    yield old[:first], mine[:first], theirs[:first]
    ends = [len(side) - last for side in sides]
    yield old[first : ends[0]], mine[first : ends[1]], theirs[first : ends[2]]
    yield old[ends[0] :], mine[ends[1] :], theirs[ends[2] :]


def _stretches(old: list[_Piece], mine: list[_Piece], theirs: list[_Piece]) -> Iterator[_Stretch]:
    """Yield (old, mine, theirs) for each stretch, those that all three share between the others.

    The classic three-way comparison: a block of the old text that both others still have is where
    they are in step.
    """
    in_mine, in_theirs = _kept(old, mine), _kept(old, theirs)
    o = m = t = 0
    for at, piece in enumerate(old):
        if at not in in_mine or at not in in_theirs:
            continue
        yield old[o:at], mine[m : in_mine[at]], theirs[t : in_theirs[at]]
        o, m, t = at + 1, in_mine[at] + 1, in_theirs[at] + 1
        yield [piece], mine[m - 1 : m], theirs[t - 1 : t]
    yield old[o:], mine[m:], theirs[t:]


def _kept(old: Sequence[_Piece], new: Sequence[_Piece]) -> dict[int, int]:
    """Return which blocks of the old text still stand in the new one, and where."""
    matcher = SequenceMatcher(None, _keys(old), _keys(new), autojunk=False)
    return {
        match.a + step: match.b + step
        for match in matcher.get_matching_blocks()
        for step in range(match.size)
    }
