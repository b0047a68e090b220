"""Merges made elsewhere: what they left out or only marked is put back as differences."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from schema.ids import kind_and_id
from store.objects import Entry
from store.sharing.contributions import is_gone_in, is_withdrawn_in, withdrawn_on
from store.sharing.later import Touch
from store.sharing.loss import Words, lost_words, still_lost, words_of
from store.sharing.mending import is_broken, mended_text
from store.sharing.notes import Note
from store.sharing.other_files import both
from store.sharing.picked import left_out, put_back
from store.sharing.trees import differing, entry_at, rewritten
from store.sharing.twins import readable_alone
from store.sharing.unmarking import before_both, is_marked, sides, unmarked
from store.sharing.versions import REGULAR, beside, is_readable, raw_text, text_of

if TYPE_CHECKING:
    from store.sharing.folding import Folding
    from store.sharing.shelf import Shelf

MESSAGE = """What was left out when versions were joined is shown again

Coproduce-Op: merged
Coproduce-Merge: 1
"""


class Mended(msgspec.Struct, frozen=True):
    """A commit in which nothing is missing: the one looked at, or a new one on top of it."""

    commit: str
    notes: tuple[Note, ...] = ()


class Suspect(msgspec.Struct, frozen=True):
    """A record in a merge made elsewhere, not as ours would have made it.

    `base` is what both sides began with, `expected` our own merge, `actual` what that merge holds.
    `lost` are the words of a side that are missing in it, and how often they should be there.
    `is_broken` says that it has marks, or is no record where ours is one; `is_unreadable` that it
    has both sides marked, or is no record at all. Of a file that is no record `sides` are both
    versions where words of one are missing.
    """

    path: str
    base: Entry | None
    expected: Entry
    actual: Entry | None
    lost: Words
    is_broken: bool = False
    is_unreadable: bool = False
    sides: tuple[Entry | None, ...] = ()

    @property
    def is_contribution(self) -> bool:
        return _is_contribution(self.path)


def mended(folding: "Folding", head: str, merges: Iterable[str]) -> Mended:
    """Return `head`, with a commit on top of it where `merges` in its history lost or marked words.

    So it is where somebody saved marks that git had left in a file, without any merge.
    `merges` come in the order of the history. What people settled, or took out after they had seen
    it, stays as they left it. The same `head` gives the same commit everywhere.
    """
    shelf = folding.shelf
    tree = shelf.commit(head).tree
    changes: dict[str, Entry | None] = {}
    notes: list[Note] = []
    for merge in merges:
        for suspect in folding.suspects(merge):
            path = suspect.path
            now = changes.get(path) or entry_at(shelf, tree, path)
            if suspect.sides:
                found = _beside_it(folding, suspect, now, merge, head)
            else:
                found = _put_right(folding, suspect, now, merge, head)
            if found:
                changes |= found
                notes.append(Note(path, "repaired", merge))
        for path, entry in _carried_on(folding, merge, head).items():
            if path not in changes:
                changes[path] = entry
                notes.append(Note(path, "repaired", merge))
    for path, commits in folding.saved_marks.items():
        now = changes.get(path) or entry_at(shelf, tree, path)
        if now is None or _is_contribution(path):
            continue
        found = _unmarked(folding, path, now)
        if found and (brought := folding.unsettled(head, commits)):
            changes |= found
            notes.append(Note(path, "repaired", brought[0]))
    if not changes:
        return Mended(head)
    made = folding.commit((head,), rewritten(shelf, tree, changes), MESSAGE)
    return Mended(made, tuple(notes))


def _beside_it(
    folding: "Folding", suspect: Suspect, now: Entry | None, merge: str, head: str
) -> Mapping[str, Entry | None]:
    """Return the version that a merge left out, to lie beside the file.

    Once it lies there, it is for people to say what becomes of it.
    """
    shelf, path = folding.shelf, suspect.path
    others = (beside(path, each.id) for each in suspect.sides if each)
    if not now or any(folding.later.touches(each, merge, head) for each in others):
        return {}
    later = folding.later.touches(path, merge, head)
    after = [text_of(shelf, Entry("100644", each.blob)) or "" for each in later if each.blob]
    texts = [text_of(shelf, now) or "", *after]
    return put_back(shelf, path, suspect.sides, suspect.lost, texts)


def _carried_on(folding: "Folding", merge: str, head: str) -> Mapping[str, Entry | None]:
    """Return files to which somebody carried what a merge had marked, such as by a new name.

    So it is with fields too that it wrote twice.
    """
    shelf = folding.shelf
    if not any(one.is_unreadable for one in folding.suspects(merge)):
        return {}
    tree = shelf.commit(head).tree
    found: dict[str, Entry | None] = {}
    for path in folding.later.paths(merge, head):
        now = entry_at(shelf, tree, path)
        if now is None or _is_contribution(path):
            continue
        found |= _alone(folding, path, now)
    return found


def _alone(folding: "Folding", path: str, now: Entry) -> Mapping[str, Entry | None]:
    """Return a file without marks, and a record readable, as far as the file itself tells how."""
    text = text_of(folding.shelf, now)
    if kind_and_id(path) is None or text is None:
        return _both_sides(folding, path, now)
    plain = readable_alone(folding.merge, unmarked(before_both(text), text, folding.merge))
    if plain == text:
        return {}
    return {path: Entry(now.mode, folding.shelf.add("blob", plain.encode()))}


def _unmarked(folding: "Folding", path: str, now: Entry) -> Mapping[str, Entry | None]:
    """Return a marked file with both its sides, nothing for one without marks."""
    return _alone(folding, path, now) if is_marked(raw_text(folding.shelf, now)) else {}


def _is_unreadable(shelf: "Shelf", suspect: Suspect) -> bool:
    """Return whether a merge left a file marked, or a record that is none."""
    text = text_of(shelf, suspect.actual)
    is_record = kind_and_id(suspect.path) is not None
    if is_record and text and not is_readable(text):
        return True
    return is_marked(raw_text(shelf, suspect.actual))


def concerns(folding: "Folding", merge: str, paths: Collection[str]) -> bool:
    """Return whether a merge and its parents do not all have the same at one of `paths`."""
    shelf = folding.shelf
    commits = (merge, *shelf.commit(merge).parents)
    trees = [shelf.commit(each).tree for each in commits]
    return any(len({entry_at(shelf, tree, path) for tree in trees}) > 1 for path in paths)


def suspects(folding: "Folding", merge: str, *, mended: bool) -> tuple[Suspect, ...]:
    """Return the records in which a merge made elsewhere lost or marked something.

    With `mended` it is compared with what its parents would be once mended.
    """
    shelf = folding.shelf
    parents = shelf.commit(merge).parents
    actual = shelf.commit(merge).tree
    expected = folding.together(parents, mended=mended)
    # What was put right in what both began with is new to a side that knew nothing of it.
    began = folding.together(parents).base if mended else expected.base
    sides = [folding.tree(each, mended=mended) for each in sorted(set(parents))]
    found: list[Suspect] = []
    differ = list(differing(shelf, (expected.tree, actual)))
    # Git carries files along when the folder they came into was moved on the other side.
    moved = {path.rpartition("/")[2] for path, (wanted, there) in differ if there and not wanted}
    for path, (wanted, there) in differ:
        if wanted is None or wanted.mode not in REGULAR:
            continue
        if kind_and_id(path) is None:
            if is_marked(raw_text(shelf, there)):
                found.append(Suspect(path, None, wanted, there, {}))
            continue
        before = entry_at(shelf, began, path)
        both = [entry_at(shelf, side, path) for side in sides]
        suspect = Suspect(path, before, wanted, there, {})
        if suspect.is_contribution:
            is_moved = there is None and path.rpartition("/")[2] in moved
            taken_back = is_gone_in(shelf, there) and not _is_of_another(folding, suspect, differ)
            if not is_moved and not taken_back:
                found.append(suspect)
        elif (missed := _missed(folding, suspect, both)) is not None:
            found.append(missed)
    records = (
        msgspec.structs.replace(each, is_unreadable=_is_unreadable(shelf, each)) for each in found
    )
    return (*records, *_picked(shelf, began, sides, actual))


def _picked(shelf: "Shelf", began: str, sides: Sequence[str], actual: str) -> Iterable[Suspect]:
    """Yield the files that are no records of which the merge left out words of one side."""
    for path, versions in differing(shelf, sides) if len(sides) == 2 else ():
        there = entry_at(shelf, actual, path)
        if kind_and_id(path) or there is None or is_marked(raw_text(shelf, there)):
            continue
        before = entry_at(shelf, began, path)
        if lost := left_out(shelf, before, versions, there):
            yield Suspect(path, before, there, there, lost, sides=tuple(versions))


def _is_of_another(
    folding: "Folding", suspect: Suspect, differ: Iterable[tuple[str, Sequence[Entry | None]]]
) -> bool:
    """Return whether the merge took these words back in the place of another's that it left out.

    So git does when it holds a new file for the new name of one that a side removed by hand.
    """
    shelf = folding.shelf
    if is_withdrawn_in(shelf, suspect.expected):
        return False
    left_out = (
        entry for path, (entry, there) in differ if there is None and _is_contribution(path)
    )
    day = withdrawn_on(shelf, suspect.actual)
    return any(withdrawn_on(shelf, entry) == day for entry in left_out)


def _is_contribution(path: str) -> bool:
    named = kind_and_id(path)
    return named is not None and named[0] == "contribution"


def _missed(folding: "Folding", suspect: Suspect, sides: Sequence[Entry | None]) -> Suspect | None:
    """Return the suspect with the words of the sides that are missing in it, None for a good one.

    Missing are those that were not there when both began.
    """
    shelf = folding.shelf
    expected, actual = _expected(folding, suspect), text_of(shelf, suspect.actual)
    if expected is None:
        is_bad = is_marked(raw_text(shelf, suspect.actual))
        return msgspec.structs.replace(suspect, is_broken=True) if is_bad else None
    if actual is None or suspect.actual is None:
        broken = is_broken(actual or "", expected)
        return msgspec.structs.replace(suspect, lost=words_of(expected), is_broken=broken)
    texts = [text_of(shelf, each) or "" for each in sides]
    known = words_of(expected)
    missing = lost_words(text_of(shelf, suspect.base) or "", texts, actual)
    lost = {word: count for word, count in missing.items() if word in known}
    broken = is_broken(actual, expected)
    return msgspec.structs.replace(suspect, lost=lost, is_broken=broken) if lost or broken else None


def _put_right(
    folding: "Folding", suspect: Suspect, now: Entry | None, merge: str, head: str
) -> Mapping[str, Entry | None]:
    """Return what is to stand where, nothing when all stays as it is."""
    shelf = folding.shelf
    if now is None:
        later = folding.later.touches(suspect.path, merge, head)
        after = _texts(folding, later)
        came_back = bool(after) if suspect.actual is None else not still_lost(suspect.lost, after)
        # By somebody who had the merge, not only by another join.
        was_removed = suspect.actual and any(not (each.blob or each.is_join) for each in later)
        return {} if came_back or was_removed else _as_then(folding, suspect)
    if kind_and_id(suspect.path) is None:
        return _both_sides(folding, suspect.path, now)
    if suspect.is_contribution:
        wins = now == suspect.actual or is_withdrawn_in(shelf, suspect.expected)
        is_gone = is_gone_in(shelf, now) and now != suspect.actual
        stays = is_gone or now == suspect.expected
        return {suspect.path: suspect.expected} if wins and not stays else {}
    if not suspect.is_broken and folding.has_words(now, suspect.lost):
        # So it is with nearly every merge after one that was put right.
        return {}
    expected, text = _expected(folding, suspect), text_of(shelf, now)
    if expected is None or text is None:
        return _both_sides(folding, suspect.path, now)
    if not (suspect.is_broken and is_broken(text, expected)):
        later = folding.later.touches(suspect.path, merge, head)
        if not still_lost(suspect.lost, [text, *_texts(folding, later)]):
            return {}
    base, actual = (text_of(shelf, each) or "" for each in (suspect.base, suspect.actual))
    merged = mended_text(folding.merge, base, expected, actual, text)
    merged = unmarked(base, merged, folding.merge)
    return _placed(folding, suspect.path, now.mode, text, merged)


def _texts(folding: "Folding", later: Sequence[Touch]) -> list[str]:
    """Return the texts that a file had then."""
    blobs = sorted({each.blob for each in later if each.blob})
    return [text_of(folding.shelf, Entry("100644", each)) or "" for each in blobs]


def _as_then(folding: "Folding", suspect: Suspect) -> Mapping[str, Entry | None]:
    """Return the record as it should have been after the merge."""
    shelf = folding.shelf
    expected, actual = _expected(folding, suspect), text_of(shelf, suspect.actual)
    if suspect.is_contribution or expected is None:
        return {suspect.path: suspect.expected}
    if actual:
        base = text_of(shelf, suspect.base) or ""
        expected = mended_text(folding.merge, base, expected, actual, actual)
    return {suspect.path: Entry(suspect.expected.mode, shelf.add("blob", expected.encode()))}


def _expected(folding: "Folding", suspect: Suspect) -> str | None:
    """Return the text of our own merge; one side alone may have brought marks into it."""
    text = text_of(folding.shelf, suspect.expected)
    base = text_of(folding.shelf, suspect.base) or ""
    return None if text is None else unmarked(base, text, folding.merge)


def _both_sides(folding: "Folding", path: str, now: Entry) -> Mapping[str, Entry | None]:
    """Return a marked file that is no record as two files, nothing for one without marks."""
    text = raw_text(folding.shelf, now)
    if not is_marked(text):
        return {}
    one, other = (
        Entry(now.mode, folding.shelf.add("blob", side.encode("latin-1"))) for side in sides(text)
    )
    return both(folding.shelf, path, one, other).files if one != other else {path: one}


def _placed(
    folding: "Folding", path: str, mode: str, text: str, merged: str
) -> Mapping[str, Entry]:
    """Return the mended text in its place; where it is no record, beside one that is."""
    entry = Entry(mode, folding.shelf.add("blob", merged.encode()))
    if is_readable(merged) or not is_readable(text):
        return {path: entry}
    return {beside(path, entry.id): entry}
