"""A small workspace with a copy of another team, in which both worded things differently."""

import shutil
import subprocess
from pathlib import Path

from walking import TODAY

from store import Workspace

BASE = "Staff check in every hour.\n\nWhat is said here stays here.\n"
MINE, THEIRS = "Staff check in every two hours.", "Staff check in when the person asks."


def opened(folder: Path) -> Workspace:
    """Open a workspace at the time of the tests."""
    return Workspace.open(folder, clock=lambda: TODAY)


def make_teams(place: Path) -> None:
    """Make `place`/north and `place`/south, which share through `place`/drive and differ.

    South has shared its wording; North has not got it yet.
    """
    north, south, drive = place / "north", place / "south", place / "drive"
    with Workspace.init(north, "Evenings", name="North team", clock=lambda: TODAY) as workspace:
        sam = workspace.new("person", "Sam", {"perspectives": ("service-user",)}).id
        parties = {"parties": (workspace.me, sam), "about": "aims", "step": "2"}
        workspace.new("agreement", "Ground rules", parties, BASE)
        workspace.edit("step/2#2.3", body="We say what we need.")
        workspace.new("outcome", "More sleep", {"known_by": "People say so."}, "We sleep.")
        workspace.share_folder(drive)
    shutil.copytree(north, south, symlinks=True)
    subprocess.run(["git", "-C", str(south), "config", "coproduce.me", sam], check=True)
    for folder, clause, about in ((north, MINE, "payment"), (south, THEIRS, "values")):
        with opened(folder) as workspace:
            body = BASE.replace("Staff check in every hour.", clause)
            why = f"because of {about}"
            workspace.edit("ground-rules", body=body, fields={"about": about}, why=why)
            workspace.edit("step/2#2.3", body=f"We say it, for {about}.")
            workspace.edit("more-sleep", fields={"known_by": f"We ask about {about}."})
    with opened(south) as workspace:
        workspace.say("step/1#1.1", "It is not the rules.")
        workspace.sync()
    (place / "north").joinpath(".git/config").write_text(
        (north / ".git/config").read_text().replace(str(drive), "../drive")
    )


def copy_of(made: Path, place: Path) -> Path:
    """Return North's fresh copy in `place`, beside the drive."""
    shutil.copytree(made, place, symlinks=True)
    return place / "north"
