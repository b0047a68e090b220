"""What stands in the way of sharing."""

from pathlib import Path

from store.errors.families import Failed, NeedsPeople, Unreachable


class NoPlace(Failed):
    """The workspace is connected with no place to share through, or not with one of that name."""

    code = "no-place"

    def __init__(self, name: str = "") -> None:
        super().__init__(
            f"There is no place called “{name}” to share with."
            if name
            else "There is no place yet to share with.",
            "Share through a folder on a shared drive or stick: coproduce share-folder PATH",
        )


class ShallowHistory(Failed):
    """Only the newest part of the history is on this computer; reading works."""

    code = "shallow"

    def __init__(self) -> None:
        super().__init__(
            "Only the newest part of the history is on this computer, so it cannot be shared"
            " from here.",
            "Get the whole of it in an empty folder with: coproduce join URL DIR",
            detail="shallow repository",
        )


class NewerMerge(Failed):
    """Versions were joined by a newer coproduce in a way this one does not know; `found` is its."""

    code = "newer-merge"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"What others shared was joined by a newer coproduce (way “{found}”), which this one"
            " does not know.",
            "Nothing was changed. Install a newer coproduce, then share again.",
        )
        self.found = found


class NotAsSaid(Failed):
    """Bringing versions together would have changed what someone said: a fault of this program."""

    code = "not-as-said"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"What others shared was not brought together: what someone said in {path} would not"
            " have stayed as it was said.",
            "Nothing was changed. This is a fault of coproduce: install the newest one, and tell"
            " those who make it if it happens again.",
        )
        self.path = path


class AlreadySharing(Failed):
    """Another window shares this workspace right now."""

    code = "already-sharing"

    def __init__(self) -> None:
        super().__init__(
            "Another window or program is sharing this workspace right now.",
            "Wait a moment, then try again.",
        )


class Busy(Failed):
    """Other people shared at the same moment, each time it was tried; `to_share` still waits."""

    code = "busy"

    def __init__(self, to_share: int, *, detail: str = "") -> None:
        super().__init__(
            f"The place is busy; your work is safe; {to_share} to share.",
            "Others were sharing at the same moment. Try again in a minute.",
            detail=detail,
        )
        self.to_share = to_share


class NothingThere(Failed):
    """There is something to share with, and no workspace in it."""

    code = "nothing-there"

    def __init__(self, where: str, *, empty: bool = False, detail: str = "") -> None:
        super().__init__(
            f"There is nothing in {where} yet."
            if empty
            else f"What is in {where} is not a workspace.",
            "Ask the team to share first: they type coproduce sync."
            if empty
            else "Check the address with whoever gave it to you. Nothing was changed.",
            detail=detail,
        )
        self.where = where


class PlaceFull(Failed):
    """There is no room left where others get it from."""

    code = "place-full"

    def __init__(self, where: str, *, detail: str = "") -> None:
        super().__init__(
            f"There is no room left in {where}, so nothing could be shared there.",
            "Make some room there, then share again. Your work is safe on this computer.",
            detail=detail,
        )


class PlaceReadOnly(Failed):
    """It can be read there and not added to."""

    code = "place-read-only"

    def __init__(self, where: str, *, detail: str = "") -> None:
        super().__init__(
            f"You may read what is in {where}, but not add to it.",
            "Ask whoever looks after it to let you add to it. Your work is safe on this computer.",
            detail=detail,
        )


class PlaceRefused(Failed):
    """A rule or check of the place said no; `words` are its own."""

    code = "place-refused"

    def __init__(self, where: str, words: str, *, detail: str = "") -> None:
        said = " ".join(words.split())
        end = "" if said.endswith((".", "!", "?")) else "."
        super().__init__(
            f"{where} has a rule that said no: {said}{end}"
            if said
            else f"{where} has a rule that said no, without a reason.",
            "Ask whoever looks after it. Your work is safe on this computer.",
            detail=detail,
        )
        self.words = words


class PlaceLocked(Failed):
    """Somebody shares there right now, or was stopped halfway and left a lock behind."""

    code = "place-locked"

    def __init__(self, where: str, lock: str, *, detail: str = "") -> None:
        super().__init__(
            f"{where} is locked: somebody shares there right now, or was stopped halfway.",
            f"If nobody shares there now, remove this file there: {lock} - your work is safe on"
            " this computer.",
            detail=detail,
        )
        self.where = where
        self.lock = lock


class BadBundle(Failed):
    """A file that was to be received cannot be used."""

    code = "bad-bundle"

    def __init__(self, file: Path | str, why: str = "", *, detail: str = "") -> None:
        super().__init__(
            f"{file} {why or 'is damaged, or is not a file made with coproduce bundle'}.",
            "Ask for it again. Nothing was changed.",
            detail=detail,
        )


class HistoryRewritten(NeedsPeople):
    """A place no longer has changes that were shared through it before.

    `lost` counts them; `kept` is the name under which they are kept here.
    """

    code = "rewritten"

    def __init__(self, where: str, lost: int, kept: str) -> None:
        gone = "what was shared there before is not there as it was."
        if lost:
            were = "1 change that was" if lost == 1 else f"{lost} changes that were"
            gone = f"{were} shared there before {'is' if lost == 1 else 'are'} not there any more."
        super().__init__(
            f"{where} has been rewritten: {gone}",
            "Nothing was changed here, and everything is kept. Ask whoever looks after it what"
            " happened. To put everything together again, theirs and yours:"
            " coproduce sync --rejoin",
            detail=f"kept as {kept}",
        )
        self.where = where
        self.lost = lost
        self.kept = kept


class UnrelatedPlace(NeedsPeople):
    """A place, or a file, holds another activity than this workspace; or no workspace at all."""

    code = "unrelated"

    def __init__(self, where: str, *, is_workspace: bool = True, detail: str = "") -> None:
        super().__init__(
            f"{where} belongs to a different activity, so nothing was brought together."
            if is_workspace
            else f"What is in {where} is not a workspace, so nothing was brought together.",
            "Check that you have the right address or file. Nothing was changed.",
            detail=detail,
        )
        self.where = where
        self.is_workspace = is_workspace


class OtherForm(NeedsPeople):
    """A place, or a file, has its history in another form than this workspace: other ids."""

    code = "other-form"

    def __init__(self, where: str, *, detail: str = "") -> None:
        super().__init__(
            f"{where} keeps its history in another form (SHA-1 or SHA-256) than this workspace, so"
            " the two cannot be brought together.",
            "Get what is there in an empty folder with: coproduce join. Nothing was changed.",
            detail=detail,
        )
        self.where = where


class HostUnknown(Unreachable):
    """No computer of that name is known."""

    code = "host-unknown"

    def __init__(self, where: str, *, detail: str = "") -> None:
        super().__init__(
            f"The address {where} cannot be found.",
            "Check that you are connected, and that the address is right. Your work is safe on"
            " this computer.",
            detail=detail,
        )


class NoAnswer(Unreachable):
    """The other side did not answer, or stopped answering."""

    code = "no-answer"

    def __init__(self, where: str, seconds: float = 0, *, detail: str = "") -> None:
        super().__init__(
            f"{where} did not answer within {seconds:g} seconds."
            if seconds
            else f"{where} does not answer.",
            "Check that you are connected, then try again. Your work is safe on this computer.",
            detail=detail,
        )


class PlaceMissing(Unreachable):
    """There is nothing at that address: a drive not plugged in, a wrong path, no permission."""

    code = "place-missing"

    def __init__(self, where: str, *, detail: str = "") -> None:
        super().__init__(
            f"There is nothing to share with at {where}.",
            "Check that the drive or stick is there, that the address is right and that you may"
            " read it.",
            detail=detail,
        )


class SignInNeeded(Unreachable):
    """The place wants to know who comes, and what it was told was nothing or not right."""

    code = "sign-in"

    def __init__(self, where: str, *, refused: bool = False, detail: str = "") -> None:
        super().__init__(
            f"{where} did not accept the name, password or key it was given."
            if refused
            else f"{where} wants you to sign in first.",
            "Check your name and password or key with whoever looks after it. Your work is safe"
            " on this computer.",
            detail=detail,
        )
        self.refused = refused


class UnknownHostKey(Unreachable):
    """This computer has never met that one before; it is for people to say that it is right."""

    code = "unknown-host-key"

    def __init__(self, host: str, fingerprint: str = "", *, detail: str = "") -> None:
        super().__init__(
            f"This computer does not know {host} yet; it shows the fingerprint {fingerprint}."
            if fingerprint
            else f"This computer does not know {host} yet.",
            "Ask whoever looks after it whether that is its fingerprint. If it is, connect once"
            " yourself in a terminal and answer yes.",
            detail=detail,
        )
        self.host = host
        self.fingerprint = fingerprint


class ChangedHostKey(Unreachable):
    """The other computer is not the one it was, or somebody stands in between."""

    code = "changed-host-key"

    def __init__(self, host: str, fingerprint: str = "", *, detail: str = "") -> None:
        shown = f"; it now shows the fingerprint {fingerprint}" if fingerprint else ""
        super().__init__(
            f"{host} is not the computer it was before, or somebody stands in between{shown}.",
            "Nothing was sent. Ask whoever looks after it before you go on.",
            detail=detail,
        )
        self.host = host
        self.fingerprint = fingerprint


class NotTrusted(Unreachable):
    """The other side cannot prove who it is, or its folder belongs to somebody else."""

    code = "not-trusted"
