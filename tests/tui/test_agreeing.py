"""Where people stand: said, recorded for someone, refused when the text moved on."""

import subprocess

import pytest

from schema.kinds import POSITIONS
from tui.commands.agreeing import agree


def test_every_position_there_is_can_be_typed():
    typed = next(each for each in agree.params if each.name == "position")
    assert tuple(typed.type.choices) == tuple(POSITIONS)


def test_agreeing_says_what_was_recorded_and_where_the_agreement_is_now(here, call):
    ran = call(
        "agree", "ground-rules", "--by", "Sam", "--position", "not-yet", "--because", "Late."
    )
    assert ran.code == 0
    assert (
        "Saved: Sam: “I can't agree yet” on “Ground rules”. "
        "Recorded by Robin for Sam, read aloud on " in ran.out
    )
    assert "where this is now: someone can't agree yet" in ran.out
    assert "“Late.”" in ran.out
    document = call("agree", "ground-rules", "--json").document
    assert document["standing"] == "not-yet"


def test_where_someone_else_stands_is_never_assumed(here, call):
    for more in ((), ("--json",), ("--because", "They nodded.")):
        ran = call("agree", "ground-rules", "--by", "Sam", *more)
        assert ran.code == 2
        said = ran.document["error"]["message"] if "--json" in more else ran.err
        assert "Where Sam stands was not said, and nobody says it for them." in said
    assert call("standing", "--json").document["agreements"][0]["positions"] == []
    # For oneself the verb is the answer, under whichever name one is at the keyboard.
    assert call("agree", "ground-rules").code == 0
    assert call("agree", "ground-rules", "--by", "Robin").code == 0
    assert call("--as", "Sam", "agree", "ground-rules", "--by", "Sam").code == 0
    (now,) = call("standing", "--json").document["agreements"]
    assert [e["position"] for e in now["positions"] if e["current"]] == ["agree", "agree"]
    assert not any("recorded_by" in each for each in now["positions"])


def test_a_changed_text_is_refused_with_3(here, call):
    digest = call("standing", "ground-rules", "--json").document["agreements"][0]["digest"]
    call("edit", "ground-rules", "--body", "Something else.")
    ran = call("agree", "ground-rules", "--text", digest[:12], "--json")
    assert ran.code == 3
    assert ran.document["error"]["code"] == "text-changed"
    now = call("standing", "ground-rules", "--json").document["agreements"][0]
    assert now["positions"] == []
    grouped = " ".join(now["digest"][at : at + 4].upper() for at in range(0, 64, 4))
    assert call("agree", "ground-rules", "--text", grouped).code == 0


def test_a_text_that_is_no_digest_records_nothing(here, call):
    for typed in ("zz", "1234", "", "  ", "12345678z"):
        ran = call("agree", "ground-rules", "--text", typed)
        assert ran.code == 2, typed
    assert call("standing", "--json").document["agreements"][0]["positions"] == []


def test_a_part_that_fits_one_agreement_is_enough(here, call):
    call("new", "meeting", "--title", "Ground rules, again")
    assert call("agree", "ground-rules").code == 0


def test_nobody_can_stand_anywhere_without_a_name(here, call):
    assert call("agree", "ground-rules", "--by", "anonymous").code == 2


def test_standing_names_who_is_asked_and_who_is_not_on_the_list(here, call):
    call("new", "person", "--title", "Noor")
    call("agree", "ground-rules", "--by", "Noor", "--position", "agree")
    out = call("standing", "ground-rules").out
    assert "not on the list" in out
    silent = out[out.index("asked, no answer yet") :]
    assert "Robin" in silent
    assert "Sam" in silent


def test_a_reason_behind_a_content_note_stays_closed(here, call):
    saved = call("agree", "ground-rules", "--because", "Private words.", "--json").document
    assert "Private words." in call("standing", "ground-rules").out
    place = here / saved["path"]
    noted = place.read_text().replace("\n---\n", "\ncontent_note: self-harm\n---\n")
    place.unlink()
    place.with_name("aaaabbbbccccdddd.md").write_text(
        noted.replace(saved["id"], "aaaabbbbccccdddd")
    )
    subprocess.run(["git", "add", "-A"], check=True)
    subprocess.run(["git", "commit", "-qm", "Noted"], check=True)
    closed = call("standing", "ground-rules").out
    assert "Private words." not in closed
    assert "content note: self-harm" in closed
    assert "“Private words.”" in call("standing", "ground-rules", "--open").out


def test_an_earlier_text_says_how_many_words_changed(here, call):
    call("agree", "ground-rules")
    call("edit", "ground-rules", "--body", "We listen well. Everyone can take a break.")
    out = call("standing", "ground-rules").out
    assert "on an earlier text" in out
    assert "1 word changed since" in out


def test_without_an_agreement_there_is_a_hint(tmp_path, call):
    place = str(tmp_path / "new")
    call("init", place, "--title", "New")
    assert "coproduce new agreement" in call("-C", place, "standing").out


def test_standing_over_time_says_when_it_moved(here, call):
    call("agree", "ground-rules", "--by", "Sam", "--position", "not-yet")
    moments = call("standing", "ground-rules", "--over-time", "--json").document["over_time"]
    assert [each["standing"] for each in moments] == ["not-yet"]
    assert moments[0].keys() == {"day", "standing", "text_changed", "parties_changed"}
    out = call("standing", "ground-rules", "--over-time").out
    assert "◇ someone can't agree yet" in out
    assert "over_time" not in call("standing", "ground-rules", "--json").document


@pytest.fixture
def edited(here, call):
    """Let somebody change the words of the agreement in an editor, and save nothing."""
    (file,) = here.glob("agreements/ground-rules-*.md")
    text = file.read_text()
    file.write_text(text.replace("We listen", "We never listen"))
    assert file.read_text() != text
    return file


@pytest.mark.parametrize("position", ["agree", "agree-with-concern", "stand-aside"])
def test_a_yes_beside_a_text_that_is_not_saved_is_refused_with_3(edited, here, call, position):
    ran = call("agree", "ground-rules", "--position", position, "--because", "Gladly.", "--json")
    assert ran.code == 3
    assert ran.document["error"]["code"] == "changed-outside"
    ran = call("agree", "ground-rules", "--position", position)
    assert "was changed outside coproduce, and that is not saved" in ran.err
    assert "--outside keep" in ran.err
    assert "--outside put-back" in ran.err
    assert not list(here.glob("contributions/agreement/*/*.md"))
    for words in (("standing",), ("standing", "ground-rules")):
        assert "was changed outside coproduce, and that is not saved" in " ".join(
            call(*words).out.split()
        )
        (found,) = call(*words, "--json").document["agreements"]
        assert found["outside_edit"]
    assert edited.name in call("status").out
    assert call("edit", "ground-rules", "--outside", "put-back").code == 0
    assert call("agree", "ground-rules", "--position", position).code == 0
    assert not call("standing", "--json").document["agreements"][0]["outside_edit"]


def test_a_no_is_held_up_by_no_edit_that_is_not_saved(edited, call):
    ran = call("agree", "ground-rules", "--position", "not-yet", "--json")
    assert ran.document["standing"] == "not-yet"
    assert call("agree", "ground-rules", "--position", "take-back").code == 0


def test_a_yes_that_is_not_here_is_taken_back_with_a_word_about_what_it_replaces(here, call):
    ran = call("agree", "ground-rules", "--by", "Sam", "--position", "take-back")
    assert "No yes of theirs is known here" in ran.out + ran.err
    call("agree", "ground-rules", "--by", "Sam", "--position", "not-yet")
    ran = call("agree", "ground-rules", "--by", "Sam", "--position", "take-back")
    told = " ".join((ran.out + ran.err).split())
    assert "Sam had said that they can't agree yet. This takes the place of that." in told
    command = told.partition("If they still can't: coproduce ")[2].split()[:6]
    assert call(*command).code == 0
    assert call("standing", "--json").document["agreements"][0]["standing"] == "not-yet"
    call("agree", "ground-rules", "--by", "Sam")
    ran = call("agree", "ground-rules", "--by", "Sam", "--position", "take-back")
    assert "known here" not in ran.out + ran.err


def test_another_day_to_look_again_is_no_other_text(here, call):
    (file,) = here.glob("agreements/ground-rules-*.md")
    file.write_text(file.read_text().replace("\n---\n", '\nreview_on: "2030-01-01"\n---\n', 1))
    assert call("agree", "ground-rules").code == 0


def test_what_is_no_agreement_is_said_to_be_none(here, call):
    ran = call("agree", "step/2")
    assert ran.code == 2
    assert "“step/2” is not an agreement." in ran.err
    assert "nothing here" not in ran.err


def test_an_agreement_that_was_taken_for_a_key_is_named(here, call):
    ran = call("agree", "--sign", "ground-rules")
    assert ran.code == 2
    assert "“ground-rules” was taken for the key of --sign" in ran.err
    assert "coproduce agree ground-rules --sign" in ran.err
    assert "Something is missing: AGREEMENT." in call("agree", "--sign").err
    assert "Something is missing: AGREEMENT." in call("agree").err


def test_nobody_agrees_to_what_was_put_aside_and_anybody_may_still_say_no(here, call):
    call("agree", "ground-rules", "--by", "Sam")
    call("archive", "ground-rules")
    ran = call("agree", "ground-rules", "--because", "Gladly.")
    assert ran.code == 3
    assert "was put aside on" in ran.err
    for position in ("take-back", "not-yet"):
        ran = call("agree", "ground-rules", "--by", "Sam", "--position", position)
        assert ran.code == 0
        assert "This agreement was put aside" in ran.out + ran.err
    hint = call("agree", "ground-rules").err.splitlines()[-1]
    assert call(*hint.partition("coproduce ")[2].split()).code == 0
    assert call("agree", "ground-rules").code == 0
