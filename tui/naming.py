"""What people, records and questions are called on screen."""

from datetime import date
from typing import TYPE_CHECKING

from schema.ids import Reference, parse_ref
from schema.record import Contribution, Damaged, Document
from schema.said import Recorded, recorded_of
from store.errors import CoproduceError
from tui import words

if TYPE_CHECKING:
    from store.workspace import Workspace

ANONYMOUS = "anonymous"


class Naming:
    """Names by id, each looked up once; an id nobody has stands for itself."""

    def __init__(self, workspace: "Workspace", today: date, *, shared: bool = False) -> None:
        """With `shared` everyone sees the screen, and nobody is named as waited for."""
        self._workspace = workspace
        self._titles: dict[str, str] = {}
        self.today = today
        self.shared = shared

    def person(self, id: str) -> str:  # noqa: A002
        """Return someone's chosen name."""
        if id == ANONYMOUS:
            return "someone"
        return self.title(Reference("person", id)) if id else "someone"

    def people(self, ids: tuple[str, ...]) -> str:
        """Return several people's names in a row, by the alphabet: nobody stands first."""
        return words.listed(sorted((self.person(id_) for id_ in ids), key=str.casefold))

    def waited_for(self, ids: tuple[str, ...]) -> str:
        """Return who is still asked: their names, or on a shared screen only how many."""
        return words.count(len(ids), "person", "people") if self.shared else self.people(ids)

    def off_the_list(self, ids: tuple[str, ...]) -> str:
        """Return who is asked about an agreement no more, "" for nobody; stands by its standing."""
        return f"no longer on the list: {self.waited_for(ids)}" if ids else ""

    def written_down(self, said: Contribution) -> str:
        """Return who wrote down what someone said, "" when they did so themselves."""
        found = recorded_of(said, self.person, self.day)
        return found.words if found else ""

    def read_aloud(self, recorder: str, person: str, day: str) -> str:
        """Return who wrote down where someone stands, never without the person and the day.

        A position given through someone else was read aloud to the person (docs/format.md).
        """
        names = self.person(recorder), self.person(person)
        return Recorded(recorder=names[0], person=names[1], aloud=self.day(day)).words

    def title(self, reference: Reference) -> str:
        """Return a document's title, its id when it has none or cannot be read."""
        typed = f"{reference.kind}/{reference.id}"
        if typed not in self._titles:
            self._titles[typed] = self._read(reference, typed)
        return self._titles[typed]

    def _read(self, reference: Reference, typed: str) -> str:
        if reference.kind == "activity":
            return "what this is about"
        try:
            record = self._workspace.read(typed)
        except CoproduceError:
            return reference.id
        if isinstance(record, Damaged) or not isinstance(record, Document):
            return reference.id
        return record.title or reference.id

    def place(self, ref: str) -> str:
        """Return what `ref` points at: a title, a question's short name with its code, a note."""
        reference = parse_ref(ref)
        if reference is None:
            return ref
        if reference.kind == "unplaced":
            return "a note to place later"
        if reference.kind == "contribution":
            return "what someone said"
        if reference.kind == "step" and reference.code:
            return question_words(reference.code)
        if reference.kind == "review" and reference.code:
            return review_question_words(reference.code)
        return f"“{self.title(reference)}”"

    def day(self, text: str) -> str:
        """Return an ISO date as "3 June"."""
        return words.day(text, self.today)


def question_words(code: str) -> str:
    """Return a question or an idea by its code, as in "“Common ground” (2.3)"."""
    from schema import checklist

    question = checklist.question(code)
    if question:
        return f"“{question.short}” ({code})"
    return f"idea {code}" if checklist.idea(code) else code


def review_question_words(code: str) -> str:
    """Return a question of a review by its code, as in "“Learned” (2)"."""
    from schema import checklist

    found = next((each for each in checklist.REVIEW_QUESTIONS if each.code == code), None)
    return f"“{found.short}” ({code})" if found else code


def asked_about_it(naming: Naming, people: tuple[str, ...]) -> str:
    """Return who spoke about an earlier text of an agreement, and is asked about this one."""
    return f"{naming.people(people)} spoke about the earlier text and will be asked about this one."
