"""Sharing goes on whatever the user set up for plain git, and whatever files are called."""

import subprocess
from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, git, head, said_in

from store import errors
from store.git import Repository
from store.objects import object_id
from store.sharing import graph


def both_said(teams: Teams) -> None:
    """Let both write something, and one of them share it."""
    with teams.open(teams.ben) as ben:
        ben.say(QUESTION, "From Ben.")
        ben.sync()
    with teams.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("remote.{}.fetch", "+refs/*:refs/*"),
        ("remote.{}.fetch", "+refs/heads/*:refs/heads/*"),
        ("remote.{}.mirror", "true"),
        ("push.gpgSign", "true"),
        ("push.pushOption", "ci.skip"),
        ("fetch.prune", "true"),
        ("remote.pushDefault", "elsewhere"),
    ],
)
def test_what_is_set_up_for_plain_git_does_not_get_in_the_way(
    teams: Teams, key: str, value: str
) -> None:
    name = git(teams.ann, "remote").strip()
    git(teams.ann, "config", "--replace-all", key.format(name), value)
    both_said(teams)
    with teams.open(teams.ann) as ann:
        synced = ann.sync()
        assert (synced.sent, synced.received, synced.state) == (1, 1, "in-step")
        assert said_in(ann) == {"From Ann.", "From Ben."}
    assert_clean(teams.ann)
    assert head(teams.ann) == head(teams.hub)


def test_options_for_a_place_that_takes_them_are_passed_on(teams: Teams) -> None:
    git(teams.hub, "config", "receive.advertisePushOptions", "true")
    heard = teams.folder / "heard"
    hook = teams.hub / "hooks/pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f'#!/bin/sh\necho "$GIT_PUSH_OPTION_0" >{heard}\n')
    hook.chmod(0o755)
    git(teams.ann, "config", "push.pushOption", "ci.skip")
    with teams.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
        ann.sync()
    assert heard.read_text() == "ci.skip\n"


@pytest.mark.parametrize(
    ("what", "name"),
    [
        *(("file", name) for name in ("HEAD", "main", "heads/main", "refs/heads/main")),
        ("branch", "refs/heads/main"),
        *(("tag", name) for name in ("HEAD", "main", "refs/heads/main")),
    ],
)
def test_a_file_branch_or_tag_named_like_what_git_calls_things(
    teams: Teams, what: str, name: str
) -> None:
    if what == "file":
        (teams.ann / name).parent.mkdir(parents=True, exist_ok=True)
        (teams.ann / name).write_text("ours\n")
        git(teams.ann, "add", "-A")
        git(teams.ann, "commit", "-qm", "By hand")
    else:
        git(teams.ann, "update-ref", f"refs/{what.replace('branch', 'head')}s/{name}", "HEAD~1")
    with teams.open(teams.ben) as ben:
        ben.say(QUESTION, "From Ben.")
        ben.bundle(teams.folder / "ben.bundle")
    (teams.folder / "drive").mkdir()
    (teams.folder / "drive/other.txt").write_text("theirs\n")
    with teams.open(teams.ann) as ann:
        ann.share_folder(str(teams.folder / "drive"))
        ann.receive(teams.folder / "ben.bundle")
        assert said_in(ann) == {"From Ben."}
        made = ann.bundle(teams.folder / "ann.bundle")
        assert ann.sync().state == "in-step"
    listed = git(teams.ann, "bundle", "list-heads", str(made.file))
    assert listed == f"{head(teams.ann)} refs/heads/main\n"
    assert_clean(teams.ann)


def test_folders_too_deep_to_be_brought_together_are_told_in_a_sentence(teams: Teams) -> None:
    blob = object_id("blob", b"deep\n", "sha1")
    (teams.ben / "deep.txt").write_bytes(b"deep\n")
    assert git(teams.ben, "hash-object", "-w", "deep.txt").strip() == blob
    (teams.ben / "deep.txt").unlink()
    path = "/".join(["d"] * 1500) + "/x.txt"
    git(teams.ben, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    git(teams.ben, "commit", "-qm", "By hand")
    git(teams.ben, "push", "-q", str(teams.hub), "main")
    with teams.open(teams.ann) as ann:
        ann.say(QUESTION, "From Ann.")
        before = head(teams.ann)
        with pytest.raises(errors.Failed, match="too deep within each other"):
            ann.sync()
        assert said_in(ann) == {"From Ann."}
    assert head(teams.ann) == before
    # Where nothing is to be brought together, they come in.
    cem = teams.clone("cem")
    assert (cem / path).read_text() == "deep\n"
    # Deeper than Python itself takes folders away again.
    subprocess.run(["rm", "-rf", str(cem)], check=True)


def test_a_way_of_bringing_together_with_a_number_beyond_all_measure(tmp_path: Path) -> None:
    git(tmp_path, "init", "-q")
    tree = git(tmp_path, "write-tree").strip()
    who = f"{graph.NAME} <{graph.EMAIL}> 1780000000 +0000"
    text = f"tree {tree}\nauthor {who}\ncommitter {who}\n\nx\n\nCoproduce-Merge: {'9' * 5000}\n"
    (tmp_path / "commit").write_text(text)
    made = git(tmp_path, "hash-object", "-w", "-t", "commit", "commit").strip()
    with Repository(tmp_path) as repository, pytest.raises(errors.NewerMerge) as caught:
        graph.read(repository, (made,), ())
    assert len(caught.value.sentence) < 200
