"""What happened while sharing, in sentences: merges, files in the way, places in trouble."""

from collections.abc import Collection, Iterable, Iterator

from schema.kinds import PersonDocument
from schema.text import folded
from store import errors
from store.desk import Desk
from store.sharing.landing import Landed
from store.sharing.notes import Note
from store.sharing.remotes import Place

_SENTENCES = {
    "kept-both": "{path} was changed here and elsewhere; both are kept, the other one as {detail}.",
    "kept-removed": "{path} was removed by one side and changed by the other, so it stays.",
    "workspace-kept": "Somebody took away {path}, without which there is no workspace; it is there"
    " again.",
    "contribution-edited": "What someone said in {path} was changed by hand; it stands as it was"
    " said, and the change is in the history.",
    "contribution-twice": "Two different things had the name {path}; both are kept, the other one"
    " as {detail}.",
    "contribution-removed": "What someone said in {path} was taken away by hand; it is there"
    " again.",
    "taken-back-before": "The words in {path} had been taken back and were there again; they are"
    " taken back now.",
    "repaired": "Another program brought versions of {path} together and left something out or"
    " marked it; it is put right, with every wording.",
    "damaged": "{path} cannot be read as a record. See why with: coproduce check",
    "too-large": "{path} was changed here and elsewhere, and both together are too large to be one"
    " record. Both are kept as they were, the other one as {detail}; make them shorter and put them"
    " together by hand.",
    "id-twice": "{path} and {detail} have the same code.",
    "unknown-reference": "{path} speaks of {detail}, which one side removed.",
    "link": "{path} leads to another project, to two different versions of it; one was kept.",
}
_MOST = 5


def merge_notes(notes: Iterable[Note]) -> tuple[str, ...]:
    """Return a sentence for each note of a merge, alike ones counted after the first few."""
    said: list[str] = []
    counted: dict[str, int] = {}
    for note in notes:
        counted[note.what] = counted.get(note.what, 0) + 1
        if counted[note.what] <= _MOST:
            said.append(_SENTENCES[note.what].format(path=note.path, detail=note.detail))
    more = sum(count - _MOST for count in counted.values() if count > _MOST)
    if more:
        said.append(f"And {more} more like these; see: coproduce check")
    return tuple(said)


def in_the_way(paths: tuple[str, ...], waiting: int, again: str = "share again") -> str:
    """Return the sentence for files changed here, not saved, that others changed too."""
    named = ", ".join(paths[:_MOST]) + (f" and {len(paths) - _MOST} more" if paths[_MOST:] else "")
    what = "1 change from others waits" if waiting == 1 else f"{waiting} changes from others wait"
    stays = "was changed here and not saved, so it stays as it is"
    if len(paths) > 1:
        stays = "were changed here and not saved, so they stay as they are"
    return (
        f"{named} {stays}; others changed the same, and {what}. Save yours (coproduce edit REF"
        f" --outside keep) or put the saved text back, then {again}."
    )


def landed(desk: Desk, what: Landed, before: Collection[str]) -> tuple[str, ...]:
    """Return the sentences about what came in; `before` are the people who were here then."""
    return (*what.notes, *new_namesakes(desk, before))


def in_trouble(place: Place, problem: errors.CoproduceError) -> str:
    """Return the sentence for a place that could not be shared with while others could."""
    return f"Not shared with “{place.name}”: {problem.sentence} {problem.hint}"


def people(desk: Desk) -> frozenset[str]:
    """Return the ids of the people who have a record here now."""
    paths = (path for path in desk.snapshot.places if path.startswith("people/"))
    return frozenset(path.rpartition("/")[2].removesuffix(".md") for path in paths)


def new_namesakes(desk: Desk, before: Collection[str]) -> tuple[str, ...]:
    """Return a sentence for each name that somebody who is not in `before` shares with others.

    It names their codes alone: who looks on need not know them.
    """
    if people(desk) <= frozenset(before):
        return ()
    named: dict[str, list[str]] = {}
    for each in _people(desk):
        named.setdefault(folded(each.title), []).append(each.id)
    return tuple(
        f"{len(ids)} people here have the same name: {', '.join(f'person/{id_}' for id_ in ids)}."
        " Their codes tell them apart. Whoever was here already joins with --as and their code."
        for ids in named.values()
        if len(ids) > 1 and any(id_ not in before for id_ in ids)
    )


def _people(desk: Desk) -> Iterator[PersonDocument]:
    # Their pages alone are read, not everything that is saved.
    snapshot = desk.snapshot
    for path in snapshot.places:
        each = snapshot.record(path) if path.startswith("people/") else None
        if isinstance(each, PersonDocument) and each.title and not each.archived:
            yield each
