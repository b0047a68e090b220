"""What is written in one's own editor: all of it is kept, wherever in the file it stands."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tui import editor
from tui.editor import private_file, typed_in

ABOUT = "Change the text, save it and close the editor."


def typing(monkeypatch: pytest.MonkeyPatch, change) -> None:
    """Let the editor be somebody who makes `change` of the file's text."""

    def _open(_: list[str], path: Path) -> None:
        path.write_text(change(path.read_text("utf-8")), "utf-8")

    monkeypatch.setattr("tui.text_argument.can_ask", lambda: True)
    monkeypatch.setattr(editor, "open_editor", _open)
    monkeypatch.setenv("EDITOR", "true")


def test_what_is_written_at_the_end_of_the_file_is_part_of_the_text(here, call, monkeypatch):
    typing(monkeypatch, lambda text: f"{text}\nThe bus stops at nine.\n")
    assert call("edit", "ground-rules").code == 0
    shown = call("show", "ground-rules", "--json").out
    assert "The bus stops at nine." in shown
    assert "coproduce: this line" not in shown


def test_own_words_written_at_the_end_of_the_file_are_said(here, call, monkeypatch):
    typing(monkeypatch, lambda text: f"{text}The bus stops at nine.")
    said = call("say", "2.3", "--json")
    assert said.code == 0
    path = here / said.document["path"]
    assert path.read_text("utf-8").endswith("---\nThe bus stops at nine.\n")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        (lambda ours: f"{ours}Below.\n", "We listen.\n\nBelow.\n"),
        (lambda ours: ours.replace("\n<!-- Change", "\nBetween.\n<!-- Change"), "Between."),
        (lambda ours: f"{ours.rstrip()} Beside.", "Beside."),
        (lambda ours: ours.replace("\n", "\r\n"), "We listen.\n"),
        (lambda ours: f"Above.\n{ours}", "Above.\nWe listen.\n"),
        (lambda ours: "\n".join(ours.split("\n")[:-2]), "We listen.\n"),
    ],
)
def test_only_the_two_lines_of_the_program_are_left_out(written, kept):
    path = private_file("We listen.", ABOUT)
    path.write_bytes(written(path.read_text("utf-8")).encode())
    found = typed_in(path, ABOUT)
    path.unlink()
    assert kept in found
    assert "<!--" not in found


@given(above=st.text(max_size=40), below=st.text(max_size=40))
def test_no_character_written_above_or_below_is_lost(above: str, below: str):
    path = private_file("", ABOUT)
    path.write_bytes(f"{above}\n{path.read_text('utf-8')}{below}".encode())
    found = typed_in(path, ABOUT)
    path.unlink()
    assert "".join(found.split()) == "".join(f"{above}{below}".split())


def test_no_program_is_started_that_asks_which_editor_to_take(monkeypatch, tmp_path):
    for name in ("sensible-editor", "select-editor", "editor", "nano"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\n")
        program.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    for name in ("VISUAL", "EDITOR"):
        monkeypatch.delenv(name, raising=False)
    assert editor.editor_command() == ["nano"]
