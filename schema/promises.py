"""What the last review promised and what became of it, and what nobody has answered yet."""

import re
from collections.abc import Iterable

import msgspec

from schema.evidence import Evidence
from schema.kinds import Action, Answer, Position, Reply, Review, Words
from schema.record import Contribution
from schema.replacement import document_of
from schema.sections import section_text

OPEN = "open"
WRITTEN_DOWN = "written-down"

_CONCERNED = "4"
_NEXT = "+1"
_ITEM = re.compile(r" {0,3}(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_NOT_A_PROMISE = re.compile(r"\s*(?:#|>|\||```|~~~|<!--)")
_WORD = re.compile(r"[^\W_]+")


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """One promise of a review, and what became of it.

    `state` is open, kept, changed or dropped, or `written-down` while no one has it yet. `owner`
    is a person id, `due` a date, `action` the id of the action, each "" when there is none.
    """

    text: str
    state: str
    review: str
    owner: str = ""
    due: str = ""
    action: str = ""


class Unanswered(msgspec.Struct, frozen=True, kw_only=True):
    """A point someone raised that has no reply yet.

    `ref` is what it is about, `by` who raised it (a person id or `anonymous`), `date` when.
    """

    contribution: str
    ref: str
    by: str
    date: str
    text: str
    content_note: str = ""


def promises(evidence: Evidence) -> tuple[Promise, ...]:
    """Return the promises of the newest review that promised anything; () if none did."""
    by_date = sorted(evidence.of(Review), key=lambda each: (each.date, each.id), reverse=True)
    return next((found for each in by_date if (found := promises_of(each, evidence))), ())


def promises_of(review: Review, evidence: Evidence) -> tuple[Promise, ...]:
    """Return what one review promised: its Next, then the actions that came from it besides.

    An action belongs to a line of Next when one of them holds the other's words.
    """
    actions = [
        each
        for each in evidence.documents
        if isinstance(each, Action) and document_of(each.from_) == f"review/{review.id}"
    ]
    left = sorted(actions, key=lambda each: (each.due or "9999", each.title, each.id))
    found: list[Promise] = []
    for line in promised_lines(review):
        action = next((each for each in left if _is_the_same(line, each)), None)
        if action:
            left.remove(action)
            found.append(_promise(action, review))
        else:
            found.append(Promise(text=line, state=WRITTEN_DOWN, review=review.id))
    return (*found, *(_promise(each, review) for each in left))


def promised_lines(review: Review) -> tuple[str, ...]:
    """Return each promise in a review's Next: a list item, or a paragraph, on one line."""
    found: list[list[str]] = []
    fresh = True
    for line in section_text("review", review.body, _NEXT).splitlines():
        item = _ITEM.match(line)
        if not line.strip() or _NOT_A_PROMISE.match(line):
            fresh = True
        elif item or fresh:
            found.append([line[item.end() :] if item else line])
            fresh = False
        else:
            found[-1].append(line)
    joined = (" ".join(" ".join(lines).split()) for lines in found)
    return tuple(each for each in joined if each)


def unanswered(evidence: Evidence) -> tuple[Unanswered, ...]:
    """Return what people raised and nobody has replied to, oldest first.

    That is: own words about anything but a person, what worries people in a review, and the
    reasons of those who agree with a concern or cannot agree yet. Any current reply answers.
    """
    answered = {
        each.ref.removeprefix("contribution/")
        for each in evidence.current
        if isinstance(each, Reply)
    }
    return tuple(_raised(each for each in evidence.current if each.id not in answered))


def _raised(contributions: Iterable[Contribution]) -> Iterable[Unanswered]:
    for each in contributions:
        text = _point(each).strip()
        if text:
            yield Unanswered(
                contribution=each.id,
                ref=each.ref,
                by=each.by,
                date=each.date,
                text=text,
                content_note=each.content_note,
            )


def _point(said: Contribution) -> str:
    """Return the part of what someone said that waits for a reply, "" if none does."""
    if isinstance(said, Words):
        return "" if said.ref.startswith("person/") else said.body
    if isinstance(said, Answer):
        return section_text("answer", said.body, _CONCERNED)
    if isinstance(said, Position):
        waits = said.position in ("agree-with-concern", "not-yet")
        return said.body if waits else ""
    return ""


def _promise(action: Action, review: Review) -> Promise:
    return Promise(
        text=action.title,
        state=action.state or OPEN,
        review=review.id,
        owner=action.owner,
        due=action.due,
        action=action.id,
    )


def _is_the_same(line: str, action: Action) -> bool:
    if action.id in line:
        return True
    promised, title = _words(line), _words(action.title)
    return bool(title.strip()) and (title in promised or promised in title)


def _words(text: str) -> str:
    """Return the words alone, in one case, a space around each."""
    return f" {' '.join(_WORD.findall(text.casefold()))} "
