"""How the worked example is made: every deed in turn, through the workspace, at its own time."""

import os
import random
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import cast

from store.example import people
from store.example.agreements import AGREEMENTS
from store.example.answers import EARLY_ANSWERS
from store.example.barriers import BARRIERS, LEARNING
from store.example.before import BEFORE
from store.example.deed import Deed, Given
from store.example.first_steps import FIRST_STEPS
from store.example.later_answers import LATER_ANSWERS
from store.example.later_steps import LATER_STEPS
from store.example.meetings import MEETINGS
from store.example.outcomes import OUTCOMES
from store.example.positions import POSITIONS
from store.example.promises import PROMISES
from store.example.replies import ABOUT_RECORDS, LISTED, LOOKED, NOTES, REPLIES, TAKEN_BACK
from store.example.reviews import REVIEWS
from store.example.words import WORDS
from store.git import Repository
from store.values import Saved
from store.workspace import Workspace

Progress = Callable[[int, int, str], None]

# British summer time in the year of the example, so that no clock of any machine is asked.
_SUMMER_BEGINS = datetime(2026, 3, 29, 1)  # noqa: DTZ001 - local time, its offset is what is sought
_SUMMER_ENDS = datetime(2026, 10, 25, 2)  # noqa: DTZ001 - as above
# Hundreds of made-up changes are nobody's to sign, and no check of the user's is about them.
_UNTOUCHED = {"commit.gpgSign": "false", "core.hooksPath": ".git/coproduce/no-hooks"}
# While it is being made there is nothing to lose: the disk is waited for once, at the end.
_HURRIED = {"core.fsync": "none"}
_OFFSETS = {False: timezone(timedelta()), True: timezone(timedelta(hours=1))}


def story() -> tuple[Deed, ...]:
    """Return every deed of the year in the order in which it happened."""
    themes = (
        people.TEAMS,
        people.PEOPLE,
        people.ACTIVITY,
        BEFORE,
        FIRST_STEPS,
        LATER_STEPS,
        AGREEMENTS,
        POSITIONS,
        MEETINGS,
        REVIEWS,
        EARLY_ANSWERS,
        LATER_ANSWERS,
        PROMISES,
        OUTCOMES,
        BARRIERS,
        LEARNING,
        WORDS,
        NOTES,
        ABOUT_RECORDS,
        REPLIES,
        TAKEN_BACK,
        LOOKED,
        LISTED,
    )
    return tuple(sorted((deed for theme in themes for deed in theme), key=lambda deed: deed.when))


def moment(when: str) -> datetime:
    """Return `2026-04-13 20:10` in Britain as an aware time."""
    local = datetime.strptime(when, "%Y-%m-%d %H:%M")  # noqa: DTZ007 - the offset follows
    return local.replace(tzinfo=_OFFSETS[_SUMMER_BEGINS <= local < _SUMMER_ENDS])


def make_example(
    folder: str | Path,
    *,
    seed: int = 1,
    progress: Progress = lambda done, total, what: None,  # noqa: ARG005 - nobody listens
) -> Workspace:
    """Make “Evenings at the crisis café” in `folder` and return it, opened with the clock of now.

    The same seed makes the same commits on every machine. `progress` hears how many changes are
    done, of how many, and the day that is being told. Raises what `Workspace.init` raises.
    """
    deeds = story()
    telling = _Telling(folder, seed)
    try:
        for done, deed in enumerate(deeds):
            progress(done, len(deeds), f"{moment(deed.when):%B %Y}")
            telling.tell(deed)
        progress(len(deeds), len(deeds), "done")
    finally:
        telling.close()
    with Repository(Path(folder)) as repository:
        for name in _HURRIED:
            repository.set_config(name, "")
    os.sync()
    return Workspace.open(folder)


class _Telling:
    """The example half told: who has a keyboard, what has been made, and what time it is."""

    def __init__(self, folder: str | Path, seed: int) -> None:
        self._folder = folder
        self._now = moment(people.STARTED)
        self._randbelow = random.Random(seed).randrange  # noqa: S311 - ids that anyone can repeat
        first = Workspace.init(
            folder,
            people.TITLE,
            name=people.FIRST_NAME,
            body=people.ABOUT,
            clock=self._clock,
            randbelow=self._randbelow,
            settings={**_UNTOUCHED, **_HURRIED},
        )
        self._keyboards = {people.FIRST: first}
        self._made: dict[str, tuple[str, str]] = {people.FIRST: ("person", first.me)}

    def _clock(self) -> datetime:
        return self._now

    def tell(self, deed: Deed) -> None:
        """Let one deed happen."""
        self._now = moment(deed.when)
        verb = getattr(self._keyboard(deed.keyboard), deed.verb)
        saved = cast(
            "Saved | None",
            verb(
                *(self._reference(each) for each in deed.arguments),
                **{name: self._option(name, value) for name, value in deed.options.items()},
            ),
        )
        if deed.named and saved:
            kind = saved.kind if deed.verb == "new" else "contribution"
            self._made[deed.named] = (kind, saved.id)

    def close(self) -> None:
        """Close every keyboard's workspace."""
        for each in self._keyboards.values():
            each.close()

    def _keyboard(self, name: str) -> Workspace:
        if name not in self._keyboards:
            self._keyboards[name] = Workspace.open(
                self._folder,
                as_person=self._id(f"@{name}"),
                clock=self._clock,
                randbelow=self._randbelow,
            )
        return self._keyboards[name]

    def _option(self, name: str, value: Given | Mapping[str, Given]) -> object:
        if isinstance(value, str):
            return self._reference(value) if name == "from" else self._id(value)
        if isinstance(value, Mapping):
            return {key: self._option(key, each) for key, each in value.items()}
        return self._ids(value)

    def _ids(self, names: Iterable[str]) -> tuple[str, ...]:
        return tuple(self._id(each) for each in names)

    def _id(self, name: str) -> str:
        return self._made[name[1:]][1] if name.startswith("@") else name

    def _reference(self, name: str) -> str:
        return "/".join(self._made[name[1:]]) if name.startswith("@") else name
