"""What is said around someone's words: what saving means, and who spoke and who typed."""

from typing import TYPE_CHECKING

from schema.kinds import Position
from schema.record import Contribution
from schema.text import capital_first
from store.errors import CoproduceError
from tui.words import POSITIONS

if TYPE_CHECKING:
    from store.values import Saved
    from tui.naming import Naming
    from tui.session import Session

ANONYMOUS = "anonymous"

SAVING_MEANS = (
    "Saved words stay in the history and go to everyone who shares this workspace. They can be "
    "taken back with `coproduce withdraw`: then they are no longer shown, but older copies of "
    "the workspace may still hold them."
)
ANONYMOUS_MEANS = (
    "No name is kept with these words, and no exact time. In a small group people may still "
    "guess who said them."
)


def first_words(session: "Session", ref: str, by: str, kind: str = "") -> str:
    """Say what saving means before someone's first words here, and what unnamed words mean.

    `kind` is the only kind that `ref` can mean here.
    Returns the sentence for the editor, "" when there is nothing to say. Raises what looking up
    `ref` and `by` raises, so that nothing is said about words that cannot be saved.
    """
    workspace = session.workspace
    workspace.resolve(ref if "/" in ref or not kind else f"{kind}/{ref}")
    if by.strip().lower() == ANONYMOUS:
        sentence = ANONYMOUS_MEANS
    else:
        person = workspace.person(by) if by else workspace.me
        if not person or workspace.list("contribution", where={"by": person}, all=True):
            return ""
        sentence = SAVING_MEANS
    if not session.as_json:
        session.out.aside(sentence)
    return sentence


def said_by(session: "Session", saved: "Saved", what: str) -> str:
    """Return who said what about what, as in "Saved Sam's words about “Ground rules”."."""
    try:
        record = session.workspace.read(f"contribution/{saved.id}")
    except CoproduceError:
        return "Saved."
    if not isinstance(record, Contribution):
        return "Saved."
    naming = session.naming
    who = "Someone's" if record.by == ANONYMOUS else f"{naming.person(record.by)}'s"
    return f"Saved: {who} {what} {naming.place(record.ref)}.{_recorded(naming, record)}"


def stands(session: "Session", saved: "Saved") -> str:
    """Return where someone stands now, as in "Sam: I agree · recorded by Robin for Sam."."""
    try:
        record = session.workspace.read(f"contribution/{saved.id}")
    except CoproduceError:
        return "Saved."
    if not isinstance(record, Position):
        return "Saved."
    naming = session.naming
    who = naming.person(record.by)
    said = f"Saved: {who}: “{POSITIONS[record.position]}” on {naming.place(record.ref)}."
    return f"{said}{_recorded(naming, record)}"


def _recorded(naming: "Naming", record: Contribution) -> str:
    """Return a sentence about who wrote it down, "" when they did so themselves."""
    recorded = naming.written_down(record)
    return f" {capital_first(recorded)}." if recorded else ""
