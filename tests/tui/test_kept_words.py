"""Words that could not be saved are kept, and nobody writes what is refused anyway."""

import subprocess
from pathlib import Path

import pytest

from tui import editor

NOBODY = "the workspace does not know who is at the keyboard"


@pytest.fixture
def nobody(here):
    """A workspace that does not know who is at the keyboard."""
    subprocess.run(["git", "-C", here, "config", "--unset", "coproduce.me"], check=True)
    return here


@pytest.mark.parametrize(
    "arguments",
    [
        ("say", "2.3", "The bus stops at nine."),
        ("say", "2.3", "--by", "Sam", "The bus stops at nine."),
        ("agree", "ground-rules", "--because", "The bus stops at nine."),
        ("edit", "ground-rules", "--body", "The bus stops at nine."),
        ("edit", "2.3", "--body", "The bus stops at nine."),
        ("new", "action", "--title", "A lift", "--body", "The bus stops at nine."),
    ],
)
def test_words_are_kept_when_nobody_is_at_the_keyboard(nobody, call, arguments):
    error = call(*arguments, "--json").document["error"]
    assert error["message"].lower().startswith(NOBODY)
    (draft,) = error["drafts"]
    assert "The bus stops at nine." in Path(draft).read_text("utf-8")


def test_words_read_from_standard_input_are_kept_whatever_is_wrong(here, call):
    ran = call("say", "2.3", "--date", "2999-01-01", "-", "--json", stdin=b"The bus.")
    (draft,) = ran.document["error"]["drafts"]
    assert Path(draft).read_text("utf-8") == "The bus."
    assert call("say", "2.3", "--by", "Sam", "-", stdin=b"The bus.").code == 0
    assert len(list(Path(draft).parent.iterdir())) == 1


@pytest.mark.parametrize("section", ["", "9.9"])
def test_the_editor_does_not_open_on_what_is_never_changed(here, call, monkeypatch, section):
    said = call("say", "2.3", "The bus.", "--json").document["id"]
    monkeypatch.setattr("tui.text_argument.can_ask", lambda: True)
    monkeypatch.setattr(editor, "open_editor", lambda *_: pytest.fail("the editor was opened"))
    monkeypatch.setenv("EDITOR", "false")
    ran = call("edit", "step/2", "--section", section) if section else call("edit", said)
    assert ran.code == 2
    assert ("has no section" if section else "never changed") in ran.err
