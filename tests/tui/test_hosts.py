"""What `docs/hosts` tells a host to run does run, and `init` makes hunks name their heading."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

FOLDER = Path(__file__).parents[2] / "docs" / "hosts"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
BASE = re.compile(r"\$BASE|\$CI_MERGE_REQUEST_DIFF_BASE_SHA|origin/main")


def scripts(value: object) -> Iterator[str]:
    """Yield every script of a workflow file: what stands under `run` and `script`."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "run" and isinstance(inner, str):
                yield inner
            elif name == "script" and isinstance(inner, list):
                yield from inner
            else:
                yield from scripts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from scripts(inner)


def commands(text: str) -> list[list[str]]:
    """Return the words of every coproduce command that a script runs, up to a pipe or a file."""
    lines = re.findall(r"^\s*(coproduce [^|>\n]*)", text, re.MULTILINE)
    return [shlex.split(line)[1:] for line in lines]


def shell_of(page: Path) -> str:
    blocks = re.findall(r"^```sh\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)
    return "\n".join(blocks)


def run_all(found: list[list[str]], base: str, call) -> None:
    for words in found:
        assert any(BASE.fullmatch(word) for word in words), words
        ran = call(*(BASE.sub(base, word) for word in words))
        assert ran.code == 0, (words, ran.err)
        assert ran.err == ""


@pytest.fixture
def base(here: Path, call) -> str:
    """Return the change that a request begins from; what it changes was saved after it."""
    found = git("rev-parse", "HEAD").strip()
    call("edit", "ground-rules", "--body", "We listen well.")
    return found


def git(*arguments: str) -> str:
    return subprocess.check_output(["git", *arguments], text=True)


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.stem)
def test_every_command_of_a_workflow_runs(workflow: Path, base: str, call):
    found = [
        words
        for script in scripts(yaml.safe_load(workflow.read_text()))
        for words in commands(script)
    ]
    assert [words[0] for words in found] == ["changes", "check"]
    assert workflow.read_text().count("coproduce changes") == 1
    run_all(found, base, call)


def test_every_command_of_the_page_about_hosts_runs(base: str, call):
    found = commands(shell_of(FOLDER / "README.md"))
    assert [words[0] for words in found] == ["check", "changes", "report"]
    run_all(found, base, call)
    assert {path.name for path in WORKFLOWS} == set(
        re.findall(r"\]\((\w+\.yml)\)", (FOLDER / "README.md").read_text())
    )


def test_a_damaged_record_in_a_request_stops_it(base: str, here: Path, call):
    (here / "agreements" / "odd-aaaaaa.md").write_text("---\nkind: agreement\nkind: x\n---\n")
    git("add", "-A")
    git("commit", "-qm", "By hand")
    assert call("check", "--since", base).code == 5


def test_git_shows_the_heading_above_every_changed_passage(here: Path):
    def passage(end: str) -> str:
        lines = [f"Line {number} of what we say." for number in range(20)]
        return "\n\n".join([*lines, end])

    page = here / "steps" / "2-shared-understanding.md"
    before = f"---\nkind: step\n---\n## 2.1 Where we are\n\n{passage('Short.')}\n"
    page.write_text(before)
    git("commit", "-qam", "Before")
    page.write_text(before.replace("Short.", "Long."))
    (header,) = [line for line in git("diff").splitlines() if line.startswith("@@")]
    assert header.endswith("@@ ## 2.1 Where we are")
