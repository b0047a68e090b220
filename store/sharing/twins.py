"""Fields that stand twice in one header, as where a merge wrote both sides one below the other."""

import re
from collections.abc import Callable

from schema.parts import Parts, split
from schema.record import Damaged
from store.sharing.versions import is_readable

Merge = Callable[[str, str, str], str]
"""What merges base, ours and theirs: `schema.merge.merge_texts`."""

_FIELD = re.compile(r"([^\s#][^:]*):")


def readable_alone(merge: Merge, text: str) -> str:
    """Return a text in whose header fields stand twice as a record with both, else as it is."""
    parts = split(text.encode("utf-8", "surrogatepass"))
    if is_readable(text) or isinstance(parts, Damaged):
        return text
    one, other = (joined(parts, header, parts.body) for header in twins(parts.header))
    if not (is_readable(one) and is_readable(other)):
        return text
    merged = merge("", one, other)
    return merged if is_readable(merged) else text


def joined(parts: Parts, header: str, body: str) -> str:
    """Return a file whose header and body are these."""
    return f"{parts.opening}{header}{parts.closing}{body}"


def twins(header: str) -> tuple[str, str]:
    """Return a header twice: of fields that stand in it again, with the first and with the last."""
    fields: list[tuple[str, str]] = []
    for line in header.splitlines(keepends=True):
        found = _FIELD.match(line)
        if found or not fields:
            fields.append((found[1] if found else "", line))
        else:
            fields[-1] = (fields[-1][0], fields[-1][1] + line)
    first = dict(reversed(fields))
    last = dict(fields)
    return "".join(first[name] for name in last), "".join(last.values())
