"""What the README shows is what happens."""

import os
import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[2] / "README.md"
COMMANDS = Path(sys.executable).parent
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
CHANGING = (
    (r"\bp-[a-z2-7]{8}\b", "PERSON"),
    (r"-[a-z2-7]{6}\b(?=$|\s)", "-TAIL"),
    (r"\b[a-z2-7]{16}\b", "CONTRIBUTION"),
    (rf"\b\d{{1,2}} ({MONTHS})\b", "DAY"),
    (r"\s+in\s+/\S*evenings", " in FOLDER"),
)


def without_chance(text: str) -> str:
    for pattern, word in CHANGING:
        text = re.sub(pattern, word, text, flags=re.MULTILINE)
    return text.strip()


def block(marker: str) -> str:
    found = re.search(
        rf"<!-- {marker}.*?-->\n```\w+\n(.*?)```", README.read_text("utf-8"), re.DOTALL
    )
    assert found, marker
    return found[1]


def environment(home: Path) -> dict[str, str]:
    path = f"{COMMANDS}{os.pathsep}{os.environ['PATH']}"
    return {**os.environ, "HOME": str(home), "PATH": path, "COLUMNS": "100"}


def test_the_tour_prints_what_the_readme_says(tmp_path: Path) -> None:
    folder = tmp_path
    steps = re.split(r"^\$ ", block("tour"), flags=re.MULTILINE)[1:]
    assert len(steps) == 8
    for step in steps:
        command, _, expected = step.partition("\n")
        if command.startswith("cd "):
            folder /= command[3:].strip()
            continue
        done = subprocess.run(
            command, shell=True, cwd=folder, env=environment(tmp_path), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert without_chance(done.stdout) == without_chance(expected), command


def test_each_thing_people_do_with_paper_does_what_it_says(example: Path) -> None:
    paper = [
        re.split(r"\s{2,}", line)[0]
        for line in README.read_text("utf-8").splitlines()
        if re.match(r"coproduce (slip|report) ", line)
    ]
    assert {line.split()[1] for line in paper} == {"slip", "report"}
    for line in paper:
        done = subprocess.run(
            line, shell=True, cwd=example, env=environment(example.parent), capture_output=True,
            text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        assert (example / line.split()[-1]).stat().st_size


def test_the_script_runs_and_is_no_longer_than_ten_lines(example: Path) -> None:
    script = block("script")
    assert len([line for line in script.splitlines() if line.strip()]) <= 10
    (example.parent / "evenings").symlink_to(example, target_is_directory=True)
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=example.parent,
        env=environment(example.parent),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "When we disagree: asked" in done.stdout
    assert "North team" in done.stdout
