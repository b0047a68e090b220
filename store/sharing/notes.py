"""What people are told of a merge that needed a decision they may want to look at."""

import msgspec


class Note(msgspec.Struct, frozen=True, order=True):
    """One file, what happened to it, and what belongs to it (another path, or an object's id).

    `what` is one of:
    kept-both (two files that are no records; `detail` is the path of the other one),
    kept-removed (one side removed it, the other changed it; it stays),
    contribution-edited (changed by hand; as it was said it stays, the edit is in the history),
    contribution-twice (one id for two things said; `detail` is the path of the second),
    contribution-removed (the file was taken away by hand),
    taken-back-before (the words had been taken back, and were there again),
    repaired (what a merge made elsewhere had left out or marked; `detail` is that merge),
    damaged (cannot be read as a record; `detail` is the path of the other version, or ""),
    too-large (both sides are records and together too large for one; `detail` is the path of
    the other one),
    id-twice (`detail` is the other path with the same id),
    unknown-reference (`detail` is the path of a removed record it speaks of),
    link (two versions of a link to another repository; `detail` is the one not kept).
    """

    path: str
    what: str
    detail: str = ""
