"""Lists and records as people read them, on the worked example."""

import json
import re

import pytest


@pytest.fixture
def read(example, call, monkeypatch):
    """Run a reading command on the worked example at 80 columns and return what it printed."""
    monkeypatch.setenv("COLUMNS", "80")

    def _read(*arguments):
        ran = call("-C", str(example), *arguments)
        assert ran.code == 0, ran.err
        return ran.out

    return _read


@pytest.mark.parametrize(
    "arguments",
    [
        ("status",),
        ("list",),
        ("list", "words"),
        ("show", "ground-rules", "--contributions"),
        ("show", "step/3", "--contributions"),
        ("show", "activity"),
        ("standing",),
        ("standing", "ground-rules"),
        ("history",),
        ("diff", "ground-rules"),
        ("changes", "--since", "2026-06-01"),
        ("search", "bus"),
        ("prompts",),
        ("check",),
        ("doctor",),
    ],
)
def test_everything_fits_80_columns_without_trailing_spaces(arguments, read):
    lines = read(*arguments).splitlines()
    assert lines
    assert max(map(len, lines)) <= 80
    assert not [line for line in lines if line != line.rstrip()]
    assert not re.search(r"\n\n\n", "\n".join(lines))


def test_a_list_has_names_first_and_codes_that_can_be_typed(read, example, call):
    lines = [line for line in read("list", "agreement").splitlines() if line.startswith("  ")]
    assert len(lines) == 5
    for line in lines:
        code = line.split()[-1]
        assert call("-C", str(example), "show", code).code == 0


def test_what_is_put_aside_or_left_shows_only_when_asked_for(here, call):
    call("archive", "ground-rules")
    assert "Ground rules" not in call("list").out
    assert "put aside" in call("list", "--all").out
    assert call("list", "--all", "--json").document["records"]


def test_a_question_shows_its_words_and_the_groups_answer(read):
    out = read("show", "2.3")
    assert out.startswith("Common ground\n")
    assert "we stop for ten minutes" in out
    assert "Stories of staff" not in out


def test_an_empty_question_shows_what_is_asked(here, call):
    out = call("show", "step/2").out
    assert "2.3 Common ground" in out
    assert "How will you guide the search for common ground" in out


def test_people_and_days_are_named_in_fields(read):
    out = read("show", "agreement/ground-rules")
    assert re.search(r"^who is asked +Robin, ", out, re.MULTILINE)
    assert "p-" not in out.replace("step-", "")
    assert re.search(r"^look at it again +\d+ \w+", out, re.MULTILINE)


def test_the_source_is_the_file_line_by_line(example, call):
    document = call("-C", str(example), "show", "ground-rules", "--source", "--json").document
    shown = call("-C", str(example), "show", "ground-rules", "--source").out
    assert shown == document["source"]


def test_notes_to_place_later_are_shown_and_placed(here, call):
    note = call("say", "unplaced", "Biscuits.", "--json").document["id"]
    assert "Biscuits." in call("show", "unplaced").out
    assert call("say", "2.3", "--replaces", note).code == 0
    assert "There are none." in call("show", "unplaced").out
    assert "Biscuits." in call("show", "2.3", "--contributions").out


def test_status_says_what_matters_in_words_and_marks_with_a_legend(read):
    out = read("status")
    for label in ("Promised, open", "Asked", "Not answered yet", "Gentle questions", "Steps"):
        assert label in out
    assert "● answered" in out
    assert "%" not in out


def test_a_prompt_left_aside_stays_in_the_list(example, call):
    start = ("-C", str(example))
    first = call(*start, "prompts", "--json").document["prompts"][0]
    call(*start, "set-aside", first["code"], "--because", "Not now.")
    found = call(*start, "prompts", "--json").document["prompts"]
    assert next(each for each in found if each["code"] == first["code"])["set_aside"] is True
    out = call(*start, "prompts").out
    assert out.index("Left aside") < out.index(first["text"])


def test_changes_are_grouped_and_marked_as_seen(here, call):
    assert call("changes", "--mark-seen").code == 0
    call("edit", "ground-rules", "--body", "We listen well.", "--why", "It is *better*.")
    out = call("changes").out
    assert out.startswith("Ground rules")
    assert "why: It is *better*." in out
    markdown = call("changes", "--format", "md").out
    assert markdown.startswith("## Ground rules")
    assert "It is \\*better\\*." in markdown
    call("changes", "--mark-seen")
    assert "Nothing has changed" in call("changes").out


def test_what_changed_about_a_record_is_told_in_sentences_beside_its_words(here, call):
    call("edit", "ground-rules", "--set", "review_on=2026-05-04")
    call("edit", "ground-rules", "--set", "review_on=2026-09-07", "--body", "We listen well.")
    sentence = "Review date moved from 4 May to 7 September"
    out = call("diff", "ground-rules").out
    assert sentence in out
    assert "We listen" in out[out.index(sentence) :]
    assert "review_on" not in out
    call("edit", "ground-rules", "--set", "parties=Sam")
    out = call("diff", "ground-rules").out
    assert "Robin was taken off the list of people asked." in out
    assert "Nothing changed" not in out


def test_a_diff_since_a_day_names_the_reasons_since_then_only(example, call):
    out = call("-C", str(example), "diff", "agreement/ground-rules", "--since", "2026-08-01").out
    assert "So ask." in out
    assert "14 April" not in out
    assert "p-" not in out


def test_each_problem_has_its_file_its_line_and_a_way_out(here, call):
    path = here / "agreements" / "odd-aaaaaa.md"
    path.write_text("---\nkind: agreement\nid: odd-aaaaaa\ntitle: Odd\nabout: weather\n---\n")
    ran = call("check")
    assert "agreements/odd-aaaaaa.md" in ran.out
    assert "line 5" in ran.out


def test_a_whole_step_says_which_question_each_thing_is_about(here, call):
    call("say", "2.3", "The bus.")
    call("say", "2.4", "The train.")
    parts = call("show", "step/2", "--contributions").out.split("\n\n")
    (bus,) = [each.splitlines() for each in parts if "The bus." in each]
    (train,) = [each.splitlines() for each in parts if "The train." in each]
    assert bus[1:3] == ["  on “Common ground” (2.3)", "  The bus."]
    assert train[1:3] == ["  on “Stories of people who use services” (2.4)", "  The train."]
    assert "on “Common ground”" not in call("show", "2.3", "--contributions").out


def test_one_contribution_says_what_it_is_about(here, call):
    found = call("say", "ground-rules", "The bus.", "--json").document["id"]
    assert "on “Ground rules”" in call("show", found).out


def test_the_page_of_a_person_says_where_what_they_bring_was_used(read, example, call):
    page = read("show", "person/sam")
    assert "Where it was used\n  Helps to lead this work.\n" in page
    document = json.loads(call("-C", str(example), "show", "person/sam", "--json").out)
    assert "Helps to lead this work." in document["used"]
    assert "Where it was used" not in read("show", "ground-rules")
    unused = json.loads(call("-C", str(example), "show", "ground-rules", "--json").out)
    assert "used" not in unused


def test_words_about_a_person_stand_under_a_heading_that_says_so(here, call):
    call("-C", here, "new", "person", "--title", "Bo")
    call("-C", here, "say", "Bo", "--by", "anonymous", "Always late.")
    out = call("-C", here, "show", "Bo", "--contributions").out
    assert out.index("Said about Bo") < out.index("Always late.")


def test_answers_to_a_review_are_closed_until_everyone_has_written(here, call):
    made = call("-C", here, "new", "review", "--title", "Spring", "--json").document["id"]
    call("-C", here, "answer", made, "--concerned", "PURPLE ELEPHANT")
    given = call("-C", here, "show", made, "--contributions", "--json").document["contributions"]
    assert "PURPLE ELEPHANT" in given[0]["body"]
    told = "closed until everyone has written; open with --open"
    for command in (
        ("show", made, "--contributions"),
        ("show", given[0]["id"]),
        ("search", "purple"),
    ):
        out = call("-C", here, *command).out
        assert "ELEPHANT" not in out
        assert told in out
        assert "PURPLE ELEPHANT" in call("-C", here, *command, "--open").out
    assert "ELEPHANT" not in call("-C", here, "status").out
    assert call("-C", here, "search", "purple", "--json").document["hits"][0]["text"]
