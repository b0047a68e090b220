"""The places of a text that changed, each with a little of what stands around it."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import msgspec

from schema.passages import (
    ends_a_sentence,
    first_heading,
    header_and_body,
    heading_and_rest,
    last_heading,
    lines,
    sections,
    sentences,
)
from schema.spans import Op, Span, earlier, later

Cut: TypeAlias = Callable[[str], list[str]]


class Hunk(msgspec.Struct, frozen=True):
    """One changed place: its spans in order, with whole sentences of `same` text around them.

    `heading` is the heading it stands under in the later text, without its marks, "" before the
    first. `in_header` is true for the frontmatter.
    """

    spans: tuple[Span, ...]
    heading: str = ""
    in_header: bool = False


def hunks(spans: Sequence[Span], context_sentences: int | None = 1) -> tuple[Hunk, ...]:
    """Only the changed places, in order; with None and all that stands around them.

    Each has the whole of the sentence that changed (in the header: the line), and as many
    sentences before and after it as asked for, none from another section. Places whose
    surroundings touch are one hunk, unless a heading stands between them.
    """
    in_header, in_body = _header_and_body(spans)
    titles = _headings(later(in_body))
    return (
        *(Hunk(part, "", True) for _, part in _changed(in_header, context_sentences, lines)),
        *(
            Hunk(part, _heading_at(titles, at))
            for at, part in _changed(in_body, context_sentences, sentences)
        ),
    )


def body_spans(spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans of what stands after the frontmatter; all of them where there is none."""
    return tuple(_header_and_body(spans)[1])


def _header_and_body(spans: Sequence[Span]) -> tuple[list[Span], list[Span]]:
    """The spans of the frontmatter, and those after it."""
    old_left = len(header_and_body(earlier(spans))[0])
    new_left = len(header_and_body(later(spans))[0])
    header: list[Span] = []
    body: list[Span] = []
    for span in spans:
        left = old_left if span.op == "remove" else new_left
        header += _some(span.op, span.text[:left])
        body += _some(span.op, span.text[left:])
        taken = min(left, len(span.text))
        old_left -= taken if span.op != "add" else 0
        new_left -= taken if span.op != "remove" else 0
    return header, body


def _changed(
    spans: Sequence[Span], context: int | None, cut: Cut
) -> Iterator[tuple[int, tuple[Span, ...]]]:
    """The changed places, and where in the later text the first change of each begins."""
    current: list[Span] = []
    started = -1
    at = 0
    for index, span in enumerate(spans):
        if span.op != "same":
            if started < 0:
                started = _begins(span, at)
            current.append(span)
        else:
            end = _after(current[-1].text, span.text, context, cut) if started >= 0 else 0
            last = index + 1 == len(spans)
            start = len(span.text) if last else _before(span.text, spans[index + 1], context, cut)
            if started >= 0 and start <= end and not _parts(span.text, context):
                current.append(span)
            else:
                if started >= 0:
                    yield started, (*current, *_some("same", span.text[:end]))
                current, started = _some("same", span.text[start:]), -1
        at += len(span.text) if span.op != "remove" else 0
    if started >= 0:
        yield started, tuple(current)


def _begins(change: Span, at: int) -> int:
    """Where in the later text a change begins; words that went are the end of what led to them."""
    if change.op == "remove" and first_heading(change.text.lstrip()) != 0:
        return max(at - 1, 0)
    return at + len(change.text) - len(change.text.lstrip())


def _parts(text: str, context: int | None) -> bool:
    """Whether a heading in the text between two changes keeps them apart."""
    return context is not None and first_heading(text) is not None


def _after(change: str, text: str, context: int | None, cut: Cut) -> int:
    """How much of the text after a change belongs to its sentence and the ones asked for."""
    if context is None:
        return len(text)
    next_section = first_heading(text, at_start=change.endswith("\n"))
    end = len(text) if next_section is None else next_section
    if ends_a_sentence(change):
        return min(end, _length(cut(text)[:context]))
    space = len(text) - len(text.lstrip())
    if "\n" in text[:space]:
        return min(end, space + _length(cut(text[space:])[:context]))
    return min(end, _length(cut(text)[: context + 1]))


def _before(text: str, change: Span, context: int | None, cut: Cut) -> int:
    """Where in the text before a change its sentence and the ones asked for begin."""
    if context is None:
        return 0
    if change.op == "add" and ends_a_sentence(text) and first_heading(change.text.lstrip()) == 0:
        return len(text)
    wanted = context if ends_a_sentence(text) else context + 1
    pieces = cut(text)
    start = len(text) - _length(pieces[max(0, len(pieces) - wanted) :])
    return max(start, last_heading(text) or 0)


def _length(pieces: Sequence[str]) -> int:
    return sum(map(len, pieces))


def _some(op: Op, text: str) -> list[Span]:
    return [Span(op, text)] if text else []


def _headings(body: str) -> list[tuple[int, str]]:
    """Where each section begins, and its heading without marks."""
    found: list[tuple[int, str]] = []
    at = 0
    for section in sections(body):
        found.append((at, heading_and_rest(section)[0].strip().strip("#").strip()))
        at += len(section)
    return found


def _heading_at(headings: Sequence[tuple[int, str]], at: int) -> str:
    before = bisect_right(headings, at, key=lambda heading: heading[0])
    return headings[before - 1][1] if before else ""
