"""The page of the person at the keyboard, where plain git took it away: it is put back.

Without it they could neither save nor share. Nobody else's page is put back: whether others stand
here by name is for them to say.
"""

from collections.abc import Iterator

from schema.ids import path_of
from store import errors, files
from store.desk import Desk, Draft, message
from store.git import BRANCH
from store.saving import PendingSave, Write, save
from store.sharing.origins import raw_changes
from store.values import Finding

FIX = "Put your page back as it last was."


def was_here(desk: Desk) -> str:
    """Return which blob the page held last, "" where it is still there or never was."""
    me, snapshot = desk.me, desk.snapshot
    if not me or not snapshot.commit or snapshot.path(me).startswith("people/"):
        return ""
    try:
        path = path_of("person", me)
    except ValueError:
        return ""
    last = next(raw_changes(desk.repository, (BRANCH,), "AM", (path,)), None)
    return last.blob if last else ""


def put_back(desk: Desk) -> tuple[str, ...]:
    """Put the page back as it last was if it was taken away; return sentences for people.

    Raises everything `store.saving.save` raises.
    """
    blob = was_here(desk)
    found = dict(desk.repository.read_blobs((blob,))) if blob else {}
    if blob not in found:
        return ()
    path = path_of("person", desk.me)
    # Somebody may have put the file back and not saved it.
    on_disk = files.id_on_disk(desk.repository.paths.root, path, desk.repository.algorithm)
    draft = Draft(
        writes=(Write(path, found[blob], None, on_disk if on_disk == blob else ""),),
        subject="The page of a person is there again",
        kind="created",
        about=(("person", desk.me),),
    )
    change = PendingSave(
        writes=draft.writes,
        message=message(draft),
        author=desk.identity(desk.me),
        when=desk.clock(),
    )
    saved = save(desk.repository, change)
    said = f"Your own page, {path}, had been taken away or had got another name; it is there again."
    return (said, *saved.notes)


def mend(desk: Desk) -> Iterator[Finding]:
    """Put the page back if it was taken away, and yield what was done, or why it was not."""
    try:
        told = put_back(desk)
    except errors.CoproduceError as problem:
        told = (f"{problem.sentence} {problem.hint}",)
    for each in told:
        yield Finding(code="unknown-person", message=each)
