"""In a real terminal: the editor opens, colours show, questions are asked."""

import os
import stat
import sys
from pathlib import Path

import pexpect
import pytest

COMMAND = str(Path(sys.executable).with_name("coproduce"))


@pytest.fixture
def terminal(tmp_path):
    """Run the command in a terminal of 80 columns; gives what was printed and the exit code."""

    def _terminal(*arguments, cwd, answers=(), **environment):
        child = pexpect.spawn(
            COMMAND,
            [str(each) for each in arguments],
            cwd=str(cwd),
            env={**os.environ, "TERM": "xterm", **environment},
            dimensions=(24, 80),
            encoding="utf-8",
            timeout=30,
        )
        for asked, answer in answers:
            child.expect(asked)
            child.sendline(answer)
        child.expect(pexpect.EOF)
        child.close()
        return child.before, child.exitstatus

    return _terminal


@pytest.fixture
def editor(tmp_path):
    """Make an editor that is a shell script; `$1` is the file it opens."""

    def _editor(script):
        path = tmp_path / "editor.sh"
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        return str(path)

    return _editor


def test_without_text_the_editor_opens_and_what_is_typed_is_saved(
    here, terminal, editor, call, tmp_path
):
    seen = tmp_path / "seen"
    script = f'stat -c %a "$1" > {seen}; cp "$1" {seen}.text; printf "Typed there.\\n" > "$1"'
    out, code = terminal("say", "2.3", cwd=here, EDITOR=editor(script))
    assert code == 0, out
    assert seen.read_text().strip() == "600"
    assert "withdraw" in Path(f"{seen}.text").read_text()
    found = call("show", "2.3", "--contributions", "--json").document["contributions"]
    assert [each["body"].strip() for each in found] == ["Typed there."]


def test_visual_comes_before_editor_and_may_have_options(here, terminal, editor, call, tmp_path):
    script = editor('test "$1" = --wait && printf "From visual.\\n" > "$2"')
    out, code = terminal("say", "2.3", cwd=here, VISUAL=f"'{script}' --wait", EDITOR="false")
    assert code == 0, out
    assert "From visual." in call("show", "2.3", "--contributions").out


def test_the_lines_for_the_writer_are_left_out_and_the_file_is_gone(
    here, terminal, editor, call, tmp_path
):
    where = tmp_path / "where"
    script = f'echo "$1" > {where}; {{ echo "My words."; cat "$1"; }} > "$1.new"; mv "$1.new" "$1"'
    out, code = terminal("say", "2.3", cwd=here, EDITOR=editor(script))
    assert code == 0, out
    found = call("show", "2.3", "--contributions", "--json").document["contributions"]
    assert found[0]["body"].strip() == "My words."
    assert not Path(where.read_text().strip()).exists()


def test_an_empty_text_saves_nothing(here, terminal, editor, call):
    before = call("history", "--json").out
    out, code = terminal("say", "2.3", cwd=here, EDITOR=editor(': > "$1"'))
    assert code == 2
    assert "Nothing was saved" in out
    assert call("history", "--json").out == before


def test_an_unchanged_document_saves_nothing(here, terminal, editor, call):
    before = call("history", "--json").out
    out, code = terminal("edit", "ground-rules", cwd=here, EDITOR="true")
    assert code == 0
    assert "Nothing changed" in out
    assert call("history", "--json").out == before


def test_an_edit_opens_the_text_and_saves_the_new_one(here, terminal, editor, call):
    script = """sed -i 's/take a break/take a long break/' "$1" """
    out, code = terminal("edit", "ground-rules", cwd=here, EDITOR=editor(script))
    assert code == 0, out
    assert "take a long break" in call("show", "ground-rules").out


def test_a_section_opens_alone(here, terminal, editor, call):
    call("edit", "step/2", "--section", "2.3", "--body", "We take turns.")
    script = """grep -q 'Stories' "$1" && exit 1; sed -i 's/turns/good turns/' "$1" """
    out, code = terminal("edit", "step/2#2.3", cwd=here, EDITOR=editor(script))
    assert code == 0, out
    assert "We take good turns." in call("show", "2.3").out


def test_when_saving_fails_what_was_typed_is_kept(here, terminal, editor):
    hook = here / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    out, code = terminal("say", "2.3", cwd=here, EDITOR=editor('printf "Kept words.\\n" > "$1"'))
    assert code == 1
    assert "Your words are kept in" in out
    drafts = list((here / ".git" / "coproduce" / "drafts").iterdir())
    assert any("Kept words." in each.read_text() for each in drafts)
    assert all(each.stat().st_mode & 0o777 == 0o600 for each in drafts)


def test_when_the_document_changed_meanwhile_what_was_typed_is_kept(here, terminal, editor):
    script = f'{COMMAND} edit ground-rules --body "Theirs." >/dev/null; printf "Mine.\\n" > "$1"'
    out, code = terminal("edit", "ground-rules", cwd=here, EDITOR=editor(script))
    assert code == 3, out
    drafts = list((here / ".git" / "coproduce" / "drafts").iterdir())
    assert any("Mine." in each.read_text() for each in drafts)


def test_when_the_editor_fails_what_was_typed_is_kept(here, terminal, editor):
    script = 'printf "Half a thought.\\n" > "$1"; exit 3'
    _, code = terminal("say", "2.3", cwd=here, EDITOR=editor(script))
    assert code == 1
    drafts = list((here / ".git" / "coproduce" / "drafts").iterdir())
    assert any("Half a thought." in each.read_text() for each in drafts)


@pytest.mark.parametrize("editor_name", ["/nowhere/editor", "'unclosed"])
def test_an_editor_that_cannot_be_started_is_told(here, terminal, editor_name):
    out, code = terminal("say", "2.3", cwd=here, EDITOR=editor_name)
    assert code == 1
    assert "export" in out
    assert "Traceback" not in out


def test_answers_are_typed_under_their_questions(here, terminal, editor, call):
    call("new", "review", "--title", "Spring")
    script = """sed -i 's/^## 3 .*/&\\n\\nMore carers came./' "$1" """
    out, code = terminal("answer", "spring", cwd=here, EDITOR=editor(script))
    assert code == 0, out
    found = call("show", "spring", "--contributions", "--json").document["contributions"][0]
    assert "## 3 Pleased" in found["body"]
    assert "More carers came." in found["body"]
    assert "Concerned" not in found["body"]


def test_colours_show_in_a_terminal_and_not_when_they_are_not_wanted(here, terminal):
    assert "\x1b[1m" in terminal("list", cwd=here)[0]
    assert "\x1b" not in terminal("list", "--plain", cwd=here)[0]
    assert "\x1b" not in terminal("list", cwd=here, NO_COLOR="1")[0]
    assert "\x1b" not in terminal("list", cwd=here, TERM="dumb")[0]
    assert "\x1b" not in terminal("list", "--json", cwd=here)[0]


def test_lines_fit_the_terminal(here, terminal):
    for arguments in (("status",), ("show", "step/3"), ("history",), ("say", "--help")):
        out, code = terminal(*arguments, "--plain", cwd=here)
        assert code == 0
        assert max(len(line.rstrip("\r")) for line in out.split("\n")) <= 80, arguments


def test_init_asks_for_what_is_missing(tmp_path, terminal, call):
    place = tmp_path / "new"
    answers = [("What do you do together", "Evenings"), ("appear in the history", "")]
    out, code = terminal("init", place, cwd=tmp_path, answers=answers)
    assert code == 0, out
    assert call("-C", str(place), "status", "--json").document["title"] == "Evenings"


def test_stopping_with_ctrl_c_is_one_sentence(here):
    child = pexpect.spawn(COMMAND, ["say", "2.3", "-"], cwd=str(here), encoding="utf-8", timeout=30)
    child.expect("withdraw")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1
    assert "Stopped." in child.before
    assert "Traceback" not in child.before
