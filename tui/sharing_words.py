"""What came of sharing, in sentences: the same ones in the app and on the command line."""

from typing import TYPE_CHECKING

from tui import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from store.sharing.outcome import Synced


IN_STEP = "Everything here is shared."


def how_far(to_share: int, to_get: int, behind: "Sequence[str]") -> str:
    """Return how far sharing has come; `behind` are the names of places that lack something."""
    said: list[str] = []
    if to_get:
        waits = "waits" if to_get == 1 else "wait"
        said.append(f"{words.count(to_get, 'change')} from others {waits} to come in.")
    if to_share:
        verb = "is" if to_share == 1 else "are"
        said.append(f"{words.count(to_share, 'change')} {verb} not shared yet.")
    elif behind:
        said.append(f"Not everything is at {places(behind)} yet.")
    elif not to_get:
        said.append(IN_STEP)
    return " ".join(said)


def places(names: "Sequence[str]") -> str:
    """Return places in a row; never where they are, for everyone may see the screen."""
    return words.listed(words.place(each) for each in names)


def outcome_sentences(synced: "Synced") -> tuple[str, ...]:
    """Return what sharing did: first in one sentence, then what else people should know."""
    said = (what_moved(synced), worded_differently(synced), *synced.notes, what_is_left(synced))
    return tuple(sentence for sentence in said if sentence)


def what_moved(synced: "Synced") -> str:
    """Return what went out and what came in, "" while something is in the way."""
    if _only_came(synced):
        return words.came_in(synced.received, is_all=synced.state != "to-share")
    if synced.sent:
        return f"Shared: {words.count(synced.sent, 'change')} went out, {synced.received} came in."
    return "" if synced.state == "waiting" else "Nothing new on either side."


def worded_differently(synced: "Synced") -> str:
    """Return how many documents hold differences, "" for none."""
    if not synced.differences:
        return ""
    count = words.count(len(synced.differences), "document is", "documents are")
    return f"{count} worded differently, for you to settle together."


def what_is_left(synced: "Synced") -> str:
    """Return that something is still to be shared, where that was not said yet."""
    if synced.state != "to-share" or _only_came(synced):
        return ""
    return "Not everything is shared yet; the next time goes on from here."


def _only_came(synced: "Synced") -> bool:
    return bool(synced.received) and not synced.sent
