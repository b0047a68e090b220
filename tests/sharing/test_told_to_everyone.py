"""What a merge decided, and what was changed by hand, is told to everyone it comes to."""

from pathlib import Path

import pytest
from teams import QUESTION, Teams, git, rules_of

from store import Workspace, errors


def save_by_hand(folder: Path, name: str, text: str | None) -> None:
    """Write or remove a file with plain git."""
    if text is None:
        git(folder, "rm", "-q", name)
    else:
        (folder / name).write_text(text)
        git(folder, "add", name)
    git(folder, "commit", "-q", "-m", "by hand")


def codes(workspace: Workspace) -> set[str]:
    return {each.code for each in workspace.doctor()}


def test_who_removed_a_file_hears_that_it_stays(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    path = ann.show(rules_of(ann)).record.path
    save_by_hand(teams.ann, path, None)
    ben.edit(rules_of(ben), body="We listen well.\n\nWe take breaks.")
    ann.sync()
    told = ben.sync().notes
    assert [path in each and "so it stays" in each for each in told] == [True]
    assert ann.sync().notes == told
    assert ann.sync().notes == ()
    assert (teams.ann / path).exists()


def test_who_gets_a_second_file_hears_where_it_is_and_doctor_says_so(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    save_by_hand(teams.ann, "notes.txt", "a\n")
    save_by_hand(teams.ben, "notes.txt", "b\n")
    ann.sync()
    told = ben.sync().notes
    assert ann.sync().notes == told
    (second,) = [each.name for each in teams.ann.glob("notes.other-*.txt")]
    assert second in told[0]
    for each in (ann, ben):
        (found,) = [one for one in each.doctor() if one.code == "kept-both"]
        assert second in found.message
    save_by_hand(teams.ann, second, None)
    assert "kept-both" not in codes(ann)


def test_bringing_together_can_be_stopped_in_the_middle(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    for number in range(12):
        git(teams.ann, "checkout", "-q", "-b", f"side-{number}")
        git(teams.ann, "commit", "-q", "--allow-empty", "-m", "aside")
        git(teams.ann, "checkout", "-q", "main")
        git(teams.ann, "commit", "-q", "--allow-empty", "-m", "here")
        git(teams.ann, "merge", "-q", "--no-ff", "-m", "By hand", f"side-{number}")
    ann.sync()
    begun: list[str] = []
    asked: list[bool] = []

    def cancelled() -> bool:
        if "Bringing it together" in begun:
            asked.append(True)
        return len(asked) > 3

    with pytest.raises(errors.Interrupted):
        ben.sync(progress=begun.append, cancelled=cancelled)
    assert len(asked) == 4
    before = git(teams.ben, "rev-parse", "main")
    assert ben.sync().received == 24
    assert git(teams.ben, "rev-parse", "main") != before


def test_what_was_received_is_not_looked_through_again(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    ann.say(QUESTION, "From Ann.")
    file = teams.folder / "evenings.bundle"
    ann.bundle(file)
    ben.receive(file)
    from store.sharing import marks

    head = git(teams.ben, "rev-parse", "main").strip()
    assert marks.read(ben._repository.paths).looked_at == head
