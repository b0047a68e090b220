"""What one blob's bytes say, as the cache keeps it: the only place where saved files are parsed."""

from schema import codec, digest
from schema.differences import find_differences
from schema.kinds import Agreement, record_of
from schema.record import Contribution, Damaged
from store.cache import Parsed


def parse(blob: str, data: bytes) -> Parsed:
    """Return one blob's bytes as a cache row; bytes that are no record give a damaged one."""
    file = codec.read(data)
    if isinstance(file, Damaged):
        return Parsed(
            blob,
            {},
            "",
            1,
            damage_code=file.code,
            damage=file.message,
            damage_line=file.line,
        )
    record = record_of("", file.fields, file.body, blob)
    return Parsed(
        blob,
        file.fields,
        file.body,
        2 + file.header.count("\n") + 1,
        digest.digest(record.id, record.title, file.body) if isinstance(record, Agreement) else "",
        # What someone said may quote a difference; only common ground has wordings to settle.
        0 if isinstance(record, Contribution) else len(find_differences(file.body, file.fields)),
        title_line=file.lines.get("title", (0, 0))[0],
    )
