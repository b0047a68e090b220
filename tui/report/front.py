"""The first page of what changed: its lists are short, so that what is next stands on it too."""

from collections.abc import Iterable, Iterator, Sequence

from schema.kinds import Action
from schema.promises import OPEN, WRITTEN_DOWN, Promise
from store.reports import ChangesReport, DocumentReport
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.layout import cut, plain
from tui.report.agreement import not_counting, off_the_list, stand_blocks
from tui.report.changed import counted_words
from tui.report.naming import PaperNaming
from tui.report.page import Block, Entry, Goto, Items, Line, Part, Said, paragraph, said, section

MOST_AGREEMENTS = 4
MOST_DOCUMENTS = 4
MOST_TITLES = 3
MOST_NEXT = 4
# So many characters of what people said who do not simply agree stand on the first page, whole or
# not at all: nobody's words are cut.
MOST_SAID = 220

AGREED = "agreed-in-full"
NEXT = "next-in-full"
IN_WORDS = "in-words"

# A longer title would take more than its line.
_TITLE = 44
# Who said it, when and on which text takes as much room as so many characters.
_SPEAKER = 130
# Whose stand one word would hide: they are heard in their own words, the strongest first.
_HEARD = ("not-yet", "stand-aside", "agree-with-concern")
_NOT_YET_FIRST = ("not-yet", "changed-since-agreed", "asked", "agreed", "draft")
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
    agreements = sorted(found.agreements, key=lambda e: _NOT_YET_FIRST.index(e.standing))
    agreed = [*_short_agreed(agreements, naming), *_unread(found)]
    in_full = [*_agreed(agreements, naming), *_unread(found)]
    shown = _capped(agreed, MOST_AGREEMENTS, AGREED, _left_not_yet(agreements))
    yield section("What we agreed", _listed(shown, "There is no agreement yet."))
    yield section("What changed", *_changed(found, documents, naming))
    coming = list(_next(found, naming))
    short = _capped([_one_line(each) for each in coming], MOST_NEXT, NEXT)
    yield section("What is next", _listed(short, "Nothing is planned."))
    if shown != in_full:
        yield section("What we agreed, in full", Items(tuple(in_full)), anchor=AGREED)
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
    if each.kind == "unplaced":
        return "Notes to place later"
    if each.kind == "activity":
        return "What this is about"
    if each.kind == "step":
        return f"Step {each.id}: {each.title}"
    return each.title


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


def _agreed(agreements: Iterable[AgreementStanding], naming: PaperNaming) -> Iterator[Entry]:
    for each in agreements:
        yield Entry(_state(each, each.title), tuple(_beside_the_standing(each, naming)))


def _short_agreed(agreements: Iterable[AgreementStanding], naming: PaperNaming) -> Iterator[Entry]:
    left = MOST_SAID
    for each in agreements:
        line = _state(each, _short(each.title))
        heard = _heard(each)
        length = sum(len(one.because) + len(one.content_note) for one in heard)
        left -= length + _SPEAKER * len(heard)
        if left >= 0:
            yield Entry(line, tuple(_beside_the_standing(each, naming)))
        else:
            rest = (*off_the_list(each, naming), *not_counting(each))
            yield Entry((*line, " ", Goto("Their words: below", AGREED), "."), rest)


def _state(each: AgreementStanding, called: str) -> Line:
    return (said(called), f": {words.STANDINGS[each.standing]}.")


def _heard(each: AgreementStanding) -> list[PersonPosition]:
    found = [e for e in each.positions if e.current and e.position in _HEARD]
    return sorted(found, key=lambda e: _HEARD.index(e.position))


def _beside_the_standing(each: AgreementStanding, naming: PaperNaming) -> Iterator[Block]:
    """Yield what one word would hide: who stands elsewhere, and who was taken off the list."""
    for position in _heard(each):
        yield from stand_blocks(position, naming)
    yield from off_the_list(each, naming)
    yield from not_counting(each)


def _left_not_yet(agreements: Sequence[AgreementStanding]) -> str:
    left = sum(each.standing == "not-yet" for each in agreements[MOST_AGREEMENTS:])
    return f"; in {left} of them someone can't agree yet" if left else ""


def _changed(
    found: ChangesReport, documents: Sequence[DocumentReport], naming: PaperNaming
) -> Iterator[Block]:
    since = since_words(found, naming)
    if not documents:
        yield paragraph("Nothing changed ", *since, ".")
        return
    yield paragraph("This is what changed ", *since, ".", look="quiet")
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
