"""Two versions of a document: merged as a record, so that what clashes becomes a difference."""

from store.git import Repository
from store.objects import Entry
from store.sharing.notes import Note
from store.sharing.other_files import both, merged_other
from store.sharing.shelf import Shelf
from store.sharing.unmarking import Merge, is_marked, outside, unmarked
from store.sharing.versions import Kept, Versions, is_readable, is_too_large, text_of


def merged_document(repository: Repository, shelf: Shelf, merge: Merge, versions: Versions) -> Kept:
    """Return both sides of a document as one.

    A side that is no text is kept beside the other. So is one that is no record, where nothing
    readable comes out otherwise, and one of two that are too large to be one record.
    """
    left, right = versions.left, versions.right
    if left is None or right is None:
        raise ValueError(versions.path)
    texts = [text_of(shelf, each) for each in (left, right)]
    ours, theirs = texts
    if ours is None or theirs is None:
        return merged_other(repository, shelf, versions)
    base = text_of(shelf, versions.base) or ""
    base = unmarked(outside(base), base, merge)
    ours, theirs = (unmarked(base, each, merge) for each in (ours, theirs))
    merged = unmarked(base, merge(base, ours, theirs), merge)
    if is_readable(merged) and not is_marked(merged):
        return Kept({versions.path: _entry(shelf, versions.mode, merged)})
    readable = [is_readable(each) for each in (ours, theirs)]
    if any(readable):
        sides = (_entry(shelf, versions.mode, each) for each in (ours, theirs))
        kept = both(shelf, versions.path, *sides)
        other = kept.notes[0].detail
        if all(readable) and is_too_large(merged):
            return Kept(kept.files, (Note(versions.path, "too-large", other),))
        return Kept(kept.files, (*kept.notes, Note(versions.path, "damaged", other)))
    return Kept(
        {versions.path: _entry(shelf, versions.mode, merged)}, (Note(versions.path, "damaged"),)
    )


def _entry(shelf: Shelf, mode: str, text: str) -> Entry:
    return Entry(mode, shelf.add("blob", text.encode("utf-8", "surrogatepass")))
