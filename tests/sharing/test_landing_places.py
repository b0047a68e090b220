"""What others shared comes to disk also where a folder was a file before, or the name is long."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from teams import Teams, assert_clean, git, head

NOTES = "notes"


@pytest.fixture
def shared(teams: Teams) -> Iterator[Teams]:
    """Teams that both have a plain file."""
    (teams.ben / NOTES).write_text("first notes\n")
    save_all(teams.ben)
    share(teams, "ben", "ann")
    return teams


def save_all(folder: Path) -> None:
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "By hand")


def share(teams: Teams, *names: str) -> str:
    """Share from one after the other, and return the state of the last."""
    state = ""
    for name in names:
        with teams.open(teams.folder / name) as workspace:
            state = workspace.sync().state
    return state


def into_folder(folder: Path) -> None:
    (folder / NOTES).unlink()
    (folder / NOTES).mkdir()
    (folder / NOTES / "2026.txt").write_text("first notes\n")
    (folder / NOTES / "other.txt").write_text("other notes\n")


def test_a_file_that_became_a_folder_comes_in_and_so_does_what_follows(shared: Teams) -> None:
    into_folder(shared.ben)
    save_all(shared.ben)
    assert share(shared, "ben", "ann") == "in-step"
    assert (shared.ann / NOTES / "other.txt").read_text() == "other notes\n"
    assert_clean(shared.ann)
    (shared.ben / NOTES / "2026.txt").write_text("next\n")
    save_all(shared.ben)
    assert share(shared, "ben", "ann") == "in-step"
    assert (shared.ann / NOTES / "2026.txt").read_text() == "next\n"
    assert_clean(shared.ann)


def test_a_folder_that_became_a_file_comes_in(shared: Teams) -> None:
    into_folder(shared.ben)
    save_all(shared.ben)
    share(shared, "ben", "ann")
    for each in ("2026.txt", "other.txt"):
        (shared.ben / NOTES / each).unlink()
    (shared.ben / NOTES).rmdir()
    (shared.ben / NOTES).write_text("one file again\n")
    save_all(shared.ben)
    assert share(shared, "ben", "ann") == "in-step"
    assert (shared.ann / NOTES).read_text() == "one file again\n"
    assert_clean(shared.ann)


def test_a_file_that_was_changed_and_not_saved_is_no_folder_meanwhile(shared: Teams) -> None:
    into_folder(shared.ben)
    save_all(shared.ben)
    (shared.ann / NOTES).write_text("words not saved\n")
    before = head(shared.ann)
    assert share(shared, "ben", "ann") == "waiting"
    assert head(shared.ann) == before
    assert (shared.ann / NOTES).read_text() == "words not saved\n"


@pytest.mark.parametrize("name", ["2026.txt", "mine.txt"])
def test_a_folder_in_which_something_is_not_saved_is_no_file_meanwhile(
    shared: Teams, name: str
) -> None:
    into_folder(shared.ben)
    save_all(shared.ben)
    share(shared, "ben", "ann")
    git(shared.ben, "rm", "-qr", NOTES)
    (shared.ben / NOTES).write_text("one file again\n")
    save_all(shared.ben)
    (shared.ann / NOTES / name).write_text("words not saved\n")
    before = head(shared.ann)
    assert share(shared, "ben", "ann") == "waiting"
    assert head(shared.ann) == before
    assert (shared.ann / NOTES / name).read_text() == "words not saved\n"


def test_a_file_of_a_very_long_name_comes_in_and_is_kept_twice_where_two_changed_it(
    shared: Teams,
) -> None:
    name = f"{'ä' * 124}.t"
    (shared.ben / name).write_text("one\n")
    save_all(shared.ben)
    assert share(shared, "ben", "ann") == "in-step"
    assert (shared.ann / name).read_text() == "one\n"
    for folder, text in ((shared.ben, "by Ben\n"), (shared.ann, "by Ann\n")):
        (folder / name).write_text(text)
        save_all(folder)
    assert share(shared, "ben", "ann") == "in-step"
    found = [each.read_text() for each in shared.ann.glob("ä*")]
    assert sorted(found) == ["by Ann\n", "by Ben\n"]
    assert_clean(shared.ann)


def test_a_record_that_was_a_link_for_a_while_comes_in_again(teams: Teams) -> None:
    rules = f"agreements/{next((teams.ben / 'agreements').glob('*.md')).name}"
    file = teams.ben / rules
    text = file.read_text()
    file.unlink()
    file.symlink_to("../README.md")
    save_all(teams.ben)
    share(teams, "ben", "ann")
    file.unlink()
    file.write_text(f"{text}\nA file again.\n")
    save_all(teams.ben)
    assert share(teams, "ben", "ann") == "in-step"
    assert (teams.ann / rules).read_text() == f"{text}\nA file again.\n"
    assert_clean(teams.ann)


def test_words_not_saved_stay_where_others_had_a_link_for_a_while(teams: Teams) -> None:
    rules = f"agreements/{next((teams.ben / 'agreements').glob('*.md')).name}"
    file = teams.ben / rules
    text = file.read_text()
    file.unlink()
    file.symlink_to("../README.md")
    save_all(teams.ben)
    share(teams, "ben", "ann")
    (teams.ann / rules).write_text(f"{text}\nWords not saved.\n")
    file.unlink()
    file.write_text(f"{text}\nA file again.\n")
    save_all(teams.ben)
    assert share(teams, "ben", "ann") == "waiting"
    assert (teams.ann / rules).read_text() == f"{text}\nWords not saved.\n"
