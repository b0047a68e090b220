"""The words on screen for kinds, states, positions, perspectives and dates."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from schema import days, said_words

if TYPE_CHECKING:
    from schema.spans import ChangedWords

MONTHS = days.MONTHS
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

WHO_READS_A_BUNDLE = (
    "Anyone with this file can read all of it, also words that were taken back since. Give it only"
    " to people of the group."
)

_NOT_ALL_WROTE = "closed until everyone has written"

KINDS: Mapping[str, tuple[str, str]] = {
    "activity": ("What this is about", "What this is about"),
    "step": ("Step", "Steps"),
    "agreement": ("Agreement", "Agreements"),
    "review": ("Review", "Reviews"),
    "outcome": ("Outcome", "Outcomes"),
    "meeting": ("Meeting", "Meetings"),
    "barrier": ("Barrier", "Barriers"),
    "action": ("Action", "Actions"),
    "learning": ("What was learnt", "What was learnt"),
    "earlier": ("What happened before", "What happened before"),
    "person": ("Person", "People"),
    "words": ("Own words", "Own words"),
    "position": ("Where someone stands", "Where people stand"),
    "answer": ("Answers to a review", "Answers to reviews"),
    "progress": ("How an outcome is going", "How outcomes are going"),
    "reply": ("Reply", "Replies"),
    "set-aside": ("Left aside", "Left aside"),
}
_PROGRAM = "coproduce merge"
_PLURALS: Mapping[str, str] = {
    "people": "person",
    "persons": "person",
    "learnings": "learning",
    "activities": "activity",
    "replies": "reply",
    "set-asides": "set-aside",
    "word": "words",
}

STANDINGS: Mapping[str, str] = {
    "draft": "a draft, nobody is asked yet",
    "asked": "people are asked",
    "agreed": "agreed",
    "not-yet": "someone can't agree yet",
    "changed-since-agreed": "changed since agreed",
}
SHORT_STANDINGS: Mapping[str, str] = {
    "draft": "draft",
    "asked": "asked",
    "agreed": "agreed",
    "not-yet": "someone can't agree yet",
    "changed-since-agreed": "changed since agreed",
}

POSITIONS = said_words.POSITIONS
REPLIES = said_words.REPLIES
THEIR_POSITIONS: Mapping[str, str] = {
    "agree": "agrees",
    "agree-with-concern": "agrees, with a concern",
    "stand-aside": "stands aside",
    "not-yet": "can't agree yet",
    "take-back": "took back the yes",
}
EARLIER_POSITIONS: Mapping[str, str] = {
    "agree": "agreed",
    "agree-with-concern": "agreed, with a concern",
    "stand-aside": "stood aside",
    "not-yet": "couldn't agree yet",
    "take-back": "took back the yes",
}

DIRECTIONS: Mapping[str, str] = {
    "closer": "▲ closer",
    "same": "= the same",
    "further": "▼ further away",
    "unsure": "? not sure",
}
PERSPECTIVES: Mapping[str, tuple[str, str]] = {
    "service-user": ("someone who uses services", "people who use services"),
    "carer": ("a carer", "carers"),
    "staff": ("a member of staff", "staff"),
    "manager": ("a manager", "managers"),
    "other": ("someone else", "others"),
}


def kind_word(kind: str, *, many: bool = False) -> str:
    """Return what a kind of record is called, one or many."""
    one, several = KINDS.get(kind, (kind, kind))
    return several if many else one


def why_closed(content_note: str, *, waits: bool) -> tuple[str, str]:
    """Return why something is closed until opened: our words, then those of its content note.

    `waits` is true for an answer to a review that not everyone has written to yet. Both are ""
    for what is open.
    """
    if content_note:
        return "content note: ", content_note
    return (_NOT_ALL_WROTE if waits else ""), ""


def stay_closed(number: int) -> str:
    """Return how many answers to a review are not shown yet."""
    if number == 1:
        return "1 answer stays closed until it is revealed."
    return f"{number} answers stay closed until they are revealed."


def replies_stay_closed(number: int) -> str:
    """Return how many replies are not shown yet, as the answers they are about are not."""
    if number == 1:
        return "1 reply to an answer stays closed until the answer is revealed."
    return f"{number} replies to answers stay closed until the answers are revealed."


def in_a_sentence(text: str) -> str:
    """Return words that begin a line as they stand inside a sentence."""
    return text[:1].lower() + text[1:]


def kind_from(typed: str, kinds: Sequence[str]) -> str:
    """Return the kind that someone typed, in the singular or the plural, "" when it is none."""
    word = typed.strip().lower()
    word = _PLURALS.get(word, word)
    if word not in kinds and word.endswith("s"):
        word = word[:-1]
    return word if word in kinds else ""


def perspective(name: str, *, many: bool = False) -> str:
    """Return a perspective in plain words; one that a group made up stays as it is."""
    one, several = PERSPECTIVES.get(name, (name, name))
    return several if many else one


def changed_for_you(number: int) -> str:
    """Return that texts changed since whoever is at the keyboard agreed, and how to read them."""
    if number == 1:
        return "1 text changed since you agreed: read it"
    return f"{number} texts changed since you agreed: read them one by one"


def look_again(text: str, today: date) -> str:
    """Return when an agreement is looked at again, or that its day has come; "" for no day."""
    found = date_of(text)
    if found is None:
        return ""
    if found > today:
        return f"look at it again on {day(text, today)}"
    verb = "is" if found == today else "was"
    return f"the day to look at it again {verb} {ago(text, today)}"


WOULD_HELP = "What would help"
"""Before words of somebody who cannot agree yet, beside where they stand."""

ON_WOULD_HELP = "on what would help"
"""With the same words where it is told what was said: it may not be so any more."""

THROUGH_DISAGREEMENT = "How we work through disagreement"
"""Before the title of the group's own agreement on that."""

HISTORY_INCOMPLETE = (
    "History incomplete: only its newest part is here. "
    "Get the whole of it in an empty folder with: coproduce join URL DIR"
)
NOT_HERE = (
    "More was said or saved than is here ({changes}), so this may not be all. Get it with: "
    "coproduce sync; where that does not help, see: coproduce doctor"
)
NOT_ALL_HERE = (
    "Not all that was saved about this is here: whether somebody said no cannot be seen, so it is "
    "not called agreed."
)
CHANGED_AFTER = "changed after it was saved, ask them"
SAID_TWICE = "said two things at once, and is asked which one counts"


def unreadable_files(number: int) -> str:
    """Return what files among people's positions that nobody can read may hide."""
    return f"{count(number, 'file')} here cannot be read, and could be someone who can't agree yet."


def changed_by_hand(number: int) -> str:
    """Return that files among people's positions are not as they were saved: no yes is in them."""
    if number == 1:
        return (
            "1 file here was changed after it was saved, so it counts as no yes. Ask whose it is."
        )
    said = "files here were changed after they were saved, so they count as no yes."
    return f"{number} {said} Ask whose they are."


def changed_after_saving() -> str:
    """Return, of one file that says where somebody stands, that it is not as it was saved."""
    return changed_by_hand(1).replace("1 file here", "This file", 1)


def taken_away(number: int) -> str:
    """Return that where people stood was taken away by hand: what was no yes still counts."""
    if number == 1:
        return (
            "1 answer here was taken away by hand, so it counts as no yes; "
            "a no in it still counts. Ask whose it is."
        )
    said = "answers here were taken away by hand, so they count as no yes;"
    return f"{number} {said} a no in them still counts. Ask whose they are."


def count(number: int, one: str, many: str = "") -> str:
    """Return a number with its word, as in "1 change" and "3 changes"."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def changed_words(changed: "ChangedWords") -> str:
    """Return how many words a text gained and lost and what only moved, "" for nothing."""
    said = [
        *([f"{count(changed.added, 'word')} added"] if changed.added else []),
        *([f"{count(changed.removed, 'word')} taken out"] if changed.removed else []),
        *([f"{_moved(changed)} moved"] if changed.moved else []),
        *(["no words changed"] if changed.moved and not changed.total else []),
    ]
    return ", ".join(said)


def changed_since(changed: "ChangedWords | None") -> str:
    """Return how much changed since someone said where they stand; None when nobody can tell."""
    if changed is None or not (changed.total or changed.moved):
        return "the text changed since"
    if changed.total:
        moved = f" and {_moved(changed)} moved" if changed.moved else ""
        return f"{count(changed.total, 'word')} changed{moved} since"
    return f"{_moved(changed)} moved since, no words changed"


def _moved(changed: "ChangedWords") -> str:
    return listed(
        count(number, each)
        for number, each in (
            (changed.moved_paragraphs, "paragraph"),
            (changed.moved_sentences, "sentence"),
        )
        if number
    )


def who(name: str) -> str:
    """Return who made a change, as people call them; coproduce, where it joined two histories."""
    return "coproduce" if name == _PROGRAM else name


def came_in(number: int, *, is_all: bool) -> str:
    """Return that changes came in and none went out; unless `is_all`, how to pass on one's own."""
    more = "" if is_all else " Share to pass on yours."
    return f"{count(number, 'change')} came in.{more}"


def place(name: str) -> str:
    """Return what a place to share with is called; git's name for the first one says nothing."""
    return "the place you joined from" if name == "origin" else name


def listed(words: Iterable[str]) -> str:
    """Return words as people list them: "a", "a and b", "a, b and c"."""
    *first, last = list(words) or [""]
    return f"{', '.join(first)} and {last}" if first else last


def day(text: str, today: date) -> str:
    """Return an ISO date or time as "3 June", with the year when it is not this one.

    Text that is no date is returned as it is: a damaged date is shown, not hidden.
    """
    return days.in_words(text, today)


def moment(when: datetime, today: date | None = None) -> str:
    """Return a day and a time as "3 June at 14:05", in the time of this computer.

    Where that time is none, because its time zone is not one, it is the time of `when` itself.
    """
    try:
        here = when.astimezone()
    except (ValueError, OverflowError, OSError):
        here = when
    return f"{day(here.date().isoformat(), today or here.date())} at {here:%H:%M}"


def ago(text: str, today: date) -> str:
    """Return how long ago an ISO date is: "today", "on Tuesday", "3 weeks ago", or the date."""
    found = date_of(text)
    if found is None:
        return text
    days = (today - found).days
    if days < 0:
        return f"on {day(text, today)}"
    if days < 2:
        return ("today", "yesterday")[days]
    if days < 7:
        return f"on {DAYS[found.weekday()]}"
    if days < 8 * 7:
        weeks = days // 7
        return "a week ago" if weeks == 1 else f"{weeks} weeks ago"
    return f"on {day(text, today)}"


def date_of(text: str) -> date | None:
    """Return the day of an ISO date or time, None for anything else."""
    return days.date_of(text)
