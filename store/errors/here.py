"""What this computer, its git or its disk did not allow."""

import errno
from pathlib import Path

from store.errors.families import CoproduceError, Failed


class NotAWorkspace(Failed):
    """There is no workspace in this folder or above it."""

    code = "not-a-workspace"

    def __init__(self, folder: Path | str, *, detail: str = "") -> None:
        super().__init__(
            f"There is no workspace in {Path(folder).absolute()} or in any folder above it.",
            "Go to the folder of your workspace, make a new one with: coproduce init, or get a"
            " team's with: coproduce join",
            detail=detail,
        )


class BareRepository(Failed):
    """The folder only passes work on between people; nothing can be written in it."""

    code = "bare"

    def __init__(self, folder: Path | str) -> None:
        super().__init__(
            f"{folder} is a folder for sharing only, so nobody can work in it.",
            "Open the folder that holds your own copy of the workspace.",
            detail="bare repository",
        )


class GitMissing(Failed):
    """There is no git on this computer, or it cannot be started."""

    code = "git-missing"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "The program Git is not on this computer, and coproduce needs it.",
            "Install Git 2.38 or newer from https://git-scm.com, then try again.",
            detail=detail,
        )


class GitTooOld(Failed):
    """The git on this computer is older than 2.38."""

    code = "git-too-old"

    def __init__(self, found: str) -> None:
        super().__init__(
            f"The program Git on this computer is version {found}, and coproduce needs 2.38.",
            "Install a newer Git from https://git-scm.com, then try again.",
        )


class GitFailed(Failed):
    """A git command failed in a way that has no sentence of its own; its words are in `detail`."""

    code = "git-failed"

    def __init__(self, detail: str = "", sentence: str = "", hint: str = "") -> None:
        super().__init__(
            sentence or "The program Git could not do its part.",
            hint or "Try again; with --verbose you see what Git said.",
            detail=detail,
        )


class TookTooLong(GitFailed):
    """A git command was stopped because it ran longer than allowed; `seconds` is the limit."""

    code = "took-too-long"

    def __init__(self, seconds: float, detail: str = "") -> None:
        super().__init__(
            detail,
            f"The program Git did not finish within {seconds:g} seconds, so it was stopped.",
            "Try again when the computer or the network is less busy.",
        )
        self.seconds = seconds


class NoIdentity(Failed):
    """Nobody has been named as the person at the keyboard, or `unknown`, who has no record."""

    code = "no-identity"

    def __init__(self, unknown: str = "") -> None:
        if unknown:
            sentence = f"The person at the keyboard ({unknown}) has no record here."
            hint = "Get the newest changes, or say who you are with: --as PERSON"
        else:
            sentence = "The workspace does not know who is at the keyboard."
            hint = "Say who you are with: --as PERSON"
        super().__init__(sentence, hint)
        self.unknown = unknown


class ForeignOperation(Failed):
    """Another program left the workspace halfway; `operation` is git's name for it."""

    code = "foreign-operation"

    def __init__(self, operation: str) -> None:
        sentence, hint = _FOREIGN.get(operation, _FOREIGN[""])
        super().__init__(sentence, hint, detail=operation)
        self.operation = operation


_FINISH = "Finish it or call it off in the program that began it, then try again."


_FOREIGN = {
    "": ("Another program is in the middle of changing the history here.", _FINISH),
    "merge": (
        "Another program has begun to join two versions here, and has not finished.",
        _FINISH,
    ),
    "bisect": ("Another program is searching the history here, and has not finished.", _FINISH),
    "detached": (
        "The workspace has been set to an earlier moment of its history.",
        "Go back to the newest state, called main, in the program that set it, then try again.",
    ),
    "other-branch": (
        "The workspace has been set to a version of its own, apart from the shared one.",
        "Go back to the shared version, called main, in the program that set it, then try again.",
    ),
}


class LockHeld(Failed):
    """Someone else is writing, or a lock of theirs was left behind; `path` is the lock.

    Such a lock is explained and never removed.
    """

    code = "locked"

    def __init__(self, path: Path, *, ours: bool = False, detail: str = "") -> None:
        if ours:
            sentence = "Another window or program is saving in this workspace right now."
            hint = "Wait a moment, then try again."
        else:
            sentence = f"Another program is writing here, or stopped halfway: it left {path}."
            hint = "Wait a moment. If nothing else is running here, remove that file and try again."
        super().__init__(sentence, hint, detail=detail)
        self.path = path


class HookRefused(Failed):
    """A check that this workspace runs before each save said no; `words` are its own."""

    code = "hook-refused"

    def __init__(self, hook: str, words: str) -> None:
        said = " ".join(words.split())
        super().__init__(
            f"A check that runs before each save said no: {said}"
            if said
            else "A check that runs before each save said no, without a reason.",
            "Change what it asks for, then save again.",
            detail=f"{hook}: {words}",
        )
        self.hook = hook
        self.words = words


class HookHung(Failed):
    """A check that this workspace runs before each save did not come to an end."""

    code = "hook-hung"

    def __init__(self, hook: str, seconds: float) -> None:
        super().__init__(
            f"A check that runs before each save did not finish within {seconds:g} seconds.",
            "Ask whoever set it up to mend it, then save again.",
            detail=hook,
        )
        self.hook = hook


class SigningFailed(Failed):
    """The change could not be signed as this computer is set up to do."""

    code = "signing-failed"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "Your change could not be signed, so it was not saved.",
            "Check that your signing key is there and unlocked, then save again.",
            detail=detail,
        )


class NotWritable(Failed):
    """A file or folder refuses to be written."""

    code = "not-writable"

    def __init__(self, path: Path | str, *, detail: str = "") -> None:
        super().__init__(
            f"Nothing can be written in {path}.",
            "Ask for permission to write there, or work in a copy of your own.",
            detail=detail,
        )


class FolderMissing(Failed):
    """Something was to be written in a folder that is not there."""

    code = "folder-missing"

    def __init__(self, folder: Path | str, *, detail: str = "") -> None:
        super().__init__(
            f"The folder {folder} is not there.",
            "Look whether its name is right, make it, or choose another place.",
            detail=detail,
        )


class DiskFull(Failed):
    """There is no room left to write."""

    code = "disk-full"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "There is no room left on the disk, so this was not saved.",
            "Make some room, then save again.",
            detail=detail,
        )


class UnsafePath(Failed):
    """A record's place is not a plain file inside the workspace."""

    code = "unsafe-path"

    def __init__(self, path: str) -> None:
        super().__init__(
            f"{path} is not a plain file inside the workspace, so nothing is written there.",
            "Put a plain file or nothing in its place, then try again.",
        )


class Interrupted(Failed):
    """The person stopped it."""

    code = "interrupted"

    def __init__(self, sentence: str = "Stopped before it was done.") -> None:
        super().__init__(sentence, "Nothing was changed. Try again when you like.")


def from_os(problem: OSError, path: Path | str) -> CoproduceError:
    """Return what an error of the operating system at `path` means for people."""
    detail = str(problem)
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(detail)
    if problem.errno == errno.ELOOP:
        return UnsafePath(str(path))
    folder = Path(path).parent
    # A path inside the workspace is known by its own folder alone, not where it lies on the disk.
    if problem.errno == errno.ENOENT and folder.is_absolute() and not folder.exists():
        return FolderMissing(folder, detail=detail)
    return NotWritable(path, detail=detail)
