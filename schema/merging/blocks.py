"""Merging two versions of a stretch of text, block by block."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from schema.alignment import Gap, Pair, equal_runs, gaps
from schema.blocks import blocks
from schema.differences import find_quotes, quote_of
from schema.likeness import Passage, passage, same_passages
from schema.merging.lines import merged_sentences
from schema.merging.wordings import LEFT_OUT, Said, together
from schema.tokens import splitter
from schema.verbatim import verbatim

# Fewer words than this say too little to be known again at another place.
_MOVED_WORDS = 3
_PROSE = frozenset(("paragraph", "list-item"))


class Piece(NamedTuple):
    """One block without the blank lines after it, and whether there are any."""

    kind: str
    text: str
    is_loose: bool = True


class _Side(msgspec.Struct, frozen=True):
    """One version beside the base: what became of each block of the base, and what is new.

    `became[k]` are the blocks that block `k` of the base turned into, none when it was removed;
    `new[k]` those that stand before it and are new. `moved[k]` says which new one is block `k`
    itself, at another place.
    """

    pieces: Sequence[Piece]
    became: Sequence[Sequence[int]]
    new: Sequence[Sequence[int]]
    moved: Mapping[int, int]


def merged_blocks(base: str, ours: str, theirs: str, *, by_sentence: bool = False) -> str:
    """Return one text with what both sides did to `base`; a block both changed is a difference.

    New blocks of both sides are kept. With `by_sentence`, changes to sentences of one paragraph
    that are not next to each other are put together.
    """
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    was, now, other = pieces(base), pieces(ours), pieces(theirs)
    known = _passages((*was, *now, *other))
    left, right = _beside(was, now, known), _beside(was, other, known)
    found = _Merge(was, left, right, by_sentence=by_sentence).result()
    tight = {
        (one.text, other.text)
        for side in (was, left.pieces, right.pieces)
        for one, other in pairwise(side)
        if not one.is_loose
    }
    return joined(found, tight)


def pieces(text: str) -> list[Piece]:
    """Return the blocks of a text, without the blank lines around them."""
    found: list[Piece] = []
    for block in blocks(text):
        bare = block.text.rstrip()
        if bare:
            rest = block.text[len(bare) :]
            found.append(Piece(block.kind, bare, rest.count("\n") > 1))
    return found


def joined(found: Sequence[Piece], tight: set[tuple[str, str]]) -> str:
    """Return blocks as one text, a blank line between them unless they are known without one."""
    parts: list[str] = []
    for one, following in pairwise([*found, Piece("", "")]):
        parts.append(one.text)
        if not following.text:
            break
        if closer := verbatim(one.text).closer:
            parts.append(f"\n{closer}")
        in_list = one.kind == following.kind == "list-item" and not one.is_loose
        parts.append("\n" if in_list or (one.text, following.text) in tight else "\n\n")
    return "".join((*parts, "\n")) if parts else ""


def _passages(found: Iterable[Piece]) -> Mapping[str, Passage]:
    """Return each block made ready for weighing, by its text."""
    texts = {piece.text: _said(piece) for piece in found}
    split = splitter(*texts)
    return {text: passage(said, split) for text, said in texts.items()}


def _beside(was: Sequence[Piece], now: Sequence[Piece], known: Mapping[str, Passage]) -> _Side:
    """Return what became of the blocks of `was`."""
    matches = same_passages([known[each.text] for each in was], [known[each.text] for each in now])
    became: list[list[int]] = [[] for _ in was]
    new: list[list[int]] = [[] for _ in range(len(was) + 1)]
    i = j = 0
    for match in (*matches, None):
        i1, j1 = (match.i0, match.j0) if match else (len(was), len(now))
        asked = _asked_again(was, now, Gap(i, i1, j, j1))
        for at, to in asked:
            became[at] = [to]
        for gap in gaps(asked, Gap(i, i1, j, j1)):
            _pair_off(was, now, gap, became, new)
        if match:
            became[match.i0] = list(range(match.j0, match.j1))
            i, j = match.i1, match.j1
    _keep_together(was, now, became, new)
    return _Side(now, became, new, _moved(was, now, became, new))


def _asked_again(was: Sequence[Piece], now: Sequence[Piece], gap: Gap) -> list[Pair]:
    """Return, rising, which differences and blocks in a gap have a wording in common."""
    at = {wording: i for i in range(gap.i0, gap.i1) for wording in _wordings(was[i].text)}
    pairs: list[Pair] = []
    least = gap.i0
    for j in range(gap.j0, gap.j1):
        shared = [at[wording] for wording in _wordings(now[j].text) - {LEFT_OUT} if wording in at]
        if shared and min(shared) >= least:
            pairs.append((min(shared), j))
            least = min(shared) + 1
    return pairs


def _pair_off(
    was: Sequence[Piece],
    now: Sequence[Piece],
    gap: Gap,
    became: list[list[int]],
    new: list[list[int]],
) -> None:
    """Take what went and what came at one place as reworded, or else as gone and as new."""
    olds, news = range(gap.i0, gap.i1), range(gap.j0, gap.j1)
    if len(olds) == len(news) and all(
        _may_replace(was[i], now[j]) for i, j in zip(olds, news, strict=True)
    ):
        for i, j in zip(olds, news, strict=True):
            became[i] = [j]
    elif len(olds) == 1 and news and find_quotes(was[gap.i0].text):
        # What stands where a difference was is what people made of it.
        settled = [j for j in news if find_quotes(now[j].text)]
        became[gap.i0] = settled if len(settled) == 1 else list(news)
        new[gap.i0] += range(gap.j0, became[gap.i0][0])
        new[gap.i1] += range(became[gap.i0][-1] + 1, gap.j1)
    else:
        new[gap.i0] += news


def _keep_together(
    was: Sequence[Piece], now: Sequence[Piece], became: list[list[int]], new: list[list[int]]
) -> None:
    """Let wordings that were all kept, one below the other, be one thing made of a difference."""
    for k, piece in enumerate(was):
        if not became[k] or not find_quotes(piece.text):
            continue
        kept = {part.text for wording in _wordings(piece.text) for part in pieces(wording)}
        above, below = new[k], new[k + 1]
        while above and above[-1] == became[k][0] - 1 and now[above[-1]].text in kept:
            became[k].insert(0, above.pop())
        while below and below[0] == became[k][-1] + 1 and now[below[0]].text in kept:
            became[k].append(below.pop(0))


def _may_replace(one: Piece, other: Piece) -> bool:
    """Whether a block that went and one that came at its place are one thing reworded."""
    return one.kind == other.kind or bool(find_quotes(one.text) or find_quotes(other.text))


def _said(piece: Piece) -> str:
    """Return what a block is known by: of a difference, its wordings alone."""
    return "\n".join(sorted(_wordings(piece.text)))


def _moved(
    was: Sequence[Piece],
    now: Sequence[Piece],
    became: Sequence[Sequence[int]],
    new: Sequence[Sequence[int]],
) -> Mapping[int, int]:
    gone = [k for k, places in enumerate(became) if not places]
    come = [j for run in new for j in run]
    once_gone = Counter(was[k].text for k in gone)
    once_come = Counter(now[j].text for j in come)
    places = {now[j].text: j for j in come}
    return {
        k: places[text]
        for k in gone
        if once_gone[text := was[k].text] == 1
        and once_come.get(text) == 1
        and len(splitter(text).words(text)) >= _MOVED_WORDS
    }


class _Merge:
    """One walk along the base with both sides beside it."""

    def __init__(
        self, was: Sequence[Piece], left: _Side, right: _Side, *, by_sentence: bool
    ) -> None:
        self._was = was
        self._sides = (left, right)
        self._by_sentence = by_sentence
        # A block that both moved is where the first side has it.
        moved_right = {k: j for k, j in right.moved.items() if k not in left.moved}
        self._home = (
            {j: k for k, j in left.moved.items()},
            {j: k for k, j in moved_right.items()},
        )
        self._dropped = frozenset(right.moved.values()) - frozenset(moved_right.values())

    def result(self) -> list[Piece]:
        """Return the blocks of the merged text."""
        left, right = self._sides
        found: list[Piece] = []
        for k in range(len(self._was) + 1):
            found += self._new(k)
            if k < len(self._was) and k not in left.moved and k not in right.moved:
                found += self._merged(k)
        return found

    def _new(self, k: int) -> Iterator[Piece]:
        """Yield the new blocks of both sides before block `k`, what they share once."""
        left, right = self._sides
        first = [each for j in left.new[k] for each in self._arrived(0, j)]
        second = [
            each for j in right.new[k] if j not in self._dropped for each in self._arrived(1, j)
        ]
        i = j = 0
        for run in equal_runs([each.text for each in first], [each.text for each in second]):
            yield from first[i : run.i]
            yield from second[j : run.j]
            yield from first[run.i : run.i + run.length]
            i, j = run.i + run.length, run.j + run.length
        yield from first[i:]
        yield from second[j:]

    def _arrived(self, side: int, j: int) -> Iterable[Piece]:
        """Return a new block; one that only moved, with what the other side did to it."""
        k = self._home[side].get(j)
        return [self._sides[side].pieces[j]] if k is None else self._merged(k)

    def _merged(self, k: int) -> Iterable[Piece]:
        was = self._was[k]
        left, right = (self._version(side, k) for side in self._sides)
        texts = (left.text, right.text)
        # Whoever moved a block still wants it; taking it out elsewhere does not decide that.
        torn = LEFT_OUT in texts and any(k in side.moved for side in self._sides)
        if not torn and (was.text in texts or left.text == right.text):
            chosen = right if left.text == was.text else left
            return [chosen] if chosen.text else []
        base = Said(frozenset()) if torn else _said_in(was.text)
        stands = together(base, _said_in(left.text), _said_in(right.text))
        same = [each for each in (left, right, was) if _said_in(each.text) == stands]
        if len(stands.wordings) == 1:
            (wording,) = stands.wordings
            chosen = same[0] if same else Piece(was.kind, wording)
            return [chosen] if chosen.text else []
        if self._by_sentence and {was.kind, left.kind, right.kind} <= _PROSE:
            paragraph = merged_sentences(was.text, left.text, right.text)
            if paragraph:
                return [Piece(was.kind, paragraph, was.is_loose)]
        asked = [each for each in same if each is not was]
        quote = quote_of(stands.wordings, stands.again)
        return [asked[0] if asked else Piece("quote", quote.rstrip("\n"))]

    def _version(self, side: _Side, k: int) -> Piece:
        """Return block `k` as a side has it; what it was split into is one text."""
        if k in side.moved:
            return self._was[k]
        parts = [side.pieces[j] for j in side.became[k]]
        if not parts:
            return Piece("", LEFT_OUT)
        if len(parts) == 1:
            return parts[0]
        tight = {(one.text, two.text) for one, two in pairwise(parts) if not one.is_loose}
        text = joined(parts, tight).rstrip("\n")
        return Piece("split", text, parts[-1].is_loose)


def _wordings(text: str) -> frozenset[str]:
    return _said_in(text).wordings


def _said_in(text: str) -> Said:
    """Return what is said in a block: its text, or the wordings of a difference."""
    found = find_quotes(text)
    if len(found) == 1 and not text[: found[0].start].strip() and not text[found[0].end :].strip():
        wordings = frozenset(found[0].wordings)
        return Said(wordings, found[0].again if len(wordings) > 1 else "")
    return Said(frozenset((text,)))
