"""What the commands add where not all that was saved is at hand: no agreement is agreed then."""

from collections.abc import Iterable
from typing import Any

from tui.layout import Block
from tui.lines.standing import not_all_here
from tui.session import Session


def with_what_is_not_here(
    session: Session, document: dict[str, Any], blocks: Iterable[Block] = ()
) -> tuple[Block, ...]:
    """Return `blocks` with a sentence on what is not here; `document` gets it as keys."""
    not_here = session.workspace.changes_not_here()
    incomplete = session.workspace.is_history_incomplete
    if not_here:
        document["changes_not_here"] = not_here
    if incomplete:
        document["history_incomplete"] = True
    return (*blocks, *not_all_here(not_here, incomplete=incomplete))
