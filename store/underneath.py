"""What stands in a document's place now, when somebody's words were meant for an earlier text."""

import msgspec

from schema import codec
from schema.record import Damaged
from schema.sections import section_text
from store import files
from store.desk import Desk
from store.errors import BadValue, DamagedRecord, RecordChanged
from store.outside import edited_outside, keep_outside, put_back
from store.values import Saved
from store.writing import edit, keep_draft, opened


class Underneath(msgspec.Struct, frozen=True):
    """The text of a document, or of one of its sections, as it stands now.

    `version` names the file it was read from. `is_outside` is true for a file on disk that was
    changed outside the program and is not saved; `is_gone` when there is no file any more, and the
    text is the saved one.
    """

    text: str
    version: str
    is_outside: bool = False
    is_gone: bool = False


def underneath(desk: Desk, typed: str) -> Underneath:
    """Return what stands now where `typed` points: the file on disk when it was changed outside.

    Raises UnknownReference, or DamagedRecord when what stands there cannot be read.
    """
    reference = desk.find(typed)
    path = desk.snapshot.path(reference.id, reference.kind)
    file, blob = opened(desk, path)
    is_outside = path in edited_outside(desk.repository, (path,))
    is_gone = False
    if is_outside:
        root = desk.repository.paths.root
        is_gone = not files.place_of(root, path).exists()
        if not is_gone:
            read = codec.read(files.read_bytes(root, path), path)
            if isinstance(read, Damaged):
                raise DamagedRecord(path, read.message, read.line)
            file = read
            blob = files.id_on_disk(root, path, desk.repository.algorithm)
    kind = file.fields.get("kind", "")
    text = section_text(str(kind), file.body, reference.code) if reference.code else file.body
    return Underneath(text, blob, is_outside, is_gone)


def edit_over(desk: Desk, typed: str, body: str, *, expect: str, why: str) -> Saved:
    """Save a text or a section over the version `expect`, which people have looked at.

    A change made outside is saved first, as it lies there, so that the history keeps it too.
    Raises RecordChanged, with the words kept as a draft, when yet another version stands there.
    """
    now = underneath(desk, typed)
    if not expect:
        raise BadValue("It is not known which text was read.", "Open it again, then save.")
    if now.version != expect:
        problem = RecordChanged(desk.snapshot.path(desk.find(typed).id), saved=now.version)
        keep_draft(desk, problem, problem.path, body)
        raise problem
    document = typed.partition("#")[0]
    if now.is_gone:
        put_back(desk, document)
    elif now.is_outside:
        keep_outside(desk, document, why="")
    return edit(
        desk, typed, body=body, section="", title=None, fields={}, expect=now.version, why=why
    )
