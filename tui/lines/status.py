"""What matters now, in lines: a word on the left, what it says on the right."""

from collections.abc import Iterator, Sequence

from schema.promises import Promise, Unanswered
from schema.prompts import Prompt
from schema.text import visible_line
from store.overview import Status
from store.values import QuestionState, ToSettle
from tui import words
from tui.layout import Block, Paragraph, Rows, Text, cut, dim, plain, strong
from tui.lines.listing import short_code
from tui.naming import Naming
from tui.sharing_words import places

_MOST = 4
_MOST_FILES = 5
_EXCERPT = 34
_ONE_BY_ONE = "coproduce standing --mine"
PROMISE_STATES = {
    "open": "open",
    "written-down": "no one yet",
    "changed": "changed",
    "dropped": "dropped",
    "kept": "kept",
}
MARKS = "● answered   ◐ said about   ○ nothing yet   – left aside"


def status_blocks(
    status: Status, naming: Naming, *, marks: bool = True, one_by_one: str = _ONE_BY_ONE
) -> Iterator[Block]:
    """Yield the title, what matters now, and where the five steps are.

    Without `marks` the steps are told in words, to be read aloud. `one_by_one` is what to type to
    read the texts that changed for whoever is at the keyboard.
    """
    yield strong(status.title)
    rows = [row for row in _rows(status, naming, one_by_one) if row]
    if rows:
        yield ""
        yield Rows(rows)
    yield ""
    yield "Steps"
    if marks:
        steps = [_step(each.step, each.title, each.questions) for each in status.steps]
        yield Rows(steps, indent=2)
        yield Paragraph(dim(MARKS), indent=2)
    else:
        for each in status.steps:
            yield Paragraph(f"{each.step} {each.title}: {_told(each.questions)}", indent=2)
    yield from _asides(status)


def _rows(status: Status, naming: Naming, one_by_one: str) -> Iterator[Sequence[Text]]:
    """Yield (what it is, what it says); the label stands once for several."""
    yield from _labelled("To settle together", [_to_settle(each) for each in status.differences])
    for state, word in PROMISE_STATES.items():
        yield from _labelled(f"Promised, {word}", _promises(status.promises, state, naming))
    yield from _labelled("For you", _for_me(status, one_by_one))
    yield from _labelled("Asked", _asked(status, naming))
    yield from _labelled("Changed", _changed(status))
    yield from _labelled("Not answered yet", _unanswered(status.unanswered, naming))
    yield from _labelled("Gentle questions", _questions(status.prompts))
    if status.to_share:
        yield ("To share", words.count(status.to_share, "change"))
    elif status.places_behind:
        yield ("To share", f"not everything is at {places(status.places_behind)} yet")
    if status.to_get:
        yield ("To get", words.count(status.to_get, "change"))


def _to_settle(document: ToSettle) -> Text:
    """Return what is to settle in a document, and where the wordings and the way are shown."""
    said = f"{document.title}: {words.count(document.count, 'difference')}"
    return [said, dim(f"  coproduce show {short_code(document)}")]


def _labelled(label: str, said: Sequence[Text]) -> Iterator[Sequence[Text]]:
    for number, text in enumerate(said[:_MOST]):
        yield ("" if number else label, text)
    if len(said) > _MOST:
        yield ("", dim(f"and {len(said) - _MOST} more"))


def _promises(promises: Sequence[Promise], state: str, naming: Naming) -> list[Text]:
    return [_promise(each, naming) for each in promises if each.state == state]


def _promise(promise: Promise, naming: Naming) -> Text:
    about = [naming.person(promise.owner)] if promise.owner else []
    about += [naming.day(promise.due)] if promise.due else []
    return f"{promise.text} ({', '.join(about)})" if about else promise.text


def _asked(status: Status, naming: Naming) -> list[Text]:
    said: list[Text] = []
    for each in status.asked:
        about = [] if each.standing == "asked" else [words.STANDINGS[each.standing]]
        about += [f"asked: {naming.waited_for(each.missing)}"] if each.missing else []
        about += [f"asked again: {naming.waited_for(each.again)}"] if each.again else []
        said.append(f"{each.title}: {'; '.join(about)}")
    return said


def _for_me(status: Status, one_by_one: str) -> list[Text]:
    changed = sum(status.me in each.again for each in status.asked)
    if not changed:
        return []
    return [[words.changed_for_you(changed), dim(f"  {one_by_one}")]]


def _changed(status: Status) -> list[Text]:
    said: list[Text] = []
    for each in status.changed:
        counted = words.changed_words(each.changed) or words.count(len(each.changes), "change")
        said.append([each.title, dim(f" · {counted}")])
    return said


def _unanswered(waiting: Sequence[Unanswered], naming: Naming) -> list[Text]:
    """Return what waits for a reply, the newest first, each on about a line."""
    said: list[Text] = []
    for each in reversed(waiting):
        note = each.content_note
        words_said = f"content note: {note}," if note else f"“{excerpt(each.text)}”"
        said.append([words_said, dim(f" said {words.ago(each.date, naming.today)}")])
    return said


def excerpt(text: str) -> str:
    """Return how words begin, in about half a line, for between quotation marks."""
    return plain(cut(" ".join(text.split()), _EXCERPT)).replace("“", "‘").replace("”", "’")


def _questions(prompts: Sequence[Prompt]) -> list[Text]:
    return [_question(each) for each in prompts if not each.set_aside]


def _question(prompt: Prompt) -> Text:
    """Return a gentle question with the code of its idea, unless its words name it already."""
    known = f"({prompt.code})" in prompt.text
    return prompt.text if known else [prompt.text, dim(f"  {prompt.code}")]


def _step(number: str, title: str, questions: Sequence[QuestionState]) -> Sequence[Text]:
    return f"{number} {title}", " ".join(map(mark, questions))


def _told(questions: Sequence[QuestionState]) -> str:
    """Return where the questions of a step are, in words, those alike together."""
    states = {"●": "answered", "◐": "said about", "○": "nothing yet", "–": "left aside"}
    together: dict[str, list[str]] = {}
    for each in questions:
        together.setdefault(states[mark(each)], []).append(each.code)
    return "; ".join(f"{state} {words.listed(codes)}" for state, codes in together.items())


def mark(question: QuestionState) -> str:
    """Return the mark of one question; `MARKS` says what each means."""
    if question.answered:
        return "●"
    if question.set_aside:
        return "–"
    return "◐" if question.said else "○"


def _asides(status: Status) -> Iterator[Block]:
    if status.outside:
        yield ""
        more = len(status.outside) - _MOST_FILES
        first = map(visible_line, status.outside[:_MOST_FILES])
        named = ", ".join(first) + (f", and {more} more" if more > 0 else "")
        yield f"Changed outside coproduce and not saved yet: {named}"
    if status.damaged:
        yield ""
        paths = ", ".join(each.path for each in status.damaged)
        yield f"Cannot be read: {paths}. See why with: coproduce check"


def prompt_blocks(prompts: Sequence[Prompt]) -> Iterator[Block]:
    """Yield gentle questions, those left aside last."""
    if not prompts:
        yield "There is no gentle question now."
        return
    asked = [each for each in prompts if not each.set_aside]
    quiet = [each for each in prompts if each.set_aside]
    for each in asked:
        yield Paragraph(_question(each), hang=2)
    if quiet:
        yield ""
        yield "Left aside"
        yield from (Paragraph(_question(each), 2, 2) for each in quiet)
