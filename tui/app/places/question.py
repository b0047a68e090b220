"""One question of the steps, read in one go: the group's answer, ideas, what was left aside."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from schema.checklist import Idea, Question, ideas_of, question
from schema.differences import Difference, find_differences
from schema.kinds import SetAside
from schema.record import Contribution, Damaged
from schema.said import recorded_of
from schema.sections import section_text
from tui import words
from tui.app.places.agreement_text import text_parts
from tui.app.reading import Part
from tui.app.settling.lines import to_settle
from tui.layout import Block, Paragraph, Rows, Text, dim, strong
from tui.lines.history import reason

if TYPE_CHECKING:
    from store import Workspace
    from store.values import Change
    from tui.app.said import SaidItem

STORIES = ("2.4", "2.5")
NO_STORIES_YET = (
    "Please do not type anyone's story here yet: what is saved cannot be fully taken out again."
)
_SHOWN_CHANGES = 4
_LEFT_ASIDE = "–"


class Aside(msgspec.Struct, frozen=True):
    """Why a question or an idea is left aside, who said so and when, and who recorded it for them.

    `note` keeps it closed.
    """

    because: str
    who: str
    date: str
    recorded: str = ""
    note: str = ""


class QuestionFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Everything shown about one question.

    `text` is the group's answer, `blob` the step it was read from, `aside` what is left aside by
    the code of a question or an idea. `waiting` tells of drafts that belong here. `damaged` says
    why the step cannot be read, with its text in `source`.
    """

    question: Question
    ideas: tuple[Idea, ...]
    today: date
    text: str = ""
    blob: str = ""
    differences: tuple[Difference, ...] = ()
    aside: Mapping[str, Aside] = {}
    said: "tuple[SaidItem, ...]" = ()
    waiting: str = ""
    damaged: str = ""
    source: str = ""

    @property
    def ref(self) -> str:
        """How the question is referred to."""
        return ref_of(self.question.code)

    @property
    def called(self) -> str:
        """What the question is called in a sentence."""
        return f"“{self.question.short}” ({self.question.code})"

    @property
    def warning(self) -> str:
        """What must be said before anyone writes here, "" for most questions."""
        return NO_STORIES_YET if self.question.code in STORIES else ""


def ref_of(code: str) -> str:
    """Return how a question or an idea is referred to, as in `step/2#2.3`."""
    return f"step/{code[0]}#{code}"


def read_question(workspace: "Workspace", code: str) -> QuestionFacts:
    """Read one question; for another thread than the screen's. `code` must be in the checklist."""
    from tui.app.said import said_about
    from tui.app.writing.left_behind import waiting_at

    asked = question(code)
    if asked is None:
        raise LookupError(code)
    ref = f"step/{asked.step}"
    record = workspace.read(ref)
    damaged = isinstance(record, Damaged)
    text = "" if isinstance(record, Damaged) else section_text("step", record.body, code)
    return QuestionFacts(
        question=asked,
        ideas=ideas_of(asked.step),
        today=date.fromisoformat(workspace.today),
        text=text,
        blob=record.blob,
        differences=find_differences(text, {}),
        aside=_aside(workspace, workspace.contributions(ref)),
        said=said_about(workspace, ref_of(code)),
        waiting=waiting_at(workspace, ref_of(code)),
        damaged=record.message if isinstance(record, Damaged) else "",
        source=workspace.show(ref).source if damaged else "",
    )


def _aside(workspace: "Workspace", said: Sequence[Contribution]) -> Mapping[str, Aside]:
    """Return what is left aside now; of several current ones about one place, `open` counts."""
    found: dict[str, Aside] = {}
    opened: set[str] = set()
    for each in said:
        if not isinstance(each, SetAside):
            continue
        code = each.ref.partition("#")[2]
        if each.set_ != "aside":
            opened.add(code)
        recorded = recorded_of(each, workspace.name, str)
        found[code] = Aside(
            because=each.body.strip(),
            who=workspace.name(each.by),
            date=each.date,
            recorded=recorded.words if recorded else "",
            note=each.content_note,
        )
    return {code: aside for code, aside in found.items() if code not in opened}


def question_parts(
    facts: QuestionFacts, changes: "Sequence[Change] | None", *, shared: bool
) -> Iterator[Part]:
    """Yield the question, the answer, the ideas, and how the answer came to be.

    `changes` are those of the answer, None while they are read. With `shared` nobody is named.
    """
    yield Part((strong(f"{facts.question.code} {facts.question.short}"), facts.question.words))
    if facts.warning:
        yield Part(("", strong(facts.warning)))
    if left := facts.aside.get(facts.question.code):
        yield Part(("", f"{_LEFT_ASIDE} {_why(left, facts.today, shared=shared)}"))
    if facts.differences:
        yield Part(("", to_settle(len(facts.differences))))
    if facts.waiting:
        yield Part(("", facts.waiting))
    yield Part(("", dim("What the group answers")))
    yield from _answer(facts)
    yield Part(("", dim("Ideas that may help")))
    yield Part(tuple(_ideas(facts, shared=shared)))
    if changes:
        yield Part(("", dim("How this answer came to be")))
        yield Part((Rows(list(_rows(facts, changes, shared=shared))),))


def _answer(facts: QuestionFacts) -> Iterator[Part]:
    if facts.damaged:
        yield Part((f"This step cannot be read: {facts.damaged}", ""))
        yield Part(tuple(Paragraph(line) for line in facts.source.split("\n")))
    elif facts.text.strip():
        yield from text_parts(facts.text, facts.differences)
    else:
        yield Part((dim("Nothing yet. e writes what the group answers."),))


def _ideas(facts: QuestionFacts, *, shared: bool) -> Iterator[Block]:
    for idea in facts.ideas:
        left = facts.aside.get(idea.code)
        yield Rows([(dim(idea.code), idea.words)])
        if left:
            yield Paragraph(f"{_LEFT_ASIDE} {_why(left, facts.today, shared=shared)}", indent=5)


def _why(aside: Aside, today: date, *, shared: bool) -> str:
    because = f"content note: {aside.note}" if aside.note else f"“{aside.because}”"
    who = [] if shared else [aside.who]
    who += [words.day(aside.date, today)]
    if aside.recorded and not shared:
        who.append(aside.recorded)
    return f"left aside: {because} · {' · '.join(who)}"


def _rows(
    facts: QuestionFacts, changes: "Sequence[Change]", *, shared: bool
) -> Iterator[Sequence[Text]]:
    for each in changes[:_SHOWN_CHANGES]:
        who = each.recorded.words if each.recorded else each.who
        who = "" if shared else who
        said = " · ".join(part for part in (reason(each), who) if part)
        yield (words.day(each.when, facts.today), said or "changed")
    if len(changes) > _SHOWN_CHANGES:
        yield ("", dim("h shows what came before, and the words"))
