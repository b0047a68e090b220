"""What the program brought together: nobody of that name is at work there."""

import pytest

from store import Workspace


@pytest.fixture
def together(here, tmp_path, call):
    """Let two copies change things at the same time and share."""
    with Workspace.open(here) as one:
        one.share_folder(tmp_path / "hub")
        with Workspace.join(str(tmp_path / "hub"), tmp_path / "other", name="South") as other:
            other.edit("step/1", section="1.1", body="Here.", why="Because.")
            one.new("action", "Buy chairs")
            other.sync()
            one.sync()
    assert "coproduce merge" in call("history", "--json").out


@pytest.mark.parametrize(
    "command",
    [
        ("history",),
        ("changes", "--since", "1990-01-01"),
        ("changes", "--since", "1990-01-01", "--format", "md"),
        ("report", "history", "--format", "text"),
        ("report", "changes", "--format", "text"),
    ],
)
def test_what_was_brought_together_is_said_in_plain_words(together, call, command):
    ran = call(*command)
    assert ran.code == 0, ran.err
    assert "coproduce merge" not in ran.out
    if command == ("history",):
        assert "was brought together · coproduce" in ran.out
