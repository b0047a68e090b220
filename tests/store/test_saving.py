"""Saving: one change is one commit, only over what its editor saw, and nothing else moves."""

import os
import string
import subprocess
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from repositories import (
    ANN,
    NOON,
    OTHER,
    RECORD,
    assert_all_in_line,
    assert_others_untouched,
    assert_sound,
    draft_bytes,
    pending,
    run,
    save_bytes,
    saved_bytes,
)

from store import errors, git
from store.git import Repository
from store.objects import object_id
from store.saving import Identity, PendingSave, Write, save

FORM = "%an|%ae|%ad|%cn|%ce|%cd|%B"


def commits(folder: Path) -> int:
    return int(run(folder, "rev-list", "--count", "main"))


def last(folder: Path) -> list[str]:
    return run(folder, "log", "-1", "--date=iso", f"--format={FORM}").split("|")


def test_a_change_is_one_commit_of_exactly_its_file(repository: Repository, folder: Path) -> None:
    before = run(folder, "rev-parse", "main").strip()
    saved = save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert run(folder, "rev-parse", "main").strip() == saved.commit
    assert run(folder, "rev-parse", "main~").strip() == before
    assert run(folder, "diff", "--name-status", before, "main").split() == ["M", RECORD]
    assert saved_bytes(folder) == (folder / RECORD).read_bytes() == b"second\n"
    assert saved.notes == ()
    assert_others_untouched(folder)
    assert_all_in_line(folder)
    assert_sound(folder)


def test_a_change_of_several_files_is_one_commit(repository: Repository, folder: Path) -> None:
    writes = (
        Write(RECORD, b"second\n", object_id("blob", b"first\n")),
        Write("steps/1-what-and-why.md", b"one\n", None),
        Write("contributions/step/1/aaaaaaaaaaaaaaaa.md", b"words\n", None),
        Write("coproduce.md", b"root\n", None),
    )
    before = commits(folder)
    save(repository, PendingSave(writes=writes, message="Several", author=ANN, when=NOON))
    assert commits(folder) == before + 1
    for write in writes:
        assert saved_bytes(folder, write.path) == write.data
    assert_others_untouched(folder)
    assert_all_in_line(folder)
    assert_sound(folder)


def test_the_first_change_of_all_makes_the_branch(folder: Path) -> None:
    with git.create(folder) as repository:
        save_bytes(repository, "coproduce.md", b"first\n", None)
    assert commits(folder) == 1
    assert run(folder, "status", "--porcelain") == ""
    assert run(folder, "reflog", "--format=%gs").strip() == "commit (initial): Agreement: changed"
    assert_sound(folder)


@pytest.mark.parametrize("hook", [False, True])
def test_the_disk_is_waited_for_unless_the_group_set_git_not_to(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch, hook: bool
) -> None:
    if hook:
        place = folder / ".git" / "hooks" / "pre-commit"
        place.parent.mkdir(exist_ok=True)
        place.write_text("#!/bin/sh\n")
        place.chmod(0o755)
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    save_bytes(repository, RECORD, b"2\n", b"first\n")
    # The journal, the objects (blob, two trees, commit), the file.
    assert len(synced) >= 6
    run(folder, "config", "core.fsync", "none")
    synced.clear()
    save_bytes(repository, RECORD, b"3\n", b"2\n")
    assert synced == []
    with pytest.raises(errors.RecordChanged):
        save_bytes(repository, RECORD, b"4\n", b"2\n")
    assert len(synced) == 1, "words that could not be saved are kept for certain all the same"
    assert_sound(folder)


def test_who_when_and_why_stand_in_the_commit(repository: Repository, folder: Path) -> None:
    when = datetime(2026, 3, 4, 5, 6, 7, tzinfo=timezone(-timedelta(hours=3, minutes=30)))
    message = "Agreement ground-rules: 2 clauses changed\n\nBecause é.\n\nCoproduce-Op: changed\n\n"
    save_bytes(repository, RECORD, b"2\n", b"first\n", when=when, message=message)
    moment = "2026-03-04 05:06:07 -0330"
    who = ["Ann", "p-aaaaaaaa@coproduce.invalid", moment]
    assert last(folder) == [*who, *who, message.rstrip() + "\n\n"]
    trailers = run(folder, "log", "-1", "--format=%(trailers:only)").strip()
    assert trailers == "Coproduce-Op: changed"
    assert run(folder, "reflog", "-1", "--format=%gn|%ge|%gs").strip() == (
        "Ann|p-aaaaaaaa@coproduce.invalid|commit: Agreement ground-rules: 2 clauses changed"
    )


def test_someone_anonymous_leaves_only_the_day(repository: Repository, folder: Path) -> None:
    run(folder, "config", "user.name", "Real Name")
    run(folder, "config", "commit.gpgsign", "true")
    run(folder, "config", "gpg.program", "false")
    path = "contributions/step/2/aaaaaaaaaaaaaaaa.md"
    when = datetime(2026, 3, 4, 23, 30, 7, tzinfo=timezone(timedelta(hours=-5)))
    save_bytes(repository, path, b"words\n", None, when=when, anonymous=True)
    who = ["someone", "anonymous@coproduce.invalid", "2026-03-04 00:00:00 +0000"]
    assert last(folder)[:6] == who * 2
    log = (folder / ".git" / "logs" / "HEAD").read_text().splitlines()[-1]
    assert "someone <anonymous@coproduce.invalid> 1772582400 +0000" in log
    for place in (folder / ".git").rglob("*"):
        if place.is_file() and place.name != "config":
            assert b"Real Name" not in place.read_bytes()


@pytest.mark.parametrize("name", ["<>", "\n", "", " . "])
def test_a_name_with_nothing_in_it_is_no_identity(repository: Repository, name: str) -> None:
    with pytest.raises(errors.NoIdentity):
        save_bytes(repository, RECORD, b"2\n", b"first\n", author=Identity(name, "a@b"))


def test_a_name_cannot_write_another_line_of_the_commit(
    repository: Repository, folder: Path
) -> None:
    author = Identity("Ann\nparent 0000 <x>\0", "a@b\ncommitter x")
    save_bytes(repository, RECORD, b"2\n", b"first\n", author=author)
    assert last(folder)[0] == "Annparent 0000 x"
    assert_sound(folder)


def test_saving_what_is_saved_writes_nothing(repository: Repository, folder: Path) -> None:
    before = run(folder, "rev-parse", "main")
    stat = (folder / RECORD).stat()
    saved = save_bytes(repository, RECORD, b"first\n", b"first\n")
    assert saved.commit is None
    assert saved.notes == ()
    assert run(folder, "rev-parse", "main") == before
    assert (folder / RECORD).stat() == stat
    assert draft_bytes(folder) == []


def test_a_record_saved_by_someone_else_is_not_written_over(
    repository: Repository, folder: Path
) -> None:
    save_bytes(repository, RECORD, b"theirs\n", b"first\n")
    with pytest.raises(errors.RecordChanged) as caught:
        save_bytes(repository, RECORD, b"mine\n", b"first\n")
    assert caught.value.exit_code == 3
    assert caught.value.draft is not None
    assert caught.value.draft.read_bytes() == b"mine\n"
    assert caught.value.saved == caught.value.on_disk == object_id("blob", b"theirs\n")
    assert saved_bytes(folder) == (folder / RECORD).read_bytes() == b"theirs\n"
    assert_all_in_line(folder)


@pytest.mark.parametrize("on_disk", [b"outside\n", b"", None])
def test_an_edit_made_outside_is_not_written_over(
    repository: Repository, folder: Path, on_disk: bytes | None
) -> None:
    (folder / RECORD).unlink()
    if on_disk is not None:
        (folder / RECORD).write_bytes(on_disk)
    before = commits(folder)
    with pytest.raises(errors.RecordChanged) as caught:
        save_bytes(repository, RECORD, b"mine\n", b"first\n")
    assert caught.value.draft is not None
    assert caught.value.draft.read_bytes() == b"mine\n"
    assert commits(folder) == before
    assert (folder / RECORD).exists() == (on_disk is not None)
    if on_disk is not None:
        assert (folder / RECORD).read_bytes() == on_disk


def test_a_new_record_is_not_written_over_another(repository: Repository, folder: Path) -> None:
    (folder / "new.md").write_bytes(b"a stranger's\n")
    for path in (RECORD, "new.md"):
        with pytest.raises(errors.RecordChanged):
            save_bytes(repository, path, b"mine\n", None)
    assert (folder / "new.md").read_bytes() == b"a stranger's\n"
    assert saved_bytes(folder) == b"first\n"
    assert draft_bytes(folder) == [b"mine\n", b"mine\n"]


def test_a_change_of_another_record_meanwhile_does_no_harm(
    repository: Repository, folder: Path
) -> None:
    change = pending(RECORD, b"second\n", b"first\n")
    save_bytes(repository, OTHER, b"other\n", b"values\n")
    run(folder, "-c", "user.name=S", "-c", "user.email=s@s", "commit", "-qam", "by hand")
    assert save(repository, change).commit is not None
    assert saved_bytes(folder, OTHER) == b"other\n"
    assert saved_bytes(folder) == b"second\n"


def test_a_commit_that_lands_in_the_last_moment_is_built_upon(
    repository: Repository, folder: Path
) -> None:
    landed: list[str] = []

    def probe(step: str) -> None:
        if step == "commit" and not landed:
            tree = run(folder, "rev-parse", "main^{tree}").strip()
            who = ("-c", "user.name=S", "-c", "user.email=s@s")
            new = run(folder, *who, "commit-tree", "-p", "main", "-m", "theirs", tree).strip()
            run(folder, "update-ref", "refs/heads/main", new)
            landed.append(new)

    saved = save(repository, pending(RECORD, b"second\n", b"first\n"), probe=probe)
    assert run(folder, "rev-parse", "main", "main~").split() == [saved.commit, *landed]
    assert saved_bytes(folder) == b"second\n"
    assert_all_in_line(folder)
    assert_sound(folder)


def test_a_commit_that_changes_the_same_record_in_the_last_moment_stays(
    repository: Repository, folder: Path
) -> None:
    def probe(step: str) -> None:
        if step == "commit":
            (folder / RECORD).write_bytes(b"theirs\n")
            who = ("-c", "user.name=S", "-c", "user.email=s@s")
            run(folder, *who, "commit", "-qm", "theirs", "--", RECORD)

    with pytest.raises(errors.RecordChanged) as caught:
        save(repository, pending(RECORD, b"mine\n", b"first\n"), probe=probe)
    assert [place.read_bytes() for place in caught.value.drafts] == [b"mine\n"]
    assert saved_bytes(folder) == b"theirs\n"
    assert (folder / RECORD).read_bytes() == b"theirs\n"
    assert_all_in_line(folder)


def test_a_file_edited_in_the_last_moment_stays_and_is_said(
    repository: Repository, folder: Path
) -> None:
    def probe(step: str) -> None:
        if step == "file written":
            (folder / RECORD).write_bytes(b"outside\n")

    saved = save(repository, pending(RECORD, b"mine\n", b"first\n"), probe=probe)
    assert saved_bytes(folder) == b"mine\n"
    assert (folder / RECORD).read_bytes() == b"outside\n"
    assert run(folder, "show", f":{RECORD}") == "mine\n"
    assert RECORD in saved.notes[0]


def test_an_edit_made_outside_can_be_saved(repository: Repository, folder: Path) -> None:
    (folder / RECORD).write_bytes(b"outside\n")
    write = Write(
        RECORD, b"outside\n", object_id("blob", b"first\n"), object_id("blob", b"outside\n")
    )
    before = (folder / RECORD).stat().st_ino
    save(repository, PendingSave(writes=(write,), message="Outside", author=ANN, when=NOON))
    assert saved_bytes(folder) == b"outside\n"
    assert (folder / RECORD).stat().st_ino == before
    assert draft_bytes(folder) == []
    assert_all_in_line(folder)


def test_an_edit_made_outside_can_be_put_back_and_is_kept_as_a_draft(
    repository: Repository, folder: Path
) -> None:
    (folder / RECORD).write_bytes(b"outside\n")
    first = object_id("blob", b"first\n")
    write = Write(RECORD, b"first\n", first, object_id("blob", b"outside\n"))
    before = commits(folder)
    saved = save(repository, PendingSave(writes=(write,), message="Back", author=ANN, when=NOON))
    assert saved.commit is None
    assert commits(folder) == before
    assert (folder / RECORD).read_bytes() == b"first\n"
    assert draft_bytes(folder) == [b"outside\n"]
    assert "draft" in saved.notes[0]
    assert_all_in_line(folder)


def test_a_removed_file_can_be_put_back(repository: Repository, folder: Path) -> None:
    (folder / RECORD).unlink()
    write = Write(RECORD, b"first\n", object_id("blob", b"first\n"), None)
    save(repository, PendingSave(writes=(write,), message="Back", author=ANN, when=NOON))
    assert (folder / RECORD).read_bytes() == b"first\n"
    assert_all_in_line(folder)


def test_the_permissions_of_a_file_stay(repository: Repository, folder: Path) -> None:
    (folder / RECORD).chmod(0o640)
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert (folder / RECORD).stat().st_mode & 0o777 == 0o640
    (folder / RECORD).chmod(0o755)
    run(folder, "-c", "user.name=S", "-c", "user.email=s@s", "commit", "-qam", "executable")
    save_bytes(repository, RECORD, b"third\n", b"second\n")
    assert run(folder, "ls-tree", "main", RECORD).startswith("100755 blob")
    assert (folder / RECORD).stat().st_mode & 0o777 == 0o755


def test_the_index_knows_the_file_so_that_git_need_not_read_it(
    repository: Repository, folder: Path
) -> None:
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    said = run(folder, "ls-files", "--debug", RECORD)
    assert f"ino: {(folder / RECORD).stat().st_ino}" in said
    assert f"size: {len(b'second') + 1}" in said


@pytest.mark.parametrize("version", ["3", "4"])
def test_every_form_of_the_index_is_understood(
    repository: Repository, folder: Path, version: str
) -> None:
    run(folder, "update-index", "--index-version", version)
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert_others_untouched(folder)
    assert_all_in_line(folder)


def test_a_split_index_stays_whole(repository: Repository, folder: Path) -> None:
    run(folder, "update-index", "--split-index")
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    save_bytes(repository, OTHER, b"second\n", b"values\n")
    assert_others_untouched(folder)
    assert_all_in_line(folder)


def test_a_filter_in_the_users_settings_does_not_change_what_is_saved(
    repository: Repository, folder: Path
) -> None:
    run(folder, "config", "filter.shout.clean", "tr a-z A-Z")
    (folder / ".git" / "info").mkdir(exist_ok=True)
    (folder / ".git" / "info" / "attributes").write_text("*.md filter=shout\n")
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert saved_bytes(folder) == b"second\n"
    assert run(folder, "show", f":{RECORD}") == "second\n"


def test_a_repository_with_the_longer_ids_works_the_same(folder: Path) -> None:
    folder.mkdir()
    run(folder, "init", "-q", "-b", "main", "--object-format=sha256")
    with Repository(folder) as repository:
        save_bytes(repository, RECORD, b"first\n", None)
        write = Write(RECORD, b"second\n", object_id("blob", b"first\n", "sha256"))
        save(repository, PendingSave(writes=(write,), message="m", author=ANN, when=NOON))
        assert [entry[0] for entry in repository.tree_entries("main")] == [RECORD]
        assert len(repository.diff_trees("", "main^{tree}")) == 1
    assert saved_bytes(folder) == b"second\n"
    assert len(run(folder, "rev-parse", "main").strip()) == 64
    assert run(folder, "status", "--porcelain") == ""
    assert_sound(folder)


def test_objects_have_the_permissions_git_gives_them(repository: Repository, folder: Path) -> None:
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    objects = [p for p in (folder / ".git" / "objects").glob("??/*") if p.is_file()]
    assert {oct(p.stat().st_mode & 0o777) for p in objects} == {oct(0o444)}
    assert not [p for p in objects if p.name.startswith("tmp")]


def test_a_shared_repository_stays_shared(folder: Path) -> None:
    folder.mkdir()
    run(folder, "init", "-q", "-b", "main", "--shared=group")
    mask = os.umask(0o077)
    try:
        with Repository(folder) as repository:
            save_bytes(repository, RECORD, b"first\n", None)
    finally:
        os.umask(mask)
    for place in (folder / ".git" / "objects").glob("??"):
        assert place.stat().st_mode & 0o070 == 0o070
        assert all(p.stat().st_mode & 0o040 for p in place.iterdir())


def test_an_object_that_is_packed_already_can_be_saved_again(
    repository: Repository, folder: Path
) -> None:
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    run(folder, "gc", "-q")
    save_bytes(repository, RECORD, b"first\n", b"second\n")
    assert saved_bytes(folder) == b"first\n"
    assert_sound(folder)


names = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=6)
paths = st.lists(names, min_size=1, max_size=3).map(lambda parts: "/".join(parts) + ".md")


@given(st.lists(st.tuples(paths, st.binary(max_size=40)), min_size=1, max_size=6))
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_series_of_saves_gives_the_trees_git_itself_would_make(
    repository: Repository, changes: list[tuple[str, bytes]]
) -> None:
    folder = repository.paths.root
    index = {**os.environ, "GIT_INDEX_FILE": str(folder / ".git" / "own-index")}
    subprocess.run(["git", "read-tree", "main"], cwd=folder, env=index, check=True)
    for path, data in changes:
        found = repository.read_object(f"main:{path}")
        save_bytes(repository, path, data, found.data if found else None)
        subprocess.run(["git", "add", "-f", "--", path], cwd=folder, env=index, check=True)
    tree = subprocess.run(
        ["git", "write-tree"], cwd=folder, env=index, check=True, capture_output=True, text=True
    ).stdout.strip()
    assert run(folder, "rev-parse", "main^{tree}").strip() == tree
    assert_others_untouched(folder)


def test_a_long_text_is_saved_in_one_piece(repository: Repository, folder: Path) -> None:
    long = ("Every word counts, ümläuts too. " * 40_000).encode()
    save_bytes(repository, RECORD, long, b"first\n")
    assert saved_bytes(folder) == (folder / RECORD).read_bytes() == long


def test_a_time_without_a_zone_is_refused(repository: Repository) -> None:
    naive = datetime.now(UTC).replace(tzinfo=None)
    with pytest.raises(TypeError):
        save_bytes(repository, RECORD, b"2\n", b"first\n", when=naive)
    assert saved_bytes(repository.paths.root) == b"first\n"


def test_a_second_folder_of_the_same_repository_saves_into_it(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    run(folder, "checkout", "-q", "-f", "main")
    run(folder, "checkout", "-q", "-b", "elsewhere")
    second = tmp_path / "second"
    run(folder, "worktree", "add", "-q", str(second), "main")
    with Repository(second) as opened:
        assert opened.paths.git_dir != opened.paths.common_dir == folder / ".git"
        save_bytes(opened, RECORD, b"second\n", b"first\n")
    assert run(second, "status", "--porcelain") == ""
    assert saved_bytes(folder) == (second / RECORD).read_bytes() == b"second\n"
    assert (folder / RECORD).read_bytes() == b"first\n"
    assert_sound(folder)
