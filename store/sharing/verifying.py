"""Looking at a merged tree before it becomes a commit."""

from collections.abc import Iterator, Mapping, Sequence

from schema.ids import kind_and_id, parse_ref
from schema.kinds import KINDS, field_forms, list_of
from store import errors
from store.objects import Entry
from store.sharing.contributions import is_withdrawn_in
from store.sharing.notes import Note
from store.sharing.shelf import Shelf
from store.sharing.trees import entry_at
from store.sharing.versions import Versions, file_of


def verified(shelf: Shelf, tree: str, changed: Sequence[Versions]) -> list[Note]:
    """Return what people should know of `tree`, in which `changed` differed between the sides.

    Only what the merge can have brought about is looked for: an id used twice, and something
    spoken of that one side removed. Raises NotAsSaid when a contribution is not one of its
    versions: then the merge itself is wrong, and nothing is to be made of it.
    """
    for each in changed:
        if each.is_contribution:
            kept = entry_at(shelf, tree, each.path)
            known = {version.id for version in each.present}
            if kept and kept.id not in known and not is_withdrawn_in(shelf, kept):
                raise errors.NotAsSaid(each.path)
    return [*_used_twice(shelf, tree, changed), *_unknown(shelf, tree, changed)]


def _used_twice(shelf: Shelf, tree: str, changed: Sequence[Versions]) -> Iterator[Note]:
    """Yield contributions whose id lies at another place too; documents lie where their id says."""
    places: dict[str, str] = {}
    for each in sorted(changed, key=lambda each: each.path):
        if not each.is_contribution or entry_at(shelf, tree, each.path) is None:
            continue
        id_ = each.path.rpartition("/")[2]
        if id_ in places:
            yield Note(each.path, "id-twice", places[id_])
        places.setdefault(id_, each.path)


def _unknown(shelf: Shelf, tree: str, changed: Sequence[Versions]) -> Iterator[Note]:
    """Yield records that speak of one which the other side removed meanwhile."""
    gone: Mapping[tuple[str, str], str] = {
        named: each.path
        for each in changed
        if each.base
        and None in (each.left, each.right)
        and (named := kind_and_id(each.path))
        and not entry_at(shelf, tree, each.path)
    }
    if not gone:
        return
    shelf.fetch(entry.id for each in changed for entry in each.present)
    for each in changed:
        for named in sorted(_named(shelf, entry_at(shelf, tree, each.path))):
            if named in gone:
                yield Note(each.path, "unknown-reference", gone[named])


def _named(shelf: Shelf, entry: Entry | None) -> set[tuple[str, str]]:
    """Return the (kind, id) of all that a record's header names."""
    file = file_of(shelf, entry)
    kind = str(file.fields.get("kind")) if file else ""
    named: set[tuple[str, str]] = set()
    for form in field_forms(kind) if file and kind in KINDS else ():
        for text in list_of(file.fields.get(form.name)) if file else ():
            if form.rule.form in ("person", "speaker"):
                named.add(("person", text))
            elif form.rule.form == "contribution":
                named.add(("contribution", text))
            elif form.rule.form == "ref" and (reference := parse_ref(text)):
                named.add((reference.kind, reference.id))
    return named
