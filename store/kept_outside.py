"""What is remembered outside every workspace, where nobody who shares it can write."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec

from store import preferences
from store.errors import CoproduceError

Refusal = Callable[[Path, str], CoproduceError]


class _Kept(Protocol):
    @property
    def version(self) -> int: ...


_Form = TypeVar("_Form", bound=_Kept)


def outside(place: Path, root: Path, refusal: Refusal) -> Path:
    """Return the file `place`; raise `refusal` where it lies inside the workspace at `root`.

    What others can write to by sharing would remember what they like.
    """
    if preferences.lies_in(place, root):
        raise refusal(place, "it lies inside the workspace, where others can write")
    return place


def read(place: Path, empty: _Form, limit: int, refusal: Refusal) -> _Form:
    """Return what the file at `place` holds, in the form of `empty`, or that where there is none.

    Raises `refusal` for a file that cannot be read, of more than `limit` bytes, or of another
    version than `empty` has.
    """
    try:
        with place.open("rb") as opened:
            data = opened.read(limit + 1)
    except FileNotFoundError:
        return empty
    except OSError as problem:
        raise refusal(place, problem.strerror or str(problem)) from problem
    if len(data) > limit:
        raise refusal(place, "it is too long")
    try:
        kept = msgspec.json.decode(data, type=type(empty))
    except (msgspec.MsgspecError, RecursionError) as problem:
        raise refusal(place, str(problem)) from problem
    if kept.version != empty.version:
        raise refusal(place, "it was written by a newer coproduce")
    return kept
