"""The texts that changed since whoever is at the keyboard agreed, read one after the other."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

import msgspec
from textual.binding import Binding, BindingType

from tui.app.worddiff import ChangeView
from tui.app.wording import Wording

if TYPE_CHECKING:
    from store import Workspace
    from store.standings import AgreementLine

ELSE, LATER, BEFORE = "else", "later", "before"


class Round(msgspec.Struct, frozen=True):
    """Agreements to read one after the other, as references; `at` is in hand, from 0."""

    refs: tuple[str, ...]
    at: int = 0

    @property
    def ref(self) -> str:
        """The one in hand."""
        return self.refs[self.at]

    @property
    def counted(self) -> str:
        """Which of how many it is."""
        return f"text {self.at + 1} of {len(self.refs)}"

    def moved(self, direction: int) -> "Round | None":
        """Return the round with the next one (1) or the one before (-1) in hand, None past them."""
        at = self.at + direction
        return Round(self.refs, at) if 0 <= at < len(self.refs) else None


def changed_for(me: str, agreements: "Sequence[AgreementLine]") -> tuple[str, ...]:
    """Return the agreements that `me` said something about whose text changed since."""
    return tuple(
        f"agreement/{each.id}" for each in agreements if me in each.again and not each.archived
    )


def read_changed(workspace: "Workspace") -> tuple[str, ...]:
    """Read which agreements changed since whoever is at the keyboard agreed."""
    return changed_for(workspace.me, workspace.agreements())


class OneByOne(ChangeView):
    """What changed in one of several texts; it closes with what comes next.

    That is `AGAIN` to stand by it again, `ELSE` to say something else, `LATER` for the next text,
    `BEFORE` for the one before, and None to stop.
    """

    HELP = (
        "Texts that changed since you said where you stand, one after the other. Nobody waits for "
        "you, and you need not answer any of them.\n\n"
        "y says the same about the text as it is now. a says something else, or reads all of the "
        f"text first. l leaves it for later and goes on to the next.\n\n{ChangeView.HELP}"
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        # What is done here is told before how to move about in it.
        Binding("p", "previous", "Previous", show=False, id="change.previous"),
        Binding("w", "whole", "All", show=False, id="change.whole"),
        Binding("a", "something_else", "Say something else", id="change.else"),
        Binding("l", "later", "Later", id="change.later"),
    ]

    def __init__(
        self,
        heading: str | Callable[[], str],
        changes: Sequence[Wording],
        counted: str,
        *,
        again: bool,
    ) -> None:
        super().__init__(heading, changes, again=again)
        self._counted = counted

    def counted(self) -> str:
        """Return which of the texts this is."""
        return self._counted

    def beyond(self, direction: int) -> None:
        """Go on to the next text, or back to the one before."""
        self.dismiss(LATER if direction > 0 else BEFORE)

    def action_something_else(self) -> None:
        """Say where I stand now, after reading all of the text."""
        self.dismiss(ELSE)

    def action_later(self) -> None:
        """Leave this text for another time."""
        self.dismiss(LATER)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Its page lies below: there is nothing else to open."""
        return action != "open" and super().check_action(action, parameters)
