"""Whether a record lies where its kind and id say."""

import re
from collections.abc import Iterator

from schema.ids import kind_and_id
from schema.kinds import CONTRIBUTIONS, KINDS, text_of
from schema.record import Problem, Record
from schema.validate.reporting import error, warning
from schema.validate.values import shown

_MADE_ID = {
    "person": re.compile(r"p-[a-z2-7]{8}"),
    "contribution": re.compile(r"[a-z2-7]{16}"),
    "document": re.compile(r"[a-z0-9](?:[a-z0-9-]{0,31})-[a-z2-7]{6}"),
}


def place_problems(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with the kind, the id and the place of a record."""
    kind, written_id = text_of(record.fields.get("kind")), text_of(record.fields.get("id"))
    if kind and kind not in KINDS:
        yield error(
            record,
            "unknown-kind",
            f"No kind of record is called {shown(kind)}. Choose one of: {', '.join(KINDS)}.",
            "kind",
        )
    place = kind_and_id(record.path)
    if place is None:
        yield error(
            record,
            "not-a-place",
            "No record can lie here under this name. Move it to the folder of its kind; "
            "the name may hold a to z, 0 to 9 and hyphens.",
        )
        return
    belongs, id_here = place
    if kind in KINDS and belongs != ("contribution" if kind in CONTRIBUTIONS else kind):
        yield error(
            record,
            "other-kind",
            f"This file lies in a place for another kind than {shown(kind)}. "
            "Correct the kind, or move the file to the folder of its kind.",
            "kind",
        )
    if written_id and written_id != id_here:
        yield error(
            record,
            "other-id",
            f"The id {shown(written_id)} is not the one in the file’s name. Write: id: {id_here}",
            "id",
        )
    form = _MADE_ID.get(belongs, _MADE_ID["document"])
    if belongs not in ("activity", "step") and not form.fullmatch(id_here):
        yield warning(
            record,
            "id-by-hand",
            "This id was made by hand, so another team may make the same one. "
            "Let the program make new records with: coproduce new",
            "id",
        )
