"""How anything that goes wrong is told: one sentence, one hint, and an exit code from 1 to 5."""

from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from store.errors import CoproduceError

_MOST = 6
_LONGEST = 600
# What somebody means who types an option as another command has it.
_MEANT = {("slip", "--by"): ("--for",)}


class UnknownCommand(click.UsageError):
    """There is no command of the name that was typed."""


class Told(NamedTuple):
    """An error as people and programs are told it; `detail` only when they ask for details."""

    code: str
    message: str
    hint: str
    exit_code: int
    detail: str = ""
    drafts: tuple[str, ...] = ()


def told(error: Exception) -> Told:
    """Return how `error` is told, whatever it is."""
    if isinstance(error, click.ClickException):
        return _from_click(error)
    from store.errors import CoproduceError

    if isinstance(error, CoproduceError):
        drafts = tuple(str(draft) for draft in error.drafts)
        sentence = _sentence_of(error)
        return Told(error.code, sentence, error.hint, error.exit_code, error.detail, drafts)
    if isinstance(error, OSError):
        return _from_system(error)
    return Told(
        "unexpected",
        "Something went wrong inside coproduce; what was saved before is still saved.",
        "Run `coproduce doctor` to look at the workspace, or add --verbose to see the details.",
        1,
        _where(error),
    )


def _sentence_of(error: "CoproduceError") -> str:
    """Return the error's sentence; a long list of what fits shows only how it begins."""
    from store.errors import AmbiguousReference, WrongWords

    if not isinstance(error, AmbiguousReference) or len(error.candidates) <= _MOST:
        return _short(error.sentence) if isinstance(error, WrongWords) else error.sentence
    first = ", ".join(error.candidates[:_MOST])
    rest = len(error.candidates) - _MOST
    return _short(f"“{error.typed}” fits {len(error.candidates)}: {first}, and {rest} more.")


def _short(sentence: str) -> str:
    """Return a sentence on one line, also when it repeats what somebody typed at length."""
    line = " ".join(sentence.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST // 2]} … {line[-_LONGEST // 4 :]}"


def stopped() -> Told:
    """Return how a run that was interrupted at the keyboard is told."""
    return Told("stopped", "Stopped. What was saved before is still saved.", "", 1)


def not_printed(error: OSError, *, saved: bool) -> Told:
    """Return how an answer that standard output refused is told; `saved` when the rest is done."""
    reason = (error.strerror or "the system refused").lower()
    if saved:
        return Told(
            "not-printed",
            f"It was saved, but the answer could not be printed: {reason}.",
            "See what is saved with: coproduce history",
            1,
            _where(error),
        )
    return Told(
        "not-printed",
        f"The answer could not be printed: {reason}.",
        "Print it on the screen, or into a file on a disk that has room.",
        1,
        _where(error),
    )


def not_utf8(what: str) -> Exception:
    """Return the error for bytes that are no UTF-8 text; `what` names where they came from."""
    from store.errors import BadValue

    return BadValue(
        f"{what} is not UTF-8 text, so nothing was saved.",
        "Save it as UTF-8 first, for example with `iconv -f latin1 -t utf-8`.",
    )


def _from_click(error: click.ClickException) -> Told:
    context = error.ctx if isinstance(error, click.UsageError) else None
    hint = f"See {context.command_path} --help." if context else "See coproduce --help."
    match error:
        case click.NoSuchOption():
            return _no_such_option(error, hint)
        case UnknownCommand():
            return Told("unknown-command", error.message, hint, 2)
        case click.MissingParameter():
            name = error.param.make_metavar(context) if error.param and context else ""
            if error.param and isinstance(error.param.type, click.Choice):
                name = f"one of {', '.join(map(str, error.param.type.choices))}"
            if isinstance(error.param, click.Option):
                name = max(error.param.opts, key=len)
            return Told("missing-words", f"Something is missing: {name}.", hint, 2)
        case click.BadParameter():
            name = max(error.param.opts, key=len) if error.param else ""
            if isinstance(error.param, click.Argument):
                name = (error.param.metavar or error.param.name or "").upper()
            if error.param and isinstance(error.param.type, click.IntRange):
                least = error.param.type.min or 0
                return Told("bad-value", f"{name} needs a whole number, {least} or more.", hint, 2)
            return Told("bad-value", _sentence(f"{name}: {error.message}"), hint, 2)
        case _:
            return Told("usage", _sentence(error.format_message()), hint, error.exit_code)


def _no_such_option(error: click.NoSuchOption, hint: str) -> Told:
    command = error.ctx.command.name if error.ctx else ""
    close_ones = _MEANT.get((command or "", error.option_name), error.possibilities)
    close = f" Did you mean {' or '.join(close_ones)}?" if close_ones else ""
    hint += " Text that starts with “-” goes after “--”."
    return Told("unknown-option", f"There is no option {error.option_name}.{close}", hint, 2)


def _sentence(words: str) -> str:
    return words if words.endswith((".", "?", "!")) else f"{words}."


def _from_system(error: OSError) -> Told:
    """Return what the system refused; the gateway tells its own cases, this is for the rest."""
    place = f"“{error.filename}”: " if error.filename else ""
    reason = (error.strerror or "the system refused").lower()
    return Told(
        "system",
        f"That did not work: {place}{reason}.",
        "Check that the folder is there, that you may write in it and that the disk has room.",
        1,
        _where(error),
    )


def _where(error: BaseException) -> str:
    """Return the kind of error, its words and the line it came from, on one line."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    line = ""
    if trace is not None:
        module = trace.tb_frame.f_globals.get("__name__", "?")
        line = f" ({module}, line {trace.tb_lineno})"
    return f"{type(error).__name__}: {error}{line}"
