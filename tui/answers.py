"""Answers to the 4 plus 1 questions, typed as options or all together in the editor."""

from collections.abc import Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from schema.checklist import REVIEW_QUESTIONS
from schema.replacement import ANONYMOUS
from store.errors import BadValue
from tui.text_argument import STANDARD_INPUT, can_ask, typed_text

if TYPE_CHECKING:
    from tui.session import Session


def threads_from(typed: Iterable[str]) -> dict[str, str]:
    """Return `power=better` pairs as a mapping; raises BadValue for what is no pair."""
    threads: dict[str, str] = {}
    for pair in typed:
        name, equals, how = pair.partition("=")
        if not equals or not name.strip() or not how.strip():
            raise BadValue(
                f"--thread {pair} is not understood.",
                "Write a thread and how it feels, as in: --thread power=better",
            )
        threads[name.strip()] = how.strip()
    return threads


@contextmanager
def given_answers(
    session: "Session", review: str, typed: Mapping[str, str | None], *, by: str, asked: bool
) -> Generator[dict[str, str]]:
    """Give the answers by question code to the block that saves them.

    When none is typed and `asked`, the editor opens with the questions in it, and with what `by`
    answered before. Raises BadValue when there is no answer, none that is new, or when more than
    one is to come from standard input.
    """
    given = {code: text for code, text in typed.items() if text is not None}
    if list(given.values()).count(STANDARD_INPUT) > 1:
        raise BadValue("Only one answer can come from standard input.", "Type the others.")
    sections = {code: typed_text(text) or "" for code, text in given.items()}
    if given or not asked:
        yield sections
    elif can_ask():
        from tui.editor import edited

        about = "Write under the headings; what stays empty is left out."
        form = _form(_answered_before(session, review, by))
        with edited(session, form, about=about) as text:
            sections = _sections(text)
            if not any(sections.values()) or text.strip() == form.strip():
                raise _nothing(review)
            yield sections
    else:
        raise _nothing(review)


def _nothing(review: str) -> BadValue:
    return BadValue(
        "Nothing was saved, because there is no new answer.",
        f'Give one or more, as in: coproduce answer {review} --tried "…" --next "…"',
    )


def _answered_before(session: "Session", review: str, by: str) -> Mapping[str, str]:
    """Return what the person has answered so far, by question code."""
    from schema.answering import answered
    from schema.kinds import Answer

    if by.strip().lower() == ANONYMOUS:
        return {}
    person = session.workspace.person(by) if by else session.workspace.me
    said = session.workspace.contributions(review if "/" in review else f"review/{review}")
    own = [each for each in said if isinstance(each, Answer) and each.by == person]
    return _sections(answered({}, {}, own, adds=True).body)


def _form(before: Mapping[str, str]) -> str:
    return "\n\n".join(
        f"## {each.code} {each.words}\n\n{before.get(each.code, '')}".rstrip() + "\n"
        for each in REVIEW_QUESTIONS
    )


def _sections(text: str) -> dict[str, str]:
    """Return the answers typed under the headings of the form, found by their codes."""
    from schema.sections import sections

    return {section.code: section.text.strip() for section in sections("answer", text)}
