"""People: who is here, as what, what they bring and where it was used; places still empty."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal

from store.values import ShownDamaged
from tui.app.form_rows import BODY
from tui.app.forms import FormTask
from tui.app.places.list_and_page import ListAndPage
from tui.app.places.person_page import PersonFacts, read_person
from tui.app.places.record_view import RecordView
from tui.app.sentences import Sentences

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.groups import Group
    from tui.app.places.people_lines import Everybody

_NARROW = 60
_SHARED_BY_ALL = (
    "A chosen name, and what they want the group to know: nothing else about them. Never an "
    "address, a number, or what they need for access or pay. What is saved stays in the history."
)
_WHOM = {
    "title": "Who is missing, as in: a carer of a young adult.",
    "asked_by": "Who will look for someone and ask.",
    BODY: "What is known about this place, and what was tried.",
}
_IN_THEIR_WORDS = {BODY: "In their own words. A line left empty starts a new paragraph."}
_PERSON, _PLACE = "person", "place"
_HIDDEN = "Names are hidden while the screen is shown to everyone."
_HIDDEN_HINT = "F2 shows them again."


class PersonView(RecordView):
    """The page of one person."""

    NOBODY = "Nothing they said is saved here yet."

    def read(
        self, workspace: "Workspace", ref: str, *, shared: bool
    ) -> "PersonFacts | ShownDamaged":
        """Read one person."""
        return read_person(workspace, ref, shared=shared)


class People(ListAndPage):
    """Everyone by perspective, and the page of one person."""

    TITLE = "People"
    HELP = (
        "Who is here and as what, what they bring, and where that was used. Nobody is counted or "
        "compared. Places still empty have the name of whoever will ask; those who left stand "
        "apart.\n\n"
        "Enter opens someone's page: their own text, and what they said.\n\n"
        "+ adds a person, or a place still empty. e changes what is written, together with the "
        "person themselves if you can. Only a chosen name is kept: never an address, a number, "
        "or what someone needs.\n\n"
        "A quick note (n) is never filed about a person: it waits to be placed. What others said "
        "about someone stands apart from what they said.\n\n"
        "While the screen is shown to everyone (F2), names and own words are hidden."
    )
    REGIONS = {
        "#records": "everyone",
        "#text": "the page",
        "#said": "what they said",
    }
    DEFAULT_CSS = """
    People #records { width: 1fr; scrollbar-gutter: stable; }
    People PersonView { display: none; width: 1fr; }
    People.-one PersonView { display: block; }
    People.-one #records { display: none; }
    People.-one.-wide #records { display: block; width: 44; margin-right: 2; }
    People.-one.-widest #records { display: block; width: 60; margin-right: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._everybody: Everybody | None = None

    @property
    def where(self) -> str:
        """The place, and whose page is open."""
        return f"People › {self.view.title or '…'}" if self.ref else "People"

    @property
    def has_aside(self) -> bool:
        """Whether a page was put aside."""
        from tui.app.places.people_lines import is_anyone_aside

        return self._everybody is not None and is_anyone_aside(self._everybody.people)

    def groups(self, width: int) -> "Iterable[Group] | None":
        """Return who is here by perspective, then the places still empty, then who left."""
        from tui.app.places.people_lines import groups

        if self._everybody is None:
            return None
        shared = self.coproduce.projector
        return groups(self._everybody, narrow=width < _NARROW, shared=shared)

    def body(self) -> ComposeResult:
        """Everyone, and a page."""
        with Horizontal(classes="columns"):
            yield Sentences(id="records")
            yield PersonView()

    def reload(self) -> None:
        """Read who is here, and the page that is open."""
        from tui.app.places.people_lines import read_people

        shared = self.coproduce.projector
        self.ask("people", lambda workspace: read_people(workspace, shared=shared), self._take)
        self.view.reload()

    def _take(self, found: "Everybody") -> None:
        self._everybody = found
        self.show_records()

    def open(self, target: str) -> None:
        """Open someone's page."""
        if target.startswith("person/"):
            super().open(target)

    def action_new(self) -> None:
        """Add a person, or a place still empty."""
        from tui.app.dialogs.asking import Choose

        choices = ((_PERSON, "Someone who is here"), (_PLACE, "A place still empty"))
        self.coproduce.push_screen(Choose("Whom do you want to add?", choices), self._add)

    def _add(self, what: str | None) -> None:
        if what is not None:
            self.ask(
                "me",
                lambda workspace: workspace.me,
                lambda me: self._make(what, me),
                keys_wait=True,
            )

    def _make(self, what: str, me: str) -> None:
        from tui.app.places.record_deeds import make

        is_place = what == _PLACE
        given = {"here": "not-here-yet", **({"asked_by": me} if me else {})} if is_place else {}
        task = FormTask(
            kind="person",
            heading="People › a place still empty" if is_place else "People › new",
            given=given,
            with_text=True,
            note=_SHARED_BY_ALL,
            helps=_WHOM if is_place else _IN_THEIR_WORDS,
        )
        make(self, task, self.made)

    def action_fields(self) -> None:
        """Change what is written about someone, their text with it."""
        from tui.app.places.record_deeds import change_fields

        if self._is_hidden():
            return
        self.view.with_record(
            self.in_hand,
            lambda each, ref: change_fields(
                self, each, ref, note=_SHARED_BY_ALL, helps=_IN_THEIR_WORDS, with_text=True
            ),
        )

    def action_put_aside(self) -> None:
        """Put a page aside, or take it back."""
        if not self._is_hidden():
            super().action_put_aside()

    def _is_hidden(self) -> bool:
        """Say that names are hidden now, when they are."""
        if self.coproduce.projector:
            self.coproduce.say(_HIDDEN, _HIDDEN_HINT)
        return self.coproduce.projector

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave out keys of other records: the text is in the form, words are about the work."""
        if action in ("text", "words"):
            return False
        return super().check_action(action, parameters)
