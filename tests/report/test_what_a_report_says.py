"""What changed, in words, in sentences, with reasons; how it reads for each kind of report."""

import re
import subprocess

import pytest
from markdown_it import MarkdownIt

from schema.revisions import did_not_stay, settled


def flowing(text: str) -> str:
    """Return a text on one line, with its tags taken out."""
    return " ".join(re.sub(r"<[^>]+>", "", text).split())


def test_the_first_page_says_what_we_agreed_what_changed_and_what_is_next(of_example):
    text = of_example("changes")
    places = [
        text.index(f"\n{each}\n=") for each in ("What we agreed", "What changed", "What is next")
    ]
    assert places == sorted(places)
    assert "Pay for time and travel: agreed." in text
    assert "since the review “After the summer”, 14 September 2026" in flowing(text)
    assert "7 December 2026: look again at “Ground rules”." in text
    # More than a page of it would not be read.
    assert text.index("What we agreed, in full") < 3800


def test_fields_change_in_sentences(hand):
    sam = hand.person("Sam")
    ref = hand.workspace.new(
        "agreement", "Rules", {"parties": (hand.robin,), "review_on": "2026-05-04"}, "We listen."
    ).id
    hand.day = "2026-05-20"
    hand.workspace.edit(
        f"agreement/{ref}",
        title="Ground rules",
        fields={"review_on": "2026-09-07", "parties": (sam,)},
    )
    text = flowing(hand.report("changes", since="2026-05-20"))
    assert "The title changed from “Rules” to “Ground rules”." in text
    assert "Review date moved from 4 May 2026 to 7 September 2026." in text
    assert "Sam was put on the list of people asked. - Robin was taken off" in text
    hand.workspace.archive(f"agreement/{ref}")
    assert "It was put aside." in hand.report("changes", since="2026-05-20")


@pytest.mark.parametrize(
    ("form", "came", "went"),
    [
        ("text", "[added: hour]", "[removed: day]"),
        ("md", "[added: **hour**]", "[removed: ~~day~~]"),
        ("docx", "[added: hour]", "[removed: day]"),
        (
            "html",
            '<ins><span class="unseen"> added: </span>hour',
            '<del><span class="unseen"> removed: </span>day',
        ),
    ],
)
def test_words_that_came_and_went_are_marked_in_words(hand, form, came, went):
    ref = hand.agreement("We meet every day.\n\nTea is at five.")
    hand.day = "2026-05-20"
    hand.workspace.edit(f"agreement/{ref}", body="We meet every hour.\n\nTea is at five.")
    text = hand.report("changes", "", form, since="2026-05-20")
    assert came in text
    assert went in text


def test_a_moved_paragraph_is_shown_as_moved(hand):
    one, two, three = "We listen to each other.", "Tea is served at five.", "The door stays open."
    ref = hand.agreement(f"{one}\n\n{two}\n\n{three}")
    hand.day = "2026-05-20"
    hand.workspace.edit(f"agreement/{ref}", body=f"{two}\n\n{three}\n\n{one}")
    text = hand.report("changes", since="2026-05-20")
    assert "moved from here: " in text
    assert "moved to here: " in text
    assert "[removed:" not in text
    html = hand.report("changes", "", "html", since="2026-05-20")
    assert '<ins class="moved">' in html


def test_what_was_proposed_and_did_not_stay_is_there_with_both_reasons(of_example):
    text = flowing(of_example("agreement", "ground-rules"))
    assert "Proposed on 9 February 2026, taken out on 16 February 2026." in text
    assert "Phones stay in a box by the door." in text
    assert "Why it was proposed: Staff felt that people were not listening." in text
    assert "Why it went: Two people need their phone near them to feel safe." in text


def test_only_what_was_undone_did_not_stay():
    first, phones = "We listen.", "We listen.\n\nPhones in the box."
    assert [each.text for each in did_not_stay([(first, phones), (phones, first)], first)] == [
        "Phones in the box."
    ]
    reworded = "We listen.\n\nPhones may stay on."
    assert did_not_stay([(first, phones), (phones, reworded)], reworded) == ()
    assert did_not_stay([(first, phones)], phones) == ()
    again = [(first, phones), (phones, first), (first, phones)]
    assert did_not_stay(again, phones) == ()


TWO = (
    "> **Different wordings**\n>\n> **Wording 1**\n>\n> Every hour.\n>\n"
    "> **Wording 2**\n>\n> Every two hours.\n"
)


def test_of_wordings_side_by_side_only_the_one_that_was_not_kept_did_not_stay():
    hour, two = "Every hour.\n", "Every two hours.\n"
    (found,) = did_not_stay([(hour, TWO), (TWO, hour)], hour)
    assert found.text == "Every two hours."
    assert did_not_stay([(hour, TWO), (TWO, two)], two) == ()
    assert did_not_stay([(hour, TWO)], TWO) == ()
    assert did_not_stay([(hour, TWO), (TWO, hour), (hour, TWO)], TWO) == ()


def test_of_lines_that_came_together_those_that_are_there_now_are_not_told():
    first, both, tea = "We listen.", "We listen.\n\nTea first.\n\nPhones off.", "Tea first."
    steps = [(first, both), (both, first), (first, f"{first}\n\n{tea}")]
    (found,) = did_not_stay(steps, f"{first}\n\n{tea}")
    assert found.text == "Phones off."


@pytest.mark.parametrize(
    ("now", "kept"),
    [("Every hour.\n", (0,)), ("Every two hours.\n", (1,)), ("When asked.\n", ())],
)
def test_which_wording_was_kept_is_known(now, kept):
    (found,) = settled((TWO, {}), (now, {}))
    assert found.wordings == ("Every hour.", "Every two hours.")
    assert found.kept == kept
    assert settled((TWO, {}), (TWO, {})) == ()


def test_a_settled_difference_tells_both_wordings_and_why(hand):
    ref = hand.agreement(TWO)
    assert "worded in two ways" in hand.report("agreement", ref)
    hand.workspace.edit(f"agreement/{ref}", body="Every two hours.", why="We tried both.")
    text = flowing(hand.report("agreement", ref))
    assert "Kept wording 2 of 2. Settled by Robin on 1 May 2026." in text
    assert "Every hour." in text
    assert "Why: We tried both." in text


def test_who_settled_is_told_and_nobody_else_is_said_to_have_been_there(hand):
    ref = hand.agreement(TWO)
    hand.workspace.settle(f"agreement/{ref}", at=1, keep=2, why="It is quieter.")
    for text in map(flowing, (hand.report("agreement", ref), hand.report("changes"))):
        assert "Settled by Robin on 1 May 2026. Wording 1:" in text
        assert "Why: It is quieter." in text
        assert "settled together" not in text.lower()


def settled_field(hand, field: str, *wordings: str, kind: str = "agreement", **how) -> str:
    """Return the report of a record in which a difference of a header field was settled."""
    made = hand.workspace.new(kind, "Rules")
    folder = hand.workspace.root
    lines = "".join(f"    - '{each}'\n" for each in wordings)
    text = (folder / made.path).read_text()
    new = text.replace("\n---\n", f"\ndifferences:\n  {field}:\n{lines}---\n")
    (folder / made.path).write_text(new)
    subprocess.run(["git", "-C", folder, "commit", "-qam", "Both sides"], check=True)
    hand.workspace.settle(f"{kind}/{made.id}", field=field, why="We asked.", **how)
    return flowing(hand.report("changes"))


def test_a_settled_field_is_named_in_words_and_so_is_what_it_holds(hand):
    text = settled_field(hand, "review_on", "2027-04-01", "2027-05-02", keep=1)
    assert "Review date. Kept wording 1 of 2. Settled by Robin on 1 May 2026." in text
    assert "Wording 1: 1 April 2027" in text
    assert "Wording 2: 2 May 2027" in text
    assert "Why: We asked." in text
    assert "2027-0" not in text


def test_a_settled_list_of_people_names_them(hand):
    sam = hand.person("Sam")
    both = (f'["{hand.robin}"]', f'["{hand.robin}", "{sam}"]')
    text = settled_field(hand, "parties", *both, both=True)
    assert "Both wordings kept. Settled by Robin on 1 May 2026." in text
    assert "Wording 2: Robin and Sam" in text
    assert hand.robin not in text


def test_a_settled_count_of_people_tells_no_number(hand):
    text = settled_field(hand, "present.carer", "1", "2", kind="meeting", keep=1)
    assert "Who was there: carers. Settled by Robin on 1 May 2026. Why: We asked." in text
    assert "Wording" not in text


def test_a_position_on_an_earlier_text_says_so_and_what_changed_since(hand):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.agree(ref)
    hand.workspace.edit(f"agreement/{ref}", body="We listen, always.")
    text = flowing(hand.report("agreement", ref))
    assert "Where this is now: changed since agreed." in text
    assert "Robin, 1 May 2026: agreed. 1 word changed since." in text
    assert "What changed since Robin said where they stand" in text
    assert "The text is another one now." in flowing(hand.report("changes"))


def test_what_changed_about_an_agreement_since_someone_spoke_is_told_in_sentences(hand):
    sam = hand.person("Sam")
    fields = {"parties": (hand.robin, sam), "review_on": "2026-05-04"}
    ref = hand.workspace.new("agreement", "Rules", fields, "We listen.").id
    hand.workspace.agree(ref)
    hand.workspace.edit(
        f"agreement/{ref}",
        title="Ground rules",
        body="We listen, always.",
        fields={"parties": (hand.robin,), "review_on": "2026-09-07"},
    )
    text = flowing(hand.report("agreement", ref))
    since = text[text.index("What changed since Robin said where they stand") :]
    since = since[: since.index("How it came to be")]
    assert "Review date moved from 4 May 2026 to 7 September 2026." in since
    assert "Sam was taken off the list of people asked." in since
    assert "always" in since
    assert "The title changed" not in since


def test_the_groups_way_through_disagreement_stands_where_someone_cannot_agree_yet(of_example):
    text = of_example("agreement", "how-we-meet")
    assert text.index("How we work through disagreement") < text.index("\nThe text\n")


def test_a_review_has_promises_answers_and_replies(of_example):
    text = flowing(of_example("review", "after-the-summer"))
    assert "Try two booked taxis on Fridays: kept." in text
    assert "Tried: What did we try?" in text
    assert "Shouting, in July. It worked, which is a pity." in text
    assert "Who was there: 7 people: 3 people who use services and 4 others" in text
    assert "Nothing is averaged" in text


def test_without_a_name_the_newest_review_is_meant(of_example):
    assert "After the summer" in of_example("review")


def test_all_agreements_are_in_one_page(of_example):
    text = of_example("agreement")
    for title in ("Ground rules", "How we meet", "Pay for time and travel", "When we disagree"):
        assert f"\n{title}\n" in text


def test_the_history_has_months_reasons_and_a_beginning(of_example):
    text = of_example("history", "ground-rules")
    assert "February 2026\n" in text
    assert "Why: Staff felt that people were not listening." in text
    assert "New agreement “Ground rules”" in text
    assert "Staff felt" not in of_example("history", "ground-rules", since="2026-04-01")


@pytest.mark.parametrize("kind", ["changes", "agreement", "review", "history"])
def test_an_empty_workspace_has_a_report_of_each_kind_or_says_why_not(call, kind):
    code, out, err = call("report", kind)
    assert (code, bool(out)) == (0, True) or "There is no review yet." in err


def test_a_thousand_changes_are_read_in_one_pass(hand, monkeypatch):
    ref = hand.agreement("We listen.")
    for number in range(12):
        hand.workspace.edit(f"agreement/{ref}", body=f"We listen {number} times.")
    # What was taken away in the history is known from the last look at it.
    hand.workspace.standing()
    asked: list[tuple[str, ...]] = []
    door = hand.workspace._repository
    for name in ("log", "run"):
        usual = getattr(door, name)

        def counted(*args, _usual=usual, _name=name, **more):
            asked.append((_name, *map(str, args)))
            return _usual(*args, **more)

        monkeypatch.setattr(door, name, counted)
    hand.report("changes", since=hand.workspace.history()[-1].commit)
    logs = [each for each in asked if each[0] == "log"]
    # One for what changed, one for the earlier texts of all agreements, one for the list above.
    assert len(logs) <= 3
    assert len(asked) <= 8


def test_a_shared_place_is_a_moment_too(hand, call):
    ref = hand.agreement("We listen.")
    root = hand.workspace.root
    git = ("git", "-C", str(root))
    subprocess.run([*git, "update-ref", "refs/remotes/origin/main", "HEAD"], check=True)
    hand.workspace.edit(f"agreement/{ref}", body="We listen well.")
    subprocess.run([*git, "checkout", "-q", "--detach"], check=True)
    code, out, _ = call("changes", "--since", "origin/main", "--format", "md")
    assert code == 0
    assert "Rules (1 word added)" in out
    assert call("check", "--since", "origin/main")[0] == 0
    assert call("report", "changes", "--since", "origin/main", "--format", "md")[0] == 0
    assert call("changes", "--since", "origin/nothing")[0] == 2


def test_markdown_calls_nobody_on_a_git_host(hand, call):
    robin = hand.robin
    rules = hand.agreement(
        "Ask @team about #12.\n\n- one\n\n      @all\n\n1a2b3c4d", robin, title="@all"
    )
    hand.workspace.agree(rules, position="not-yet", because="See owner/repo#1 and GH-1.")
    hand.workspace.edit(rules, body="Ask @staff about !12.", why="As @team said in #13.")
    pages = [hand.report(kind, ref, "md") for kind, ref in (("agreement", rules), ("changes", ""))]
    pages.append(hand.report("history", rules, "md"))
    pages.append(call("changes", "--since", "2026-04-01", "--format", "md")[1])
    for page in pages:
        html = MarkdownIt("commonmark").render(page)
        alive = re.sub(r"<(code|pre)\b.*?</\1>", " ", html, flags=re.DOTALL)
        assert not re.search(r"(?<!\w)@\w|[#!]\d|GH-\d|1a2b3c4d", alive), alive
        assert "@all" in html


def test_since_a_review_is_what_came_after_it_was_saved(hand, call):
    _, _, told = call("report", "changes", "--since", "review")
    assert "There is no review yet." in told
    hand.agreement("We listen.", title="Before")
    review = hand.workspace.new("review", "Spring", {"date": "2026-05-01"}).id
    hand.agreement("We speak.", title="Straight after")
    hand.workspace.edit(f"review/{review}#+1", body="Tea first.")
    text = hand.report("changes", since="review")
    changed = text.partition("What changed, in words")[2]
    assert "Straight after" in changed
    assert "Tea first." in changed
    assert "Before" not in changed
    assert hand.report("changes") == text


def test_the_end_of_a_section_is_quoted_without_the_heading_after_it(hand):
    hand.day = "2026-05-01"
    hand.workspace.edit("step/2", section="2.2", body="We drew it.\n\nIt hangs here.")
    hand.workspace.edit("step/2", section="2.3", body="Who wrote it matters.")
    hand.day = "2026-05-02"
    hand.workspace.edit("step/2", section="2.2", body="We drew it.\n\nIt hangs there.")
    told = hand.report("changes", "step/2", since="2026-05-02")
    assert "In 2.2" in told
    assert "[added: there]" in told
    assert "2.3" not in told
