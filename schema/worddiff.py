"""What changed between two texts of a file, word by word."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from schema.alignment import Gap, Pair, gaps, heaviest_chain
from schema.characters import lowered
from schema.hunks import Hunk, hunks
from schema.likeness import passage, same_passages, sure_pairs
from schema.moves import Move, moves
from schema.passages import (
    field_name,
    fields,
    header_and_body,
    heading_and_rest,
    heading_key,
    lines,
    paragraphs,
    sections,
    sentences,
)
from schema.rewording import changed, reworded
from schema.spans import SEAM, Op, Span, Step, sides, spans_of
from schema.tokens import Split, splitter

__all__ = ["Hunk", "Move", "Op", "Span", "hunks", "moves", "sides", "word_diff"]

# Stretches of fewer characters are compared at once.
_LONG = 1000


def word_diff(old: str, new: str) -> tuple[Span, ...]:
    """The spans that lead from one whole file text to another.

    Joining `same` and `add` gives `new` exactly, `same` and `remove` gives `old`. Neighbours
    differ in `op`; at one place `remove` stands before `add`. No span ends inside a grapheme
    cluster. The header is compared field by field, the body by sections, paragraphs and
    sentences, and word by word where two sentences are alike. A moved piece is removed at one
    place and added at the other (`moves`). The result depends on the two texts alone.
    """
    if old == new:
        return (Span("same", old),) if old else ()
    split = splitter(old, new)
    old_header, old_body = header_and_body(old)
    new_header, new_body = header_and_body(new)
    steps = [
        *_headers(fields(old_header), fields(new_header), split),
        *_bodies(sections(old_body), sections(new_body), split),
    ]
    return spans_of(steps, split)


def _headers(old: Sequence[str], new: Sequence[str], split: Split) -> Iterator[Step]:
    """Field by field: a field is compared with the one of its name."""
    for gap, pair in _held(_named_pairs(old, new, field_name), old, new):
        yield from _passages(old[gap.i0 : gap.i1], new[gap.j0 : gap.j1], split)
        if pair:
            yield from _fields(old[pair[0]], new[pair[1]], split)


def _fields(old: str, new: str, split: Split) -> Iterator[Step]:
    """The same field twice: a list of several lines is compared line by line."""
    old_lines, new_lines = lines(old), lines(new)
    if old == new or min(len(old_lines), len(new_lines)) == 1:
        yield from reworded(old, new, split, related=True)
    else:
        yield from reworded(old_lines[0], new_lines[0], split, related=True)
        yield from _passages(old_lines[1:], new_lines[1:], split)


def _bodies(old: Sequence[str], new: Sequence[str], split: Split) -> Iterator[Step]:
    """Section by section; one without a counterpart is compared with the section before it."""
    pairs = _named_pairs(old, new, heading_key)
    stops = [*pairs, (len(old), len(new))]
    for index, ((i0, j0), (i1, j1)) in enumerate(zip([(0, 0), *pairs], stops, strict=True)):
        olds, news = old[i0:i1], new[j0:j1]
        if olds == news:
            yield "same", "".join(olds)
            continue
        if index:
            old_heading, old_rest = heading_and_rest(olds[0])
            new_heading, new_rest = heading_and_rest(news[0])
            yield from reworded(old_heading, new_heading, split, related=True)
            olds, news = [old_rest, *olds[1:]], [new_rest, *news[1:]]
        yield from _paragraphs(_each(paragraphs, olds), _each(paragraphs, news), split)


def _paragraphs(old: Sequence[str], new: Sequence[str], split: Split) -> Iterator[Step]:
    """Equal paragraphs stay; what lies between them is compared sentence by sentence."""
    for gap, pair in _held(sure_pairs(_keys(old), _keys(new)), old, new):
        olds = sentences("".join(old[gap.i0 : gap.i1]))
        news = sentences("".join(new[gap.j0 : gap.j1]))
        yield from _passages(olds, news, split)
        if pair:
            yield from _respaced(old[pair[0]], new[pair[1]])


def _passages(old: Sequence[str], new: Sequence[str], split: Split) -> Iterator[Step]:
    """Equal sentences or lines stay; those between them are compared with the ones alike."""
    for gap, pair in _held(sure_pairs(_keys(old), _keys(new)), old, new):
        yield from _alike(old[gap.i0 : gap.i1], new[gap.j0 : gap.j1], split)
        if pair:
            yield from _respaced(old[pair[0]], new[pair[1]])


def _alike(old: Sequence[str], new: Sequence[str], split: Split) -> Iterator[Step]:
    """Each sentence is compared with the one it became; the rest went or came whole."""
    if len(old) == len(new) == 1:
        yield from reworded(old[0], new[0], split)
        return
    old_text, new_text = "".join(old), "".join(new)
    if not old or not new or _share_no_word(old_text, new_text, split):
        yield "remove", old_text
        yield "add", new_text
        return
    made = {text: passage(text, split) for text in {*old, *new}}
    i = j = 0
    for match in same_passages([made[text] for text in old], [made[text] for text in new]):
        yield "remove", "".join(old[i : match.i0])
        yield "add", "".join(new[j : match.j0])
        i, j = match.i1, match.j1
        yield SEAM
        yield from reworded("".join(old[match.i0 : i]), "".join(new[match.j0 : j]), split)
    yield "remove", "".join(old[i:])
    yield "add", "".join(new[j:])


def _share_no_word(old: str, new: str, split: Split) -> bool:
    """Whether two stretches, long enough for the look to pay, have not one word in common."""
    return min(len(old), len(new)) > _LONG and set(split.words(lowered(old))).isdisjoint(
        split.words(lowered(new))
    )


def _respaced(old: str, new: str) -> Iterator[Step]:
    """Text that stays, though the white space around it may not."""
    key = old.strip()
    old_lead, _, old_tail = old.partition(key) if key else ("", "", old)
    new_lead, _, new_tail = new.partition(key) if key else ("", "", new)
    yield from changed(old_lead, new_lead)
    yield "same", key
    yield from changed(old_tail, new_tail)


def _named_pairs(old: Sequence[str], new: Sequence[str], name: Callable[[str], str]) -> list[Pair]:
    """Rising pairs of pieces whose name occurs once on either side, those that share most."""
    old_names, new_names = [name(one) for one in old], [name(one) for one in new]
    once_old, once_new = Counter(old_names), Counter(new_names)
    places = {found: j for j, found in enumerate(new_names)}
    points: list[tuple[int, int, int]] = []
    for i, found in enumerate(old_names):
        if found and once_old[found] == once_new[found] == 1:
            j = places[found]
            points.append((i, j, _shared_length(old[i], new[j])))
    return heaviest_chain(points)


def _shared_length(old: str, new: str) -> int:
    """A measure of how much moves with a piece: what stays in it counts most."""
    shared = set(old.split("\n\n")).intersection(new.split("\n\n"))
    return 1 + min(len(old), len(new)) + 4 * sum(map(len, shared))


def _held(
    pairs: Sequence[Pair], old: Sequence[str], new: Sequence[str]
) -> Iterator[tuple[Gap, Pair | None]]:
    """Each gap with the pair after it, the last gap with None."""
    return zip(gaps(pairs, Gap(0, len(old), 0, len(new))), [*pairs, None], strict=True)


def _each(cut: Callable[[str], list[str]], texts: Sequence[str]) -> list[str]:
    return [piece for text in texts for piece in cut(text)]


def _keys(texts: Sequence[str]) -> list[str]:
    return [text.strip() for text in texts]
