"""What can be done with an agreement besides standing somewhere: text, people, header."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.door import Asking
from tui.app.places.agreement import AgreementFacts, who_is_asked_again

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Saved
    from tui.app.application import Coproduce
    from tui.app.dialogs.parties import Asked

_SEEN_BY_EVERYONE = (
    "Everyone can see this screen, so nobody is named who is asked or not.",
    "Choose who is asked when the screen is yours alone.",
)


def edit_text(app: "Coproduce", facts: AgreementFacts, then: Callable[[], None]) -> None:
    """Open the text; before it is saved, whoever stands behind it now is named."""
    from tui.app.writing.editor import Editor, WritingTask

    ref, blob = facts.ref, facts.agreement.blob

    def save(workspace: "Workspace", text: str, why: str) -> "Saved":
        return workspace.edit(ref, body=text, expect=blob, why=why)

    task = WritingTask(
        heading=f"Agreements › {facts.title}",
        about=ref,
        text=facts.agreement.body.strip("\n"),
        warning=who_is_asked_again(facts, names=not app.projector),
        expect_note="What do you agree on?",
    )
    app.push_screen(Editor(task, save), lambda _: then())


def change_details(app: "Coproduce", facts: AgreementFacts, then: Callable[[], None]) -> None:
    """Open the form of the header: title, what it is about, step, when to look at it again."""
    from tui.app.forms import Form, FormTask

    task = FormTask(
        kind="agreement",
        ref=facts.ref,
        heading=f"Agreements › {facts.title}",
        note=who_is_asked_again(facts, names=not app.projector, what="title"),
    )
    app.push_screen(Form(task), lambda _: then())


def ask_people(asking: Asking, app: "Coproduce", facts: AgreementFacts) -> None:
    """Choose who is asked where they stand, and save that through `asking`."""
    from tui.app.dialogs.parties import WhoIsAsked

    if app.projector:
        app.say(*_SEEN_BY_EVERYONE)
        return

    def chosen(asked: "Asked | None") -> None:
        if asked:
            _ask_these(asking, app, facts, asked)

    dialog = WhoIsAsked(facts.title, facts.askable, facts.agreement.parties)
    app.push_screen(dialog, chosen)


def _ask_these(asking: Asking, app: "Coproduce", facts: AgreementFacts, asked: "Asked") -> None:
    ref, blob = facts.ref, facts.agreement.blob

    def save(workspace: "Workspace") -> "Saved":
        fields = {"parties": asked.parties}
        return workspace.edit(ref, fields=fields, expect=blob, why=asked.why)

    asking.write("parties", save, lambda _: app.tell_places())
