"""Which passages of an earlier text became which of a later one, by the words they share."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from schema.alignment import (
    Gap,
    Pair,
    equal_runs,
    gaps,
    outside,
    pairs_of,
    shared_ends,
    shares,
    unique_pairs,
)
from schema.characters import lowered
from schema.tokens import Split

# Up to this many pairs of passages every one is weighed against every other.
_ALL_PAIRS = 1600
# Where there is nothing to hold on to, a passage is weighed against so many; fewer in long texts.
_MANY = 40
_FEW = 12
_LONG = 4000
_DEPTH = 8
# Shorter pieces ("Yes.", "---") say too little to hold the rest in place.
_ANCHOR_LENGTH = 12


class Passage(msgspec.Struct, frozen=True, gc=False):
    """A sentence or line: its text without spaces around it, and its words in lower case.

    `letters` counts the characters of its different words.
    """

    key: str
    spoken: tuple[str, ...]
    words: frozenset[str]
    letters: int


class Match(NamedTuple):
    """`old[i0:i1]` became `new[j0:j1]`: mostly one passage each, more where one was split."""

    i0: int
    i1: int
    j0: int
    j1: int


def passage(text: str, split: Split) -> Passage:
    """A piece of text made ready for weighing."""
    spoken = split.words(lowered(text))
    words = frozenset(spoken)
    return Passage(text.strip(), tuple(spoken), words, letters(words))


def letters(words: Iterable[str]) -> int:
    """How many characters they have in all."""
    return sum(map(len, words))


def alike(common: int, one: int, other: int) -> bool:
    """Whether so many letters in common make one passage a rewording of the other.

    A third of the longer one will do, or two thirds of the shorter.
    """
    return 3 * common >= max(one, other) or (common >= 8 and 3 * common >= 2 * min(one, other))


def sure_pairs(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Rising pairs of equal pieces at both ends and wherever a longer one occurs once a side."""
    pairs: list[Pair] = []
    todo = [(Gap(0, len(old), 0, len(new)), 0)]
    while todo:
        gap, depth = todo.pop()
        inner = shared_ends(old, new, gap)
        pairs += pairs_of(outside(inner, gap))
        if inner.i0 < inner.i1 and inner.j0 < inner.j1 and depth < _DEPTH:
            found = unique_pairs(old, new, inner, _ANCHOR_LENGTH)
            pairs += found
            todo += [(part, depth + 1) for part in gaps(found, inner) if found]
    pairs.sort()
    return pairs


def same_passages(old: Sequence[Passage], new: Sequence[Passage]) -> list[Match]:
    """Which passages belong together, rising on both sides; the others came or went."""
    old_keys = [one.key for one in old]
    new_keys = [one.key for one in new]
    pairs: list[Pair] = []
    todo = [(Gap(0, len(old), 0, len(new)), 0)]
    while todo:
        gap, depth = todo.pop()
        inner = shared_ends(old_keys, new_keys, gap)
        pairs += pairs_of(outside(inner, gap))
        cells = (inner.i1 - inner.i0) * (inner.j1 - inner.j0)
        if cells <= _ALL_PAIRS:
            pairs += _best_pairs(old, new, inner)
            continue
        found = _hold(old, new, old_keys, new_keys, inner) if depth < _DEPTH else []
        if found:
            pairs += found
            todo += [(part, depth + 1) for part in gaps(found, inner)]
            continue
        for part in shares(inner, _parts(inner)):
            pairs += _best_pairs(old, new, part)
    pairs.sort()
    return _widened(old, new, pairs)


def _parts(gap: Gap) -> int:
    """Into how many parts a gap must fall for the work to grow with its length alone."""
    olds, news = gap.i1 - gap.i0, gap.j1 - gap.j0
    per_passage = _FEW if olds + news > _LONG else _MANY
    return olds * news // (per_passage * (olds + news)) + 1


def _hold(
    old: Sequence[Passage],
    new: Sequence[Passage],
    old_keys: Sequence[str],
    new_keys: Sequence[str],
    gap: Gap,
) -> list[Pair]:
    """Sure pairs of a long gap: equal passages, else those that rare words point to."""
    found = unique_pairs(old_keys, new_keys, gap, _ANCHOR_LENGTH)
    if found:
        return found
    i0, i1, j0, j1 = gap
    found = [(i0 + i, j0 + j) for i, j in pairs_of(equal_runs(old_keys[i0:i1], new_keys[j0:j1]))]
    return found or _pointed_to(old, new, gap)


def _pointed_to(old: Sequence[Passage], new: Sequence[Passage], gap: Gap) -> list[Pair]:
    """Pairs of alike passages that share words which occur once on either side of the gap."""
    old_words, old_homes = _words_and_homes(old, gap.i0, gap.i1)
    new_words, new_homes = _words_and_homes(new, gap.j0, gap.j1)
    whole = Gap(0, len(old_words), 0, len(new_words))
    votes: dict[Pair, int] = {}
    for at_old, at_new in unique_pairs(old_words, new_words, whole, 3):
        pair = (old_homes[at_old], new_homes[at_new])
        votes[pair] = votes.get(pair, 0) + len(old_words[at_old])
    best_first = sorted(votes, key=lambda pair: (-votes[pair], pair))
    return _rising([(i, j) for i, j in best_first if _belong(old[i], new[j])])


def _belong(one: Passage, other: Passage) -> bool:
    common = letters(one.words & other.words)
    return one.key == other.key or (common > 0 and alike(common, one.letters, other.letters))


def _rising(pairs: Sequence[Pair]) -> list[Pair]:
    """Of pairs that never cross, best first, those in which each passage occurs once."""
    olds: set[int] = set()
    news: set[int] = set()
    kept: list[Pair] = []
    for i, j in pairs:
        if i not in olds and j not in news:
            olds.add(i)
            news.add(j)
            kept.append((i, j))
    return sorted(kept)


def _words_and_homes(
    passages: Sequence[Passage], start: int, stop: int
) -> tuple[list[str], list[int]]:
    words: list[str] = []
    homes: list[int] = []
    for index in range(start, stop):
        words += passages[index].spoken
        homes += [index] * len(passages[index].spoken)
    return words, homes


def _weight(common: int, one: int, other: int) -> int:
    """How strongly passages of so many letters, so many in common, belong together; 0: not."""
    if not common or not alike(common, one, other):
        return 0
    return 1 + common * common // max(one, other)


def _weights(old: Sequence[Passage], new: Sequence[Passage], gap: Gap) -> Iterator[list[int]]:
    """For each old passage of a gap, how strongly each new one belongs to it."""
    places: dict[str, list[int]] = {}
    equals: dict[str, list[int]] = {}
    for at in range(gap.j1 - gap.j0):
        other = new[gap.j0 + at]
        equals.setdefault(other.key, []).append(at)
        for word in other.words:
            places.setdefault(word, []).append(at)
    for one in old[gap.i0 : gap.i1]:
        row = [0] * (gap.j1 - gap.j0)
        for word in one.words.intersection(places):
            for at in places[word]:
                row[at] += len(word)
        for at, common in enumerate(row):
            if common:
                row[at] = _weight(common, one.letters, new[gap.j0 + at].letters)
        for at in equals.get(one.key, ()):
            row[at] = one.letters + 2
        yield row


def _best_pairs(old: Sequence[Passage], new: Sequence[Passage], gap: Gap) -> list[Pair]:
    """The rising pairs of a gap with the greatest weight in all; time by the product of sides."""
    i, j = gap.i1 - gap.i0, gap.j1 - gap.j0
    best = [[0] * (j + 1)]
    for row in _weights(old, new, gap) if i and j else ():
        best.append(_next_line(best[-1], row) if any(row) else best[-1])
    pairs: list[Pair] = []
    while i and j:
        if best[i][j] == best[i - 1][j]:
            i -= 1
        elif best[i][j] == best[i][j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            pairs.append((gap.i0 + i, gap.j0 + j))
    pairs.reverse()
    return pairs


def _next_line(above: Sequence[int], weights: Sequence[int]) -> list[int]:
    """The best totals with one more old passage, by how many new ones are in play."""
    line = [0]
    total = 0
    for j, weight in enumerate(weights):
        total = max(total, above[j + 1], above[j] + weight if weight else 0)
        line.append(total)
    return line


def _widened(old: Sequence[Passage], new: Sequence[Passage], pairs: Sequence[Pair]) -> list[Match]:
    """The pairs, each with the neighbours it was split into or joined from."""
    matches = [Match(i, i + 1, j, j + 1) for i, j in pairs]
    for index, gap in enumerate(gaps(pairs, Gap(0, len(old), 0, len(new)))):
        news = new[gap.j0 : gap.j1] if gap.i0 == gap.i1 else ()
        olds = old[gap.i0 : gap.i1] if gap.j0 == gap.j1 else ()
        spare = list(news or olds)
        if spare and index:
            i, j = pairs[index - 1]
            if _has_rest(old[i], new[j], spare[0]):
                match = matches[index - 1]
                matches[index - 1] = match._replace(
                    i1=match.i1 + bool(olds), j1=match.j1 + bool(news)
                )
                del spare[0]
        if spare and index < len(pairs):
            i, j = pairs[index]
            if _has_rest(old[i], new[j], spare[-1]):
                matches[index] = matches[index]._replace(i0=i - bool(olds), j0=j - bool(news))
    return matches


def _has_rest(one: Passage, other: Passage, neighbour: Passage) -> bool:
    """Whether a neighbour has a good part of the words that only one of two alike passages has."""
    common = letters((one.words ^ other.words) & neighbour.words)
    return 2 * common > neighbour.letters or (common >= 8 and 3 * common >= neighbour.letters)
