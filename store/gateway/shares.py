"""Sharing with other teams."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    bundles,
    folders,
    joining,
    passing,
    remotes,
    signing_in,
    state,
    syncing,
)
from store.typed_path import typed_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.sharing.bundles import Bundled
    from store.sharing.folders import FolderWithin, SharedFolder
    from store.sharing.outcome import Synced
    from store.sharing.passing import Arrived, Passed
    from store.sharing.remotes import Place
    from store.sharing.state import Sharing


class Shares(Opened):
    """What goes out and what comes in."""

    @staticmethod
    def host_of(url: str) -> str:
        """Return the computer an address leads to, "" for a folder on this one."""
        return remotes.host_of(url)

    @staticmethod
    def folder_for(url: str, base: Path) -> Path:
        """Return the folder in `base` into which what is at `url` goes, unless another is named."""
        return joining.folder_for(url, base)

    @staticmethod
    def sign_in_at(url: str) -> bool:
        """Let git ask at the terminal for what `url` wants, before joining; True if it worked."""
        return joining.sign_in(url)

    def sharing(self) -> Sharing:
        """Return how far sharing has come, from what this computer remembers; nobody is asked."""
        return state.sharing(self._desk)

    def sync(
        self,
        *,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
        rejoin: bool = False,
    ) -> Synced:
        """Get what others shared, bring it together, and pass on what is saved here.

        `progress` is told in sentences what is done; `cancelled` is asked often whether to stop.
        `rejoin` brings together a place that was rewritten with what it had before.
        """
        desk = self._desk
        synced = syncing.sync(desk, progress=progress, cancelled=cancelled, rejoin=rejoin)
        return passing.remember(desk, synced)

    def going_out(self) -> tuple[Passed, ...]:
        """Return what is saved here and not shared anywhere yet, by record."""
        return passing.going_out(self._desk)

    def came_in(self) -> Arrived:
        """Return what came in, by record, the last time others' changes did."""
        return passing.came_in(self._desk)

    def sign_in(self, name: str = "") -> bool:
        """Let git ask for a name, a password or a host key at the terminal; True if it worked.

        The terminal is git's own for as long as it takes.
        """
        return signing_in.sign_in(self._desk, name)

    @property
    def is_history_incomplete(self) -> bool:
        """Whether only the newest part of the history is here."""
        return state.is_shallow(self._repository)

    def changes_not_here(self) -> int:
        """Return how many changes are known of, shared or saved, and not in what is read here."""
        return state.changes_not_here(self._repository)

    def add_place(self, url: str, name: str = "") -> Place:
        """Connect the workspace with somewhere to share through. Raises BadValue."""
        return remotes.add(self._repository, url, name)

    def leave_place(self, name: str) -> None:
        """Share through a place no more; nothing is deleted there or here.

        Raises NoPlace, AlreadySharing, or what keeps the workspace connected with it.
        """
        syncing.leave(self._repository, name)

    def folder_within(self, path: str) -> FolderWithin | None:
        """Return the folder that would be shared through inside `path`, None for `path` itself."""
        return folders.folder_within(self._desk, path)

    def share_folder(
        self,
        path: Path | str,
        *,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> SharedFolder:
        """Share through a folder on a shared drive or a stick, made if need be, at once.

        `path` may also be the address of a place on a host, empty or of the same activity.
        """
        desk = self._desk
        shared = folders.share_folder(desk, path, progress=progress, cancelled=cancelled)
        passing.remember(desk, shared.synced)
        return shared

    def bundle(self, file: Path | str) -> Bundled:
        """Write everything that is saved into one file, to send or to carry."""
        return bundles.bundle(self._desk, typed_path(file))

    def receive(
        self,
        file: Path | str,
        *,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Synced:
        """Take in a file that `bundle` made, and bring it together with what is here."""
        desk = self._desk
        synced = bundles.receive(desk, typed_path(file), progress=progress, cancelled=cancelled)
        return passing.remember(desk, synced)
