"""What a line of a list says beside the title: the few facts that matter most, by kind."""

from collections.abc import Iterator, Mapping

from schema.kinds import CONTRIBUTIONS, text_of
from schema.record import Fields
from schema.said_words import DIRECTIONS
from store.values import Listed
from tui import words
from tui.layout import cut, plain
from tui.naming import Naming

_LONGEST_NAME = 24
_STATES: Mapping[str, Mapping[str, str]] = {
    "here": {"here": "", "not-here-yet": "a place still empty", "left": "left"},
    "kept": {
        "yes": "kept",
        "partly": "kept in part",
        "no": "not kept",
        "unknown": "not known if kept",
    },
    "position": words.THEIR_POSITIONS,
    "direction": DIRECTIONS,
    "reply": words.REPLIES,
    "set": {"aside": "left aside", "open": "taken up again"},
}
_STATE_OF: Mapping[str, str] = {
    "action": "state",
    "barrier": "state",
    "earlier": "kept",
    "person": "here",
    "position": "position",
    "progress": "direction",
    "reply": "reply",
    "set-aside": "set",
}


def facts(listed: Listed, naming: Naming) -> Iterator[str]:
    """Yield what is known of a readable record, the most telling first; days in words."""
    fields = listed.fields
    if listed.standing:
        yield words.SHORT_STANDINGS[listed.standing]
    if listed.removed_parties:
        yield naming.off_the_list(listed.removed_parties)
    yield from _state(listed.kind, fields)
    if listed.kind == "action":
        owner, due = text_of(fields.get("owner")), text_of(fields.get("due"))
        if owner:
            yield plain(cut(naming.person(owner), _LONGEST_NAME))
        if due:
            yield f"by {naming.day(due)}"
    if listed.kind == "person" and fields.get("here") != "not-here-yet":
        yield from _perspectives(fields)
    if listed.kind in ("review", "meeting", *CONTRIBUTIONS):
        date = text_of(fields.get("date"))
        if date:
            yield naming.day(date)
    if listed.replaced:
        yield "replaced since"


def _state(kind: str, fields: Fields) -> Iterator[str]:
    name = _STATE_OF.get(kind, "")
    value = text_of(fields.get(name)) if name else ""
    said = _STATES.get(name, {}).get(value, value.replace("-", " "))
    if said:
        yield said


def _perspectives(fields: Fields) -> Iterator[str]:
    given = fields.get("perspectives")
    for each in (given,) if isinstance(given, str) else given or ():
        yield words.perspective(each)
