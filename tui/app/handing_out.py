"""Pages and slips of paper for people without this screen, made from the place one is at."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

import msgspec

from tui.app.dialogs.asking import Choose, OneLine
from tui.app.to_file import NOT_OVER, write_where
from tui.report.giving import GIVE_WITH_CARE

if TYPE_CHECKING:
    from pathlib import Path

    from store import Workspace
    from tui.app.place import Place

_CHANGES, _AGREEMENT, _REVIEW, _HISTORY, _SLIP = "changes", "agreement", "review", "history", "slip"
_ENDINGS = {_SLIP: (".html", ".txt")}
_EVERY_ENDING = (".html", ".docx", ".txt", ".md")
_MEANS = (
    "One file that needs nothing else. How its name ends says what it is: {endings}. " + NOT_OVER
)
_ANYONE = "anyone"
_USUAL, _LARGE = "usual", "large"


class _Paper(msgspec.Struct, frozen=True):
    """What is to be made: a kind of report or a slip, about which record, and for whom."""

    kind: str
    ref: str = ""
    person: str = ""
    large: bool = False


def hand_out(place: "Place") -> None:
    """Ask what to make, for a slip whom it is for, in which print and where to; then write it."""
    choices = list(_choices(place.in_hand.partition("#")[0]))
    papers = {f"{number}": paper for number, (paper, _) in enumerate(choices)}

    def chosen(number: str | None) -> None:
        if number is None:
            return
        paper = papers[number]
        if paper.kind == _SLIP:
            _ask_for_whom(place, paper)
        else:
            _ask_print(place, paper)

    said = [(f"{number}", words) for number, (_, words) in enumerate(choices)]
    place.coproduce.push_screen(Choose("What shall be put on paper or sent?", said), chosen)


def _choices(ref: str) -> Iterator[tuple[_Paper, str]]:
    """Yield what can be made here, what is in hand first."""
    if ref.startswith("agreement/"):
        yield _Paper(_SLIP, ref), "A slip for someone without a computer, to say where they stand"
        yield _Paper(_AGREEMENT, ref), "This agreement, with where everyone stands"
    if ref.startswith("review/"):
        yield _Paper(_REVIEW, ref), "This review"
    yield _Paper(_CHANGES), "What we agreed, what changed since the last review, what is next"
    yield _Paper(_AGREEMENT), "All our agreements"
    if ref and not ref.startswith(("unplaced", "contribution")):
        yield _Paper(_HISTORY, ref), "How this came to be"
    yield _Paper(_HISTORY), "How everything came to be"


def _ask_for_whom(place: "Place", paper: _Paper) -> None:
    def show(people: Sequence[tuple[str, str]]) -> None:
        # On a projector nobody is told apart.
        named = () if place.coproduce.projector else people
        choices = [(_ANYONE, _ANYONE), *named]

        def chosen(person: str | None) -> None:
            if person is not None:
                whose = "" if person == _ANYONE else person
                _ask_print(place, msgspec.structs.replace(paper, person=whose))

        begins = place.person_in_hand
        place.coproduce.push_screen(Choose("Who is the slip for?", choices, begins), chosen)

    place.ask("parties", partial(_parties, paper.ref), show, keys_wait=True)


def _parties(ref: str, workspace: "Workspace") -> tuple[tuple[str, str], ...]:
    parties = workspace.standing(ref)[0].parties
    return tuple((each, workspace.name(each)) for each in parties)


def _ask_print(place: "Place", paper: _Paper) -> None:
    def chosen(size: str | None) -> None:
        if size is not None:
            _ask_where(place, msgspec.structs.replace(paper, large=size == _LARGE))

    choices = ((_USUAL, "In usual print"), (_LARGE, "In large print"))
    place.coproduce.push_screen(Choose("How large shall the letters be?", choices), chosen)


def _ask_where(place: "Place", paper: _Paper) -> None:
    endings = _ENDINGS.get(paper.kind, _EVERY_ENDING)
    means = f"{_MEANS.format(endings=', '.join(endings))} {GIVE_WITH_CARE}"

    def problem(typed: str) -> str:
        fits = typed.strip().lower().endswith(endings)
        return "" if fits else f"End the name in one of: {', '.join(endings)}"

    def show(suggested: str) -> None:
        asked = OneLine("Write it to which file?", means, suggested, problem=problem, needed=True)
        write_where(place.coproduce, asked, partial(_made, paper), GIVE_WITH_CARE)

    place.ask("where to write", partial(_suggested, paper), show, keys_wait=True)


def _suggested(paper: _Paper, workspace: "Workspace") -> str:
    from store import text_file

    name = workspace.title_of(paper.ref) if paper.ref else paper.kind
    if paper.kind == _SLIP:
        name = f"slip {name}"
    return text_file.suggested(name, workspace.today, ".html")


def _made(paper: _Paper, workspace: "Workspace", typed: str) -> "Path":
    from tui.report import make
    from tui.report.giving import form_by_name

    is_slip = paper.kind == _SLIP
    asked = make.Asked(ref="" if is_slip else paper.ref, large_print=paper.large)
    page = (
        make.slip(workspace, paper.ref, paper.person, asked)
        if is_slip
        else make.report(workspace, paper.kind, asked)
    )
    form = form_by_name(typed.strip(), make.FORMATS)
    return workspace.write_out(typed, make.written(page, form, is_slip=is_slip))
