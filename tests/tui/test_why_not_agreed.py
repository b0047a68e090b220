"""An agreement that is only asked always says what is still in the way."""

import re
import subprocess
from pathlib import Path

import pytest

AGREEMENT = "ground-rules"


@pytest.fixture
def agreed(here, call):
    """Let everyone who is asked agree; return the file of one position."""
    for person in call("show", AGREEMENT, "--json").document["fields"]["parties"]:
        call("agree", AGREEMENT, "--by", person, "--position", "agree")
    assert "agreed" in call("standing").out
    return next(Path(here).glob("contributions/agreement/*/*.md"))


def save(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=x", "-c", "user.email=x@example.invalid"]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-qm", "By hand"], check=True)


def test_who_said_two_things_at_once_is_named(here, call, agreed):
    other = agreed.with_name("aaaabbbbccccdddd.md")
    text = re.sub(r"^replaces:.*\n", "", agreed.read_text(), flags=re.MULTILINE)
    text = text.replace(f"id: {agreed.stem}", f"id: {other.stem}")
    other.write_text(text.replace("position: agree\n", "position: stand-aside\n"))
    save(here)
    ran = call("standing", AGREEMENT)
    assert "where this is now: people are asked" in ran.out
    assert "said two things at once, and is asked which one counts" in ran.out
    assert "Said two things at once" in call("report", "agreement", AGREEMENT).out


def test_a_file_that_could_be_a_no_is_told(here, call, agreed):
    agreed.with_name("aaaabbbbccccdddd.md").write_text("nothing of a record\n")
    save(here)
    out = " ".join(call("standing", AGREEMENT).out.split())
    assert "people are asked" in out
    assert "1 file here cannot be read, and could be someone who can't agree yet." in out


def test_two_wordings_are_told(here, call, agreed):
    (file,) = Path(here).glob("agreements/ground-rules-*.md")
    text = file.read_text()
    header, body = text.rsplit("---\n", 1)
    two = "> **Different wordings**\n>\n> **Wording 1**\n>\n> A.\n>\n> **Wording 2**\n>\n> B.\n\n"
    file.write_text(f"{header}---\n{two}{body}")
    save(here)
    out = " ".join(call("standing", AGREEMENT).out.split())
    assert "1 thing in it is worded differently, to settle together first" in out


def test_what_is_agreed_says_none_of_that(here, call, agreed):
    out = call("standing", AGREEMENT).out
    assert "two things" not in out
    assert "cannot be read" not in out
    assert "worded differently" not in out
