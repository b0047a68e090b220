"""What is shared and what is to settle names nobody while everyone sees the screen."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from schema.merge import merge_texts
from store import Workspace
from tui.app.places.share_facts import read_share
from tui.app.places.share_lines import main_groups, side_groups
from tui.app.settling.facts import read_settling


@pytest.fixture
def named(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace in which a person's name, and a list of people, are worded differently."""
    with Workspace.init(tmp_path / "here", "Evenings", name="Robin") as workspace:
        workspace.share_folder(tmp_path / "hub")
        sam = workspace.new("person", "Samira").id
        ref = workspace.new("agreement", "Ground rules", {"parties": (sam,)}, "We listen.").id
        workspace.agree(ref, by=sam)
        for path, was, ours, theirs in (
            (f"people/{sam}.md", "title: Samira", "title: Samirah", "title: Samire"),
            (f"agreements/{ref}.md", f"parties: [{sam}]", "parties: []", f"parties: {sam}"),
        ):
            file = workspace.root / path
            text = file.read_text()
            sides = (text.replace(was, each) for each in (ours, theirs))
            file.write_text(merge_texts(text, *sides))
        git = ["git", "-C", str(workspace.root), "-c", "user.name=x", "-c", "user.email=x@x"]
        subprocess.run([*git, "commit", "-qam", "Two wordings"], check=True)
        yield workspace


def share_words(workspace: Workspace, *, shared: bool) -> str:
    facts = read_share(workspace)
    groups = (
        *main_groups(facts, lambda name: "someone" if shared else name, shared=shared),
        *side_groups(facts, shared=shared),
    )
    return repr(groups)


def test_the_lines_of_sharing_name_nobody(named: Workspace) -> None:
    assert "Samira" in share_words(named, shared=False)
    said = share_words(named, shared=True)
    assert "Samira" not in said
    assert "Robin" not in said
    assert "Something about a person here" in said
    assert "Ground rules" in said


def test_what_is_to_settle_names_nobody(named: Workspace) -> None:
    person = f"person/{named.person('Samira')}"
    for ref in (person, "agreement/ground-rules"):
        found = read_settling(named, ref, shared=False)
        assert found.open
        assert "Samira" in repr((found.title, [each.wordings for each in found.open]))
        hidden = read_settling(named, ref, shared=True)
        shown = [(e.wordings, e.begin, e.changed, e.called) for e in hidden.open]
        assert len(shown) == len(found.open)
        assert "Samira" not in repr((hidden.title, shown))
