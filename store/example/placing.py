"""Where the worked example lies: made there whole, or found there from before."""

from pathlib import Path
from tempfile import TemporaryDirectory

from store.errors import Failed, NotAWorkspace, from_os
from store.example import make
from store.example.people import TITLE
from store.workspace import Workspace


def example_place(folder: Path | str) -> Path:
    """Return where the worked example goes when nobody named a folder: “demo” in this one."""
    return Path(folder).absolute() / "demo"


def place_example(place: Path, progress: make.Progress) -> bool:
    """Make the worked example in `place`; return False when it was there already.

    It is made beside its place and moved there, so that none is left half told. Raises Failed
    when something else lies there, NotWritable or DiskFull.
    """
    if _is_example(place):
        return False
    _refuse_full(place)
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".coproduce-", dir=place.parent) as beside:
            told = Path(beside, place.name)
            make.make_example(told, progress=progress).close()
            told.rename(place)
    except OSError as problem:
        raise from_os(problem, place) from problem
    return True


def _is_example(place: Path) -> bool:
    """Return whether the worked example is in `place` itself."""
    try:
        with Workspace.open(place) as found:
            return found.root.resolve() == place.resolve() and found.title == TITLE
    except NotAWorkspace:
        return False


def _refuse_full(place: Path) -> None:
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise Failed(
            f"{place} is there already and holds something else.",
            "Name another folder, as in: coproduce demo evenings",
        )
