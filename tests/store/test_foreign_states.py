"""Whatever other programs, settings or the disk are up to: refused in words, nothing lost."""

import subprocess
import time
from pathlib import Path

import pytest
from repositories import (
    OTHER,
    RECORD,
    assert_all_in_line,
    assert_others_untouched,
    assert_sound,
    children,
    draft_bytes,
    pending,
    run,
    save_bytes,
    saved_bytes,
)

from store import errors, foreign
from store.git import Repository
from store.recovery import recover
from store.saving import PendingSave, Write, save

WHO = ("-c", "user.name=S", "-c", "user.email=s@example.invalid")


def refused(repository: Repository, error: type[errors.CoproduceError]) -> errors.CoproduceError:
    """Check that a save is refused with `error`, changes nothing and keeps the words."""
    folder = repository.paths.root
    before = run(folder, "rev-parse", "main"), (folder / RECORD).read_bytes()
    index = run(folder, "ls-files", "-s")
    with pytest.raises(error) as caught:
        save(repository, pending(RECORD, b"my words\n", b"first\n"), hook_timeout=0.5)
    assert (run(folder, "rev-parse", "main"), (folder / RECORD).read_bytes()) == before
    assert run(folder, "ls-files", "-s") == index
    assert [draft.read_bytes() for draft in caught.value.drafts] == [b"my words\n"]
    assert draft_bytes(folder) == [b"my words\n"]
    assert caught.value.sentence.endswith(".") or "said no" in caught.value.sentence
    assert caught.value.hint
    assert not (repository.paths.private / "journal").exists()
    return caught.value


def clashing(folder: Path) -> None:
    """Make a branch called side that changes the record in another way than main."""
    run(folder, "checkout", "-q", "-b", "side")
    (folder / OTHER).write_bytes(b"side\n")
    run(folder, *WHO, "commit", "-qm", "side", "--", OTHER)
    run(folder, "checkout", "-q", "main")
    (folder / OTHER).write_bytes(b"main\n")
    run(folder, *WHO, "commit", "-qm", "main", "--", OTHER)


@pytest.mark.parametrize(
    ("command", "operation"),
    [
        (("merge", "side"), "merge"),
        (("cherry-pick", "side"), "cherry-pick"),
        (("revert", "--no-edit", "HEAD~1"), "revert"),
        (("rebase", "side"), "rebase"),
        (("bisect", "start"), "bisect"),
        (("checkout", "-q", "--detach"), "detached"),
        (("checkout", "-q", "side"), "other-branch"),
        (("checkout", "-q", "--orphan", "new"), "other-branch"),
    ],
)
def test_nothing_is_saved_while_another_program_is_in_the_middle_of_something(
    repository: Repository, folder: Path, command: tuple[str, ...], operation: str
) -> None:
    run(folder, "checkout", "-q", "-f", "main")
    clashing(folder)
    if operation == "revert":
        (folder / RECORD).write_bytes(b"between\n")
        run(folder, *WHO, "commit", "-qam", "between")
        (folder / RECORD).write_bytes(b"after\n")
        run(folder, *WHO, "commit", "-qam", "after")
    run(folder, *WHO, *command, check=False)
    assert foreign.operation(repository) == operation
    with pytest.raises(errors.ForeignOperation) as caught:
        save_bytes(repository, "new.md", b"my words\n", None)
    assert caught.value.operation == operation
    assert caught.value.drafts[0].read_bytes() == b"my words\n"
    assert not (folder / "new.md").exists()
    for word in ("merge", "rebase", "commit", "HEAD", "branch", "detached", "cherry"):
        assert word not in caught.value.sentence + caught.value.hint


def test_a_lock_of_the_index_is_left_and_said_and_the_next_start_finishes(
    repository: Repository, folder: Path
) -> None:
    lock = folder / ".git" / "index.lock"
    lock.write_bytes(b"")
    saved = save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert saved_bytes(folder) == (folder / RECORD).read_bytes() == b"second\n"
    assert str(lock) in saved.notes[0]
    assert lock.read_bytes() == b""
    assert run(folder, "show", f":{RECORD}") == "first\n"
    save_bytes(repository, RECORD, b"third\n", b"second\n")
    save_bytes(repository, OTHER, b"second\n", b"values\n")
    assert lock.exists()
    lock.unlink()
    assert recover(repository) == ()
    assert_others_untouched(folder)
    assert_all_in_line(folder)
    assert_all_in_line(folder, OTHER)


def test_a_lock_of_the_branch_is_left_and_said(repository: Repository, folder: Path) -> None:
    lock = folder / ".git" / "refs" / "heads" / "main.lock"
    lock.write_bytes(b"")
    problem = refused(repository, errors.LockHeld)
    assert str(lock) in problem.sentence
    assert lock.exists()
    lock.unlink()
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert_all_in_line(folder)


def test_locks_of_a_git_of_ours_that_was_killed_are_taken_away(
    repository: Repository, folder: Path
) -> None:
    git = folder / ".git"
    killer = hook(folder, "reference-transaction", '[ "$1" = prepared ] && kill -9 $PPID; exit 0')
    with pytest.raises(errors.GitFailed) as caught:
        save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert caught.value.drafts[0].read_bytes() == b"second\n"
    killer.unlink()
    assert not list(git.glob("**/*.lock"))
    save_bytes(repository, RECORD, b"third\n", b"first\n")
    assert_others_untouched(folder)
    assert_all_in_line(folder)


@pytest.mark.parametrize("whose", ["older", "not empty", "alone"])
def test_a_lock_of_head_that_may_be_someone_elses_stays(
    repository: Repository, folder: Path, whose: str
) -> None:
    git = folder / ".git"
    lock = git / "HEAD.lock"
    script = '[ "$1" = prepared ] && {} && kill -9 $PPID; exit 0'
    do = {
        "older": f"touch -d 2020-01-01 {lock}",
        "not empty": f"echo x > {lock}",
        "alone": f"rm {git}/refs/heads/main.lock",
    }[whose]
    hook(folder, "reference-transaction", script.format(do))
    with pytest.raises(errors.GitFailed):
        save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert lock.exists()


def hook(folder: Path, name: str, script: str) -> Path:
    place = folder / ".git" / "hooks" / name
    place.parent.mkdir(exist_ok=True)
    place.write_text(f"#!/bin/sh\n{script}\n")
    place.chmod(0o755)
    return place


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg", "reference-transaction"])
def test_a_check_that_refuses_is_quoted(repository: Repository, folder: Path, name: str) -> None:
    hook(folder, name, "echo 'Not on a Sunday.' >&2; exit 1")
    problem = refused(repository, errors.HookRefused)
    assert "Not on a Sunday." in problem.sentence


@pytest.mark.parametrize("name", ["pre-commit", "commit-msg"])
def test_a_check_that_hangs_is_stopped_with_all_it_started(
    repository: Repository, folder: Path, name: str
) -> None:
    hook(folder, name, "sleep 300 & sleep 300")
    began = time.monotonic()
    refused(repository, errors.HookHung)
    assert time.monotonic() - began < 5
    assert [c for c in children() if "cat-file" not in c] == []


def test_checks_see_exactly_what_will_be_saved(repository: Repository, folder: Path) -> None:
    hook(
        folder,
        "pre-commit",
        f"git diff --cached --name-only > .git/seen; git show :{RECORD} >> .git/seen; "
        'git write-tree >> .git/seen; echo "$GIT_INDEX_FILE" >> .git/seen',
    )
    saved = save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert saved.commit is not None
    tree = run(folder, "rev-parse", "main^{tree}").strip()
    seen = (folder / ".git" / "seen").read_text().splitlines()
    assert seen[:3] == [RECORD, "second", tree]
    assert seen[3] != str(folder / ".git" / "index")
    assert_others_untouched(folder)
    assert_all_in_line(folder)


def test_a_check_may_rewrite_the_message(repository: Repository, folder: Path) -> None:
    hook(folder, "commit-msg", 'printf "\\nAsked-By: the group\\n" >> "$1"')
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert run(folder, "log", "-1", "--format=%B").split("\n")[:3] == [
        "Agreement: changed",
        "",
        "Asked-By: the group",
    ]


SIGN_OFF = """
for key in user.name user.email author.name committer.email user.signingkey coproduce.me; do
  git config $key >> "$1"
done
git var GIT_AUTHOR_IDENT >> "$1"
git interpret-trailers --in-place --trailer \
  "Signed-off-by: $(git config user.name) <$GIT_COMMITTER_EMAIL>" "$1"
"""


def test_checks_are_told_who_saves_as_it_stands_in_the_commit(
    repository: Repository, folder: Path
) -> None:
    hook(folder, "commit-msg", 'env | grep "^GIT_[AC].*_[NED]" | sort >> "$1"')
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    told = run(folder, "log", "-1", "--format=%B")
    for role in ("AUTHOR", "COMMITTER"):
        assert f"GIT_{role}_NAME=Ann\n" in told
        assert f"GIT_{role}_EMAIL=p-aaaaaaaa@coproduce.invalid\n" in told
        assert f"GIT_{role}_DATE=@1777636800 +0000\n" in told


def test_no_check_is_told_who_said_something_without_a_name(
    repository: Repository, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.name")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "Robin Real")
    monkeypatch.setenv("GIT_AUTHOR_NAME", "Robin Real")
    monkeypatch.setenv("EMAIL", "robin-real@example.org")
    for key in ("user.name", "user.email", "author.name", "committer.email", "coproduce.me"):
        run(folder, "config", key, "robin-real@example.org")
    run(folder, "config", "user.signingkey", "robin-real@example.org")
    seen = folder / ".git" / "seen"
    for name in ("pre-commit", "post-commit", "reference-transaction"):
        hook(folder, name, f"(git config user.name; git var GIT_COMMITTER_IDENT; env) >> {seen}")
    hook(folder, "commit-msg", SIGN_OFF)
    path = "contributions/step/2/aaaaaaaaaaaaaaaa.md"
    assert save_bytes(repository, path, b"words\n", None, anonymous=True).commit is not None
    message = run(folder, "log", "-1", "--format=%B")
    assert "robin" not in message.lower()
    assert "Signed-off-by: someone <anonymous@coproduce.invalid>" in message
    told = [line for line in seen.read_text().splitlines() if "GIT_CONFIG_VALUE_0" not in line]
    assert told.count("someone") >= 3
    assert not [line for line in told if "robin" in line.lower()]


def test_checks_in_a_folder_of_the_users_own_are_run(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    place = hook(folder, "pre-commit", "exit 1")
    (tmp_path / "hooks").mkdir()
    place.rename(tmp_path / "hooks" / "pre-commit")
    run(folder, "config", "core.hooksPath", str(tmp_path / "hooks"))
    refused(repository, errors.HookRefused)


def test_what_runs_after_a_save_cannot_undo_it(repository: Repository, folder: Path) -> None:
    hook(folder, "post-commit", "git rev-parse HEAD > .git/after; echo oh dear >&2; exit 1")
    saved = save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert (folder / ".git" / "after").read_text().strip() == saved.commit
    assert "oh dear" in saved.notes[0]
    hook(folder, "post-commit", "sleep 300")
    change = pending(RECORD, b"third\n", b"second\n")
    assert "stopped" in save(repository, change, hook_timeout=0.5).notes[0]
    assert saved_bytes(folder) == b"third\n"
    assert_all_in_line(folder)


def test_a_hook_that_may_not_run_is_passed_over(repository: Repository, folder: Path) -> None:
    hook(folder, "pre-commit", "exit 1").chmod(0o644)
    assert save_bytes(repository, RECORD, b"second\n", b"first\n").commit is not None


def test_signing_that_fails_keeps_the_words(repository: Repository, folder: Path) -> None:
    run(folder, "config", "commit.gpgsign", "true")
    run(folder, "config", "gpg.program", "false")
    problem = refused(repository, errors.SigningFailed)
    assert "gpg" in problem.detail


def test_a_change_is_signed_as_the_user_set_it_up(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (tmp_path / "signers").write_text(f"* {(tmp_path / 'key.pub').read_text()}")
    for name, value in {
        "commit.gpgsign": "true",
        "gpg.format": "ssh",
        "user.signingkey": key,
        "gpg.ssh.allowedSignersFile": tmp_path / "signers",
    }.items():
        run(folder, "config", name, str(value))
    save_bytes(repository, RECORD, b"second\n", b"first\n")
    assert run(folder, "log", "-1", "--format=%G?|%an|%cn|%ad", "--date=iso").strip() == (
        "G|Ann|Ann|2026-05-01 12:00:00 +0000"
    )
    assert_all_in_line(folder)
    assert_sound(folder)


OUTSIDE = ("../out.md", "a/../../out.md", "/etc/out.md", ".git/config", ".GIT/x.md", "a/./b.md")
STRANGE = ("a//b.md", "", ".", "a\0b.md", "agreements")


@pytest.mark.parametrize("path", OUTSIDE + STRANGE)
def test_nothing_is_written_outside_the_workspace(
    repository: Repository, folder: Path, path: str
) -> None:
    before = sorted(folder.parent.rglob("*"))
    with pytest.raises(errors.UnsafePath):
        save_bytes(repository, path, b"words\n", None)
    assert draft_bytes(folder) == [b"words\n"]
    after = {p for p in folder.parent.rglob("*") if "coproduce" not in p.parts}
    assert after <= set(before)


def test_nothing_is_written_through_a_link(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "outside.md"
    target.write_bytes(b"first\n")
    (folder / RECORD).unlink()
    (folder / RECORD).symlink_to(target)
    (folder / "linked").symlink_to(tmp_path)
    (folder / "dangling.md").symlink_to(tmp_path / "nothing")
    for path, old in ((RECORD, b"first\n"), ("linked/outside.md", None), ("dangling.md", None)):
        with pytest.raises(errors.UnsafePath):
            save_bytes(repository, path, b"words\n", old)
    assert target.read_bytes() == b"first\n"
    assert not (tmp_path / "nothing").exists()
    assert (folder / RECORD).is_symlink()


def test_a_link_put_there_in_the_last_moment_is_not_followed(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    target = tmp_path / "outside.md"
    target.write_bytes(b"first\n")

    def probe(step: str) -> None:
        if step == "branch":
            (folder / RECORD).unlink()
            (folder / RECORD).symlink_to(target)

    saved = save(repository, pending(RECORD, b"words\n", b"first\n"), probe=probe)
    assert target.read_bytes() == b"first\n"
    assert saved_bytes(folder) == b"words\n"
    assert RECORD in saved.notes[0]


def test_a_link_that_is_saved_as_such_is_no_record(repository: Repository, folder: Path) -> None:
    (folder / "link.md").symlink_to("agreements")
    run(folder, "add", "link.md")
    run(folder, *WHO, "commit", "-qm", "a link", "--", "link.md")
    (folder / "link.md").unlink()
    write = Write("link.md", b"words\n", run(folder, "rev-parse", "main:link.md").strip(), None)
    change = pending(RECORD, b"", None)
    with pytest.raises(errors.UnsafePath):
        save(
            repository,
            PendingSave(writes=(write,), message="x", author=change.author, when=change.when),
        )


def test_a_file_in_the_place_of_a_folder_is_said(repository: Repository, folder: Path) -> None:
    with pytest.raises(errors.UnsafePath):
        save_bytes(repository, f"{RECORD}/below.md", b"words\n", None)
    assert saved_bytes(folder) == b"first\n"
