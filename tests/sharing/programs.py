"""What happens in a random history, as a list of steps made from a number."""

from collections.abc import Callable, Iterable
from random import Random
from typing import NamedTuple


class Step(NamedTuple):
    """One thing that happens: who does it (of the clones), what (of 100), and its chances."""

    who: int
    what: int
    chance: int


class Program(NamedTuple):
    """A history to play: how many clones, how they exchange, and the steps."""

    clones: int
    shape: str
    apart: bool
    steps: tuple[Step, ...]


SHAPES = ("hub", "mesh", "pairs")


def program_of(number: int) -> Program:
    """Return the program that a number stands for."""
    chance = Random(number)
    clones = chance.choice((2, 2, 3, 3, 4, 5))
    steps = [
        Step(chance.randrange(clones), chance.randrange(100), chance.randrange(1 << 30))
        for _ in range(chance.randrange(8, 50))
    ]
    return Program(clones, chance.choice(SHAPES), chance.random() < 0.1, tuple(steps))


def shorter(program: Program, fails: Callable[[Program], bool]) -> Program:
    """Return a part of a failing program that still fails, found by leaving out steps."""
    steps = list(program.steps)
    size = max(1, len(steps) // 2)
    while size:
        at = 0
        while at < len(steps):
            fewer = [*steps[:at], *steps[at + size :]]
            if fails(program._replace(steps=tuple(fewer))):
                steps = fewer
            else:
                at += size
        size //= 2
    return program._replace(steps=tuple(steps))


def numbers(first: int) -> Iterable[int]:
    """Return the numbers of histories to play one after another."""
    while True:
        yield first
        first += 1
