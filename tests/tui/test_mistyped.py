"""What is mistyped gets one sentence and one hint, in words or as JSON, and exit code 2."""

import pytest

MISTYPED = [
    (("shwo",), "unknown-command"),
    (("list", "--nothing"), "unknown-option"),
    (("new", "agreement"), "missing-words"),
    (("show",), "missing-words"),
    (("new", "thing", "--title", "x"), "bad-value"),
    (("history", "--limit", "many"), "bad-value"),
    (("history", "--limit", "-1"), "bad-value"),
    (("agree", "x", "--position", "maybe"), "bad-value"),
    (("status", "extra"), "usage"),
    (("show", "-rf"), "unknown-option"),
    (("--nothing",), "unknown-option"),
    (("list", "--where"), "usage"),
]


@pytest.mark.parametrize(("typed", "code"), MISTYPED)
def test_a_mistyped_line_is_told_in_words(typed, code, call):
    ran = call(*typed)
    assert ran.code == 2
    assert ran.out == ""
    lines = ran.err.splitlines()
    sentence = [line for line in lines if not line.startswith("  ")]
    assert sentence[-1].endswith((".", "?"))
    assert len(lines) > len(sentence)
    assert "Traceback" not in ran.err
    assert "Usage:" not in ran.err


@pytest.mark.parametrize(("typed", "code"), MISTYPED)
@pytest.mark.parametrize("first", [True, False])
def test_a_mistyped_line_is_told_as_json(typed, code, first, call):
    ran = call("--json", *typed) if first else call(*typed, "--json")
    if typed[-1] == "--where" and not first:
        pytest.skip("--json is then the value of --where")
    assert ran.code == 2
    assert ran.err == ""
    error = ran.document["error"]
    assert error["code"] == code
    assert error["message"].endswith((".", "?"))
    assert error["hint"]


def test_a_near_miss_is_named(call):
    assert "Did you mean show" in call("shwo").err


def test_text_after_two_dashes_is_text(call):
    ran = call("show", "--", "--json")
    assert ran.code != 0
    assert "version" not in ran.out


def test_what_was_typed_at_length_is_not_repeated_at_length(here, call):
    for arguments in (("show", "x" * 5000), ("say", "2.3", "--by", "a\nb" * 900, "Hi.")):
        ran = call(*arguments)
        assert ran.code == 2
        first, hint = ran.err.splitlines()
        assert len(first) < 700
        assert hint.startswith("  See ")


def test_a_number_that_is_none_is_said_in_plain_words(here, call):
    for typed in ("-1", "many"):
        assert "--limit needs a whole number, 0 or more." in call("history", "--limit", typed).err


def test_whom_a_slip_is_for_is_suggested_where_somebody_types_by(here, call):
    told = call("slip", "ground-rules", "--by", "Sam").err
    assert "Did you mean --for?" in " ".join(told.split())


def test_two_people_of_one_name_are_told_apart_by_their_codes(here, call):
    ids = [call("new", "person", "--title", "Jo", "--json").document["id"] for _ in range(2)]
    told = " ".join(call("say", "1.1", "--by", "Jo", "Hello.").err.split())
    assert all(f"person/{each}" in told for each in ids)
    assert "Type the code of the one you mean" in told
