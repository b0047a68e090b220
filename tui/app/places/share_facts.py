"""What the Share place shows, read in one go; and how far sharing is, in sentences."""

from datetime import date
from typing import TYPE_CHECKING

import msgspec

from tui import words
from tui.sharing_words import how_far, outcome_sentences

if TYPE_CHECKING:
    from store import Workspace
    from store.sharing.outcome import Synced
    from store.sharing.passing import Arrived, Passed
    from store.sharing.state import Sharing
    from store.values import Listed

NO_PLACE = "This workspace is on this computer only."


class ShareFacts(msgspec.Struct, frozen=True, kw_only=True):
    """Where the workspace is shared, what goes out, what came in, and what is to settle."""

    sharing: "Sharing"
    going: "tuple[Passed, ...]"
    came: "Arrived"
    differing: "tuple[Listed, ...]"
    title: str
    today: date


def read_share(workspace: "Workspace") -> ShareFacts:
    """Read everything the place shows; for another thread than the screen's."""
    return ShareFacts(
        sharing=workspace.sharing(),
        going=workspace.going_out(),
        came=workspace.came_in(),
        differing=tuple(each for each in workspace.list(all=True) if each.differences),
        title=workspace.title,
        today=date.fromisoformat(workspace.today),
    )


def outcome_now(synced: "Synced", facts: ShareFacts) -> tuple[str, ...]:
    """Return what sharing did, in sentences: of the differences it told of, those still open."""
    still = {each.id for each in facts.differing}
    left = tuple(each for each in synced.differences if each in still)
    return outcome_sentences(msgspec.structs.replace(synced, differences=left))


def state_sentence(facts: ShareFacts) -> str:
    """Return in a sentence how far sharing has come."""
    sharing = facts.sharing
    if not sharing.places:
        return NO_PLACE
    behind = tuple(each.name for each in sharing.behind)
    parts = [how_far(sharing.to_share, sharing.to_get, behind)]
    if sharing.last:
        parts.append(f"Last shared {words.ago(sharing.last, facts.today)}{_at(sharing.last)}.")
    else:
        parts.append("It was never shared from here yet.")
    return " ".join(parts)


def _at(when: str) -> str:
    return f" at {when[11:16]}" if len(when) > len("2026-01-01T00:00") else ""
