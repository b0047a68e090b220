"""What matters now, read in one go and put into groups of lines, each with what it opens."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.ids import kind_and_id
from tui import words
from tui.app.changed_entries import change_entry, record_entry, short
from tui.app.groups import MOST, Entry, Group
from tui.app.places.share_facts import NO_PLACE
from tui.layout import Styled, dim
from tui.lines.spoken import spoken_words
from tui.lines.status import MARKS, PROMISE_STATES, excerpt, mark
from tui.sharing_words import how_far

if TYPE_CHECKING:
    from store import Workspace
    from store.overview import Status
    from store.values import Change, DocumentChanges

_LATEST = 5
MINE = "mine"
"""Opens the agreements that changed since whoever is at the keyboard agreed, one by one."""
_ORDER = tuple(PROMISE_STATES)


class Matters(msgspec.Struct, frozen=True, kw_only=True):
    """What is true now. `names` are people's, by id; `reviewed` is the day of the last promises.

    `latest` are the newest changes, for someone who never marked anything as seen. `people` is how
    many are written down.
    """

    status: "Status"
    today: date
    names: Mapping[str, str] = {}
    reviewed: str = ""
    latest: tuple["Change", ...] = ()
    people: int = 0


def matters(workspace: "Workspace") -> Matters:
    """Read everything that Now shows; for another thread than the screen's."""
    status = workspace.status()
    people = [each.owner for each in status.promises[:MOST]]
    people += [person for each in status.asked[:MOST] for person in each.missing]
    review = status.promises[0].review if status.promises else ""
    return Matters(
        status=status,
        today=date.fromisoformat(workspace.today),
        names={each: workspace.name(each) for each in (*people, status.me) if each},
        reviewed=getattr(workspace.read(f"review/{review}"), "date", "") if review else "",
        people=len(workspace.people()),
        latest=() if status.changed_since else workspace.history(limit=_LATEST),
    )


def matter_groups(now: Matters, naming: Callable[[str], str], *, shared: bool) -> Iterator[Group]:
    """Yield what matters, in the order in which a group would take it up.

    With `shared`, everyone sees the screen: no names, and nobody is waited for.
    """
    if is_new(now.status):
        yield _beginning(now)
    yield _promised(now, naming, shared=shared)
    yield _differences(now.status)
    if not shared:
        yield _for_me(now.status)
    yield _asked(now, naming, shared=shared)
    yield _changed(now, naming, shared=shared)
    yield _unanswered(now)
    yield _outside(now.status)


def side_groups(now: Matters) -> Iterator[Group]:
    """Yield the five steps, the gentle questions, and whether everything is shared."""
    yield _steps(now.status)
    yield _questions(now.status)
    yield _quiet_questions(now.status)
    yield Group("sharing", "", (Entry((sharing(now.status),), "share"),))


def is_new(status: "Status") -> bool:
    """Return whether nobody has written or said anything yet."""
    touched = any(q.answered or q.said for step in status.steps for q in step.questions)
    return not (touched or status.promises or status.asked or status.unanswered)


def sharing(status: "Status") -> str:
    """Return where this workspace is, in one sentence."""
    if not status.shared_anywhere:
        return NO_PLACE
    return how_far(status.to_share, status.to_get, status.places_behind)


def _beginning(now: Matters) -> Group:
    here = Entry(("Say who is here, and which places are still empty",), "people")
    return Group(
        "begin",
        "This workspace is new. You could begin anywhere",
        (
            Entry(("Say who named the issue, in your own words",), "step/1#1.1"),
            *((here,) if now.people <= 1 else ()),
            Entry(("Write a first agreement: how do you want to work?",), "agreements"),
            Entry(("Remember what happened before",), "step/1#1.5"),
        ),
    )


def _promised(now: Matters, naming: Callable[[str], str], *, shared: bool) -> Group:
    entries: list[Entry] = []
    for each in sorted(now.status.promises, key=lambda promise: _place_of(promise.state)):
        owner = now.names.get(each.owner, "")
        about = [naming(owner)] if owner and not shared else []
        about += [words.day(each.due, now.today)] if each.due else []
        target = f"action/{each.action}" if each.action else f"review/{each.review}"
        said = [short(each.text), dim(f" · {', '.join(about)}" if about else "")]
        entries.append(
            Entry((dim(PROMISE_STATES.get(each.state, each.state)), _flat(said)), target)
        )
    when = f" ({words.day(now.reviewed, now.today)})" if now.reviewed else ""
    return Group("promised", f"Promised last time{when}", tuple(entries), few=6)


def _place_of(state: str) -> int:
    """Return where a state stands in the list; one that no version knows comes last."""
    return _ORDER.index(state) if state in _ORDER else len(_ORDER)


def _differences(status: "Status") -> Group:
    return Group(
        "settle",
        "To settle together",
        tuple(
            Entry(
                ([short(each.title), dim(f" · {_places(each.count)}")],),
                f"settle/{each.ref}",
            )
            for each in status.differences[:MOST]
        ),
        total=len(status.differences),
    )


def _places(count: int) -> str:
    return f"different wordings in {words.count(count, 'place')}"


def _for_me(status: "Status") -> Group:
    changed = sum(status.me in each.again for each in status.asked)
    said = (Entry((words.changed_for_you(changed),), MINE),) if changed else ()
    return Group("mine", "For you", said)


def _asked(now: Matters, naming: Callable[[str], str], *, shared: bool) -> Group:
    entries: list[Entry] = []
    for each in now.status.asked[:MOST]:
        people = [naming(now.names.get(person, person)) for person in each.missing]
        below = f"asked: {words.listed(people)}" if people and not shared else ""
        standing = words.STANDINGS[each.standing]
        entries.append(
            Entry(
                (_flat([short(each.title), dim(f" · {standing}")]),), f"agreement/{each.id}", below
            )
        )
    total = len(now.status.asked)
    return Group("asked", "Agreements waiting", tuple(entries), total=total)


def _changed(now: Matters, naming: Callable[[str], str], *, shared: bool) -> Group:
    status = now.status
    if not status.changed_since:
        entries = [change_entry(each, now.today, naming, shared=shared) for each in now.latest]
        return Group("changed", "Latest changes", tuple(entries), few=_LATEST)
    entries = [_document(each, now, naming, shared=shared) for each in status.changed[:MOST]]
    looked = f" ({words.ago(status.looked_on, now.today)})" if status.looked_on else ""
    total = len(status.changed)
    return Group("changed", f"Changed since you looked{looked}", tuple(entries), total=total)


def _document(
    document: "DocumentChanges", now: Matters, naming: Callable[[str], str], *, shared: bool
) -> Entry:
    target = f"{document.kind}/{document.id}" if document.kind != "activity" else "activity"
    return record_entry(document.changes, now.today, naming, shared=shared, target=target)


def _unanswered(now: Matters) -> Group:
    entries: list[Entry] = []
    for each in now.status.unanswered[: -MOST - 1 : -1]:
        note = each.content_note
        said = f"content note: {short(note)}" if note else f"“{excerpt(each.text)}”"
        when = dim(f" said {words.ago(each.date, now.today)}")
        entries.append(Entry(([said, when],), f"contribution/{each.contribution}"))
    total = len(now.status.unanswered)
    return Group("unanswered", "Not answered yet", tuple(entries), few=3, total=total)


def _outside(status: "Status") -> Group:
    found = [("changed outside, not saved", path) for path in status.outside]
    found += [("cannot be read", each.path) for each in status.damaged]
    return Group(
        "care",
        "Files to look at",
        tuple(Entry((short(path),), _of_path(path), what) for what, path in found[:MOST]),
        total=len(found),
    )


def _of_path(path: str) -> str:
    named = kind_and_id(path)
    return "/".join(named) if named else "records"


def _steps(status: "Status") -> Group:
    return Group(
        "steps",
        "Steps",
        tuple(
            Entry(
                (f"{each.step} {each.title}", "".join(map(mark, each.questions))),
                f"step/{each.step}",
                spoken_words(each.spoken),
            )
            for each in status.steps
        ),
        few=len(status.steps),
        legend=_whole_words(MARKS),
    )


def _whole_words(legend: str) -> str:
    """Return a legend that breaks between marks only, never between a mark and its words."""
    return "  ".join(each.replace(" ", "\N{NO-BREAK SPACE}") for each in legend.split("   "))


def _questions(status: "Status") -> Group:
    # Few are shown: what the group gave a day of its own comes before what nobody set a day for.
    prompts = sorted(status.prompts, key=lambda each: not each.about)
    return Group(
        "questions",
        "Gentle questions",
        tuple(
            Entry(([each.text, dim(f"  {each.code}")],), f"step/{each.code[0]}#{each.code}")
            for each in prompts
            if not each.set_aside
        ),
        few=3,
    )


def _quiet_questions(status: "Status") -> Group:
    return Group(
        "quiet",
        "",
        tuple(
            Entry(
                ([each.text, dim(f"  {each.code}")],),
                f"step/{each.code[0]}#{each.code}",
            )
            for each in status.prompts
            if each.set_aside
        ),
        few=0,
        counted="left aside",
        follows=True,
    )


def _flat(pieces: Sequence[str | Styled]) -> list[str | Styled]:
    return [each for each in pieces if not isinstance(each, Styled) or each.text]
