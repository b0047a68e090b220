"""Files that are no records, of which a merge made elsewhere kept one side and left the other."""

from collections.abc import Mapping, Sequence

from store.objects import Entry
from store.sharing.loss import Words, lost_words, still_lost, words_of
from store.sharing.shelf import Shelf
from store.sharing.versions import REGULAR, beside, text_of

Sides = Sequence[Entry | None]


def left_out(shelf: Shelf, before: Entry | None, sides: Sides, there: Entry | None) -> Words:
    """Return the words of either side that the merge lacks, where both sides changed the file.

    {} where only one did, the merge took the file away, or it is no text.
    """
    texts = [text_of(shelf, each) for each in (before, there, *sides)]
    if there is None or None in sides or before in sides or sides[0] == sides[1] or None in texts:
        return {}
    was, now, *both = (each or "" for each in texts)
    return lost_words(was, both, now)


def put_back(
    shelf: Shelf, path: str, sides: Sides, lost: Words, texts: Sequence[str]
) -> Mapping[str, Entry]:
    """Return the sides that hold lost words, each beside the file; nothing when `texts` have them.

    `texts` are those of the file now and of all that was made of it after the merge.
    """
    if not still_lost(lost, texts):
        return {}
    has = words_of(texts[0])
    return {
        beside(path, side.id): side
        for side in sides
        if side and side.mode in REGULAR
        for words in [words_of(text_of(shelf, side) or "")]
        if any(words[word] > has.get(word, 0) for word in lost if word in words)
    }
