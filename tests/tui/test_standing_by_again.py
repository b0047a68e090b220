"""After a change: each person reads what changed for them, and stands by it again or not."""

import shlex

import pytest

from store import preferences

AGREEMENT = "ground-rules"


@pytest.fixture
def three_changed(here, call):
    """Let Robin agree to three texts, and then change them all."""
    titles = ("Ground rules", "Pay", "How we meet")
    for title in titles[1:]:
        call("new", "agreement", "--title", title, "--set", "parties=Robin", "--body", "We listen.")
    for title in titles:
        call("agree", title)
        call("edit", title, "--body", f"We listen well. {title}.", "--why", f"Said about {title}.")
    return titles


def test_the_status_says_how_many_texts_changed_for_you_and_where_to_read_them(three_changed, call):
    out = call("status").out
    assert "3 texts changed since you agreed: read them one by one" in out
    assert "coproduce standing --mine" in out
    assert "since you agreed" not in call("--as", "Sam", "status").out


def test_they_are_read_one_by_one_each_with_how_to_stand_by_it_again(three_changed, call):
    out = call("standing", "--mine").out
    assert out.startswith("3 texts changed since you said where you stand.")
    for number, title in enumerate(sorted(three_changed, key=str), 1):
        assert f"{title}  {number} of 3" in out
        assert f"why: Said about {title}." in out
    assert out.count("+ We listen{+ well+}.") == 3
    typed = [line.split() for line in out.splitlines() if line.startswith("    coproduce agree ")]
    assert len(typed) == 3
    for words in typed:
        assert call(*words[1:]).code == 0
    assert "nothing else is asked of you" in call("standing", "--mine").out
    assert "since you agreed" not in call("status").out


@pytest.mark.parametrize("typed", ["the name", "the id"])
def test_what_is_printed_for_someone_else_at_the_keyboard_records_them(here, call, typed):
    name = "Noor O'Neill"
    noor = call("new", "person", "--title", name, "--json").document["id"]
    call("edit", AGREEMENT, "--set", f"parties=Robin,{noor}")
    call("agree", AGREEMENT)
    call("agree", AGREEMENT, "--by", noor, "--position", "agree")
    call("edit", AGREEMENT, "--body", "Something else.")
    who = name if typed == "the name" else noor
    assert "coproduce --as" in call("--as", who, "status").out
    out = call("--as", who, "standing", "--mine").out
    (line,) = [each for each in out.splitlines() if " agree agreement/" in each]
    command, *words = shlex.split(line)
    assert command == "coproduce"
    assert call(*words).code == 0
    (found,) = call("standing", AGREEMENT, "--json").document["agreements"]
    agreed = {e["name"]: e for e in found["positions"] if e["current"] and e["on_this_text"]}
    assert agreed.keys() == {name}
    assert "recorded_by" not in agreed[name]


def test_standing_by_a_text_that_changed_meanwhile_is_refused(three_changed, call):
    out = call("standing", "--mine").out
    typed = next(line.split() for line in out.splitlines() if "coproduce agree" in line)
    call("edit", typed[2], "--body", "Something else again.")
    assert call(*typed[1:]).code == 3


def test_one_changed_word_is_a_change_and_nothing_is_carried_over(here, call):
    call("agree", AGREEMENT)
    call("edit", AGREEMENT, "--body", "We listen. Everyone can take a brake.")
    out = call("standing", "--mine").out
    assert out.startswith("1 text changed since you said where you stand.")
    assert "2 words changed since" in out
    assert "1 text changed since you agreed: read it" in call("status").out


def test_what_is_asked_and_not_answered_is_there_too(here, call):
    out = call("--as", "Sam", "standing", "--mine").out
    assert "You are asked where you stand, whenever you like:" in out
    assert "Ground rules" in out
    found = call("--as", "Sam", "standing", "--mine", "--json").document["agreements"]
    assert [(each["title"], each["changed"]) for each in found] == [("Ground rules", False)]


def test_a_doubt_about_an_earlier_text_is_read_again_too(here, call):
    call("agree", AGREEMENT, "--position", "not-yet")
    call("edit", AGREEMENT, "--body", "Something else.")
    assert "you couldn't agree yet on" in call("standing", "--mine").out


def test_a_yes_taken_back_is_asked_about_and_never_read_as_changed(here, call):
    call("agree", AGREEMENT)
    ran = call("agree", AGREEMENT, "--position", "take-back", "--json").document
    assert ran["standing"] == "asked"
    call("edit", AGREEMENT, "--body", "Something else.")
    found = call("standing", "--mine", "--json").document["agreements"]
    assert [each["changed"] for each in found] == [False]


def test_the_standing_says_how_to_read_what_changed_for_one_person(three_changed, call):
    out = call("standing", AGREEMENT).out
    how = next(line.strip() for line in out.splitlines() if "--since agreed --by" in line)
    ran = call(*how.replace("PERSON", "Robin").split()[1:])
    assert ran.code == 0
    assert "+ We listen{+ well+}." in ran.out


def test_where_someone_cannot_agree_yet_the_groups_own_way_is_shown(here, call):
    ran = call("agree", AGREEMENT, "--by", "Sam", "--position", "not-yet")
    assert "What would help?" in ran.out
    assert "is not written down here yet" in ran.out
    call("new", "agreement", "--title", "When we disagree", "--set", "about=disagreement")
    for out in (
        call("standing", AGREEMENT).out,
        call("agree", AGREEMENT).out,
        call("agree", AGREEMENT, "--by", "Sam", "--position", "not-yet").out,
    ):
        assert "How we work through disagreement: “When we disagree”" in out
    assert "What would help?" not in call("agree", AGREEMENT).out
    told = call("agree", AGREEMENT, "--by", "Sam", "--position", "agree").out
    assert "disagree" not in told.lower()


def test_a_list_of_standings_says_it_as_everywhere_else(here, call):
    call("agree", AGREEMENT, "--by", "Sam", "--position", "not-yet")
    assert "someone can't agree yet" in call("standing").out
    assert "someone can't agree yet" in call("list", "agreement").out


def test_what_was_recorded_for_someone_always_says_by_whom_and_how(here, call):
    said = "ecorded by Robin for Sam, read aloud on 3 May 2025"
    ran = call("agree", AGREEMENT, "--by", "Sam", "--position", "agree", "--date", "2025-05-03")
    assert f"R{said}." in ran.out
    assert f"r{said}" in call("standing", AGREEMENT).out
    assert f"r{said}" in call("show", AGREEMENT, "--contributions").out
    assert f"r{said}" in call("verify", AGREEMENT).out


def test_a_day_to_look_at_it_again_is_said_and_asked_about_when_it_has_come(here, call):
    call("edit", AGREEMENT, "--set", "review_on=2199-05-01", "--set", "about=ground-rules")
    assert "look at it again on 1 May 2199" in call("standing", AGREEMENT).out
    assert "ground rules again" not in call("prompts").out
    call("edit", AGREEMENT, "--set", "review_on=2020-05-01")
    assert "the day to look at it again was on 1 May 2020" in call("standing", AGREEMENT).out
    assert "The day to look at the ground rules again was" in call("prompts").out


def test_on_a_shared_screen_nobody_is_named_as_waited_for(three_changed, call):
    assert "Sam" in call("standing").out
    assert "Robin" in call("status").out
    preferences.change(projector=True)
    for out in (call("standing").out, call("status").out):
        assert "1 person" in out
        assert "Sam" not in out
        assert "Robin" not in out
    asked = call("standing", AGREEMENT).out.split("asked, no answer yet")[1]
    assert "Sam" not in asked
    assert "1 person" in asked


def test_a_content_note_keeps_what_changed_closed(here, call):
    call("agree", AGREEMENT)
    call("edit", AGREEMENT, "--body", "Nobody is restrained.", "--set", "content_note=restraint")
    for words in (
        ("standing", "--mine"),
        ("diff", AGREEMENT),
        ("diff", AGREEMENT, "--by", "Robin", "--since", "agreed"),
    ):
        out = call(*words).out
        assert "content note: restraint; open with --open" in out
        assert "restrained" not in out
        assert "restrained" in call(*words, "--open").out
    call("edit", AGREEMENT, "--set", "content_note=")
    # The words that were taken out may still be those the note was for.
    assert "restraint; open with --open" in call("diff", AGREEMENT).out
