"""The workspace on disk and in git, as a library: `from store import Workspace`."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.workspace import Workspace

__all__ = ["Workspace"]


def __getattr__(name: str) -> object:
    """Import the workspace when it is first asked for: a script that only wants errors is quick."""
    if name == "Workspace":
        from store.workspace import Workspace

        return Workspace
    raise AttributeError(f"module 'store' has no attribute {name!r}")
