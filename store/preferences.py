"""What one person chose for themselves on this computer, for every workspace they open."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec

from store import errors

_LIMIT = 1 << 20
_UNUSABLE = (OSError, msgspec.MsgspecError, RecursionError)


class Preferences(msgspec.Struct, frozen=True, kw_only=True):
    """How the app looks and answers for one person.

    `theme` is "" for the usual one. `keys` gives other keys, by the id of what they do, as in
    `{"now.mark-seen": "u"}`. `editor` is a command, "" for `$VISUAL` or `$EDITOR`. `projector`
    hides names from the start.
    """

    theme: str = ""
    keys: Mapping[str, str] = {}
    editor: str = ""
    projector: bool = False
    animations: bool = True


class Chosen(msgspec.Struct, frozen=True):
    """The preferences that count now, and one sentence when the file could not be used ("")."""

    preferences: Preferences
    sentence: str = ""


def file() -> Path:
    """Return where preferences lie: `$XDG_CONFIG_HOME`, else `~/.config`, as XDG says."""
    named = os.environ.get("XDG_CONFIG_HOME", "")
    # A relative path there is to be ignored (XDG base directory specification).
    base = Path(named) if Path(named).is_absolute() else Path("~/.config").expanduser()
    return base / "coproduce" / "settings.json"


def lies_in(place: Path, root: Path) -> bool:
    """Return whether a file of this person lies in the folder `root`, also through links."""
    return Path(os.path.realpath(place)).is_relative_to(Path(os.path.realpath(root)))


def load() -> Chosen:
    """Return what was chosen; the usual values, and why, when the file cannot be used."""
    place = file()
    try:
        return Chosen(_read(place)[0])
    except FileNotFoundError:
        return Chosen(Preferences())
    except _UNUSABLE as problem:
        return Chosen(
            Preferences(),
            f"Your settings in {place} cannot be read ({problem}), so the usual ones are used. "
            "The file stays as it is until you change a setting; then it is kept beside the new "
            "one.",
        )


def change(**values: str | bool | Mapping[str, str]) -> Chosen:
    """Change some of the preferences, leaving the others as the file has them now.

    A file that cannot be read is moved aside first, and the sentence says where to. Raises
    NotWritable or DiskFull, and TypeError for a preference there is not.
    """
    place = Path(os.path.realpath(file()))
    sentence = ""
    known: dict[str, Any] = {}
    try:
        before, known = _read(place)
    except FileNotFoundError:
        before = Preferences()
    except _UNUSABLE:
        before = Preferences()
        sentence = f"The settings that could not be read are kept in {_moved_aside(place)}."
    after = msgspec.structs.replace(before, **values)
    write_json(place, msgspec.json.encode({**known, **msgspec.structs.asdict(after)}))
    return Chosen(after, sentence)


def _read(place: Path) -> tuple[Preferences, dict[str, Any]]:
    """Return the preferences, and everything the file holds: a newer version may know more."""
    with place.open("rb") as opened:
        data = opened.read(_LIMIT + 1)
    if len(data) > _LIMIT:
        raise msgspec.ValidationError("it is too long")
    everything = msgspec.json.decode(data, type=dict[str, Any])
    return msgspec.convert(everything, Preferences), everything


def _moved_aside(place: Path) -> Path:
    for number in range(1, 1000):
        aside = place.with_name(f"settings-unreadable-{number}.json")
        if not aside.exists():
            try:
                return place.rename(aside)
            except OSError as problem:
                raise errors.from_os(problem, place) from problem
    raise errors.NotWritable(place)


def write_json(place: Path, data: bytes) -> None:
    """Put JSON, laid out for people, in the place of an old file in one step, for this user alone.

    Raises NotWritable or DiskFull.
    """
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{place.stem}-", dir=place.parent)
        part = Path(name)
        try:
            with os.fdopen(handle, "wb") as opened:
                opened.write(msgspec.json.format(data, indent=1) + b"\n")
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(place)
        except OSError:
            part.unlink(missing_ok=True)
            raise
    except OSError as problem:
        raise errors.from_os(problem, place) from problem
