"""What is wrong or unusual in records: each problem with its place and a way out."""

from typing import TYPE_CHECKING

from msgspec.structs import replace

from schema.kinds import PERSPECTIVES
from schema.record import Problem, Record
from schema.validate.about import contribution_problems
from schema.validate.body import body_problems, difference_problems
from schema.validate.fields import field_problems
from schema.validate.place import place_problems
from schema.validate.together import workspace_problems

if TYPE_CHECKING:
    from schema.codec import File

__all__ = ["problems_of", "workspace_problems"]


def problems_of(
    record: Record, file: "File | None" = None, *, perspectives: tuple[str, ...] = PERSPECTIVES
) -> tuple[Problem, ...]:
    """Return what is wrong or unusual in one record by itself, header first; () for a good one.

    `file` is the file it was read from and gives the lines, which are 0 without it. `perspectives`
    are those the group named. Fields this version does not know are no problem. Never raises,
    whatever the header holds.
    """
    found = [
        *place_problems(record),
        *field_problems(record, perspectives),
        *contribution_problems(record),
        *body_problems(record),
        *difference_problems(record),
    ]
    return tuple(replace(each, line=_line(each, file)) for each in found)


def _line(problem: Problem, file: "File | None") -> int:
    """Return the line in the file of a problem whose line counts within the body."""
    if file is None:
        return 0
    if problem.line:
        return (file.opening + file.header + file.closing).count("\n") + problem.line
    return file.lines.get(problem.field.partition(".")[0], (0, 0))[0]
