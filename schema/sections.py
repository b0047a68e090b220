"""The sections of a body, found by their codes: `## 2.3 …` in steps, `## 1 …` in reviews."""

import re
from collections.abc import Callable, Mapping

import msgspec

from schema.checklist import QUESTIONS, REVIEW_QUESTIONS
from schema.verbatim import verbatim

_SECTION = re.compile(r"^##[ \t]++(\+?[0-9][0-9.]*+)(?:[ \t]++([^\r\n]*+))?\r?$", re.MULTILINE)
_HIGH_HEADING = re.compile(r"^( {0,3})#{1,2}(?=[ \t\r]|$)", re.MULTILINE)

_SHORT_NAMES = {
    "step": {question.code: question.short for question in QUESTIONS},
    "review": {question.code: question.short for question in REVIEW_QUESTIONS},
    "answer": {question.code: question.short for question in REVIEW_QUESTIONS},
}


class Section(msgspec.Struct, frozen=True):
    """One section: its code, the words of its heading, its text without blank lines around it.

    `line` is the heading's line in the body, 1-based.
    """

    code: str
    heading: str
    text: str
    line: int


class SectionTwice(ValueError):  # noqa: N818 - named by what is wrong, like the other errors
    """A body has two headings with one code, so an edit cannot know which is meant."""

    def __init__(self, code: str, lines: tuple[int, ...]) -> None:
        """`lines` are the headings' lines in the body, 1-based."""
        places = " and ".join(map(str, lines))
        super().__init__(
            f"The section {code} stands more than once (lines {places} of the text); "
            "put them together in an editor first."
        )
        self.code = code
        self.lines = lines


class _Span(msgspec.Struct, frozen=True):
    """Where one section stands: its heading from `start`, its text from `text` to `end`."""

    code: str
    heading: str
    start: int
    text: int
    end: int


def section_codes(kind: str, step: str = "") -> tuple[str, ...]:
    """Return the codes of the sections a `kind` may have, in their order; () if it has none.

    For kind "step" `step` limits them to the questions of that step ("1" to "5").
    """
    codes = tuple(_SHORT_NAMES.get(kind, ()))
    if kind != "step" or not step:
        return codes
    return tuple(code for code in codes if code.startswith(f"{step}."))


def sections(kind: str, body: str) -> tuple[Section, ...]:
    """Return the sections of `body`, each code once, in the order they stand.

    Two headings with one code give one section, their texts joined by a blank line. A heading in
    fenced code, in a list or in an HTML comment is text.
    """
    found: dict[str, Section] = {}
    for span in _spans(kind, body):
        text = _bare(body[span.text : span.end])
        if span.code in found:
            first = found[span.code]
            both = "\n\n".join(filter(None, (first.text, text)))
            found[span.code] = Section(span.code, first.heading, both, first.line)
        else:
            line = body.count("\n", 0, span.start) + 1
            found[span.code] = Section(span.code, span.heading, text, line)
    return tuple(found.values())


def section_text(kind: str, body: str, code: str) -> str:
    """Return the text of the section `code` without blank lines around it, "" if there is none."""
    return next((each.text for each in sections(kind, body) if each.code == code), "")


def replace_section(kind: str, body: str, code: str, text: str) -> str:
    """Return `body` with `text` under the heading `code`; all other lines stay as they are.

    A missing heading is added in its place. Headings in `text` are lowered, so that they cannot be
    taken for sections. Raises SectionTwice when the code stands twice, ValueError when a `kind` has
    no such section.
    """
    if code not in section_codes(kind):
        raise ValueError(f"{kind!r} has no section {code!r}")
    spans = _spans(kind, body)
    same = [span for span in spans if span.code == code]
    if len(same) > 1:
        raise SectionTwice(code, tuple(body.count("\n", 0, each.start) + 1 for each in same))
    lowered = _bare(lower_headings(text))
    if not same:
        at = _place(kind, spans, code, len(body))
        heading = f"## {code} {_SHORT_NAMES[kind][code]}\n"
        return _joined(_closed(body[:at]), heading, lowered, body[at:])
    start, end = same[0].text, same[0].end
    if lowered == _bare(body[start:end]).replace("\r\n", "\n"):
        return body
    return _joined(body[:start], "", lowered, body[end:])


class Cut(msgspec.Struct, frozen=True):
    """A body cut at its headings: what leads, and each section's heading line and text.

    `lead` and then each heading and text, joined, are the body exactly.
    """

    lead: str
    headings: Mapping[str, str]
    texts: Mapping[str, str]


def cut(kind: str, body: str) -> Cut | None:
    """Return `body` cut into its sections, None when a code stands twice."""
    spans = _spans(kind, body)
    if len({span.code for span in spans}) < len(spans):
        return None
    return Cut(
        body[: spans[0].start] if spans else body,
        {span.code: body[span.start : span.text] for span in spans},
        {span.code: body[span.text : span.end] for span in spans},
    )


def _joined(before: str, heading: str, text: str, after: str) -> str:
    """Return the parts with one blank line between them, in the line endings of `before`."""
    ending = "\r\n" if re.match(r"[^\n]*\r\n", before or after) else "\n"
    new = f"{heading}\n{text}\n" if text else heading
    if after:
        new += "\n"
    if before and not before.endswith("\n"):
        before += ending
    if heading and before and not re.search(r"(?:\A|\n)[ \t]*\r?\n\Z", before):
        new = f"\n{new}"
    return before + new.replace("\n", ending) + after


def lower_headings(text: str) -> str:
    """Return `text` with its `#` and `##` headings as `###`, outside fenced code and comments.

    Fenced code or a comment that is left open is closed, so that it cannot swallow what follows.
    """
    hidden = verbatim(text)
    line_of = _line_counter(text)
    lowered = _HIGH_HEADING.sub(
        lambda found: (
            found.group() if line_of(found.start()) in hidden.lines else f"{found.group(1)}###"
        ),
        text,
    )
    return _closed(lowered)


def _closed(text: str) -> str:
    """Return `text` with a last line that ends code or a comment still open at its end."""
    closer = verbatim(text).closer
    if not closer:
        return text
    ending = "\r\n" if text.endswith("\r\n") else "\n"
    bare = text.rstrip("\r\n")
    return f"{bare}{ending}{closer}{ending}"


def _spans(kind: str, body: str) -> list[_Span]:
    known = _SHORT_NAMES.get(kind)
    if not known:
        return []
    hidden = verbatim(body).lines
    line_of = _line_counter(body)
    heads = [
        found
        for found in _SECTION.finditer(body)
        if found.group(1) in known and line_of(found.start()) not in hidden
    ]
    ends = [found.start() for found in heads[1:]] + [len(body)] * bool(heads)
    return [
        _Span(
            code=found.group(1),
            heading=(found.group(2) or "").strip(),
            start=found.start(),
            text=min(found.end() + 1, len(body)),
            end=end,
        )
        for found, end in zip(heads, ends, strict=True)
    ]


def _place(kind: str, spans: list[_Span], code: str, end: int) -> int:
    """Return where a missing section belongs: after the last one before it in the checklist."""
    order = section_codes(kind)
    earlier = [span for span in spans if order.index(span.code) < order.index(code)]
    if earlier:
        return max(earlier, key=lambda span: order.index(span.code)).end
    return spans[0].start if spans else end


def _bare(text: str) -> str:
    """Return `text` without the blank lines around it."""
    return re.sub(r"\A(?:[ \t]*\r?\n)+", "", text).rstrip(" \t\r\n")


def _line_counter(text: str) -> Callable[[int], int]:
    """Return a function that gives the 0-based line of offsets asked for in rising order."""
    offset = line = 0

    def line_of(position: int) -> int:
        nonlocal offset, line
        line += text.count("\n", offset, position)
        offset = position
        return line

    return line_of
