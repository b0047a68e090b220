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
from store.cache import Cache
from store.desk import Desk
from store.errors import HistoryUnreadable, NotAWorkspace
from store.late import (
    answering,
    bundles,
    checking,
    chronicle,
    comparing,
    contributing,
    doctor,
    documents,
    drafts,
    folders,
    founding,
    held,
    joining,
    one_answer,
    outside,
    overview,
    passing,
    people_here,
    proof,
    reading,
    readme,
    recovery,
    remotes,
    reports,
    reviews,
    searching,
    seen,
    settling,
    signing,
    signing_in,
    standings,
    state,
    syncing,
    underneath,
    withdrawing,
    writing,
)
from store.snapshot import Snapshots, quiet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from schema.ids import RandBelow, Reference
    from schema.prompts import Prompt
    from schema.record import Contribution, Damaged, Fields, Problem, Record, Value
    from schema.taking_part import TakingPart
    from schema.threads import Threads
    from store.chronicle import ChangeRead, HistoryPage, Only
    from store.desk import Clock
    from store.documents import Kept
    from store.drafts import Draft
    from store.held import HeldDraft
    from store.overview import Status
    from store.people_here import PersonHere
    from store.reports import AgreementReport, ChangesReport, ReviewWords
    from store.reviews import ReviewLine, ReviewPage
    from store.sharing.bundles import Bundled
    from store.sharing.folders import SharedFolder
    from store.sharing.outcome import Synced
    from store.sharing.passing import Arrived, Passed
    from store.sharing.remotes import Place
    from store.sharing.state import Sharing
    from store.snapshot import Report
    from store.standings import AgreementLine, Moment
    from store.underneath import Underneath
    from store.values import (
        AgreementStanding,
        Change,
        Changes,
        Finding,
        Hit,
        Listed,
        OpenDifference,
        RecordDiff,
        Saved,
        Shown,
        ShownDamaged,
        StepState,
    )
    from store.verdict import Verified
    from store.writing import FieldValues


class Workspace:
    """A workspace on disk, opened. One thread at a time; close it, or use it in a `with` block."""

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
        clock: Clock | None = None,
        randbelow: RandBelow | None = None,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Workspace:
        """Get a team's workspace from `url` into `folder`, with a record for whoever joins.

        Without `folder` it goes into one named after the address, in the current folder.
        `as_person` is somebody who has a record there already; then none is made. A failure leaves
        nothing half made; see `store.sharing.joining.join`.
        """
        place = Path(folder or joining.folder_for(url, Path.cwd())).absolute()
        notices = joining.join(
            url,
            place,
            joining.Joining(name=name, perspectives=perspectives, as_person=as_person),
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

    # Reading

    def resolve(self, ref: str) -> Reference:
        """Return the record that `ref`, or any unique part of an id, means."""
        return self._desk.find(ref)

    def person(self, typed: str) -> str:
        """Return the id of a person by id, part of an id, or chosen name."""
        from store.finding import find_person

        return find_person(self._desk.snapshot, typed)

    def name(self, person: str) -> str:
        """Return a person's chosen name, "someone" for `anonymous`, or the id itself."""
        return self._desk.name(person)

    def title_of(self, ref: str) -> str:
        """Return the title of the document `ref` points into."""
        found = self._desk.find(ref)
        return self._desk.title(found.kind, found.id)

    def read(self, ref: str) -> Record | Damaged:
        """Return one saved record."""
        return reading.read(self._desk, ref)

    def show(self, ref: str) -> Shown | ShownDamaged:
        """Return one record with its source, standing, open differences and contributions."""
        return reading.show(self._desk, ref)

    def list(
        self,
        kind: str = "",
        where: Mapping[str, str] | None = None,
        *,
        all: bool = False,  # noqa: A002
    ) -> tuple[Listed, ...]:
        """Return a line for each document, or for each record of `kind`."""
        return reading.list_records(self._desk, kind, where or {}, everything=all)

    def documents(
        self,
        kind: str = "",
        *,
        all: bool = False,  # noqa: A002
    ) -> tuple[Kept, ...]:
        """Return every document, or those of one kind, each with what is derived about it."""
        return documents.documents(self._desk, kind, everything=all)

    def contributions(self, ref: str) -> tuple[Contribution, ...]:
        """Return what people said about a record or a question and still stand by."""
        return reading.contributions(self._desk, ref)

    def said_by(self, person: str) -> tuple[Contribution, ...]:
        """Return what a person said and still stands by, and what was replied to it."""
        return reading.said_by(self._desk, self.person(person))

    def standing(self, ref: str = "") -> tuple[AgreementStanding, ...]:
        """Return where each agreement is now, or one of them."""
        return reading.standings(self._desk, ref)

    def standing_over_time(self, ref: str) -> tuple[Moment, ...]:
        """Return the days on which an agreement's standing, text or people moved, oldest first."""
        return standings.over_time(self._desk, ref)

    def agreements(self) -> tuple[AgreementLine, ...]:
        """Return a line for each agreement, put aside or not, with who is still asked."""
        return standings.lines(self._desk)

    def people(self) -> tuple[PersonHere, ...]:
        """Return who is here, who left and which places are empty; who is at the keyboard first."""
        return people_here.people_here(self._desk)

    def history(self, ref: str = "", limit: int = 0) -> tuple[Change, ...]:
        """Return the changes of everything, one record or one question, newest first."""
        return chronicle.page(self._desk, ref, limit=limit).changes

    def history_page(
        self,
        ref: str = "",
        only: Only | None = None,
        *,
        limit: int = 200,
        after: HistoryPage | None = None,
    ) -> HistoryPage:
        """Return some of the history, newest first: from its beginning, or what comes after a page.

        `only` narrows it to a step, a person or some days. Raises BadValue for a day that is none.
        """
        narrowed = only or chronicle.EVERYTHING
        return chronicle.page(self._desk, ref, narrowed, limit=limit, after=after)

    def change(self, commit: str, ref: str = "") -> ChangeRead:
        """Return one change with the words it changed in each record, or in `ref` alone."""
        return chronicle.read_change(self._desk, commit, ref)

    def diff(self, ref: str, since: str = "", by: str = "") -> RecordDiff:
        """Return what changed in one record word by word, since the change before or `since`."""
        return comparing.diff(self._desk, ref, since=since, by=by)

    def recent(self, ref: str, limit: int = 20) -> Iterator[tuple[Change, RecordDiff]]:
        """Yield the last changes of one record's own file, each with its words."""
        return comparing.recent(self._desk, ref, limit)

    def last_change(self, ref: str) -> Change | None:
        """Return the newest change of one record's own file, None when it was never saved."""
        return comparing.last_change(self._desk, ref)

    def answer_changes(self, ref: str, limit: int = 20) -> Iterator[tuple[Change, RecordDiff]]:
        """Yield the last changes of the group's answer to one question, each with its words."""
        return one_answer.changes_of_answer(self._desk, ref, limit)

    def changes(self, since: str = "seen") -> Changes:
        """Return everything that changed since a moment, grouped by document."""
        return comparing.changes(self._desk, since)

    def mark_seen(self, commit: str = "", day: str = "") -> None:
        """Remember privately that everything up to now has been looked at today.

        `commit` and `day` (ISO 8601) name an earlier moment, to look at what followed again.
        """
        newest = commit or self._desk.snapshot.commit
        seen.mark_seen(self._repository.paths, newest, day or self._desk.today)

    def taking_part(self) -> tuple[TakingPart, ...]:
        """Return every person with where what they bring was used, by name."""
        from schema.taking_part import taking_part

        return taking_part(overview.evidence(self._desk))

    def reviews(self) -> tuple[ReviewLine, ...]:
        """Return a line for each review, the newest first, with what it promised."""
        return reviews.review_lines(self._desk)

    def review(self, ref: str) -> ReviewPage:
        """Return one review with what was promised before it, its answers, and the threads."""
        return reviews.review_page(self._desk, ref)

    def changes_report(self, since: str = "") -> ChangesReport:
        """Return what we agreed, what changed since a moment, and what is next; see store.reports.

        `since` is a day, a commit, `seen`, `review` or `review/…`; "" is the newest review.
        """
        return reports.changes_report(self._desk, since)

    def agreement_report(self, ref: str) -> AgreementReport:
        """Return one agreement with who stands where, what changed for whom, and how it came."""
        return reports.agreement_report(self._desk, ref)

    def agreement_reports(self) -> tuple[AgreementReport, ...]:
        """Return the same for every agreement that is not put aside; damaged ones are left out."""
        return reports.agreement_reports(self._desk)

    def recorded_for_others(self) -> Mapping[str, Contribution]:
        """Return what was written down by someone else than who said it and stands, by its id."""
        return reports.recorded_for_others(self._desk)

    def review_words(self, ref: str) -> ReviewWords:
        """Return what was said about a review besides its answers, and the replies to those."""
        return reports.review_words(self._desk, self._desk.find(ref).id)

    def threads(self) -> Threads:
        """Return how the five threads felt in each review, by perspective; see schema.threads."""
        return reviews.threads(self._desk)

    def search(
        self,
        words: str,
        limit: int = 0,
        *,
        all: bool = False,  # noqa: A002
    ) -> tuple[Hit, ...]:
        """Return the records in which all the words stand, with the line; at most `limit`.

        With `all` also words that a correction stands in for; never words taken back.
        """
        return searching.search(self._desk, words, limit, everything=all)

    def prompts(self, step: str = "") -> tuple[Prompt, ...]:
        """Return gentle questions from the evidence, those set aside marked as such."""
        return overview.prompts(self._desk, step)

    def steps(self) -> tuple[StepState, ...]:
        """Return the five steps: what is answered, and who has spoken about what."""
        return overview.steps(self._desk, overview.evidence(self._desk))

    def status(self) -> Status:
        """Return what matters now."""
        return overview.status(self._desk)

    def check(self, since: str = "") -> tuple[Problem, ...]:
        """Return every problem of every record, saved and on disk, or of those changed since."""
        return checking.check(self._desk, since)

    def doctor(self, *, fix: bool = False) -> tuple[Finding, ...]:
        """Return what is unusual about the workspace; with `fix`, mend what loses no bytes."""
        return doctor.doctor(self._desk, self._cache, fix=fix)

    def outside_edits(self) -> tuple[str, ...]:
        """Return the record files on disk that differ from what is saved."""
        return tuple(sorted(outside.edited_outside(self._repository)))

    def drafts(self) -> tuple[Draft, ...]:
        """Return the words that are kept because they could not be saved, oldest first."""
        return drafts.kept(self._repository.paths)

    def keep_draft(self, text: str, about: str = "") -> Path:
        """Keep words in a private file until they can be saved; return where."""
        return drafts.keep(self._repository.paths, text, about)

    def forget_draft(self, path: Path) -> None:
        """Let go of a file that `keep_draft` or a refused save made, once its words are saved."""
        for draft in self.drafts():
            if draft.path == path:
                drafts.forget(draft)

    def hold_draft(self, about: str, text: str, *, base: str = "") -> str:
        """Keep words that are being written, in place of what was held for `about`; return a key.

        `base` is the text they began from. Found again after a crash by `held_draft`.
        """
        return held.hold(self._repository.paths, about, text, base)

    def held_draft(self, about: str) -> HeldDraft | None:
        """Return the newest words that were being written about something and not saved."""
        return next(iter(held.found(self._repository.paths, about)), None)

    def held_drafts(self) -> tuple[HeldDraft, ...]:
        """Return all words that were being written and not saved, newest first."""
        return held.found(self._repository.paths)

    def drop_draft(self, key: str) -> None:
        """Forget words that were held, by the key that `hold_draft` or `held_draft` gave."""
        held.drop(self._repository.paths, key)

    # Sharing

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

    def add_place(self, url: str, name: str = "") -> Place:
        """Connect the workspace with somewhere to share through. Raises BadValue."""
        return remotes.add(self._repository, url, name)

    def leave_place(self, name: str) -> None:
        """Share through a place no more; nothing is deleted there or here. Raises NoPlace."""
        remotes.remove(self._repository, name)

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
        return bundles.bundle(self._desk, Path(file))

    def receive(
        self,
        file: Path | str,
        *,
        progress: Callable[[str], None] | None = None,
        cancelled: Callable[[], bool] | None = None,
    ) -> Synced:
        """Take in a file that `bundle` made, and bring it together with what is here."""
        desk = self._desk
        synced = bundles.receive(desk, Path(file), progress=progress, cancelled=cancelled)
        return passing.remember(desk, synced)

    # Writing common ground

    def new(
        self,
        kind: str,
        title: str,
        fields: FieldValues | None = None,
        body: str = "",
        *,
        why: str = "",
    ) -> Saved:
        """Make a document."""
        return writing.new(self._desk, kind, title, fields=fields or {}, body=body, why=why)

    def first_values(self, kind: str) -> Fields:
        """Return the fields a new document of `kind` has unless someone says otherwise."""
        return writing.first_values(self._desk, kind)

    def edit(
        self,
        ref: str,
        *,
        body: str | None = None,
        section: str = "",
        title: str | None = None,
        fields: FieldValues | None = None,
        expect: str = "",
        why: str = "",
    ) -> Saved:
        """Change a document; `expect` is the blob it was read from, None leaves a part as it is."""
        return writing.edit(
            self._desk,
            ref,
            body=body,
            section=section,
            title=title,
            fields=fields or {},
            expect=expect,
            why=why,
        )

    def refuse_edit(self, ref: str, section: str = "") -> None:
        """Raise what any edit of `ref` would be refused for, before anybody writes a word."""
        writing.refuse_edit(self._desk, ref, section)

    def underneath(self, ref: str) -> Underneath:
        """Return what stands now where words were meant for an earlier text, also on disk."""
        return underneath.underneath(self._desk, ref)

    def edit_over(self, ref: str, body: str, *, expect: str, why: str = "") -> Saved:
        """Save a text over the version of `underneath` that people have looked at."""
        return underneath.edit_over(self._desk, ref, body, expect=expect, why=why)

    def refresh_readme(self, *, why: str = "") -> Saved:
        """Write the part of README.md that explains the workspace to a visitor anew."""
        return readme.refresh(self._desk, why=why)

    def archive(self, ref: str, *, why: str = "") -> Saved:
        """Put a document aside; nothing is deleted."""
        return writing.archive(self._desk, ref, why=why)

    def keep_outside(self, ref: str, *, why: str = "") -> Saved:
        """Save a change made outside the program."""
        return outside.keep_outside(self._desk, ref, why=why)

    def put_back(self, ref: str) -> Saved:
        """Put the saved text back; what lay on disk is kept as a draft."""
        return outside.put_back(self._desk, ref)

    # Settling together

    def differences(self, ref: str = "") -> tuple[OpenDifference, ...]:
        """Return what is worded differently and not settled, everywhere or in one document."""
        return settling.differences(self._desk, ref)

    def settle(
        self,
        ref: str,
        *,
        field: str = "",
        at: int = 0,
        keep: int = 0,
        both: bool = False,
        text: Value | None = None,
        why: str,
        expect: str = "",
    ) -> Saved:
        """Settle the difference of a header field, or number `at` in the text.

        `keep` one wording (they count from 1), keep `both` as they are, or put `text`, written
        together, in their place. `expect` is the blob in which people saw the wordings.
        """
        decided = settling.Settlement(field=field, at=at, keep=keep, both=both, text=text)
        return settling.settle(self._desk, ref, decided, why=why, expect=expect)

    # What people say

    def say(
        self,
        ref: str,
        text: str,
        *,
        by: str = "",
        perspectives: tuple[str, ...] = (),
        date: str = "",
        quote: str = "",
        replaces: tuple[str, ...] = (),
        form: str = "",
        media: tuple[str, ...] = (),
        content_note: str = "",
        why: str = "",
    ) -> Saved:
        """Add someone's own words."""
        speech = contributing.Speech(
            by=by,
            date=date,
            perspectives=perspectives,
            replaces=replaces,
            content_note=content_note,
            why=why,
        )
        return contributing.say(self._desk, ref, text, speech, quote=quote, form=form, media=media)

    def agree(
        self,
        ref: str,
        *,
        position: str = "agree",
        because: str = "",
        by: str = "",
        date: str = "",
        text: str = "",
        perspectives: tuple[str, ...] = (),
        why: str = "",
        sign: str | None = None,
        ask: bool = False,
    ) -> Saved:
        """Record where someone stands on the exact text of an agreement.

        `sign` names an ssh key to sign it with ("": the person's usual one), only for oneself; with
        `ask` ssh-keygen may ask for its passphrase at the terminal.
        """
        speech = contributing.Speech(by=by, date=date, perspectives=perspectives, why=why)
        if sign is None:
            return contributing.agree(
                self._desk, ref, because, speech, position=position, text=text
            )
        return signing.agree(
            self._desk, ref, because, speech, position=position, text=text, key=sign, ask=ask
        )

    def verify(self, ref: str = "") -> Verified:
        """Return what is proven of every position, or of those on one agreement; see store.proof.

        Keys seen for the first time are remembered outside the workspace, for this person alone.
        """
        return proof.verify(self._desk, ref)

    def accept_key(self, person: str, key: str) -> str:
        """Remember that `person` was asked and said that `key`, a fingerprint, is theirs."""
        return signing.accept_key(self._desk, person, key)

    def answer(
        self,
        ref: str,
        sections: Mapping[str, str] | None = None,
        *,
        threads: Mapping[str, str] | None = None,
        by: str = "",
        date: str = "",
        perspectives: tuple[str, ...] = (),
        content_note: str = "",
        why: str = "",
        adds: bool = False,
    ) -> Saved:
        """Add one person's 4 plus 1 answers to a review, in place of their earlier ones.

        With `adds` what they said before and do not give now is carried over.
        """
        speech = contributing.Speech(
            by=by, date=date, perspectives=perspectives, content_note=content_note, why=why
        )
        return answering.answer(
            self._desk, ref, sections or {}, speech, threads=threads or {}, adds=adds
        )

    def progress(
        self,
        ref: str,
        direction: str,
        text: str = "",
        *,
        by: str = "",
        date: str = "",
        perspectives: tuple[str, ...] = (),
        content_note: str = "",
        why: str = "",
    ) -> Saved:
        """Add how someone sees an outcome."""
        speech = contributing.Speech(
            by=by, date=date, perspectives=perspectives, content_note=content_note, why=why
        )
        return contributing.progress(self._desk, ref, direction, text, speech)

    def reply(
        self,
        contribution: str,
        reply: str,
        text: str = "",
        *,
        told: str = "",
        by: str = "",
        date: str = "",
        why: str = "",
    ) -> Saved:
        """Say what became of something a person said."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.reply(self._desk, contribution, reply, text, speech, told=told)

    def set_aside(
        self, ref: str, because: str, *, by: str = "", date: str = "", why: str = ""
    ) -> Saved:
        """Leave a question or an idea aside, with the reason."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.set_aside(self._desk, ref, because, speech, state="aside")

    def reopen(
        self, ref: str, *, because: str = "", by: str = "", date: str = "", why: str = ""
    ) -> Saved:
        """Take up again what was set aside."""
        speech = contributing.Speech(by=by, date=date, why=why)
        return contributing.set_aside(self._desk, ref, because, speech, state="open")

    def withdraw(self, contribution: str, *, why: str = "") -> Saved:
        """Take words back."""
        return withdrawing.withdraw(self._desk, contribution, why=why)
