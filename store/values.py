"""What the workspace gives back: frozen values, ready to be shown or written as JSON."""

import msgspec

from schema.differences import Difference
from schema.record import Contribution, Damaged, Fields, Record
from schema.said import Recorded
from schema.spans import ChangedWords, Span
from schema.spoken import Spoken


class Saved(msgspec.Struct, frozen=True, kw_only=True):
    """What one save did. `commit` is None when nothing had changed; `notes` are for the saver."""

    id: str
    kind: str
    path: str
    commit: str | None
    notes: tuple[str, ...] = ()


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a list. `standing` is "" for all but agreements, `damaged` the reason or "".

    `fields` is the header, of words taken back only what stays of it. `replaced` is true for what a
    person's later words stand in for, `changed_by_hand` for where somebody stands whose file is not
    as it was saved. `removed_parties` were asked about an agreement once and are not any more.
    """

    id: str
    kind: str
    title: str
    path: str
    standing: str = ""
    differences: int = 0
    damaged: str = ""
    archived: str = ""
    content_note: str = ""
    withdrawn: str = ""
    replaced: bool = False
    changed_by_hand: bool = False
    removed_parties: tuple[str, ...] = ()
    fields: Fields = {}


class WouldHelp(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """What would help someone who cannot agree yet, in their own words, by the id of the words."""

    id: str
    text: str
    date: str
    recorded_by: str = ""
    recorded_by_name: str = ""
    content_note: str = ""


class PersonPosition(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One position on an agreement.

    `current` is False once the person replaced it. `on_this_text` says whether it was given to
    the text as it is now; `changed` is how much differs since, None when the text it was given to
    is not known here. `would_help` is what they say would help them, while they cannot agree yet.
    """

    id: str
    person: str
    name: str
    position: str
    current: bool
    on_this_text: bool
    listed: bool
    date: str
    digest: str
    because: str = ""
    recorded_by: str = ""
    recorded_by_name: str = ""
    content_note: str = ""
    changed: ChangedWords | None = None
    would_help: tuple[WouldHelp, ...] = ()

    @property
    def words_changed(self) -> int | None:
        """How many words differ since, None when that is not known."""
        return self.changed.total if self.changed else None


class AgreementStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Where one agreement is now. `missing` are the parties still asked, by person id.

    `unreadable` counts files among its positions that nobody can read, `changed_by_hand` those that
    were changed after they were saved and `taken_away` those that lie nowhere any more and that
    nobody took back: none of them counts as a yes. `lacks` says that somebody may have said no
    which is not here, as with a history of which only the newest part is.
    """

    id: str
    title: str
    digest: str
    standing: str
    positions: tuple[PersonPosition, ...]
    missing: tuple[str, ...]
    parties: tuple[str, ...]
    removed_parties: tuple[str, ...] = ()
    review_on: str = ""
    unreadable: int = 0
    changed_by_hand: int = 0
    taken_away: int = 0
    lacks: bool = False


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """One record with what belongs to it. `source` is the file's text exactly as saved.

    `changed_by_hand` is as in `Listed`.
    """

    record: Record
    source: str
    outside_edit: bool
    differences: tuple[Difference, ...]
    contributions: tuple[Contribution, ...]
    digest: str = ""
    standing: str = ""
    changed_by_hand: bool = False


class ShownDamaged(msgspec.Struct, frozen=True, kw_only=True):
    """A file that cannot be read as a record, with its bytes as text."""

    record: Damaged
    id: str
    source: str


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One change in the history.

    `when` is ISO 8601 with offset, `who` the name the saver chose, `records` the ids touched,
    `about` the documents they belong to. `subject` is as saved; `sentence` says the same with
    today's titles; `named` also says who said what, as in "Robin: I agree, on “Ground rules”": for
    where names may be shown. `recorded` is there when one person wrote down what another said, and
    `typed_by` is the name of whoever was at the keyboard, "" when nobody said anything in it.
    `content_note` keeps the reason closed.
    """

    commit: str
    when: str
    who: str
    subject: str
    why: str
    records: tuple[str, ...]
    kind: str
    about: tuple[str, ...] = ()
    sentence: str = ""
    named: str = ""
    recorded: Recorded | None = None
    typed_by: str = ""
    content_note: str = ""

    @property
    def names_saver(self) -> bool:
        """Whether `named` says already who saved it: nobody is named twice."""
        return bool(self.typed_by) and self.typed_by == self.who


class RecordDiff(msgspec.Struct, frozen=True, kw_only=True):
    """What changed in one file between two commits, word by word over its whole text."""

    id: str
    from_: str
    to: str
    spans: tuple[Span, ...]


class DocumentChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What happened to one document, and how much of its own text changed."""

    id: str
    kind: str
    title: str
    changes: tuple[Change, ...]
    changed: ChangedWords


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that changed since a commit ("" for the beginning), grouped by document."""

    since: str
    documents: tuple[DocumentChanges, ...]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """One place where the words stand; `line` is 1-based in the file, `text` what stands there.

    `by` is the name of whoever said it, "" for common ground. `code` is the question it stands
    under or is about, as in "2.3". `replaced` is true for words that a correction stands in for,
    `closed` for an answer that its review keeps closed until everyone has written;
    `changed_by_hand` is as in `Listed`.
    """

    id: str
    kind: str
    title: str
    path: str
    line: int
    text: str
    content_note: str = ""
    by: str = ""
    code: str = ""
    replaced: bool = False
    closed: bool = False
    changed_by_hand: bool = False


class QuestionState(msgspec.Struct, frozen=True, kw_only=True):
    """One question: whether the group answered it, and how many people said something about it."""

    code: str
    short: str
    answered: bool
    said: int
    set_aside: bool
    perspectives: tuple[str, ...]


class StepState(msgspec.Struct, frozen=True, kw_only=True):
    """One step, its questions, and who has spoken about any of it."""

    step: str
    title: str
    questions: tuple[QuestionState, ...]
    spoken: Spoken


class ToSettle(msgspec.Struct, frozen=True, kw_only=True):
    """A document with wordings still to settle together."""

    id: str
    kind: str
    title: str
    count: int

    @property
    def ref(self) -> str:
        """How the document is referred to."""
        return "activity" if self.kind == "activity" else f"{self.kind}/{self.id}"


class OpenDifference(msgspec.Struct, frozen=True, kw_only=True):
    """One thing with several wordings, as people are shown it to settle it together.

    `field` names it in the header; "" in the text, where `at` counts from 1. `whose` holds for each
    wording the names of the people or teams whose change it came from, "" when that is not known.
    `code` is the section it stands in, `blob` the version of the record it was read from. `again`
    is true when it had been settled, but not by everyone in the same way.
    """

    id: str
    kind: str
    title: str
    field: str
    at: int
    wordings: tuple[str, ...]
    whose: tuple[str, ...]
    again: bool = False
    code: str = ""
    blob: str = ""
    content_note: str = ""

    @property
    def ref(self) -> str:
        """How the record is referred to."""
        return "activity" if self.kind == "activity" else f"{self.kind}/{self.id}"


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """An agreement that waits for people, by person id.

    `missing` have not said where they stand, `again` said it about an earlier text.
    """

    id: str
    title: str
    standing: str
    missing: tuple[str, ...]
    again: tuple[str, ...] = ()


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing `doctor` found. `fix` says what `--fix` would do, "" when people must act."""

    code: str
    message: str
    fix: str = ""
