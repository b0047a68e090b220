"""The small YAML of a header: what is read, what is refused and why, what is written."""

import time
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from written_headers import ACCEPTED, NAMES, VALUES, WRITTEN

from schema.emit import emit_field
from schema.header import HeaderProblem, comment_after, parse_header
from schema.post import StrictYAML


def test_every_scalar_is_the_text_as_written():
    header = parse_header(
        "a: NO\nb: 12:30\nc: 1.10\nd: 0123\ne: on\nf: ~\ng: null\nh:\ni: 'yes'\n"
        'j: "\\x41"\nk: .5\n'
    )
    assert dict(header.fields) == {
        "a": "NO", "b": "12:30", "c": "1.10", "d": "0123", "e": "on", "f": "~", "g": "null",
        "h": "", "i": "yes", "j": "A", "k": ".5",
    }  # fmt: skip


def test_lists_and_one_level_of_map_are_read():
    header = parse_header("a: [x, 'y z']\nb:\n- 1\n-\nc:\n  d: e\n  f: [g]\nh: []\ni: {}\n")
    assert dict(header.fields) == {
        "a": ("x", "y z"), "b": ("1", ""), "c": {"d": "e", "f": ("g",)}, "h": (), "i": {},
    }  # fmt: skip


def test_text_over_several_lines_is_read():
    header = parse_header('a: |\n  one\n  two\nb: "three\n  four"\nc: five\n  six\nd: >-\n  x\n')
    assert dict(header.fields) == {"a": "one\ntwo\n", "b": "three four", "c": "five six", "d": "x"}


def test_each_field_knows_its_lines_and_leaves_comments_to_nobody():
    header = parse_header(
        "# first\na: x # why\nb: |\n  y\n\n# between\nc: |+\n  z\n\n\n"
        "d:\n  - 1\n\n  # in\n  - 2\n# end\n"
    )
    assert dict(header.lines) == {"a": (3, 3), "b": (4, 5), "c": (8, 11), "d": (12, 16)}


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("", 2, "header-empty"),
        ("# only a comment\n\n", 4, "header-empty"),
        ("a: 1\nb: 2\na: 3\n", 4, "header-twice"),
        ("m: {b: 1, b: 2}\n", 2, "header-twice"),
        ("é: 1\ne\u0301: 2\n", 3, "header-twice"),
        ("a: &x b\n", 2, "header-anchor"),
        ("&x\na: b\n", 2, "header-anchor"),
        ("&x a: b\n", 2, "header-anchor"),
        ("a:\n  - &x b\n", 3, "header-anchor"),
        ("a: *x\n", 2, "header-alias"),
        ("*x : a\n", 2, "header-alias"),
        ("a: !!str b\n", 2, "header-tag"),
        ("a: ! b\n", 2, "header-tag"),
        ("a: !!set {x}\n", 2, "header-tag"),
        ("a: 1\n<<: {b: 2}\n", 3, "header-merge"),
        ("a: {<<: b}\n", 2, "header-merge"),
        ("? [a, b]\n: c\n", 2, "header-name"),
        ("? {a: b}\n: c\n", 2, "header-name"),
        ('"": a\n', 2, "header-name"),
        ("a: {[b]: c}\n", 2, "header-name"),
        ("{a: b}\n", 2, "header-form"),
        ("- a\n", 2, "header-form"),
        ("just words\n", 2, "header-form"),
        ("  a: b\n", 2, "header-form"),
        ("? a\n: b\n", 2, "header-form"),
        ("a: [[b]]\n", 2, "header-nested"),
        ("a:\n  - b: c\n", 3, "header-nested"),
        ("a:\n  b:\n    c: d\n", 4, "header-nested"),
        ("a: {b: [c, {d: e}]}\n", 2, "header-nested"),
        ("a: [[[[b]]]]\n", 2, "header-deep"),
        ("a: {b: {c: {d: {e: f}}}}\n", 2, "header-deep"),
        ("%YAML 1.2\n--- x\n", 2, "header-directive"),
        ("a: b\n--- c\n", 3, "header-second"),
        ("a: b\n...\n", 3, "header-second"),
        ("a: b\nc d\n", 3, "header-unreadable"),
        ("a: b: c\n", 2, "header-unreadable"),
        ('a: "b\n', 2, "header-unreadable"),
        ("a: [b\n", 2, "header-unreadable"),
        ("a: @b\n", 2, "header-unreadable"),
        ("a:\n  b: c\n d: e\n", 4, "header-unreadable"),
        ("\ta: b\n", 2, "header-unreadable"),
        ("a: x\nb: \x07\n", 3, "header-character"),
        ("a: \x85\n", 2, "header-character"),
        ("a: x\u2028y\n", 2, "header-character"),
        ("a: \ufeffb\n", 2, "header-character"),
        ("a: b\rc: d\n", 2, "header-character"),
        ("a: \uffff\n", 2, "header-character"),
    ],
)
def test_what_the_format_does_not_allow_is_refused_with_its_line(text, line, code):
    with pytest.raises(HeaderProblem) as refused:
        parse_header(text)
    assert (refused.value.code, refused.value.line) == (code, line)
    assert refused.value.message.endswith(".")
    assert "\n" not in refused.value.message


def test_the_first_line_is_counted_from_where_the_header_starts():
    with pytest.raises(HeaderProblem) as refused:
        parse_header("a: 1\na: 2\n", first_line=10)
    assert refused.value.line == 11


@given(WRITTEN)
def test_every_header_is_read_or_refused_with_one_of_its_lines(text):
    problem = _problem(text)
    assert problem is None or 2 <= problem.line <= text.count("\n") + 2


@given(ACCEPTED, st.sampled_from(["\n", "\r\n"]))
def test_what_is_read_is_what_libyaml_reads_as_strings(text, ending):
    text = text.replace("\n", ending)
    header = parse_header(text)
    assert _listed(header.fields) == yaml.load(text, Loader=yaml.CBaseLoader)
    assert list(header.fields) == list(header.lines)


@given(ACCEPTED)
def test_the_lines_of_a_field_hold_the_field_alone(text):
    header = parse_header(text)
    lines = text.split("\n")
    for name, (first, last) in header.lines.items():
        alone = "\n".join(lines[first - 2 : last - 1]) + "\n"
        assert dict(parse_header(alone).fields) == {name: header.fields[name]}
        assert lines[first - 2].startswith(name)
        assert lines[last - 2].strip() or header.fields[name][-1:] == "\n"


@given(NAMES, VALUES)
def test_a_written_field_reads_back_the_same_in_every_reader(name, value):
    text = emit_field(name, value)
    if isinstance(value, dict) and len({normalize("NFC", each) for each in value}) < len(value):
        assert _problem(text).code == "header-twice"
        return
    header = parse_header(text)
    assert dict(header.fields) == {name: value}
    assert dict(header.lines) == {name: (2, text.count("\n") + 1)}
    for loader in (yaml.SafeLoader, yaml.CSafeLoader):
        assert yaml.load(text, Loader=loader) == _listed({name: value})


def test_text_in_any_script_is_written_in_bounded_time():
    start = time.process_time()
    for text in (
        "é" * 100_000 + ":",
        "a " * 50_000 + ":",
        "é é" * 30_000 + "\n",
        "a#" * 50_000 + "[",
    ):
        emit_field("a", text)
    assert time.process_time() - start < 2


def test_fields_are_written_plainly_when_plain_is_safe():
    assert emit_field("title", "Ground rules, as agreed (May)") == (
        "title: Ground rules, as agreed (May)\n"
    )
    assert emit_field("ref", "step/2#2.3") == "ref: step/2#2.3\n"
    assert emit_field("archived", "2026-05-01") == 'archived: "2026-05-01"\n'
    assert emit_field("a", "No") == 'a: "No"\n'
    assert emit_field("a", "x: y") == 'a: "x: y"\n'
    assert emit_field("a", 'one\ntwo "three"') == 'a: "one\\ntwo \\"three\\""\n'
    assert emit_field("a", "\u202e\u200b") == 'a: "\\u202E\\u200B"\n'
    assert emit_field("a", "") == 'a: ""\n'


def test_short_lists_stand_on_one_line_and_long_ones_on_many():
    assert emit_field("a", ("x", "y z", "1", "b, c")) == 'a: [x, y z, "1", "b, c"]\n'
    assert emit_field("a", ()) == "a: []\n"
    long = "word " * 10 + "x"
    assert emit_field("a", (long, long)) == f"a:\n  - {long}\n  - {long}\n"


def test_maps_stand_on_a_line_per_name():
    assert emit_field("present", {"carer": "3", "staff": ("a", "b"), "1": ""}) == (
        'present:\n  carer: "3"\n  staff: [a, b]\n  "1": ""\n'
    )
    assert emit_field("present", {}) == "present: {}\n"


@pytest.mark.parametrize(
    ("line", "comment"),
    [
        ("a: b # why", " # why"),
        ('a: "b # c"  # why', "  # why"),
        ("a: b#c", ""),
        ("a: [b, c] # why", " # why"),
        ("a: {b: c} #", " #"),
        ("a: # why", " # why"),
        ("a: 'b", ""),
        ("a: [b, # c", ""),
        ("é: ünï # why", " # why"),
    ],
)
def test_the_comment_behind_a_value_is_told_from_the_value(line, comment):
    assert comment_after(line) == comment


def test_python_frontmatter_can_write_and_read_with_this_handler():
    handler = StrictYAML()
    _, inner, content = handler.FM_BOUNDARY.split("---\non: NO\nb: [1]\n---\ntext\n", maxsplit=2)
    assert handler.load(inner) == {"on": "NO", "b": ("1",)}
    assert content == "\ntext\n"
    assert handler.export({"on": "NO", "b": ["1"]}) == '"on": "NO"\nb: ["1"]\n'


def _problem(text):
    try:
        parse_header(text)
    except HeaderProblem as problem:
        return problem
    return None


def _listed(fields):
    """The same fields with lists where reading gives tuples."""
    if isinstance(fields, str):
        return fields
    if isinstance(fields, tuple):
        return list(fields)
    return {name: _listed(value) for name, value in fields.items()}
