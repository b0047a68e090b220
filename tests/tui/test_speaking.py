"""What people say: kept as said, who spoke and who typed, what saving means."""


def body_of(call, reference):
    return call("show", reference, "--json").document["body"]


def test_words_need_no_quotes_and_are_kept_as_said(here, call):
    said = call("say", "2.3", "It", "is", "who", "wrote", "them.", "--json").document
    assert body_of(call, said["id"]).strip("\n") == "It is who wrote them."


def test_standard_input_keeps_its_lines(here, call):
    text = b"First line.  Second.\n\n# Not a heading\n"
    said = call("say", "unplaced", "-", "--json", stdin=text).document
    assert body_of(call, said["id"]).strip("\n") == "First line.  Second.\n\n# Not a heading"


def test_who_typed_is_kept_and_said_when_someone_else_speaks(here, call):
    ran = call("say", "2.3", "--by", "Sam", "Hello.")
    assert "Saved: Sam's words about “Common ground” (2.3)." in ran.out
    assert "Recorded by Robin for Sam." in ran.out
    own = call("say", "2.3", "Hello.")
    assert "Recorded" not in own.out


def test_what_saving_means_is_said_once_before_someones_first_words(here, call):
    first = call("say", "2.3", "Hello.")
    assert "coproduce withdraw" in first.err
    assert call("say", "2.3", "Again.").err == ""
    assert (
        "coproduce withdraw"
        in call("agree", "ground-rules", "--by", "Sam", "--position", "agree").err
    )
    assert call("agree", "ground-rules", "--by", "Sam", "--position", "agree").err == ""


def test_it_is_not_said_about_words_that_cannot_be_saved(here, call):
    ran = call("say", "nowhere", "Hello.")
    assert ran.code == 2
    assert "withdraw" not in ran.err


def test_unnamed_words_say_that_people_may_guess_and_keep_no_name(here, call):
    ran = call("say", "2.3", "--by", "anonymous", "--perspective", "carer", "I only say half.")
    assert "guess" in ran.err
    assert "Someone's words" in ran.out
    assert "Robin" not in ran.out
    history = call("history", "--limit", "1", "--json").document["changes"][0]
    assert history["who"] == "someone"
    assert history["when"][11:19] in ("00:00:00", "12:00:00")


def test_a_note_with_a_content_note_stays_closed_until_it_is_opened(here, call):
    said = call("say", "2.3", "--content-note", "about a death", "The words.", "--json").document
    for arguments in (
        ("show", said["id"]),
        ("show", "2.3", "--contributions"),
        ("search", "words"),
    ):
        out = call(*arguments).out
        assert "content note: about a death" in out
        assert "The words." not in out
    assert "The words." in call("show", said["id"], "--open").out
    assert "The words." in call("show", "2.3", "--contributions", "--open").out


def test_words_taken_back_are_shown_nowhere(here, call):
    said = call("say", "2.3", "Something", "regretted.", "--json").document
    ran = call("withdraw", said["id"])
    assert "Older copies of the workspace may still hold it." in ran.out
    for arguments in (
        ("show", said["id"]),
        ("show", "2.3", "--contributions"),
        ("search", "regretted"),
        ("history",),
        ("list", "words"),
        ("list", "words", "--all"),
        ("changes", "--since", "2020-01-01"),
        ("status",),
    ):
        shown = call(*arguments)
        assert "regretted" not in shown.out.replace("“regretted” stands", ""), arguments
    assert "Taken back" in call("show", said["id"]).out


def test_a_reply_says_one_of_three_things(here, call):
    said = call("say", "2.3", "One more bus.", "--json").document
    assert call("reply", said["id"], "Why?").code == 2
    ran = call("reply", said["id"], "--could-not", "There is no driver.")
    assert ran.code == 0
    shown = call("show", "2.3", "--contributions").out
    assert shown.index("One more bus.") < shown.index("we could not") < shown.index("no driver")


def test_answers_show_under_their_questions(here, call):
    call("new", "review", "--title", "Spring")
    call("answer", "spring", "--by", "Sam", "--pleased", "Tea.", "--next", "More tea.")
    assert "Tea." not in call("show", "spring", "--contributions").out
    shown = call("show", "spring", "--contributions", "--open").out
    assert "3 Pleased  Tea." in shown
    assert "+1 Next    More tea." in shown


def test_a_thread_needs_a_name_and_a_feeling(here, call):
    call("new", "review", "--title", "Spring")
    assert call("answer", "spring", "--thread", "power").code == 2
    assert call("answer", "spring", "--thread", "power=blue").code == 2
    assert call("answer", "spring", "--thread", "weather=better").code == 2
    assert call("answer", "spring", "--thread", "power=better").code == 0


def test_only_one_answer_can_come_from_standard_input(here, call):
    call("new", "review", "--title", "Spring")
    ran = call("answer", "spring", "--tried", "-", "--next", "-", stdin=b"x")
    assert ran.code == 2


def test_removed_characters_are_counted(here, call):
    ran = call("say", "2.3", "a\u202eb\x1bc")
    assert ran.code == 0
    assert "2 hidden characters were left out" in ran.out
