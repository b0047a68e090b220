"""The five threads and a narrowed history on the command line."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.kinds import Review
from schema.threads import FEELINGS, Felt, Side, ThreadOverTime, Threads
from tui.layout import plain, render
from tui.lines.threads import FEELINGS as WORDS
from tui.lines.threads import columns_that_fit, threads_blocks

TODAY = date(2026, 11, 23)


@pytest.fixture
def run(example, call):
    """Run a reading command on the worked example."""

    def _run(*arguments):
        ran = call("-C", str(example), *arguments)
        assert ran.code == 0, ran.err
        return ran

    return _run


def test_threads_are_a_row_for_each_side(run):
    out = run("threads").out
    row = next(line for line in out.splitlines() if "people who use services" in line)
    assert [cell.strip() for cell in row.split("  ") if cell.strip()][1:] == [
        "= same, ? unsure",
        "▲ better, = same",
        "▲ better, = same,",
    ]
    assert "fewer than three people" in out
    assert "15 December 2025" in out
    assert "14 September" in out
    assert "14 September" not in run("threads", "--back", "1").out


def test_threads_as_json_have_a_column_for_each_review(run):
    found = run("threads", "--json").document
    assert len(found["reviews"]) == 4
    for thread in found["threads"]:
        for side in thread["sides"]:
            assert len(side["felt"]) == 4
            for felt in filter(None, side["felt"]):
                assert felt["people"] >= 3
                assert set(felt["feelings"]) <= set(FEELINGS)


def test_history_is_narrowed_by_step_person_and_days(run):
    everything = run("history", "--json").document["changes"]
    some = run("history", "--since", "2026-09-01", "--until", "2026-09-30", "--json")
    found = some.document["changes"]
    assert found == [each for each in everything if each["when"][:7] == "2026-09"]
    by_sam = run("history", "--by", "Sam", "--step", "2", "--json").document["changes"]
    assert by_sam
    assert len(by_sam) < len(everything)


def test_a_history_of_nothing_says_so(run):
    assert run("history", "--since", "2030-01-01").out == "Nothing like that has changed.\n"


felt = st.one_of(
    st.none(),
    st.builds(
        lambda said: Felt(tuple(each for each in FEELINGS if each in said), (), 3),
        st.sets(st.sampled_from(FEELINGS), min_size=1),
    ),
)


@given(st.lists(felt, min_size=1, max_size=6), st.integers(46, 140), st.integers(0, 5))
def test_everything_said_in_the_reviews_shown_is_there(cells, width, back):
    reviews = tuple(
        Review(path="", fields={}, id=f"r{n}", date=f"2026-0{n + 1}-01") for n in range(len(cells))
    )
    found = Threads(reviews, (ThreadOverTime("power", (Side("staff", tuple(cells)),)),))
    lines = render(threads_blocks(found, TODAY, width, back=back), width, lambda text, _: text)
    text = "\n".join(lines)
    last = max(1, len(cells) - back)
    first = max(0, last - columns_that_fit(width))
    expected = [f for cell in cells[first:last] if cell for f in cell.feelings]
    for feeling in FEELINGS:
        assert text.count(WORDS[feeling]) == expected.count(feeling)
    assert all(len(plain(line)) <= width for line in lines)


def test_the_history_names_who_said_what_but_what_is_passed_on_does_not(here, call):
    call("agree", "ground-rules", "--by", "Sam", "--position", "agree", "--date", "2025-05-03")
    call("agree", "ground-rules")
    lines = call("history", "--limit", "2").out.splitlines()
    assert "Robin: I agree, on “Ground rules” · " in lines[0]
    assert "· Robin ·" not in lines[0]
    told = "ecorded by Robin for Sam, read aloud on 3 May 2025: I agree, on “Ground rules”"
    assert f"R{told}" in " ".join(call("history", "--limit", "2").out.split())
    assert call("history", "--json").document["changes"][1]["named"] == f"R{told}"
    everything = " ".join(call("changes", "--since", "2020-01-01").out.split())
    assert f"R{told}" in everything
    assert "Sam: I agree" not in everything
    passed_on = call("changes", "--since", "2020-01-01", "--format", "md").out
    assert "Sam, read" not in passed_on
    assert "(recorded by Robin for someone else, read aloud on 3 May 2025)" in passed_on


@pytest.mark.parametrize(
    "day", ["0001-01-01", "1900-01-01", "1969-12-31", "1970-01-01", "1971-01-01", "1973-03-03"]
)
def test_a_day_long_ago_is_before_everything(here, call, day):
    for words in (
        ("changes", "--since", day),
        ("report", "changes", "--since", day, "--format", "text"),
    ):
        out = call(*words).out
        assert "Ground rules" in out
        assert "othing has changed" not in out
    assert call("changes", "--since", day, "--json").document["documents"]
    assert "We listen" in call("diff", "ground-rules", "--since", day).out


def test_a_day_to_come_is_after_everything(here, call):
    assert "othing has changed" in call("changes", "--since", "9999-12-31").out


def test_the_history_of_an_agreement_ends_with_what_was_proposed_and_did_not_stay(here, call):
    call("edit", "ground-rules", "--body", "We listen.")
    call("edit", "ground-rules", "--body", "We listen.\n\nPhones in a box.", "--why", "To hear.")
    call("edit", "ground-rules", "--body", "We listen.", "--why", "Phones help some of us.")
    out = call("history", "ground-rules").out
    shown = out[out.index("Proposed, and did not stay") :]
    assert "Phones in a box." in shown
    assert "why it was proposed: To hear." in shown
    assert "why it went: Phones help some of us." in shown
    (found,) = call("history", "ground-rules", "--json").document["did_not_stay"]
    assert (found["text"], found["went"]["why"]) == ("Phones in a box.", "Phones help some of us.")
    assert "did not stay" not in call("history").out
    assert "did not stay" not in call("history", "ground-rules", "--limit", "1").out
    call("edit", "ground-rules", "--set", "content_note=hard words")
    noted = call("history", "ground-rules").out.partition("Proposed, and did not stay")[2]
    assert "Phones in a box." not in noted
    assert "content note: hard words" in noted
