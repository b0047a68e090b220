"""What somebody wrote on a slip counts for the text on that slip, whatever the text is now."""

import json
import subprocess

import pytest

SAM = ("--by", "Sam")


@pytest.fixture
def slip(here, call):
    """Give the code printed for Sam, of a text that was changed afterwards."""
    printed = call("slip", "ground-rules", "--for", "Sam", "--json").document["text"]
    code = call("show", "ground-rules", "--json").document["digest"]
    grouped = " ".join(code[at : at + 4] for at in range(0, 64, 4))
    assert grouped[:19] in " ".join(printed.split())
    call("edit", "ground-rules", "--body", "We listen. Everyone can take a long break.")
    return grouped


def _now(call):
    return call("standing", "ground-rules", "--json").document["agreements"][0]


def test_an_answer_to_an_earlier_text_is_refused_with_a_way_to_keep_it(slip, call):
    ran = call("agree", "ground-rules", *SAM, "--position", "agree", "--text", slip)
    assert ran.code == 3
    assert "is no longer the one you read" in ran.err
    assert "--earlier" in ran.err
    assert _now(call)["positions"] == []
    # What it says to type shows what changed since that very text.
    words = ran.err.split("coproduce diff ", 1)[1].split(". ")[0].split()
    assert "long" in call("diff", *words).out


def test_an_answer_on_paper_is_kept_for_the_text_on_the_slip(slip, call):
    ran = call("agree", "ground-rules", *SAM, "--position", "agree", "--text", slip, "--earlier")
    assert ran.code == 0
    said = " ".join(ran.out.split())
    assert "This is for the earlier text of" in said
    assert "not for the text as it is now. 1 word changed since." in said
    assert "on an earlier text Sam agreed" in said
    assert "on this text" not in said
    words = said.split("coproduce diff ", 1)[1].split()[:5]
    assert "long" in call("diff", *words).out
    now = _now(call)
    (position,) = now["positions"]
    assert position["recorded_by"]
    assert position["words_changed"] == 1
    assert now["standing"] == "asked"


def test_nobody_agreed_to_the_new_text_by_a_slip_of_the_old_one(slip, call):
    call("agree", "ground-rules")
    call("agree", "ground-rules", *SAM, "--position", "agree", "--text", slip, "--earlier")
    assert _now(call)["standing"] == "changed-since-agreed"


def test_who_could_not_agree_on_paper_is_never_hidden(slip, call):
    call("agree", "ground-rules")
    ran = call(
        *("agree", "ground-rules", *SAM, "--position", "not-yet"),
        *("--because", "Nine is late.", "--text", slip[:19], "--earlier"),
    )
    assert ran.code == 0
    assert _now(call)["standing"] == "not-yet"
    assert "“Nine is late.”" in call("standing", "ground-rules").out


def test_a_code_that_no_text_ever_had_is_refused_with_3(slip, call):
    for more in ((), ("--earlier",)):
        ran = call(
            *("agree", "ground-rules", *SAM, "--position", "agree", "--because", "Fine."),
            *("--text", "0123456789abcdef", *more, "--json"),
        )
        assert ran.code == 3
        assert ran.document["error"]["code"] == "unknown-text"
        assert "coproduce sync" in ran.document["error"]["hint"]
    assert _now(call)["positions"] == []


def test_the_earlier_text_has_to_be_named(here, call):
    ran = call("agree", "ground-rules", "--earlier")
    assert ran.code == 2
    assert "--text CODE" in ran.err


def test_a_slip_of_the_text_as_it_is_now_is_an_answer_to_it(here, call):
    code = call("show", "ground-rules", "--json").document["digest"]
    ran = call("agree", "ground-rules", "--text", code[:12], "--earlier")
    assert "earlier text" not in ran.out
    assert _now(call)["positions"][0]["current"]


@pytest.mark.parametrize("said", ["not-yet", "agree"])
def test_a_yes_on_an_old_slip_takes_the_place_of_nothing_said_about_the_new_text(slip, call, said):
    call("agree", "ground-rules", *SAM, "--position", said)
    before = _now(call)
    ran = call("agree", "ground-rules", *SAM, "--position", "agree", "--text", slip, "--earlier")
    assert ran.code == 3
    assert "Sam said where they stand on" in ran.err
    assert _now(call) == before


def test_a_no_on_a_slip_counts_beside_an_older_yes_and_not_beside_a_newer_one(slip, here, call):
    call("agree", "ground-rules", *SAM, "--position", "agree")
    no = ("agree", "ground-rules", *SAM, "--position", "not-yet", "--text", slip, "--earlier")
    ran = call(*no, "--date", "2020-01-01", "--because", "Too late.", "--json")
    assert ran.document["error"]["code"] == "said-since"
    assert any("Too late." in draft for draft in _drafts(here))
    assert call(*no).code == 0
    assert _now(call)["standing"] == "not-yet"


def _drafts(here):
    return [each.read_text() for each in (here / ".git/coproduce/drafts").iterdir()]


def test_a_day_before_the_words_were_saved_is_kept_with_a_warning(here, call):
    ran = call("agree", "ground-rules", *SAM, "--position", "agree", "--date", "2020-01-01")
    assert ran.code == 0
    assert "These words were first saved here on" in ran.out
    assert "after the day you gave (1 January 2020)" in " ".join(ran.out.split())


def test_the_day_before_is_near_enough_for_clocks_that_differ(here, call):
    day = subprocess.run(
        ["date", "-d", "yesterday", "+%F"], capture_output=True, text=True, check=True
    ).stdout.strip()
    ran = call("agree", "ground-rules", "--date", day, "--json")
    assert "notes" not in json.loads(ran.out)


def test_a_day_that_is_still_to_come_is_refused(slip, call):
    ran = call("agree", "ground-rules", "--date", "2999-01-01", "--text", slip, "--earlier")
    assert ran.code == 2
    assert "still to come" in ran.err
