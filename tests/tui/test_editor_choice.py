"""Which editor opens: the one from the settings, then the environment, then a usual one."""

import pytest

from store import preferences
from tui.editor import EditorFailed, editor_command


@pytest.fixture(autouse=True)
def _own_settings(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)


def test_the_settings_come_before_the_environment(monkeypatch):
    monkeypatch.setenv("EDITOR", "vi")
    assert editor_command() == ["vi"]
    monkeypatch.setenv("VISUAL", "emacs -nw")
    assert editor_command() == ["emacs", "-nw"]
    preferences.change(editor="code --wait")
    assert editor_command() == ["code", "--wait"]


def test_an_editor_that_cannot_be_understood_says_where_it_was_named():
    preferences.change(editor="nano 'oops")
    with pytest.raises(EditorFailed, match="the settings"):
        editor_command()


def test_without_any_editor_there_is_a_way_out(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EditorFailed, match="no editor"):
        editor_command()
