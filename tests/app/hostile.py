"""A workspace whose every text was written by someone who wishes the app ill, or by the world."""

import subprocess
from itertools import count, cycle
from pathlib import Path

from schema import codec
from schema.ids import kind_and_id
from schema.kinds import DOCUMENTS, KINDS, field_forms
from schema.record import Damaged, Value
from schema.sections import section_codes

MARKUP = "[/x] [@click=app.quit]go[/] [bold]b[/bold] [$nope"
CONTROLS = "a\x1b[31mred\x1b]0;owned\x07 \x9b2J b"
HIDDEN = "c\u202edlrow\u202c \u2066x\u2069 z\u200bw"
WORLD = "שלום مرحبا 👩‍👩‍👧‍👦 🏳️‍🌈 e\u0301 한국어"
LONG = "w" * 10_000
SHORT = (MARKUP, CONTROLS, HIDDEN, WORLD)
ALL = (*SHORT, LONG)
BODY = "\n\n".join(ALL)

_LEFT = frozenset({"kind", "id", "format", "archived", "content_note", "step", "about"})


def poison(folder: Path) -> None:
    """Put hostile text into every title, name, field, body and reason of a workspace."""
    texts, number = cycle(ALL), count()
    for path in sorted(folder.glob("**/*.md")):
        place = path.relative_to(folder).as_posix()
        if kind_and_id(place) is None and place != "coproduce.md":
            continue
        file = codec.read(path.read_bytes())
        assert not isinstance(file, Damaged)
        kind = str(file.fields["kind"])
        fields: dict[str, Value | None] = {}
        if kind in DOCUMENTS:
            fields["title"] = next(texts)
        elif next(number) % 4 == 0:
            fields["content_note"] = MARKUP
        if not file.fields.get("withdrawn"):
            fields |= _free_fields(kind)
            file = _body(kind, file)
        path.write_bytes(codec.write(codec.with_fields(file, fields)))
    (folder / "agreements/damaged-aaaaaa.md").write_text(f"no header\n{BODY}\n")
    _commit(folder, MARKUP, f"{MARKUP}\n\n{CONTROLS}\n{HIDDEN}")
    (folder / "notes.txt").write_text("x")
    trailers = "Coproduce-Op: changed\nCoproduce-Record: step/1"
    _commit(folder, f"{CONTROLS} {HIDDEN}", f"Step 1: {CONTROLS}\n\n{BODY}\n\n{trailers}")
    # Somewhere to share with, so that all of it waits to go out.
    place = ["config", "remote.drive.url", f"https://example.invalid/{MARKUP}"]
    subprocess.run(["git", "-C", str(folder), *place], check=True)


def _free_fields(kind: str) -> dict[str, Value | None]:
    found: dict[str, Value | None] = {}
    for form in field_forms(kind):
        if form.rule.form == "text" and form.name not in _LEFT and form.shape != "map":
            found[form.name] = MARKUP if form.shape == "text" else SHORT
    return found


def _body(kind: str, file: codec.File) -> codec.File:
    step = str(file.fields.get("step", ""))
    codes = section_codes(kind, step) if kind in KINDS else ()
    if codes:
        for code in codes[:3]:
            file = codec.with_section(file, code, BODY)
        return file
    return codec.with_body(file, f"{BODY}\n\n{file.body}")


def _commit(folder: Path, who: str, message: str) -> None:
    own = {"user.name": who, "user.email": "x@y.invalid", "commit.gpgSign": "false"}
    settings = [part for name, value in own.items() for part in ("-c", f"{name}={value}")]
    git = ["git", *settings, "-C", str(folder)]
    subprocess.run([*git, "add", "-A"], check=True)
    subprocess.run([*git, "commit", "-q", "-F", "-"], input=message.encode(), check=True)
