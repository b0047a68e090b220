"""Identities: how ids are made, where a record lies, and how people refer to one."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

import msgspec

from schema.kinds import CONTRIBUTIONS, DOCUMENTS

ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
SLUG_LIMIT = 32
PATH_LIMIT = 120
UNTITLED = "untitled"

ACTIVITY_PATH = "coproduce.md"
STEP_PATHS: Mapping[str, str] = {
    "1": "steps/1-what-and-why.md",
    "2": "steps/2-shared-understanding.md",
    "3": "steps/3-outcomes-and-process.md",
    "4": "steps/4-tracking-progress.md",
    "5": "steps/5-learning.md",
}
FOLDERS: Mapping[str, str] = {
    "agreement": "agreements",
    "review": "reviews",
    "outcome": "outcomes",
    "meeting": "meetings",
    "barrier": "barriers",
    "action": "actions",
    "learning": "learning",
    "earlier": "earlier",
    "person": "people",
}
"""The folder of each kind of document that has one file per record."""

RECORD_FOLDERS = ("steps", *FOLDERS.values(), "contributions")
"""Every top folder that holds nothing but records."""

UNPLACED = ("unplaced", "")

_KIND_OF_FOLDER = {folder: kind for kind, folder in FOLDERS.items()}
_STEP_OF_PATH = {path: step for step, path in STEP_PATHS.items()}
_NAME = re.compile(r"[a-z0-9-]+")
_RESERVED = frozenset(
    ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10)))
)
_CODE = re.compile(r"[1-5]\.[0-9]+|[1-5]\.[a-z]|[1-4]|\+1|[a-z]+")
_SHORT = re.compile(r"([1-5])\.(?:[0-9]+|[a-z])")

RandBelow = Callable[[int], int]


def slug(title: str) -> str:
    """Return at most 32 of a-z, 0-9 and single hyphens that recall `title`, or "untitled"."""
    folded = unicodedata.normalize("NFKD", title.casefold()).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", "-", folded.replace("'", "")).strip("-")
    short = words[:SLUG_LIMIT]
    if len(words) > SLUG_LIMIT and words[SLUG_LIMIT] != "-" and "-" in short:
        short = short.rpartition("-")[0]
    short = short.strip("-")
    return UNTITLED if not short or short in _RESERVED else short


def document_id(title: str, randbelow: RandBelow) -> str:
    """Return a new document id, `<slug>-<6>`; `randbelow(n)` gives a number from 0 to n - 1."""
    return f"{slug(title)}-{_tail(6, randbelow)}"


def person_id(randbelow: RandBelow) -> str:
    """Return a new person id, `p-<8>`: never made from a name."""
    return f"p-{_tail(8, randbelow)}"


def contribution_id(randbelow: RandBelow) -> str:
    """Return a new contribution id of 16 characters."""
    return _tail(16, randbelow)


def _tail(length: int, randbelow: RandBelow) -> str:
    return "".join(ALPHABET[randbelow(len(ALPHABET))] for _ in range(length))


def is_name(text: str) -> bool:
    """Return whether `text` may be one part of a path: [a-z0-9-] and no reserved Windows name."""
    return _NAME.fullmatch(text) is not None and text not in _RESERVED


def path_of(kind: str, id: str, about: tuple[str, str] | None = None) -> str:  # noqa: A002
    """Return the path of a record below the workspace folder.

    `kind` is a document kind, a contribution kind or "contribution"; a contribution needs `about`,
    the (kind, id) of its document or ("unplaced", ""). Raises ValueError for a kind, id or place
    that no path may hold.
    """
    if kind in DOCUMENTS:
        path = _document_path(kind, id)
    elif kind in CONTRIBUTIONS or kind == "contribution":
        path = _contribution_path(id, about)
    else:
        raise ValueError(f"{kind!r} is no kind of record")
    if kind_and_id(path) is None:
        raise ValueError(f"{id!r} cannot be the id of a {kind}")
    return path


def _document_path(kind: str, document: str) -> str:
    if kind == "activity":
        return ACTIVITY_PATH if document == "activity" else ""
    if kind == "step":
        return STEP_PATHS.get(document, "")
    return f"{FOLDERS[kind]}/{document}.md"


def _contribution_path(contribution: str, about: tuple[str, str] | None) -> str:
    if about is None:
        raise ValueError("a contribution's path needs the document it is about")
    kind, document = about
    if kind == "unplaced":
        return f"contributions/unplaced/{contribution}.md"
    return f"contributions/{kind}/{document}/{contribution}.md"


@lru_cache(maxsize=1 << 16)
def kind_and_id(path: str) -> tuple[str, str] | None:
    """Return the (kind, id) of the record that belongs at `path`, None if no record does.

    Contributions of every kind give "contribution": their path does not tell them apart.
    """
    if path == ACTIVITY_PATH:
        return ("activity", "activity")
    if path in _STEP_OF_PATH:
        return ("step", _STEP_OF_PATH[path])
    *folders, file = path.split("/")
    stem = file.removesuffix(".md")
    if not folders or len(path) > PATH_LIMIT or stem == file or not is_name(stem):
        return None
    folder, *between = folders
    if folder in _KIND_OF_FOLDER and not between:
        return (_KIND_OF_FOLDER[folder], stem)
    if folder == "contributions" and _is_place(between):
        return ("contribution", stem)
    return None


def is_record_path(path: str) -> bool:
    """Return whether a record belongs at `path`."""
    return kind_and_id(path) is not None


def about_of(path: str) -> tuple[str, str] | None:
    """Return the (kind, id) of the document a contribution at `path` is about.

    ("unplaced", "") for a note not yet placed, None when `path` is no contribution's.
    """
    found = kind_and_id(path)
    if found is None or found[0] != "contribution":
        return None
    between = path.split("/")[1:-1]
    return UNPLACED if len(between) == 1 else (between[0], between[1])


def _is_place(between: list[str]) -> bool:
    if between == ["unplaced"]:
        return True
    if len(between) != 2 or between[0] not in DOCUMENTS:
        return False
    kind, document = between
    if kind == "step":
        return document in STEP_PATHS
    return document == "activity" if kind == "activity" else is_name(document)


class Reference(msgspec.Struct, frozen=True):
    """What someone points at: a record, and a question, idea or section code in it, or "".

    `kind` is "" when only (a part of) an id was typed, "contribution" for any contribution, and
    "unplaced" with id "" for the notes not yet placed.
    """

    kind: str
    id: str
    code: str = ""

    def __str__(self) -> str:
        return format_ref(self)


def parse_ref(text: str) -> Reference | None:
    """Return what `text` refers to, None if it has no form of a reference.

    Forms: `activity`, `unplaced`, `step/2#2.3`, `2.3`, `agreement/ground-rules`,
    `contribution/…`, a record's path, or a part of an id. Whether the record exists, and whether a
    part of an id fits one record only, is for the workspace to say.
    """
    typed = text.strip().lower()
    if placed := kind_and_id(typed):
        return Reference(*placed)
    if short := _SHORT.fullmatch(typed):
        return Reference("step", short.group(1), typed)
    target, hash_sign, code = typed.partition("#")
    if hash_sign and not _CODE.fullmatch(code):
        return None
    if target == "activity":
        return Reference("activity", "activity", code)
    if target == "unplaced":
        return None if hash_sign else Reference(*UNPLACED)
    kind, slash, name = target.rpartition("/")
    if not _NAME.fullmatch(name) or name.startswith("-"):
        return None
    if not slash:
        return Reference("", name, code)
    if kind in CONTRIBUTIONS:
        kind = "contribution"
    return Reference(kind, name, code) if kind in DOCUMENTS or kind == "contribution" else None


def format_ref(reference: Reference) -> str:
    """Return the written form of `reference`, as in a header's `ref`."""
    code = f"#{reference.code}" if reference.code else ""
    if reference.kind in ("activity", "unplaced"):
        return f"{reference.kind}{code}"
    return f"{reference.kind}/{reference.id}{code}" if reference.kind else f"{reference.id}{code}"
