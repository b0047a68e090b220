"""What each character is, by fixed tables, so that every Python takes a text apart alike."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import groupby
from typing import TypeAlias

Ranges: TypeAlias = Sequence[tuple[int, int]]
"""The first and the last code point of each range, rising."""

# Python's own answers come with the Unicode version it was built with; a merge must not. These are
# the general categories of Unicode 18. A code point that means nothing there is a letter, but in
# blocks of signs and in small gaps, where it is as those around it.

# Punctuation, symbols, white space, controls, private use (P, S, Z, C); ASCII is left out.
_SIGNS = """
    80-a9 ab-b1 b4 b6-b8 bb bf d7 f7 2c2-2c5 2d2-2df 2e5-2eb 2ed 2ef-2ff 375 37e 384-385 387 3f6
    482 55a-55f 589-58a 58d-58f 5be 5c0 5c3 5c6 5f3-60f 61b-61f 66a-66d 6d4 6dd-6de 6e9 6fd-6fe
    700-70f 7f6-7f9 7fe-7ff 830-83e 85e 888 890-891 8e2 964-965 970 9f2-9f3 9fa-9fb 9fd a76
    af0-af1 b70 bf3-bfa c77 c7f c84 d4f d79 df4 e3f e4f e5a-e5b f01-f17 f1a-f1f f34 f36 f38
    f3a-f3d f85 fbe-fc5 fc7-fda 104a-104f 109e-109f 10fb 1360-1368 1390-1399 1400 166d-166e 1680
    169b-169c 16eb-16ed 1735-1736 17d4-17d6 17d8-17db 1800-180a 180e 1940-1945 19de-19ff
    1a1e-1a1f 1aa0-1aa6 1aa8-1aad 1b4e-1b4f 1b5a-1b6a 1b74-1b7f 1bfc-1bff 1c3b-1c3f 1c7e-1c7f
    1cc0-1cc7 1cd3 1fbd 1fbf-1fc1 1fcd-1fcf 1fdd-1fdf 1fed-1fef 1ffd-206f 207a-207e 208a-208e
    20a0-20c4 2100-2101 2103-2106 2108-2109 2114 2116-2118 211e-2123 2125 2127 2129 212e
    213a-213b 2140-2144 214a-214d 214f 218a-244a 249c-24e9 2500-2775 2794-2bff 2ce5-2cea
    2cf9-2cfc 2cfe-2cff 2d70 2e00-2e2e 2e30-3004 3008-3020 3030 3036-3037 303d-303f 309b-309c
    30a0 30fb 3190-3191 3196-319f 31c0-31ef 3200-321e 322a-3247 3250 3260-327f 328a-32b0
    32c0-33ff 4dc0-4dff a490-a4c6 a4fe-a4ff a60d-a60f a673 a67e a6f2-a716 a720-a721 a789-a78a
    a828-a82b a836-a839 a874-a877 a8ce-a8cf a8f8-a8fa a8fc a92e-a92f a95f a9c1-a9cd a9de-a9df
    aa5c-aa5f aa77-aa79 aade-aadf aaf0-aaf1 ab5b ab6a-ab6b abeb d800-f8ff fb29 fbb2-fbd2
    fd3e-fd4f fd90-fd91 fdc8-fdcf fdfc-fdff fe10-fe19 fe30-fe6b feff-ff0f ff1a-ff20 ff3b-ff40
    ff5b-ff65 ffe0-ffff 10100-10102 10137-1013f 10179-10189 1018c-101fc 1039f 103d0 1056f 10857
    10877-10878 1091f 1093f 10a50-10a58 10a7f 10ac8 10af0-10af6 10b39-10b3f 10b99-10b9c 10d6e
    10d8e-10d8f 10ead 10ec9-10eca 10ed0-10ed8 10f55-10f59 10f86-10f89 11047-1104d 110bb-110c1
    110cd 11140-11143 11174-11175 111c5-111c8 111cd 111db 111dd-111df 11238-1123d 112a9
    113d4-113d8 1144b-1144f 1145a-1145d 114c6 115c1-115d7 11641-11643 11660-1166c 116b9
    1173c-1173f 1183b 11944-11946 119e2 11a3f-11a46 11a9a-11a9c 11a9e-11aa2 11b00-11b09 11be1
    11c41-11c45 11c70-11c71 11ef7-11ef8 11f43-11f4f 11fd5-11fff 12470-12474 12ff1-12ff2
    13430-1343f 16a6e-16a6f 16af5 16b37-16b3f 16b44-16b45 16d6d-16d6f 16e97-16e9a 16fe2 1bc9c
    1bc9f-1bca3 1cc00-1ccef 1ccfa-1ceff 1cf50-1d126 1d129-1d164 1d16a-1d16c 1d173-1d17a
    1d183-1d184 1d18c-1d1a9 1d1ae-1d241 1d245 1d253-1d25a 1d25d-1d25e 1d260-1d27f 1d300-1d356
    1d6c1 1d6db 1d6fb 1d715 1d735 1d74f 1d76f 1d789 1d7a9 1d7c3 1d800-1d9ff 1da37-1da3a
    1da6d-1da74 1da76-1da83 1da85-1da8b 1db00-1db1c 1e14f 1e2ff 1e5ff 1e95e-1e95f 1ecac 1ecb0
    1ed2e 1eef0-1eef1 1f000-1f0ff 1f10d-1fbef 1fbfa-1ffff e0000-e00ff e01f0-10ffff
"""

# What is written onto the letter before it (M).
_MARKS = """
    300-36f 483-489 591-5bd 5bf 5c1-5c2 5c4-5c5 5c7-5c9 610-61a 64b-65f 670 6d6-6dc 6df-6e4
    6e7-6e8 6ea-6ed 711 730-74a 7a6-7b0 7eb-7f3 7fd 816-819 81b-823 825-827 829-82d 859-85b
    897-89f 8ca-8e1 8e3-903 93a-93c 93e-94f 951-957 962-963 981-983 9bc 9be-9cd 9d7 9e2-9e3
    9fe-a03 a3c-a51 a70-a71 a75 a81-a83 abc abe-acd ae2-ae3 afa-b03 b3c b3e-b57 b62-b63 b82
    bbe-bcd bd7 c00-c04 c3c c3e-c56 c62-c63 c81-c83 cbc cbe-cd6 ce2-ce3 cf3-d03 d3b-d3c d3e-d4d
    d57 d62-d63 d81-d83 dca-ddf df2-df3 e31 e34-e3a e47-e4e eb1 eb4-ebc ec8-ece f18-f19 f35 f37
    f39 f3e-f3f f71-f84 f86-f87 f8d-fbc fc6 102b-103e 1056-1059 105e-1060 1062-1064 1067-106d
    1071-1074 1082-108d 108f 109a-109d 135d-135f 1712-1715 1732-1734 1752-1753 1772-1773
    17b4-17d3 17dd 180b-180d 180f 1885-1886 18a9 1920-193b 1a17-1a1b 1a55-1a7f 1ab0-1b04
    1b34-1b44 1b6b-1b73 1b80-1b82 1ba1-1bad 1be6-1bf3 1c24-1c37 1cd0-1cd2 1cd4-1ce8 1ced 1cf4
    1cf7-1cf9 1dc0-1dff 20d0-20f0 2cef-2cf1 2d7f 2de0-2dff 302a-302f 3099-309a a66f-a672
    a674-a67d a69e-a69f a6f0-a6f1 a802 a806 a80b a823-a827 a82c a880-a881 a8b4-a8c5 a8e0-a8f1
    a8ff a926-a92d a947-a953 a980-a983 a9b3-a9c0 a9e5 aa29-aa36 aa43 aa4c-aa4d aa7b-aa7d aab0
    aab2-aab4 aab7-aab8 aabe-aabf aac1 aaeb-aaef aaf5-aaf6 abe3-abea abec-abed fb1e fe00-fe0f
    fe20-fe2f 101fd 102e0 10376-1037a 10a01-10a0f 10a38-10a3f 10ae5-10ae6 10d24-10d27
    10d69-10d6d 10eab-10eac 10ecb-10ecf 10ef0-10eff 10f46-10f50 10f82-10f85 11000-11002
    11038-11046 11070 11073-11074 1107f-11082 110b0-110ba 110c2 11100-11102 11127-11134
    11145-11146 11173 11180-11182 111b3-111c0 111c9-111cc 111ce-111cf 1122c-11237 1123e 11241
    112df-112ea 11300-11303 1133b-1133c 1133e-1134d 11357 11362-11374 113b8-113d0 113d2
    113e1-113e2 11435-11446 1145e 114b0-114c3 115af-115c0 115dc-115dd 11630-11640 116ab-116b7
    1171d-1172b 1182c-1183a 11930-1193e 11940 11942-11943 119d1-119e0 119e4 11a01-11a0a
    11a33-11a39 11a3b-11a3e 11a47 11a51-11a5b 11a8a-11a99 11b60-11b67 11c2f-11c3f 11c92-11cb6
    11d31-11d45 11d47 11d8a-11d97 11df0 11ef3-11ef6 11f00-11f01 11f03 11f34-11f42 11f5a 13440
    13447-13455 1611e-1612f 16af0-16af4 16b30-16b36 16f4f 16f51-16f92 16fe4-16ff1 1bc9d-1bc9e
    1cf00-1cf46 1d127-1d128 1d165-1d169 1d16d-1d172 1d17b-1d182 1d185-1d18b 1d1aa-1d1ad
    1d242-1d244 1d250-1d252 1d25b-1d25c 1d25f 1d280-1d281 1da00-1da36 1da3b-1da6c 1da75 1da84
    1da9b-1daaf 1e000-1e02a 1e08f 1e130-1e136 1e2ae 1e2ec-1e2ef 1e4ec-1e4ef 1e5ee-1e5ef 1e6e3
    1e6e6 1e6ee-1e6ef 1e6f5 1e8d0-1e8d6 1e944-1e94a e0100-e01ef
"""

# Decimal digits (Nd); ASCII is left out.
_DIGITS = """
    660-669 6f0-6f9 7c0-7c9 966-96f 9e6-9ef a66-a6f ae6-aef b66-b6f be6-bef c66-c6f ce6-cef
    d66-d6f de6-def e50-e59 ed0-ed9 f20-f29 1040-1049 1090-1099 17e0-17e9 1810-1819 1946-194f
    19d0-19d9 1a80-1a89 1a90-1a99 1b50-1b59 1bb0-1bb9 1c40-1c49 1c50-1c59 a620-a629 a8d0-a8d9
    a900-a909 a9d0-a9d9 a9f0-a9f9 aa50-aa59 abf0-abf9 ff10-ff19 104a0-104a9 10d30-10d39
    10d40-10d49 11066-1106f 110f0-110f9 11136-1113f 111d0-111d9 112f0-112f9 11450-11459
    114d0-114d9 11650-11659 116c0-116c9 116d0-116e3 11730-11739 118e0-118e9 11950-11959
    11bf0-11bf9 11c50-11c59 11d50-11d59 11da0-11da9 11de0-11de9 11f50-11f59 16130-16139
    16a60-16a69 16ac0-16ac9 16b50-16b59 16d70-16d79 1ccf0-1ccf9 1d7ce-1d7ff 1e140-1e149
    1e2f0-1e2f9 1e4f0-1e4f9 1e5f1-1e5fa 1e950-1e959 1fbf0-1fbf9
"""

# Where letters with a small form are, in the oldest Unicode that a Python of ours has (14).
_CAPITALS = """
    c0-d6 d8-de 100-1b8 1bc 1c4-24e 370-372 376 37f 386 388-38a 38c 38e-3a1 3a3-3cf 3d8-3f4
    3f7-480 48a-52e 531-556 10a0-10c5 10c7 10cd 13a0-13f5 1c90-1cba 1cbd-1cbf 1e00-1f0f
    1f18-1f1d 1f28-1f3f 1f48-1f4d 1f59 1f5b 1f5d 1f5f-1f6f 1f88-1faf 1fb8-1fbc 1fc8-1fcc
    1fd8-1fdb 1fe8-1fec 1ff8-1ffc 2126 212a-212b 2132 2160-216f 2183 24b6-24cf 2c00-2c75
    2c7e-2ce2 2ceb-2ced 2cf2 a640-a66c a680-a69a a722-a76e a779-a786 a78b-a78d a790-a7c9 a7d0
    a7d6-a7d8 a7f5 ff21-ff3a 10400-10427 104b0-104d3 10570-1057a 1057c-1058a 1058c-10592
    10594-10595 10c80-10cb2 118a0-118bf 16e40-16e5f 1e900-1e921
"""

_ASCII = ((0x30, 0x39), (0x41, 0x5A), (0x61, 0x7A))
_ASCII_WORD = re.compile("[0-9A-Za-z_]+")
_BEYOND = 0x10000
_IS_BEYOND = f"(?=[{chr(_BEYOND)}-{chr(0x10FFFF)}])"


def ranges(table: str) -> Ranges:
    """Return the ranges in a table of code points in base 16, such as `41-5a 61-7a b5`."""
    pairs = (each.partition("-") for each in table.split())
    return [(int(first, 16), int(last or first, 16)) for first, _, last in pairs]


@cache
def letters() -> Ranges:
    """Return where letters and numbers are."""
    return [*_ASCII, *without([(0x80, 0x10FFFF)], others())]


@cache
def others() -> Ranges:
    """Return where there are neither letters nor numbers; ASCII is left out."""
    return sorted([*ranges(_SIGNS), *ranges(_MARKS)])


@cache
def marks() -> Ranges:
    """Return where the characters are that are written onto the letter before them."""
    return ranges(_MARKS)


@cache
def digits() -> Ranges:
    """Return where decimal digits are."""
    return [_ASCII[0], *ranges(_DIGITS)]


def without(some: Ranges, taken: Ranges) -> Ranges:
    """Return what is in `some` and not in `taken`; both rise."""
    left: list[tuple[int, int]] = []
    for first, last in some:
        at = first
        for start, stop in taken:
            if start <= last and stop >= at:
                if start > at:
                    left.append((at, start - 1))
                at = stop + 1
        if at <= last:
            left.append((at, last))
    return left


def inside(some: Iterable[tuple[int, int]]) -> str:
    """Return what stands for these between the brackets of a pattern, as in `[a-zäöü]`."""
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in some)


def near(some: Ranges) -> Ranges:
    """Return what is below U+10000; a pattern that knows nothing beyond takes a fifth of time."""
    return [(first, min(last, _BEYOND - 1)) for first, last in some if first < _BEYOND]


def has_letter(text: str) -> bool:
    """Return whether there is any letter or number in a text."""
    return _letter().search(text) is not None


def starts_with_digit(text: str) -> bool:
    """Return whether the first character is a decimal digit."""
    return bool(_digit().match(text))


def words(text: str) -> list[str]:
    """Return the runs of letters, numbers and underscores in their order; a mark parts them."""
    return (_ASCII_WORD if text.isascii() else _word()).findall(text)


def lowered(text: str) -> str:
    """Return a text in small letters."""
    if text.isascii():
        return text.lower()
    return _capitals().sub(lambda found: found.group().lower(), text)


def composed(name: str) -> str:
    """Return a name as it counts, whether an accent is a character of its own or not (NFC).

    Only what Unicode 3.2 knows is put together, which never changes any more.
    """
    if name.isascii():
        return name
    runs = groupby(name, lambda each: unicodedata.ucd_3_2_0.category(each) != "Cn")
    parts = ((known, "".join(run)) for known, run in runs)
    return "".join(unicodedata.normalize("NFC", run) if known else run for known, run in parts)


@cache
def _letter() -> re.Pattern[str]:
    return re.compile(_either(letters()))


@cache
def _word() -> re.Pattern[str]:
    return re.compile(f"(?:{_either([*letters(), (0x5F, 0x5F)], '++')})++")


@cache
def _digit() -> re.Pattern[str]:
    return re.compile(f"[{inside(digits())}]")


@cache
def _capitals() -> re.Pattern[str]:
    return re.compile(_either([_ASCII[1], *ranges(_CAPITALS)], "++"))


def _either(some: Ranges, repeated: str = "") -> str:
    """Return a pattern for these characters that looks beyond only where something is beyond."""
    beyond = [(max(first, _BEYOND), last) for first, last in some if last >= _BEYOND]
    return f"[{inside(near(some))}]{repeated}|{_IS_BEYOND}[{inside(beyond)}]{repeated}"
