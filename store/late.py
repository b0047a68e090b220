"""Modules of the store that are imported when something in them is first used.

`from store.late import reading` costs nothing; `reading.show(...)` then imports `store.reading`.
So a command waits only for the modules that do its work.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store import (
        answering,
        checking,
        chronicle,
        comparing,
        contributing,
        doctor,
        documents,
        drafts,
        founding,
        held,
        helping,
        one_answer,
        outside,
        overview,
        parsing,
        people_here,
        proof,
        reading,
        readme,
        recovery,
        reports,
        revealing,
        reviews,
        searching,
        seen,
        settling,
        signing,
        standings,
        text_file,
        underneath,
        withdrawing,
        writing,
    )
    from store.sharing import (
        bundles,
        folders,
        joining,
        passing,
        remotes,
        signing_in,
        state,
        syncing,
    )

__all__ = [
    "answering",
    "bundles",
    "checking",
    "chronicle",
    "comparing",
    "contributing",
    "doctor",
    "documents",
    "drafts",
    "folders",
    "founding",
    "held",
    "helping",
    "joining",
    "one_answer",
    "outside",
    "overview",
    "parsing",
    "passing",
    "people_here",
    "proof",
    "reading",
    "readme",
    "recovery",
    "remotes",
    "reports",
    "revealing",
    "reviews",
    "searching",
    "seen",
    "settling",
    "signing",
    "signing_in",
    "standings",
    "state",
    "syncing",
    "text_file",
    "underneath",
    "withdrawing",
    "writing",
]

_SHARING = (
    *("bundles", "folders", "joining", "passing", "remotes"),
    *("signing_in", "state", "syncing"),
)


class _Late:
    """Stands for one module, and imports it when something in it is asked for."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> object:
        return getattr(import_module(self._name), attribute)


def __getattr__(name: str) -> _Late:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _Late(f"store.sharing.{name}" if name in _SHARING else f"store.{name}")
