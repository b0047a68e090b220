"""Ways to share: a folder, an address, a file to send or to take in; and signing in to a place."""

from collections.abc import Callable, Mapping
from shlex import quote
from typing import TYPE_CHECKING

from schema.ids import slug
from store.errors import HistoryRewritten
from tui import words
from tui.app.dialogs.asking import Choose, Confirm, OneLine
from tui.app.signing_in import signed_in
from tui.words import WHO_READS_A_BUNDLE, count

if TYPE_CHECKING:
    from store.sharing.bundles import Bundled
    from store.sharing.folders import FolderWithin
    from store.sharing.remotes import Place
    from tui.app.places.share import Share

_EVERYONE = "Everyone who can read it there can read all of the workspace, also what is in history."
_REJOIN = (
    ("later", "Leave it for now, and ask what happened"),
    ("rejoin", "Bring everything together again, theirs and ours"),
)


def use_folder(share: "Share") -> None:
    """Ask for a folder and share through it; where it holds other things, only after a yes."""

    def given(typed: str | None) -> None:
        if typed and typed.strip():
            place = typed.strip()
            share.ask(
                "folder",
                lambda w: w.folder_within(place),
                lambda within: looked(place, within),
                keys_wait=True,
            )

    def looked(place: str, within: "FolderWithin | None") -> None:
        if within is None:
            go_on(place)
            return
        question, more = _within_words(within)

        def answered(yes: bool | None) -> None:
            if yes:
                go_on(place)

        share.coproduce.push_screen(Confirm(question, more), answered)

    def go_on(place: str) -> None:
        share.run_sharing(
            lambda w, tell, stop: w.share_folder(place, progress=tell, cancelled=stop).synced
        )

    more = (
        "On a shared drive, or on a stick. It is made if it is not there. The others type: "
        f"coproduce join and then this folder. {_EVERYONE}"
    )
    dialog = OneLine("Which folder?", more, placeholder="as in: /media/stick/evenings", needed=True)
    share.coproduce.push_screen(dialog, given)


def _within_words(within: "FolderWithin") -> tuple[str, str]:
    """Return what is asked, and what would happen, about a folder that holds other things."""
    made = "is made in it" if within.is_new else "is in it already"
    goes = f"{count(within.changes, 'change')} {'goes' if within.changes == 1 else 'go'} there"
    question = f"This folder is not empty: {within.outer}"
    return question, f"A folder “{within.folder.name}” {made}, and {goes}. {_EVERYONE}"


def add_address(share: "Share") -> None:
    """Ask for an address, remember it, and share through it."""

    def given(typed: str | None) -> None:
        if typed and typed.strip():
            url = typed.strip()
            share.write("add place", lambda w: w.add_place(url), added, keys_wait=True)

    def added(place: "Place") -> None:
        share.reload()
        share.coproduce.push_screen(
            Confirm(f"Share with “{place.name}” now?", f"{place.where}\n{_EVERYONE}"), confirmed
        )

    def confirmed(yes: bool | None) -> None:
        if yes:
            share.run_sharing(lambda w, tell, stop: w.sync(progress=tell, cancelled=stop))

    more = "As whoever looks after it gave it to you. A password does not belong in it."
    example = "as in: https://git.example.org/evenings.git"
    dialog = OneLine("Which address?", more, placeholder=example, needed=True)
    share.coproduce.push_screen(dialog, given)


def write_bundle(share: "Share") -> None:
    """Ask for a file and write everything into it."""
    facts = share.facts
    if facts is None:
        return

    def given(typed: str | None) -> None:
        if typed and typed.strip():
            place = typed.strip()
            share.write("bundle", lambda w: w.bundle(place), written, keys_wait=True)

    def written(made: "Bundled") -> None:
        name = quote(made.file.name)
        share.coproduce.say(
            f"{made.file} holds everything: {count(made.changes, 'change')}.",
            "Whoever gets it takes it in here, or types: coproduce receive "
            f"{name}\nWho has no workspace yet types: coproduce join {name}\n"
            f"{WHO_READS_A_BUNDLE}",
        )

    suggested = f"~/{slug(facts.title) or 'workspace'}-{facts.today.isoformat()}.bundle"
    more = f"To send by e-mail or to carry. {WHO_READS_A_BUNDLE}"
    share.coproduce.push_screen(OneLine("Into which file?", more, suggested, needed=True), given)


def receive_file(share: "Share") -> None:
    """Ask for a file that somebody made, and take it in."""

    def given(typed: str | None) -> None:
        if typed and typed.strip():
            place = typed.strip()
            share.run_sharing(lambda w, tell, stop: w.receive(place, progress=tell, cancelled=stop))

    more = "One that somebody made here, or with coproduce bundle. Nothing is sent back by itself."
    dialog = OneLine(
        "Which file?", more, placeholder="as in: ~/Downloads/evenings.bundle", needed=True
    )
    share.coproduce.push_screen(dialog, given)


WAYS: "Mapping[str, Callable[[Share], None]]" = {
    "folder": use_folder,
    "add": add_address,
    "bundle": write_bundle,
    "receive": receive_file,
}


def about_place(share: "Share", name: str) -> None:
    """Ask what to do with a place to share with."""
    from store import Workspace

    facts = share.facts
    where = next((e.where for e in facts.sharing.places if e.name == name), "") if facts else ""
    called = words.place(name) if words.place(name) != name else f"“{name}”"
    sign = [("sign", "Sign in there")] if Workspace.host_of(where) else []
    choices = [
        ("share", "Share and get now"),
        *sign,
        ("leave", "Share through it no more"),
    ]

    def chosen(answer: str | None) -> None:
        if answer == "share":
            share.action_share()
        elif answer == "sign":
            sign_in(share, name)
        elif answer == "leave":
            more = "Nothing is deleted, there or here. It can be added again at any time."
            dialog = Confirm(f"Share through {called} no more?", more)
            share.coproduce.push_screen(dialog, leave)

    def leave(yes: bool | None) -> None:
        if yes:
            share.write("leave", lambda w: w.leave_place(name), left)

    def left(_: None) -> None:
        share.coproduce.tell_places()
        share.reload()

    share.coproduce.push_screen(Choose(called, choices), chosen)


def sign_in(share: "Share", name: str = "") -> None:
    """Leave the screen to git for one look at a place, then share when it was let in."""
    app = share.coproduce
    instead = "Type this in a terminal, in the folder of the workspace: coproduce sync"
    if signed_in(app, lambda: app.door.here(lambda workspace: workspace.sign_in(name)), instead):
        share.action_share()


def ask_to_rejoin(share: "Share", error: HistoryRewritten) -> None:
    """Say that a place lost what was shared there, and let people decide."""

    def chosen(answer: str | None) -> None:
        if answer == "rejoin":
            share.run_sharing(
                lambda w, tell, stop: w.sync(progress=tell, cancelled=stop, rejoin=True)
            )

    said = f"{error.sentence} Nothing was changed here, and everything is kept."
    share.coproduce.push_screen(Choose(said, _REJOIN), chosen)
