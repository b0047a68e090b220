"""The open differences of one record or question, read in one go, in the words people see."""

from typing import TYPE_CHECKING

import msgspec

from schema.ids import parse_ref
from schema.kinds import field_forms
from schema.settlement import may_keep_both, value_of
from schema.spans import Span
from tui.app.settling.outside import is_changed_outside
from tui.lines.settling import field_name, wording_words

if TYPE_CHECKING:
    from store import Workspace
    from store.values import OpenDifference


_SOMEONE = "someone"
_HIDDEN = "(a name, hidden while everyone sees the screen)"


class ToSettle(msgspec.Struct, frozen=True, kw_only=True):
    """One difference as it is shown.

    `wordings` are as people read them, `begin` what each would begin with when it is written
    anew. `changed[k]` leads from the first wording to wording `k`; of the first, from the second.
    """

    difference: "OpenDifference"
    wordings: tuple[str, ...]
    begin: tuple[str, ...]
    changed: tuple[tuple[Span, ...], ...]
    may_keep_both: bool
    is_list: bool = False

    @property
    def is_field(self) -> bool:
        """Whether it stands in the header."""
        return bool(self.difference.field)

    @property
    def called(self) -> str:
        """What the field is called."""
        return field_name(self.difference)


class SettleFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is still to settle in `title`, and what the record is called.

    `outside` is true while its file was changed outside the program, which is not saved.
    """

    title: str
    open: tuple[ToSettle, ...]
    content_note: str = ""
    outside: bool = False


def read_settling(workspace: "Workspace", ref: str, *, shared: bool) -> SettleFacts:
    """Read what is open in a record or question; for another thread than the screen's."""
    from tui.app.places.record_page import naming_of

    naming = naming_of(workspace, shared=shared)
    found = workspace.differences(ref)
    reference = parse_ref(ref)
    title = found[0].title if found else naming.title(reference) if reference else ref
    return SettleFacts(
        title=_SOMEONE if shared and found and found[0].kind == "person" else title,
        open=tuple(
            ToSettle(
                difference=each,
                wordings=tuple(
                    _HIDDEN if shared and _is_name(each) else wording_words(each, w, naming)
                    for w in each.wordings
                ),
                begin=tuple(
                    "" if shared and _is_name(each) else _begin(w) if each.field else w
                    for w in each.wordings
                ),
                changed=_changed(each),
                may_keep_both=may_keep_both(each.field, each.wordings),
                is_list=_is_list(each),
            )
            for each in found
        ),
        content_note=found[0].content_note if found else "",
        outside=bool(found) and is_changed_outside(workspace, ref),
    )


def _is_name(found: "OpenDifference") -> bool:
    """Whether the wordings are names of a person, which a screen that everyone sees never shows."""
    return found.kind == "person" and found.field == "title"


def _is_list(found: "OpenDifference") -> bool:
    forms = {form.name: form for form in field_forms(found.kind)}
    return bool(found.field) and found.field in forms and forms[found.field].shape == "list"


def _begin(wording: str) -> str:
    """Return a field's wording as it can be typed."""
    value = value_of(wording)
    return ", ".join(value) if isinstance(value, tuple) else value if isinstance(value, str) else ""


def _changed(found: "OpenDifference") -> tuple[tuple[Span, ...], ...]:
    if found.field:
        return tuple(() for _ in found.wordings)
    from schema.worddiff import word_diff

    first, *others = found.wordings
    rest = [word_diff(first, each) if first and each else () for each in others]
    return (rest[0] if rest else (), *rest)
