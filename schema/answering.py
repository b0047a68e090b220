"""What of a person's earlier answers to a review goes on standing when they answer again."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from schema.checklist import REVIEW_QUESTIONS, THREADS
from schema.kinds import Answer
from schema.sections import cut, lower_headings, sections

_NAMES = {each.code: each.short for each in REVIEW_QUESTIONS}
_FEELINGS = {each.code: f"how it feels: {each.short}" for each in THREADS}
_CALLED = {**_NAMES, **_FEELINGS}


class Answered(msgspec.Struct, frozen=True):
    """One person's answers as they are saved, with what became of what they said before.

    `kept`, `anew` and `left_out` are the names of questions and threads, for people.
    """

    body: str
    threads: Mapping[str, str]
    kept: tuple[str, ...]
    anew: tuple[str, ...]
    left_out: tuple[str, ...]


def answered(
    given: Mapping[str, str],
    threads: Mapping[str, str],
    earlier: Sequence[Answer],
    *,
    adds: bool,
) -> Answered:
    """Return the answers to save for what is `given` now, by question, and `threads`.

    With `adds` whatever is not given stays as it was said before; what is given empty is left out.
    Without, only what is given stands. Of several earlier answers to one question all stay.
    """
    before = _before(earlier)
    said = {code: lower_headings(text).strip("\n") for code, text in given.items()}
    now = {**(before if adds else {}), **said, **threads}
    now = {code: text for code, text in now.items() if text.strip()}
    leads = [lead for each in earlier if adds and (lead := _lead(each))]
    parts = [f"## {code} {name}\n\n{now[code]}\n" for code, name in _NAMES.items() if code in now]
    return Answered(
        "\n".join([*(f"{lead}\n" for lead in leads), *parts]),
        {code: how for code, how in now.items() if code not in _NAMES},
        kept=_called(code for code in before if now.get(code) == before[code]),
        anew=_called(code for code in before if now.get(code, before[code]) != before[code]),
        left_out=_called(code for code in before if code not in now),
    )


def _before(earlier: Sequence[Answer]) -> dict[str, str]:
    """Return what was said so far, by question and by thread; the newest feeling of each."""
    texts: dict[str, list[str]] = {}
    feelings: dict[str, str] = {}
    for answer in earlier:
        for each in sections("answer", answer.body):
            if each.text.strip() and each.text not in texts.setdefault(each.code, []):
                texts[each.code].append(each.text)
        feelings |= {code: how for code, how in answer.threads.items() if isinstance(how, str)}
    return {**{code: "\n\n".join(parts) for code, parts in texts.items() if parts}, **feelings}


def _lead(answer: Answer) -> str:
    """Return what someone wrote above the first question, in an editor of their own."""
    found = cut("answer", answer.body)
    return found.lead.strip("\n") if found else ""


def _called(codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(_CALLED.get(code, code) for code in codes)
