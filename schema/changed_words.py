"""How much of a text changed: the words that came and went, and what only moved."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TypeAlias

from schema.differences import Quote, find_quotes
from schema.moves import Move, moves
from schema.passages import paragraphs
from schema.spans import ChangedWords, Op, Span, earlier, later
from schema.tokens import Split, is_word, splitter
from schema.worddiff import word_diff

# With so many readings of either text the time is bounded; the last one holds all other wordings.
_MOST_READINGS = 4
# So far from a passage that moved its paragraph is looked for.
_NEAR = 300

Words: TypeAlias = Mapping[int, str]


def changed_words(spans: Sequence[Span]) -> ChangedWords:
    """Return how much changed between the two texts that these spans lead from and to.

    Words of a passage that moved are neither added nor removed. Where wordings stand side by side,
    a word is added that is in none of the wordings before, and removed that is in none of those
    now; what labels the wordings is no text. A word is a
    token with a letter or digit; in scripts written without spaces, one character.
    """
    old, new = earlier(spans), later(spans)
    split = splitter(old, new)
    olds, news = _readings(old), _readings(new)
    if len(olds) == len(news) == 1 and (olds, news) == ([old], [new]):
        pairs = [[spans]]
    else:
        pairs = [[word_diff(one, other) for other in news] for one in olds]
    gone, come = _without_moves(pairs, split)
    paragraphs_, sentences_ = _places(moves(pairs[0][0]), news[0])
    return ChangedWords(
        added=_all_of(_in_every(column) for column in zip(*come, strict=True)),
        removed=_all_of(_in_every(row) for row in gone),
        moved_paragraphs=paragraphs_,
        moved_sentences=sentences_,
    )


def _readings(text: str) -> list[str]:
    """Return the text once for each of its wordings, as if people had settled on that one."""
    quotes = find_quotes(text)
    most = max((len(quote.wordings) for quote in quotes), default=1)
    return [_reading(text, quotes, number) for number in range(min(most, _MOST_READINGS))]


def _reading(text: str, quotes: Sequence[Quote], number: int) -> str:
    for quote in reversed(quotes):
        wording = quote.wordings[min(number, len(quote.wordings) - 1)]
        if number == _MOST_READINGS - 1:
            wording = "\n\n".join(quote.wordings[number:] or (wording,))
        text = f"{text[: quote.start]}{wording}\n{text[quote.end :]}"
    return text


def _without_moves(
    pairs: Sequence[Sequence[Sequence[Span]]], split: Split
) -> tuple[list[list[Words]], list[list[Words]]]:
    """Return the words that went and those that came, for each pair of readings."""
    gone: list[list[Words]] = []
    come: list[list[Words]] = []
    for row in pairs:
        gone.append([])
        come.append([])
        for spans in row:
            moved = moves(spans)
            went = sorted((each.old_start, each.old_start + len(each.text)) for each in moved)
            came = [(each.new_start, each.new_start + len(each.text)) for each in moved]
            gone[-1].append(_words(spans, "remove", went, split))
            come[-1].append(_words(spans, "add", came, split))
    return gone, come


def _words(spans: Sequence[Span], op: Op, moved: Sequence[tuple[int, int]], split: Split) -> Words:
    """Return the changed words of one side by where they stand in it, without what moved.

    `moved` are the stretches of that side, (start, end) in characters, in order.
    """
    found: dict[int, str] = {}
    at = 0
    for span in spans:
        if span.op not in ("same", op):
            continue
        place = at
        for token in split.tokens(span.text) if span.op == op else ():
            if is_word(token):
                found[place] = token
            place += len(token)
        at += len(span.text)
    return {place: word for place, word in found.items() if not _is_within(place, moved)}


def _is_within(place: int, moved: Sequence[tuple[int, int]]) -> bool:
    before = bisect_right(moved, place, key=lambda stretch: stretch[0])
    return before > 0 and place < moved[before - 1][1]


def _in_every(sides: Sequence[Words]) -> Counter[str]:
    """Return the words that changed whichever reading of the other text is taken."""
    places = reduce(lambda one, other: one & other, (each.keys() for each in sides))
    return Counter(sides[0][place] for place in places)


def _all_of(readings: Iterable[Counter[str]]) -> int:
    """Return how many words the readings hold together; what several share is counted once."""
    return sum(reduce(lambda one, other: one | other, readings).values())


def _places(moved: Sequence[Move], text: str) -> tuple[int, int]:
    """Return how many paragraphs of the later text moved as a whole, and how many other parts."""
    whole = 0
    parts = 0
    for move in moved:
        if _is_whole(move, text):
            whole += sum(not each.startswith("#") for each in paragraphs(move.text)) or 1
        else:
            parts += 1
    return whole, parts


def _is_whole(move: Move, text: str) -> bool:
    """Whether blank lines, a heading or the ends of the text stand around what moved."""
    start, end = move.new_start, move.new_start + len(move.text)
    before, after = text[max(0, start - _NEAR) : start], text[end : end + _NEAR]
    above, below = before.rstrip(), after.lstrip()
    begins = not above or before[len(above) :].count("\n") > 1
    begins = begins or above.rpartition("\n")[2].startswith("#")
    return begins and (not below or after[: len(after) - len(below)].count("\n") > 1)
