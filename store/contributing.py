"""People's own words, positions and answers: each is one new file that nobody edits."""

import datetime as dt
import re
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager, suppress

import msgspec

from schema import codec, ids, subjects
from schema.checklist import IDEAS, QUESTIONS, REVIEW_QUESTIONS
from schema.digest import digest
from schema.ids import Reference
from schema.kinds import Agreement, PersonDocument, Position, SetAside, Words
from schema.record import Contribution, Damaged, Fields, Record, Value
from schema.replacement import ANONYMOUS, current, heads
from schema.standing import STANDS
from store import texts_named
from store.desk import Desk, Draft, Notes
from store.errors import (
    BadValue,
    ChangedOutside,
    CoproduceError,
    DamagedRecord,
    NeedsPeople,
    NoIdentity,
    PutAside,
    UnknownReference,
)
from store.finding import find_kind, speaker
from store.outside import is_reworded
from store.saving import MovedOn, Write
from store.values import Saved
from store.writing import keep_draft, kept_if_refused, refuse_problems

_NO_MORE = (
    "{0} had said that they can't agree yet. This takes the place of that. If they still can't: "
    "coproduce agree {1} --by {2} --position not-yet"
)
_NO_YES_HERE = "No yes of theirs is known here. This counts for one that another team may have."
_PUT_ASIDE = "This agreement was put aside, so nobody else is asked about it."
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
Seal = Callable[[str, codec.File], str]
"""Gives the signature for the record about to be saved at a path."""

SECTIONS_OF_ANSWER = {each.code: each.short for each in REVIEW_QUESTIONS}


class Speech(msgspec.Struct, frozen=True, kw_only=True):
    """What any contribution may carry besides its text.

    `by` is what was typed: a person, `anonymous`, or "" for the person at the keyboard. `date` is
    the day it was said, "" for today. `replaces` are ids of the same person's earlier ones.
    """

    by: str = ""
    date: str = ""
    perspectives: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    content_note: str = ""
    why: str = ""


def say(
    desk: Desk,
    typed: str,
    text: str,
    speech: Speech,
    *,
    quote: str,
    form: str,
    media: tuple[str, ...],
    helps: str = "",
) -> Saved:
    """Add someone's own words about a record, a question, or to be placed later (`unplaced`).

    `helps` is that person's position `not-yet` with which they say what would help them; words that
    stand in for such words stay that.

    With `replaces` naming a note not yet placed and no text, the note's own words are placed, by
    whoever said them and with all that was said about them. Raises BadValue when there is nothing
    to save, or when `replaces` names what someone else said.
    """
    reference = desk.find(typed)
    _refuse_words_on_words(reference)
    _refuse_unknown_code(reference)
    earlier = tuple(said_of(desk, each) for each in speech.replaces)
    note = earlier[0] if len(earlier) == 1 and earlier[0].ref == "unplaced" else None
    if note:
        text = text if text.strip() else note.body
        speech = _placing(note, speech)
    if isinstance(note, Words):
        quote, form, media = quote or note.quote, form or note.form, media or note.media
    by = speaker(desk.snapshot, speech.by, desk.me)
    _refuse_foreign(earlier, by)
    notes = Notes()
    own: dict[str, Value] = {
        "quote": notes.line(quote),
        "form": notes.line(form),
        "media": tuple(notes.line(each) for each in media),
        "helps": helps or next((e.helps for e in earlier if isinstance(e, Words) and e.helps), ""),
    }
    words = notes.text(text)
    speech = msgspec.structs.replace(speech, replaces=tuple(each.id for each in earlier))
    return save_said(
        desk, "words", reference, words, speech, own, notes, subject="Words about", op="said"
    )


def _placing(note: Contribution, speech: Speech) -> Speech:
    """Return what a placed note carries: all that was said with it, where nothing else is given."""
    return msgspec.structs.replace(
        speech,
        by=speech.by or note.by,
        date=speech.date or note.date,
        perspectives=speech.perspectives or note.perspectives,
        content_note=speech.content_note or note.content_note,
    )


def agree(
    desk: Desk,
    typed: str,
    because: str,
    speech: Speech,
    *,
    position: str,
    text: str,
    earlier: bool = False,
    seal: Seal | None = None,
) -> Saved:
    """Record where someone stands on the exact text of an agreement as it is saved now.

    It replaces that person's current positions on it. Raises TextChanged when `text` is the digest
    of an earlier text; with `earlier` it is kept for that text, or SaidSince is raised. Raises
    UnknownText for any other, ChangedOutside for a yes while the file on disk holds a text that is
    not saved, PutAside for one to an agreement nobody is asked about any more,
    BadValue for an unknown position, and what `seal` raises.
    """
    reference = find_kind(desk.snapshot, typed, "agreement")
    agreement = _readable(desk, reference)
    if not isinstance(agreement, Agreement):
        raise UnknownReference(typed)
    with _kept_if_people_decide(desk, agreement.path, because):
        read = texts_named.meant(desk, agreement, text, earlier=earlier)
    code = read.digest if read else digest(agreement.id, agreement.title, agreement.body)
    # Who can't agree yet, or takes back a yes, is held up by nothing.
    unsure = _no_yes_now(desk, agreement, earlier=bool(read)) if position in STANDS else None
    if unsure:
        keep_draft(desk, unsure, agreement.path, because)
        raise unsure
    with _kept_without_identity(desk, reference, because):
        by = _person(desk, speech)
    notes = Notes()
    own: dict[str, Value] = {"position": position, "digest": code}
    words = notes.text(because)
    no_yes: list[str] = []

    def once() -> Saved:
        mine = _positions_of(desk, reference, by)
        if read:
            day = _day_said(desk, speech.date)
            with _kept_if_people_decide(desk, agreement.path, because):
                texts_named.refuse_said_since(desk, agreement, read, by, position, day)
        if position == "take-back":
            no_yes.append(_without_yes(desk, reference, by))
        return save_said(
            desk,
            "position",
            reference,
            words,
            msgspec.structs.replace(speech, replaces=mine),
            own,
            notes,
            subject="Position on",
            op="position",
            may_be_empty=True,
            seal=seal,
            # Others never wait for a passphrase: who was not first makes it anew.
            holds=lambda: _positions_of(desk, reference, by) == mine,
        )

    saved = _until_it_holds(once)
    more = (
        *no_yes[-1:],
        texts_named.earlier_note(desk, agreement, read) if read else "",
        texts_named.too_early_note(desk, agreement, code, checked_date(speech.date)),
        _PUT_ASIDE if agreement.archived else "",
    )
    return msgspec.structs.replace(saved, notes=(*saved.notes, *filter(None, more)))


def _without_yes(desk: Desk, reference: Reference, by: str) -> str:
    """Return what to say where a yes is taken back that is not here, "" where it is.

    Another team may have recorded it. Whoever said that they cannot agree yet may have meant that.
    """
    said = desk.snapshot.counting(desk.snapshot.about(reference.kind, reference.id), str(reference))
    now = {e.position for e in current(said) if isinstance(e, Position) and e.by == by}
    if "not-yet" in now:
        return _NO_MORE.format(desk.name(by), reference, by)
    return _NO_YES_HERE if now.isdisjoint(STANDS) else ""


def _no_yes_now(desk: Desk, agreement: Agreement, *, earlier: bool) -> CoproduceError | None:
    """Return why nobody can stand behind an agreement right now, None when they can.

    What an `earlier` text says is sure, whatever lies on disk.
    """
    reference = f"agreement/{agreement.id}"
    if agreement.archived:
        return PutAside(reference, agreement.archived)
    return ChangedOutside(reference) if not earlier and is_reworded(desk, agreement) else None


@contextmanager
def _kept_if_people_decide(desk: Desk, path: str, because: str) -> Generator[None]:
    """Keep a reason as a draft when people have to look at something first."""
    try:
        yield
    except NeedsPeople as problem:
        keep_draft(desk, problem, path, because)
        raise


def progress(desk: Desk, typed: str, direction: str, text: str, speech: Speech) -> Saved:
    """Add how someone sees an outcome at a date; it never replaces an earlier view."""
    reference = find_kind(desk.snapshot, typed, "outcome")
    notes = Notes()
    own: dict[str, Value] = {"direction": direction}
    return save_said(
        desk,
        "progress",
        reference,
        notes.text(text),
        speech,
        own,
        notes,
        subject="Progress seen on",
        op="said",
        may_be_empty=True,
    )


def reply(desk: Desk, typed: str, became: str, text: str, speech: Speech, *, told: str) -> Saved:
    """Say what became of something a person said: `did`, `could-not` or `not-yet`."""
    reference = find_kind(desk.snapshot, typed, "contribution")
    said = said_of(desk, reference.id)
    _refuse_withdrawn(said)
    notes = Notes()
    own: dict[str, Value] = {"reply": became, "told": told}
    return save_said(
        desk,
        "reply",
        reference,
        notes.text(text),
        speech,
        own,
        notes,
        subject="Reply to",
        op="replied",
        may_be_empty=True,
        about=ids.about_of(said.path),
    )


def set_aside(desk: Desk, typed: str, because: str, speech: Speech, *, state: str) -> Saved:
    """Leave a question or an idea aside for now (`aside`), or take it up again (`open`).

    It replaces every current one about the same place, whoever said it (docs/format.md,
    “Contributions”); one without a name replaces nothing, and of several that stand beside each
    other `open` counts.
    """
    reference = desk.find(typed)
    if reference.kind != "step" or not reference.code:
        raise BadValue(
            f"“{typed}” is not a question or an idea of the five steps.",
            "Name one, as in: step/2#2.3 or step/2#2.b",
        )
    _refuse_unknown_code(reference)
    if state == "aside" and not because.strip():
        raise BadValue("A reason is missing.", "Say why it is not for you with: --because TEXT")
    earlier = [
        each
        for each in current(desk.snapshot.about("step", reference.id))
        if isinstance(each, SetAside) and each.ref == str(reference)
    ]
    # Without a name nothing can be replaced: nobody could tell who takes whose word back.
    named = speaker(desk.snapshot, speech.by, "") != ANONYMOUS
    replaced = tuple(each.id for each in earlier) if named else ()
    speech = msgspec.structs.replace(speech, replaces=replaced)
    notes = Notes()
    saved = save_said(
        desk,
        "set-aside",
        reference,
        notes.text(because),
        speech,
        {"set": state},
        notes,
        subject="Set aside:" if state == "aside" else "Taken up again:",
        op="said",
        may_be_empty=True,
    )
    if named or state == "open" or not any(each.set_ == "open" for each in earlier):
        return saved
    stays = "Somebody took this up again, so it stays open: only a name can leave it aside anew."
    return msgspec.structs.replace(saved, notes=(*saved.notes, stays))


def save_said(
    desk: Desk,
    kind: str,
    reference: Reference,
    words: str,
    speech: Speech,
    own: Mapping[str, Value],
    notes: Notes,
    *,
    subject: str,
    op: str,
    may_be_empty: bool = False,
    about: tuple[str, str] | None = None,
    seal: Seal | None = None,
    holds: Callable[[], bool] = lambda: True,
) -> Saved:
    """Save what one person said as a file of its own.

    `own` are the fields of its kind alone. Raises BadValue without words unless `may_be_empty`,
    and what finding people, checking days and `seal` raise.
    """
    if not words.strip() and not may_be_empty:
        raise BadValue("There are no words to save.", "Write them after the command, or use - .")
    with _kept_without_identity(desk, reference, words):
        by = speaker(desk.snapshot, speech.by, "") or desk.require_me()
        recorder = desk.require_me() if by not in (ANONYMOUS, desk.me) else ""
    id_ = ids.contribution_id(desk.randbelow)
    header: dict[str, Value] = {
        "kind": kind,
        "id": id_,
        "ref": str(reference),
        "by": by,
        "date": _day_said(desk, speech.date),
        **own,
        "perspectives": tuple(notes.line(each) for each in speech.perspectives),
        "recorded_by": recorder,
        "replaces": speech.replaces,
        "content_note": notes.line(speech.content_note),
    }
    kept: Fields = {name: value for name, value in header.items() if value}
    path = ids.path_of(kind, id_, about or (reference.kind, reference.id))
    with kept_if_refused(desk, path, words):
        file = codec.new_file(kept, _ended(words))
    refuse_problems(desk, path, file, header)
    if seal is not None:
        file = _sealed(desk, path, file, words, seal)
    draft = Draft(
        writes=(Write(path, codec.write(file), None),),
        subject=subjects.said(subject, reference),
        kind=op,
        about=((kind, id_), *about_of(path)),
        why=speech.why,
        anonymous=by == ANONYMOUS,
        holds=holds,
    )
    return desk.save(draft, notes.said())


def _until_it_holds(once: Callable[[], Saved]) -> Saved:
    """Save, anew each time somebody else's save came first: each time one of them was done."""
    while True:
        with suppress(MovedOn):
            return once()


def _sealed(desk: Desk, path: str, file: codec.File, words: str, seal: Seal) -> codec.File:
    try:
        return codec.with_field(file, "signature", seal(path, file))
    except CoproduceError as problem:
        keep_draft(desk, problem, path, words)
        raise


@contextmanager
def _kept_without_identity(desk: Desk, reference: Reference, words: str) -> Generator[None]:
    """Keep words as a draft when nobody is known to be at the keyboard."""
    try:
        yield
    except NoIdentity as problem:
        keep_draft(desk, problem, str(reference), words)
        raise


def about_of(path: str) -> tuple[tuple[str, str], ...]:
    """Return the document that a contribution at `path` is about, as no or one (kind, id)."""
    about = ids.about_of(path)
    return (about,) if about and about[1] else ()


def _ended(words: str) -> str:
    """Return words exactly as said, with the one final newline every text file has."""
    return f"{words.rstrip(chr(10))}\n" if words.strip() else ""


def _day_said(desk: Desk, typed: str) -> str:
    """Return the day something was said, today when none is given; never a day to come."""
    day = checked_date(typed) or desk.today
    if day > desk.today:
        raise BadValue(
            f"{day} is still to come, so nobody can have said anything then.",
            "Give the day on which it was said, or leave it out for today.",
        )
    return day


def checked_date(typed: str) -> str:
    """Return a day as YYYY-MM-DD, "" for "", or raise BadValue for a day that does not exist."""
    text = typed.strip()
    if not text:
        return ""
    hint = "Write a day as year-month-day, like 2026-05-03."
    if not _DAY.fullmatch(text):
        raise BadValue(f"“{typed}” is not written as a day.", hint)
    try:
        return dt.date.fromisoformat(text).isoformat()
    except ValueError:
        raise BadValue(f"“{typed}” is not a day in the calendar.", hint) from None


def _person(desk: Desk, speech: Speech) -> str:
    by = speaker(desk.snapshot, speech.by, "") or desk.require_me()
    if by == ANONYMOUS:
        raise BadValue(
            "Where someone stands needs a person.",
            "Words without a name can be said with: coproduce say … --by anonymous",
        )
    person = desk.snapshot.record(desk.snapshot.path(by))
    if isinstance(person, PersonDocument) and person.here == "not-here-yet":
        raise BadValue(
            f"“{person.title}” is a place still empty, and nobody can speak for it.",
            "When someone is here: coproduce edit PERSON --title NAME --set here=here",
        )
    return by


def _positions_of(desk: Desk, reference: Reference, by: str) -> tuple[str, ...]:
    """Return the ids of a person's positions that a new one takes the place of.

    One that was taken back is named too: so it is said that the new one came after it.
    """
    said = desk.snapshot.about(reference.kind, reference.id)
    said = desk.snapshot.counting(said, str(reference))
    # What was changed by hand would stand beside the new one if somebody put it right.
    changed = desk.snapshot.by_hand.to_look_at
    own = (*heads(said), *(each for each in said if each.path in changed))
    return tuple(dict.fromkeys(e.id for e in own if e.kind == "position" and e.by == by))


def _readable(desk: Desk, reference: Reference) -> Record:
    found = desk.snapshot.record(desk.snapshot.path(reference.id, reference.kind))
    if isinstance(found, Damaged):
        raise DamagedRecord(found.path, found.message, found.line)
    if found is None:
        raise UnknownReference(str(reference))
    return found


def said_of(desk: Desk, typed: str) -> Contribution:
    """Return the contribution that was typed. Raises UnknownReference or what reading it raises."""
    found = _readable(desk, find_kind(desk.snapshot, typed, "contribution"))
    if not isinstance(found, Contribution):
        raise UnknownReference(typed)
    return found


def _refuse_words_on_words(reference: Reference) -> None:
    if reference.kind == "contribution":
        raise BadValue(
            "One person's words are not about another's: what somebody said is replied to.",
            f"Say what became of it with: coproduce reply contribution/{reference.id} --did",
        )


def _refuse_withdrawn(said: Contribution) -> None:
    if said.withdrawn:
        raise BadValue("These words were taken back.", "There is nothing to reply to any more.")


def _refuse_foreign(earlier: tuple[Contribution, ...], by: str) -> None:
    for each in earlier:
        if each.by != by:
            raise BadValue(
                f"{each.id} is what someone else said.",
                "Place it as it is, without --by and without text."
                if each.ref == "unplaced"
                else "Words can only be replaced by the person who said them.",
            )


def _refuse_unknown_code(reference: Reference) -> None:
    known = {each.code for each in (*QUESTIONS, *IDEAS)}
    if reference.kind == "step" and reference.code:
        if reference.code not in known or reference.code[0] != reference.id:
            raise UnknownReference(str(reference), "See the questions with: coproduce show step/1")
    elif reference.kind == "review" and reference.code not in ("", *SECTIONS_OF_ANSWER):
        raise UnknownReference(str(reference), "The questions are 1, 2, 3, 4 and +1.")
