"""Problems and findings in lines: where, what, and the way out."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from schema.record import Problem
from schema.text import visible_line
from store.values import Finding
from tui import words
from tui.layout import Block, Paragraph, dim, strong


def problem_blocks(problems: Sequence[Problem]) -> Iterator[Block]:
    """Yield problems, a group for each file."""
    if not problems:
        yield "Every file is in order."
        return
    for number, (path, group) in enumerate(groupby(problems, key=lambda each: each.path)):
        if number:
            yield ""
        yield strong(visible_line(path))
        for each in group:
            yield Paragraph(
                [f"{_place(each)}{visible_line(each.message)}", dim(f" ({each.code})")], 2, 2
            )
    errors = sum(each.severity == "error" for each in problems)
    yield ""
    yield _summary(errors, len(problems) - errors)


def _place(problem: Problem) -> str:
    about = ["damaged"] if problem.severity == "error" else []
    about += [f"line {problem.line}"] if problem.line else []
    return f"{', '.join(about)}: " if about else ""


def _summary(errors: int, warnings: int) -> str:
    said: list[str] = []
    if errors:
        said.append(f"{words.count(errors, 'problem')} to mend")
    if warnings:
        said.append(f"{words.count(warnings, 'thing')} to know")
    return " and ".join(said) + "."


def finding_blocks(findings: Sequence[Finding], *, fixed: bool) -> Iterator[Block]:
    """Yield what was found, and what `--fix` would do or did."""
    if not findings:
        yield "The workspace is in order."
        return
    for number, each in enumerate(findings):
        if number:
            yield ""
        yield visible_line(each.message)
        if each.fix:
            done = "done" if fixed else "with --fix"
            yield Paragraph(f"{done}: {visible_line(each.fix)}", indent=2, hang=2)
        yield Paragraph(dim(each.code), indent=2)
