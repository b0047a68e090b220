"""Marked lines that somebody saved, such as after `git stash pop`: which files they came into."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from schema.ids import kind_and_id
from store.git import Repository
from store.objects import Entry
from store.sharing.later import Touch
from store.sharing.shelf import LIMIT, Shelf
from store.sharing.unmarking import is_marked, parts_of_ours, starts
from store.sharing.versions import raw_text


class SavedMarks:
    """The commits that brought marks into a file, read at once when first asked for."""

    def __init__(
        self, repository: Repository, shelf: Shelf, parents: Mapping[str, Sequence[str]]
    ) -> None:
        self._repository = repository
        self._shelf = shelf
        self._parents = parents

    def of(self, touches: Mapping[str, Sequence[Touch]]) -> Mapping[str, Sequence[str]]:
        """Return by path, sorted, the commits that brought marks into the file there.

        A file that quotes marks, and did before, is left as it is. So is a new one that is no
        record: people may show how such marks look, and nothing of theirs stood there before.
        """
        marked = self._marked(each.blob for some in touches.values() for each in some)
        removed: dict[str, list[str]] = {}
        for some in touches.values() if marked else ():
            for each in some:
                if not each.blob and each.before:
                    removed.setdefault(each.commit, []).append(each.before)
        found: dict[str, list[str]] = {}
        for path in sorted(touches) if marked else ():
            here: dict[str, list[Touch]] = {}
            for each in touches[path]:
                if each.blob in marked:
                    here.setdefault(each.commit, []).append(each)
            brought = [
                commit
                for commit, some in here.items()
                if len(some) == max(1, len(self._parents[commit]))
                and self._is_brought(path, some, removed.get(commit, ()))
            ]
            if brought:
                found[path] = brought
        return found

    def _marked(self, blobs: Iterable[str]) -> set[str]:
        """Return the blobs with marks in them. They are not kept: there may be thousands."""
        asked = [each for each in dict.fromkeys(blobs) if each]
        texts = self._repository.read_objects(asked, LIMIT) if asked else ()
        return {
            id_
            for id_, each in zip(asked, texts, strict=True)
            if each and each.type == "blob" and each.data and b"<<<<" in each.data
        } & {id_ for id_ in asked if is_marked(self._text(id_))}

    def _is_brought(self, path: str, some: Sequence[Touch], removed: Sequence[str]) -> bool:
        """Return whether a file has more marks in one commit than in any of its parents."""
        text = self._text(some[0].blob)
        before = [self._text(each.before) for each in some if each.before]
        if starts(text) <= max(map(starts, before), default=0):
            return False
        if kind_and_id(path) is not None or some[0].is_join:
            return True
        # Git writes what was there as the first side; the file may have got another name at once.
        ours = parts_of_ours(text)
        known = before or [self._text(each) for each in removed]
        return ours is not None and any(
            each and not Counter(ours) - Counter(each.splitlines()) for each in known
        )

    def _text(self, blob: str) -> str:
        return raw_text(self._shelf, Entry("100644", blob))
