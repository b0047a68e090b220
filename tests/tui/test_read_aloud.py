"""With --plain everything can be read aloud: words where there would be marks."""

import pytest

MARKS = "●◐○▲▼│─"


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("threads",),
        ("list", "progress"),
        ("show", "hello-before", "--contributions"),
        ("history",),
        ("show", "ground-rules"),
        ("standing", "ground-rules"),
    ],
)
def test_plain_output_has_no_marks(example, call, words):
    ran = call("-C", example, "--plain", *words)
    assert ran.code == 0
    assert not set(ran.out) & set(MARKS)


def test_the_steps_are_told_in_words(here, call):
    call("edit", "1.1", "--body", "We did.")
    call("say", "1.2", "Me.")
    call("set-aside", "1.3", "--because", "Not now.")
    told = "  1 What and why: answered 1.1; said about 1.2; left aside 1.3; nothing yet 1.4 and 1.5"
    assert told in call("status", "--plain").out.splitlines()
    assert "● ◐ – ○ ○" in call("status").out


def test_how_it_feels_is_told_in_words(example, call):
    assert "▲ better" in call("-C", example, "threads").out
    assert "better" in call("-C", example, "threads", "--plain").out


def test_an_empty_review_shows_what_is_asked(here, call):
    call("new", "review", "--title", "Spring")
    assert "What did it teach us?" in call("show", "spring").out
    call("edit", "spring", "--section", "2", "--body", "Much.")
    assert "What did it teach us?" not in call("show", "spring").out


def test_what_changed_is_told_in_words(here, call):
    made = call("new", "agreement", "--title", "Doors", "--body", "Doors stay open.", "--json")
    ref = made.document["id"]
    call("edit", ref, "--body", "Doors stay closed.\nWe knock.")
    assert "{+closed+}" in call("diff", ref).out
    out = call("diff", ref, "--plain").out
    assert "before: Doors stay [removed: open]." in out
    assert "after: Doors stay [added: closed]." in out
    assert "[added: We knock.]" in out
    assert not set(out) & set("–+{}~")
