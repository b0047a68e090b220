"""Whether what someone said is about a thing it can be about."""

from collections.abc import Iterator, Mapping

from schema.checklist import idea, question
from schema.ids import Reference, about_of, format_ref, parse_ref
from schema.kinds import DOCUMENTS
from schema.record import Contribution, Problem, Record
from schema.replacement import ANONYMOUS
from schema.validate.reporting import error, warning
from schema.validate.values import shown

_MEANT_FOR: Mapping[str, tuple[str, ...]] = {
    "words": (*DOCUMENTS, "unplaced"),
    "position": ("agreement",),
    "answer": ("review",),
    "progress": ("outcome",),
    "reply": ("contribution",),
    "set-aside": ("step",),
}
_ONLY_ABOUT: Mapping[str, str] = {
    "words": "a document or a question",
    "position": "an agreement",
    "answer": "a review",
    "progress": "an outcome",
    "reply": "what someone said",
    "set-aside": "a question or an idea",
}


def contribution_problems(record: Record) -> Iterator[Problem]:
    """Yield what is wrong with what a contribution says it is about, and who said it."""
    if not isinstance(record, Contribution):
        return
    reference = parse_ref(record.ref)
    if reference and reference.kind and format_ref(reference) == record.ref:
        yield from _about(record, reference)
    if record.by == ANONYMOUS and record.recorded_by:
        yield warning(
            record,
            "anonymous-recorded",
            "These words are from someone who is not named, but the file says who wrote them down. "
            "Take “recorded_by” out if that could give the person away.",
            "recorded_by",
        )


def _about(record: Contribution, reference: Reference) -> Iterator[Problem]:
    """Yield what is wrong with the thing a contribution is about."""
    if reference.kind not in _MEANT_FOR.get(record.kind, (reference.kind,)):
        yield error(
            record,
            "not-about-this",
            f"This can only be about {_ONLY_ABOUT[record.kind]}, not about {shown(record.ref)}. "
            "Correct “ref”.",
            "ref",
        )
        return
    code = reference.code
    no_code = reference.kind == "step" and not code and record.kind == "set-aside"
    if no_code or (code and reference.kind == "step" and not _is_of_step(code, reference.id)):
        yield error(
            record,
            "no-such-question",
            f"{shown(record.ref)} is no question or idea of that step. "
            "Write the step and the code, as in step/2#2.3.",
            "ref",
        )
    place = about_of(record.path)
    if place and reference.kind != "contribution" and place != (reference.kind, reference.id):
        yield warning(
            record,
            "other-folder",
            f"This is about {shown(record.ref)} but lies in the folder of something else. "
            "Correct “ref”; the file may stay where it is.",
            "ref",
        )


def _is_of_step(code: str, step: str) -> bool:
    found = question(code) or idea(code)
    return found is not None and found.step == step
