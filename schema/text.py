"""Canonical text: which characters may enter a record, and how the others are shown."""

import re
import unicodedata
from functools import cache

import msgspec

# Line breaks other than LF; a break keeps words apart, so these become LF and are not dropped.
_ODD_BREAKS = "\x0b\x0c\x85\u2028\u2029"
_CONTROLS = "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f"
# Soft hyphen, Arabic letter mark, Mongolian separator, zero width space, embeddings, overrides,
# isolates, invisible operators, byte order mark, annotations, shorthand and musical formats.
_INVISIBLE = (
    "\u00ad\u061c\u180e\u200b\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e001f"
)
_NO_CHARACTERS = "\ud800-\udfff\ufdd0-\ufdef" + "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
)
_VARIATION = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_TAGS = "\U000e0020-\U000e007f"
_IDEOGRAPHS = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

# A flag such as Wales is a black flag spelled out in tags; a variation selector follows a visible
# character. Anywhere else both can carry hidden text.
_HIDDEN = (
    f"(?<!\U0001f3f4)(?<![{_TAGS}])[{_TAGS}]+"
    f"|(?<=\U0001f3f4)(?![\U000e0030-\U000e0039\U000e0061-\U000e007a]{{1,6}}\U000e007f)[{_TAGS}]+"
    f"|(?<=\U000e007f)[{_TAGS}]+"
    f"|(?<![{_IDEOGRAPHS}])[\U000e0100-\U000e01ef]"
    f"|(?:(?<=[\\s{_VARIATION}])|(?<![\\s\\S]))[\ufe00-\ufe0f]"
)
_ACTING = f"[{_CONTROLS}{_INVISIBLE}{_NO_CHARACTERS}]"
_BREAK = re.compile(f"\r\n?|[{_ODD_BREAKS}]")
_BREAKS = re.compile("[\r\n\t]")
_PLAIN = re.compile(r"[\n\t\x20-\x7e]*")


class Cleaned(msgspec.Struct, frozen=True):
    """Text in canonical form, and how many characters were taken out or became a line break."""

    text: str
    removed: int


@cache
def _removed() -> re.Pattern[str]:
    # Compiled when first needed: it takes longer than everything else on the way to `--help`.
    return re.compile(f"{_ACTING}|{_HIDDEN}")


@cache
def _shown() -> re.Pattern[str]:
    return re.compile(f"\r(?!\n)|[{_ODD_BREAKS}]|{_ACTING}|{_HIDDEN}")


def clean(text: str) -> Cleaned:
    """Return `text` in canonical form: LF, NFC, nothing that acts or hides, one final newline.

    Removed are C0 and C1 controls but tab, bidi overrides and invisible format characters; ZWJ,
    ZWNJ, LRM, RLM and the selectors and tags of emoji stay. Text of white space alone becomes "".
    Source: the format, section "Bytes".
    """
    safe, removed = _safe(text)
    return Cleaned(_ended(safe), removed)


def clean_line(text: str) -> Cleaned:
    """Return `text` in canonical form for a one-line value: breaks and tabs as spaces, trimmed."""
    safe, removed = _safe(text)
    return Cleaned(safe.replace("\n", " ").replace("\t", " ").strip(), removed)


def is_canonical(text: str) -> bool:
    """Return whether `clean` would leave `text` as it is."""
    if _PLAIN.fullmatch(text):
        return _ended(text) == text
    return clean(text).text == text


def visible(text: str) -> str:
    """Return `text` for a terminal: whatever could act on it or hide in it shown as ⟨U+202E⟩.

    Tabs and line feeds stay; the carriage return of a CRLF is dropped.
    """
    if _PLAIN.fullmatch(text):
        return text
    return _shown().sub(_named, text).replace("\r\n", "\n")


def visible_line(text: str) -> str:
    """Return `text` for one line of a terminal: what would begin another is shown as ⟨U+000A⟩.

    The name of a file may hold anything, also lines that look like the program's own.
    """
    return _BREAKS.sub(_named, _shown().sub(_named, text))


def _safe(text: str) -> tuple[str, int]:
    if _PLAIN.fullmatch(text):
        return text, 0
    odd = sum(map(text.count, _ODD_BREAKS))
    with_lf = _BREAK.sub("\n", text)
    kept, removed = with_lf, 0
    while True:  # Taking one character out can leave another without the one it belongs to.
        kept, count = _removed().subn("", kept)
        removed += count
        if not count:
            return unicodedata.normalize("NFC", kept), odd + removed


def _ended(text: str) -> str:
    bare = text.rstrip(" \t\n")
    if not bare:
        return ""
    last_spaces = text[len(bare) :].split("\n", 1)[0]
    return f"{bare}{last_spaces}\n"


def _named(found: re.Match[str]) -> str:
    return "".join(f"⟨U+{ord(character):04X}⟩" for character in found.group())


def capital_first(text: str) -> str:
    """Return a text as it stands at the beginning of a sentence."""
    return f"{text[:1].upper()}{text[1:]}"


def folded(text: str) -> str:
    """Return one line as names are compared: whatever its case, and however its accents are kept.

    The Turkish i, with its dot and without, is the same letter as any other (Unicode 3.13, D145).
    """
    apart = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text.strip()).casefold())
    return unicodedata.normalize("NFC", apart.replace("i\u0307", "i").replace("\u0131", "i"))
