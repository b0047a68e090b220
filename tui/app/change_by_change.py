"""The words of one change of the history; n and p go on to the changes beside it."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from tui.app.worddiff import ChangeView
from tui.app.wording import Wording

if TYPE_CHECKING:
    from store import Workspace

    Reader = Callable[[Workspace], tuple[str, tuple[Wording, ...]]]


class ChangeByChange(ChangeView):
    """One change in its words. Past its last place comes the next older change.

    `beside` gives the change that stands beside one in the list, `reader` how to read it.
    """

    def __init__(
        self,
        heading: str | Callable[[], str],
        changes: Sequence[Wording],
        commit: str,
        beside: Callable[[str, int], str],
        reader: "Callable[[str], Reader]",
    ) -> None:
        super().__init__(heading, changes)
        self._commit = commit
        self._beside = beside
        self._reader = reader
        self._direction = 1

    def beyond(self, direction: int) -> None:
        """Read the next older change (1), or the one after this (-1)."""
        commit = self._beside(self._commit, direction)
        self._direction = direction
        if commit:
            self.ask("change", self._reader(commit), self._take, keys_wait=True)
        else:
            self.notify("There is no change beyond this one.")

    def names_changed(self) -> None:
        """Read the change again, with the names as they may be shown now."""
        at = self._at
        self.ask(
            "change",
            self._reader(self._commit),
            lambda found: self.replace(self._heading, found[1], at),
        )

    def _take(self, found: tuple[str, tuple[Wording, ...]]) -> None:
        self._commit, changes = found
        self.replace(self._heading, changes, 0 if self._direction > 0 else len(changes) - 1)
