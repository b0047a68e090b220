"""The JSON shape of the status."""

from typing import Any

from schema.promises import Promise, Unanswered
from schema.prompts import Prompt
from store.overview import Status
from store.values import StepState
from tui.shapes import Shape, document_changes, kept


def status_shape(status: Status) -> Shape:
    """Return what matters now."""
    return {
        "title": status.title,
        "me": status.me,
        "steps": [_step(each) for each in status.steps],
        "differences": [
            {"id": each.id, "title": each.title, "count": each.count} for each in status.differences
        ],
        "to_share": status.to_share,
        "shared_anywhere": status.shared_anywhere,
        "asked": [
            {
                "id": each.id,
                "title": each.title,
                "standing": each.standing,
                "missing": list(each.missing),
                "again": list(each.again),
            }
            for each in status.asked
        ],
        "promises": [_promise(each) for each in status.promises],
        "unanswered": [_unanswered(each) for each in status.unanswered],
        "prompts": prompts_shape(status.prompts),
        "changed": [document_changes(each) for each in status.changed],
        "changed_since": status.changed_since,
        "outside": list(status.outside),
        "damaged": [{"path": each.path, "message": each.message} for each in status.damaged],
    }


def prompts_shape(prompts: tuple[Prompt, ...]) -> list[dict[str, Any]]:
    """Return gentle questions."""
    return [{"code": each.code, "text": each.text, "set_aside": each.set_aside} for each in prompts]


def _step(step: StepState) -> Shape:
    return {
        "step": step.step,
        "title": step.title,
        "questions": [
            {
                "code": each.code,
                "short": each.short,
                "answered": each.answered,
                "said": each.said,
                "set_aside": each.set_aside,
                "perspectives": list(each.perspectives),
            }
            for each in step.questions
        ],
    }


def _promise(promise: Promise) -> Shape:
    return kept(
        {
            "text": promise.text,
            "state": promise.state,
            "review": promise.review,
            "owner": promise.owner,
            "due": promise.due,
            "action": promise.action,
        },
        *("owner", "due", "action"),
    )


def _unanswered(waiting: Unanswered) -> Shape:
    return kept(
        {
            "contribution": waiting.contribution,
            "ref": waiting.ref,
            "by": waiting.by,
            "date": waiting.date,
            "text": waiting.text,
            "content_note": waiting.content_note,
        },
        "content_note",
    )
