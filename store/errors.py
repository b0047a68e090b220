# ruff: noqa: N818 - the classes are named in the words people use, not after their mechanism.
"""Everything that can go wrong, each with one sentence for people, one hint, and its family.

CoproduceError
├── Failed                    exit 1: it could not be done here and now
│   ├── NotAWorkspace
│   ├── BareRepository
│   ├── GitMissing
│   ├── GitTooOld
│   ├── GitFailed
│   │   └── TookTooLong
│   ├── NoIdentity
│   ├── ForeignOperation
│   ├── LockHeld
│   ├── HookRefused
│   ├── HookHung
│   ├── SigningFailed
│   ├── NoKeygen              proof: signatures can be neither made nor checked
│   ├── KeyLocked             proof: a key needs its passphrase, and nobody can be asked
│   ├── KeysUnreadable        proof: which keys are known cannot be read
│   ├── NotWritable
│   ├── DiskFull
│   ├── UnsafePath
│   ├── Interrupted
│   ├── NoPlace               sharing: nowhere to share with
│   ├── ShallowHistory        sharing: only a part of the history is here
│   ├── NewerMerge            sharing: joined by a newer coproduce
│   ├── AlreadySharing        sharing: another window does it right now
│   ├── Busy                  sharing: others were faster, each time
│   ├── NothingThere          sharing: the place holds no workspace
│   ├── PlaceFull
│   ├── PlaceReadOnly
│   ├── PlaceRefused          a rule or check of the place said no
│   └── BadBundle
├── WrongWords                exit 2: what was typed or chosen does not fit
│   ├── UnknownReference
│   ├── AmbiguousReference
│   ├── UnknownPerson
│   ├── NoSigningKey          proof: no key of that name, or none at all
│   └── BadValue
├── NeedsPeople               exit 3: only people can decide
│   ├── RecordChanged
│   ├── TextChanged
│   ├── HistoryRewritten      sharing: a place lost what was shared before
│   └── UnrelatedPlace        sharing: a place holds another activity
├── Unreachable               exit 4: network or sign-in
│   ├── HostUnknown
│   ├── NoAnswer
│   ├── PlaceMissing
│   ├── SignInNeeded
│   ├── UnknownHostKey
│   ├── ChangedHostKey
│   └── NotTrusted
└── DamagedWorkspace          exit 5: what is on disk cannot be used as it is
    ├── DamagedRecord
    ├── HistoryMissing
    ├── HistoryUnreadable
    └── NewerFormat
"""

import errno
from pathlib import Path
from typing import ClassVar


class CoproduceError(Exception):
    """One thing that went wrong, said for people.

    `sentence` says what and where, `hint` what to do next, `code` is stable for programs.
    `detail` holds git's own words, for `--verbose` only.
    `drafts` are the files in which words that could not be saved are kept. `words_kept` says that
    nothing is lost: they are in those drafts, or come back as drafts at the next start.
    """

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = 1

    def __init__(self, sentence: str, hint: str = "", *, detail: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.hint = hint
        self.detail = detail
        self.drafts: tuple[Path, ...] = ()
        self.words_kept = False

    @property
    def draft(self) -> Path | None:
        """Return the first file in which unsaved words are kept, if there is one."""
        return self.drafts[0] if self.drafts else None


class Failed(CoproduceError):
    """It could not be done here and now."""

    code = "failed"
    exit_code = 1


class WrongWords(CoproduceError):
    """What was typed or chosen does not fit."""

    code = "wrong-words"
    exit_code = 2


class NeedsPeople(CoproduceError):
    """Refused until people decide."""

    code = "needs-people"
    exit_code = 3


class Unreachable(CoproduceError):
    """The network or a sign-in stands in the way."""

    code = "unreachable"
    exit_code = 4


class DamagedWorkspace(CoproduceError):
    """What is on disk cannot be used as it is."""

    code = "damaged"
    exit_code = 5


class NotAWorkspace(Failed):
    """There is no workspace in this folder or above it."""

    code = "not-a-workspace"

    def __init__(self, folder: Path | str, *, detail: str = "") -> None:
        super().__init__(
            f"There is no workspace in {folder} or in any folder above it.",
            "Go to the folder of your workspace, or make a new one with: coproduce init",
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


class NoKeygen(Failed):
    """There is no ssh-keygen on this computer that makes and checks signatures."""

    code = "no-ssh-keygen"

    def __init__(self, detail: str = "") -> None:
        super().__init__(
            "Signatures can be neither made nor checked here: that needs the program ssh-keygen.",
            "Install OpenSSH 8.2 or newer, then try again. Without --sign nothing needs it.",
            detail=detail,
        )


class KeyLocked(Failed):
    """A key needs its passphrase, and nobody can be asked for it here."""

    code = "key-locked"

    def __init__(self, key: str, detail: str = "") -> None:
        super().__init__(
            f"The key {key} needs its passphrase, and nobody can be asked for it here.",
            "Type the command in a terminal, or hand the key to your agent first with ssh-add."
            " Nothing was saved.",
            detail=detail,
        )
        self.key = key


class KeysUnreadable(Failed):
    """The file with the keys that were seen before cannot be used, so nothing can be told."""

    code = "keys-unreadable"

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"Which key is whose cannot be read in {file}: {why}.",
            "Get it back from a copy. Or move it away and begin anew: then ask people again which"
            " key is theirs.",
        )
        self.file = file


class NotWritable(Failed):
    """A file or folder refuses to be written."""

    code = "not-writable"

    def __init__(self, path: Path | str, *, detail: str = "") -> None:
        super().__init__(
            f"Nothing can be written in {path}.",
            "Ask for permission to write there, or work in a copy of your own.",
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
        super().__init__(
            f"{where} has a rule that said no: {said}"
            if said
            else f"{where} has a rule that said no, without a reason.",
            "Ask whoever looks after it. Your work is safe on this computer.",
            detail=detail,
        )
        self.words = words


class BadBundle(Failed):
    """A file that was to be received cannot be used."""

    code = "bad-bundle"

    def __init__(self, file: Path | str, why: str = "", *, detail: str = "") -> None:
        super().__init__(
            f"{file} {why or 'is damaged, or is not a file made with coproduce bundle'}.",
            "Ask for it again. Nothing was changed.",
            detail=detail,
        )


class UnknownReference(WrongWords):
    """What was typed names nothing here."""

    code = "unknown-reference"

    def __init__(self, typed: str, hint: str = "See what there is with: coproduce list") -> None:
        super().__init__(f"There is nothing here called “{typed}”.", hint)
        self.typed = typed


class AmbiguousReference(WrongWords):
    """What was typed fits several; `candidates` lists them, as they can be typed in full."""

    code = "ambiguous-reference"

    def __init__(self, typed: str, candidates: tuple[str, ...]) -> None:
        super().__init__(
            f"“{typed}” fits {len(candidates)}: {', '.join(candidates)}.",
            "Type a little more of the one you mean.",
        )
        self.typed = typed
        self.candidates = candidates


class UnknownPerson(WrongWords):
    """Nobody here has that id or chosen name."""

    code = "unknown-person"

    def __init__(self, typed: str) -> None:
        super().__init__(
            f"There is nobody here called “{typed}”.",
            "See who is here with: coproduce list person",
        )
        self.typed = typed


class BadValue(WrongWords):
    """A value does not fit its place."""

    code = "bad-value"


class NoSigningKey(WrongWords):
    """There is no such key to sign with, or only the part of it that everyone may have."""

    code = "no-signing-key"

    def __init__(self, key: str = "", detail: str = "") -> None:
        super().__init__(
            f"There is no key to sign with in {key}, and no agent holds it."
            if key
            else "There is no key to sign with.",
            "Name yours with: --sign KEY. Or make one with: ssh-keygen -t ed25519",
            detail=detail,
        )
        self.key = key


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

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The text of {reference} is no longer the one you read.",
            f"Read what changed with: coproduce diff {reference}",
        )
        self.reference = reference


class HistoryRewritten(NeedsPeople):
    """A place no longer has changes that were shared through it before.

    `lost` counts them; `kept` is the name under which they are kept here.
    """

    code = "rewritten"

    def __init__(self, where: str, lost: int, kept: str) -> None:
        changes = "1 change that was" if lost == 1 else f"{lost} changes that were"
        super().__init__(
            f"{where} has been rewritten: {changes} shared there before is not there any more."
            if lost == 1
            else f"{where} has been rewritten: {changes} shared there before are not there any"
            " more.",
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


class HistoryMissing(DamagedWorkspace):
    """The files of a workspace lie here, but what was saved of them cannot be found."""

    code = "history-missing"

    def __init__(self) -> None:
        super().__init__(
            "What was saved in this workspace cannot be found: its newest change is missing.",
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


def from_os(problem: OSError, path: Path | str) -> CoproduceError:
    """Return what an error of the operating system at `path` means for people."""
    detail = str(problem)
    if problem.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(detail)
    if problem.errno == errno.ELOOP:
        return UnsafePath(str(path))
    return NotWritable(path, detail=detail)
