"""What a signed position says, byte for byte, and what a signature made by ssh-keygen holds."""

import base64
import binascii
import hashlib
import re

import msgspec

from schema import codec
from schema.ids import path_of
from schema.kinds import Position, record_of
from schema.record import Damaged
from schema.replacement import ANONYMOUS

NAMESPACE = "coproduce-position@v1"
"""What a signature is made for: one made for anything else, a file or a login, proves nothing."""

KEY_KINDS = frozenset(
    (
        "ssh-ed25519",
        "ssh-rsa",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
    )
)
LIMIT = 16 * 1024
"""A signature's longest text; the largest keys in use need about 3,000 characters."""

_MAGIC = b"SSHSIG"
_VERSION = 1
_BEGIN = "-----BEGIN SSH SIGNATURE-----"
_END = "-----END SSH SIGNATURE-----"
_LINE = 70
_WORD = re.compile(r"[A-Za-z0-9-]+")
_WORKSPACE = re.compile(r"[a-z2-7]{16}")
_FINGERPRINT = re.compile(r"SHA256:[A-Za-z0-9+/]{43}")
NOTHING = "-"


class Signature(msgspec.Struct, frozen=True):
    """A signature taken apart: the kind of key and the key itself, and what it was made for."""

    key_kind: str
    key: bytes
    namespace: str

    @property
    def fingerprint(self) -> str:
        """How people compare the key, as `ssh-keygen -l` writes it."""
        return fingerprint(self.key)


def is_workspace_id(text: str) -> bool:
    """Return whether `text` is the id of a workspace: 16 of a to z and 2 to 7."""
    return _WORKSPACE.fullmatch(text) is not None


def workspace_id(person: str, moment: str) -> str:
    """Return the id of a workspace begun by `person` (a random id) at `moment` (ISO 8601)."""
    made = hashlib.sha256(f"coproduce-workspace-v1\n{person}\n{moment}\n".encode()).digest()
    return base64.b32encode(made).decode().lower()[:16]


def statement(workspace: str, path: str, file: codec.File) -> bytes:
    """Return what is signed for the position in `file`, without its signature, lying at `path`.

    Each line names one thing; the last is the SHA-256 of all bytes of the file, so that nothing in
    it can change unseen. Returns b"" when this is no position that can be signed: when it lies in
    another place than its header says, or a value is not one plain word.
    Source: the format, section "Proof".
    """
    record = record_of(path, file.fields, file.body)
    if not isinstance(record, Position) or path != _place_of(record) or record.by == ANONYMOUS:
        return b""
    values = {
        "workspace": workspace,
        "agreement": record.ref.removeprefix("agreement/"),
        "digest": record.digest,
        "person": record.by,
        "recorder": record.recorded_by or record.by,
        "position": record.position,
        "date": record.date,
        "replaces": " ".join(record.replaces) or NOTHING,
        "contribution": record.id,
        "file": hashlib.sha256(codec.write(file)).hexdigest(),
    }
    words = [*(value for name, value in values.items() if name != "replaces"), *record.replaces]
    if not is_workspace_id(workspace) or not all(map(_WORD.fullmatch, words)):
        return b""
    lines = [NAMESPACE, *(f"{name}: {value}" for name, value in values.items())]
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _place_of(record: Position) -> str:
    kind, _, id_ = record.ref.partition("/")
    if kind != "agreement":
        return ""
    try:
        return path_of("position", record.id, (kind, id_))
    except ValueError:
        return ""


def unsigned(data: bytes) -> codec.File | None:
    """Return the file in `data` as it was before it was signed.

    None when it is not, byte for byte, such a file with a signature as its last field.
    """
    file = codec.read(data)
    if isinstance(file, Damaged):
        return None
    signature = file.fields.get("signature")
    if not isinstance(signature, str):
        return None
    try:
        before = codec.with_field(file, "signature", None)
        again = codec.write(codec.with_field(before, "signature", signature))
    except codec.Refused:
        return None
    return before if again == data else None


def armoured(text: str) -> str:
    """Return a signature's base64 as the file that ssh-keygen reads."""
    lines = [text[at : at + _LINE] for at in range(0, len(text), _LINE)]
    return "\n".join([_BEGIN, *lines, _END, ""])


def bare(armour: str) -> str:
    """Return the base64 of a signature file of ssh-keygen on one line, "" when it is none."""
    lines = armour.replace("\r", "").strip().split("\n")
    return "".join(lines[1:-1]) if (lines[0], lines[-1]) == (_BEGIN, _END) else ""


def read_signature(text: str) -> Signature | None:
    """Return what the base64 in the field `signature` holds, None when it is no signature.

    Whether it is a good one only ssh-keygen can tell. Source: PROTOCOL.sshsig of OpenSSH.
    """
    if not text or len(text) > LIMIT:
        return None
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    if base64.b64encode(data).decode() != text or not data.startswith(_MAGIC):
        return None
    version = int.from_bytes(data[6:10], "big")
    parts = _parts(data[10:])
    # The key, what it was made for, a part kept empty, the hash, the signature itself.
    if version != _VERSION or len(parts) != 5:
        return None
    kind = _parts(parts[0])[:1]
    try:
        named = kind[0].decode("ascii") if kind else ""
        namespace = parts[1].decode()
    except UnicodeDecodeError:
        return None
    return Signature(named, parts[0], namespace) if named in KEY_KINDS else None


def _parts(data: bytes) -> list[bytes]:
    """Return the parts of ssh's wire form, each with its length before it; [] when cut short."""
    parts: list[bytes] = []
    while data:
        length = int.from_bytes(data[:4], "big")
        if len(data) < 4 or len(data) - 4 < length:
            return []
        parts.append(data[4 : 4 + length])
        data = data[4 + length :]
    return parts


def fingerprint(key: bytes) -> str:
    """Return how people compare a key, as `ssh-keygen -l` writes it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def is_fingerprint(text: str) -> bool:
    """Return whether `text` is a key's fingerprint, as `ssh-keygen -l` writes it."""
    return _FINGERPRINT.fullmatch(text) is not None


def key_line(signature: Signature) -> str:
    """Return the line that makes ssh-keygen accept this one key, for positions only."""
    key = base64.b64encode(signature.key).decode()
    return f'signer namespaces="{NAMESPACE}" {signature.key_kind} {key}\n'
