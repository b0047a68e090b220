"""Merges some hundred made-up triples of texts and prints one digest of what came of them."""

import hashlib
import locale
import random
import sys
from collections.abc import Iterator

from schema import merge_texts

COUNT = 400
# Letters of many scripts, also such as came to Unicode after the oldest Python of ours was made.
SCRIPTS = {
    "plain": "aeionrst",
    "accents": "éàöñçåøž",
    "marks": ["e\u0301", "o\u0308", "a", "n", "i\u0307", "ı", "İ", "ß"],
    "capitals": "ΣσςΑΩÉẞДж",
    "ideographs": "我们会议茶",
    "thai": "ที่น้ำการ",
    "hindi": ["क्षि", "न्", "ते", "स"],
    "kawi": [chr(0x11F12 + each) for each in range(12)],
    "garay": [chr(0x10D50 + each) for each in range(12)],
    "new ideographs": [chr(0x2EBF0 + each) for each in range(12)],
    "new latin": ["\ua7cb", "\u0264", "\ua7da", "\u019b", "a"],
    "emoji": ["👍🏽", "👨‍👩‍👧", "❤️", "🇬🇧", "\U0001fae8", "a", "b"],
}
NAMES = ("about", "review_on", "note", "cafe\u0301", "\U00011f12x", "parties", "present")
SECTIONS = ("## 1.1 Who named the issue", "## 1.2 Why now", "## 2.1 What", "# Notes")
SIGNS = (".", ".", "!", "?", "…", "。", "।", "\U00011f43")


class Writer:
    """Makes up texts; of chance only `random()` is used, which is the same in every Python."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        names = list(SCRIPTS)
        self._letters = [SCRIPTS[self.one_of(names)], SCRIPTS[self.one_of(names)]]

    def below(self, limit: int) -> int:
        return int(self._chance.random() * limit)

    def one_of(self, things):
        return things[self.below(len(things))]

    def word(self) -> str:
        letters = self.one_of(self._letters)
        return "".join(self.one_of(letters) for _ in range(1 + self.below(4)))

    def sentence(self) -> str:
        words = " ".join(self.word() for _ in range(2 + self.below(7)))
        return words[:1].upper() + words[1:] + self.one_of(SIGNS)

    def block(self) -> str:
        what = self.below(9)
        if what < 4:
            return "\n".join(self.sentence() for _ in range(1 + self.below(3)))
        if what == 4:
            return "\n".join(f"- {self.sentence()}" for _ in range(1 + self.below(4)))
        if what == 5:
            rows = (f"| {self.word()} | {self.word()} |" for _ in range(1 + self.below(3)))
            return "\n".join(["| a | b |", "|---|---|", *rows])
        if what == 6:
            return self.one_of(SECTIONS)
        if what == 7:
            return f"```\n{self.word()}\n```"
        first, second = self.sentence(), self.sentence()
        quote = ["**Different wordings**", "", "**Wording 1**", "", first, ""]
        quote += [f"**Wording 2{self.one_of(['', self.word()])}**", "", second]
        return "\n".join(f"> {line}".rstrip(" ") for line in quote)

    def field(self) -> str:
        name = self.one_of(NAMES)
        if name == "parties":
            return f"parties: [{self.word()}, {self.word()}]"
        if name == "present":
            return f"present:\n  {self.word()}: {self.word()}\n  staff: {self.word()}"
        comment = self.one_of(["", "", f" # {self.word()}"])
        return f"{name}: {self.word()} {self.word()}{comment}"

    def record(self) -> tuple[list[str], list[str]]:
        kind = self.one_of(["agreement", "step", "meeting", "outcome", "review"])
        fields = {"kind": f"kind: {kind}", "id": "id: x-abc234", "title": f"title: {self.word()}"}
        for _ in range(self.below(4)):
            made = self.field()
            fields[made.partition(":")[0]] = made
        return list(fields.values()), [self.block() for _ in range(self.below(8))]

    def edited(self, header: list[str], body: list[str]) -> str:
        """Return a text of the record in which some things are otherwise."""
        fields = {each.partition(":")[0]: each for each in header}
        body = list(body)
        for _ in range(self.below(5)):
            what, at = self.below(8), self.below(len(body) or 1)
            if what in (0, 6, 7):
                made = self.field()
                fields[made.partition(":")[0]] = made
            elif what == 1 and len(fields) > 3:
                del fields[list(fields)[-1]]
            elif what == 2 or not body:
                body.insert(at, self.block())
            elif what == 3:
                body.insert(self.below(len(body)), body.pop(at))
            elif what == 4:
                del body[at]
            else:
                words = body[at].split(" ")
                words[self.below(len(words))] = self.word()
                body[at] = " ".join(words)
        return text_of(list(fields.values()), body)


def text_of(header: list[str], body: list[str]) -> str:
    return "\n".join(["---", *header, "---", ""]) + "\n\n".join(body) + "\n"


def triples() -> Iterator[tuple[str, str, str]]:
    """Yield base, ours and theirs; some have no base, some other line ends, some no header."""
    for seed in range(COUNT):
        writer = Writer(seed)
        header, body = writer.record()
        base, ours, theirs = text_of(header, body), *(writer.edited(header, body) for _ in "ot")
        what = writer.below(12)
        if what == 0:
            base = ""
        elif what == 1:
            ours = ours.replace("\n", "\r\n")
        elif what == 2:
            theirs = theirs.partition("---\n")[2]
        yield base, ours, theirs


def digest() -> str:
    """Return the digest of all that comes of the triples."""
    found = hashlib.sha256()
    for base, ours, theirs in triples():
        merged = merge_texts(base, ours, theirs)
        if merge_texts(base, theirs, ours) != merged:
            raise AssertionError((base, ours, theirs))
        found.update(merged.encode())
    return found.hexdigest()


if __name__ == "__main__":
    try:
        locale.setlocale(locale.LC_ALL, "")
    except locale.Error:
        sys.stderr.write("this language is not there\n")
    sys.stdout.write(digest())
