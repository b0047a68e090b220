"""What matters now: the first thing a group sees, gathered from everything that is saved."""

import datetime as dt
from collections.abc import Mapping

import msgspec

from schema.checklist import QUESTIONS, STEPS
from schema.evidence import Evidence, set_aside_codes
from schema.kinds import StepDocument
from schema.promises import Promise, Unanswered, promises, unanswered
from schema.prompts import Prompt
from schema.prompts import prompts as rules
from schema.record import Contribution, Damaged, Document
from schema.sections import sections
from schema.spoken import who_has_spoken
from schema.standing import ASKED, CHANGED_SINCE_AGREED, NOT_YET
from store.comparing import changes, seen
from store.desk import Desk
from store.outside import edited_outside
from store.reading import agreements_now
from store.revealing import closed_answers
from store.seen import looked_on
from store.sharing.state import is_shallow, sharing
from store.values import (
    Asked,
    DocumentChanges,
    QuestionState,
    StepState,
    ToSettle,
)

_WAITING = (ASKED, NOT_YET, CHANGED_SINCE_AGREED)


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """What matters now, up to the newest saved change, `commit`.

    `to_share` counts changes no shared place has yet; 0 without one. `changed_since` is the commit
    last marked as seen and `looked_on` the day of that, both "" when nothing was. What worries
    people in a review is among `unanswered` once its answers are open.
    """

    commit: str
    title: str
    me: str
    steps: tuple[StepState, ...]
    differences: tuple[ToSettle, ...]
    to_share: int
    to_get: int
    places_behind: tuple[str, ...]
    shared_anywhere: bool
    asked: tuple[Asked, ...]
    promises: tuple[Promise, ...]
    unanswered: tuple[Unanswered, ...]
    prompts: tuple[Prompt, ...]
    changed: tuple[DocumentChanges, ...]
    changed_since: str
    looked_on: str
    outside: tuple[str, ...]
    damaged: tuple[Damaged, ...]
    history_incomplete: bool = False


def status(desk: Desk) -> Status:
    """Return what matters now, from one look at the saved state."""
    snapshot = desk.snapshot
    agreements = agreements_now(snapshot)
    known = evidence(desk)
    since = seen(desk)
    recent = changes(desk, "seen") if since else None
    shared = sharing(desk)
    closed = closed_answers(desk, snapshot.contributions)
    return Status(
        commit=snapshot.commit,
        title=desk.activity().title,
        me=desk.me,
        steps=steps(desk, known),
        differences=_differences(desk),
        to_share=shared.to_share,
        to_get=shared.to_get,
        places_behind=tuple(each.name for each in shared.behind),
        shared_anywhere=bool(shared.places),
        asked=tuple(
            Asked(
                id=each.id,
                title=each.title,
                standing=now.state,
                missing=now.missing,
                again=now.again,
            )
            for each, now in agreements
            if now.state in _WAITING and not each.archived
        ),
        promises=promises(known),
        unanswered=tuple(each for each in unanswered(known) if each.contribution not in closed),
        prompts=rules(known, dt.date.fromisoformat(desk.today)),
        changed=recent.documents if recent else (),
        changed_since=since,
        looked_on=looked_on(desk.repository.paths) if since else "",
        outside=tuple(sorted(edited_outside(desk.repository))),
        history_incomplete=is_shallow(desk.repository),
        damaged=tuple(each for each in snapshot.everything if isinstance(each, Damaged)),
    )


def prompts(desk: Desk, step: str = "") -> tuple[Prompt, ...]:
    """Return the gentle questions of one step, or of all."""
    found = rules(evidence(desk), dt.date.fromisoformat(desk.today))
    wanted = step.removeprefix("step/")
    return tuple(each for each in found if not wanted or each.code.startswith(f"{wanted}."))


def evidence(desk: Desk) -> Evidence:
    """Return everything a prompt may look at."""
    snapshot = desk.snapshot
    return Evidence(
        documents=snapshot.documents,
        contributions=snapshot.contributions,
        standings={each.id: now.state for each, now in agreements_now(snapshot)},
    )


def steps(desk: Desk, known: Evidence) -> tuple[StepState, ...]:
    """Return the five steps with what has been answered and who has spoken, by question."""
    snapshot = desk.snapshot
    people = known.perspectives_of
    texts = {
        each.id: {s.code: s.text for s in sections("step", each.body)}
        for each in snapshot.documents
        if isinstance(each, StepDocument)
    }
    return tuple(
        StepState(
            step=step.number,
            title=step.short,
            questions=tuple(
                _question(q.code, q.short, texts.get(step.number, {}), said, people)
                for q in QUESTIONS
                if q.step == step.number
            ),
            spoken=who_has_spoken(said, people, f"step/{step.number}"),
        )
        for step in STEPS
        for said in [snapshot.about("step", step.number)]
    )


def _question(
    code: str,
    short: str,
    texts: dict[str, str],
    said: tuple[Contribution, ...],
    people: Mapping[str, tuple[str, ...]],
) -> QuestionState:
    ref = f"step/{code[0]}#{code}"
    spoken = who_has_spoken(said, people, ref)
    return QuestionState(
        code=code,
        short=short,
        answered=bool(texts.get(code, "").strip()),
        said=spoken.people,
        set_aside=code in set_aside_codes(said),
        perspectives=tuple(row.perspective for row in spoken.rows),
    )


def _differences(desk: Desk) -> tuple[ToSettle, ...]:
    found: list[ToSettle] = []
    for _, row, record in desk.snapshot.rows:
        if row.differences and isinstance(record, Document):
            found.append(
                ToSettle(id=record.id, kind=record.kind, title=record.title, count=row.differences)
            )
    return tuple(found)
