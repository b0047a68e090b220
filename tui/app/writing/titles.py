"""Whether a title can be saved, known where it is typed."""

from schema.text import clean_line
from store.errors import BadValue


def title_problem(typed: str) -> str:
    """Return what saving `typed` as a title would be refused with, "" when it can be saved."""
    from store.writing import checked_title

    try:
        checked_title(clean_line(typed).text.strip())
    except BadValue as problem:
        return f"{problem.sentence} {problem.hint}"
    return ""
