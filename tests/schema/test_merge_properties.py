"""The laws of merging one record, for every input."""

import re
from unittest import mock

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from schema import merge_texts
from schema.codec import read
from schema.differences import quote_of
from schema.emit import emit_field
from schema.merging import header as merging_header
from schema.record import Damaged

MARK = "+-+-+-+-+-"
WORD = re.compile(r"\w+")
ODD = st.text(st.sampled_from("ab é日\n\n\n -*#>`~|=_+.:1\t\"'\\[]{}&!%\r\u202e<"), max_size=40)
NAMES = ("title", "about", "step", "parties", "present", "review_on", "x.y", "differences-x", "é")
entries = st.one_of(
    st.text("ab c\"'#:-[]{},\n日", max_size=8), st.lists(st.text("abc \"'", max_size=4), max_size=3)
)
values = st.one_of(
    entries,
    st.dictionaries(st.sampled_from(["staff", "carer", "x.y", "1"]), entries, max_size=3),
)
SENTENCES = [f"Sentence {name} is {name * 2} here." for name in "abcdefgh"]
blocks = st.one_of(
    st.sampled_from(SENTENCES),
    st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map("\n".join),
    st.lists(st.sampled_from(["alpha", "beta", "gamma"]), min_size=1, max_size=3).map(
        lambda items: "\n".join(f"- {each}" for each in items)
    ),
    st.sampled_from(
        [
            "# Head",
            "## 1.1 Who named the issue",
            "## 1.2 Why now",
            "## Other",
            "```\ncode\n```",
            "```\nopen fence",
            "<!-- open comment",
            "| a | b |\n|---|---|\n| 1 | 2 |",
            "> a quote",
            quote_of(("one", "two")).rstrip("\n"),
            quote_of(("one", "")).rstrip("\n"),
            quote_of(("one", "two"), MARK).rstrip("\n"),
            quote_of(("one", "three"), MARK[::-1]).rstrip("\n"),
            "1. first\n2. second",
            "---",
            "=======",
            "    indented",
        ]
    ),
    ODD,
)


@st.composite
def records(draw, kind=None):
    kind = kind or draw(st.sampled_from(["agreement", "step", "outcome", "review"]))
    fields = {"kind": kind, "id": "x-abc234", "title": "T"}
    fields |= draw(st.dictionaries(st.sampled_from(NAMES), values, max_size=4))
    if draw(st.integers(0, 4)) == 0:
        fields["differences"] = {"about": ("one", "two"), "present.staff": ("3",)}
        fields["differences-removed"] = ("present.staff",)
        if draw(st.booleans()):
            fields["differences-again"] = {"about": MARK}
    header = ""
    for name, value in fields.items():
        if draw(st.integers(0, 6)) == 0:
            header += f"# remark {draw(st.sampled_from(['one', 'two', 'three']))}\n"
        header += emit_field(name, tuple(value) if isinstance(value, list) else value)
    body = draw(st.lists(blocks, max_size=7))
    gap = draw(st.sampled_from(["\n\n", "\n\n", "\n"]))
    return f"---\n{header}---\n" + gap.join(body) + "\n" * draw(st.integers(0, 2))


@st.composite
def edited(draw, text):
    """Change some lines: take out, put in, reword, move."""
    lines = text.split("\n")
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        what = draw(st.sampled_from(["out", "in", "reword", "move", "field"]))
        if what == "out":
            del lines[at : at + draw(st.integers(1, 3))]
        elif what == "in":
            lines[at:at] = ["", draw(blocks), ""]
        elif what == "reword":
            lines[at] += draw(st.sampled_from([" more", " words", " x. Another."]))
        elif what == "move":
            lines.insert(draw(st.integers(0, len(lines) - 1)), lines.pop(at))
        else:
            lines[1:1] = [emit_field(draw(st.sampled_from(NAMES)), draw(entries_())).rstrip("\n")]
        lines = lines or [""]
    return "\n".join(lines)


def entries_():
    return values.map(lambda value: tuple(value) if isinstance(value, list) else value)


three = st.one_of(
    st.tuples(records(), records(), records()),
    records().flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base))),
    records("agreement").flatmap(lambda base: st.tuples(st.just(base), edited(base), edited(base))),
    st.tuples(ODD, ODD, ODD),
    st.tuples(st.just(""), records(), records()),
    st.tuples(records(), ODD, records()),
    st.tuples(ODD, records(), records()),
)


def is_record(text: str) -> bool:
    return not isinstance(read(text.encode()), Damaged)


@settings(max_examples=300, deadline=None)
@given(three)
def test_the_laws_hold_for_every_input(texts):
    check_laws(*texts)


def check_laws(base: str, ours: str, theirs: str) -> None:
    """Fail where merging breaks one of its laws."""
    merged = merge_texts(base, ours, theirs)
    assert merged == merge_texts(base, theirs, ours)
    assert merge_texts(base, ours, ours) == ours
    assert merge_texts(base, ours, base) == ours
    assert merge_texts(base, base, theirs) == theirs
    added = (set(WORD.findall(ours)) | set(WORD.findall(theirs))) - set(WORD.findall(base))
    assert added <= set(WORD.findall(merged)) | {"differences", "removed", "open", "again"}
    if is_record(ours) and is_record(theirs):
        found = read(merged.encode())
        assert not isinstance(found, Damaged), (found, merged)


@given(records(), st.booleans())
def test_a_header_that_nobody_changed_is_as_if_it_were_merged(text, windows):
    file = read((text.replace("\n", "\r\n") if windows else text).encode())
    assume(not isinstance(file, Damaged))
    same = merging_header.merged_header(file, file, file)
    with mock.patch.object(merging_header, "_is_open", return_value=True):
        assert merging_header.merged_header(file, file, file) == same
