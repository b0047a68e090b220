"""What a workspace shows by itself: the readable records, seen as rules about them need them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

import msgspec

from schema.kinds import PERSPECTIVES, Activity, PersonDocument, SetAside, StepDocument
from schema.record import Contribution, Document
from schema.replacement import current, document_of
from schema.sections import sections
from schema.spoken import Perspectives, speakers

Kind = TypeVar("Kind", bound=Document)


class Evidence(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """All readable records, and where each agreement is now.

    `contributions` may hold replaced and withdrawn ones; the rules look at `current` alone.
    `standings` gives the state of an agreement (`schema.standing.STATES`) by its id.
    """

    documents: tuple[Document, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    standings: Mapping[str, str] = {}

    def of(self, kind: type[Kind]) -> tuple[Kind, ...]:
        """Return the documents of one kind that are not archived, by id."""
        found = (each for each in self.documents if isinstance(each, kind) and not each.archived)
        return tuple(sorted(found, key=lambda each: each.id))

    @cached_property
    def activity(self) -> Activity:
        """The record of the workspace itself, an empty one when there is none."""
        return next(iter(self.of(Activity)), Activity(path="coproduce.md", fields={}))

    @property
    def perspectives(self) -> Perspectives:
        """The perspectives this group named."""
        return self.activity.perspectives or PERSPECTIVES

    @cached_property
    def people(self) -> tuple[PersonDocument, ...]:
        """Everyone who is here now; people who left and places still empty are not among them."""
        return tuple(each for each in self.of(PersonDocument) if each.here in ("", "here"))

    @cached_property
    def perspectives_of(self) -> Mapping[str, Perspectives]:
        """The perspectives of every person record, by id."""
        return {
            each.id: each.perspectives
            for each in self.documents
            if isinstance(each, PersonDocument)
        }

    @cached_property
    def current(self) -> tuple[Contribution, ...]:
        """Every contribution that stands now, oldest first."""
        return current(self.contributions)

    @cached_property
    def _current_by_document(self) -> Mapping[str, tuple[Contribution, ...]]:
        found: dict[str, list[Contribution]] = defaultdict(list)
        for each in self.current:
            found[document_of(each.ref)].append(each)
        return {document: tuple(said) for document, said in found.items()}

    def about(self, document: str) -> tuple[Contribution, ...]:
        """Return the contributions that stand now about a document, as in `step/2`."""
        return self._current_by_document.get(document, ())

    def spoken(self, ref: str) -> tuple[Perspectives, ...]:
        """Return as whom each person spoke about `ref`; () in it for someone who did not say."""
        who = speakers(self.about(document_of(ref)), self.perspectives_of, ref)
        return tuple(each.perspectives for each in who)

    @cached_property
    def _answers(self) -> Mapping[str, str]:
        return {
            section.code: section.text
            for step in self.of(StepDocument)
            for section in sections("step", step.body)
        }

    def answered(self, code: str) -> bool:
        """Return whether the group wrote an answer to the question with this code."""
        return bool(self._answers.get(code, "").strip())

    def touched(self, code: str) -> bool:
        """Return whether the group answered a question, or anyone said something about it."""
        return self.answered(code) or bool(self.spoken(f"step/{code[:1]}#{code}"))

    @cached_property
    def set_aside(self) -> frozenset[str]:
        """The codes of the questions and ideas that are set aside now."""
        return set_aside_codes(self.current)


def set_aside_codes(contributions: Iterable[Contribution]) -> frozenset[str]:
    """Return the codes of the questions and ideas set aside now, as in "2.3" and "2.b".

    Of several current ones about the same question, `open` counts
    (docs/format.md, “Contributions”).
    """
    states: dict[str, set[str]] = defaultdict(set)
    for each in current(each for each in contributions if isinstance(each, SetAside)):
        states[each.ref.partition("#")[2]].add(each.set_)
    return frozenset(code for code, state in states.items() if code and state == {"aside"})
