"""What is signed, byte for byte, and that no other file can ever claim the same."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from signers import Group

from schema import codec
from schema.proof import (
    NAMESPACE,
    armoured,
    bare,
    fingerprint,
    is_fingerprint,
    is_workspace_id,
    read_signature,
    statement,
    unsigned,
    workspace_id,
)
from schema.signed import examined
from store import ssh_keygen

FORMAT = Path(__file__).parents[2] / "docs" / "format.md"
CODE = "k7mq2x5wz3abcdef"
PLACE = "contributions/agreement/ground-rules-abc234/aaaabbbbccccdddd.md"


def blocks() -> list[str]:
    """Return the blocks of the section Proof: what is signed, the file, the signature."""
    section = FORMAT.read_text().split("## Proof\n")[1].split("\n## ")[0]
    return re.findall(r"^```\n(.*?)^```$", section, re.MULTILINE | re.DOTALL)


SAID, FILE, SIGNATURE = (each.encode() for each in blocks())
SIGNED = codec.with_field(codec.read(FILE), "signature", SIGNATURE.decode().strip())
DATA = codec.write(SIGNED)


def test_the_example_of_the_format_is_what_is_signed():
    assert statement(CODE, PLACE, codec.read(FILE)) == SAID
    assert codec.write(unsigned(DATA)) == FILE
    assert DATA.replace(b"signature: " + SIGNATURE, b"") == FILE


def test_the_signature_of_the_example_is_good(keygen: str):
    claim = examined(CODE, PLACE, DATA)
    assert (claim.fault, claim.said) == ("", SAID)
    assert claim.signature is not None
    assert claim.signature.fingerprint == "SHA256:RLR1PiB4irBDNmLOJcoFtzJHaVJ8NFCEIMqZnUbgUIc"
    assert ssh_keygen.fits(keygen, claim.said, claim.text, claim.signature)
    assert not ssh_keygen.fits(keygen, claim.said + b" ", claim.text, claim.signature)


@given(st.integers(0, len(DATA) - 1), st.integers(0, 255), st.sampled_from(["put", "cut", "add"]))
def test_a_single_changed_byte_claims_something_else_or_nothing(at: int, byte: int, how: str):
    middle = {"put": bytes([byte]), "cut": b"", "add": bytes([byte]) + DATA[at : at + 1]}[how]
    changed = DATA[:at] + middle + DATA[at + 1 :]
    claim = examined(CODE, PLACE, changed)
    same = (claim.said, claim.text) == (SAID, SIGNATURE.decode().strip())
    assert same == (changed == DATA)


FIELDS = st.sampled_from(
    ["by", "date", "position", "digest", "ref", "recorded_by", "replaces", "content_note", "form"]
)
VALUES = st.one_of(
    st.sampled_from(["p-bbbbbbbb", "take-back", "2026-05-04", "agreement/pay-abc234", "", "a\nb"]),
    st.lists(st.sampled_from(["aaaabbbbccccdddd", "x y", ""]), max_size=2).map(tuple),
    st.text(max_size=12),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(FIELDS, VALUES, st.text(max_size=8))
def test_real_ssh_keygen_takes_no_file_with_another_field_or_text(keygen, name, value, more):
    try:
        file = codec.with_field(SIGNED, name, value)
        file = codec.with_body(file, file.body + more)
        changed = codec.write(file)
    except (codec.Refused, UnicodeEncodeError):
        return
    claim = examined(CODE, PLACE, changed)
    good = claim.signature is not None and ssh_keygen.fits(
        keygen, claim.said, claim.text, claim.signature
    )
    assert good == (changed == DATA)


@pytest.mark.parametrize(
    ("code", "path"),
    [
        ("k7mq2x5wz3abcdeg", PLACE),
        ("", PLACE),
        (CODE, PLACE.replace("abc234", "abc235")),
        (CODE, PLACE.replace("aaaa", "aaab")),
        (CODE, "contributions/unplaced/aaaabbbbccccdddd.md"),
        (CODE, PLACE.replace("agreement", "review")),
    ],
)
def test_another_workspace_or_place_is_another_statement(code: str, path: str):
    claim = examined(code, path, DATA)
    assert claim.said != SAID


def test_a_copy_that_says_another_of_its_names_says_nothing():
    other = codec.write(codec.with_field(SIGNED, "id", "b" * 16))
    assert examined(CODE, PLACE, other).fault
    moved = examined(CODE, PLACE.replace("aaaabbbbccccdddd", "b" * 16), other)
    assert moved.said not in (b"", SAID)


def test_nobody_signs_without_a_name():
    anonymous = codec.with_field(codec.read(FILE), "by", "anonymous")
    assert statement(CODE, PLACE, anonymous) == b""


@given(st.binary(max_size=200))
def test_no_bytes_are_too_strange_for_a_signature_to_be_read(data: bytes):
    import base64

    assert read_signature(base64.b64encode(b"SSHSIG\0\0\0\1" + data).decode()) is None or data
    assert read_signature(data.decode("latin-1")) is None


def test_what_is_no_signature_is_none():
    good = SIGNATURE.decode().strip()
    assert read_signature(good) is not None
    for bad in ("", good[:-4], good + "\n", f" {good}", good.replace("=", ""), "A" * 20000):
        assert read_signature(bad) is None


def test_an_armour_and_its_inside_are_the_same_signature():
    good = SIGNATURE.decode().strip()
    assert bare(armoured(good)) == good
    assert bare("") == bare("nothing") == bare("-----BEGIN SSH SIGNATURE-----\nAAAA") == ""


def test_the_code_of_a_workspace_and_a_fingerprint_have_one_form():
    assert is_workspace_id(workspace_id("p-aaaaaaaa", "2026-05-03T10:00:00+01:00"))
    assert workspace_id("p-a", "x") != workspace_id("p-b", "x") != workspace_id("p-b", "y")
    assert is_fingerprint(fingerprint(b"any key"))
    assert not any(map(is_workspace_id, ("", "A" * 16, "a" * 15, "a" * 16 + "\n", "1" * 16)))


def test_the_namespace_is_the_one_of_the_format():
    assert NAMESPACE == SAID.decode().split("\n")[0] == "coproduce-position@v1"


def test_a_signed_file_that_was_written_otherwise_is_not_the_one_that_was_signed(group: Group):
    """Same fields, other bytes: a comment, another order, other line ends."""
    group.agree("Sam")
    mine = group.position_of("Sam")
    text = mine.read_text()
    assert group.states() == {"Sam agree": "proven"}
    lines = text.split("---\n")[1].splitlines(keepends=True)
    for other in (
        text.replace("position: agree\n", "position: agree # not really\n"),
        text.replace("".join(lines), "".join([lines[-1], *lines[:-1]])),
        text.replace("\n", "\r\n"),
        f"{text}\n",
    ):
        mine.write_bytes(other.encode())
        group.save_as_it_lies()
        assert group.states() == {"Sam agree": "forged"}
    shutil.copy(mine, mine.with_suffix(".txt"))
    mine.write_text(text)
    group.save_as_it_lies()
    assert group.states() == {"Sam agree": "proven"}
