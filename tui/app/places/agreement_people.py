"""Where people stand on one agreement, as lines: who cannot agree yet first, never folded away."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

import msgspec

from schema.said import Recorded
from store.people_here import NOT_HERE_YET
from store.values import AgreementStanding, PersonPosition
from tui import words
from tui.app.fitted import fitted
from tui.app.pictures.standing import mark_of, standing_picture
from tui.app.places.agreement import NOT_YET, TAKE_BACK, AgreementFacts
from tui.app.sentences import Line
from tui.app.settling.lines import to_settle
from tui.layout import Block, Paragraph, Rows, Text, dim, strong

SAID = "said"
OVER_TIME = "over-time"
SETTLE = "settle"
_WIDEST_NAME = 16


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How the lines are shown: in how many columns, under which names, which notes are open.

    With `shared` everyone sees the screen: nobody who has not answered is named.
    """

    width: int
    naming: Callable[[str], str]
    shared: bool = False
    opened: Collection[str] = ()


def people_lines(facts: AgreementFacts, look: Look) -> Iterator[Line]:
    """Yield where this is now, where each person stands, who has not answered, and the way here.

    A line about a person opens `person/<id>`.
    """
    yield from _standing(facts, look)
    now = [each for each in facts.standing.positions if each.current]
    for each in (group for group in _groups(now) if group[1]):
        yield from _group(facts, look, *each)
        if each[0] == _NOT_YET:
            yield from _disagreement(facts, look)
    yield from _silent(facts, look, {each.person for each in now})
    yield from _removed(facts, look)
    yield from _not_counting(facts.standing, look)
    yield from _around(facts, look)


_NOT_YET = "can't agree yet"


def _standing(facts: AgreementFacts, look: Look) -> Iterator[Line]:
    state = facts.standing.standing
    said = f"{mark_of(state)} {words.STANDINGS[state]}"
    yield _line(look, [dim("where this is now"), strong(said)])
    if facts.differences:
        yield _line(look, [to_settle(len(facts.differences))], SETTLE)
    if not facts.standing.parties:
        yield _line(look, ["", dim("Nobody is asked yet. p asks people.")])


def _groups(now: Sequence[PersonPosition]) -> Iterator[tuple[str, list[PersonPosition]]]:
    yield _NOT_YET, [each for each in now if each.position == NOT_YET]
    counting = [each for each in now if each.position not in (NOT_YET, TAKE_BACK)]
    yield "on this text", [each for each in counting if each.on_this_text]
    yield "on an earlier text", [each for each in counting if not each.on_this_text]
    yield "took back their yes", [each for each in now if each.position == TAKE_BACK]


def _group(
    facts: AgreementFacts, look: Look, title: str, group: Sequence[PersonPosition]
) -> Iterator[Line]:
    yield _line(look, ["", title])
    names = [look.naming(each.name) for each in group]
    least = [min(max(map(len, names)), _WIDEST_NAME)]
    for name, each in zip(names, group, strict=True):
        said = words.THEIR_POSITIONS if each.on_this_text else words.EARLIER_POSITIONS
        told = "" if title in (_NOT_YET, "took back their yes") else said.get(each.position, "")
        row = Rows([(name, told)], indent=2, least=least, widest=_WIDEST_NAME)
        asides = " · ".join(_asides(facts, look, each))
        below = [*_reason(look, each), Paragraph(dim(asides), indent=4)]
        below += _would_help(facts, look, each)
        yield _line(look, [row, *below], f"person/{each.person}")


def _reason(look: Look, position: PersonPosition) -> Iterator[Block]:
    if position.content_note and position.id not in look.opened:
        yield Paragraph(f"content note: {position.content_note} · Enter opens it", indent=4)
    elif position.because.strip():
        yield Paragraph(f"“{position.because.strip()}”", indent=4)


def _would_help(facts: AgreementFacts, look: Look, position: PersonPosition) -> Iterator[Block]:
    """Yield what would help them; a content note on it opens with the person."""
    for each in position.would_help:
        if each.content_note and each.id not in look.opened:
            said = f"content note: {each.content_note} · Enter opens it"
        else:
            said = f"“{each.text.strip()}”"
        yield Paragraph(f"{words.WOULD_HELP}: {said}", indent=4)
        aside = [words.day(each.date, facts.today)]
        if each.recorded_by:
            recorder = look.naming(each.recorded_by_name or each.recorded_by)
            told = Recorded(recorder=recorder, person=look.naming(position.name))
            aside.insert(0, told.words)
        yield Paragraph(dim(" · ".join(aside)), indent=6)


def _asides(facts: AgreementFacts, look: Look, position: PersonPosition) -> Iterator[str]:
    day = words.day(position.date, facts.today)
    if position.recorded_by:
        recorder = look.naming(position.recorded_by_name or position.recorded_by)
        day = Recorded(recorder=recorder, person=look.naming(position.name), aloud=day).words
    yield day
    if not position.on_this_text:
        yield words.changed_since(position.changed)
    if not position.listed:
        yield "not on the list"


def _disagreement(facts: AgreementFacts, look: Look) -> Iterator[Line]:
    way = facts.disagreement
    if way is None:
        if facts.agreement.about != "disagreement":
            said = "You have no agreement yet about how to work through disagreement."
            yield _line(look, [Paragraph(dim(said), indent=2)])
        return
    said: Text = [f"{words.THROUGH_DISAGREEMENT}: ", strong(f"“{way.title}”"), dim(" Enter")]
    yield _line(look, [Paragraph(said, indent=2)], f"agreement/{way.id}")


def _silent(facts: AgreementFacts, look: Look, answered: Collection[str]) -> Iterator[Line]:
    """Yield who has not answered; with everyone watching, nobody is pressed by being named."""
    if look.shared:
        return
    empty = {each.id for each in facts.people if each.here == NOT_HERE_YET}
    silent = [each for each in facts.standing.missing if each not in answered]
    asked = [each for each in silent if each not in empty]
    places = [each for each in silent if each in empty]
    yield from _names(facts, look, "asked, no answer yet", asked)
    yield from _names(facts, look, "not asked yet: a place still empty", places)


def _names(facts: AgreementFacts, look: Look, title: str, people: Iterable[str]) -> Iterator[Line]:
    for number, person in enumerate(people):
        if not number:
            yield _line(look, ["", title])
        name = look.naming(facts.name(person))
        yield _line(look, [Paragraph(name, indent=2)], f"person/{person}")


def _removed(facts: AgreementFacts, look: Look) -> Iterator[Line]:
    removed = facts.standing.removed_parties
    if not removed:
        return
    if look.shared:
        said = words.count(len(removed), "person", "people")
        yield _line(look, ["", f"{said} no longer on the list"])
        return
    names = words.listed(facts.name(each) for each in removed)
    yield _line(look, ["", "no longer on the list", Paragraph(names, indent=2)])


def _not_counting(standing: AgreementStanding, look: Look) -> Iterator[Line]:
    """Yield what lies among the positions and is nobody's yes."""
    if standing.unreadable:
        yield _line(look, ["", Paragraph(words.unreadable_files(standing.unreadable))])
    if standing.changed_by_hand:
        yield _line(look, ["", Paragraph(words.changed_by_hand(standing.changed_by_hand))])
    if standing.taken_away:
        yield _line(look, ["", Paragraph(words.taken_away(standing.taken_away))])
    if standing.lacks:
        yield _line(look, ["", Paragraph(words.NOT_ALL_HERE)])


def _around(facts: AgreementFacts, look: Look) -> Iterator[Line]:
    said = "1 thing was said" if facts.said == 1 else f"{facts.said} things were said"
    if facts.said:
        yield _line(look, [""])
        yield _line(look, [[f"{said} about it ", dim("w")]], SAID)
    if facts.past and facts.past.moments:
        picture = standing_picture(facts.past.moments, facts.today, look.width - 2)
        yield _line(look, ["", "over time"])
        yield _line(look, picture, OVER_TIME)


def _line(look: Look, blocks: Iterable[Block], target: str = "") -> Line:
    return Line(fitted(blocks, look.width), target)
