"""How a check reports what it found in one record."""

from schema.record import Problem, Record


def error(record: Record, code: str, message: str, field: str = "", line: int = 0) -> Problem:
    """Return something that keeps the record, or a part of it, from being used.

    `line` counts from 1 within the body; 0 leaves the place to `field`.
    """
    return Problem(path=record.path, code=code, message=message, field=field, line=line)


def warning(record: Record, code: str, message: str, field: str = "", line: int = 0) -> Problem:
    """Return something unusual that people may want to look at; see `error`."""
    return Problem(
        path=record.path, code=code, message=message, severity="warning", field=field, line=line
    )
