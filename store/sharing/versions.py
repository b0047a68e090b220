"""One file as it stands on the sides of a merge, and what is kept of it."""

import re
from collections.abc import Mapping

import msgspec

from schema import codec
from schema.codec import File
from schema.ids import kind_and_id
from schema.marks import with_usual_marks
from schema.record import Damaged
from store.objects import Entry
from store.sharing.notes import Note
from store.sharing.shelf import Shelf

REGULAR = frozenset(("100644", "100755", "100664"))
SUBMODULE = "160000"
_SAID = "contributions/"
_BESIDE = re.compile(r".\.other-[0-9a-f]{8}(?:\.|$)")
# The most bytes a name in a folder may have.
_LONGEST = 255
_TOO_LONG = ("header-too-long", "body-too-long")


class Versions(msgspec.Struct, frozen=True):
    """What lies at `path`: before (None: nothing), and on two sides that differ from each other."""

    path: str
    base: Entry | None
    left: Entry | None
    right: Entry | None

    @property
    def present(self) -> tuple[Entry, ...]:
        """What there is."""
        return tuple(each for each in (self.base, self.left, self.right) if each)

    @property
    def is_record(self) -> bool:
        """Whether a record belongs there, and only plain files lie there."""
        return kind_and_id(self.path) is not None and all(
            each.mode in REGULAR for each in self.present
        )

    @property
    def is_contribution(self) -> bool:
        """Whether what one person said belongs there."""
        return self.path.startswith(_SAID) and self.is_record

    @property
    def was_said(self) -> bool:
        """Whether it is what one person said, and one side took its file away."""
        one_is_gone = self.left is None or self.right is None
        return self.base is not None and one_is_gone and self.is_contribution

    @property
    def mode(self) -> str:
        """The mode that both sides make of the one before."""
        was, *sides = (each.mode if each else "" for each in (self.base, self.left, self.right))
        changed = [mode for mode in sides if mode and mode != was]
        return min(changed) if changed else was


class Kept(msgspec.Struct, frozen=True):
    """What a merge leaves of one path: files by path (None: nothing), and what people are told."""

    files: Mapping[str, Entry | None]
    notes: tuple[Note, ...] = ()


def text_of(shelf: Shelf, entry: Entry | None) -> str | None:
    """Return the text of a plain file, "" for nothing, None for what is no text.

    Marked lines of another length than git's usual one are told as that.
    """
    if entry is None:
        return ""
    if entry.mode not in REGULAR:
        return None
    data = shelf.blob(entry.id)
    if data is None or b"\0" in data:
        return None
    try:
        return with_usual_marks(data.decode())
    except UnicodeDecodeError:
        return None


def raw_text(shelf: Shelf, entry: Entry | None) -> str:
    """Return a plain file with a character for each byte, whatever its letters mean.

    So marked lines are found in any file in which git writes them; "" for one where it writes none.
    """
    data = shelf.blob(entry.id) if entry is not None and entry.mode in REGULAR else None
    return "" if data is None or b"\0" in data else with_usual_marks(data.decode("latin-1"))


def file_of(shelf: Shelf, entry: Entry | None) -> File | None:
    """Return the record in a plain file, None for nothing and for what is none."""
    if entry is None or entry.mode not in REGULAR:
        return None
    data = shelf.blob(entry.id)
    found = None if data is None else codec.read(data)
    return None if isinstance(found, Damaged) else found


def is_readable(text: str) -> bool:
    """Return whether `text` is a record."""
    return not isinstance(codec.read(text.encode("utf-8", "surrogatepass")), Damaged)


def is_beside(path: str) -> bool:
    """Return whether a path is one that `beside` gives."""
    return _BESIDE.search(path.rpartition("/")[2]) is not None


def is_too_large(text: str) -> bool:
    """Return whether `text` is no record because its header or its body is too long."""
    found = codec.read(text.encode("utf-8", "surrogatepass"))
    return isinstance(found, Damaged) and found.code in _TOO_LONG


def beside(path: str, blob: str) -> str:
    """Return the path for another version of the file at `path`, named by its content."""
    folder, slash, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if not stem:
        stem, dot, ending = name, "", ""
    rest = f".other-{blob[:8]}{dot}{ending}"
    while len(f"{stem}{rest}".encode("utf-8", "surrogateescape")) > _LONGEST and len(stem) > 1:
        stem = stem[:-1]
    return f"{folder}{slash}{stem}{rest}"
