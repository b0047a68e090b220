"""What one header value must look like, and the sentence for one that does not."""

import re
from collections.abc import Callable, Mapping

import msgspec

from schema.days import day, looks_like_a_day
from schema.digest import is_digest
from schema.ids import format_ref, is_name, parse_ref
from schema.kinds import Is
from schema.replacement import ANONYMOUS
from schema.text import visible

_COUNT = re.compile(r"[0-9]{1,6}")
_SHOWN = 60


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one value: a stable code, a sentence that says the way out."""

    code: str
    message: str


def fault_of(field: str, rule: Is, text: str) -> Fault | None:
    """Return what is wrong with `text` as one value of `field`, or None.

    Perspectives are the group's own words, so they are not checked here.
    """
    if rule.form == "choice":
        return None if text in rule.choices else _not_a_choice(field, rule, text)
    check = _CHECKS.get(rule.form)
    return check(field, text) if check else None


def shown(text: str) -> str:
    """Return a value for a sentence: in quotation marks, at most 60 characters, safe to print."""
    line = one_line(text)
    return f"“{line if len(line) <= _SHOWN else line[: _SHOWN - 1] + '…'}”"


def one_line(text: str) -> str:
    """Return a value on one line, safe to print."""
    return visible(" ".join(text.split()))


def _not_a_choice(field: str, rule: Is, text: str) -> Fault:
    *most, last = rule.choices
    either = f"{', '.join(most)} or {last}" if most else last
    return Fault(
        "not-a-choice", f"{shown(field)} cannot be {shown(text)}. Choose one of: {either}."
    )


def _date(field: str, text: str) -> Fault | None:
    if day(text):
        return None
    if looks_like_a_day(text):
        return Fault(
            "not-a-date",
            f"{shown(field)} says {shown(text)}, a day that does not exist. "
            "Look at the month and the day again.",
        )
    return Fault(
        "not-a-date",
        f"{shown(field)} says {shown(text)}, which is no date. "
        "Write the year, the month and the day, as in 2026-05-01.",
    )


def _person(field: str, text: str) -> Fault | None:
    if is_name(text) and text != ANONYMOUS:
        return None
    return Fault(
        "not-a-person",
        f"{shown(field)} says {shown(text)}, which is no person here. "
        "Write the person’s id, as in p-abcd2345; “coproduce list person” shows them.",
    )


def _speaker(field: str, text: str) -> Fault | None:
    return None if text == ANONYMOUS else _person(field, text)


def _contribution(field: str, text: str) -> Fault | None:
    if is_name(text):
        return None
    return Fault(
        "not-a-contribution",
        f"{shown(field)} says {shown(text)}, which is no one’s words here. "
        "Write the id of what someone said, 16 letters and digits.",
    )


def _ref(field: str, text: str) -> Fault | None:
    reference = parse_ref(text)
    if reference and reference.kind and format_ref(reference) == text:
        return None
    return Fault(
        "not-a-reference",
        f"{shown(field)} says {shown(text)}, which is no place in the workspace. "
        "Write the kind and the whole id, as in agreement/ground-rules-abc234 or step/2#2.3.",
    )


def _digest(field: str, text: str) -> Fault | None:
    if is_digest(text):
        return None
    return Fault(
        "not-a-digest",
        f"{shown(field)} should say which text was meant, in 64 letters and digits. "
        "Ask the person again where they stand.",
    )


def _count(field: str, text: str) -> Fault | None:
    if _COUNT.fullmatch(text):
        return None
    return Fault(
        "not-a-count",
        f"{shown(field)} says {shown(text)}, which is no number of people. "
        "Write it in digits, as in 3.",
    )


_CHECKS: Mapping[str, Callable[[str, str], Fault | None]] = {
    "date": _date,
    "person": _person,
    "speaker": _speaker,
    "contribution": _contribution,
    "ref": _ref,
    "digest": _digest,
    "count": _count,
}
