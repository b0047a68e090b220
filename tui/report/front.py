"""The first page of what changed: its lists are short, so that what is next stands on it too."""

from collections.abc import Iterator, Sequence

from schema.kinds import Action
from schema.promises import OPEN, WRITTEN_DOWN, Promise
from store.reports import ChangesReport, DocumentReport
from tui.layout import cut, plain
from tui.report.agreed import (
    AGREED,
    MOST_AGREEMENTS,
    in_full,
    in_short,
    left_not_yet,
    not_yet_first,
)
from tui.report.changed import counted_words
from tui.report.naming import PaperNaming
from tui.report.page import Block, Entry, Goto, Items, Line, Part, Said, paragraph, said, section

MOST_DOCUMENTS = 4
MOST_TITLES = 3
MOST_NEXT = 4
NEXT = "next-in-full"
IN_WORDS = "in-words"

# A longer title would take more than its line.
_TITLE = 44
_STATES = {
    OPEN: "open",
    WRITTEN_DOWN: "written down, nobody has it yet",
    "kept": "kept",
    "changed": "changed",
    "dropped": "dropped",
}


def front_blocks(
    found: ChangesReport, documents: Sequence[DocumentReport], naming: PaperNaming
) -> Iterator[Block]:
    """Yield the three short lists, and after them in full those of which something was left out."""
    agreements = not_yet_first(found.agreements)
    agreed = [*in_short(agreements, found.texts, naming), *_unread(found)]
    agreed_in_full = [*in_full(agreements, found.texts, naming), *_unread(found)]
    shown = _capped(agreed, MOST_AGREEMENTS, AGREED, left_not_yet(agreements))
    yield section("What we agreed", _listed(shown, "There is no agreement yet."))
    yield section("What changed", *_changed(found, documents, naming))
    coming = list(_next(found, naming))
    short = _capped([_one_line(each) for each in coming], MOST_NEXT, NEXT)
    yield section("What is next", _listed(short, "Nothing is planned."))
    if shown != agreed_in_full:
        yield section("What we agreed, in full", Items(tuple(agreed_in_full)), anchor=AGREED)
    if short != coming:
        yield section("What is next, in full", Items(tuple(coming)), anchor=NEXT)


def since_words(found: ChangesReport, naming: PaperNaming) -> Line:
    """Return since when, as in "since the review “Spring”, 15 June 2026"."""
    if found.review:
        when = naming.day(found.review.date)
        return ("since the review “", Said(_short(found.review.title)), f"”, {when}")
    if found.day:
        return (f"since {naming.day(found.day)}",)
    return ("since a change of your choice" if found.since else "since the beginning",)


def since_when(found: ChangesReport, naming: PaperNaming, *, nothing: bool) -> Block:
    """Return the sentence that stands before what changed, or in its place."""
    since = since_words(found, naming)
    if nothing:
        return paragraph("Nothing changed ", *since, ".")
    return paragraph("This is what changed ", *since, ".", look="quiet")


def promise_entry(promise: Promise, naming: PaperNaming) -> Entry:
    """Return one promise: what, who has it in hand, until when, and what became of it."""
    line: list[str | Said] = [
        Said(promise.text.rstrip(".")),
        f": {_STATES.get(promise.state, promise.state)}.",
    ]
    if promise.owner:
        line += [" In the hands of ", naming.who(promise.owner), "."]
    if promise.due:
        line.append(f" Promised for {naming.day(promise.due)}.")
    return Entry(tuple(line))


def title(each: DocumentReport) -> str:
    """Return what a document is called, with its kind where the title does not say it."""
    return title_of(each.kind, each.id, each.title)


def title_of(kind: str, id_: str, called: str) -> str:
    """Return the same for a document whose title is known."""
    if kind == "unplaced":
        return "Notes to place later"
    if kind == "activity":
        return "What this is about"
    return f"Step {id_}: {called}" if kind == "step" else called


def anchor(each: DocumentReport) -> str:
    """Return what the section about a document is found by."""
    return f"{each.kind}-{each.id or 'notes'}"


def _capped(entries: Sequence[Entry], most: int, below: str, about: str = "") -> list[Entry]:
    """Return the first entries, and how many more stand below; one more than `most` may stay."""
    if len(entries) <= most + 1:
        return [*entries]
    return [*entries[:most], Entry((Goto(f"and {len(entries) - most} more, below", below), about))]


def _listed(entries: Sequence[Entry], nothing: str) -> Block:
    return Items(tuple(entries)) if entries else paragraph(nothing)


def _unread(found: ChangesReport) -> Iterator[Entry]:
    for each in found.damaged:
        yield Entry((said(each.title), ": its file cannot be read."))


def _changed(
    found: ChangesReport, documents: Sequence[DocumentReport], naming: PaperNaming
) -> Iterator[Block]:
    yield since_when(found, naming, nothing=not documents)
    if not documents:
        return
    changed = [each for each in documents if is_changed(each)]
    new = [each for each in documents if each.after is not None and each.before is None]
    about = [each for each in documents if each.said and each not in changed and each not in new]
    left = [each for each in documents if each not in (*changed, *new, *about)]
    worded = [Entry((_goto(each), f": {_what(each)}.")) for each in changed]
    entries = _capped(worded, MOST_DOCUMENTS, IN_WORDS)
    for what, which in (
        ("New: ", new),
        ("People said something about ", about),
        ("Something was taken back or undone: ", left),
    ):
        if which:
            entries.append(Entry((what, *_titles(which), ".")))
    yield Items(tuple(entries))


def is_changed(each: DocumentReport) -> bool:
    """Return whether a document that was there before has another text or other fields."""
    before, after = each.before, each.after
    return bool(before and after and (before.body, before.fields) != (after.body, after.fields))


def _what(each: DocumentReport) -> str:
    return counted_words(each.spans) or "what stands about it changed"


def _titles(documents: Sequence[DocumentReport]) -> Line:
    most = len(documents) if len(documents) <= MOST_TITLES + 1 else MOST_TITLES
    parts: list[Part] = []
    for number, each in enumerate(documents[:most]):
        parts += [", ", _goto(each)] if number else [_goto(each)]
    if documents[most:]:
        parts += [", ", Goto(f"and {len(documents) - most} more, below", IN_WORDS)]
    return tuple(parts)


def _goto(each: DocumentReport) -> Goto:
    return Goto(_short(title(each)), anchor(each))


def _next(found: ChangesReport, naming: PaperNaming) -> Iterator[Entry]:
    for each in found.promises:
        if each.state in (OPEN, WRITTEN_DOWN):
            yield promise_entry(each, naming)
    for each in found.actions:
        yield _action(each, naming)
    for each in sorted((e for e in found.agreements if e.review_on), key=lambda e: e.review_on):
        yield Entry((f"{naming.day(each.review_on)}: look again at “", said(each.title), "”."))


def _action(each: Action, naming: PaperNaming) -> Entry:
    promised = Promise(text=each.title, state=OPEN, review="", owner=each.owner, due=each.due)
    return promise_entry(promised, naming)


def _one_line(entry: Entry) -> Entry:
    """Return an entry of which what people wrote takes no more than a line."""
    line = (Said(_short(e.text)) if isinstance(e, Said) else e for e in entry.line)
    return Entry(tuple(line))


def _short(text: str) -> str:
    return plain(cut(" ".join(text.split()), _TITLE))
