"""Bad input gets a sentence, a hint and an exit code, and leaves the workspace as it was."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

LONG = "t" * 5000
MARKUP = "[/x] [@click=app.quit]x[/] \x1b[31mred\x1b[0m"


def refused(ran, code):
    assert ran.code == code, (ran.code, ran.out, ran.err)
    assert "Traceback" not in ran.err + ran.out
    lines = ran.err.splitlines()
    assert [line for line in lines if not line.startswith("  ")], "a sentence"
    assert [line for line in lines if line.startswith("  ")], "a hint"
    return " ".join(ran.err.split())


def git(place, *arguments, check=True):
    return subprocess.run(
        ["git", "-C", str(place), *arguments], capture_output=True, text=True, check=check
    ).stdout.strip()


@pytest.mark.parametrize("typed", ["../x", "/etc/passwd", "a b", "#", "step/9", "x" * 5000, "…"])
def test_what_is_no_reference_names_nothing(typed, here, call):
    refused(call("show", typed), 2)


def test_a_reference_that_fits_several_lists_them(here, call):
    call("new", "agreement", "--title", "Ground work")
    said = refused(call("show", "ground"), 2)
    assert "agreement/ground-rules-" in said
    assert "agreement/ground-work-" in said


def test_a_long_list_of_what_fits_shows_only_how_it_begins(example, call):
    said = refused(call("-C", str(example), "show", "e"), 2)
    assert len(said) < 500
    assert "more" in said


def test_words_about_what_somebody_said_are_refused_with_the_way_to_reply(here, call):
    said = call("say", "2.3", "They ask.", "--json").document["id"]
    before = git(here, "rev-parse", "HEAD")
    for typed in (said, f"contribution/{said}", f"words/{said}#2"):
        told = refused(call("say", typed, "Well said."), 2)
        assert f"coproduce reply contribution/{said} --did" in told
    assert git(here, "rev-parse", "HEAD") == before


@pytest.mark.parametrize(
    "command",
    [
        ("agree",),
        ("edit", "--title", "x"),
        ("settle",),
        ("archive",),
        ("slip",),
        ("standing",),
        ("verify",),
        ("progress", "--direction", "same"),
        ("answer", "--tried", "x"),
        ("set-aside",),
        ("report", "agreement"),
        ("report", "review"),
        ("report", "changes"),
    ],
)
def test_what_is_for_documents_says_so_of_what_somebody_said(command, here, call):
    said = call("say", "2.3", "They ask.", "--json").document["id"]
    for typed in (f"contribution/{said}", "contribution/zzzzzzzz"):
        refused(call(*command, typed), 2)


def test_an_unknown_person_is_told(here, call):
    assert "“Nobody”" in refused(call("say", "2.3", "--by", "Nobody", "x"), 2)
    assert "“Nobody”" in refused(call("say", "2.3", "--as", "Nobody", "x"), 2)


@pytest.mark.parametrize("typed", ["2026-02-31", "yesterday", "2026-13-01", "26-1-1", "0000-00-00"])
def test_a_day_that_does_not_exist_is_told(typed, here, call):
    before = git(here, "rev-parse", "HEAD")
    assert f"“{typed}”" in refused(call("say", "2.3", "--date", typed, "x"), 2)
    assert git(here, "rev-parse", "HEAD") == before


def test_a_title_of_5000_characters_is_refused(here, call):
    refused(call("new", "agreement", "--title", LONG), 2)


def test_a_title_of_markup_and_escapes_is_shown_harmless(here, call):
    made = call("new", "agreement", "--title", MARKUP, "--json")
    assert made.code == 0
    for arguments in (("list",), ("show", made.document["id"]), ("standing",)):
        out = call(*arguments).out
        assert "[/x] [@click=app.quit]x[/]" in out
        assert "\x1b" not in out


def test_standard_input_that_is_not_utf8_is_refused(here, call):
    said = refused(call("say", "2.3", "-", stdin=b"caf\xe9"), 2)
    assert "UTF-8" in said


def test_an_argument_that_is_not_utf8_is_refused(here):
    ran = subprocess.run(
        [b"coproduce", b"say", b"2.3", b"caf\xe9"], capture_output=True, env=_env(), cwd=here
    )
    assert ran.returncode == 2
    assert b"UTF-8" in ran.stderr


def _env():
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}


def test_empty_words_save_nothing(here, call):
    before = git(here, "rev-parse", "HEAD")
    refused(call("say", "2.3", ""), 2)
    refused(call("say", "2.3", "-", stdin=b" \n"), 2)
    assert git(here, "rev-parse", "HEAD") == before


def test_far_too_much_standard_input_is_refused(here, call):
    refused(call("say", "2.3", "-", stdin=b"x" * (2 * 1024 * 1024 + 2)), 2)


def test_no_workspace_here(tmp_path, call):
    said = refused(call("-C", str(tmp_path), "status"), 1)
    assert "no workspace" in said


def test_a_folder_that_is_not_there(tmp_path, call):
    refused(call("-C", str(tmp_path / "nowhere"), "status"), 1)


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("wanted", [(), ("--json",)])
def test_an_answer_that_cannot_be_printed_is_told(here, unbuffered, wanted):
    def printed_nowhere(*arguments):
        with Path("/dev/full").open("w") as full:
            ran = subprocess.run(
                ["coproduce", *arguments, *wanted],
                stdout=full,
                stderr=subprocess.PIPE,
                text=True,
                env={**_env(), "PYTHONUNBUFFERED": unbuffered},
                cwd=here,
            )
        return ran.returncode, ran.stderr

    before = git(here, "rev-parse", "HEAD")
    code, said = printed_nowhere("status")
    assert (code, said.splitlines()[0]) == (
        1, "The answer could not be printed: no space left on device."
    )  # fmt: skip
    code, said = printed_nowhere("show", "nonesuch")
    assert (code, said.splitlines()[0]) == (2, "There is nothing here called “nonesuch”.")
    assert git(here, "rev-parse", "HEAD") == before
    code, said = printed_nowhere("say", "2.3", "x")
    assert code == 1
    assert "It was saved, but the answer could not be printed" in said
    assert "went wrong" not in said
    assert git(here, "rev-parse", "HEAD~1") == before


def test_a_computer_with_an_impossible_time_zone_goes_by_utc(here, command):
    for words in (("status",), ("say", "2.3", "x")):
        ran = command(*words, cwd=here, TZ="XXX+24:59:59")
        assert (ran.code, "went wrong" in ran.err) == (0, False)
    assert git(here, "log", "-1", "--format=%ad", "--date=format:%z") == "+0000"


def test_a_broken_configuration_of_git_is_named(here, command, tmp_path):
    (tmp_path / "broken").write_text("[user\nx")
    for words in (("status",), ("say", "2.3", "x")):
        said = refused(command(*words, cwd=here, GIT_CONFIG_GLOBAL=str(tmp_path / "broken")), 1)
        assert (
            f"configuration on this computer cannot be read: bad config line 1 in file {tmp_path}"
            in said
        )


def test_no_git(here, command):
    refused(command("status", cwd=here, PATH="/nonexistent"), 1)


def test_a_detached_workspace_can_be_read_but_not_written(here, call):
    git(here, "checkout", "--detach", "-q")
    assert call("status").code == 0
    refused(call("say", "2.3", "x"), 1)


def test_a_merge_under_way_is_told(here, call):
    (here / ".git" / "MERGE_HEAD").write_text(git(here, "rev-parse", "HEAD") + "\n")
    refused(call("say", "2.3", "x"), 1)


def test_a_lock_of_someone_else_is_told(here, call):
    (here / ".git" / "index.lock").write_text("")
    ran = call("say", "2.3", "x")
    if ran.code:
        refused(ran, 1)
    assert (here / ".git" / "index.lock").exists()


def test_a_hook_that_refuses_is_heard(here, call):
    hook = here / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'no shouting please'\nexit 1\n")
    hook.chmod(0o755)
    said = refused(call("say", "2.3", "HELLO"), 1)
    assert "no shouting please" in said


def test_a_damaged_record_is_listed_shown_as_text_and_found_by_check(here, call):
    path = here / "agreements" / "broken-aaaaaa.md"
    path.write_text("---\nkind: agreement\nkind: twice\n---\nThe text is still here.\n")
    git(here, "add", "agreements/broken-aaaaaa.md")
    git(here, "-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit", "-qm", "by hand")
    assert "cannot be read" in call("list").out
    shown = call("show", "broken")
    assert shown.code == 5
    assert "The text is still here." in shown.out
    document = call("show", "broken", "--json")
    assert document.code == 5
    assert document.document["damaged"]
    assert "The text is still here." in document.document["body"]
    refused(call("edit", "broken", "--body", "x"), 5)
    refused(call("agree", "broken"), 5)
    checked = call("check", "--json")
    assert checked.code == 5
    assert checked.document["problems"][0]["severity"] == "error"
    assert checked.document["problems"][0]["line"] == 3
    assert call("standing").code == 0
    assert call("status").code == 0


def test_a_newer_format_can_be_read_but_not_written(here, call):
    path = here / "coproduce.md"
    path.write_text(path.read_text().replace('format: "1"', 'format: "2"'))
    git(here, "-c", "user.name=x", "-c", "user.email=x@x.invalid", "commit", "-qam", "newer")
    assert call("list").code == 0
    refused(call("say", "2.3", "x"), 5)


def test_an_edit_of_what_changed_meanwhile_is_refused_and_kept(here, call):
    blob = call("show", "ground-rules", "--json").document["blob"]
    call("edit", "ground-rules", "--body", "Theirs.")
    ran = call("edit", "ground-rules", "--body", "Mine.", "--expect", blob, "--json")
    assert ran.code == 3
    draft = Path(ran.document["error"]["drafts"][0])
    assert draft.read_text().strip() == "Mine."
    assert draft.stat().st_mode & 0o777 == 0o600
    refused(call("edit", "ground-rules", "--body", "Mine.", "--expect", "0000"), 3)
    refused(call("edit", "ground-rules", "--body", "Mine.", "--expect", ""), 2)


def test_a_change_made_outside_is_seen_and_can_be_kept_or_put_back(here, call):
    path = here / call("show", "ground-rules", "--json").document["path"]
    saved = path.read_text()
    path.write_text(saved + "\nAdded on the train.\n")
    assert call("show", "ground-rules", "--json").document["outside_edit"] is True
    assert "changed outside coproduce" in call("show", "ground-rules").out
    assert "outside coproduce" in call("status").out
    refused(call("edit", "ground-rules", "--body", "Over it."), 3)
    assert "Added on the train." in path.read_text()
    kept = call("edit", "ground-rules", "--outside", "keep", "--why", "On the train.")
    assert kept.code == 0
    assert "Added on the train." in call("show", "ground-rules").out
    path.write_text("---\nkind: agreement\n")
    back = call("edit", "ground-rules", "--outside", "put-back")
    assert back.code == 0
    assert "draft" in back.out
    assert "Added on the train." in path.read_text()


def test_an_unexpected_error_is_one_sentence_and_details_on_request(here, call, monkeypatch):
    from store.workspace import Workspace

    def fails(*_, **__):
        raise RecursionError("deep inside")

    monkeypatch.setattr(Workspace, "status", fails)
    said = refused(call("status"), 1)
    assert "deep inside" not in said
    assert "deep inside" in call("status", "--verbose").err
    assert call("status", "--json").document["error"]["code"] == "unexpected"


def test_stopping_at_the_keyboard_is_one_sentence(here, call, monkeypatch):
    from store.workspace import Workspace

    def stops(*_, **__):
        raise KeyboardInterrupt

    monkeypatch.setattr(Workspace, "status", stops)
    ran = call("status")
    assert ran.code == 1
    assert ran.err.startswith("Stopped.")
    assert len(ran.err.splitlines()) == 1


def test_even_when_telling_an_error_fails_there_is_no_traceback(call, monkeypatch):
    def fails(*_, **__):
        raise ValueError("in the telling")

    monkeypatch.setattr("tui.running.told", fails)
    assert "ValueError" in refused(call("shwo"), 1)


@pytest.mark.parametrize(
    "arguments",
    [
        ("agree", "ground-rules", "--by", ""),
        ("--as", "", "agree", "ground-rules"),
        ("say", "activity", "--by", " ", "words"),
        ("say", "activity", "--date", "", "words"),
        ("diff", "ground-rules", "--since", "agreed", "--by", ""),
    ],
)
def test_an_empty_variable_never_speaks_for_the_person_at_the_keyboard(
    command, example, arguments
) -> None:
    ran = command(*arguments, cwd=example)
    assert ran.code == 2
    assert "is empty" in ran.err


@pytest.mark.parametrize(
    "command",
    [
        ("agree", "ground-rules#2"),
        ("agree", "agreement/ground-rules#2", "--position", "not-yet"),
        ("standing", "ground-rules#2"),
        ("standing", "ground-rules#2", "--over-time"),
        ("verify", "ground-rules#2"),
        ("slip", "ground-rules#2"),
    ],
)
def test_nobody_stands_behind_a_part_of_an_agreement(command, here, call):
    before = git(here, "rev-parse", "HEAD")
    said = refused(call(*command), 2)
    assert "behind the whole text of an agreement" in said
    assert "Leave out “#2”" in said
    assert git(here, "rev-parse", "HEAD") == before
    assert call("agree", "ground-rules").code == 0


def test_what_somebody_says_may_be_about_a_part_of_an_agreement(here, call):
    assert call("say", "ground-rules#2", "This part is long.").code == 0


def test_a_part_of_an_agreement_is_no_words_to_take_back(here, call):
    assert call("withdraw", "ground-rules#2").code == 2


@pytest.mark.parametrize("key", ["/", ".", "~"])
def test_a_folder_is_no_key(key, here, call):
    said = refused(call("agree", "ground-rules", "--sign", key), 2)
    assert "is a folder, and no key" in said


def test_notes_to_be_placed_later_have_no_one_text_to_compare(here, call):
    assert "many notes" in refused(call("diff", "unplaced"), 2)
