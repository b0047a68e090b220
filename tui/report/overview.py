"""The page for whoever has one minute: what we agreed, what changed, what is next."""

from collections.abc import Iterable, Iterator, Sequence

from schema.kinds import Action
from schema.promises import OPEN, WRITTEN_DOWN, Promise
from store.reports import ChangesReport, DocumentReport
from tui import words
from tui.report.agreement import cannot_yet, stand_blocks
from tui.report.changed import counted_words, document_blocks
from tui.report.naming import PaperNaming
from tui.report.page import (
    Block,
    Entry,
    Goto,
    Items,
    Line,
    Part,
    Said,
    items,
    paragraph,
    said,
    section,
)

_ORDER = (
    *("agreement", "review", "outcome", "action", "step", "activity", "barrier", "learning"),
    *("meeting", "earlier", "person", "unplaced"),
)
_NOT_YET_FIRST = ("not-yet", "changed-since-agreed", "asked", "agreed", "draft")
_STATES = {
    OPEN: "open",
    WRITTEN_DOWN: "written down, nobody has it yet",
    "kept": "kept",
    "changed": "changed",
    "dropped": "dropped",
}


def changes_blocks(found: ChangesReport, naming: PaperNaming) -> Iterator[Block]:
    """Yield the whole page."""
    documents = sorted(found.documents, key=_place)
    yield section("What we agreed", *_agreed(found, naming))
    yield section("What changed", *_short(found, documents, naming))
    yield section("What is next", *_next(found, naming))
    if documents:
        every = (_document(each, naming) for each in documents)
        yield section("What changed, in words", *every, anchor="in-words")


def since_words(found: ChangesReport, naming: PaperNaming) -> Line:
    """Return since when, as in "since the review “Spring”, 15 June 2026"."""
    if found.review:
        when = naming.day(found.review.date)
        return ("since the review “", said(found.review.title), f"”, {when}")
    if found.day:
        return (f"since {naming.day(found.day)}",)
    return ("since a change of your choice" if found.since else "since the beginning",)


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


def _place(each: DocumentReport) -> int:
    return _ORDER.index(each.kind) if each.kind in _ORDER else len(_ORDER)


def _agreed(found: ChangesReport, naming: PaperNaming) -> Iterator[Block]:
    ordered = sorted(found.agreements, key=lambda each: _NOT_YET_FIRST.index(each.standing))
    entries: list[Entry] = []
    for each in ordered:
        waiting = [
            block for position in cannot_yet(each) for block in stand_blocks(position, naming)
        ]
        entries.append(
            Entry((said(each.title), f": {words.STANDINGS[each.standing]}."), tuple(waiting))
        )
    entries += [Entry((said(each.title), ": its file cannot be read.")) for each in found.damaged]
    yield Items(tuple(entries)) if entries else paragraph("There is no agreement yet.")


def _short(
    found: ChangesReport, documents: Sequence[DocumentReport], naming: PaperNaming
) -> Iterator[Block]:
    since = since_words(found, naming)
    if not documents:
        yield paragraph("Nothing changed ", *since, ".")
        return
    yield paragraph("This is what changed ", *since, ".", look="quiet")
    changed = [each for each in documents if _is_changed(each)]
    new = [each for each in documents if each.after is not None and each.before is None]
    about = [each for each in documents if each.said and each not in changed and each not in new]
    lines: list[Line] = [(_goto(each), f": {_what(each)}.") for each in changed]
    lines += [("New: ", *_titles(new), ".")] if new else []
    lines += [("People said something about ", *_titles(about), ".")] if about else []
    left = [each for each in documents if each not in (*changed, *new, *about)]
    lines += [("Something was taken back or undone: ", *_titles(left), ".")] if left else []
    yield items(lines)


def _is_changed(each: DocumentReport) -> bool:
    before, after = each.before, each.after
    return bool(before and after and (before.body, before.fields) != (after.body, after.fields))


def _what(each: DocumentReport) -> str:
    return counted_words(each.spans) or "what stands about it changed"


def _titles(documents: Iterable[DocumentReport]) -> Line:
    parts: list[Part] = []
    for number, each in enumerate(documents):
        parts += [", ", _goto(each)] if number else [_goto(each)]
    return tuple(parts)


def _goto(each: DocumentReport) -> Goto:
    return Goto(title(each), _anchor(each))


def title(each: DocumentReport) -> str:
    """Return what a document is called, with its kind where the title does not say it."""
    if each.kind == "unplaced":
        return "Notes to place later"
    if each.kind == "activity":
        return "What this is about"
    if each.kind == "step":
        return f"Step {each.id}: {each.title}"
    return each.title


def _document(each: DocumentReport, naming: PaperNaming) -> Block:
    kind = () if each.kind in ("unplaced", "activity", "step") else (words.kind_word(each.kind),)
    quiet = [paragraph(*kind, look="quiet")] if kind else []
    return section(said(title(each)), *quiet, *document_blocks(each, naming), anchor=_anchor(each))


def _anchor(each: DocumentReport) -> str:
    return f"{each.kind}-{each.id or 'notes'}"


def _next(found: ChangesReport, naming: PaperNaming) -> Iterator[Block]:
    promised = [each for each in found.promises if each.state in (OPEN, WRITTEN_DOWN)]
    entries = [promise_entry(each, naming) for each in promised]
    entries += [_action(each, naming) for each in found.actions]
    dated = sorted((e for e in found.agreements if e.review_on), key=lambda each: each.review_on)
    entries += [
        Entry((f"{naming.day(each.review_on)}: look again at “", said(each.title), "”."))
        for each in dated
    ]
    yield Items(tuple(entries)) if entries else paragraph("Nothing is planned.")


def _action(each: Action, naming: PaperNaming) -> Entry:
    return promise_entry(
        Promise(text=each.title, state=OPEN, review="", owner=each.owner, due=each.due), naming
    )
