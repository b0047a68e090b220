"""What changed in one record, with who changed it, when and why: what `ChangeView` shows."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

import msgspec

from schema.content_notes import note_on
from schema.spans import Span
from store.errors import BadValue
from tui import words
from tui.field_changes import told_of_header
from tui.settlements import Settlement, beside_settlements, settlements

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Change

_PERSON = re.compile(r"\bp-[a-z2-7]{8}\b")
_MOST_REASONS = 20


class Reason(msgspec.Struct, frozen=True):
    """One change: why it was made ("" when nobody said), by whom, and when, as in "14 April"."""

    why: str
    who: str
    when: str


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one record that changed.

    `spans` compare its text and `told` says what changed about the record, a sentence each;
    `settled` how differences were settled; `…_to_all` is for a screen that everyone sees. `said`
    says what was done, `ref` is the record it opens, `names` are the chosen names of the people
    whose ids stand in the text. `content_note` keeps it closed until opened, and so does `waits`,
    of an answer to a review that not everyone has written to yet; of words taken back there are no
    spans. Where what it was compared with is not here, it is not `known` what changed.
    """

    spans: tuple[Span, ...]
    told: tuple[str, ...] = ()
    told_to_all: tuple[str, ...] = ()
    settled: tuple[Settlement, ...] = ()
    settled_to_all: tuple[Settlement, ...] = ()
    said: str = ""
    reasons: tuple[Reason, ...] = ()
    ref: str = ""
    content_note: str = ""
    names: Mapping[str, str] = {}
    taken_back: bool = False
    waits: bool = False
    known: bool = True

    @property
    def closed(self) -> tuple[str, str]:
        """Why it is closed until opened: in our words, then in those of a content note."""
        return words.why_closed(self.content_note, waits=self.waits)


class Wordings:
    """Makes the wordings of one workspace: whoever stands in several is looked up once."""

    def __init__(self, workspace: "Workspace") -> None:
        # What names people belongs to the places, which take longer to import.
        from tui.app.places.record_page import naming_of

        self._workspace = workspace
        self._naming = naming_of(workspace, shared=False)
        self._for_all = naming_of(workspace, shared=True)

    def of(self, spans: Sequence[Span], **rest: Any) -> Wording:
        """Return the wording of a record's file, or of a part of its text; `rest` as in Wording.

        Of a file that cannot be read as a record all lines are compared, those of its header too.
        """
        told = told_of_header(spans, self._naming)
        names = names_in(self._workspace, spans)
        if told is None:
            return Wording(spans=tuple(spans), names=names, **rest)
        # On the page of a person the sentences themselves may be their name.
        is_person = str(rest.get("ref", "")).startswith("person/")
        return Wording(
            spans=beside_settlements(spans),
            settled=settlements(spans, self._naming),
            settled_to_all=settlements(spans, self._for_all),
            told=tuple(told),
            told_to_all=() if is_person else tuple(told_of_header(spans, self._for_all) or ()),
            names=names,
            **rest,
        )


def since_agreed(workspace: "Workspace", ref: str, person: str = "") -> tuple[Wording, ...]:
    """Return what changed in an agreement since `person` ("": at the keyboard) stood somewhere.

    The words are compared once, from the text they saw to the text now; the reasons are those of
    every change between. Raises BadValue when they said nothing, or their text is not known here.
    """
    diff = workspace.diff(ref, since="agreed", by=person)
    return (
        Wordings(workspace).of(
            diff.spans,
            reasons=tuple(_reasons_until(workspace, ref, diff.from_)),
            ref=ref,
            content_note=note_on(diff.spans),
        ),
    )


def since_agreed_or_why(workspace: "Workspace", ref: str) -> tuple[Wording, ...]:
    """Return `since_agreed` for whoever is at the keyboard, or the reason why it is not known."""
    try:
        return since_agreed(workspace, ref)
    except BadValue as problem:
        return (Wording(spans=(), said=problem.sentence, ref=ref, known=False),)


def wordings_of(
    workspace: "Workspace", commit: str, ref: str = "", *, shared: bool = False
) -> tuple[Wording, ...]:
    """Return one change of the history, a wording for each record it touched.

    With `ref` only what it did to that record or question; `shared` leaves out people's names.
    """
    from tui.app.history_lines import sentence

    read = workspace.change(commit, ref)
    said = sentence(read.change, shared=shared)
    reasons = (reason_of(workspace, read.change),)
    if not read.records:
        return (Wording(spans=(), said=said, reasons=reasons),)
    several = len(read.records) > 1
    wordings = Wordings(workspace)
    return tuple(
        wordings.of(
            each.spans,
            said=f"{said} · {each.title}" if several and not shared else said,
            reasons=reasons,
            ref=each.ref,
            content_note=each.content_note,
            taken_back=each.taken_back,
            waits=each.closed,
        )
        for each in read.records
    )


def _reasons_until(workspace: "Workspace", ref: str, commit: str) -> Iterator[Reason]:
    """Yield why the record was changed, newest first, up to the change that is the beginning."""
    for change, _ in workspace.recent(ref, _MOST_REASONS):
        if change.commit == commit:
            return
        yield reason_of(workspace, change)


def reason_of(workspace: "Workspace", change: "Change") -> Reason:
    """Return why, by whom and when a change was made."""
    when = words.day(change.when, date.fromisoformat(workspace.today))
    return Reason(change.why, change.recorded.words if change.recorded else change.who, when)


def names_in(workspace: "Workspace", spans: Iterable[Span]) -> Mapping[str, str]:
    """Return the chosen names of the people whose ids stand in these words."""
    found = {id_ for span in spans for id_ in _PERSON.findall(span.text)}
    return {id_: workspace.name(id_) for id_ in sorted(found)}


def with_names(text: str, names: Mapping[str, str]) -> str:
    """Return text with people's names in the place of their ids."""
    return _PERSON.sub(lambda id_: names.get(id_.group(), id_.group()), text)
