"""Every rule of co-production that is a function of its arguments, and what a record is."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schema.merge import merge_texts

__all__ = ["merge_texts"]


def __getattr__(name: str) -> object:
    """Import the merge when it is first asked for: most of what uses this package never does."""
    if name == "merge_texts":
        from schema.merge import merge_texts

        return merge_texts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
