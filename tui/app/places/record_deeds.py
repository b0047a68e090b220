"""What can be done with one record from its page: change it, write its text, put it aside."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from tui.app.dialogs.asking import Choose, Confirm, OneLine
from tui.app.forms import Form, FormTask
from tui.app.place import Place
from tui.app.writing.one_text import let_go
from tui.words import kind_word

if TYPE_CHECKING:
    from schema.kinds import Action
    from schema.record import Document, Fields
    from store import Workspace
    from store.values import Saved

Then = Callable[["Saved"], None]

_STAYS = "Your reason stays in the history for good. You may leave it empty."
_NOTHING_DELETED = "Nothing is deleted: it leaves the list, and can be taken back at any time."
_BACK_IN_LIST = "It will be in the list again, as it was."
_STATES = {
    "kept": ("Kept", "Kept: what became of it?"),
    "changed": ("Changed", "Changed: into what, and why?"),
    "dropped": ("Dropped", "Dropped: why?"),
    "open": ("Open again", "Open again: why?"),
}


def make(place: Place, task: FormTask, then: Then) -> None:
    """Open a form for a new record; `then` gets what was saved."""

    def done(saved: "Saved | None") -> None:
        if saved is not None:
            then(saved)

    place.coproduce.push_screen(Form(task), done)


def change_fields(
    place: Place,
    record: "Document",
    ref: str,
    *,
    note: str = "",
    helps: Mapping[str, str] = {},
    with_text: bool = False,
) -> None:
    """Open the form of a record."""
    heading = f"{kind_word(record.kind, many=True)} › {_title(record)}"
    task = FormTask(
        kind=record.kind, ref=ref, heading=heading, note=note, helps=helps, with_text=with_text
    )
    place.coproduce.push_screen(Form(task))


def write_text(place: Place, record: "Document", ref: str) -> None:
    """Open the text of a record in the editor."""
    from tui.app.writing.editor import Editor, WritingTask

    blob = record.blob
    task = WritingTask(
        heading=f"{kind_word(record.kind, many=True)} › {_title(record)}",
        about=ref,
        text=record.body.strip("\n"),
    )

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.edit(ref, body=text, expect=blob, why=why)

    place.coproduce.push_screen(Editor(task, save))


def put_aside(place: Place, record: "Document", ref: str) -> None:
    """Put a record aside, or take it back, after a yes and a reason."""
    title = _title(record)
    is_aside = bool(record.archived)
    question = f"Take “{title}” back?" if is_aside else f"Put “{title}” aside?"
    more = _BACK_IN_LIST if is_aside else _NOTHING_DELETED
    draft = f"reason:{ref}"

    def answered(yes: bool | None) -> None:
        if yes:
            place.coproduce.push_screen(OneLine("Why? One line.", _STAYS, about=draft), because)

    def because(why: str | None) -> None:
        if why is None:
            return
        if is_aside:
            fields: Fields = {"archived": ""}
            save = _and_let_go(draft, why, lambda w: w.edit(ref, fields=fields, why=why))
        else:
            save = _and_let_go(draft, why, lambda w: w.archive(ref, why=why))
        place.write("aside", save, saved)

    def saved(_: "Saved") -> None:
        place.coproduce.tell_places()

    place.coproduce.push_screen(Confirm(question, more), answered)


def ask_what_became(place: Place, action: "Action", ref: str) -> None:
    """Ask whether an action was kept, changed or dropped, or is open again; then why."""
    now = action.state or "open"
    choices = [(state, said) for state, (said, _) in _STATES.items() if state != now]

    def chosen(state: str | None) -> None:
        if state is not None:
            _became(place, action, ref, state)

    place.coproduce.push_screen(Choose(f"What became of “{_title(action)}”?", choices), chosen)


def _became(place: Place, action: "Action", ref: str, state: str) -> None:
    blob, draft = action.blob, f"reason:{ref}"

    def because(why: str | None) -> None:
        if why is not None:
            place.write(
                "state",
                _and_let_go(
                    draft,
                    why,
                    lambda w: w.edit(ref, fields={"state": state}, expect=blob, why=why),
                ),
                lambda _: place.coproduce.tell_places(),
            )

    question = _STATES[state][1]
    line = OneLine(question, f"“{_title(action)}”. {_STAYS}", about=draft)
    place.coproduce.push_screen(line, because)


def _and_let_go(
    draft: str, why: str, save: "Callable[[Workspace], Saved]"
) -> "Callable[[Workspace], Saved]":
    """Return what saves, and then forgets the reason that was kept as a draft."""

    def work(workspace: "Workspace") -> "Saved":
        saved = save(workspace)
        let_go(workspace, draft, why)
        return saved

    return work


def _title(record: "Document") -> str:
    return record.title or record.id


def new_of(kind: str) -> FormTask:
    """Return the form for a new record of a kind."""
    word = kind_word(kind, many=True)
    return FormTask(kind=kind, heading=f"{word} › new", with_text=True)
