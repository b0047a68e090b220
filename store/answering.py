"""One person's answers to a review, beside what they answered before."""

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from schema.answering import Answered, answered
from schema.ids import Reference
from schema.kinds import Answer
from schema.replacement import ANONYMOUS, current
from store.contributing import SECTIONS_OF_ANSWER, Speech, save_said
from store.desk import Desk, Notes
from store.errors import BadValue
from store.finding import find_kind, speaker
from store.values import Saved


def answer(
    desk: Desk,
    typed: str,
    sections: Mapping[str, str],
    speech: Speech,
    *,
    threads: Mapping[str, str],
    adds: bool = False,
) -> Saved:
    """Add one person's answers to the 4 plus 1 questions of a review; any may be left empty.

    `sections` maps the codes 1, 2, 3, 4 and +1 to text. It replaces that person's current answers;
    with `adds` it carries over what they said before and is not given now. The notes say what
    became of it.
    """
    reference = find_kind(desk.snapshot, typed, "review")
    unknown = [code for code in sections if code not in SECTIONS_OF_ANSWER]
    if unknown:
        raise BadValue(f"A review has no question “{unknown[0]}”.", "Use 1, 2, 3, 4 or +1.")
    notes = Notes()
    given = {code: notes.text(text) for code, text in sections.items()}
    by = speaker(desk.snapshot, speech.by, desk.me)
    earlier = _answers_of(desk, reference, by) if by != ANONYMOUS else ()
    made = answered(given, threads, earlier, adds=adds)
    carried = earlier if adds and made.kept else ()
    speech = msgspec.structs.replace(
        speech,
        replaces=tuple(each.id for each in earlier),
        perspectives=speech.perspectives or (carried[-1].perspectives if carried else ()),
        content_note=speech.content_note or " · ".join(_notes_on(carried)),
    )
    saved = save_said(
        desk,
        "answer",
        reference,
        made.body,
        speech,
        {"threads": made.threads},
        notes,
        subject="Answer to",
        op="answered",
        may_be_empty=bool(made.threads),
    )
    return msgspec.structs.replace(saved, notes=(*saved.notes, *_what_became(made)))


def _answers_of(desk: Desk, reference: Reference, by: str) -> tuple[Answer, ...]:
    """Return a person's current answers to a review, oldest first; several where copies met."""
    said = current(desk.snapshot.about(reference.kind, reference.id))
    return tuple(each for each in said if isinstance(each, Answer) and each.by == by)


def _notes_on(said: Iterable[Answer]) -> tuple[str, ...]:
    """Return the content notes of what goes on standing, each once."""
    return tuple(dict.fromkeys(each.content_note for each in said if each.content_note))


def _what_became(made: Answered) -> Iterator[str]:
    """Yield a sentence for each thing that became of what the person said before."""
    if made.kept:
        yield f"Kept as said before: {', '.join(made.kept)}."
    if made.anew:
        yield f"Said anew: {', '.join(made.anew)}. What was said before stays in the history."
    if made.left_out:
        yield f"Left out now: {', '.join(made.left_out)}. It stays in the history."
