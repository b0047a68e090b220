"""Who has spoken about something, and as whom, without pointing at anyone."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import TypeAlias

import msgspec

from schema.record import Contribution
from schema.replacement import ANONYMOUS, current, document_of

FEWEST = 3
UNSAID = "unsaid"
OTHERS = "others"
SPEAKING = frozenset({"words", "position", "answer", "progress"})

Perspectives: TypeAlias = tuple[str, ...]
PerspectivesOf: TypeAlias = Mapping[str, Perspectives]


class Speaker(msgspec.Struct, frozen=True):
    """Someone who said something: as whom they spoke, and how often.

    `person` is `anonymous` for all unnamed contributions from one set of perspectives together:
    how many people these were, nobody knows.
    """

    person: str
    perspectives: Perspectives
    contributions: int = 1


class Row(msgspec.Struct, frozen=True):
    """How many people spoke from one perspective.

    `perspective` names several as "carer + staff" for people who are both; `unsaid` and `others`
    are what they say. `or_more` marks that unnamed people are among them, who may be more.
    """

    perspective: str
    people: int
    or_more: bool = False


class Spoken(msgspec.Struct, frozen=True):
    """How many people have spoken, and as whom; `rows` is empty when showing them would point."""

    people: int
    or_more: bool
    rows: tuple[Row, ...] = ()


def speakers(
    contributions: Iterable[Contribution], people: PerspectivesOf, ref: str = ""
) -> tuple[Speaker, ...]:
    """Return who said something that stands now, about `ref` or about anything.

    `contributions` are all of the workspace, or all about the document. `people` gives the
    perspectives of each person record; what a contribution states itself comes first. A `ref`
    with a code (`step/2#2.3`) means that question alone. Setting a question aside and replying to
    someone are not counted as speaking.
    """
    named: dict[str, set[str]] = defaultdict(set)
    unnamed: Counter[Perspectives] = Counter()
    times: Counter[str] = Counter()
    for each in current(contributions):
        if each.kind not in SPEAKING or not _is_about(each.ref, ref):
            continue
        if each.by in ("", ANONYMOUS):
            unnamed[tuple(sorted(set(each.perspectives)))] += 1
        else:
            named[each.by].update(each.perspectives or people.get(each.by, ()))
            times[each.by] += 1
    return (
        *(Speaker(who, tuple(sorted(named[who])), times[who]) for who in sorted(named)),
        *(Speaker(ANONYMOUS, as_whom, unnamed[as_whom]) for as_whom in sorted(unnamed)),
    )


def who_has_spoken(
    contributions: Iterable[Contribution],
    people: PerspectivesOf,
    ref: str = "",
    *,
    fewest: int = FEWEST,
) -> Spoken:
    """Return how many people have spoken about `ref`, by perspective, as it may be shown.

    Every person stands in exactly one row, so that no row can be worked out from the others. Rows
    that fewer than `fewest` people stand behind become one row "others"; while that is still too
    small the next smallest row joins it; when only "others" is left there is no row at all, just
    the number of everyone. The group may choose another `fewest`.
    """
    who = speakers(contributions, people, ref)
    groups: dict[Perspectives, list[Speaker]] = defaultdict(list)
    for each in who:
        groups[each.perspectives].append(each)
    everyone = _row("", who)
    return Spoken(everyone.people, everyone.or_more, _rows(groups, fewest))


def told_apart(counts: Mapping[str, int], *, fewest: int = FEWEST) -> Spoken:
    """Return numbers of people by perspective as they may be shown; see `who_has_spoken`."""
    groups = {
        (name,): [Speaker(f"{name} {number}", (name,)) for number in range(count)]
        for name, count in counts.items()
        if count > 0
    }
    return Spoken(sum(map(len, groups.values())), False, _rows(groups, fewest))


def _rows(groups: Mapping[Perspectives, list[Speaker]], fewest: int) -> tuple[Row, ...]:
    shown = sorted(
        ((_row(_name(as_whom), group), group) for as_whom, group in groups.items()),
        key=lambda pair: (-pair[0].people, pair[0].perspective),
    )
    others: list[Speaker] = []
    # People who are left over alone could be counted by taking the rows from the total.
    while shown and (shown[-1][0].people < fewest or (others and _few(others, fewest))):
        others.extend(shown.pop()[1])
    rows = [row for row, _ in shown]
    if others:
        rows.append(_row(OTHERS, others))
    return tuple(rows) if shown else ()


def _few(group: Iterable[Speaker], fewest: int) -> bool:
    return _row("", group).people < fewest


def _is_about(ref: str, wanted: str) -> bool:
    return not wanted or ref == wanted or ("#" not in wanted and document_of(ref) == wanted)


def _name(as_whom: Perspectives) -> str:
    return " + ".join(as_whom) or UNSAID


def _row(name: str, group: Iterable[Speaker]) -> Row:
    """Count the fewest people there can be: unnamed ones may be one person, or a named one."""
    known = {each.person for each in group}
    unnamed = ANONYMOUS in known
    named = len(known) - unnamed
    return Row(name, named or int(unnamed), unnamed)
