"""One run of the command line: what was asked for everywhere, the workspace, and the way out."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tui.output import Output

if TYPE_CHECKING:
    from store.workspace import Workspace
    from tui.naming import Naming
    from tui.progress import Progress


class Session:
    """The settings of one run, and the workspace once a command asks for it."""

    def __init__(self) -> None:
        self.folder = ""
        self.as_json = False
        self.plain = False
        self.person = ""
        self.why = ""
        self.verbose = False
        self.saved = False
        self.unsaved = ""
        self.asks_json = False
        self._workspace: Workspace | None = None

    @cached_property
    def out(self) -> Output:
        """The output of this run; ask for it once all options are read."""
        return Output(as_json=self.as_json, plain=self.plain)

    def tell(self, document: Mapping[str, str], text: str) -> None:
        """Print what is asked for before all options are read: the version, or help."""
        self.as_json = self.as_json or self.asks_json
        if self.as_json:
            self.out.give(document, ())
        else:
            self.out.raw(text)

    @cached_property
    def progress(self) -> "Progress":
        """The line that counts long work; whatever is printed clears it first."""
        from tui.progress import Progress

        progress = Progress(quiet=self.as_json)
        self.out.before_writing = progress.end
        return progress

    @property
    def workspace(self) -> "Workspace":
        """The workspace around the folder, opened once; what was finished meanwhile is said."""
        return self._workspace or self._open()

    def _open(self) -> "Workspace":
        from store.workspace import Workspace

        folder = self.folder or "."
        return self.use(Workspace.open(folder, as_person=self.person, report=self.progress))

    def use(self, workspace: "Workspace") -> "Workspace":
        """Take `workspace` as the one of this run."""
        self._workspace = workspace
        for notice in workspace.notices:
            self.out.aside(notice)
        return workspace

    @cached_property
    def naming(self) -> "Naming":
        """The names of people and records."""
        from store.preferences import load
        from tui.naming import Naming

        return Naming(self.workspace, self.today, shared=load().preferences.projector)

    @property
    def today(self) -> date:
        """The day it is here."""
        from store.desk import system_clock

        return system_clock().date()

    def typed(self, words: str) -> str:
        """Return a command as it is to be typed by whoever is at the keyboard of this run."""
        if not self.person:
            return f"coproduce {words}"
        from shlex import quote

        return f"coproduce --as {quote(self.person)} {words}"

    def keep_unsaved(self, error: Exception) -> None:
        """Keep words read from standard input that `error` kept from being saved: they are gone
        from everywhere else. The error then says where.
        """
        from store.errors import CoproduceError

        if self._workspace is None or not isinstance(error, CoproduceError) or error.drafts:
            return
        if self.unsaved.strip():
            with suppress(CoproduceError):
                error.drafts = (self._workspace.keep_draft(self.unsaved),)

    def close(self) -> None:
        """Close the workspace if it was opened."""
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None
