"""Stretches of text that stayed, came or went, and what can be read off them."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Literal, TypeAlias

import msgspec

from schema.tokens import Split, can_tear, is_torn

Op: TypeAlias = Literal["same", "add", "remove"]
Step: TypeAlias = tuple[Op, str]

SEAM: Step = ("same", "")
"""Between steps: white space is shared out on either side of it by itself."""


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of text that stayed ("same"), came ("add") or went ("remove")."""

    op: Op
    text: str


class ChangedWords(msgspec.Struct, frozen=True):
    """How many words a text gained and lost, and the passages that went to another place.

    What moved as whole paragraphs is counted in those, all other passages as `moved_sentences`.
    """

    added: int = 0
    removed: int = 0
    moved_paragraphs: int = 0
    moved_sentences: int = 0

    @property
    def total(self) -> int:
        """The words that came and those that went."""
        return self.added + self.removed

    @property
    def moved(self) -> int:
        """The passages that went to another place."""
        return self.moved_paragraphs + self.moved_sentences


class _Place(msgspec.Struct, gc=False):
    """What stayed, and what went and came right after it."""

    same: str
    removed: str = ""
    added: str = ""


def spans_of(written: Iterable[Step], split: Split) -> tuple[Span, ...]:
    """Tidy spans of these steps: merged, `remove` before `add`, shared spaces left standing."""
    places = _places(written)
    _leave_spaces_standing(places)
    places = _merged(places)
    if any(map(_can_tear, places)):
        while _mend(places, split):
            places = _merged(places)
    return tuple(span for place in places for span in _spans(place))


def sides(spans: Sequence[Span]) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """The earlier text as its `same` and `remove` spans, the later as `same` and `add`."""
    return (
        tuple(span for span in spans if span.op != "add"),
        tuple(span for span in spans if span.op != "remove"),
    )


def earlier(spans: Iterable[Span]) -> str:
    """The text before the change."""
    return "".join(span.text for span in spans if span.op != "add")


def later(spans: Iterable[Span]) -> str:
    """The text after the change."""
    return "".join(span.text for span in spans if span.op != "remove")


def _places(steps: Iterable[Step]) -> list[_Place]:
    """The steps gathered by place; the last place has nothing that went or came."""
    same: list[str] = []
    removed: list[str] = []
    added: list[str] = []
    places: list[_Place] = []
    for op, text in steps:
        if op == "remove":
            removed.append(text)
        elif op == "add":
            added.append(text)
        elif removed or added:
            places.append(_Place("".join(same), "".join(removed), "".join(added)))
            same, removed, added = [text], [], []
        else:
            same.append(text)
    places.append(_Place("".join(same), "".join(removed), "".join(added)))
    places.append(_Place(""))
    return places


def _merged(places: Iterable[_Place]) -> list[_Place]:
    """The same places, made one where nothing stayed between two of them."""
    merged = [_Place("")]
    for place in places:
        last = merged[-1]
        if place.same and (last.removed or last.added):
            last = _Place("")
            merged.append(last)
        last.same += place.same
        last.removed += place.removed
        last.added += place.added
        if last.removed == last.added:
            last.same, last.removed, last.added = last.same + last.removed, "", ""
    if merged[-1].removed or merged[-1].added:
        merged.append(_Place(""))
    return merged


def _spans(place: _Place) -> Iterator[Span]:
    if place.same:
        yield Span("same", place.same)
    if place.removed:
        yield Span("remove", place.removed)
    if place.added:
        yield Span("add", place.added)


def _leave_spaces_standing(places: Sequence[_Place]) -> None:
    """Take white space that both sides begin or end with out of the changes."""
    for place, following in pairwise(places):
        if not place.removed or not place.added:
            continue
        if lead := _shared_lead(place.removed, place.added):
            place.same += place.removed[:lead]
            place.removed, place.added = place.removed[lead:], place.added[lead:]
        if tail := _shared_tail(place.removed, place.added):
            following.same = place.removed[-tail:] + following.same
            place.removed, place.added = place.removed[:-tail], place.added[:-tail]


def _shared_lead(one: str, other: str) -> int:
    """How much white space both begin with, up to where a cut parts no cluster."""
    at = 0
    limit = min(len(one), len(other))
    while at < limit and one[at] == other[at] and one[at].isspace():
        at += 1
    if at and (_is_torn_at(one, at) or _is_torn_at(other, at)):
        at -= 1
    return at


def _shared_tail(one: str, other: str) -> int:
    """How much white space both end with, from where a cut parts no cluster."""
    at = 0
    limit = min(len(one), len(other))
    while at < limit and one[-1 - at] == other[-1 - at] and one[-1 - at].isspace():
        at += 1
    if at and (_is_torn_at(one, len(one) - at) or _is_torn_at(other, len(other) - at)):
        at -= 1
    return at


def _is_torn_at(text: str, at: int) -> bool:
    return is_torn(text[at - 1 : at], text[at : at + 1])


def _can_tear(place: _Place) -> bool:
    return can_tear(place.same) or can_tear(place.removed) or can_tear(place.added)


def _mend(places: Sequence[_Place], split: Split) -> bool:
    """Widen changes whose edges part a grapheme cluster; whether there was one."""
    torn = False
    for place, following in pairwise(places):
        after = (place.removed or following.same, place.added or following.same)
        if is_torn(place.same, after[0]) or is_torn(place.same, after[1]):
            last = split.tokens(place.same)[-1]
            place.same = place.same[: -len(last)]
            place.removed, place.added = last + place.removed, last + place.added
            torn = True
        if is_torn(place.removed, following.same) or is_torn(place.added, following.same):
            first = split.tokens(following.same)[0]
            following.same = following.same[len(first) :]
            place.removed, place.added = place.removed + first, place.added + first
            torn = True
    return torn
