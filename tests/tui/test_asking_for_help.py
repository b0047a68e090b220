"""`help` is a word like any other: it shows the help that --help shows."""


def test_help_alone_shows_all_commands(call):
    assert call("help").out == call("--help").out
    assert call("help").code == 0


def test_help_before_a_command_shows_that_command(call):
    ran = call("help", "agree")
    assert ran.code == 0
    assert "coproduce agree AGREEMENT" in ran.out
    assert ran.out == call("agree", "--help").out
    assert call("help", "agree", "--json").document["help"]


def test_help_for_what_is_no_command_says_so(call):
    ran = call("help", "agreee")
    assert ran.code == 2
    assert "There is no command “agreee”." in ran.err
