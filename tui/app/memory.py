"""When Python looks for memory that nobody uses any more: in a pause, not while somebody works.

In a workspace of 10,000 records one such search holds every thread up for a fifth of a second.
"""

import gc

# A pause in which nobody is about to press a key, in seconds.
PAUSE = 20.0
_YOUNG = 50_000
_MIDDLE = 20
# Someone who never pauses has a search all the same, before much gathers.
_OLD = 500
# So many small searches make a whole one worth its time.
_WORTH_IT = 10


def search_in_pauses() -> None:
    """Let whole searches come by themselves only after very much work."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


def search(rested: float) -> bool:
    """Search if nobody pressed a key for a while and there was work; return whether it did.

    `rested` is how many seconds ago the last key was pressed.
    """
    if rested < PAUSE or gc.get_count()[2] < _WORTH_IT:
        return False
    gc.collect()
    return True
