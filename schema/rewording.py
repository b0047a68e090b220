"""How one sentence became another: which words stayed, without leaving crumbs between changes."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from schema.alignment import Run, common_start, equal_runs
from schema.likeness import alike
from schema.spans import Step
from schema.tokens import Split, is_word

# Pieces longer than this lose what their ends and middles share before anything else is looked at.
_LONG = 2000
_PROBE = 200
# A word this short between two replacements ("the", "of") reads better as part of them.
_SHORT_WORD = 3


class _Line(NamedTuple):
    """Tokens, where those that are no white space stand, and how many characters these have.

    `sizes[n]` is the characters of the first n visible tokens.
    """

    tokens: Sequence[str]
    places: Sequence[int]
    visible: Sequence[str]
    sizes: Sequence[int]

    def between(self, start: int, stop: int) -> str:
        """The text from after the visible token before `start` up to the visible one at `stop`."""
        first = self.places[start - 1] + 1 if start else 0
        last = self.places[stop] if stop < len(self.places) else len(self.tokens)
        return "".join(self.tokens[first:last])

    def covering(self, start: int, stop: int) -> str:
        """The text of the visible tokens from `start` to before `stop`."""
        return "".join(self.tokens[self.places[start] : self.places[stop - 1] + 1])

    def size(self, start: int, stop: int) -> int:
        """The characters of the visible tokens from `start` to before `stop`."""
        return self.sizes[stop] - self.sizes[start]

    def words(self, start: int, stop: int) -> int:
        """How many of the visible tokens from `start` to before `stop` are words."""
        return sum(map(is_word, self.visible[start:stop]))


def reworded(old: str, new: str, split: Split, *, related: bool = False) -> Iterator[Step]:
    """The steps from one piece of text to another, in order, not yet tidy.

    Pieces with too little in common are replaced whole, unless they are `related` for another
    reason (the same header field, the same heading).
    """
    if old == new:
        yield "same", old
    elif min(len(old), len(new)) > _LONG:
        yield from _long(old, new, split, related=related)
    else:
        yield from _short(old, new, split, related=related)


def _long(old: str, new: str, split: Split, *, related: bool) -> Iterator[Step]:
    """As `reworded`, for pieces worth a look at what is letter for letter the same first."""
    stretches = _stretches(old, new)
    common = sum(stretch.length for stretch in stretches)
    if not common or not (related or alike(common, len(old), len(new))):
        yield from _short(old, new, split, related=related)
        return
    i = j = 0
    for stretch in [*stretches, Run(len(old), len(new), 0)]:
        yield from reworded(old[i : stretch.i], new[j : stretch.j], split, related=True)
        i, j = stretch.i + stretch.length, stretch.j + stretch.length
        yield "same", old[stretch.i : i]


def _short(old: str, new: str, split: Split, *, related: bool) -> Iterator[Step]:
    old_line, new_line = _line(split.tokens(old)), _line(split.tokens(new))
    runs = equal_runs(old_line.visible, new_line.visible)
    common = sum(old_line.size(run.i, run.i + run.length) for run in runs)
    if related or alike(common, old_line.sizes[-1], new_line.sizes[-1]):
        yield from _steps(_without_crumbs(runs, old_line, new_line), old_line, new_line)
    else:
        yield "remove", old
        yield "add", new


def _line(tokens: Sequence[str]) -> _Line:
    places = [at for at, token in enumerate(tokens) if not token.isspace()]
    visible = [tokens[at] for at in places]
    return _Line(tokens, places, visible, list(accumulate(map(len, visible), initial=0)))


def _stretches(old: str, new: str) -> list[Run]:
    """What both texts begin with, share in the middle and end with, in characters, cut at spaces.

    Any of the three may be missing.
    """
    limit = min(len(old), len(new))
    head = max(old.rfind(" ", 0, common_start(old, new, limit)), 0)
    tail = common_start(old[::-1], new[::-1], limit - head)
    space = old.find(" ", len(old) - tail) if tail else -1
    tail = len(old) - space if space >= 0 else 0
    found = [Run(0, 0, head), Run(len(old) - tail, len(new) - tail, tail)]
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    if middle:
        found.insert(1, Run(head + middle.i, head + middle.j, middle.length))
    return [run for run in found if run.length]


def _middle(old: str, new: str) -> Run | None:
    """A stretch both texts share about their middle, as near to the same place as may be."""
    for quarter in (2, 1, 3):
        at = len(old) * quarter // 4
        probe = old[at : at + _PROBE]
        if len(probe) < _PROBE:
            return None
        after = new.find(probe, at)
        before = new.rfind(probe, 0, at + _PROBE)
        if max(after, before) < 0:
            continue
        near = after if before < 0 or 0 <= after - at <= at - before else before
        left = common_start(old[:at][::-1], new[:near][::-1], min(at, near))
        limit = min(len(old) - at, len(new) - near)
        right = common_start(old[at:], new[near:], limit)
        start = old.find(" ", at - left)
        stop = old.rfind(" ", 0, at + right)
        if stop - start >= _PROBE // 2:
            return Run(start, start + near - at, stop - start)
    return None


def _without_crumbs(runs: Sequence[Run], old: _Line, new: _Line) -> list[Run]:
    """The runs but for those that would stand as crumbs between two replacements."""
    end = Run(len(old.places), len(new.places), 0)
    kept: list[Run] = []
    for run, following in zip(runs, [*runs, end][1:], strict=True):
        previous = kept[-1] if kept else Run(0, 0, 0)
        if not _is_crumb(previous, run, following, old, new):
            kept.append(run)
    return kept


def _is_crumb(before: Run, run: Run, after: Run, old: _Line, new: _Line) -> bool:
    """Whether a run reads better as part of the changes on both its sides.

    So reads a lone mark or short word, and whatever is a third of the changes beside it or less;
    but never beside a mere insertion, a mere removal or a change of marks alone.
    """
    size = old.size(run.i, run.i + run.length)
    i0, j0 = before.i + before.length, before.j + before.length
    i1, j1 = run.i + run.length, run.j + run.length
    gone = (old.size(i0, run.i), old.size(i1, after.i))
    come = (new.size(j0, run.j), new.size(j1, after.j))
    if not all((*gone, *come)):
        return False
    if not (size <= _SHORT_WORD and old.words(run.i, i1) <= 1):
        return 3 * size <= min(map(max, gone, come))
    return (old.words(i0, run.i) or new.words(j0, run.j)) > 0 and (
        old.words(i1, after.i) or new.words(j1, after.j)
    ) > 0


def _steps(runs: Sequence[Run], old: _Line, new: _Line) -> Iterator[Step]:
    i = j = 0
    for run in runs:
        yield from changed(old.between(i, run.i), new.between(j, run.j))
        same = old.covering(run.i, run.i + run.length)
        if same == new.covering(run.j, run.j + run.length):
            yield "same", same
        else:
            yield from _respaced(run, old, new)
        i, j = run.i + run.length, run.j + run.length
    yield from changed(old.between(i, len(old.places)), new.between(j, len(new.places)))


def _respaced(run: Run, old: _Line, new: _Line) -> Iterator[Step]:
    """The steps through equal tokens between which the white space differs."""
    for at in range(run.length):
        if at:
            i, j = run.i + at, run.j + at
            yield from changed(old.between(i, i), new.between(j, j))
        yield "same", old.visible[run.i + at]


def changed(gone: str, come: str) -> Iterator[Step]:
    """The steps from one text to another that are not compared any further."""
    if gone == come:
        yield "same", gone
    else:
        yield "remove", gone
        yield "add", come
