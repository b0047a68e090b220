"""Which words and blocks a change of files brought in, and which it took out."""

import re
from collections import Counter
from collections.abc import Iterable

from editing import WORD, Changed, Contents

from schema.ids import kind_and_id


def words_in_and_out(
    before: Contents, changed: Changed
) -> tuple[frozenset[bytes], frozenset[bytes], frozenset[bytes]]:
    """Return the words that a change brought into records, took out, and made fewer."""
    was = counted(before.get(path) for path in changed if kind_and_id(path))
    now = counted(data for path, data in changed.items() if kind_and_id(path))
    fewer = frozenset(word for word in was if now[word] < was[word])
    return frozenset(now.keys() - was.keys()), frozenset(was.keys() - now.keys()), fewer


def counted(texts: Iterable[bytes | None]) -> Counter[bytes]:
    return Counter(word for text in texts for word in WORD.findall(text or b""))


def blocks_of(data: bytes) -> list[bytes]:
    """Return the header field by field, and the text by its blocks."""
    head, mark, body = data.replace(b"\r\n", b"\n").partition(b"\n---\n")
    if not mark:
        head, body = b"", head
    return [*re.split(rb"\n(?=\S)", head), *(block for block in re.split(rb"\n\n+", body) if block)]
