"""A small workspace: where writing is tested, the rest of the worked example only costs time."""

import shutil
from pathlib import Path

from store import Workspace

ANSWER = """\
We say what we need and not what the other person is like.
If it gets hot, anyone can say “tea”, and we stop for ten minutes.

Whoever has the most power in the room speaks last.
Our manager asked for that herself.
"""


def make_small(folder: Path) -> None:
    """Make a workspace with a few people, one answer and a note to place, in `folder`."""
    with Workspace.init(folder, "Evenings", name="North team") as workspace:
        workspace.edit("activity", fields={"support": "Ask whoever wears the green lanyard."})
        for name, perspective in (("Robin", "staff"), ("Sam", "service-user"), ("Noor", "carer")):
            fields = {"perspectives": (perspective,), "here": "here"}
            person = workspace.new("person", name, fields).id
            workspace.say("step/1#1.1", f"{name} was here.", by=person)
        workspace.edit("step/2#2.3", body=ANSWER)
        workspace.say("step/1#1.1", "The laptop was there too.")
        workspace.say("unplaced", "Tea first.", by="Robin")


def copy_of(made: Path, place: Path) -> Path:
    """Return a fresh copy of a workspace in `place`."""
    shutil.copytree(made, place, symlinks=True)
    return place
