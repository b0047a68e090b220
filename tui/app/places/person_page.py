"""The page of one person: their own words first, what they bring, and where it was used."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import msgspec

from schema.kinds import PersonDocument
from store.values import ShownDamaged
from tui.app.places.record_page import RecordFacts, closed, naming_of, read_record, text_parts
from tui.app.reading import Part
from tui.app.said_item import SaidItem, said_about, said_by
from tui.app.settling.lines import to_settle
from tui.field_words import field_sentences
from tui.layout import Block, Paragraph, dim, strong
from tui.lines.taking_part import NOTHING_SHOWS, used_sentences
from tui.naming import Naming

if TYPE_CHECKING:
    from store import Workspace

WHAT_THEY_SAID = "What they said"
_NOT_SHOWN = "Names and own words are not shown while the screen is shown to everyone."


class PersonFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything the page of one person shows.

    `brings` are what they know and are good at, `used` says in sentences where that was used, as
    far as the records show. `said` is what they said and still stand by, then what others said
    about them, which has a group of its own: it never stands as theirs. `heading` is what stands
    above it all. `shared` leaves out their name and their words.
    """

    record: RecordFacts
    brings: tuple[str, ...] = ()
    used: tuple[str, ...] = ()
    said: tuple[SaidItem, ...] = ()
    heading: str = ""
    is_empty_place: bool = False
    shared: bool = False

    @property
    def title(self) -> str:
        """What they are called here."""
        return "someone" if self.shared and not self.is_empty_place else self.record.title


def read_person(workspace: "Workspace", ref: str, *, shared: bool) -> PersonFacts | ShownDamaged:
    """Read one person; for another thread than the screen's."""
    found = read_record(workspace, ref, shared=shared)
    if isinstance(found, ShownDamaged):
        return found
    person = found.record
    if not isinstance(person, PersonDocument):
        return PersonFacts(record=found, shared=shared)
    if shared:
        return _without_name(found, person, naming_of(workspace, shared=True))
    naming = naming_of(workspace, shared=False)
    part = next((e for e in workspace.taking_part() if e.person.id == person.id), None)
    own = said_by(workspace, person.id)
    about_them = f"Said about {found.title}"
    # What they said about themselves is among their own words already.
    of_others = (each for each in said_about(workspace, ref) if each.by != person.id)
    group = about_them if own else ""
    return PersonFacts(
        record=found,
        brings=person.brings,
        used=tuple(used_sentences(part, naming)) if part else (),
        said=(*own, *(msgspec.structs.replace(each, group=group) for each in of_others)),
        heading=WHAT_THEY_SAID if own else about_them,
        is_empty_place=person.here == "not-here-yet",
    )


def _without_name(found: RecordFacts, person: PersonDocument, naming: Naming) -> PersonFacts:
    """Return what may be seen by everyone: as what they are here, and what they bring."""
    told = tuple(name for name in person.fields if name not in ("perspectives", "here"))
    record = msgspec.structs.replace(
        found, sentences=tuple(field_sentences(person, naming, told)), text="", said=()
    )
    return PersonFacts(
        record=record,
        brings=person.brings,
        is_empty_place=person.here == "not-here-yet",
        shared=True,
    )


def person_parts(facts: PersonFacts, *, opened: bool) -> Iterator[Part]:
    """Yield the page; a content note keeps what is written closed until it is `opened`."""
    record = facts.record
    if facts.shared:
        yield Part((dim(_NOT_SHOWN),))
    if record.record.content_note and not opened:
        yield Part(tuple(closed(record)))
        return
    yield Part(tuple(_head(facts)))
    if not facts.shared:
        yield from text_parts(record)
    if facts.brings:
        brought: list[Block] = [Paragraph(each, 2) for each in facts.brings]
        yield Part(("", strong("What they bring"), *brought))
    if not facts.shared and (facts.used or (facts.brings and not facts.is_empty_place)):
        used: list[Block] = [Paragraph(each, 2) for each in facts.used]
        yield Part(("", strong("Where it was used"), *(used or [Paragraph(dim(NOTHING_SHOWS), 2)])))


def _head(facts: PersonFacts) -> Iterator[Block]:
    record = facts.record
    if record.put_aside:
        yield dim(f"Put aside on {record.put_aside}.")
    yield from record.sentences
    if record.differences:
        yield to_settle(len(record.differences))
    if record.outside:
        yield "This file was changed outside coproduce, and that is not saved yet."
