"""The word diff of 10,000 words against 10,000, beside difflib on the same words."""

import difflib
import random
import statistics
import time
from collections.abc import Callable

from schema.worddiff import word_diff

WORDS = 10_000
ROUNDS = 7
TARGET = 1.0
_SYLLABLES = ["ba", "re", "mo", "ti", "lan", "ser", "cor", "vi", "du", "pen", "gra", "sto", "li"]


def vocabulary(size: int, chance: random.Random, letters: str = "") -> list[str]:
    """So many different made-up words, short ones first on the whole, beginning with `letters`."""
    words: dict[str, None] = {}
    while len(words) < size:
        syllables = 1 + min(4, int(chance.expovariate(0.8)))
        words[letters + "".join(chance.choices(_SYLLABLES, k=syllables))] = None
    return list(words)


def chatter(words: list[str], chance: random.Random, count: int = WORDS) -> list[str]:
    """Words as often as in prose: the first ones very often, most of them hardly ever."""
    return chance.choices(words, [1 / (rank + 2) for rank in range(len(words))], k=count)


def changed(words: list[str], share: float, others: list[str], chance: random.Random) -> list[str]:
    """The words with a share of them replaced."""
    return [chance.choice(others) if chance.random() < share else word for word in words]


def prose(words: list[str], shape: int = 3) -> str:
    """Sentences of 6 to 22 words, one per line, six to a paragraph, sections of six paragraphs."""
    chance = random.Random(shape)
    lines: list[str] = []
    start = sentence = 0
    while start < len(words):
        if sentence % 36 == 0:
            lines += ["", f"## Section {sentence // 36}", ""]
        elif sentence % 6 == 0:
            lines.append("")
        length = chance.randint(6, 22)
        lines.append(" ".join(words[start : start + length]).capitalize() + ".")
        start += length
        sentence += 1
    return "\n".join(lines).lstrip("\n") + "\n"


def moved(text: str) -> str:
    """The text with its third section put last and its sixth put first."""
    first, *rest = ("\n" + text.rstrip("\n")).split("\n## ")
    rest.append(rest.pop(2))
    rest.insert(0, rest.pop(4))
    return "\n## ".join([first, *(section + "\n" for section in rest)]).lstrip("\n")


def shapes() -> dict[str, tuple[str, str]]:
    """The texts to compare, by what happened between them."""
    chance = random.Random(1)
    common, others = vocabulary(2500, chance), vocabulary(2500, chance, "y")
    words = chatter(common, chance)
    third = changed(words, 0.3, common, chance)
    text = prose(words)
    the = "the " * WORDS
    accents = str.maketrans("aeo", "áèö")
    return {
        "few edits": (text, prose(changed(words, 0.002, common, chance))),
        "30 % of the words changed": (text, prose(third)),
        "30 % changed, letters with accents": (
            text.translate(accents),
            prose(third).translate(accents),
        ),
        "moved sections": (text, moved(text)),
        "all different, from one vocabulary": (text, prose(chatter(common, chance), 4)),
        "all different, no word in common": (text, prose(chatter(others, chance), 4)),
        "one paragraph without sentence ends, 30 % changed": (" ".join(words), " ".join(third)),
        "one paragraph without sentence ends, all different": (
            " ".join(words),
            " ".join(chatter(common, chance)),
        ),
        "the the the, 100 fewer": (the, the[: -100 * len("the ")]),
        "the the the, other words at both ends": (f"one {the}end", f"two {the}stop"),
        "two words in any order": (
            " ".join(chance.choices(["the", "a"], k=WORDS)),
            " ".join(chance.choices(["the", "a"], k=WORDS)),
        ),
    }


_NOTES = {
    "two words in any order": "difflib finds no word that is rare enough and calls everything"
    " changed; ours compares word by word, and no text that people write is like that",
}


def run() -> list[dict[str, object]]:
    """A row per shape: `what`, `against`, `ours_ms`, `theirs_ms` (medians), `ratio`, `target`.

    Milliseconds of processor time; the two take turns. difflib gets the words split beforehand,
    ours starts from the texts. Where it finds few words that are rare enough (two words in any
    order), difflib leaves the rest uncompared, and ours does not.
    """
    rows: list[dict[str, object]] = []
    for what, (old, new) in shapes().items():
        words = old.split(), new.split()
        ours: list[float] = []
        theirs: list[float] = []
        for _ in range(ROUNDS):
            ours.append(_milliseconds(word_diff, old, new))
            theirs.append(_milliseconds(_difflib, *words))
        mine, other = statistics.median(ours), statistics.median(theirs)
        rows.append(
            {
                "what": f"word diff, 10,000 words: {what}",
                "against": "difflib on the same words",
                "ours_ms": mine,
                "theirs_ms": other,
                "ratio": mine / other,
                "target": TARGET,
                "note": _NOTES.get(what, ""),
            }
        )
    return rows


def _difflib(old: list[str], new: list[str]) -> object:
    return difflib.SequenceMatcher(None, old, new).get_opcodes()


def _milliseconds(work: Callable[..., object], *arguments: object) -> float:
    start = time.process_time()
    work(*arguments)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    for row in run():
        print(
            f"{row['ours_ms']:8.1f} ms  {row['theirs_ms']:8.1f} ms  {row['ratio']:6.2f} ×  "
            f"{row['what']}"
        )
