"""What people did, kept apart from what is derived: who stood where on which words, knowing what.

`expected` says from that alone where an agreement must be; it shares no code with the rule.
"""

from collections.abc import Collection, Iterable
from random import Random
from typing import NamedTuple, Protocol

PEOPLE = ("p-aaaaaaaa", "p-bbbbbbbb", "p-cccccccc", "p-dddddddd")
PARAGRAPHS = (
    ("We listen.", "We listen well.", "We listen and wait."),
    ("We take breaks.", "We take long breaks."),
    ("We start on time.", "We start when all are here."),
)
_POSITIONS = (*("agree",) * 6, "agree-with-concern", "agree-with-concern", "stand-aside")
_OTHERS = ("not-yet", "take-back", "stand-aside")

Text = tuple[str, str]
"""The title and the body, letter by letter."""


class Act(NamedTuple):
    """Someone said where they stand on `text`. `knew` are their own acts the place had by then."""

    id: str
    person: str
    position: str
    text: Text
    knew: frozenset[str]


class Expected(NamedTuple):
    """Where the agreement must be, and who is missing, several and off the list, in order."""

    state: str
    missing: tuple[str, ...]
    several: tuple[str, ...]
    removed: tuple[str, ...]


def expected(
    acts: Collection[Act],
    taken_back: Collection[str],
    text: Text,
    parties: Collection[str],
    *,
    is_open: bool,
    ever: Iterable[str] = (),
) -> Expected:
    """Return where an agreement must be when these acts are known, whatever order they came in."""
    superseded = {old for each in acts for old in each.knew}
    now = [each for each in acts if each.id not in superseded and each.id not in taken_back]
    own = {party: [each for each in now if each.person == party] for party in parties}
    return Expected(
        _state(now, own, text, is_open=is_open),
        tuple(
            party
            for party, said in own.items()
            if not [each for each in said if each.position != "take-back"]
        ),
        tuple(party for party, said in own.items() if len(said) > 1),
        tuple(sorted(set(ever) - set(parties))),
    )


def _state(now: list[Act], own: dict[str, list[Act]], text: Text, *, is_open: bool) -> str:
    if [each for each in now if each.position == "not-yet"]:
        return "not-yet"
    if not own:
        return "draft"
    if is_open or [said for said in own.values() if len(said) != 1]:
        return "asked"
    words = {said[0].position for said in own.values()}
    if "take-back" in words or words == {"stand-aside"}:
        return "asked"
    later = [said for said in own.values() if said[0].text != text]
    return "changed-since-agreed" if later else "agreed"


class Place(Protocol):
    """One copy of the workspace, real or imagined."""

    def text(self) -> Text: ...
    def parties(self) -> tuple[str, ...]: ...
    def is_open(self) -> bool: ...
    def standing(self, ever: Collection[str]) -> Expected: ...
    def stand(self, person: str, position: str) -> str: ...
    def withdraw(self, act: str) -> None: ...
    def take_away(self, act: str) -> None: ...
    def is_there(self, act: str) -> bool: ...
    def write(self, title: str, body: str) -> None: ...
    def ask(self, parties: tuple[str, ...]) -> None: ...
    def share(self) -> None: ...


class Known:
    """What reached one place: acts, which of them were taken back, who was ever on the list."""

    def __init__(self, ever: Iterable[str]) -> None:
        self.acts: dict[str, Act] = {}
        self.taken_back: set[str] = set()
        self.ever: set[str] = set(ever)

    def learn(self, other: "Known") -> None:
        self.acts |= other.acts
        self.taken_back |= other.taken_back
        self.ever |= other.ever


class Step(NamedTuple):
    """One thing that happens: at which place, what (of 100), and its chances."""

    who: int
    what: int
    chance: int


class Play:
    """Places that share through one hub, with all that is known of what people did in them."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = tuple(places)
        first = self.places[0].parties()
        self._known = [Known(first) for _ in self.places]
        self._hub = Known(first)
        self.seen: list[Expected] = []
        self.times_open = 0
        self.times_taken_away = 0

    def step(self, step: Step, *, look: bool) -> None:
        """Let one thing happen; with `look`, check where the agreement is at that place then."""
        number = step.who % len(self.places)
        chance = Random(step.chance)
        place, known = self.places[number], self._known[number]
        if step.what < 40:
            person = chance.choice(PEOPLE)
            self.stand(number, person, chance.choice((*_POSITIONS, *_OTHERS)))
        elif step.what < 52:
            for person in place.parties():
                self.stand(number, person, chance.choice(_POSITIONS))
        elif step.what < 66:
            place.write(*_changed(chance, place.text()))
        elif step.what < 68:
            for each in self.places:
                each.write(*_changed(chance, each.text()))
        elif step.what < 74:
            self._ask(number, chance.choice(PEOPLE))
        elif step.what < 78:
            standing = sorted(filter(place.is_there, known.acts.keys() - known.taken_back))
            if standing:
                self.withdraw(number, chance.choice(standing))
        elif step.what < 80:
            self._take_away(number, chance)
        else:
            self.share(number)
        if look:
            self.look(number)

    def settle_down(self, order: Random) -> None:
        """Let everyone share until all have everything, in any order."""
        for _ in range(2):
            numbers = list(range(len(self.places)))
            order.shuffle(numbers)
            for number in numbers:
                self.share(number)

    def share(self, number: int) -> None:
        """Let one place share."""
        self.places[number].share()
        self._known[number].learn(self._hub)
        self._known[number].ever |= set(self.places[number].parties())
        self._hub.learn(self._known[number])

    def look(self, number: int) -> Expected:
        """Check where the agreement is at one place, and return it."""
        place, known = self.places[number], self._known[number]
        wanted = expected(
            known.acts.values(),
            known.taken_back,
            place.text(),
            place.parties(),
            is_open=place.is_open(),
            ever=known.ever,
        )
        found = place.standing(known.ever)
        assert found == wanted, (found, wanted, known.acts, known.taken_back, place.text())
        self.seen.append(found)
        self.times_open += place.is_open()
        return found

    def check_end(self) -> Expected:
        """Check that every place has the same standing, on the same text, and the right one."""
        found = {self.look(number) for number in range(len(self.places))}
        texts = {(place.text(), place.parties()) for place in self.places}
        assert len(found) == len(texts) == 1, (found, texts)
        return found.pop()

    def stand(self, number: int, person: str, position: str) -> str:
        """Let someone say where they stand at one place; return its id."""
        place, known = self.places[number], self._known[number]
        knew = frozenset(each.id for each in known.acts.values() if each.person == person)
        id_ = place.stand(person, position)
        known.acts[id_] = Act(id_, person, position, place.text(), knew)
        return id_

    def withdraw(self, number: int, act: str) -> None:
        """Let someone take back at one place what was said."""
        self.places[number].withdraw(act)
        self._known[number].taken_back.add(act)

    def take_away(self, number: int, act: str) -> None:
        """Let somebody take away by hand what was no yes: that is to change nothing anywhere."""
        self.places[number].take_away(act)
        self.times_taken_away += 1

    def _take_away(self, number: int, chance: Random) -> None:
        known = self._known[number]
        hinders = [
            id_
            for id_ in sorted(known.acts.keys() - known.taken_back)
            if known.acts[id_].position in ("not-yet", "take-back")
            and self.places[number].is_there(id_)
        ]
        if hinders:
            self.take_away(number, chance.choice(hinders))

    def _ask(self, number: int, person: str) -> None:
        place = self.places[number]
        before = place.parties()
        after = tuple(each for each in before if each != person)
        if person not in before:
            after = (*before, person)
        place.ask(after)
        self._known[number].ever |= set(after)


def first_body() -> str:
    """Return the text everyone begins with."""
    return "\n\n".join(each[0] for each in PARAGRAPHS) + "\n"


def _changed(chance: Random, text: Text) -> Text:
    """Return other words for one paragraph or the title; often words that stood there before."""
    title, body = text
    if chance.random() < 0.2:
        return chance.choice(("Ground rules", "Our ground rules", "House rules")), body
    now = body.strip("\n").split("\n\n")
    if len(now) != len(PARAGRAPHS):
        now = [each[0] for each in PARAGRAPHS]
    at = chance.choice((0, 0, 1, 2))
    now[at] = chance.choice([each for each in PARAGRAPHS[at] if each != now[at]])
    return title, "\n\n".join(now) + "\n"
