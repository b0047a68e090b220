"""Merging two versions of a body: section by section where its kind has sections."""

import re
from collections.abc import Mapping, Sequence

from schema.differences import quote_of
from schema.kinds import DOCUMENTS
from schema.merging.blocks import merged_blocks, pieces
from schema.merging.values import merged_order
from schema.sections import Cut, cut
from schema.verbatim import verbatim

_CRLF = re.compile(r"\r+\n")
# In an agreement nobody is to be asked about a paragraph that nobody wrote.
_WHOLE_PARAGRAPHS = frozenset(("agreement",))


def merged_body(kind: str, base: str, ours: str, theirs: str) -> str:
    """Return the text of a record with what both sides did to it.

    Source: the format, section "How two versions become one".
    """
    if theirs in (base, ours):
        return ours
    if ours == base:
        return theirs
    if any("\r\n" in text for text in (base, ours, theirs)):
        merged = merged_body(kind, *(_CRLF.sub("\n", text) for text in (base, ours, theirs)))
        return merged.replace("\n", "\r\n") if "\r\n" in ours and "\r\n" in theirs else merged
    by_sentence = kind in DOCUMENTS and kind not in _WHOLE_PARAGRAPHS
    cuts = [cut(kind, text) for text in (base, ours, theirs)]
    versions = [each for each in cuts if each is not None and each.texts]
    if len(versions) < 2 or None in cuts:
        return merged_blocks(base, ours, theirs, by_sentence=by_sentence)
    was, left, right = (each for each in cuts if each is not None)
    return _by_section(was, left, right, by_sentence=by_sentence)


def _by_section(base: Cut, ours: Cut, theirs: Cut, *, by_sentence: bool) -> str:
    sides = _without_headings_taken_out(base, ours, theirs)
    base, ours, theirs = sides
    parts = [merged_blocks(*(each.lead for each in sides), by_sentence=by_sentence)]
    texts = {
        code: merged_blocks(*(each.texts.get(code, "") for each in sides), by_sentence=by_sentence)
        for code in {**base.texts, **ours.texts, **theirs.texts}
    }
    for code in _order(sides, texts):
        headings = [each.headings.get(code, "") for each in sides]
        heading, also = _heading(headings)
        text = texts[code]
        if not also and any(
            (heading, text) == (each.headings.get(code), each.texts.get(code)) for each in sides
        ):
            parts.append(heading + text)
        else:
            inner = "\n\n".join(part for part in (also, text.strip("\n")) if part)
            parts.append(f"{heading.rstrip()}\n\n{inner}\n\n" if inner else f"{heading.rstrip()}\n")
    return _put_together(parts)


def _without_headings_taken_out(base: Cut, ours: Cut, theirs: Cut) -> tuple[Cut, Cut, Cut]:
    """Return the versions without the headings that a side took out while it kept what is below.

    What stood below belongs to the section above then, or to the lead, in every version. A heading
    that the other side changed or put elsewhere stays.
    """
    for code in base.texts:
        above = _above(base, code)
        sides = (ours, theirs)
        without = [each for each in sides if code not in each.texts]
        others = [each for each in sides if code in each.texts]
        fell = all(_holds_more(each, base, above, code) for each in without)
        if without and fell and all(_is_left_alone(each, base, above, code) for each in others):
            base, ours, theirs = (_joined_above(each, above, code) for each in (base, *sides))
    return base, ours, theirs


def _above(version: Cut, code: str) -> str:
    """Return the code of the section above another one, "" for the lead."""
    codes = [*version.texts]
    at = codes.index(code)
    return codes[at - 1] if at else ""


def _parts(version: Cut) -> Mapping[str, str]:
    """Return the text of each section by its code, what leads them by ""."""
    return {"": version.lead, **version.texts}


def _holds_more(side: Cut, base: Cut, above: str, code: str) -> bool:
    """Whether the part `above` of a side has the blocks of a section, once more than in `base`."""
    sought = [each.text for each in pieces(base.texts[code])]
    if not sought or above not in _parts(side):
        return False
    was, now = ([each.text for each in pieces(_parts(version)[above])] for version in (base, side))
    return _count(now, sought) > _count(was, sought)


def _count(texts: Sequence[str], run: Sequence[str]) -> int:
    return sum(texts[at : at + len(run)] == run for at in range(len(texts)))


def _is_left_alone(side: Cut, base: Cut, above: str, code: str) -> bool:
    """Whether a side has the heading of a section as it was, below the section it was below."""
    same = side.headings[code].strip() == base.headings[code].strip()
    return same and _above(side, code) == above


def _joined_above(version: Cut, above: str, code: str) -> Cut:
    """Return a version whose section `code`, if it has it, is a part of the one above."""
    if code not in version.texts:
        return version
    parts = dict(_parts(version))
    parts[above] = _put_together([parts[above], parts.pop(code).lstrip("\n")])
    headings = {each: line for each, line in version.headings.items() if each != code}
    return Cut(parts.pop(""), headings, parts)


def _order(sides: Sequence[Cut], texts: dict[str, str]) -> tuple[str, ...]:
    """Return which sections stand, and in which order.

    One that a side took out stays when the other wrote in it meanwhile, or in its heading.
    """
    was = sides[0].headings
    stays = [
        code
        for code in sides[0].texts
        if texts[code].strip()
        or any(each.headings.get(code, was[code]).strip() != was[code].strip() for each in sides)
    ]
    base, ours, theirs = (
        [*each.texts, *(code for code in stays if code not in each.texts)] for each in sides
    )
    return merged_order(base, ours, theirs)


def _heading(headings: Sequence[str]) -> tuple[str, str]:
    """Return the heading line that stands, and both as a difference when both changed it."""
    base, ours, theirs = headings
    bare = [each.strip() for each in headings]
    if bare[1] in (bare[0], bare[2]) or not ours:
        return theirs or ours or base, ""
    if bare[2] == bare[0] or not theirs:
        return ours, ""
    return base or ours, quote_of(bare[1:]).rstrip("\n")


def _put_together(parts: Sequence[str]) -> str:
    """Return parts as one text; a heading never falls into what is left open before it."""
    text = ""
    for part in parts:
        if text and part:
            if closer := verbatim(text).closer:
                text = f"{text.rstrip()}\n{closer}\n"
            text = text if text.endswith("\n\n") else f"{text.rstrip()}\n\n"
        text += part
    return f"{text.rstrip()}\n" if text.strip() else ""
