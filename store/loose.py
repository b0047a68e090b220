"""Writing new objects into git's store, as loose objects, the way git does it."""

import contextlib
import os
import secrets
import zlib
from collections.abc import Iterable
from pathlib import Path

import msgspec

from store.objects import Made

# git's own default for loose objects (core.looseCompression): speed, as they are packed later.
_COMPRESSION = 1


class _Begun(msgspec.Struct, frozen=True):
    """One object written under a temporary name: git's own, which its tidying knows."""

    handle: int
    temporary: Path
    place: Path


class Batch:
    """Objects on their way into the store, written but not yet there; use it in a `with` block.

    `handles` are the descriptors that must be synced before `appear`. `shared` gives the user's
    group its part too (core.sharedRepository). Raises OSError.
    """

    def __init__(self, objects: Path, made: Iterable[Made], *, shared: bool = False) -> None:
        self._begun: list[_Begun] = []
        try:
            for each in made:
                place = Path(f"{objects}/{each.id[:2]}/{each.id[2:]}")
                if not place.exists():
                    self._begun.append(_begin(place, each, shared=shared))
        except BaseException:
            self.__exit__()
            raise

    @property
    def handles(self) -> list[int]:
        """The descriptors of what is not yet durable."""
        return [each.handle for each in self._begun]

    def appear(self) -> None:
        """Put the objects in place in the order given, so that none speaks of one not there."""
        for each in self._begun:
            each.temporary.rename(each.place)

    def __enter__(self) -> "Batch":
        return self

    def __exit__(self, *_: object) -> None:
        for each in self._begun:
            os.close(each.handle)
            with contextlib.suppress(OSError):
                each.temporary.unlink()


def _begin(place: Path, what: Made, *, shared: bool) -> _Begun:
    """Write one object beside its place."""
    folder = place.parent
    if not folder.exists():
        folder.mkdir(exist_ok=True)
        if shared:
            folder.chmod(folder.stat().st_mode | 0o2070)
    data = f"{what.type} {len(what.data)}\0".encode() + what.data
    temporary = folder / f"tmp_obj_{secrets.token_hex(6)}"
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o444)
    try:
        with os.fdopen(handle, "wb", closefd=False) as file:
            file.write(zlib.compress(data, _COMPRESSION))
        if shared:
            os.fchmod(handle, 0o444)
    except BaseException:
        os.close(handle)
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    return _Begun(handle, temporary, place)
