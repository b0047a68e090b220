"""Reviews: promises first, answers written before they are shown, threads never averaged."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

from hands import press, seen, write
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from walking import settled

from schema.checklist import REVIEW_QUESTIONS, THREADS
from schema.threads import FEELINGS
from store import Workspace
from tui.app.dialogs.speaker import Speaking
from tui.app.reviewing.answers import Answers, as_text, from_text
from tui.app.reviewing.feeling import Feeling
from tui.app.reviewing.form import AnswerForm
from tui.app.sentences import Sentences

Walking = Callable[..., object]


def commits(folder: Path) -> int:
    ran = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "HEAD"], check=True, capture_output=True
    )
    return int(ran.stdout)


async def open_review(pilot: Pilot[None], *keys: str, title: str = "After the summer") -> None:
    """Open a review from the list, then press some keys."""
    await press(pilot, "4")
    reviews = pilot.app.screen.query_one("#list", Sentences)
    said = [str(reviews.get_option_at_index(n).prompt) for n in range(reviews.option_count)]
    reviews.highlighted = next(n for n, e in enumerate(said) if e.startswith(f"  {title} · "))
    await press(pilot, "enter", *keys)


async def choose(pilot: Pilot[None], words: str) -> None:
    """Choose a line of the dialog on screen by its first words."""
    choices = pilot.app.screen.query_one(Sentences)
    said = [str(choices.get_option_at_index(n).prompt) for n in range(choices.option_count)]
    choices.highlighted = next(n for n, each in enumerate(said) if each.startswith(words))
    await press(pilot, "enter")


def test_the_list_begins_with_what_was_promised_and_what_became_of_it(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "4")
        lines = [line.strip() for line in seen(pilot).splitlines()]
        assert "Promised last time · After the summer, 14 September" in lines
        assert "open        Ask carers about evenings · Noor, 12 October" in lines
        assert "kept        Put the taxi times by the door · Ellis, 25 September" in lines
        assert "After the summer · 14 September · 7 people answered" in lines

    walk(example, look)


def test_enter_on_a_review_opens_it_with_the_promises_before_it(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot)
        text = seen(pilot)
        assert "Reviews › After the summer (14 September)" in text
        assert "Promised last time · Spring, 15 June" in text
        assert "dropped     Hold one meeting in the daytime" in text
        assert text.index("Promised last time") < text.index("Focus:") < text.index("1 Tried")
        await press(pilot, "escape")
        assert "7 people answered" in seen(pilot)

    walk(example, look)


def test_answers_stay_closed_until_they_are_revealed(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot)
        assert "Shouting, in July" not in seen(pilot)
        assert "Nothing is hidden in the files" in " ".join(seen(pilot).split())
        await press(pilot, "r")
        assert "·  Idris: Shouting, in July." in seen(pilot)
        await press(pilot, "r")
        assert "Shouting, in July" not in seen(pilot)
        await press(pilot, "r", "escape", "enter")
        assert "Shouting, in July" not in seen(pilot)
        pilot.app.projector = True  # type: ignore[attr-defined]
        await press(pilot, "r", "r", "escape", "enter", "r")
        for name in ("Idris", "Noor", "Bernie", "Ellis", "Robin", "North team"):
            assert name not in seen(pilot)
        assert "·  someone: Shouting, in July." in seen(pilot)

    walk(example, look, size=(100, 60))


def test_one_persons_answers_are_one_change_with_the_threads(example: Path, walk: Walking) -> None:
    before = commits(example)

    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "a")
        await choose(pilot, "Ellis")
        assert isinstance(pilot.app.screen, AnswerForm)
        assert "Shouting, in July" not in seen(pilot)
        await write(pilot, "Tea first.")
        await press(pilot, "tab", "tab", "tab", "tab", "tab", "b", "down", "right", "right")
        await press(pilot, "ctrl+s")
        said = " ".join(seen(pilot).split())
        assert re.search(r"recorded by North team for [^;]*Ellis", said), said
        await press(pilot, "r")
        assert "·  Ellis: Tea first." in seen(pilot)

    walk(example, look, size=(100, 60))
    assert commits(example) == before + 1
    with Workspace.open(example) as workspace:
        answers = workspace.review("after-the-summer").answers
        ellis = next(each for each in answers if workspace.name(each.by) == "Ellis")
        assert ellis.threads == {"power": "better", "challenge": "same"}
        assert ellis.body == "## 1 Tried\n\nTea first.\n"
        assert workspace.name(ellis.recorded_by) == "North team"


def test_someone_who_answered_before_is_asked_what_to_begin_from(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "a")
        await choose(pilot, "Idris")
        assert "Idris answered this review before" in seen(pilot)
        assert "Shouting" not in seen(pilot)
        await press(pilot, "enter")
        assert "Shouting, in July" in seen(pilot)
        await write(pilot, "And ")
        await press(pilot, "ctrl+s")

    walk(example, look)
    with Workspace.open(example) as workspace:
        answers = workspace.review("after-the-summer").answers
        idris = [each for each in answers if workspace.name(each.by) == "Idris"]
        assert len(idris) == 1
        assert "And Shouting, in July." in idris[0].body
        assert idris[0].threads


def test_an_answer_without_a_name_keeps_none(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "a")
        await choose(pilot, "a carer")
        assert "In a small group people may still guess" in " ".join(seen(pilot).split())
        await write(pilot, "It is late.")
        await press(pilot, "ctrl+s", "r")
        assert "·  someone: It is late." in seen(pilot)

    walk(example, look, size=(100, 60))
    with Workspace.open(example) as workspace:
        (unnamed,) = [
            e for e in workspace.review("after-the-summer").answers if e.by == "anonymous"
        ]
        assert (unnamed.perspectives, unnamed.recorded_by) == (("carer",), "")
        assert workspace.history(limit=1)[0].who == "someone"


def test_leaving_the_form_keeps_the_words_and_offers_them_again(
    example: Path, walk: Walking
) -> None:
    before = commits(example)

    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "a")
        await choose(pilot, "Ellis")
        await press(pilot, "ctrl+s")
        assert "there is nothing to save yet" in seen(pilot)
        await write(pilot, "Half a thought")
        await press(pilot, *["tab"] * 5, "w", "escape")
        assert "Esc go on writing" in seen(pilot)
        await choose(pilot, "Keep them as a draft")
        await press(pilot, "a")
        await choose(pilot, "Ellis")
        assert "not saved" in seen(pilot)
        await choose(pilot, "Go on with them")
        assert "Half a thought" in seen(pilot)
        assert pilot.app.screen.query(Feeling).first().chosen == "worse"

    walk(example, look)
    assert commits(example) == before


def test_the_form_of_someone_who_answered_begins_with_the_first_question(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        robin = workspace.person("Robin")
    lines = "\n".join(f"Line {number}." for number in range(9))
    begin = Answers(dict.fromkeys(("1", "2", "3", "4", "+1"), lines), {"power": "better"})

    async def look(pilot: Pilot[None]) -> None:
        speaking = Speaking(by=robin, name="Robin")
        pilot.app.push_screen(AnswerForm("after-the-summer", "Summer", speaking, begin))
        await settled(pilot)
        assert "1 Tried" in seen(pilot)
        await write(pilot, "More. ")
        assert "1 Tried" in seen(pilot)

    walk(example, look)


def test_an_answer_is_taken_back_after_one_question(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "r")
        sentences = pilot.app.screen.query_one("#one", Sentences)
        with Workspace.open(example) as workspace:
            review = workspace.review("after-the-summer")
        idris = next(each for each in review.answers if review.names[each.by] == "Idris")
        sentences.go_to(f"answer:{idris.id}")
        await press(pilot, "x")
        assert "Take these words back?" in seen(pilot)
        await press(pilot, "n")
        assert "Shouting" in seen(pilot)
        await press(pilot, "x", "y")
        assert "Shouting" not in seen(pilot)

    walk(example, look)


def test_a_line_of_next_becomes_an_action_with_a_person_and_a_day(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit("review/after-the-summer#+1", body="- Ask carers about evenings\n- Sing")

    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot)
        sentences = pilot.app.screen.query_one("#one", Sentences)
        sentences.go_to("next:0")
        await press(pilot, "o")
        assert "Who takes this on?" not in seen(pilot)
        sentences.go_to("next:1")
        await press(pilot)
        assert "no one yet  Sing" in seen(pilot)
        assert "o take on" in seen(pilot)
        await press(pilot, "o")
        await choose(pilot, "Sam")
        await write(pilot, "never")
        await press(pilot, "enter")
        assert "Who takes this on?" in seen(pilot)
        await press(pilot, "escape")
        await press(pilot, *["backspace"] * 5)
        await write(pilot, "2026-12-24")
        await press(pilot, "enter")
        assert "open        Sing · Sam, 24 December" in seen(pilot)

    walk(example, look, size=(100, 40))
    with Workspace.open(example) as workspace:
        promise = next(
            each for each in workspace.review("after-the-summer").promises if each.text == "Sing"
        )
        assert (workspace.name(promise.owner), promise.due) == ("Sam", "2026-12-24")


def test_what_the_group_says_together_is_edited_a_part_at_a_time(
    example: Path, walk: Walking
) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot)
        pilot.app.screen.query_one("#one", Sentences).go_to("section:3")
        await press(pilot, "e", "ctrl+end")
        await write(pilot, " And tea.")
        await press(pilot, "ctrl+s")
        await write(pilot, "We forgot")
        await press(pilot, "enter")
        assert "And tea." in seen(pilot)

    walk(example, look, size=(100, 40))
    with Workspace.open(example) as workspace:
        review = workspace.review("after-the-summer").review
        assert "And tea." in review.body
        assert "No one from nights is here any more." in review.body
        assert workspace.history(limit=1)[0].why == "We forgot"


def test_threads_are_words_in_a_row_for_each_side(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "t")
        text = seen(pilot)
        assert "balance of power" in text
        assert "people who use services   ▲ better, = same   ▲ better, = same," in text
        assert "▼ worse" in text
        assert "%" not in text
        assert "15 December" not in text
        await press(pilot, "left")
        assert "15 December 2025" not in text
        await press(pilot, "left", "left", "left")
        assert "15 December 2025" in seen(pilot)
        await press(pilot, "escape")
        assert "Reviews › After the summer" in seen(pilot)

    walk(example, look)


def test_a_new_review_keeps_the_rhythm_and_opens(example: Path, walk: Walking) -> None:
    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "4", "plus")
        await write(pilot, "Dark evenings")
        await press(pilot, "enter")
        await write(pilot, "The dark at four")
        await press(pilot, "enter")
        assert "Reviews › Dark evenings (23 November)" in seen(pilot)
        assert "Focus: The dark at four" in seen(pilot)
        assert "Promised last time · After the summer" in seen(pilot)
        assert "Nobody has answered yet." in seen(pilot)

    walk(example, look, size=(100, 40))
    with Workspace.open(example) as workspace:
        review = workspace.review("dark-evenings").review
        assert (review.date, review.every) == ("2026-11-23", "8 weeks")


def test_a_review_with_a_content_note_stays_closed_until_opened(
    example: Path, walk: Walking
) -> None:
    with Workspace.open(example) as workspace:
        workspace.edit("review/spring", fields={"content_note": "about a bad night"})

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "4")
        assert "The way home" not in seen(pilot)
        await open_review(pilot, title="Spring")
        assert "content note: about a bad night" in seen(pilot)
        assert "The way home" not in seen(pilot)
        await press(pilot, "enter")
        assert "Focus: The way home" in seen(pilot)

    walk(example, look)


def test_a_damaged_review_opens_as_plain_text(example: Path, walk: Walking) -> None:
    file = next((example / "reviews").glob("spring-*.md"))
    file.write_text("no header, but words [/x]\n")
    git = ["git", "-C", str(example), "-c", "user.name=x", "-c", "user.email=x@example.org"]
    subprocess.run([*git, "commit", "-qam", "Broken"], check=True)

    async def look(pilot: Pilot[None]) -> None:
        await press(pilot, "4")
        assert "cannot be read" in seen(pilot)
        await press(pilot, "G", "enter")
        assert "no header, but words [/x]" in seen(pilot)

    walk(example, look)


TEXT = st.text(st.sampled_from("ab \n#1.:`~-"), max_size=40)
ANSWERS = st.builds(
    Answers,
    st.dictionaries(st.sampled_from([each.code for each in REVIEW_QUESTIONS]), TEXT),
    st.dictionaries(st.sampled_from([each.code for each in THREADS]), st.sampled_from(FEELINGS)),
)


@given(ANSWERS)
def test_a_draft_of_answers_is_read_again_as_it_was_kept(answers: Answers) -> None:
    read = from_text(as_text(answers))
    assert read.threads == answers.threads
    assert as_text(read) == as_text(from_text(as_text(read)))
    for code, text in answers.sections.items():
        if text.strip() and not any(mark in text for mark in "#`~"):
            assert read.sections[code].split() == text.split()


def test_hostile_words_are_shown_as_they_are(example: Path, walk: Walking) -> None:
    hostile = "[@click=app.quit]x[/] [/nope] \u202e \x1b[31m"
    with Workspace.open(example) as workspace:
        fields = {"date": "2026-11-20", "focus": hostile, "covers": hostile}
        body = f"## 1 Tried\n\n{hostile}\n\n## +1 Next\n\n- {hostile}\n- {'long ' * 2000}\n"
        made = workspace.new("review", "[/x] hostile", fields, body)
        workspace.answer(f"review/{made.id}", {"1": hostile, "2": "y" * 10_000}, by="Sam")

    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "r", title="[/x] hostile")
        text = seen(pilot)
        assert "Reviews › [/x] hostile" in text
        assert text.count("[@click=app.quit]x[/] [/nope]") >= 4
        assert "\x1b" not in text

    walk(example, look, size=(100, 60))


def test_many_answers_come_a_few_at_a_time(example: Path, walk: Walking) -> None:
    with Workspace.open(example) as workspace:
        ref = f"review/{workspace.resolve('review/after-the-summer').id}"
        for number in range(50):
            workspace.answer(ref, {"1": f"Thing {number}."}, by="anonymous")

    async def look(pilot: Pilot[None]) -> None:
        await open_review(pilot, "r")
        sentences = pilot.app.screen.query_one("#one", Sentences)
        before = sentences.option_count
        sentences.go_to("rest:1")
        await press(pilot, "enter")
        assert sentences.option_count > before

    walk(example, look)
