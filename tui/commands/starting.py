"""Commands to begin with: a new workspace, and the worked example."""

import click

from tui.command import Command
from tui.session import Session


@click.command(
    cls=Command,
    examples=('coproduce init evenings --title "Evenings at the crisis café" --name Robin',),
    help="""
    Make a new workspace in DIR, or in the folder you are in. --name is how you appear in the
    history: a name, a team, or nothing at all. It asks for what is missing only in a terminal.
    """,
)
@click.argument("dir", default="", type=click.Path())
@click.option("--title", metavar="TEXT", help="What you do together, in a few words.")
@click.option("--name", metavar="NAME", help="How you appear in the history.")
@click.option(
    "--perspective",
    "perspectives",
    multiple=True,
    metavar="NAME",
    help="As whom you are here: service-user, carer, staff, manager, other. May be repeated.",
)
@click.pass_obj
def init(
    session: Session,
    dir: str,  # noqa: A002 - the word the contract and the help use
    title: str | None,
    name: str | None,
    perspectives: tuple[str, ...],
) -> None:
    """Make a workspace."""
    from tui.beginning import begin

    begin(session, dir, title, name, perspectives)


@click.command(
    cls=Command,
    examples=("coproduce demo", "coproduce demo /tmp/evenings --no-open"),
    help="""
    Make a worked example to look around in: a year at a crisis café, with agreements, reviews and
    everyone's own words. DIR is where it goes; without it: the folder “demo” here. An example that
    is there already is opened, not made again.
    """,
)
@click.argument("dir", default="demo", type=click.Path())
@click.option("--no-open", is_flag=True, help="Only make it.")
@click.pass_obj
def demo(session: Session, dir: str, no_open: bool) -> None:  # noqa: A002 - as in init
    """Make the worked example."""
    from tui.beginning import worked_example

    worked_example(session, dir, shows=not no_open)
