"""What is wrong with a record, or changed under it."""

from pathlib import Path

from store.errors.families import DamagedWorkspace, NeedsPeople


class RecordChanged(NeedsPeople):
    """The record changed since it was opened; the new words are kept in `draft`.

    `saved` is the blob id that is saved now ("" if none); `on_disk` that of the file in its place.
    """

    code = "record-changed"

    def __init__(self, path: str, saved: str = "", on_disk: str = "") -> None:
        super().__init__(
            f"{path} has changed since you opened it, so nothing was saved over it.",
            "Look at what changed, then add your words again; they are kept as a draft.",
        )
        self.path = path
        self.saved = saved
        self.on_disk = on_disk


class TextChanged(NeedsPeople):
    """The text of an agreement is no longer the one a position was meant for."""

    code = "text-changed"

    def __init__(self, reference: str, since: str = "") -> None:
        """Tell where to read what changed; `since` is the change that left the earlier text."""
        ask = f"coproduce diff {reference}{f' --since {since}' if since else ''}"
        super().__init__(
            f"The text of {reference} is no longer the one you read.",
            f"Read what changed with: {ask}. "
            "What somebody answered on paper to the earlier text is kept for that text with: "
            "--earlier",
        )
        self.reference = reference


class UnknownText(NeedsPeople):
    """A code that no text of this agreement ever had, as far as the history here knows."""

    code = "unknown-text"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"No text of {reference} that is known here has this code, so nothing was recorded.",
            "Compare it with the slip, sign by sign. If another team printed the slip, first get "
            "what they shared with: coproduce sync",
        )
        self.reference = reference


class SaidSince(NeedsPeople):
    """An answer to an earlier text would take the place of what the person said after it."""

    code = "said-since"

    def __init__(self, name: str, day: str, reference: str) -> None:
        super().__init__(
            f"{name} said where they stand on {day}, later or about a newer text. "
            "An answer to the earlier text does not take the place of that.",
            "Ask them. What they wrote on paper can be kept as their own words with: "
            f"coproduce say {reference}",
        )
        self.reference = reference


class ChangedOutside(NeedsPeople):
    """The file of an agreement holds another text than is saved: a yes could be to either."""

    code = "changed-outside"

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The text of {reference} was changed outside coproduce, and that is not saved. "
            "Nothing was recorded: nobody could tell which of the two texts was read.",
            f"Save it as it lies there with: coproduce edit {reference} --outside keep. "
            f"Or put the saved text back with: coproduce edit {reference} --outside put-back",
        )
        self.reference = reference


class PutAside(NeedsPeople):
    """An agreement was put aside: nobody is asked about it, so a yes to it would mislead."""

    code = "put-aside"

    def __init__(self, reference: str, day: str) -> None:
        super().__init__(
            f"{reference} was put aside on {day}, so nobody is asked about it. "
            "Nothing was recorded.",
            f"Take it up again first, together: coproduce edit {reference} --set archived=",
        )
        self.reference = reference


class HistoryMissing(DamagedWorkspace):
    """The files of a workspace lie here, but what was saved of them cannot be found."""

    code = "history-missing"

    def __init__(self) -> None:
        super().__init__(
            "What was saved in this workspace cannot be found: there is no newest change.",
            "The files still lie in the folder. Get the folder .git from a backup, or everything "
            "from another copy of the workspace.",
        )


class HistoryUnreadable(DamagedWorkspace):
    """A workspace lies here, but its folder .git cannot be read as one."""

    code = "history-unreadable"

    def __init__(self, folder: Path, detail: str = "") -> None:
        super().__init__(
            f"A workspace lies in {folder}, but what was saved in it cannot be read.",
            "Ask for permission to read the folder .git in it, or get that folder from a backup.",
            detail=detail,
        )


class SavedUnreadable(DamagedWorkspace):
    """A part of what was saved here cannot be read any more, such as on a failing disk."""

    code = "saved-unreadable"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "A part of what was saved on this computer cannot be read any more.",
            "Copy the whole folder somewhere safe first. Then join the workspace anew where you"
            " share, and bring over what only this copy has.",
            detail=detail,
        )


class DamagedRecord(DamagedWorkspace):
    """A file in a record's place cannot be read as one; `line` is 1-based, 0 if unknown."""

    code = "damaged-record"

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        where = f"{path}, line {line}" if line else path
        super().__init__(
            f"{where}: {reason}",
            "Mend the file in any text editor; everything else goes on working.",
        )
        self.path = path
        self.line = line
        self.reason = reason


class NewerFormat(DamagedWorkspace):
    """The workspace was made by a newer coproduce; this one does not write in it."""

    code = "newer-format"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"This workspace has format “{found}”, which this coproduce does not know.",
            "Nothing was changed. Install a newer coproduce, or put the format in coproduce.md"
            " right in the program that changed it.",
        )
        self.found = found
