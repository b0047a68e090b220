"""Changed words on screen: readable without colour, moved sentences told as moved."""

import re
from collections.abc import Callable
from pathlib import Path

from hands import press, seen
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.pilot import Pilot

from schema.hunks import hunks
from schema.moves import moves
from schema.worddiff import word_diff
from store import Workspace
from tui.app.difference_lines import Look, laid_out, with_words
from tui.app.worddiff import AGAIN, ChangeView, WordDiff
from tui.app.wording import Reason, Wording, wordings_of

OLD = "Tea comes first here.\n\nWe listen to the end.\n\nStaff check in every two hours.\n"
NEW = "We listen to the end.\n\nStaff check in every two hours.\n\nTea comes first here.\n"


def lines_of(old: str, new: str, **look) -> list[str]:
    spans = word_diff(old, new)
    moved = [move.text for move in moves(spans)]
    layout = laid_out(with_words(hunks(spans)), moved, Look(**{"width": 78, **look}))
    return [line.plain.rstrip() for line in layout.lines]


def test_words_that_differ_stand_in_brackets_beside_a_mark():
    lines = lines_of("Staff check in every two hours.\n", "Staff check in every hour.\n")
    assert " – Staff check in every [two hours]." in lines
    assert " + Staff check in every [hour]." in lines


def test_a_line_that_words_were_only_taken_out_of_stays_and_says_so():
    lines = lines_of("Staff check in every two hours.\n", "Staff check in every hours.\n")
    assert [line for line in lines if line] == [
        " – Staff check in every [two ]hours.",
        " + Staff check in every hours.",
    ]


def test_side_by_side_what_stays_of_a_line_stands_on_the_right():
    old, new = "Bring tea and cake. Sit down.\n", "Bring tea. Sit down. Rest.\n"
    row = next(line for line in lines_of(old, new, width=100, side_by_side=True) if "–" in line)
    assert re.search(r"^ – Bring tea\[ and cake\]\. .* \+ Bring tea\. ", row)


def test_a_whole_line_needs_no_brackets():
    lines = lines_of("We listen.\n", "We listen.\n\nWe rest.\n")
    assert " + We rest." in lines
    assert "   We listen." in lines


def test_a_sentence_that_went_elsewhere_is_told_as_moved():
    lines = lines_of(OLD, NEW)
    assert " ~ moved to here: Tea comes first here." in lines
    assert " ~ moved from here: Tea comes first here." in lines
    assert not any(line.startswith((" –", " +")) and "Tea" in line for line in lines)


def test_side_by_side_puts_a_line_beside_what_it_became():
    lines = lines_of("Every two hours.\n", "Every hour, or so.\n", width=100, side_by_side=True)
    row = next(line for line in lines if "–" in line)
    assert re.search(r"– Every \[.*\+ Every \[", row)


def test_new_line_breaks_alone_are_no_change_of_words():
    assert lines_of("One thing. Another thing.\n", "One thing.\nAnother thing.\n") == []


def test_people_are_named_and_file_keys_left_out():
    old = "---\nkind: action\nid: x\n---\nWalk.\n"
    new = "---\nkind: action\nid: x\nowner: p-lshv3mts\n---\nWalk.\n"
    lines = lines_of(old, new, names={"p-lshv3mts": "Gwen"})
    assert " + owner: Gwen" in lines
    assert not any("kind:" in line or "---" in line for line in lines)


def test_a_very_long_change_is_cut_short_and_says_so():
    lines = lines_of("", "".join(f"Line {number} is new.\n\n" for number in range(3000)))
    assert len(lines) < 2100
    assert "there is more" in lines[-1]


TEXTS = st.text(st.sampled_from("ab c.\n#-[]é\u0301🙂\u202e\x1b"), max_size=60)


@settings(deadline=None, max_examples=60)
@given(TEXTS, TEXTS, st.booleans(), st.integers(20, 120))
def test_every_line_fits_and_nothing_acts_on_the_terminal(old, new, side_by_side, width):
    spans = word_diff(old, new)
    layout = laid_out(with_words(hunks(spans)), (), Look(width=width, side_by_side=side_by_side))
    for line in layout.lines:
        assert line.cell_length <= width
        assert "\x1b" not in line.plain
        assert "\u202e" not in line.plain


LINES = st.lists(
    st.sampled_from(("one", "two", "three", "four.", "five.\n", "six\n\n")), max_size=12
).map(" ".join)
WORDS = st.lists(st.from_regex("[a-z]{1,6}", fullmatch=True), min_size=2, max_size=9, unique=True)


def _said(row: str) -> str:
    """Return the words of one row, without its mark and its brackets."""
    return re.sub(r"\[(?:moved: )?|\]", "", row[3:]).strip()


@settings(deadline=None, max_examples=120)
@given(LINES, LINES)
def test_a_row_before_is_in_the_old_text_and_a_row_after_in_the_new(old, new):
    for row in lines_of(old, new, width=300):
        text = {" – ": old, " + ": new}.get(row[:3])
        assert text is None or _said(row) in text


@settings(deadline=None, max_examples=120)
@given(WORDS, st.data())
def test_a_line_that_only_lost_words_stands_there_before_and_after(words, data):
    at = data.draw(st.integers(0, len(words) - 1))
    end = data.draw(st.integers(at + 1, len(words) if at else len(words) - 1))
    old, new = " ".join(words) + "\n", " ".join(words[:at] + words[end:]) + "\n"
    before, after = (row for row in lines_of(old, new) if row)
    assert (before[:3], _said(before)) == (" – ", old.strip())
    assert (after[:3], after[3:]) == (" + ", new.strip())
    beside = next(row for row in lines_of(old, new, width=200, side_by_side=True) if row)
    assert beside[:3] == " – "
    assert beside[101:] == f" + {new.strip()}"


def change(old: str, new: str, **rest) -> Wording:
    return Wording(spans=word_diff(old, new), reasons=(Reason("Ask.", "Noor", "3 May"),), **rest)


def test_the_view_goes_through_places_and_changes(
    example: Path, walk: Callable[..., object]
) -> None:
    far = "".join(f"Sentence {number} stays here.\n\n" for number in range(9))
    first = change(f"One.\n\n{far}Two.\n", f"Uno.\n\n{far}Due.\n", said="The first")
    second = change("Three.\n", "Tre.\n", said="The second")

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView("Rules", (first, second)))
        await press(pilot)
        assert "– One." in seen(pilot)
        assert "why: Ask. · Noor · 3 May" in seen(pilot)
        assert "▸ 1 of 2" in seen(pilot)
        await press(pilot, "n")
        assert "▸ 2 of 2" in seen(pilot)
        await press(pilot, "n")
        assert "The second" in seen(pilot)
        await press(pilot, "p")
        assert "The first" in seen(pilot)
        assert "Sentence 5" not in seen(pilot)
        await press(pilot, "w")
        assert "Sentence 5" in seen(pilot)
        await press(pilot, "escape")
        assert "Rules" not in seen(pilot).splitlines()[0]

    walk(example, look, size=(80, 50))


def test_only_a_place_that_offers_it_lets_one_stand_by_it_again(
    example: Path, walk: Callable[..., object]
) -> None:
    answers: list[str | None] = []

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView("Rules", (change("One.\n", "Two.\n"),)), answers.append)
        await press(pilot, "y")
        assert "stand by it again" not in seen(pilot)
        await press(pilot, "escape")
        view = ChangeView("Rules", (change("One.\n", "Two.\n"),), again=True)
        pilot.app.push_screen(view, answers.append)
        await press(pilot)
        assert "stand by it again" in seen(pilot)
        await press(pilot, "y")

    walk(example, look)
    assert answers == [None, AGAIN]


def test_words_taken_back_and_words_with_a_note_stay_closed(
    example: Path, walk: Callable[..., object]
) -> None:
    closed = change("", "SECRET night.\n", content_note="about a night")
    gone = Wording(spans=(), said="Words taken back", taken_back=True)

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView("Rules", (closed, gone)))
        await press(pilot)
        assert "content note: about a night" in seen(pilot)
        assert "SECRET" not in seen(pilot)
        await press(pilot, "enter")
        assert "SECRET night." in seen(pilot)
        await press(pilot, "n")
        assert "were taken back" in seen(pilot)

    walk(example, look)


def test_a_wide_screen_shows_both_sides_and_v_puts_them_together(
    example: Path, walk: Callable[..., object]
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView("Rules", (change("Every hour.\n", "Every day.\n"),)))
        await press(pilot)
        assert re.search(r"– Every \[hour\]\. +\+ Every \[day\]\.", seen(pilot))
        await press(pilot, "v")
        assert not re.search(r"–.*\+", seen(pilot))

    walk(example, look, size=(120, 40))


def test_hostile_words_are_shown_as_they_are(example: Path, walk: Callable[..., object]) -> None:
    hostile = "[@click=app.quit]x[/] [/nope] \x1b[31m \u202eevil\n"

    async def look(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(ChangeView(hostile, (change("", hostile, said=hostile),)))
        await press(pilot)
        assert seen(pilot).count("[@click=app.quit]x[/]") >= 2
        assert "⟨U+202E⟩" in seen(pilot)
        assert isinstance(pilot.app.screen.query_one("#words"), WordDiff)

    walk(example, look)


def test_one_change_of_the_history_is_a_wording_for_each_record(example: Path) -> None:
    from store import Workspace

    with Workspace.open(example) as workspace:
        newest = next(c for c in workspace.history("ground-rules") if c.kind == "changed")
        (one,) = wordings_of(workspace, newest.commit)
        assert one.said == newest.sentence
        assert one.reasons[0].why == newest.why
        assert one.ref.startswith("agreement/ground-rules")


def test_what_only_came_stands_alone_on_a_wide_screen():
    lines = lines_of("We listen.\n", "We listen.\n\nWe rest.\n", width=100, side_by_side=True)
    assert " + We rest." in lines


def test_what_changed_about_the_record_is_told_in_sentences(
    example: Path, walk: Callable[..., object]
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        with Workspace.open(example) as workspace:
            ref = f"agreement/{workspace.resolve('ground-rules').id}"
            commit = next(
                each.commit for each in workspace.history(ref) if each.why.startswith("One of us")
            )
            changes = wordings_of(workspace, commit)
        view = ChangeView("Rules", changes)
        pilot.app.push_screen(view)
        await press(pilot)
        assert "Marek was taken off the list of people asked." in seen(pilot)
        assert "Review date moved from 7 September to 7 December." in seen(pilot)
        for raw in ("review_on", "parties:", "Nothing changed", "p-"):
            assert raw not in seen(pilot)
        await press(pilot, "f2")
        assert "Someone was taken off the list of people asked." in seen(pilot)
        assert "Marek" not in seen(pilot)

    walk(example, look)


def test_what_is_new_is_told_in_sentences_too(example: Path, walk: Callable[..., object]) -> None:
    with Workspace.open(example) as workspace:
        new = next(each for each in workspace.history("Before the second winter"))
        (change,) = wordings_of(workspace, new.commit)
    assert "This is new." in change.told
    assert "Breaks: ten minutes in the middle." in change.told
    # A row of numbers may be one person.
    assert not any("2" in sentence for sentence in change.told)


def test_on_a_page_of_a_person_nobody_is_named_for_all(example: Path) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit("person/Noor", fields={"title": "Noor the second"})
        newest = workspace.history(limit=1)[0]
        (change,) = wordings_of(workspace, newest.commit, shared=True)
    assert "Noor the second" in " ".join(change.told)
    assert change.told_to_all == ()
