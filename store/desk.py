"""What all work in a workspace shares: the repository, who is here, the clock, saving."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec

from schema.ids import RandBelow, Reference
from schema.kinds import Activity
from schema.record import Damaged
from schema.replacement import ANONYMOUS
from schema.text import clean, clean_line
from store.errors import CoproduceError, HistoryMissing, NewerFormat, NoIdentity
from store.finding import find, find_person
from store.git import Repository
from store.objects import Identity
from store.snapshot import Report, Snapshot, Snapshots, quiet
from store.values import Saved

if TYPE_CHECKING:
    from store.saving import Write

Clock = Callable[[], datetime]
FORMAT = "1"
DOMAIN = "coproduce.invalid"
ME = "coproduce.me"
_NO_NAME = " .,:;<>\"'\\\t\n"


def system_clock() -> datetime:
    """Return the time now, with the offset of this computer; UTC where that is none."""
    now = datetime.now(UTC)
    try:
        return now.astimezone()
    except ValueError:
        return now


def _randbelow(limit: int) -> int:
    """Return a number from 0 up to `limit` that nobody can guess."""
    from secrets import randbelow

    return randbelow(limit)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """One change about to be saved: what is written, and what the history will say of it.

    `about` names the records in the message, the one saved first. `kind` is the history's word.
    """

    writes: tuple["Write", ...]
    subject: str
    kind: str
    about: tuple[tuple[str, str], ...]
    why: str = ""
    anonymous: bool = False
    holds: Callable[[], bool] = lambda: True


class Desk:
    """One person at work in one workspace."""

    def __init__(
        self,
        repository: Repository,
        snapshots: Snapshots,
        *,
        as_person: str = "",
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        report: Report = quiet,
    ) -> None:
        self.repository = repository
        self.clock = clock or system_clock
        self.randbelow = randbelow or _randbelow
        self.report = report
        self._snapshots = snapshots
        self.is_founded = False
        self._as_person = as_person
        self._me = ""

    @property
    def snapshot(self) -> Snapshot:
        """The saved state now. Raises HistoryMissing where something must have been saved."""
        found = self._snapshots.newest(self.report)
        if self.is_founded and not found.tree:
            raise HistoryMissing
        return found

    def refresh(self) -> None:
        """Bring the cache to the newest change now, so that nothing taken back lingers in it."""
        _ = self.snapshot

    @property
    def today(self) -> str:
        """Today's date, ISO 8601."""
        return self.clock().date().isoformat()

    @property
    def me(self) -> str:
        """The person at the keyboard, by id; "" when nobody said."""
        if not self._me and self._as_person:
            self._me = find_person(self.snapshot, self._as_person)
        return self._me or self.repository.settings.get(ME)

    def require_me(self) -> str:
        """Return who is at the keyboard; raise NoIdentity when that is nobody with a record."""
        me, snapshot = self.me, self.snapshot
        if not me:
            raise NoIdentity
        # The first save of all makes the record of whoever saves.
        if snapshot.commit and not snapshot.path(me).startswith("people/"):
            raise NoIdentity(me)
        return me

    def activity(self) -> Activity:
        """Return the record of the workspace itself; an empty one when its file is damaged."""
        found = self.snapshot.record("coproduce.md")
        return found if isinstance(found, Activity) else Activity(path="coproduce.md", fields={})

    def name(self, person: str) -> str:
        """Return the chosen name of a person id; the id itself when there is none."""
        if person == ANONYMOUS:
            return "someone"
        return self.last.titles.get(person, person)

    def title(self, kind: str, id: str) -> str:  # noqa: A002
        """Return what people call a record: its title, or its id when it has none."""
        return self.last.titles.get(id) or id or kind

    @property
    def last(self) -> Snapshot:
        """The saved state as last asked for: names in one answer come from one moment."""
        return self._snapshots.last or self.snapshot

    def find(self, typed: str) -> Reference:
        """Return the record that `typed` means; see `store.finding.find`."""
        return find(self.snapshot, typed)

    def save(self, draft: Draft, notes: Sequence[str] = ()) -> Saved:
        """Save one change as one commit and return it.

        Raises NewerFormat, NoIdentity and everything `store.saving.save` raises.
        """
        from store.saving import ANONYMOUS_IDENTITY, PendingSave, keep_words, save

        kind, id_ = draft.about[0]
        try:
            self.refuse_newer_format()
            who = ANONYMOUS_IDENTITY if draft.anonymous else self.identity(self.require_me())
        except CoproduceError as problem:
            keep_words(self.repository, draft.writes, problem)
            raise
        saved = save(
            self.repository,
            PendingSave(
                writes=draft.writes,
                message=message(draft),
                author=who,
                when=self.clock(),
                anonymous=draft.anonymous,
                holds=draft.holds,
            ),
        )
        return Saved(
            id=id_,
            kind=kind,
            path=draft.writes[0].path,
            commit=saved.commit,
            notes=(*notes, *saved.notes),
        )

    def identity(self, person: str) -> Identity:
        """Return the author of a person's changes: their chosen name and an address of no one."""
        name = self.name(person)
        # The first save of all makes the record that holds the name.
        if name == person == self.repository.settings.get(ME):
            name = self.repository.settings.get("user.name") or person
        # Git leaves these marks out at the ends of a name; of some names nothing is left.
        return Identity(name if name.strip(_NO_NAME) else person, f"{person}@{DOMAIN}")

    def refuse_newer_format(self) -> None:
        """Raise NewerFormat unless the workspace says it has this format, or says nothing."""
        found = self.snapshot.record("coproduce.md")
        if isinstance(found, Damaged) or found is None:
            return
        given = found.fields.get("format", FORMAT)
        if given != FORMAT:
            raise NewerFormat(given if isinstance(given, str) else ", ".join(given))


def message(draft: Draft) -> str:
    """Return the commit message: subject, the saver's reason, trailers last.

    See docs/format.md, “The history”.
    """
    trailers = [f"Coproduce-Op: {draft.kind}"]
    trailers += [f"Coproduce-Record: {kind}/{id_}" for kind, id_ in draft.about]
    why = clean(draft.why).text.strip()
    return "\n\n".join([draft.subject, *([why] if why else []), "\n".join(trailers)]) + "\n"


class Notes:
    """Gathers what the saver is told about text that was made canonical."""

    def __init__(self) -> None:
        self._removed = 0

    def text(self, given: str) -> str:
        """Return several lines of text in canonical form."""
        cleaned = clean(given)
        self._removed += cleaned.removed
        return cleaned.text

    def line(self, given: str) -> str:
        """Return one line of text in canonical form."""
        cleaned = clean_line(given)
        self._removed += cleaned.removed
        return cleaned.text

    def said(self) -> tuple[str, ...]:
        """Return one sentence when characters were left out."""
        if not self._removed:
            return ()
        what = (
            "1 hidden character was"
            if self._removed == 1
            else f"{self._removed} hidden characters were"
        )
        return (f"{what} left out of what you typed.",)
