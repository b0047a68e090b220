"""What is said after a save: what was recorded, where it is, and what the saver should know."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from tui.layout import Block, dim

if TYPE_CHECKING:
    from store.values import Saved
    from tui.session import Session


def tell_saved(
    session: "Session",
    saved: "Saved",
    sentence: str,
    more: Iterable[Block] = (),
    **extra: Any,
) -> None:
    """Say that `saved` is recorded: one sentence, what else matters, and its code last.

    `extra` are further fields of the JSON document.
    """
    document: dict[str, Any] = {"id": saved.id, "path": saved.path, "commit": saved.commit}
    if saved.notes:
        document["notes"] = list(saved.notes)
    session.out.give({**document, **extra}, _blocks(saved, sentence, more))


def _blocks(saved: "Saved", sentence: str, more: Iterable[Block]) -> Iterable[Block]:
    if saved.commit is None:
        yield "Nothing changed, so nothing was saved."
    else:
        yield sentence
    yield from saved.notes
    yield from more
    yield dim(reference_of(saved.kind, saved.id))


def reference_of(kind: str, id: str) -> str:  # noqa: A002
    """Return how a record is named on the command line."""
    return id if kind in ("activity", "unplaced") else f"{kind}/{id}"
