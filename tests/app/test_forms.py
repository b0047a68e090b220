"""Forms: made from the schema, nothing touched that nobody changed, nothing typed is lost."""

import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hands import press, seen, write
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot
from walking import TODAY

from schema.field_help import field_help
from schema.kinds import DOCUMENTS, field_forms
from schema.record import Document
from store import Workspace
from tui.app.form_rows import (
    BODY,
    TITLE,
    Row,
    as_draft,
    fault,
    fields_from,
    from_draft,
    join,
    remark,
    split,
)
from tui.app.form_task import FormTask, beginning
from tui.app.forms import Form

Walking = Callable[..., object]
NASTY = "[@click=app.quit]x[/] [/nope] \u202eabc"

_SET_BY_PROGRAM = ("kind", "id", "format", "workspace", "archived")


def opened(folder: Path) -> Workspace:
    return Workspace.open(folder, clock=lambda: TODAY)


def commits(folder: Path) -> int:
    ran = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--count", "HEAD"], check=True, capture_output=True
    )
    return int(ran.stdout)


def path_of(folder: Path, ref: str) -> Path:
    with opened(folder) as workspace:
        record = workspace.read(ref)
    return folder / record.path


def said(pilot: Pilot[None]) -> str:
    """Return the words on the screen in one line, however they wrap."""
    return " ".join(seen(pilot).replace("│", " ").split())


def form_of(pilot: Pilot[None]) -> Form:
    screen = pilot.app.screen
    assert isinstance(screen, Form)
    return screen


async def open_form(pilot: Pilot[None], task: FormTask) -> Form:
    pilot.app.push_screen(Form(task))
    await press(pilot)
    return form_of(pilot)


async def fill(pilot: Pilot[None], texts: Mapping[str, str]) -> None:
    """Put texts into lines of the form, as a paste would."""
    for key, text in texts.items():
        form_of(pilot).lines[key].text = text
    await press(pilot)


def changing(ref: str, **more: bool) -> FormTask:
    return FormTask(kind=ref.partition("/")[0], ref=ref, heading="A record", **more)


ENTRIES = st.lists(
    st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), min_size=1)
    .map(lambda text: " ".join(text.split()))
    .filter(bool),
    max_size=5,
)


@given(ENTRIES)
def test_a_list_typed_with_commas_gives_the_same_entries_back(entries: list[str]) -> None:
    assert split(join(entries)) == tuple(entries)


def test_a_comma_inside_an_entry_stands_in_quotation_marks() -> None:
    assert join(("tea, hot", "bread")) == '"tea, hot", bread'
    assert split("tea , bread,, ") == ("tea", "bread")


def test_a_list_longer_than_a_table_takes_is_still_a_list() -> None:
    assert len(split("a" * 200_000 + ", b")) == 2


def date_row() -> Row:
    form = next(form for form in field_forms("action") if form.name == "due")
    return Row(key="due", label="promised for", help="", rule=form.rule)


@pytest.mark.parametrize("typed", ["2", "2026", "2026-", "2026-05", "2026-05-", "2026-05-0"])
def test_half_a_day_is_not_wrong_yet(typed: str) -> None:
    said, wrong = remark(date_row(), typed)
    assert not wrong
    assert "as in" in said


def test_a_whole_day_is_said_with_its_weekday() -> None:
    assert remark(date_row(), "2026-05-01") == ("Friday, 1 May 2026", False)


@pytest.mark.parametrize("typed", ["2026-13-01", "2026-02-30", "soon", "20266", "2026/05/01"])
def test_no_day_at_all_is_told_at_once_with_the_way_out(typed: str) -> None:
    said, wrong = remark(date_row(), typed)
    assert wrong
    assert typed in said
    assert fault(date_row(), typed) == said


def test_half_a_day_cannot_be_saved() -> None:
    assert "2026-05" in fault(date_row(), "2026-05")


@given(st.dictionaries(st.sampled_from(["title", "due", "present.staff"]), st.text("ab ,:\"'-")))
def test_a_draft_can_be_taken_up_again(typed: dict[str, str]) -> None:
    rows = [Row(key=key, label=key, help="") for key in (*typed, BODY)]
    texts = {**typed, BODY: "One.\n\nTwo: three."}
    found = from_draft(as_draft(rows, texts))
    assert found == {key: text for key, text in texts.items() if text}


def test_every_field_of_every_kind_has_a_line_with_its_help(example: Path) -> None:
    with opened(example) as workspace:
        for kind in DOCUMENTS:
            task = FormTask(kind=kind, heading="", ref="activity" if kind == "activity" else "")
            begun = beginning(workspace, task)
            named = {row.name for row in begun.rows}
            asked = {form.name for form in field_forms(kind)} - set(_SET_BY_PROGRAM)
            assert asked - named <= ({"step"} if kind == "step" else set())
            helps = {row.name: row.help for row in reversed(begun.rows)}
            assert all(helps[name] == field_help(kind, name) for name in asked & named)


def test_a_form_nobody_touched_changes_nothing(example: Path) -> None:
    with opened(example) as workspace:
        for kept in workspace.documents():
            record = kept.record
            assert isinstance(record, Document)
            ref = "activity" if kept.kind == "activity" else f"{kept.kind}/{kept.id}"
            begun = beginning(workspace, changing(ref))
            typed = {row.key: row.text for row in begun.rows}
            assert fields_from(begun.rows, typed, begun.before) == {}
            assert typed[TITLE] == record.title


def test_a_new_action_is_made_by_keyboard_alone(example: Path, walk: Walking) -> None:
    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, FormTask(kind="action", heading="New action"))
        await write(pilot, "Buy tea")
        await press(pilot, "enter", "enter")
        assert "Noor" in seen(pilot)
        for _ in range(20):
            if "Noor" in str(pilot.app.screen.query_one("#choices").highlighted_option.prompt):
                break
            await press(pilot, "j")
        await press(pilot, "enter", "down")
        form_of(pilot).lines["due"].text = "2026-12-01"
        await press(pilot)
        assert "Tuesday, 1 December 2026" in seen(pilot)
        await press(pilot, "ctrl+s")

    walk(example, steps)
    with opened(example) as workspace:
        action = next(
            e.record for e in workspace.documents("action") if e.record.title == "Buy tea"
        )
        assert workspace.name(action.owner) == "Noor"
        assert (action.due, action.state) == ("2026-12-01", "open")


def test_changing_one_part_of_a_map_changes_one_line_of_the_file(
    example: Path, walk: Walking
) -> None:
    path = path_of(example, "meeting/before-the-second")
    text = path.read_text().replace("title:", "# kept by hand\nown_field: [a,   b]\ntitle:")
    path.write_text(text)
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "x"], check=True)

    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, changing(f"meeting/{path.stem}"))
        await fill(pilot, {"present.carer": "3"})
        await press(pilot, "ctrl+s")

    walk(example, steps)
    assert path.read_text() == text.replace('carer: "2"', 'carer: "3"')


def test_leaving_with_changes_asks_and_a_kept_draft_is_offered_again(
    example: Path, walk: Walking
) -> None:
    before = commits(example)
    task = FormTask(kind="action", heading="New action", with_text=True)

    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, task)
        await fill(pilot, {TITLE: "Buy tea", BODY: "One.\n\nTwo."})
        await press(pilot, "escape")
        assert "not saved yet" in seen(pilot)
        await press(pilot, "j", "enter")
        assert not isinstance(pilot.app.screen, Form)
        await open_form_with_offer(pilot)
        assert form_of(pilot).typed[TITLE] == "Buy tea"
        assert form_of(pilot).typed[BODY] == "One.\n\nTwo."

    async def open_form_with_offer(pilot: Pilot[None]) -> None:
        pilot.app.push_screen(Form(task))
        await press(pilot)
        assert "words here that were not saved" in seen(pilot)
        await press(pilot, "enter")

    walk(example, steps)
    assert commits(example) == before


def test_saving_over_a_newer_version_keeps_a_draft_and_shows_what_changed(
    example: Path, walk: Walking
) -> None:
    path = path_of(example, "action/ask-carers")
    ref = f"action/{path.stem}"

    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, changing(ref))
        await fill(pilot, {"due": "2026-12-24"})
        with opened(example) as other:
            other.edit(ref, title="Ring the carers", fields={"due": "2026-12-20"})
        await press(pilot, "ctrl+s")
        text = said(pilot)
        assert "has changed since you opened it" in text
        assert "Your words are kept" in text
        with opened(example) as other:
            assert "due: 2026-12-24" in other.drafts()[-1].path.read_text()
            assert other.read(ref).due == "2026-12-20"
        await press(pilot, "enter")
        assert form_of(pilot).typed["due"] == "2026-12-24"
        assert form_of(pilot).typed[TITLE] == "Ring the carers"
        assert "changed meanwhile, to: “2026-12-20”" in seen(pilot)
        await press(pilot, "ctrl+s")
        assert not isinstance(pilot.app.screen, Form)

    walk(example, steps, size=(120, 40))
    assert 'due: "2026-12-24"\n' in path.read_text()
    assert "title: Ring the carers\n" in path.read_text()


def test_nasty_text_is_shown_as_it_is_and_acts_on_nothing(example: Path, walk: Walking) -> None:
    with opened(example) as workspace:
        person = workspace.new("person", NASTY, {"perspectives": ("carer",)})
        action = workspace.new("action", NASTY, {"owner": person.id}, NASTY)

    async def steps(pilot: Pilot[None]) -> None:
        form = await open_form(pilot, changing(f"action/{action.id}", with_text=True))
        assert "[@click=app.quit]x[/] [/nope]" in seen(pilot)
        form.lines["owner"].control.focus()
        await press(pilot, "enter")
        assert "[@click=app.quit]x[/] [/nope]" in seen(pilot)
        assert "\u202e" not in seen(pilot)

    walk(example, steps)


def test_an_old_fault_and_an_open_difference_do_not_stop_a_change_elsewhere(
    example: Path, walk: Walking
) -> None:
    path = path_of(example, "action/ask-carers")
    header = "differences:\n  owner: [p-lshv3mts, p-woo5sb2g]\n"
    text = path.read_text().replace("title:", f"{header}title:", 1)
    path.write_text(text.replace('due: "2026-10-12"', "due: soon"))
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "x"], check=True)

    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, changing(f"action/{path.stem}"))
        assert "different wordings of this to settle together" in said(pilot)
        await fill(pilot, {"owner": "p-woo5sb2g", TITLE: "Ring the carers"})
        await press(pilot, "ctrl+s")

    walk(example, steps)
    assert "title: Ring the carers\n" in path.read_text()
    assert "due: soon\n" in path.read_text()
    assert header in path.read_text()


def test_what_is_wrong_stands_beside_its_line_and_nothing_is_saved(
    example: Path, walk: Walking
) -> None:
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        form = await open_form(pilot, FormTask(kind="meeting", heading="New meeting"))
        await fill(pilot, {"date": "2026-02-30", "present.carer": "x"})
        assert "which is no number of people" in said(pilot)
        await press(pilot, "ctrl+s")
        assert "▸ A few words are needed here." in said(pilot)
        assert "a day that does not exist" in said(pilot)
        assert form.focused is form.lines[TITLE].control

    walk(example, steps, size=(120, 40))
    assert commits(example) == before


def test_choices_are_marked_keep_their_order_and_can_be_taken_out(
    example: Path, walk: Walking
) -> None:
    person, action = path_of(example, "person/p-yn3b"), path_of(example, "action/ask-carers")

    async def steps(pilot: Pilot[None]) -> None:
        form = await open_form(pilot, changing(f"person/{person.stem}"))
        form.lines["perspectives"].control.focus()
        await press(pilot, "enter")
        assert "■ a member of staff" in seen(pilot)
        assert "□ a carer" in seen(pilot)
        await press(pilot, "j", "space", "ctrl+s", "ctrl+s")
        form = await open_form(pilot, changing(f"action/{action.stem}"))
        form.lines["owner"].control.focus()
        await press(pilot, "backspace", "ctrl+s")

    walk(example, steps)
    assert "perspectives: [staff, service-user, carer]\n" in person.read_text()
    assert "owner:" not in action.read_text()


def test_without_a_change_nothing_is_saved_and_leaving_just_leaves(
    example: Path, walk: Walking
) -> None:
    before = commits(example)

    async def steps(pilot: Pilot[None]) -> None:
        await open_form(pilot, changing("action/ask-carers"))
        await press(pilot, "ctrl+s")
        assert "nothing has changed" in seen(pilot)
        await press(pilot, "escape")
        assert not isinstance(pilot.app.screen, Form)

    walk(example, steps)
    assert commits(example) == before


def test_on_a_shared_screen_nobody_is_named_and_a_damaged_file_has_no_form(
    example: Path, walk: Walking
) -> None:
    path = path_of(example, "action/tea-before")
    path.write_text("no record\n")
    subprocess.run(["git", "-C", str(example), "commit", "-qam", "x"], check=True)

    async def steps(pilot: Pilot[None]) -> None:
        await press(pilot, "f2")
        form = await open_form(pilot, changing("action/ask-carers"))
        assert "Noor" not in seen(pilot)
        form.lines["owner"].control.focus()
        await press(pilot, "enter")
        assert "Names are hidden" in seen(pilot)
        assert "Noor" not in seen(pilot)
        await press(pilot, "enter", "escape")
        pilot.app.push_screen(Form(changing(f"action/{path.stem}")))
        await press(pilot)
        assert "Mend the file" in seen(pilot)
        await press(pilot, "enter", "escape")
        assert not isinstance(pilot.app.screen, Form)

    walk(example, steps)
    assert path.read_text() == "no record\n"
