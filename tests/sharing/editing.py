"""What people do to a workspace, by chance: one random change of its files after another."""

import re
from random import Random

from schema import codec
from schema.differences import (
    AGAIN_FIELD,
    FIELD,
    OPEN_FIELDS,
    REMOVED_FIELD,
    find_differences,
)
from schema.digest import digest
from schema.ids import kind_and_id
from schema.record import Damaged, Value

Contents = dict[str, bytes]
Changed = dict[str, bytes | None]

RULES = "agreements/ground-rules-abc234.md"
STEP = "steps/2-shared-understanding.md"
MEETING = "meetings/first-abc234.md"
SAID = "contributions/agreement/ground-rules-abc234"

START: Contents = {
    "coproduce.md": b"---\nkind: activity\nid: activity\ntitle: Evenings\n"
    b"perspectives: [service-user, carer, staff]\nsetting: a quiet house\n---\nTalking it over.\n",
    RULES: b"---\nkind: agreement\nid: ground-rules-abc234\ntitle: Ground rules\n"
    b"about: ground-rules\nparties: [p-aaaaaaaa, p-bbbbbbbb]\n---\n"
    b"We listen until the end.\n\nEveryone may take a break.\nAnd come back.\n\n"
    b"- tea\n- cake\n\nWe meet on Mondays.\n",
    STEP: b'---\nkind: step\nid: "2"\nstep: "2"\ntitle: Shared understanding\n---\n'
    b"## 2.1 The change and the way there\n\nFirst thoughts.\nSecond thoughts.\nThird ones.\n\n"
    b"## 2.2 One picture of the issue\n\n## 2.3 Common ground\n\nMeet halfway.\n",
    MEETING: b'---\nkind: meeting\nid: first-abc234\ntitle: First evening\ndate: "2026-05-01"\n'
    b'present:\n  staff: "3"\n  carer: "2"\nagenda_by: [staff, carer]\nbreaks: every hour\n'
    b"---\nWe began with a round.\n\n```\nplan: a, b\n```\n\n"
    b"| who | what |\n|---|---|\n| A | tea |\n",
    "people/p-aaaaaaaa.md": b"---\nkind: person\nid: p-aaaaaaaa\ntitle: Ann\n---\n",
    "people/p-bbbbbbbb.md": b"---\nkind: person\nid: p-bbbbbbbb\ntitle: Ben\n---\n",
    f"{SAID}/aaaabbbbccccdddd.md": b"---\nkind: words\nid: aaaabbbbccccdddd\n"
    b'ref: agreement/ground-rules-abc234\nby: p-aaaaaaaa\ndate: "2026-05-01"\n---\nHear me.\n',
    "README.md": b"one\ntwo\nthree\nfour\nfive\n",
    ".gitattributes": b"*.md -text diff=markdown\n",
}

WORD = re.compile(rb"\bzq[a-z]+q\b")
"""A word that a change brought in: no other change brings the same one."""


def words(data: bytes | None) -> set[bytes]:
    """Return the words of that kind in a file."""
    return set(WORD.findall(data or b""))


class Writer:
    """Makes changes of a workspace; `chance` decides, and every new word is new."""

    def __init__(self) -> None:
        self._count = 0
        self.said = 0

    def word(self) -> str:
        self._count += 1
        number, letters = self._count, ""
        while number:
            number, digit = divmod(number, 26)
            letters += chr(97 + digit)
        return f"zq{letters}q"

    def change(self, chance: Random, files: Contents) -> tuple[str, Changed]:
        """Return what kind of change it is, and the files it changes; none when it does not fit."""
        names = [name for name in dir(self) if name.startswith("do_")]
        weights = [_WEIGHTS.get(name, 2) for name in names]
        name = chance.choices(names, weights)[0]
        changed: Changed = getattr(self, name)(chance, files)
        return name[3:], {p: d for p, d in changed.items() if files.get(p) != d}

    # Text

    def do_reword(self, chance: Random, files: Contents) -> Changed:
        return self._body(chance, files, self._reworded)

    def _reworded(self, chance: Random, blocks: list[str]) -> None:
        at = chance.randrange(len(blocks))
        lines = blocks[at].split("\n")
        line = chance.randrange(len(lines))
        parts = lines[line].split(" ")
        where = chance.randrange(len(parts))
        parts[where : where + chance.randrange(2)] = [self.word()]
        lines[line] = " ".join(parts)
        blocks[at] = "\n".join(lines)

    def do_replace(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            blocks[chance.randrange(len(blocks))] = self._block(chance)

        return self._body(chance, files, change)

    def do_insert(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            blocks.insert(chance.randrange(len(blocks) + 1), self._block(chance))

        return self._body(chance, files, change)

    def do_take_out(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            del blocks[chance.randrange(len(blocks))]

        return self._body(chance, files, change)

    def do_move(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            block = blocks.pop(chance.randrange(len(blocks)))
            blocks.insert(chance.randrange(len(blocks) + 1), block)

        return self._body(chance, files, change)

    def do_split(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            at = chance.randrange(len(blocks))
            blocks[at] = blocks[at].replace(" ", f"\n\n{self.word()} ", 1)

        return self._body(chance, files, change)

    def do_join(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            at = chance.randrange(len(blocks))
            blocks[at : at + 2] = ["\n".join(blocks[at : at + 2])]

        return self._body(chance, files, change)

    def do_new_line(self, chance: Random, files: Contents) -> Changed:
        def change(chance: Random, blocks: list[str]) -> None:
            at = chance.randrange(len(blocks))
            lines = blocks[at].split("\n")
            lines.insert(chance.randrange(len(lines) + 1), f"{self.word()} {self.word()}.")
            blocks[at] = "\n".join(lines)

        return self._body(chance, files, change)

    def _block(self, chance: Random) -> str:
        one, two, three = (self.word() for _ in range(3))
        return chance.choice(
            (
                f"We {one} the {two}.",
                f"We {one}.\nThen we {two}.\nThen {three} rests.",
                f"- {one}\n- {two} and {three}",
                f"```\n{one}\n\n{two}\n```",
                f"> {one} {two}",
                f"| {one} | b |\n|---|---|\n| c | {two} |",
                f"### {one}",
                f"{one}",
                f"1. {one}\n2. {two}\n   - {three}",
            )
        )

    def _body(self, chance: Random, files: Contents, change: object) -> Changed:
        path, file = self._document(chance, files)
        if file is None:
            return self._damaged(path, files)
        blocks = [block for block in re.split(r"\n\n+", file.body.strip("\n")) if block]
        if not blocks:
            blocks = [self._block(chance)]
        else:
            change(chance, blocks)  # pyright: ignore
        body = "\n\n".join(blocks) + "\n" if blocks else ""
        return {path: codec.write(codec.with_body(file, body))}

    def _damaged(self, path: str, files: Contents) -> Changed:
        """Go on writing below a file that cannot be read, as people do in an editor."""
        return {path: files[path] + f"\nAnd {self.word()}.\n".encode()} if path else {}

    def _document(self, chance: Random, files: Contents) -> tuple[str, codec.File | None]:
        paths = sorted(p for p in files if (kind_and_id(p) or ("contribution",))[0] not in _NOT)
        # Most changes meet in few files.
        near = [path for path in (RULES, STEP, MEETING) if path in paths]
        if not paths:
            return "", None
        path = chance.choice(near if near and chance.random() < 0.9 else paths)
        if RULES in paths and chance.random() < 0.4:
            path = RULES
        file = codec.read(files[path])
        return path, None if isinstance(file, Damaged) else file

    # Header

    def do_set(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        if file is None:
            return self._damaged(path, files)
        name = chance.choice((*_FIELDS, *file.fields))
        if name in ("kind", "id", *OPEN_FIELDS):
            return {}
        value: Value = self._value(chance) if name != "title" else f"{self.word()} title"
        return {path: codec.write(codec.with_field(file, name, value))}

    def _value(self, chance: Random) -> Value:
        one, two = self.word(), self.word()
        values: tuple[Value, ...] = (
            one,
            f"{one}: {two} # no comment",
            (one,),
            (one, two),
            {"staff": one},
            {"staff": one, "carer": (two,)},
            f'["{one}"]',
        )
        return chance.choice(values)

    def do_unset(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        names = [n for n in file.fields if n not in ("kind", "id", "title")] if file else []
        if not names or file is None:
            return {}
        return {path: codec.write(codec.with_field(file, chance.choice(names), None))}

    def do_list(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        lists = {n: v for n, v in (file.fields if file else {}).items() if isinstance(v, tuple)}
        if file is None or not lists:
            return {}
        name = chance.choice(sorted(lists))
        entries = list(lists[name])
        what = chance.randrange(3)
        if what == 0 or not entries:
            entries.insert(chance.randrange(len(entries) + 1), self.word())
        elif what == 1:
            del entries[chance.randrange(len(entries))]
        else:
            chance.shuffle(entries)
        return {path: codec.write(codec.with_field(file, name, tuple(entries)))}

    def do_map(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        maps = {n: v for n, v in (file.fields if file else {}).items() if isinstance(v, dict)}
        maps.pop(FIELD, None)
        maps.pop(AGAIN_FIELD, None)
        if file is None or not maps:
            return {}
        name = chance.choice(sorted(maps))
        entries = dict(maps[name])
        key = chance.choice((*entries, "other", "manager"))
        if key in entries and chance.random() < 0.4:
            del entries[key]
        else:
            entries[key] = self.word()
        return {path: codec.write(codec.with_field(file, name, entries))}

    def do_comment(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        if file is None:
            return {}
        lines = file.header.splitlines(keepends=True)
        lines.insert(chance.randrange(len(lines) + 1), f"# {self.word()}\n")
        text = f"{file.opening}{''.join(lines)}{file.closing}{file.body}".encode()
        found = codec.read(text)
        fits = not isinstance(found, Damaged) and found.fields == file.fields
        return {path: text} if fits else {}

    # Differences

    def do_settle(self, chance: Random, files: Contents) -> Changed:
        open_ = self._open(files)
        if not open_:
            return {}
        path = chance.choice(sorted(open_))
        file, differences = open_[path]
        one = chance.choice(differences)
        wording = chance.choice((*one.wordings, f"settled as {self.word()}"))
        if not one.field:
            body = f"{file.body[: one.start]}{wording}\n{file.body[one.end :]}"
            return {path: codec.write(codec.with_body(file, body))}
        return {path: codec.write(self._settled_field(file, one.field, wording))}

    def _settled_field(self, file: codec.File, name: str, wording: str) -> codec.File:
        stated = file.fields.get(FIELD)
        left = {n: v for n, v in stated.items() if n != name} if isinstance(stated, dict) else {}
        marks = file.fields.get(AGAIN_FIELD)
        again = {n: v for n, v in marks.items() if n != name} if isinstance(marks, dict) else {}
        removed = file.fields.get(REMOVED_FIELD)
        gone = tuple(n for n in removed if n != name) if isinstance(removed, tuple) else ()
        owner, dot, part = name.partition(".")
        stating = zip(OPEN_FIELDS, (left, gone, again), strict=True)
        changes: dict[str, Value | None] = {each: value or None for each, value in stating}
        was = file.fields.get(owner)
        if name in file.fields or not dot:
            if owner not in ("kind", "id", "title") or wording:
                changes[name] = wording or None
        elif wording:
            changes[owner] = {**(was if isinstance(was, dict) else {}), part: wording}
        return codec.with_fields(file, changes)

    def do_third_wording(self, chance: Random, files: Contents) -> Changed:
        """Change a word inside a wording that is still open."""
        open_ = {p: f for p, (f, found) in self._open(files).items() if any(d.at for d in found)}
        if not open_:
            return {}
        path = chance.choice(sorted(open_))
        one = find_differences(open_[path].body, {})[0]
        quote = open_[path].body[one.start : one.end]
        lines = quote.split("\n")
        plain = [i for i, line in enumerate(lines) if line.startswith("> ") and "**" not in line]
        if not plain:
            return {}
        at = chance.choice(plain)
        lines[at] += f" {self.word()}"
        body = open_[path].body.replace(quote, "\n".join(lines), 1)
        return {path: codec.write(codec.with_body(open_[path], body))}

    def _open(self, files: Contents) -> dict:
        found = {}
        for path, data in files.items():
            if kind_and_id(path) and (
                b"different wordings" in data.lower() or FIELD.encode() in data
            ):
                file = codec.read(data)
                if not isinstance(file, Damaged):
                    differences = find_differences(file.body, file.fields)
                    if differences:
                        found[path] = (file, differences)
        return found

    # Files

    def do_new_document(self, chance: Random, files: Contents) -> Changed:
        """Make a document; two people may give it the same name by hand."""
        name = (
            f"by-hand-{chance.choice('xy')}" if chance.random() < 0.4 else f"{self.word()}-abc234"
        )
        path = f"learning/{name}.md"
        if path in files:
            return {}
        text = (
            f"---\nkind: learning\nid: {name}\ntitle: {self.word()}\n---\n{self._block(chance)}\n"
        )
        return {path: text.encode()}

    def do_remove(self, chance: Random, files: Contents) -> Changed:
        path, _ = self._document(chance, files)
        return {path: None} if path and path != "coproduce.md" else {}

    def do_rename(self, chance: Random, files: Contents) -> Changed:
        path, _ = self._document(chance, files)
        if not path or path == "coproduce.md" or path.startswith("steps/"):
            return {}
        name = f"{self.word()}-abc234"
        return {path: None, f"{path.rpartition('/')[0]}/{name}.md": files[path]}

    def do_other_file(self, chance: Random, files: Contents) -> Changed:
        path = chance.choice(("README.md", ".gitattributes", "notes.txt", "latin.txt"))
        lines = files.get(path, b"a\nb\n").splitlines(keepends=True)
        new = self.word().encode() + (b" caf\xe9\n" if path == "latin.txt" else b"\n")
        lines[chance.randrange(len(lines) + 1) :][:1] = [new]
        lines.insert(chance.randrange(len(lines) + 1), new)
        return {path: b"".join(lines)}

    def do_line_ends(self, chance: Random, files: Contents) -> Changed:
        path, file = self._document(chance, files)
        if file is None:
            return {}
        plain = files[path].replace(b"\r\n", b"\n")
        return {path: plain.replace(b"\n", b"\r\n") if plain == files[path] else plain}

    # What people say

    def do_say(self, chance: Random, files: Contents) -> Changed:
        number = self.said = self.said + 1
        # Rarely two people's programs draw the same id.
        id_ = "ssssttttuuuuvvvv" if chance.random() < 0.15 else f"{_letters(number):a>16}"
        path = f"{SAID}/{id_}.md"
        if path in files:
            return {}
        text = (
            f"---\nkind: words\nid: {id_}\nref: agreement/ground-rules-abc234\n"
            f'by: p-{_letters(number):a>8}\ndate: "2026-05-01"\nquote: {self.word()}\n---\n'
            f"{self.word()}.\n"
        )
        return {path: text.encode()}

    def do_position(self, chance: Random, files: Contents) -> Changed:
        file = codec.read(files.get(RULES, b""))
        if isinstance(file, Damaged):
            return {}
        number = self.said = self.said + 1
        id_ = f"{_letters(number):b>16}"
        title = file.fields.get("title")
        now = digest("ground-rules-abc234", title if isinstance(title, str) else "", file.body)
        text = (
            f"---\nkind: position\nid: {id_}\nref: agreement/ground-rules-abc234\nby: p-aaaaaaaa\n"
            f'date: "2026-05-01"\nposition: agree\ndigest: {now}\n---\nBecause {self.word()}.\n'
        )
        return {f"{SAID}/{id_}.md": text.encode()}

    def do_withdraw(self, chance: Random, files: Contents) -> Changed:
        path, file = self._contribution(chance, files)
        if file is None or file.fields.get("withdrawn"):
            return {}
        day = f"2026-05-0{chance.randrange(1, 9)}"
        # Every copy that was made by hand goes with it, as when the program takes words back.
        copies = {p: codec.read(files[p]) for p in files if p.endswith("/" + path.split("/")[-1])}
        return {
            place: codec.write(
                codec.with_fields(codec.with_body(copy, ""), {"quote": None, "withdrawn": day})
            )
            for place, copy in copies.items()
            if not isinstance(copy, Damaged)
        }

    def do_edit_by_hand(self, chance: Random, files: Contents) -> Changed:
        path, file = self._contribution(chance, files)
        if file is None or file.fields.get("withdrawn"):
            return {}
        return {path: files[path] + f"And {self.word()}.\n".encode()}

    def do_move_contribution(self, chance: Random, files: Contents) -> Changed:
        path, file = self._contribution(chance, files)
        if file is None:
            return {}
        name = path.rpartition("/")[2]
        return {path: None, f"contributions/activity/activity/{name}": files[path]}

    def do_remove_contribution(self, chance: Random, files: Contents) -> Changed:
        path, _ = self._contribution(chance, files)
        return {path: None} if path else {}

    def _contribution(self, chance: Random, files: Contents) -> tuple[str, codec.File | None]:
        paths = sorted(p for p in files if (kind_and_id(p) or ("",))[0] == "contribution")
        if not paths:
            return "", None
        path = chance.choice(paths)
        file = codec.read(files[path])
        return path, None if isinstance(file, Damaged) else file


_NOT = ("contribution",)
_FIELDS = ("title", "about", "setting", "breaks", "review_on", "present", "parties", "content_note")
_WEIGHTS = {
    "do_reword": 10,
    "do_replace": 6,
    "do_insert": 6,
    "do_take_out": 4,
    "do_set": 8,
    "do_settle": 10,
    "do_third_wording": 4,
    "do_say": 4,
    "do_position": 3,
    "do_remove": 1,
    "do_rename": 1,
    "do_line_ends": 1,
    "do_remove_contribution": 1,
    "do_move_contribution": 1,
}


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, digit = divmod(number, 26)
        letters += chr(97 + digit)
    return letters
