"""What stands in the way of signing, and of knowing whose signature it is."""

from pathlib import Path

from store.errors.families import Failed, WrongWords


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


class SignedUnreadable(Failed):
    """The file with what was signed in this copy cannot be used, so nothing would be missed."""

    code = "signed-unreadable"

    def __init__(self, file: Path, why: str) -> None:
        super().__init__(
            f"What was signed here before cannot be read in {file}: {why}.",
            "Move it away, then try again. Nothing saved is lost; only what was signed and taken"
            " out of every history would not be missed.",
        )
        self.file = file


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
