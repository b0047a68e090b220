"""Taking words back: the words, what they stood in for, and every copy of them."""

from schema import codec, withdrawal
from schema.record import Contribution
from schema.replacement import ANONYMOUS
from store.contributing import about_of, said_of
from store.desk import Desk, Draft
from store.errors import RecordChanged
from store.finding import find_kind
from store.saving import Write
from store.values import Saved
from store.writing import opened

# A later wording holds the words of the earlier one, or most of them.
_GO_WITH_LATER = ("words", "answer")


def withdraw(desk: Desk, typed: str, *, why: str) -> Saved:
    """Take words back: the text and all that came with it goes, the date of taking back stays.

    Earlier words of the person that these stand in for (a note before it was placed, a wording
    before it was corrected, answers that were added to) go with them, and so does every copy that
    somebody made of the file: else they would still be found. Anyone at the keyboard may do it for
    the person. Doing it twice changes nothing.
    """
    reference = find_kind(desk.snapshot, typed, "contribution")
    said = said_of(desk, reference.id)
    together = _together(desk, said)
    draft = Draft(
        writes=tuple(_taken_back(desk, each) for each in together),
        subject="Words taken back",
        kind="withdrawn",
        about=(
            *dict.fromkeys(("contribution", each.id) for each in together),
            *dict.fromkeys(place for each in together for place in about_of(each.path)),
        ),
        why=why,
        anonymous=said.by == ANONYMOUS,
    )
    try:
        saved = desk.save(draft)
    except RecordChanged as problem:
        problem.hint = (
            "Put the file back first, then take the words back: "
            f"coproduce edit {said.id} --outside put-back"
        )
        raise
    desk.refresh()
    return saved


def _taken_back(desk: Desk, said: Contribution) -> Write:
    file, blob = opened(desk, said.path)
    day = said.withdrawn or desk.today
    gone = dict.fromkeys(withdrawal.goes(said.kind, file.fields))
    file = codec.with_fields(codec.with_body(file, ""), {**gone, "withdrawn": day})
    return Write(said.path, codec.write(file), blob)


def _together(desk: Desk, said: Contribution) -> tuple[Contribution, ...]:
    """Return `said`, its copies, and what all of these stood in for, with their copies."""
    everything = desk.snapshot.contributions
    found: dict[str, Contribution] = {said.path: said}
    waiting = [said]
    while waiting:
        one = waiting.pop()
        stood_in_for = one.replaces if one.kind in _GO_WITH_LATER else ()
        for each in everything:
            is_earlier = each.id in stood_in_for and (each.kind, each.by) == (said.kind, said.by)
            if each.path not in found and (is_earlier or _is_copy(each, one)):
                found[each.path] = each
                waiting.append(each)
    return tuple(found.values())


def _is_copy(one: Contribution, other: Contribution) -> bool:
    """Whether a file was copied by hand: under the same name, or with the other's id in it."""
    ids = [each.fields.get("id") for each in (one, other)]
    return one.id == other.id or (one.by == other.by and bool(ids[0]) and ids[0] == ids[1])
