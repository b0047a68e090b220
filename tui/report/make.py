"""From what was asked for to a finished page, and from a page to the form it is written in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from store.errors import BadValue, Failed
from tui import words
from tui.report.naming import PaperNaming
from tui.report.page import Block, Line, Page, paragraph, said, section

if TYPE_CHECKING:
    from store.values import Change
    from store.workspace import Workspace

KINDS = ("changes", "agreement", "review", "history")
FORMATS = ("html", "text", "md", "docx")
ENDINGS: Mapping[str, str] = {
    ".html": "html",
    ".htm": "html",
    ".txt": "text",
    ".md": "md",
    ".docx": "docx",
}
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """What someone asked for: the record, since when, in which language, in large print or not.

    `opened` says that answers to a review are wanted too that not everyone has written to yet.
    """

    ref: str = ""
    since: str = ""
    language: str = "en"
    large_print: bool = False
    opened: bool = False


def checked_language(typed: str) -> str:
    """Return a language tag; raises BadValue for what is none (BCP 47)."""
    if not _LANGUAGE.fullmatch(typed):
        raise BadValue(f"“{typed}” is no language.", "Give its code, like en, cy or pt-BR.")
    return typed


def report(workspace: "Workspace", kind: str, asked: Asked) -> Page:
    """Return one report as a page. Raises what reading the record raises."""
    naming = PaperNaming(workspace, date.fromisoformat(workspace.today))
    if asked.since and kind not in ("changes", "history"):
        raise BadValue(
            f"--since is not for a report about one {kind}.",
            "It goes with: coproduce report changes, or coproduce report history",
        )
    if asked.opened and kind != "review":
        raise BadValue("--open is for a report about one review.", "Leave --open out.")
    match kind:
        case "changes":
            return _changes(workspace, asked, naming)
        case "agreement":
            return _agreement(workspace, asked, naming)
        case "review":
            return _review(workspace, asked, naming)
        case _:
            return _history(workspace, asked, naming)


def slip(workspace: "Workspace", ref: str, person: str, asked: Asked) -> Page:
    """Return an agreement as a slip of paper, for a person (as typed) or, with "", for anyone."""
    from tui.report.slip import slip_blocks

    naming = PaperNaming(workspace, date.fromisoformat(workspace.today))
    found = workspace.agreement_report(ref)
    who = workspace.person(person) if person else ""
    blocks = slip_blocks(found.agreement, found.standing, who, workspace.today, naming)
    kicker: Line = ("Where do you stand? · ", said(workspace.title))
    return _page(workspace, asked, naming, found.agreement.title, kicker, blocks)


def written(page: Page, form: str, *, is_slip: bool = False) -> bytes:
    """Return a page in one of `FORMATS`. Raises Failed when what writes Word files is missing."""
    if form == "html":
        from tui.report.html import as_html

        return as_html(page, slip=is_slip).encode()
    if form == "docx":
        try:
            from tui.report.word import as_docx
        except ModuleNotFoundError as missing:
            raise Failed(
                "Word documents need python-docx, which is not installed here.",
                "It belongs to coproduce: install coproduce anew, or choose another form.",
                detail=str(missing),
            ) from missing
        return as_docx(page)
    from tui.report.text import as_markdown, as_text

    return (as_markdown(page) if form == "md" else as_text(page)).encode()


def _page(
    workspace: "Workspace",
    asked: Asked,
    naming: PaperNaming,
    title: str,
    kicker: Line,
    blocks: Iterable[Block],
) -> Page:
    return Page(
        title=title,
        kicker=kicker,
        made=(f"As it was on {naming.day(workspace.today)}.",),
        blocks=tuple(blocks),
        support=workspace.support,
        language=asked.language,
        large_print=asked.large_print,
    )


def _changes(workspace: "Workspace", asked: Asked, naming: PaperNaming) -> Page:
    from tui.report.front import title_of
    from tui.report.overview import changes_blocks, record_blocks

    one = workspace.resolve(asked.ref) if asked.ref else None
    if one and one.kind == "contribution":
        raise BadValue(
            "What someone said is never changed.",
            f"See when it was said with: coproduce report history contribution/{one.id}",
        )
    found = workspace.changes_report(asked.since)
    closed = workspace.closed_answers(said_ for each in found.documents for said_ in each.said)
    kicker: Line = ("What we agreed, what changed, what is next",)
    if one:
        kicker = ("What changed · ", said(workspace.title))
        blocks = record_blocks(found, (one.kind, one.id), naming, closed)
        called = title_of(one.kind, one.id, workspace.title_of(asked.ref))
        return _page(workspace, asked, naming, called, kicker, blocks)
    blocks = changes_blocks(found, naming, closed)
    return _page(workspace, asked, naming, workspace.title, kicker, blocks)


def _agreement(workspace: "Workspace", asked: Asked, naming: PaperNaming) -> Page:
    from tui.report.agreement import agreement_blocks

    if asked.ref:
        found = workspace.agreement_report(asked.ref)
        kicker: Line = ("Agreement · ", said(workspace.title))
        blocks = agreement_blocks(found, naming)
        return _page(workspace, asked, naming, found.agreement.title, kicker, blocks)
    return _page(
        workspace,
        asked,
        naming,
        "Our agreements",
        (said(workspace.title),),
        _all(workspace, naming),
    )


def _all(workspace: "Workspace", naming: PaperNaming) -> Iterator[Block]:
    from tui.report.agreement import agreement_blocks

    found = workspace.agreement_reports()
    if not found:
        yield paragraph("There is no agreement yet.")
    for each in found:
        yield section(said(each.agreement.title), *agreement_blocks(each, naming))
    damaged = [each for each in workspace.agreements() if each.damaged]
    if damaged:
        files = words.count(len(damaged), "agreement")
        yield paragraph(f"{files} cannot be read. See why with: coproduce check")


def _review(workspace: "Workspace", asked: Asked, naming: PaperNaming) -> Page:
    from tui.report.review import review_blocks

    ref = asked.ref or _newest_review(workspace)
    found = workspace.review(ref)
    more = workspace.review_words(f"review/{found.review.id}")
    closed = (
        frozenset[str]() if asked.opened else workspace.closed_answers((*found.answers, *more.said))
    )
    kicker: Line = ("Review · ", said(workspace.title))
    return _page(
        workspace,
        asked,
        naming,
        found.review.title,
        kicker,
        review_blocks(found, more, naming, closed),
    )


def _newest_review(workspace: "Workspace") -> str:
    for each in workspace.reviews():
        if not each.damaged and not each.archived:
            return f"review/{each.id}"
    raise BadValue("There is no review yet.", "Start one with: coproduce new review --title …")


def _history(workspace: "Workspace", asked: Asked, naming: PaperNaming) -> Page:
    from itertools import groupby

    from tui.report.changed import history_items

    changes = _history_of(workspace, asked)
    kicker: Line = ("How it came to be",)
    title = workspace.title
    if asked.ref:
        kicker = ("How it came to be · ", said(workspace.title))
        title = workspace.title_of(asked.ref)
    blocks = [
        section(_month(month), history_items(made, naming))
        for month, made in groupby(changes, lambda each: each.when[:7])
    ]
    nothing = paragraph(
        "Nothing has changed since then." if asked.since else "Nothing changed yet."
    )
    return _page(workspace, asked, naming, title, kicker, blocks or [nothing])


def _history_of(workspace: "Workspace", asked: Asked) -> tuple["Change", ...]:
    """Return the changes of everything or one record, from the day or moment asked for on."""
    changes = workspace.history(asked.ref)
    if not asked.since:
        return changes
    wanted = {
        change.commit
        for document in workspace.changes(asked.since).documents
        for change in document.changes
    }
    return tuple(each for each in changes if each.commit in wanted)


def _month(text: str) -> str:
    found = words.date_of(f"{text}-01")
    return f"{words.MONTHS[found.month - 1]} {found.year}" if found else text
