"""Two versions of what one person said: never merged, and taken back once means taken back."""

import hashlib
from base64 import b32encode
from collections.abc import Collection, Iterable, Mapping, Sequence

from schema import codec, withdrawal
from schema.codec import File
from schema.ids import about_of
from schema.kinds import record_of
from store.objects import Entry
from store.sharing.notes import Note
from store.sharing.origins import Origins
from store.sharing.shelf import Shelf
from store.sharing.versions import Kept, Versions, beside, file_of

REMOVED = "contribution-removed"
_WHOSE = ("kind", "id", "ref", "by", "date")


def withdrawn_before(shelf: Shelf, origins: Origins, paths: Sequence[str]) -> Mapping[str, Entry]:
    """Return contributions that were taken back before their files were removed by hand.

    They come with the file in which nothing of the words is left.
    """
    found: dict[str, Entry] = {}
    for path in paths:
        entries = [Entry("100644", blob) for blob in sorted(origins.ever(path))]
        gone = [each for each in entries if is_withdrawn_in(shelf, each)]
        if gone:
            found[path] = newest_gone(shelf, gone)
    return found


def newest_gone(shelf: Shelf, taken_back: Iterable[Entry]) -> Entry:
    """Return of several versions that were taken back one in which nothing is left, if any."""
    return min(taken_back, key=lambda each: _order(shelf, each, file_of(shelf, each)))


def is_unsure(shelf: Shelf, versions: Versions) -> bool:
    """Return whether a side has other words than before, so that their origin must be asked for."""
    sides = [each for each in (versions.left, versions.right) if each]
    if not versions.is_contribution or (versions.base is None and len(sides) < 2):
        return False
    changed = [each for each in sides if each != versions.base]
    return any(not is_withdrawn_in(shelf, each) for each in changed)


def moved_by_hand(
    shelf: Shelf, files: Mapping[str, Entry | None], removed: Collection[str]
) -> frozenset[str]:
    """Return which contributions that were `removed` by hand lie at another place now.

    Only those are really gone from their place: what someone said is not taken away by others.
    """
    places = _places(files) if removed else {}
    return frozenset(
        path
        for path in removed
        for other, entry in places.get(path.rpartition("/")[2], ())
        if other != path and is_same_said(shelf, files[path], entry)
    )


def said_by(shelf: Shelf, entry: Entry | None) -> tuple[str, ...]:
    """Return the id and the person in a file of something said; nothing where none can be read.

    That is the same wherever it lies, and whatever else in it was changed by hand.
    """
    file = file_of(shelf, entry)
    return tuple(str(file.fields.get(name)) for name in ("id", "by")) if file else ()


def is_same_said(shelf: Shelf, one: Entry | None, other: Entry | None) -> bool:
    """Return whether two files hold what one person said once."""
    known = said_by(shelf, one)
    return bool(known) and known == said_by(shelf, other)


def _places(files: Mapping[str, Entry | None]) -> dict[str, list[tuple[str, Entry]]]:
    """Return where contributions lie, by the name of their file."""
    places: dict[str, list[tuple[str, Entry]]] = {}
    for path, entry in files.items():
        if entry and path.startswith("contributions/") and about_of(path):
            places.setdefault(path.rpartition("/")[2], []).append((path, entry))
    return places


def taken_back_elsewhere(
    shelf: Shelf, files: Mapping[str, Entry | None]
) -> Mapping[str, Entry | None]:
    """Return what becomes of contributions whose words were taken back at another place.

    So it is where one side moved a file by hand, and the other took back the words in it.
    """
    changes: dict[str, Entry | None] = {}
    for same in _places(files).values():
        if len(same) == 1:
            continue
        known = [(path, entry, file_of(shelf, entry)) for path, entry in same]
        gone = {_whose(file): entry for _, entry, file in known if file and _is_withdrawn(file)}
        changes |= {
            path: gone[_whose(file)]
            for path, _, file in known
            if file and _whose(file) in gone and not _is_withdrawn(file)
        }
    return changes


def kept_contribution(shelf: Shelf, versions: Versions, first: Collection[str]) -> Kept:
    """Return which version of a contribution stays; `first` are the blobs it was added with.

    Source: the format, "The file never changes, except that its text is emptied when the person
    takes it back".
    """
    path, base, left, right = versions.path, versions.base, versions.left, versions.right
    if base and (left is None or right is None) and base in (left, right):
        return Kept({path: base}, (Note(path, REMOVED),))
    files = {each.id: file_of(shelf, each) for each in versions.present}
    if not base and left and right and not _are_one(left, right, files, first):
        return _both(shelf, path, left, right, files)
    if base and (others := _others_said(versions, files, first)):
        return _apart(shelf, versions, others[0], files)
    taken_back = [each for each in versions.present if _is_withdrawn(files[each.id])]
    if taken_back:
        is_again = base in taken_back and len(taken_back) < len(versions.present)
        again = (Note(path, "taken-back-before"),) if is_again else ()
        return Kept({path: newest_gone(shelf, taken_back)}, (*again, *_removal(versions)))
    known = sorted(each.id for each in versions.present if each.id in first)
    chosen = base.id if base and (base.id in known or not known) else known[0]
    mode = "100644" if versions.mode == "100664" else versions.mode
    edits = {each.id for each in versions.present} - {chosen}
    notes = tuple(Note(path, "contribution-edited", each) for each in sorted(edits))
    return Kept({path: Entry(mode, chosen)}, (*notes, *_removal(versions)))


def _others_said(
    versions: Versions, files: Mapping[str, File | None], first: Collection[str]
) -> list[Entry]:
    """Return what a side has in the place of what was said before, and was said by itself.

    So it is after a merge found two things said under one id, and one of them got another.
    """
    base = versions.base
    sides = [each for each in (versions.left, versions.right) if each and each != base]
    if base is None or base.id not in first or files[base.id] is None:
        return []
    return [each for each in sides if each.id in first and files[each.id] is not None]


def _apart(
    shelf: Shelf, versions: Versions, other: Entry, files: Mapping[str, File | None]
) -> Kept:
    """Keep what took the place; what was there before is taken back under its own id, if it is."""
    path, base = versions.path, versions.base
    was, stays = files[base.id] if base else None, files[other.id]
    for each in (versions.left, versions.right):
        now = files[each.id] if each else None
        if each and was and stays and now and _is_withdrawn(now):
            place, entry = _under_made_id(shelf, path, stays, was, now, each)
            return Kept({path: other, place: entry})
    return Kept({path: other})


def _removal(versions: Versions) -> tuple[Note, ...]:
    if versions.base and not (versions.left and versions.right):
        return (Note(versions.path, "kept-removed"),)
    return ()


def _are_one(
    left: Entry, right: Entry, files: Mapping[str, File | None], first: Collection[str]
) -> bool:
    """Return whether two files that came apart are one thing said, taken back or changed by one.

    So it is where a host wrote a team's changes anew, without their history.
    """
    one, other = files[left.id], files[right.id]
    if one is None or other is None:
        return False
    if _whose(one) != _whose(other):
        return False
    is_one_changed = (left.id in first) != (right.id in first)
    return is_one_changed or _is_withdrawn(one) or _is_withdrawn(other)


def _whose(file: File) -> tuple[str, ...]:
    """Return what says whose words a file holds, and stays when they are taken back."""
    return tuple(str(file.fields.get(name)) for name in _WHOSE)


def is_withdrawn_in(shelf: Shelf, entry: Entry | None) -> bool:
    """Return whether a file holds words that were taken back."""
    return _is_withdrawn(file_of(shelf, entry))


def withdrawn_on(shelf: Shelf, entry: Entry | None) -> str:
    """Return the day on which the words in a file were taken back, "" when they were not."""
    file = file_of(shelf, entry)
    return str(file.fields.get("withdrawn") or "") if file else ""


def is_gone_in(shelf: Shelf, entry: Entry | None) -> bool:
    """Return whether words were taken back, and are not in the file any more."""
    file = file_of(shelf, entry)
    return file is not None and _is_withdrawn(file) and not file.body.strip()


def _is_withdrawn(file: File | None) -> bool:
    return file is not None and withdrawal.is_withdrawn(record_of("", file.fields, file.body))


def _order(shelf: Shelf, entry: Entry, file: File | None) -> tuple[bool, bytes]:
    """Put words that are really gone before those still in the file."""
    return bool(file and file.body.strip()), shelf.blob(entry.id) or b""


def _both(
    shelf: Shelf, path: str, left: Entry, right: Entry, files: Mapping[str, File | None]
) -> Kept:
    """Keep two things said under one id: the second by its bytes gets an id made from it."""
    first, second = sorted(
        (left, right), key=lambda each: (files[each.id] is None, shelf.blob(each.id) or b"")
    )
    stays, file = files[first.id], files[second.id]
    if stays is None or file is None:
        other = beside(path, second.id)
        return Kept({path: first, other: second}, (Note(path, "kept-both", other),))
    other, entry = _under_made_id(shelf, path, stays, file, file, second)
    return Kept({path: first, other: entry}, (Note(path, "contribution-twice", other),))


def _under_made_id(
    shelf: Shelf, path: str, stays: File, said: File, now: File, entry: Entry
) -> tuple[str, Entry]:
    """Return where `said` goes beside what `stays`, and the file as it is `now`.

    The id is made from what is the same before and after words are taken back, if that is enough
    to tell the two apart.
    """
    is_enough = _whose(stays) != _whose(said)
    id_ = made_id("\n".join(_whose(said)).encode() if is_enough else codec.write(said))
    try:
        data = codec.write(codec.with_field(now, "id", id_))
    except codec.Refused:
        return beside(path, entry.id), Entry(entry.mode, shelf.add("blob", codec.write(now)))
    return f"{path.rpartition('/')[0]}/{id_}.md", Entry(entry.mode, shelf.add("blob", data))


def made_id(data: bytes) -> str:
    """Return the id of a contribution whose own id is taken: the same wherever it is made."""
    digest = hashlib.sha256(b"coproduce-contribution-v1\n" + data).digest()
    return b32encode(digest[:10]).decode().lower()
