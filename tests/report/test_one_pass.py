"""A report reads a history once, however long it is."""

import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from store.workspace import Workspace
from tui.report.make import Asked, report, written

CHANGES = 1_000


@pytest.fixture(scope="module")
def long_history(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a workspace in which four agreements changed a thousand times.

    It was looked at before, so that it is known what was taken away in its history.
    """
    folder = tmp_path_factory.mktemp("long") / "evenings"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        Workspace.init(folder, "Evenings", name="Robin").close()
        git = ["git", "-C", str(folder)]
        subprocess.run([*git, "fast-import", "--quiet"], input=b"".join(changes()), check=True)
        subprocess.run([*git, "reset", "-q", "--hard"], check=True)
    with Workspace.open(folder) as workspace:
        workspace.standing()
    return folder


def changes():
    who = "Robin <p-aaaaaaaa@coproduce.invalid>"
    for number in range(CHANGES):
        id_ = f"rules-abc23{2 + number % 4}"
        data = f"---\nkind: agreement\nid: {id_}\ntitle: Rules\n---\nWe listen {number} times.\n"
        parent = b"from refs/heads/main^0\n" if number == 0 else b""
        at = 1_700_000_000 + number * 3600
        head = f"commit refs/heads/main\ncommitter {who} {at} +0000\ndata 7\nChanged\n"
        file = f"M 100644 inline agreements/{id_}.md\ndata {len(data)}\n{data}\n"
        yield head.encode() + parent + file.encode()


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Return the list of all `git log` that are started from now on."""
    started: list[list[str]] = []
    usual: Callable[..., None] = subprocess.Popen.__init__

    def counted(self: object, args: Sequence[str], *more: object, **named: object) -> None:
        if "log" in args:
            started.append([*args])
        usual(self, args, *more, **named)

    monkeypatch.setattr(subprocess.Popen, "__init__", counted)
    return started


@pytest.mark.parametrize(
    ("kind", "ref"),
    [("changes", ""), ("history", ""), ("agreement", "rules-abc232"), ("agreement", "")],
)
def test_a_thousand_changes_are_one_git_log(
    long_history: Path, logs: list[list[str]], kind: str, ref: str
) -> None:
    with Workspace.open(long_history) as workspace:
        logs.clear()
        page = written(report(workspace, kind, Asked(ref=ref)), "text").decode()
    assert len(logs) == 1, logs
    assert "We listen 996 times." in page or kind == "history"


def test_since_a_moment_what_lies_before_it_is_read_for_the_agreements_alone(
    long_history: Path, logs: list[list[str]]
) -> None:
    with Workspace.open(long_history) as workspace:
        logs.clear()
        report(workspace, "changes", Asked(since="2023-12-01"))
    assert len(logs) == 2, logs
    assert any(each.startswith("agreements/") for each in logs[1])
