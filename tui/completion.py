"""What the shell offers when someone presses Tab: records, people, kinds and codes here."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from tui.session import Session

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from store.values import Listed

    TextType = click.ParamType[str]
else:
    TextType = click.ParamType


class Named(TextType):
    """A text that names something in the workspace; the gateway finds out what it means."""

    def __init__(self, name: str, *kinds: str, extra: tuple[str, ...] = ()) -> None:
        self.name = name
        self.kinds = kinds
        self.extra = extra

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return what can be typed here; nothing, silently, when the workspace cannot be read."""
        del param
        from click.shell_completion import CompletionItem

        try:
            offers = list(self._offers(ctx, incomplete))
        except Exception:  # noqa: BLE001 - a Tab must never print an error over the command line
            offers = []
        offers += [(word, "") for word in self.extra]
        return [
            CompletionItem(typed, help=title or None)
            for typed, title in offers
            if typed.startswith(incomplete)
        ]

    def _offers(self, ctx: click.Context, incomplete: str) -> Iterable[tuple[str, str]]:
        session = ctx.find_object(Session) or Session()
        if "#" in incomplete:
            yield from _places(incomplete)
            return
        for kind in self.kinds or ("",):
            for listed in session.workspace.list(kind):
                yield _typed(listed, bare=self.name == "person"), _one_line(listed.title)


class Kind(TextType):
    """A kind of record."""

    def __init__(self, *, documents: bool = False) -> None:
        self.name = "kind"
        self.documents = documents

    def kinds(self) -> tuple[str, ...]:
        """Return the kinds that can be given here."""
        from schema.kinds import DOCUMENTS, KINDS

        return tuple(DOCUMENTS if self.documents else KINDS)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the kind that `value` names, in the singular or the plural."""
        from tui.words import kind_from

        found = kind_from(value, self.kinds())
        if not found:
            self.fail(f"“{value}” is no kind of record: {', '.join(self.kinds())}", param, ctx)
        return found

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return the kinds that start with what is typed."""
        del ctx, param
        from click.shell_completion import CompletionItem

        return [CompletionItem(kind) for kind in self.kinds() if kind.startswith(incomplete)]


def _typed(listed: "Listed", *, bare: bool) -> str:
    from schema.ids import Reference, format_ref

    return listed.id if bare else format_ref(Reference(listed.kind, listed.id))


def _one_line(title: str) -> str:
    from schema.text import visible

    return visible(" ".join(title.split()))


def _places(incomplete: str) -> Iterable[tuple[str, str]]:
    """Yield the questions and ideas of a step whose reference is begun."""
    from schema.checklist import IDEAS, QUESTIONS

    target, _, _ = incomplete.partition("#")
    step = target.removeprefix("step/")
    for question in QUESTIONS:
        if question.step == step:
            yield f"{target}#{question.code}", question.short
    for idea in IDEAS:
        if idea.step == step:
            yield f"{target}#{idea.code}", idea.words


REF = Named("ref", extra=("unplaced",))
AGREEMENT = Named("agreement", "agreement")
REVIEW = Named("review", "review")
OUTCOME = Named("outcome", "outcome")
CONTRIBUTION = Named("contribution", "words", "answer", "progress", "position")
PERSON = Named("person", "person")
SPEAKER = Named("person", "person", extra=("anonymous",))
PLACE = Named("ref", extra=("unplaced",))


def script(root: click.Command, shell: str) -> str:
    """Return the completion script of `bash`, `zsh` or `fish`; ValueError for another shell."""
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise ValueError(f"{shell!r} is no shell that can be completed")
    return found(root, {}, "coproduce", "_COPRODUCE_COMPLETE").source()
