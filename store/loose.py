"""Objects that lie loose in git's store, each in its own file: written and read as git does it."""

import contextlib
import os
import re
import secrets
import zlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from store.objects import Made

# git's own default for loose objects (core.looseCompression): speed, as they are packed later.
_COMPRESSION = 1
# Of a larger file the beginning alone is read, and git reads the whole.
_LARGE = 1 << 16
# That none of so many is loose tells enough about the others.
_FIRST = 8
_ID = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")


def read_some(objects: Path, names: Sequence[str]) -> dict[str, tuple[str, bytes]]:
    """Return type and bytes of those objects that are loose, none where the first few are not.

    What is large or damaged is left out too: git knows more about it, and takes longer for each.
    """
    found: dict[str, tuple[str, bytes]] = {}
    for number, name in enumerate(names):
        if number == _FIRST and not found:
            break
        if _ID.fullmatch(name) and (read := _read(f"{objects}/{name[:2]}/{name[2:]}")):
            found[name] = read
    return found


def _read(place: str) -> tuple[str, bytes] | None:
    """Return what a loose object is: its type, its size, a zero, its bytes (gitformat-loose)."""
    try:
        handle = os.open(place, os.O_RDONLY | os.O_CLOEXEC)
        try:
            packed = os.read(handle, _LARGE)
        finally:
            os.close(handle)
        whole = zlib.decompressobj()
        head, _, data = whole.decompress(packed, _LARGE << 4).partition(b"\0")
    except (OSError, zlib.error):
        return None
    type_, _, size = head.partition(b" ")
    if not whole.eof or size != b"%d" % len(data):
        return None
    return type_.decode("ascii", "replace"), data


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
