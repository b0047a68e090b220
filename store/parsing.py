"""What one blob's bytes say, as the cache keeps it: the only place where saved files are parsed."""

from schema import codec, digest
from schema.differences import find_differences
from schema.kinds import Agreement, record_of
from schema.record import Damaged
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
        len(find_differences(file.body, file.fields)),
    )
