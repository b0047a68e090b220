"""One person's answers to a review while they are written, and as one text to keep as a draft."""

from collections.abc import Mapping

import msgspec

from schema.checklist import REVIEW_QUESTIONS, THREADS
from schema.kinds import Answer
from schema.sections import lower_headings, sections


class Answers(msgspec.Struct, frozen=True):
    """The answers by question code ("1" to "4", "+1"), and how each thread feels, by its code."""

    sections: Mapping[str, str] = {}
    threads: Mapping[str, str] = {}

    @property
    def says_something(self) -> bool:
        """Whether there is anything to save."""
        return any(text.strip() for text in self.sections.values()) or any(self.threads.values())


def answers_of(said: Answer) -> Answers:
    """Return what someone answered before, to begin from."""
    feelings = {code: how for code, how in said.threads.items() if isinstance(how, str)}
    return Answers({each.code: each.text for each in sections("answer", said.body)}, feelings)


def as_text(answers: Answers) -> str:
    """Return the answers as one text, which `from_text` reads again."""
    lines = [f"{code}: {how}" for code, how in answers.threads.items() if how]
    for each in REVIEW_QUESTIONS:
        text = answers.sections.get(each.code, "")
        if text.strip():
            lines += ["", f"## {each.code} {each.short}", "", lower_headings(text)]
    return "\n".join(lines)


def from_text(text: str) -> Answers:
    """Return the answers that `as_text` wrote; what it cannot read is left out."""
    written = {each.code: each.text for each in sections("answer", text)}
    known = {each.code for each in THREADS}
    head = text.partition("\n## ")[0]
    pairs = (line.partition(": ") for line in head.splitlines())
    return Answers(written, {code: how for code, _, how in pairs if code in known})
