"""A position was given to one text, letter by letter: any other one is another text."""

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from gathered import git
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store import Workspace

TITLE = "Café rules"
BODY = "We listen, also in the café.\n\nWe take breaks.\n"
CLOSING = re.compile(rb"\n---[ \t]*\r?\n")


class Agreed:
    """A workspace in which two people agreed, and its file as other programs can write it."""

    def __init__(self, folder: Path) -> None:
        self.workspace = Workspace.init(folder, "Evenings", name="Robin")
        sam = self.workspace.new("person", "Sam").id
        fields = {"parties": (self.workspace.me, sam)}
        saved = self.workspace.new("agreement", TITLE, fields, BODY)
        self.ref = f"agreement/{saved.id}"
        self.file = folder / saved.path
        for person in ("Robin", "Sam"):
            self.workspace.agree(self.ref, by=person)
        self.first = self.file.read_bytes()

    def write(self, data: bytes) -> None:
        """Save the file as another program does."""
        self.file.write_bytes(data)
        if git(self.file.parent, "status", "--porcelain"):
            git(self.file.parent, "commit", "-q", "-a", "-m", "By hand")

    def found(self) -> tuple[str, set[bool]] | None:
        """Return where it is, and whether the positions are on this text; None when unreadable."""
        for each in self.workspace.standing():
            if each.positions:
                assert len(each.positions) == 2
                return each.standing, {one.on_this_text for one in each.positions}
        return None


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Agreed]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
        new = Agreed(tmp_path_factory.mktemp("letters") / "evenings")
        yield new
        new.workspace.close()


@pytest.fixture
def agreed(made: Agreed) -> Agreed:
    made.write(made.first)
    assert made.found() == ("agreed", {True})
    return made


def letters(text: str) -> bytes:
    return text.encode()


CHANGES = {
    "an accent written as two characters": ("café", unicodedata.normalize("NFD", "café")),
    "an accent in the title": ("Café", unicodedata.normalize("NFD", "Café")),
    "a zero width space": ("listen", "lis\u200bten"),
    "a zero width space in the title": (" rules", "\u200b rules"),
    "a joiner": ("listen", "lis\u200dten"),
    "a soft hyphen": ("listen", "lis\u00adten"),
    "a space at the end of a line": ("breaks.\n", "breaks. \n"),
    "a space more": ("We take", "We  take"),
    "a space that does not break": ("We take", "We\u00a0take"),
    "a letter that only looks the same": ("breaks", "bre\u0430ks"),
    "an empty line more at the end": ("breaks.\n", "breaks.\n\n"),
    "no line break at the end": ("breaks.\n", "breaks."),
    "line ends of another system": ("breaks.\n", "breaks.\r\n"),
    "a mark before the text": ("We listen", "\ufeffWe listen"),
    "a mark of direction": ("breaks", "\u202ebreaks"),
    "a capital": ("rules\n", "Rules\n"),
    "a full stop": ("breaks.", "breaks"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_one_other_letter_is_another_text_until_it_is_put_right(agreed: Agreed, what: str) -> None:
    old, new = map(letters, CHANGES[what])
    changed = agreed.first.replace(old, new, 1)
    assert changed != agreed.first
    agreed.write(changed)
    assert agreed.found() == ("changed-since-agreed", {False})
    agreed.write(agreed.first)
    assert agreed.found() == ("agreed", {True})


@settings(max_examples=50, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.integers(0, 10_000),
    st.integers(0, 255),
    st.sampled_from(["put", "put", "cut", "add"]),
    st.booleans(),
)
def test_any_changed_byte_of_title_or_body_is_another_text(
    agreed: Agreed, at: int, byte: int, how: str, in_text: bool
) -> None:
    start = agreed.first.index(b"\ntitle: ") if in_text else 0
    at = start + at % (len(agreed.first) - start)
    middle = {"put": bytes([byte]), "cut": b"", "add": bytes([byte]) + agreed.first[at : at + 1]}
    changed = agreed.first[:at] + middle[how] + agreed.first[at + 1 :]
    agreed.write(changed)
    found = agreed.found()
    if found is None:
        # Nobody can read it as an agreement any more; that is told apart from every standing.
        (line,) = agreed.workspace.agreements()
        assert line.damaged
    else:
        same = text_of(changed) == (TITLE, letters(BODY))
        assert found[1] == {same}
        assert same or found[0] != "agreed"


def text_of(data: bytes) -> tuple[str, bytes]:
    """Return title and body as any reader of YAML finds them."""
    header, body = CLOSING.split(data, maxsplit=1)
    fields = yaml.load(header.removeprefix(b"---").lstrip(b"\r \t"), yaml.CBaseLoader)
    return str(fields.get("title", "")), body


def test_what_enters_through_the_program_is_the_same_text_however_it_was_typed(
    agreed: Agreed,
) -> None:
    typed = unicodedata.normalize("NFD", BODY).replace("\n", "\r\n")
    saved = agreed.workspace.edit(agreed.ref, body=typed.replace("listen", "lis\u200bten"))
    assert saved.commit is None
    assert agreed.found() == ("agreed", {True})
