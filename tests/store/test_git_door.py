"""The door to git: nothing asks, hangs or is left running, and every failure has words."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from repositories import RECORD, children, run

from store import errors, git
from store.git import Repository, TreeChange
from store.objects import object_id


@pytest.fixture
def empty(folder: Path) -> Iterator[Repository]:
    with git.create(folder) as opened:
        yield opened


def fake_git(folder: Path, script: str) -> str:
    """Put a program called git into `folder` and return a PATH that finds it first."""
    folder.mkdir()
    program = folder / "git"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}:{os.environ['PATH']}"


def test_a_new_repository_stands_on_main(empty: Repository, folder: Path) -> None:
    assert empty.branch == git.BRANCH == "refs/heads/main"
    assert run(folder, "symbolic-ref", "HEAD").strip() == "refs/heads/main"
    assert empty.paths.root == folder
    assert empty.paths.git_dir == empty.paths.common_dir == folder / ".git"


def test_output_is_bytes_as_they_are(empty: Repository) -> None:
    blob = empty.run("hash-object", "-w", "--stdin", given=b"\xff\x00\n\n").stdout.decode().strip()
    assert empty.run("cat-file", "blob", blob).stdout == b"\xff\x00\n\n"


def test_a_failure_has_a_sentence_and_gits_own_words_for_those_who_ask(empty: Repository) -> None:
    with pytest.raises(errors.GitFailed) as caught:
        empty.run("rev-parse", "--verify", "nothing-like-this")
    assert "rev-parse" in caught.value.detail
    assert "fatal" in caught.value.detail
    assert "fatal" not in caught.value.sentence
    assert empty.run("rev-parse", "--verify", "nothing", check=False).code == 128


def test_what_takes_too_long_is_ended_with_everything_it_started(
    empty: Repository, tmp_path: Path
) -> None:
    mark = tmp_path / "pid"
    alias = f"alias.slow=!sleep 300 & echo $! > '{mark}'; sleep 300"
    began = time.monotonic()
    with pytest.raises(errors.TookTooLong):
        empty.run("-c", alias, "slow", timeout=0.5)
    assert time.monotonic() - began < 4
    pid = int(mark.read_text())
    until = time.monotonic() + 5
    while (
        Path(f"/proc/{pid}/cmdline").exists()
        and b"sleep" in Path(f"/proc/{pid}/cmdline").read_bytes()
    ):
        assert time.monotonic() < until, "the grandchild still runs"
    assert children() == []


def test_a_program_left_in_the_background_is_not_waited_for(empty: Repository) -> None:
    began = time.monotonic()
    result = empty.run("-c", "alias.away=!echo said; sleep 20 & exit 0", "away")
    assert result.stdout == b"said\n"
    assert time.monotonic() - began < 5


def test_input_and_output_longer_than_any_pipe_go_through(empty: Repository) -> None:
    given = b"x" * 63 + b"\n"
    given *= 50_000
    assert empty.run("-c", "alias.back=!cat", "back", given=given).stdout == given


def test_one_that_does_not_read_its_input_is_no_failure(empty: Repository) -> None:
    assert empty.run("version", given=b"x" * 1_000_000).stdout.startswith(b"git version")


def test_nothing_asks_at_a_terminal(empty: Repository) -> None:
    asked = b"protocol=https\nhost=example.invalid\n\n"
    began = time.monotonic()
    with pytest.raises(errors.GitFailed):
        empty.run("credential", "fill", given=asked, timeout=20)
    assert time.monotonic() - began < 10


def test_names_left_by_a_wrapping_git_do_not_lead_elsewhere(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git.create(other).close()
    for name, value in {
        "GIT_DIR": other / ".git",
        "GIT_WORK_TREE": other,
        "GIT_INDEX_FILE": other / "index",
        "GIT_OBJECT_DIRECTORY": other / ".git/objects",
        "GIT_EXTERNAL_DIFF": "false",
    }.items():
        monkeypatch.setenv(name, str(value))
    with Repository(repository.paths.root) as opened:
        assert opened.resolve("HEAD") != ""
        assert opened.run("rev-parse", "--git-dir").stdout.strip() == b".git"
        assert [path for _, path in opened.status()] != []
        private = {"GIT_INDEX_FILE": str(tmp_path / "private")}
        opened.run("read-tree", "HEAD", env=private)
        assert (tmp_path / "private").exists()


@pytest.mark.parametrize("options", [True, False])
def test_git_is_told_the_same_whether_it_reads_or_writes(
    empty: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, options: bool
) -> None:
    script = (
        'echo "$PWD"; for each in "$@"; do echo "$each"; done; env; cut -d" " -f6 </proc/$$/stat'
    )
    real = shutil.which("git")
    told = f'case "$*" in *version) exec {real} version ;; esac; {script}'
    monkeypatch.setenv("PATH", fake_git(tmp_path / "bin", told))
    monkeypatch.setenv("GIT_DIR", "elsewhere")
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    answers = []
    for start in (empty.run, empty.write):
        said = start("some", "thing", options=options, env={"GIT_INDEX_FILE": "private"})
        lines = said.stdout.decode().splitlines()
        assert lines.pop() != str(os.getsid(0))
        assert "GIT_INDEX_FILE=private" in lines
        assert not [line for line in lines if line.startswith("GIT_DIR=")]
        answers.append(sorted(line for line in lines if not line.startswith("_=")))
    assert answers[0] == answers[1]


def test_a_folder_that_went_away_is_never_answered_from_another(
    empty: Repository, folder: Path
) -> None:
    folder.rename(folder.with_name("moved"))
    with pytest.raises(errors.NotAWorkspace):
        empty.run("status")


def test_without_git_the_sentence_says_what_to_install(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "nothing").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(errors.GitMissing) as caught:
        git.create(folder)
    assert "Git" in caught.value.sentence
    assert "2.38" in caught.value.hint


@pytest.mark.parametrize(
    ("said", "too_old"),
    [
        ("git version 2.37.9", True),
        ("git version 1.9.5 (Apple Git-50.3)", True),
        ("something else", True),
        ("git version 2.38.0.windows.1", False),
        ("git version 3.0.0", False),
    ],
)
def test_a_git_that_is_too_old_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: str, too_old: bool
) -> None:
    monkeypatch.setenv("PATH", fake_git(tmp_path / "bin", f"echo '{said}'"))
    if too_old:
        with pytest.raises(errors.GitTooOld):
            git.require_git(tmp_path)
    else:
        git.require_git(tmp_path)


@pytest.mark.parametrize(
    ("written", "named"),
    [("[user\nx", "bad config line 1"), ("[core]\nfilemode = x\n", "filemode")],
)
def test_a_broken_configuration_is_named(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, named: str
) -> None:
    git.create(folder).close()
    (tmp_path / "broken").write_text(written)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "broken"))
    monkeypatch.setattr(git, "_checked", set[str]())
    with pytest.raises(errors.GitFailed, match="configuration") as caught:
        Repository(folder)
    assert named in caught.value.sentence


def test_a_git_that_reads_but_is_too_old_changes_nothing(
    repository: Repository, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("git")
    script = f"""case "$*" in
      *version) echo git version 2.36.1 ;;
      *) exec {real} "$@" ;;
    esac"""
    monkeypatch.setenv("PATH", fake_git(tmp_path / "bin", script))
    with Repository(folder) as opened:
        assert opened.resolve("HEAD") == repository.resolve("HEAD")
        with pytest.raises(errors.GitTooOld):
            opened.set_config("coproduce.me", "p-aaaaaaaa")
        assert opened.settings.get("coproduce.me") == ""
        with pytest.raises(errors.GitTooOld):
            opened.run("rev-parse", "--verify", "nothing")


def test_a_git_without_the_questions_we_ask_is_named(
    repository: Repository, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.which("git")
    script = f"""case "$*" in
      *version) echo git version 2.30.2 ;;
      *" cat-file "*) echo "error: unknown option \\`batch-command'" >&2; exit 129 ;;
      *) exec {real} "$@" ;;
    esac"""
    monkeypatch.setenv("PATH", fake_git(tmp_path / "bin", script))
    with Repository(folder) as opened, pytest.raises(errors.GitTooOld) as caught:
        opened.resolve("HEAD")
    assert "2.30.2" in caught.value.sentence


def test_a_git_that_cannot_be_started_is_not_called_missing(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for start in (repository.run, repository.write):
        with pytest.raises(errors.GitFailed) as caught:
            start("rev-parse", "x" * 4_000_000)
        assert "too long" in caught.value.sentence
    bin_ = tmp_path / "bin"
    monkeypatch.setenv("PATH", fake_git(bin_, "exit 0").partition(":")[0])
    (bin_ / "git").chmod(0o644)
    with pytest.raises(errors.GitFailed) as caught:
        repository.run("rev-parse", "HEAD")
    assert "Permission denied" in caught.value.sentence
    monkeypatch.setenv("PATH", str(bin_ / "git"))
    for start in (repository.run, repository.write):
        with pytest.raises(errors.GitMissing):
            start("rev-parse", "HEAD")


def test_a_folder_reached_through_a_link_keeps_the_name_it_was_given(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    link = tmp_path / "link"
    link.symlink_to(folder)
    with Repository(link) as opened:
        assert opened.paths.root == link
        assert opened.paths.private == link / ".git" / "coproduce"
        assert opened.resolve("HEAD") == repository.resolve("HEAD")


def test_a_folder_whose_files_lie_elsewhere_is_no_workspace(
    repository: Repository, folder: Path, tmp_path: Path
) -> None:
    run(folder, "config", "core.worktree", str(tmp_path))
    with pytest.raises(errors.NotAWorkspace):
        Repository(folder)


def test_the_workspace_is_found_from_below(repository: Repository) -> None:
    root = repository.paths.root
    assert git.find(root / "agreements") == root


def test_what_is_no_workspace_says_so(tmp_path: Path) -> None:
    for attempt in (git.find, Repository):
        with pytest.raises(errors.NotAWorkspace):
            attempt(tmp_path)
    (tmp_path / ".git").mkdir()
    with pytest.raises(errors.NotAWorkspace):
        Repository(tmp_path)


def test_a_folder_for_sharing_only_says_so(tmp_path: Path) -> None:
    run(tmp_path, "init", "--bare", "--quiet", "shared.git")
    for attempt in (git.find, Repository):
        with pytest.raises(errors.BareRepository):
            attempt(tmp_path / "shared.git")


def test_a_repository_of_another_user_says_so(folder: Path) -> None:
    git.create(folder).close()
    if os.geteuid() != 0:
        return
    os.chown(folder, 65534, 65534)
    os.chown(folder / ".git", 65534, 65534)
    with pytest.raises(errors.GitFailed) as caught:
        Repository(folder)
    assert "another user" in caught.value.sentence


def test_objects_are_read_by_id_and_by_name(repository: Repository) -> None:
    blob = object_id("blob", b"first\n")
    by_name = repository.read_object(f"HEAD:{RECORD}")
    assert by_name is not None
    assert (by_name.id, by_name.type, by_name.data) == (blob, "blob", b"first\n")
    assert repository.read_object(blob) == by_name
    assert repository.resolve(f"HEAD:{RECORD}") == blob
    tree = repository.read_object("HEAD^{tree}")
    assert tree is not None
    assert tree.type == "tree"


@pytest.mark.parametrize(
    "name",
    ["", " ", "nothing", "HEAD:no such file", "0" * 40, "HEAD\nHEAD", "a\0b", "x" * 100_000, "é:ü"],
)
def test_what_does_not_exist_is_none_and_the_next_question_is_answered(
    repository: Repository, name: str
) -> None:
    assert repository.read_object(name) is None
    assert repository.resolve(name) == ""
    assert repository.resolve("HEAD") == run(repository.paths.root, "rev-parse", "HEAD").strip()


def test_a_branch_that_moved_is_seen_at_once(repository: Repository, folder: Path) -> None:
    before = repository.resolve("HEAD")
    run(folder, "-c", "user.name=S", "-c", "user.email=s@s", "commit", "-q", "-m", "x")
    assert repository.resolve("HEAD~") == before


def test_ten_thousand_objects_are_read_without_waiting_for_one_another(
    empty: Repository, folder: Path
) -> None:
    texts = [f"record {n}\n".encode() * (1 + n % 50) for n in range(10_000)]
    stream = b"".join(b"blob\ndata %d\n%s\n" % (len(text), text) for text in texts)
    empty.run("fast-import", "--quiet", given=stream)
    ids = [object_id("blob", text) for text in texts]
    read = list(empty.read_blobs(ids))
    assert read == list(zip(ids, texts, strict=True))
    for _ in zip(range(3), empty.read_blobs(ids), strict=False):
        pass
    assert empty.read_object(ids[-1]).data == texts[-1]


def test_objects_longer_than_the_limit_are_passed_over(empty: Repository) -> None:
    long, short = b"l" * 3_000_000, b"short"
    for text in (long, short):
        empty.run("hash-object", "-w", "--stdin", given=text)
    names = [object_id("blob", text) for text in (long, short, b"missing")]
    found = list(empty.read_objects(names, limit=1000))
    assert found[0] is not None
    assert found[1] is not None
    assert (found[0].size, found[0].data) == (3_000_000, None)
    assert found[1].data == short
    assert found[2] is None


def test_a_damaged_object_is_an_error_and_others_can_still_be_read(
    repository: Repository, folder: Path
) -> None:
    blob = object_id("blob", b"first\n")
    place = folder / ".git" / "objects" / blob[:2] / blob[2:]
    place.chmod(0o644)
    place.write_bytes(b"not zlib")
    try:
        found = repository.read_object(blob)
    except errors.GitFailed:
        found = None
    assert found is None
    other = repository.read_object(object_id("blob", b"values\n"))
    assert other is not None
    assert other.data == b"values\n"


def test_trees_are_listed_and_compared(repository: Repository, folder: Path) -> None:
    name = "naïve \t name\n.md"
    (folder / name).write_bytes(b"odd\n")
    before = repository.resolve("HEAD^{tree}")
    run(folder, "add", name)
    after = run(folder, "write-tree").strip()
    odd, first = object_id("blob", b"odd\n"), object_id("blob", b"first\n")
    assert (name, "100644", odd) in repository.tree_entries(after)
    assert (RECORD, "100644", first) in repository.tree_entries(after)
    assert repository.tree_entries("") == []
    assert TreeChange(name, "A", "000000", "100644", "", odd) in repository.diff_trees(
        before, after
    )
    assert repository.diff_trees(after, after) == []
    assert len(repository.diff_trees("", after)) == len(repository.tree_entries(after))


def test_edits_outside_are_listed_for_the_paths_asked(repository: Repository, folder: Path) -> None:
    odd = "agreements/*.md"
    (folder / odd).write_bytes(b"a star in a name\n")
    (folder / RECORD).write_bytes(b"edited\n")
    assert sorted(repository.status("agreements")) == [(" M", RECORD), ("??", odd)]
    assert repository.status(odd) == [("??", odd)]


def test_asking_leaves_no_lock_and_does_not_touch_the_index(
    repository: Repository, folder: Path
) -> None:
    index = folder / ".git" / "index"
    before = index.read_bytes(), index.stat().st_mtime_ns
    (folder / RECORD).write_bytes(b"first\n")
    repository.status()
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_history_comes_in_pieces_and_can_be_left_early(repository: Repository) -> None:
    subjects = b"".join(repository.log("--format=%s")).decode().splitlines()
    assert subjects == ["Other files", "Agreement: changed", "Agreement: changed"]
    before = children()
    pieces = repository.log("--format=%s")
    next(pieces)
    pieces.close()
    assert children() == before
    with pytest.raises(errors.TookTooLong):
        list(repository.stream("-c", "alias.slow=!sleep 60", "slow", timeout=0.3))
    assert children() == before


def test_settings_are_seen_when_someone_changes_them(
    repository: Repository, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert repository.settings.get("coproduce.me") == ""
    repository.set_config("coproduce.me", "p-aaaaaaaa")
    assert repository.settings.get("coproduce.me") == "p-aaaaaaaa"
    run(folder, "config", "commit.gpgsign", "yes")
    assert repository.settings.is_true("commit.gpgsign")
    repository.set_config("coproduce.me", "")
    assert repository.settings.get("coproduce.me", "nobody") == "nobody"
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "global"))
    with Repository(folder) as opened:
        assert opened.settings.get("user.name") == ""
        (tmp_path / "global").write_text("[user]\n\tname = Zoë\n")
        assert opened.settings.get("user.name") == "Zoë"


def test_closing_leaves_no_process(folder: Path) -> None:
    opened = git.create(folder)
    opened.resolve("HEAD")
    assert len(children()) == 1
    opened.close()
    assert children() == []


def test_gitpython_is_imported_to_change_something_and_not_to_read(
    repository: Repository, folder: Path
) -> None:
    script = """
import sys
from pathlib import Path
import store.git, store.saving, store.recovery
with store.git.Repository(Path(sys.argv[1])) as opened:
    opened.resolve("HEAD"), opened.status(), list(opened.log()), opened.settings.get("user.name")
    reading = "git" in sys.modules
    opened.set_config("coproduce.me", "p-aaaaaaaa")
print(reading, "git" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, folder],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(Path(git.__file__).parent.parent)},
    )
    assert done.stdout.split() == ["False", "True"]
