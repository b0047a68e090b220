"""Which passages were neither lost nor new, but went to another place."""

from collections import Counter
from collections.abc import Iterator, Sequence

import msgspec

from schema.passages import ends_a_sentence, sentences
from schema.spans import Op, Span
from schema.tokens import splitter

# Fewer words than this say too little to be called moved.
_MOVED_WORDS = 3


class Move(msgspec.Struct, frozen=True):
    """A passage that went at one place and came, letter for letter, at another.

    `old_start` and `new_start` count characters from the beginning of the earlier and the later
    text: `old[old_start : old_start + len(text)] == text`, and the same in the later one.
    """

    text: str
    old_start: int
    new_start: int


class _Piece(msgspec.Struct, frozen=True):
    """A sentence of a changed span, where it starts, and what parts it from the one before."""

    text: str
    start: int
    gap: str | None


def moves(spans: Sequence[Span]) -> tuple[Move, ...]:
    """The longest passages that a `remove` and an `add` share, in the order of the later text.

    A passage is found by a sentence of three words or more that went once and came once, and
    reaches as far around it as the sentences are equal.
    """
    gone, come = list(_pieces(spans, "remove")), list(_pieces(spans, "add"))
    once_gone = Counter(piece.text for piece in gone)
    once_come = Counter(piece.text for piece in come)
    places = {piece.text: index for index, piece in enumerate(gone)}
    found: list[Move] = []
    done = -1
    for index, piece in enumerate(come):
        once = once_come[piece.text] == 1 and once_gone.get(piece.text) == 1
        if index > done and once and _says_enough(piece.text):
            start, done = _reach(gone, come, places[piece.text], index, done + 1)
            first_gone = gone[places[piece.text] - (index - start)]
            text = "".join(_with_gaps(come[start : done + 1]))
            found.append(Move(text, first_gone.start, come[start].start))
    return tuple(found)


def _reach(
    gone: Sequence[_Piece], come: Sequence[_Piece], i: int, j: int, floor: int
) -> tuple[int, int]:
    """The first and last index in `come` of the equal stretch around `gone[i]`, `come[j]`."""
    first, last = j, j
    while (
        first > floor
        and i - (j - first) > 0
        and come[first].gap is not None
        and come[first].gap == gone[i - (j - first)].gap
        and come[first - 1].text == gone[i - (j - first) - 1].text
    ):
        first -= 1
    while (
        last + 1 < len(come)
        and i + (last - j) + 1 < len(gone)
        and come[last + 1].gap is not None
        and come[last + 1].gap == gone[i + (last - j) + 1].gap
        and come[last + 1].text == gone[i + (last - j) + 1].text
    ):
        last += 1
    return first, last


def _pieces(spans: Sequence[Span], op: Op) -> Iterator[_Piece]:
    """The whole sentences of the spans of one kind, with their places in that side's text."""
    side = "".join(span.text for span in spans if span.op in {"same", op})
    at = 0
    for span in spans:
        gap: str | None = None
        for sentence in sentences(span.text) if span.op == op else ():
            text = sentence.strip()
            start = at + len(sentence) - len(sentence.lstrip())
            end = start + len(text)
            if text and _is_whole(side, start, end):
                yield _Piece(text, start, None if gap is None else gap + side[at:start])
                gap = side[end : at + len(sentence)]
            else:
                gap = None
            at += len(sentence)
        at += len(span.text) if span.op == "same" else 0


def _is_whole(side: str, start: int, end: int) -> bool:
    """Whether a sentence or line begins and ends at these places."""
    follows = end == len(side) or ends_a_sentence(side[max(0, end - 9) : end + 1])
    return follows and ends_a_sentence(side[max(0, start - 9) : start])


def _with_gaps(pieces: Sequence[_Piece]) -> Iterator[str]:
    for index, piece in enumerate(pieces):
        if index:
            yield piece.gap or ""
        yield piece.text


def _says_enough(text: str) -> bool:
    return len(splitter(text).words(text)) >= _MOVED_WORDS
