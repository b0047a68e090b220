"""Signing where one stands, with one's own ssh key and for nobody else."""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from schema import codec, trust
from schema.ids import about_of
from schema.kinds import Position
from schema.proof import Signature, is_fingerprint, read_signature, statement
from schema.trust import Sighting
from store import (
    contributing,
    known_keys,
    preferences,
    signed_before,
    signed_elsewhere,
    ssh_keygen,
)
from store.contributing import Speech
from store.desk import Desk
from store.errors import BadValue, CoproduceError, Failed, NoSigningKey, SigningFailed
from store.finding import find_person, speaker
from store.known_keys import KnownKey
from store.own_code import own_code
from store.proof import fingerprints
from store.signed_before import Once
from store.typed_path import typed_path
from store.values import Saved
from store.verdict import not_theirs

_USUAL_KEY = "~/.ssh/id_ed25519"


def agree(
    desk: Desk,
    typed: str,
    because: str,
    speech: Speech,
    *,
    position: str,
    text: str,
    key: str,
    ask: bool,
    earlier: bool = False,
) -> Saved:
    """Record where the person at the keyboard stands, signed with their own key.

    `key` is a file, "" for the usual one. Nothing is saved when it raises: BadValue for someone
    else's position, NoSigningKey, KeyLocked, NoKeygen, SigningFailed, or as `contributing.agree`.
    """
    me = desk.require_me()
    if speaker(desk.snapshot, speech.by, me) != me:
        raise BadValue(
            "Only the person themselves can sign where they stand.",
            "Leave out --sign: then it is kept as recorded by you for them.",
        )
    root = desk.repository.paths.root
    program, chosen = ssh_keygen.find(root), _key(desk, key)
    workspace = own_code(desk)
    if not workspace:
        raise Failed(
            "This workspace has no code of its own yet, which a signature must name.",
            "Give it one, once for everyone, with: coproduce doctor --fix",
        )
    made: list[tuple[Signature, bytes]] = []

    def seal(path: str, file: codec.File) -> str:
        said = statement(workspace, path, file)
        given = ssh_keygen.sign(program, said, chosen, ask=ask) if said else ""
        signature = read_signature(given)
        if signature is None or not ssh_keygen.fits(program, said, given, signature):
            raise SigningFailed(f"no use can be made of what {chosen} signed")
        made.append((signature, said))
        return given

    saved = contributing.agree(
        desk, typed, because, speech, position=position, text=text, earlier=earlier, seal=seal
    )
    notes = tuple(_own_key_notes(desk, me, saved.path, *made[-1]))
    return msgspec.structs.replace(saved, notes=(*saved.notes, *notes))


def _own_key_notes(
    desk: Desk, me: str, path: str, signature: Signature, said: bytes
) -> Iterator[str]:
    """Yield what the signer should know of their key, and remember it if nothing speaks against."""
    key = signature.fingerprint
    yield f"Signed with your key {key}. Read it to the others when they ask."
    try:
        known = known_keys.known(desk)
        found = trust.judged([Sighting(me, key)], fingerprints(known))[Sighting(me, key)]
        if found == trust.FIRST:
            known_keys.remember(desk, [(me, KnownKey(key=key, since=desk.today))])
        elif found != trust.KNOWN:
            yield not_theirs(desk, found, Sighting(me, key), known)
        about = about_of(path)
        once = Once(person=me, agreement=about[1] if about else "", day=desk.today)
        signed_before.remember(desk, [(path, once)])
        position = desk.snapshot.record(path)
        if isinstance(position, Position):
            signed_elsewhere.remember(desk, [signed_elsewhere.answer(path, position, said)])
    except CoproduceError as problem:
        yield f"{problem.sentence} {problem.hint}"


def _key(desk: Desk, typed: str) -> str:
    """Return the key to sign with: a file, or a public key whose private part an agent holds."""
    settings = desk.repository.settings
    named = typed or settings.get("user.signingkey")
    if ssh_keygen.is_public_key(named):
        return named
    is_ssh = settings.get("gpg.format") == "ssh"
    if not typed and not is_ssh and not (named and _file(named).is_file()):
        # Git signs with another kind of key here; positions are signed with an ssh key.
        named = _USUAL_KEY
    place = _file(named or _USUAL_KEY)
    if place.is_dir():
        raise BadValue(
            f"{place} is a folder, and no key.",
            "Name the file of your own key, as in: --sign ~/.ssh/id_ed25519",
        )
    private = place.with_name(place.name.removesuffix(".pub"))
    place = private if private.is_file() else place
    if not place.is_file() and not place.with_name(f"{place.name}.pub").is_file():
        raise NoSigningKey(str(place) if typed or is_ssh else "")
    root = desk.repository.paths.root
    if preferences.lies_in(place, root):
        raise BadValue(
            f"The key {place} lies inside the workspace, where everyone may get it.",
            "Move it to a folder of your own, like ~/.ssh, and make a new one if it was shared.",
        )
    return str(place)


def _file(named: str) -> Path:
    try:
        return typed_path(named)
    except BadValue:
        return Path(named).absolute()


def accept_key(desk: Desk, typed: str, key: str) -> str:
    """Remember that a person was asked and said that a key is theirs; return the person's id.

    Keys that were only seen for them, and never asked about, stand for them no more. Raises
    BadValue for what is no fingerprint, and for a key that stands for someone else here.
    """
    person = find_person(desk.snapshot, typed)
    plain = key.strip()
    if not is_fingerprint(plain):
        raise BadValue(
            f"“{key}” is not the fingerprint of a key.",
            "It begins with SHA256: and is shown by: coproduce verify",
        )
    for other, keys in known_keys.known(desk).items():
        if other != person and any(each.key == plain for each in keys):
            raise BadValue(
                f"This key is known as {desk.name(other)}’s, and one key can only be one person’s.",
                f"Ask both. A key that is known wrongly is taken out of {known_keys.file()}.",
            )
    new = KnownKey(key=plain, since=desk.today, asked=True)
    known_keys.remember(desk, [(person, new)])
    return person
