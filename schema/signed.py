"""One signed position, looked at as far as its own bytes tell."""

import msgspec

from schema import codec
from schema.proof import (
    NAMESPACE,
    Signature,
    is_workspace_id,
    read_signature,
    statement,
    unsigned,
)
from schema.record import Damaged

CHANGED = "The file is not the one that was signed: something in it was changed."
MISPLACED = "It was not signed for this place: it was copied, or its header was changed."
NO_SIGNATURE = "What stands where the signature should be is none."
OTHER_PURPOSE = "It was signed for something else than where someone stands."
NO_WORKSPACE = "The workspace’s own code in coproduce.md is missing, or was changed."


class Examined(msgspec.Struct, frozen=True):
    """What a signed file claims: the bytes that must have been signed, and the signature.

    `fault` says why it cannot be right, whatever ssh-keygen thinks of it; then nothing else is set.
    """

    said: bytes = b""
    text: str = ""
    signature: Signature | None = None
    fault: str = ""


def examined(workspace: str, path: str, data: bytes) -> Examined:
    """Return what the signed position in `data`, lying at `path`, claims in this workspace."""
    file = codec.read(data)
    if isinstance(file, Damaged):
        return Examined(fault=CHANGED)
    text = file.fields.get("signature")
    signature = read_signature(text) if isinstance(text, str) else None
    if signature is None or not isinstance(text, str):
        return Examined(fault=NO_SIGNATURE)
    if signature.namespace != NAMESPACE:
        return Examined(fault=OTHER_PURPOSE)
    if not is_workspace_id(workspace):
        return Examined(fault=NO_WORKSPACE)
    before = unsigned(data)
    if before is None:
        return Examined(fault=CHANGED)
    said = statement(workspace, path, before)
    return Examined(said, text, signature) if said else Examined(fault=MISPLACED)
