"""The workspace: the one way in for programs, the command line and the app.

    from store import Workspace

    with Workspace.open("evenings") as workspace:
        for agreement in workspace.standing():
            print(agreement.title, agreement.standing)

Every writing method makes one change in the history and returns what it saved. All errors are
`store.errors.CoproduceError`, each with a sentence and a hint.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from store import git, journal
from store.errors import HistoryUnreadable, NotAWorkspace
from store.gateway.drafts import Drafts
from store.gateway.reads import Reads
from store.gateway.reports import Reports
from store.gateway.says import Says
from store.gateway.shares import Shares
from store.gateway.writes import Writes
from store.late import (
    founding,
    joining,
    recovery,
)
from store.snapshot import quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from schema.ids import RandBelow
    from store.desk import Clock
    from store.people_here import PersonHere
    from store.snapshot import Report


class Workspace(Reads, Reports, Drafts, Shares, Writes, Says):
    """A workspace on disk, opened. One thread at a time; close it, or use it in a `with` block."""

    @classmethod
    def init(
        cls,
        folder: Path | str,
        title: str,
        *,
        name: str = "",
        perspectives: tuple[str, ...] = (),
        body: str = "",
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        settings: Mapping[str, str] | None = None,
    ) -> Workspace:
        """Make a new workspace in `folder`, with a person record for whoever makes it.

        `name` is how that person appears in the history ("": their id). `settings` are git's, for
        this workspace alone, in force from the first save. Raises Failed when the folder is taken,
        BadValue for a title or perspective that does not fit.
        """
        place = Path(folder).absolute()
        founding.refuse_unfit(title, perspectives)
        repository = founding.make(place)
        for key, value in (settings or {}).items():
            repository.set_config(key, value)
        workspace = cls(repository, clock=clock, randbelow=randbelow)
        workspace.notices = founding.found(
            workspace._desk, title=title, name=name, perspectives=perspectives, body=body
        )
        return workspace

    @classmethod
    def join(
        cls,
        url: str,
        folder: Path | str = "",
        *,
        name: str = "",
        perspectives: tuple[str, ...] = (),
        as_person: str = "",
        which: Callable[[tuple[PersonHere, ...]], str] | None = None,
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Workspace:
        """Get a team's workspace from `url` into `folder`, with a record for whoever joins.

        Without `folder` it goes into one named after the address, in the current folder.
        `as_person` is somebody who has a record there already; then none is made. `which` is asked
        who of the people there it is, "" for somebody new. A failure leaves nothing half made; see
        `store.sharing.joining.join`.
        """
        place = Path(folder or cls.folder_for(url, Path.cwd())).absolute()
        notices = joining.join(
            url,
            place,
            joining.Joining(name=name, perspectives=perspectives, as_person=as_person, which=which),
            clock=clock,
            randbelow=randbelow,
            progress=progress,
            cancelled=cancelled,
        )
        workspace = cls.open(place, clock=clock, randbelow=randbelow)
        workspace.notices = (*notices, *workspace.notices)
        return workspace

    @classmethod
    def open(
        cls,
        folder: Path | str = ".",
        *,
        as_person: str = "",
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        report: Report = quiet,
    ) -> Workspace:
        """Open the workspace that `folder` lies in.

        A save that was interrupted is finished or kept as a draft first; `notices` says so.
        Raises NotAWorkspace, BareRepository, GitMissing or GitTooOld.
        """
        place = git.find(Path(folder))
        try:
            repository = git.Repository(place)
        except NotAWorkspace as problem:
            if (place / "coproduce.md").exists():
                raise HistoryUnreadable(place, problem.detail) from None
            raise
        # A record of the activity, saved or at least on disk, is what makes a workspace.
        if not (repository.paths.root / "coproduce.md").exists() and not repository.resolve(
            "HEAD:coproduce.md"
        ):
            repository.close()
            raise NotAWorkspace(folder)
        workspace = cls(
            repository, as_person=as_person, clock=clock, randbelow=randbelow, report=report
        )
        workspace._desk.is_founded = True
        if journal.anything(repository.paths):
            workspace.notices = recovery.recover(repository)
        return workspace

    def close(self) -> None:
        """End what is still running for this workspace."""
        self._cache.close()
        self._repository.close()

    def __enter__(self) -> Workspace:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
