"""What would help somebody who cannot agree yet is called that, beside them, while it is so."""

import json

FORMS = ("html", "text", "md", "docx")


def asked(hand, call):
    """Let Sam say that they can't agree yet, and what would help."""
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", sam)
    hand.workspace.agree(ref, by=sam, position="not-yet", because="It is late.")
    code, _, err = call("say", f"agreement/{ref}", "--by", "Sam", "--would-help", "Meet at five.")
    assert code == 0, err
    return ref, sam


def joined(text):
    return " ".join(text.split())


def test_it_stands_beside_the_person_in_the_standing(hand, call):
    ref, sam = asked(hand, call)
    out = joined(call("standing", ref)[1])
    assert "What would help: “Meet at five.”" in out
    assert out.index("It is late.") < out.index("What would help: ")
    assert "recorded by Robin for Sam" in out[out.index("Meet at five.") :]
    (position,) = json.loads(call("standing", ref, "--json")[1])["agreements"][0]["positions"]
    (helps,) = position["would_help"]
    assert (helps["text"], helps["recorded_by"]) == ("Meet at five.", hand.robin)
    assert position["person"] == sam


def test_every_report_calls_it_that_once_and_never_as_a_bare_word(hand, call):
    ref, _ = asked(hand, call)
    for form in FORMS:
        told = hand.report("agreement", ref, form)
        assert told.count("What would help:") == told.count("Meet at five.") == 1, form
        changed = hand.report("changes", "", form)
        assert "What would help:" in changed, form
        assert "On what would help:" in changed, form


def test_once_they_agree_they_are_words_of_theirs_and_nothing_would_help_now(hand, call):
    ref, sam = asked(hand, call)
    hand.workspace.agree(ref, by=sam)
    assert "What would help" not in call("standing", ref)[1]
    told = hand.report("agreement", ref)
    assert "What would help" not in told
    assert "On what would help:" in told
    assert "Meet at five." in told
    positions = json.loads(call("standing", ref, "--json")[1])["agreements"][0]["positions"]
    assert not any("would_help" in each for each in positions)


def test_words_said_before_there_was_a_name_for_it_stay_words(hand, call):
    ref, sam = asked(hand, call)
    hand.workspace.say(f"agreement/{ref}", "Or at six.", by=sam)
    told = joined(call("standing", ref)[1])
    assert "six" not in told
    assert "Or at six." in hand.report("agreement", ref)


def test_said_anew_it_is_still_what_would_help(hand, call):
    ref, sam = asked(hand, call)
    (before,) = hand.workspace.standing(ref)[0].positions[0].would_help
    hand.workspace.say(f"agreement/{ref}", "Meet at four.", by=sam, replaces=(before.id,))
    (now,) = hand.workspace.standing(ref)[0].positions[0].would_help
    assert now.text == "Meet at four."


def test_what_would_help_has_a_content_note_of_its_own(hand, call):
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", sam)
    hand.workspace.agree(ref, by=sam, position="not-yet")
    more = ("--by", "Sam", "--would-help", "--content-note", "about a ward")
    call("say", f"agreement/{ref}", *more, "No keys.")
    out = call("standing", ref)[1]
    assert "What would help: content note: about a ward" in joined(out)
    assert "No keys." not in out
    assert "No keys." in call("standing", ref, "--open")[1]
    told = hand.report("agreement", ref)
    assert told.index("about a ward") < told.index("No keys.")


def test_who_can_agree_is_not_said_to_wait_for_help(hand, call):
    ref, sam = asked(hand, call)
    hand.workspace.agree(ref, by=sam)
    code, _, err = call("say", f"agreement/{ref}", "--by", "Sam", "--would-help", "Meet at five.")
    assert code == 2
    assert "Sam has not said “I can't agree yet” to this." in joined(err)
    assert call("say", "2.3", "--would-help", "x")[0] == 2
    assert call("say", f"agreement/{ref}", "--by", "anonymous", "--would-help", "x")[0] == 2


def test_the_command_on_the_slip_for_it_works(hand, call):
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", sam)
    assert f"coproduce say agreement/{ref} --by {sam} --would-help" in joined(
        hand.report("slip", ref, person="Sam")
    )
