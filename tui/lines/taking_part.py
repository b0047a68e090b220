"""Where what someone brings was used, as far as the records show; nothing is counted."""

from collections.abc import Iterator

from schema.kinds import Action
from schema.taking_part import TakingPart
from tui import words
from tui.layout import Block, Paragraph, dim, strong
from tui.naming import Naming

_MOST = 12
NOTHING_SHOWS = "Nothing written here shows it yet. You could ask what they would like to use."


def used_sentences(part: TakingPart, naming: Naming) -> Iterator[str]:
    """Yield where what someone brings was used, a sentence each."""
    if part.brought_together:
        yield "Brought people together."
    if part.leads:
        yield "Helps to lead this work."
    for action in part.actions:
        yield _action(action, naming)
    for place in part.looks_for:
        yield f"Looks for {place.title}."
    if part.wrote_for_others:
        yield "Wrote down what others said."
    about = [naming.place(ref) for ref in _documents(part.spoke)]
    if about:
        more = ["more"] if len(about) > _MOST else []
        yield f"Spoke about {words.listed([*about[:_MOST], *more])}."


def used_blocks(part: TakingPart, naming: Naming) -> Iterator[Block]:
    """Yield the same under a heading; of someone who brings nothing and did nothing, nothing."""
    used = list(used_sentences(part, naming))
    if used or (part.person.brings and part.person.here != "not-here-yet"):
        yield ""
        yield strong("Where it was used")
        for each in used:
            yield Paragraph(each, 2)
        if not used:
            yield Paragraph(dim(NOTHING_SHOWS), 2)


def _documents(refs: tuple[str, ...]) -> tuple[str, ...]:
    """Return what someone spoke about without replies, which are about what another person said."""
    return tuple(ref for ref in refs if not ref.startswith("contribution/"))


def _action(action: Action, naming: Naming) -> str:
    title = f"“{action.title or action.id}”"
    if action.state in ("", "open"):
        when = f", promised for {naming.day(action.due)}" if action.due else ""
        return f"Has {title} in hand{when}."
    return f"Took on {title}: {action.state}."
