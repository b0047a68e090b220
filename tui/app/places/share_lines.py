"""The Share place in lines: what goes out, what came in, what is to settle, where to share."""

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from tui import words
from tui.app.changed_entries import record_entry, short
from tui.app.groups import MOST, Entry, Group
from tui.app.history_lines import is_about_a_person
from tui.app.places.share_facts import ShareFacts
from tui.layout import dim

if TYPE_CHECKING:
    from store.sharing.passing import Passed
    from store.values import Change, Listed

Naming = Callable[[str], str]

SYNC, STOP = "sync", "stop"
ADD, FOLDER, BUNDLE, RECEIVE = "add", "folder", "bundle", "receive"
_SOMEONE = "Something about a person here"
_WAYS = (
    (FOLDER, "Use a folder on a shared drive, or a stick"),
    (ADD, "Use an address that someone gave you"),
    (BUNDLE, "Write everything into a file, to send or carry"),
    (RECEIVE, "Take in such a file from someone"),
)


def main_groups(
    facts: ShareFacts, naming: Naming, *, shared: bool, running: str = ""
) -> Iterator[Group]:
    """Yield what can be done now, what is to settle, what came in and what goes out.

    `running` says what is being done while sharing goes on. With `shared` nobody is named.
    """
    if running:
        entry = Entry(([f"▸ {running} …", dim("  Esc stops it")],), STOP)
        yield Group("run", "", (entry,))
    elif facts.sharing.places:
        yield Group("run", "", (Entry(("Share and get now",), SYNC),))
    else:
        yield Group("begin", "How would you like to share?", tuple(_ways()), few=len(_WAYS))
    yield _differing(facts, shared=shared)
    yield _came_in(facts, naming, shared=shared)
    yield _going_out(facts, naming, shared=shared)


def side_groups(facts: ShareFacts, *, shared: bool) -> Iterator[Group]:
    """Yield the places to share with, what stood in the way there, and more ways to share."""
    if not facts.sharing.places:
        return
    places = tuple(
        Entry((words.place(each.name),), each.name, "" if shared else each.where)
        for each in facts.sharing.places
    )
    yield Group("place", "Places you share with", places, few=6)
    trouble = tuple(Entry((each,), SYNC) for each in facts.sharing.trouble)
    yield Group("trouble", "What stood in the way last time", trouble)
    yield Group("ways", "More ways to share", tuple(_ways()), few=len(_WAYS))


def empty_words(facts: ShareFacts) -> str:
    """Return kind words for when there is nothing to list, "" when there is."""
    if not facts.sharing.places:
        return (
            "Nothing has to be shared. When another team is to see this and add to it, choose one "
            "of these ways; nobody's words are ever overwritten."
        )
    if not (facts.going or facts.came.records or facts.differing):
        return "Nothing waits to go out, and nothing came in yet."
    return ""


def _ways() -> Iterator[Entry]:
    for target, said in _WAYS:
        yield Entry((said,), target)


def _differing(facts: ShareFacts, *, shared: bool) -> Group:
    return Group(
        "settle",
        "To settle together",
        tuple(
            Entry(([_title(each, shared=shared), dim(f" · {_count(each)}")],), _ref(each))
            for each in facts.differing[:MOST]
        ),
        total=len(facts.differing),
    )


def _title(each: "Listed", *, shared: bool) -> str:
    return _SOMEONE if shared and each.kind == "person" else short(each.title)


def _count(each: "Listed") -> str:
    return words.count(each.differences, "difference")


def _ref(each: "Listed") -> str:
    return "activity" if each.kind == "activity" else f"{each.kind}/{each.id}"


def _came_in(facts: ShareFacts, naming: Naming, *, shared: bool) -> Group:
    when = words.ago(facts.came.when, facts.today) if facts.came.when else ""
    entries = _records(facts, facts.came.records, naming, shared=shared)
    return Group("in", f"Came in {when}", entries, few=6, total=len(facts.came.records))


def _going_out(facts: ShareFacts, naming: Naming, *, shared: bool) -> Group:
    entries = _records(facts, facts.going, naming, shared=shared)
    return Group("out", "Goes out when you share next", entries, few=6, total=len(facts.going))


def _records(
    facts: ShareFacts, passed: "Sequence[Passed]", naming: Naming, *, shared: bool
) -> tuple[Entry, ...]:
    return tuple(
        _entry(each.changes, each.ref, facts, naming, shared=shared) for each in passed[:MOST]
    )


def _entry(
    changes: "Sequence[Change]", ref: str, facts: ShareFacts, naming: Naming, *, shared: bool
) -> Entry:
    told = news(changes)
    if shared and (ref.startswith("person/") or is_about_a_person(told[0])):
        return Entry((_SOMEONE,), ref)
    return record_entry(told, facts.today, naming, shared=shared, target=ref)


def news(changes: "Sequence[Change]") -> "Sequence[Change]":
    """Return what people did; that versions were brought together is no news beside it."""
    return [each for each in changes if each.kind != "merged"] or changes
