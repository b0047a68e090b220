"""What is saved, read: records, history, differences, what matters now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.gateway.opened import Opened
from store.late import (
    checking,
    chronicle,
    comparing,
    doctor,
    documents,
    one_answer,
    overview,
    people_here,
    proof,
    reading,
    revealing,
    searching,
    seen,
    signing,
    standings,
    text_file,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from schema.ids import Reference
    from schema.prompts import Prompt
    from schema.record import Contribution, Damaged, Problem, Record
    from store.chronicle import ChangeRead, HistoryPage, Only
    from store.documents import Kept
    from store.overview import Status
    from store.people_here import PersonHere
    from store.standings import AgreementLine, Moment
    from store.values import (
        AgreementStanding,
        Change,
        Changes,
        Finding,
        Hit,
        Listed,
        RecordDiff,
        Shown,
        ShownDamaged,
        StepState,
    )
    from store.verdict import Verified


class Reads(Opened):
    """Reading one workspace."""

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
        """Return where each agreement is now, or one of them; of damaged ones nothing is known."""
        return reading.standings(self._desk, ref)

    def damaged_agreements(self) -> tuple[AgreementLine, ...]:
        """Return a line, with the reason, for each agreement whose file cannot be read."""
        return standings.damaged(self._desk.snapshot)

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

    @property
    def has_looked(self) -> bool:
        """Whether anything was ever marked as seen here."""
        return bool(comparing.seen(self._desk))

    def mark_seen(self, commit: str = "", day: str = "") -> None:
        """Remember privately that everything up to now has been looked at today.

        `commit` and `day` (ISO 8601) name an earlier moment, to look at what followed again.
        """
        newest = commit or self._desk.snapshot.commit
        seen.mark_seen(self._repository.paths, newest, day or self._desk.today)

    def closed_answers(self, records: Iterable[Record]) -> frozenset[str]:
        """Return the ids of those of these that a review keeps closed yet; see store.revealing."""
        return revealing.closed_answers(self._desk, records)

    def is_closed(self, ref: str) -> bool:
        """Whether a review keeps this closed yet: an answer, or what was said about one."""
        return revealing.is_closed(self._desk, reading.read(self._desk, ref))

    def reveal(self, review: str) -> None:
        """Remember privately that the answers to a review were shown together in this copy."""
        revealing.reveal(self._repository.paths, self._desk.find(review).id)

    def write_out(self, typed: str, data: bytes) -> Path:
        """Write what somebody asked for to the file they typed, and return where it lies.

        Never over a file that is there, nor among the workspace's own; see store.text_file.
        """
        return text_file.write_beside(self._repository.paths, typed, data)

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

    def verify(self, ref: str = "") -> Verified:
        """Return what is proven of every position, or of those on one agreement; see store.proof.

        Keys seen for the first time are remembered outside the workspace, for this person alone.
        """
        return proof.verify(self._desk, ref)

    def accept_key(self, person: str, key: str) -> str:
        """Remember that `person` was asked and said that `key`, a fingerprint, is theirs."""
        return signing.accept_key(self._desk, person, key)
