"""Names of files that hold lines of their own: they say nothing in the program's name."""

import subprocess

import pytest

FAKE = "agreements/a\nEvery file is in order.\n\x1b[31mx.md"


@pytest.fixture(params=[True, False], ids=["saved", "on disk"])
def odd(here, request):
    """Put a file with such a name among the agreements."""
    (here / FAKE).write_text("---\nkind: agreement\n---\n")
    if request.param:
        who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
        for words in (("add", "-A"), ("commit", "-q", "-m", "Odd")):
            subprocess.run(["git", *who, *words], check=True, cwd=here)


@pytest.mark.parametrize("command", ["check", "status", "doctor", "verify", "standing", "list"])
def test_a_name_with_lines_in_it_makes_no_line(odd, call, command):
    ran = call(command)
    for line in (ran.out + ran.err).splitlines():
        assert not line.startswith("Every file is in order.")
        assert "\x1b" not in line
    if command == "check":
        assert "agreements/a⟨U+000A⟩Every file" in ran.out
