"""The README of a workspace: what a visitor on any git web page sees, written when people ask."""

import re
from collections.abc import Iterable, Iterator, Mapping

from schema.checklist import STEPS
from schema.ids import STEP_PATHS
from schema.record import Document
from schema.text import clean, visible
from store.desk import Desk, Draft
from store.errors import DamagedRecord
from store.saving import Write
from store.values import Saved

PATH = "README.md"
BEGIN = "<!-- coproduce: begin. What stands between these two lines is written by the program. -->"
END = "<!-- coproduce: end -->"

_GROUPS: Mapping[str, str] = {
    "agreement": "Agreements",
    "review": "Reviews",
    "outcome": "Outcomes: the changes we want",
    "meeting": "Meetings",
    "barrier": "Barriers",
    "action": "Actions: what was promised",
    "learning": "What was learnt",
    "earlier": "What happened before",
}
_MARKED = re.compile(r"[\\`*_{}\[\]<>()#|~!&]")


def first(title: str) -> bytes:
    """Return the README of a new workspace."""
    return clean(f"# {_escaped(title)}\n\n{_part(())}").text.encode()


def refresh(desk: Desk, *, why: str = "") -> Saved:
    """Write our part of the README anew and save it; every other line in it stays as it is.

    Where there is no such part, it is added at the end. Raises DamagedRecord when the file is not
    text, RecordChanged when it was changed outside and not saved.
    """
    blob = desk.repository.resolve(f"{desk.snapshot.commit}:{PATH}") or None
    found = desk.repository.read_object(blob) if blob else None
    before = (found.data or b"") if found else b""
    try:
        text = before.decode()
    except UnicodeDecodeError:
        message = "It is not text in UTF-8. Save it as text, or put it under another name."
        raise DamagedRecord(PATH, message) from None
    title = f"# {_escaped(desk.activity().title)}\n"
    data = _with_part(text or title, _part(desk.snapshot.documents))
    if data.encode() == before:
        return Saved(id="activity", kind="activity", path=PATH, commit=None)
    draft = Draft(
        writes=(Write(PATH, data.encode(), blob),),
        subject="The page for visitors: written anew",
        kind="changed",
        about=(("activity", "activity"),),
        why=why,
    )
    return desk.save(draft)


def _with_part(text: str, part: str) -> str:
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if begin and end:
        return f"{before}{part.rstrip()}{after}"
    return f"{text.rstrip()}\n\n{part}"


def _part(documents: Iterable[Document]) -> str:
    return "\n".join([BEGIN, "", *_lines(tuple(documents)), "", END, ""])


def _lines(documents: tuple[Document, ...]) -> Iterator[str]:
    yield "People who use services, carers, staff and managers work something through together."
    yield "This page is for visitors: it says what lies where."
    yield ""
    yield "- [What this is about](coproduce.md)"
    for step in STEPS:
        yield f"- [Step {step.number}: {step.short}]({STEP_PATHS[step.number]})"
    for kind, heading in _GROUPS.items():
        found = [each for each in documents if each.kind == kind and not each.archived]
        if found:
            yield ""
            yield f"## {heading}"
            yield ""
            yield from (f"- [{_escaped(each.title or each.id)}]({each.path})" for each in found)
    yield from _EXPLAINED


_EXPLAINED = (
    "",
    "## How to read this",
    "",
    "Every file is plain text. The lines between the two `---` at the top say what it is.",
    "The rest is what the group wrote together.",
    "What each person said in their own words lies in `contributions`, a file each.",
    "Nobody changes those files. A person can take their words back; then they are empty.",
    "",
    "Whether an agreement stands is not written in it.",
    "It follows from where each person stands on exactly this text.",
    "To see it: `coproduce standing`. For a page to print or send: `coproduce report agreement`.",
    "",
    "Where two groups worded something differently, both wordings stand in the text until people",
    "settle it together.",
    "",
    "This list was made when someone asked for it. To make it anew: `coproduce readme`.",
)


def _escaped(title: str) -> str:
    line = visible(" ".join(title.split()))
    return _MARKED.sub(lambda found: f"\\{found.group()}", line)
