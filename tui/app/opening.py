"""Which place shows which record."""

from typing import TYPE_CHECKING

from tui.app.place import Place

if TYPE_CHECKING:
    from store import Workspace
    from tui.app.application import Coproduce

PLACE_OF = {
    "activity": "records",
    "step": "steps",
    "agreement": "agreements",
    "mine": "agreements",
    "review": "reviews",
    "person": "people",
    "outcome": "records",
    "meeting": "records",
    "barrier": "records",
    "action": "records",
    "learning": "records",
    "earlier": "records",
    "history": "history",
    "share": "share",
}
SETTLE = "settle"


def open_target(app: "Coproduce", target: str) -> None:
    """Bring up the place of `target` (a reference such as `step/2#2.3`) and open it there.

    A contribution is opened at the document it is about; `history` and, as in
    `history/agreement/ground-rules-abc234`, the history of one record or question in its place.
    `mine` leads through the agreements that changed since whoever is at the keyboard agreed.
    `settle/agreement/ground-rules-abc234` opens what is to settle in a record.
    """
    kind = target.partition("#")[0].partition("/")[0]
    if kind == "contribution":
        app.door.ask(
            app,
            "where",
            lambda workspace: about(workspace, target),
            lambda found: open_target(app, found),
        )
        return
    if kind == "unplaced":
        app.action_unplaced()
        return
    if kind == SETTLE:
        from tui.app.settling.page import Settling

        app.push_screen(Settling(target.partition("/")[2]))
        return
    place = PLACE_OF.get(kind)
    if place is None:
        return
    arrived = app.current_mode != place
    app.go_from_here(place)
    app.call_after_refresh(_open, app, target, arrived=arrived)


def _open(app: "Coproduce", target: str, *, arrived: bool) -> None:
    screen = app.screen
    if isinstance(screen, Place):
        screen.arrived = arrived
        screen.open(target)


def about(workspace: "Workspace", target: str) -> str:
    """Return what a contribution is about, through replies to the document or question itself."""
    record = workspace.read(target)
    ref = getattr(record, "ref", "") or "activity"
    return about(workspace, ref) if ref.startswith("contribution/") else ref
