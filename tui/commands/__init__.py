"""Which commands there are, in which module each lives, and the line that lists it."""

from collections.abc import Mapping
from typing import NamedTuple


class Entry(NamedTuple):
    """One command: `where` is "module:attribute", `help` its line in the list of commands."""

    where: str
    help: str


GROUPS: Mapping[str, Mapping[str, Entry]] = {
    "Begin": {
        "demo": Entry("tui.commands.starting:demo", "Make a worked example to look around in."),
        "init": Entry("tui.commands.starting:init", "Make a new workspace."),
        "join": Entry("tui.commands.sharing:join", "Get a team's workspace."),
        "status": Entry("tui.commands.overview:status", "See what matters now."),
    },
    "Read": {
        "list": Entry("tui.commands.reading:list_", "List the records, a line each."),
        "show": Entry("tui.commands.reading:show", "Read one record and what belongs to it."),
        "search": Entry("tui.commands.reading:search", "Find words in everything."),
        "standing": Entry(
            "tui.commands.agreeing:standing", "See who stands where on an agreement."
        ),
        "verify": Entry("tui.commands.proving:verify", "See what is proven of where people stand."),
        "prompts": Entry("tui.commands.overview:prompts", "Read gentle questions about the work."),
        "threads": Entry("tui.commands.overview:threads", "See how it feels, over time."),
    },
    "Write together": {
        "new": Entry("tui.commands.writing:new", "Start a new document."),
        "edit": Entry("tui.commands.writing:edit", "Change a document."),
        "archive": Entry("tui.commands.writing:archive", "Put a document aside."),
        "set-aside": Entry(
            "tui.commands.setting_aside:set_aside", "Say that a question is not for you."
        ),
        "reopen": Entry("tui.commands.setting_aside:reopen", "Take a question up again."),
    },
    "Speak": {
        "say": Entry("tui.commands.speaking:say", "Add someone's own words."),
        "agree": Entry("tui.commands.agreeing:agree", "Say where someone stands on an agreement."),
        "answer": Entry("tui.commands.speaking:answer", "Add one person's answers in a review."),
        "progress": Entry("tui.commands.speaking:progress", "Say how an outcome looks now."),
        "reply": Entry("tui.commands.speaking:reply", "Tell someone what became of their words."),
        "withdraw": Entry("tui.commands.speaking:withdraw", "Take words back."),
    },
    "See what changed": {
        "history": Entry("tui.commands.changing:history", "Read how it came to be."),
        "diff": Entry("tui.commands.changing:diff", "See what changed in a record, word by word."),
        "changes": Entry("tui.commands.changing:changes", "See everything that changed."),
    },
    "Share": {
        "sync": Entry("tui.commands.sharing:sync", "Share what you saved, get what others did."),
        "share-folder": Entry(
            "tui.commands.sharing:share_folder", "Share through a shared drive or a stick."
        ),
        "bundle": Entry("tui.commands.sharing:bundle", "Write a file to send or to carry."),
        "receive": Entry("tui.commands.sharing:receive", "Take in such a file."),
        "settle": Entry("tui.commands.settling:settle", "Settle what was worded differently."),
    },
    "Pass it on": {
        "report": Entry(
            "tui.commands.reporting:report", "Make a page for people without a terminal."
        ),
        "slip": Entry("tui.commands.reporting:slip", "Make a slip of paper to agree or not."),
        "readme": Entry("tui.commands.reporting:readme", "Write the page for visitors anew."),
    },
    "Look after it": {
        "check": Entry("tui.commands.tending:check", "Find problems in the files."),
        "doctor": Entry("tui.commands.tending:doctor", "Find problems of the workspace itself."),
        "schema": Entry("tui.commands.tending:schema", "Print what the fields may hold."),
        "completion": Entry(
            "tui.commands.tending:completion", "Print the completion script of a shell."
        ),
    },
}
TABLE: Mapping[str, Entry] = {
    name: entry for group in GROUPS.values() for name, entry in group.items()
}
