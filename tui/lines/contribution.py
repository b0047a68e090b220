"""What someone said, in lines: who and when first, then the words, then the code."""

from collections.abc import Container, Iterable, Iterator

from schema.checklist import THREADS
from schema.kinds import Answer, Position, Progress, Reply, SetAside, Words
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from schema.said_words import DIRECTIONS
from tui import words
from tui.layout import Block, Paragraph, dim, strong
from tui.naming import Naming

_INDENT = 2


def contribution_blocks(
    said: Contribution,
    naming: Naming,
    *,
    opened: bool = False,
    indent: int = 0,
    placed: bool = False,
    waiting: Container[str] = (),
) -> Iterator[Block]:
    """Yield one contribution; words taken back never show, a content note keeps them closed.

    With `placed` it says what it is about. `waiting` are the ids of answers to a review, and of
    replies to those, that stay closed while not everyone has written.
    """
    yield Paragraph(strong(_who(said, naming)), indent)
    if placed:
        yield Paragraph(f"on {naming.place(said.ref)}", indent + _INDENT)
    inner = indent + _INDENT
    closed = words.why_closed(said.content_note, waits=said.id in waiting)
    if said.withdrawn:
        yield Paragraph(f"Taken back on {naming.day(said.withdrawn)}.", inner)
    elif any(closed) and not opened:
        yield Paragraph(f"{''.join(closed)}; open with --open", inner)
    else:
        yield from _what(said, naming, inner)
    yield Paragraph(dim(_code(said, naming)), inner)


def said_blocks(
    contributions: Iterable[Contribution],
    naming: Naming,
    *,
    opened: bool = False,
    placed: bool = False,
    waiting: Container[str] = (),
) -> Iterator[Block]:
    """Yield everything said, each after a blank line, replies under what they answer.

    With `placed` each says which question of the document it is about, when it is about one;
    `waiting` are answers that stay closed, as in `contribution_blocks`.
    """
    said = list(contributions)
    shown = {f"contribution/{each.id}" for each in said}
    replies: dict[str, list[Contribution]] = {}
    for each in said:
        if isinstance(each, Reply) and each.ref in shown:
            replies.setdefault(each.ref, []).append(each)
    for each in said:
        if isinstance(each, Reply) and each.ref in shown:
            continue
        yield ""
        about = placed and "#" in each.ref
        yield from contribution_blocks(each, naming, opened=opened, placed=about, waiting=waiting)
        for reply in replies.get(f"contribution/{each.id}", ()):
            yield from contribution_blocks(reply, naming, opened=opened, indent=4, waiting=waiting)


def _who(said: Contribution, naming: Naming) -> str:
    who = "Someone" if said.by == ANONYMOUS else naming.person(said.by)
    if said.perspectives:
        who += f", as {words.listed(words.perspective(name) for name in said.perspectives)}"
    return f"{who} · {naming.day(said.date)}"


def _what(said: Contribution, naming: Naming, indent: int) -> Iterator[Block]:
    first = _first_words(said)
    if first:
        yield Paragraph(first, indent)
    if isinstance(said, Words) and said.quote:
        yield Paragraph(f"about “{said.quote}”", indent)
    if isinstance(said, Answer):
        yield from _answers(said, indent)
    elif said.body.strip():
        yield Paragraph(said.body.strip("\n"), indent)
    if isinstance(said, Words):
        yield from (Paragraph(link, indent) for link in said.media)
    if isinstance(said, Reply) and said.told:
        yield Paragraph(f"They were told on {naming.day(said.told)}.", indent)


def _first_words(said: Contribution) -> str:
    match said:
        case Position():
            return words.POSITIONS.get(said.position, said.position)
        case Progress():
            return DIRECTIONS.get(said.direction, said.direction)
        case Reply():
            return f"What became of it: {words.REPLIES.get(said.reply, said.reply)}"
        case SetAside():
            return "Not for us:" if said.set_ == "aside" else "Taken up again:"
        case Words(helps=position) if position:
            return words.ON_WOULD_HELP
        case _:
            return ""


def _answers(said: Answer, indent: int) -> Iterator[Block]:
    from schema.sections import sections
    from tui.layout import Rows

    found = [(f"{each.code} {each.heading}", each.text) for each in sections("answer", said.body)]
    rows = [(name, " ".join(text.split())) for name, text in found if text.strip()]
    if rows:
        yield Rows(rows, indent)
    if said.threads:
        names = {thread.code: thread.short for thread in THREADS}
        feelings = (f"{names.get(name, name)} {how}" for name, how in said.threads.items())
        yield Paragraph(f"how it feels: {', '.join(feelings)}", indent)


def _code(said: Contribution, naming: Naming) -> str:
    code = f"{said.kind}/{said.id}"
    recorded = naming.written_down(said)
    return f"{recorded} · {code}" if recorded else code
