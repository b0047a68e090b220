"""What every part of the workspace stands on: its repository and what is read of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store import git
from store.cache import Cache
from store.desk import Desk
from store.snapshot import Snapshots, quiet

if TYPE_CHECKING:
    from schema.ids import RandBelow
    from store.desk import Clock
    from store.snapshot import Report


class Opened:
    """An opened workspace: where it is, whose it is, and who is at the keyboard."""

    def __init__(
        self,
        repository: git.Repository,
        *,
        as_person: str = "",
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        report: Report = quiet,
    ) -> None:
        self._repository = repository
        self._cache = Cache(repository.paths.private / "cache.db")
        self._desk = Desk(
            repository,
            Snapshots(repository, self._cache),
            as_person=as_person,
            clock=clock,
            randbelow=randbelow,
            report=report,
        )
        self.notices: tuple[str, ...] = ()

    @property
    def root(self) -> Path:
        """The folder of the workspace."""
        return self._repository.paths.root

    @property
    def title(self) -> str:
        """What the group does together, in a few words."""
        return self._desk.activity().title

    @property
    def support(self) -> str:
        """Whom to call when someone needs support, as the group wrote it."""
        return self._desk.activity().support

    @property
    def commit(self) -> str:
        """The id of the newest saved change, "" before the first: it differs when anything did."""
        return self._desk.snapshot.commit

    @property
    def today(self) -> str:
        """The day it is here, ISO 8601."""
        return self._desk.today

    @property
    def me(self) -> str:
        """The person at the keyboard, by id; "" when nobody said."""
        return self._desk.me
