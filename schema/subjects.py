"""The one-line subjects of saved changes: facts only, no titles, no names, no one's words."""

import re
from collections import Counter
from collections.abc import Mapping

from schema.ids import Reference
from schema.record import Fields
from schema.sections import sections

_NAMES = {
    "activity": "About this work",
    "step": "Step",
    "agreement": "Agreement",
    "review": "Review",
    "outcome": "Outcome",
    "meeting": "Meeting",
    "barrier": "Barrier",
    "action": "Action",
    "learning": "Learning",
    "earlier": "Earlier",
    "person": "Person",
    "contribution": "something said",
}
_PARTS = {"agreement": "clause"}
_TAIL = 7  # a hyphen and six characters of chance
_PARTIES = re.compile(r"([:,] )parties changed\b")
_CHANCE = re.compile(r"-[a-z2-7]{6}\Z")


NEW_PERSON = "New person"
"""What a change is called with which somebody joined a workspace."""


def name_of(kind: str, id: str) -> str:  # noqa: A002
    """Return what the subject of a change calls a record: its kind and the slug of its id."""
    name = _NAMES.get(kind, kind.capitalize())
    if kind in ("activity", "contribution"):
        return name
    if kind in ("step", "person"):
        return f"{name} {id}"
    return f"{name} {id[:-_TAIL]}" if len(id) > _TAIL else f"{name} {id}"


def told(subject: str, titles: Mapping[str, str]) -> str:
    """Return a subject as people read it: with titles in place of the slugs of ids.

    `titles` maps the ids of the records the change is about to their titles today.
    """
    subject = _PARTIES.sub(r"\1who is asked changed", subject)
    if subject == NEW_PERSON:
        named = [title for id_, title in titles.items() if id_.startswith("p-") and title]
        return f"{subject} “{named[0]}”" if named else subject
    for id_, title in titles.items():
        short = id_ if id_.startswith("p-") else id_[:-_TAIL] if _CHANCE.search(id_) else ""
        if short and title:
            pattern = rf"(?<![\w-]){re.escape(short)}(?![\w-])"
            subject = re.sub(pattern, lambda _, title=title: f"“{title}”", subject, count=1)
    return subject


def said(what: str, reference: Reference) -> str:
    """Return the subject for something a person said: `what` and the place it is about."""
    if reference.kind == "unplaced":
        return "A note to place later"
    if reference.kind == "activity":
        return f"{what} the work"
    named = name_of(reference.kind, reference.id)
    named = named[0].lower() + named[1:]
    return f"{what} {named}, {reference.code}" if reference.code else f"{what} {named}"


def changed(
    kind: str,
    id: str,  # noqa: A002
    before: tuple[Fields, str],
    after: tuple[Fields, str],
) -> str:
    """Return the subject for an edit, from the (fields, body) before and after."""
    parts = [*_section_changes(kind, before[1], after[1])] or [*_body_change(kind, before, after)]
    parts += [f"{_plain(field)} changed" for field in _fields_changed(before[0], after[0])]
    return f"{name_of(kind, id)}: {', '.join(parts) or 'rewritten'}"


def settled(kind: str, id: str, field: str) -> str:  # noqa: A002
    """Return the subject for a settled difference: of a header field, or ("") of the text."""
    what = f" ({_plain(field)})" if field else ""
    return f"{name_of(kind, id)}: a difference settled{what}"


def _plain(field: str) -> str:
    return {"review_on": "review date", "from": "origin"}.get(field, field.replace("_", " "))


def _fields_changed(before: Fields, after: Fields) -> list[str]:
    return [name for name in {**before, **after} if before.get(name) != after.get(name)]


def _section_changes(kind: str, before: str, after: str) -> list[str]:
    old = _sections(kind, before)
    new = _sections(kind, after)
    found: list[str] = []
    for code in {**old, **new}:
        was, now = old.get(code, ""), new.get(code, "")
        if was != now:
            found.append(f"{code} {'written' if not was else 'changed' if now else 'emptied'}")
    return found


def _sections(kind: str, body: str) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for section in sections(kind, body):
        found[section.code] = found.get(section.code, "") + section.text.strip()
    return found


def _body_change(kind: str, before: tuple[Fields, str], after: tuple[Fields, str]) -> list[str]:
    old, new = _paragraphs(before[1]), _paragraphs(after[1])
    count = max((new - old).total(), (old - new).total())
    if not count:
        return ["rewritten"] if before[1] != after[1] else []
    part = _PARTS.get(kind, "paragraph")
    return [f"{count} {part}{'' if count == 1 else 's'} changed"]


def _paragraphs(body: str) -> Counter[str]:
    return Counter(part.strip() for part in body.split("\n\n") if part.strip())
