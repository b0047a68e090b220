"""Changes made outside the program: seen, kept with a reason, or put back; never written over."""

from collections.abc import Sequence

from schema import codec, ids, subjects
from schema.ids import RECORD_FOLDERS, Reference
from schema.kinds import Agreement, record_of
from schema.record import Damaged
from store.desk import Desk, Draft
from store.drafts import keep
from store.errors import BadValue, CoproduceError, DamagedRecord, RecordChanged
from store.files import id_on_disk, place_of, put, read_bytes
from store.finding import find
from store.git import Repository
from store.objects import object_id
from store.values import Saved


def edited_outside(repository: Repository, paths: Sequence[str] = ()) -> dict[str, str]:
    """Return the record files on disk that differ from what is saved: path → git's two letters.

    `??` is a file never saved, a `D` one that is gone from the disk.
    """
    found = repository.status(*(paths or ("coproduce.md", *RECORD_FOLDERS)))
    edited = {path: letters for letters, path in found if path.endswith(".md")}
    # Git compares with its own list of files too, which a lock left behind keeps from being new.
    return {path: told for path, told in edited.items() if not _is_as_saved(repository, path)}


def is_reworded(desk: Desk, agreement: Agreement) -> bool:
    """Return whether the file of an agreement holds another text than is saved, or none.

    One that is gone from the disk was read by nobody.
    """
    if not _exists(desk, agreement.path):
        return False
    try:
        file = codec.read(read_bytes(desk.repository.paths.root, agreement.path))
    except CoproduceError:
        return True
    if isinstance(file, Damaged):
        return True
    other = record_of(agreement.path, file.fields, file.body)
    if not isinstance(other, Agreement):
        return True
    return (other.title, other.body) != (agreement.title, agreement.body)


def _is_as_saved(repository: Repository, path: str) -> bool:
    saved = repository.resolve(f"HEAD:{path}")
    try:
        return bool(saved) and saved == id_on_disk(
            repository.paths.root, path, repository.algorithm
        )
    except CoproduceError:
        return False


def keep_outside(desk: Desk, typed: str, *, why: str) -> Saved:
    """Save the file as it now lies on disk, as a change made outside.

    Raises DamagedRecord when it cannot be read as a record, and BadValue for what someone said:
    such a file is put back, and the words are said anew.
    """
    from store.saving import Write

    path, reference = _on_disk(desk, typed)
    saved = desk.snapshot.places.get(path)
    if not _exists(desk, path):
        raise BadValue(
            f"{path} is gone from the folder.",
            f"Nothing is ever deleted here. Put it back with: coproduce edit {typed} "
            "--outside put-back, then put it aside with: coproduce archive",
        )
    if reference.kind == "contribution" and saved:
        raise BadValue(
            "What someone said is never changed.",
            f"Put the file back with: coproduce edit {typed} --outside put-back",
        )
    data = read_bytes(desk.repository.paths.root, path)
    file = codec.read(data, path)
    if isinstance(file, Damaged):
        raise DamagedRecord(path, file.message, file.line)
    draft = Draft(
        writes=(Write(path, data, saved, object_id("blob", data, desk.repository.algorithm)),),
        subject=f"{subjects.name_of(reference.kind, reference.id)}: changed outside",
        kind="outside",
        about=((reference.kind, reference.id),),
        why=why,
    )
    return desk.save(draft)


def put_back(desk: Desk, typed: str) -> Saved:
    """Put the saved text back on disk; the text found there is kept as a draft."""
    path, reference = _on_disk(desk, typed)
    blob = desk.snapshot.places.get(path, "")
    found = desk.repository.read_object(blob) if blob else None
    if found is None or found.data is None:
        raise BadValue(
            f"{path} has never been saved, so there is nothing to put back.",
            f"Save it with: coproduce edit {typed} --outside keep, or delete the file yourself.",
        )
    root = desk.repository.paths.root
    notes: tuple[str, ...] = ()
    before = ""
    if _exists(desk, path):
        data = read_bytes(root, path)
        if data == found.data:
            return Saved(id=reference.id, kind=reference.kind, path=path, commit=None)
        kept = keep(desk.repository.paths, data, path)
        notes = (f"What lay there is kept as a draft: {kept}",)
        before = id_on_disk(root, path, desk.repository.algorithm)
    if not put(root, path, found.data, "put-back", before, desk.repository.algorithm):
        raise RecordChanged(path, saved=blob)
    return Saved(id=reference.id, kind=reference.kind, path=path, commit=None, notes=notes)


def _exists(desk: Desk, path: str) -> bool:
    return place_of(desk.repository.paths.root, path).exists()


def _on_disk(desk: Desk, typed: str) -> tuple[str, Reference]:
    """Return the path and record `typed` means, also one that lies on disk and was never saved."""
    fresh = [path for path, how in edited_outside(desk.repository).items() if how == "??"]
    for path in fresh:
        named = ids.kind_and_id(path)
        if named and typed.strip() in (path, named[1], "/".join(named)):
            return path, Reference(*named)
    reference = find(desk.snapshot, typed)
    return desk.snapshot.path(reference.id, reference.kind), reference
