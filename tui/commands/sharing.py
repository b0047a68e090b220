"""Commands with which teams share: sync, join, a shared folder, and files to send or to carry."""

from typing import TYPE_CHECKING

import click

from tui.command import Command
from tui.session import Session

if TYPE_CHECKING:
    from tui.sharing import Tell

_FILE = click.Path(dir_okay=True, path_type=str)


@click.command(
    cls=Command,
    examples=("coproduce sync", "coproduce sync --json"),
    help="""
    Share and get: what others shared comes here, what you saved goes there, and nobody's words are
    lost. Where two teams worded something differently, both wordings stand there until you settle
    it together. Leaves with 3 when it could not finish without a decision.
    """,
)
@click.option(
    "--rejoin",
    is_flag=True,
    help="Bring everything together again with a place that was rewritten.",
)
@click.pass_context
def sync(context: click.Context, rejoin: bool) -> None:
    """Share with every place."""
    from tui.sharing import synced_blocks, synced_shape, tell, with_sign_in

    session = context.ensure_object(Session)
    progress: Tell = tell(session)
    workspace = session.workspace
    synced = with_sign_in(session, lambda: workspace.sync(progress=progress, rejoin=rejoin))
    progress.end()
    session.out.give(synced_shape(synced), synced_blocks(session, synced))
    _leave(context, synced.state)


@click.command(
    cls=Command,
    examples=(
        "coproduce join https://git.example.org/evenings.git --name Noor",
        "coproduce join /media/stick/evenings evenings --perspective carer",
        "coproduce join /media/stick/evenings --as Noor",
    ),
    help="""
    Get a team's workspace from URL (a web address, user@host:path, a folder, or a file made by
    coproduce bundle) into DIR, or into a folder named after it. --name is how you appear in the
    history. When you are recorded there already, say so with --as and your name: then nobody
    stands there twice.
    """,
)
@click.argument("url")
@click.argument("dir", default="", type=click.Path())
@click.option("--name", metavar="NAME", help="How you appear in the history.")
@click.option(
    "--perspective",
    "perspectives",
    multiple=True,
    metavar="NAME",
    help="As whom you are here: service-user, carer, staff, manager, other. May be repeated.",
)
@click.pass_obj
def join(
    session: Session,
    url: str,
    dir: str,  # noqa: A002 - the word the contract and the help use
    name: str | None,
    perspectives: tuple[str, ...],
) -> None:
    """Get a team's workspace."""
    from tui.sharing import join_workspace

    join_workspace(session, url, dir, name, perspectives)


@click.command(
    "share-folder",
    cls=Command,
    examples=(
        "coproduce share-folder /media/stick/evenings",
        "coproduce share-folder https://git.example.org/evenings.git",
    ),
    help="""
    Share through a folder on a shared drive, or on a stick that you carry to the others, and share
    at once. A new folder is made at PATH, or in it where it holds other things; one that is shared
    through already is used when it belongs to the same activity. PATH may also be the address of an
    empty place on a git host. The others type: coproduce join PATH
    """,
)
@click.argument("path", type=_FILE)
@click.pass_context
def share_folder(context: click.Context, path: str) -> None:
    """Share through a folder."""
    from shlex import quote

    from tui.sharing import synced_blocks, synced_shape, tell

    session = context.ensure_object(Session)
    progress: Tell = tell(session)
    within = session.workspace.folder_within(path)
    shared = session.workspace.share_folder(path, progress=progress)
    progress.end()
    document = {"place": {"name": shared.name, "where": shared.where}}
    blocks = [f"You share through {shared.where} from now on."]
    if within is not None:
        made = "was made in it" if within.is_new else "in it is used"
        blocks.insert(0, f"{within.outer} is not empty, so a folder “{within.folder.name}” {made}.")
    session.out.give({**document, **synced_shape(shared.synced)}, blocks)
    session.out.give({}, synced_blocks(session, shared.synced))
    session.out.give({}, ["", f"The others type: coproduce join {quote(shared.where)}"])
    _leave(context, shared.synced.state)


@click.command(
    cls=Command,
    examples=("coproduce bundle evenings.bundle",),
    help="""
    Write everything that is saved into one FILE, to send by e-mail or to carry. Who gets it types
    coproduce receive FILE, or coproduce join FILE when they have no workspace yet. Anyone with the
    file can read all of it, also words that were taken back since: give it only to people of the
    group.
    """,
)
@click.argument("file", type=_FILE)
@click.pass_obj
def bundle(session: Session, file: str) -> None:
    """Write a file to send or to carry."""
    from shlex import quote

    from tui import words

    made = session.workspace.bundle(file)
    count = words.count(made.changes, "change")
    session.out.give(
        {"file": str(made.file), "changes": made.changes},
        [
            f"{made.file} holds everything: {count}.",
            f"Who gets it types: coproduce receive {quote(made.file.name)}",
            f"Who has no workspace yet types: coproduce join {quote(made.file.name)}",
            words.WHO_READS_A_BUNDLE,
        ],
    )


@click.command(
    cls=Command,
    examples=("coproduce receive evenings.bundle",),
    help="""
    Take in a FILE that somebody made with coproduce bundle, and bring it together with what is
    here. Nothing is sent; to send yours back, use coproduce bundle.
    """,
)
@click.argument("file", type=_FILE)
@click.pass_context
def receive(context: click.Context, file: str) -> None:
    """Take in such a file."""
    from tui.sharing import synced_blocks, synced_shape, tell

    session = context.ensure_object(Session)
    progress: Tell = tell(session)
    synced = session.workspace.receive(file, progress=progress)
    progress.end()
    session.out.give(synced_shape(synced), synced_blocks(session, synced))
    _leave(context, synced.state)


def _leave(context: click.Context, state: str) -> None:
    """Leave with 3 where people must decide before sharing can finish."""
    if state == "waiting":
        context.exit(3)
