"""What is printed: safe for a terminal, exact in JSON, coloured only where colour is wanted."""

import io
import json

import pytest

from tui import output
from tui.errors import Told
from tui.layout import dim, strong
from tui.output import Output

HOSTILE = "\x1b[31mred\x1b[0m \u202eevil\u202c \x9b1m [/x] [@click=app.quit]x[/]"


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self):
        return True


def test_text_that_could_act_on_a_terminal_is_shown_as_its_code(capsys):
    out = Output()
    out.give({}, [HOSTILE])
    out.flush()
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert "\x9b" not in said
    assert "\u202e" not in said
    assert "⟨U+001B⟩" in said
    assert "[/x]" in said


def test_json_is_one_ascii_document_with_the_exact_text(capsys):
    out = Output(as_json=True)
    out.give({"text": HOSTILE}, ["not shown"])
    out.aside("a note")
    out.flush()
    said = capsys.readouterr()
    assert said.err == ""
    assert said.out.isascii()
    assert json.loads(said.out) == {"version": 1, "text": HOSTILE, "notices": ["a note"]}


def test_an_error_leaves_no_half_document(capsys):
    out = Output(as_json=True)
    out.give({"text": "half"}, ())
    out.fail(Told("code", "It failed.", "Try again.", 1, detail="inner"))
    found = json.loads(capsys.readouterr().out)
    assert found == {
        "version": 1,
        "error": {"code": "code", "message": "It failed.", "hint": "Try again."},
    }


def test_an_error_in_words_is_a_sentence_the_draft_and_a_hint(capsys):
    Output().fail(Told("c", "It failed.", "Try again.", 1, "inner", ("/tmp/draft.md",)))
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        "It failed.",
        "  Your words are kept in /tmp/draft.md",
        "  Try again.",
    ]


def test_details_are_shown_only_when_asked_for(capsys):
    told = Told("c", "It failed.", "Try again.", 1, "inner")
    Output().fail(told)
    assert "inner" not in capsys.readouterr().err
    Output().fail(told, details=True)
    assert "inner" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("environment", "plain", "coloured"),
    [({}, False, True), ({}, True, False), ({"NO_COLOR": "1"}, False, False)],
)
def test_colour_is_only_for_a_terminal_that_wants_it(environment, plain, coloured, monkeypatch):
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    out = Output(plain=plain)
    out.give({}, [[strong("Title"), dim(" code")]])
    out.flush()
    assert ("\x1b[1mTitle\x1b[0m" in terminal.getvalue()) is coloured


def test_no_colour_when_it_is_no_terminal(capsys):
    out = Output()
    out.give({}, [strong("Title")])
    out.flush()
    assert capsys.readouterr().out == "Title\n"


def test_a_character_the_stream_cannot_hold_is_written_as_its_escape(monkeypatch):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    monkeypatch.setattr("sys.stdout", stream)
    out = Output()
    out.give({}, ["café 日"])
    out.flush()
    assert raw.getvalue() == b"caf\xe9 \\u65e5\n"


def test_a_closed_stream_is_no_terminal():
    stream = io.StringIO()
    stream.close()
    assert output.is_terminal(stream) is False
    assert output.is_terminal(None) is False
