"""Files come apart and together again without loss, and an edit changes only its own lines."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from written_headers import ACCEPTED, ENTRIES, NAMES, VALUES, WORDS, WRITTEN

from schema.codec import (
    BODY_LIMIT,
    HEADER_LIMIT,
    File,
    Refused,
    new_file,
    read,
    to_post,
    with_body,
    with_field,
    with_fields,
    with_section,
    write,
)
from schema.record import Damaged
from schema.sections import SectionTwice, section_text

BODIES = st.text(
    st.characters(codec="utf-8", exclude_characters="\0") | st.sampled_from("\n\r#-=<> ")
) | st.sampled_from(["", "We listen.\n", "---\n", "Title\n=======\n", "\r\nx\r\n"])
FENCES = st.sampled_from(["---\n", "--- \n", "---\t\r\n", "---\r\n"])
FILES = st.tuples(FENCES, ACCEPTED, FENCES, BODIES)

STEP = """\
---
kind: step # of five
id: "2"
step: "2"

# who was there
present: {carer: "2"}
title: Shared understanding
---
## 2.1 The change and the way there

Evenings.

## 2.3 Common ground

None yet.
"""


def _file(text: str) -> File:
    file = read(text.encode())
    assert isinstance(file, File), file
    return file


@given(FILES)
def test_every_accepted_file_is_written_as_it_was(parts):
    data = "".join(parts).encode()
    file = read(data)
    assert isinstance(file, File)
    assert write(file) == data
    assert (file.opening, file.header, file.closing, file.body) == parts


@given(st.tuples(FENCES, WRITTEN, FENCES, BODIES).map("".join) | st.text(), st.data())
def test_any_text_is_read_whole_or_refused_whole(text, draw):
    data = bytearray(text.encode())
    for at in draw.draw(st.lists(st.integers(0, max(len(data) - 1, 0)), max_size=3)):
        data[at : at + 1] = draw.draw(st.binary(max_size=2))
    file = read(bytes(data), "agreements/x.md")
    if isinstance(file, Damaged):
        assert file.path == "agreements/x.md"
        assert 0 <= file.line <= data.count(b"\n") + 1
        assert file.message.endswith(".")
        assert file.code
    else:
        assert write(file) == bytes(data)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data):
    file = read(b"---\n" + data)
    assert isinstance(file, Damaged) or write(file) == b"---\n" + data


@given(FILES, NAMES, VALUES)
def test_setting_a_field_changes_its_lines_only(parts, name, value):
    file = _file("".join(parts))
    try:
        changed = with_field(file, name, value)
    except Refused as refused:
        _is_about_names(refused)
        return
    assert changed.fields == {**file.fields, name: value}
    assert _without(changed, name) == _without(file, name)
    assert (changed.opening, changed.closing, changed.body) == (parts[0], parts[2], parts[3])
    assert with_field(changed, name, value) is changed
    if file.fields.get(name) == value:
        assert changed is file
    elif name not in file.fields:
        assert changed.header.startswith(file.header)
        assert list(changed.fields)[-1] == name
        ending = "\r\n" if parts[0].endswith("\r\n") else "\n"
        assert changed.header[len(file.header) :].count("\n") == changed.header[
            len(file.header) :
        ].count(ending)


@given(FILES, NAMES)
def test_removing_a_field_removes_its_lines_only(parts, name):
    file = _file("".join(parts))
    if list(file.fields) == [name]:
        with pytest.raises(Refused):
            with_field(file, name, None)
        return
    changed = with_field(file, name, None)
    assert changed.fields == {each: file.fields[each] for each in file.fields if each != name}
    ending = "\r" if parts[0].endswith("\r\n") else ""
    assert changed.header in (_without(file, name), _without(file, name, f"#{ending}"))
    if name not in file.fields:
        assert changed is file


@given(FILES, st.dictionaries(NAMES, st.none() | WORDS, max_size=4))
def test_several_fields_are_set_and_removed_together(parts, values):
    file = _file("".join(parts))
    wanted = {**file.fields, **values}
    wanted = {name: value for name, value in wanted.items() if value is not None}
    if not wanted:
        with pytest.raises(Refused, match="nothing between"):
            with_fields(file, values)
        return
    changed = with_fields(file, values)
    assert list(changed.fields.items()) == list(wanted.items())
    assert (changed.opening, changed.closing, changed.body) == (parts[0], parts[2], parts[3])


@given(FILES, BODIES)
def test_another_body_leaves_the_header(parts, body):
    file = _file("".join(parts))
    changed = with_body(file, body)
    assert write(changed) == "".join((*parts[:3], body)).encode()
    assert changed.fields == file.fields


@given(st.dictionaries(NAMES, VALUES, min_size=1), BODIES)
def test_a_new_file_holds_what_it_was_given(fields, body):
    try:
        file = new_file(fields, body)
    except Refused as refused:
        _is_about_names(refused)
        return
    assert list(file.fields.items()) == list(fields.items())
    assert file.body == body
    assert read(write(file)) == file


@given(ENTRIES)
def test_post_carries_fields_and_body_and_writes_this_format(entry):
    file = new_file({"content": entry, "handler": "x"}, "text\n")
    post = to_post(file)
    assert (post.content, post.metadata) == (file.body, file.fields)
    assert post.handler.format(post).encode() == write(file)


def test_the_comment_behind_a_replaced_value_and_all_other_lines_stay():
    changed = with_fields(_file(STEP), {"kind": "review", "present": {"staff": "1"}, "step": None})
    assert changed.header == (
        'kind: review # of five\nid: "2"\n\n# who was there\n'
        'present:\n  staff: "1"\ntitle: Shared understanding\n'
    )


def test_lines_behind_a_removed_field_do_not_fall_into_the_text_before_it():
    file = _file("---\na: |+\n  one\nb: two\n\n  # set in\nc: three\n---\n")
    changed = with_field(file, "b", None)
    assert changed.header == "a: |+\n  one\n#\n\n  # set in\nc: three\n"
    assert changed.fields == {"a": "one\n", "c": "three"}


def test_one_section_changes_and_the_rest_of_the_file_stays():
    file = _file(STEP)
    changed = with_section(file, "2.1", "# Evenings\n\nAnd weekends.\n")
    assert write(changed).decode() == STEP.replace("Evenings.", "### Evenings\n\nAnd weekends.")
    assert with_section(file, "2.1", "Evenings.\n") is file
    added = with_section(file, "2.2", "Not yet.")
    assert section_text("step", added.body, "2.2") == "Not yet."
    assert added.header == file.header


def test_a_section_that_stands_twice_or_not_at_all_is_refused_with_words():
    with pytest.raises(SectionTwice, match="more than once"):
        with_section(_file(STEP + "\n## 2.1 Again\n"), "2.1", "x")
    with pytest.raises(ValueError, match="has no section"):
        with_section(new_file({"kind": "agreement"}, ""), "2.1", "x")


def test_lines_are_those_of_the_file():
    assert _file(STEP).lines == {
        "kind": (2, 2), "id": (3, 3), "step": (4, 4), "present": (7, 7), "title": (8, 8),
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "line", "code"),
    [
        (b"", 1, "header-missing"),
        (b"Just text.\n", 1, "header-missing"),
        (b"----\na: b\n---\n", 1, "header-not-first"),
        (b"\n---\na: b\n---\n", 1, "header-not-first"),
        (b" ---\na: b\n---\n", 1, "header-not-first"),
        (b"\xef\xbb\xbf---\na: b\n---\n", 1, "byte-order-mark"),
        (b"---\r\r\na: b\n---\n", 1, "header-not-first"),
        (b"---\na: b\n", 1, "header-unclosed"),
        (b"---\na: b\n ---\n", 1, "header-unclosed"),
        (b"---\na: b\n----\n", 1, "header-unclosed"),
        (b"---", 1, "header-unclosed"),
        (b"---\n---\ntext\n", 2, "header-empty"),
        (b"---\na: b\na: c\n---\n", 3, "header-twice"),
        (b"---\na: \xff\n---\n", 2, "not-utf8"),
        (b"---\na: b\n---\nx\n\xe2\x82\n", 5, "not-utf8"),
        (b"---\na: \xed\xa0\x80\n---\n", 2, "not-utf8"),
        (b"---\na: b\n---\n\0", 4, "nul"),
        ("---\na: b\n---\n".encode("utf-16"), 1, "nul"),
        (b"---\na: b\n" + b"c" * HEADER_LIMIT + b": d\n---\n", 0, "header-too-long"),
        (b"---\na: b\n---\n" + b"x" * (BODY_LIMIT + 1), 0, "body-too-long"),
        (b"x" * (BODY_LIMIT * 3), 0, "header-too-long"),
        (b"---\na: b\n---\n" + b"x" * BODY_LIMIT * 3, 0, "body-too-long"),
        (b"<<<<<<< HEAD\n---\na: b\n=======\n---\nb: c\n>>>>>>> x\n---\n", 1, "conflict-markers"),
        (b"---\n<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n---\n", 2, "conflict-markers"),
        (b"---\na: b\n>>>>>>> x\n---\n", 3, "conflict-markers"),
        (b"---\na: b\n=======\n---\n", 3, "conflict-markers"),
        (b"---\na: b\n---\nx\n<<<<<<< HEAD\r\ny\r\n=======\r\nz\r\n", 5, "conflict-markers"),
    ],
)
def test_a_damaged_file_is_refused_with_its_line_and_a_sentence(data, line, code):
    damaged = read(data, "x.md")
    assert isinstance(damaged, Damaged)
    assert (damaged.code, damaged.line, damaged.path) == (code, line, "x.md")
    assert damaged.message.endswith(".")


@pytest.mark.parametrize(
    "data",
    [
        b"---\na: b\n---",
        b"--- \t\r\na: b\r\n---   ",
        b"---\na: b\n---\n---\n---\n",
        b"---\na: b\n---\nTitle\n=======\n\n>>>>>>> quoted by seven\n",
        b"---\na: b\n---\n  <<<<<<< HEAD\n=======\n>>>>>>> x\n",
        b"---\na: b\n---\n<<<<<<<<\n=======\n>>>>>>> x\n",
        b"---\na: b\n---\n<<<<<<< alone\n",
        b"---\na: b\n---\n" + b"x" * BODY_LIMIT,
        b"---\na: " + b"x" * (HEADER_LIMIT - 4) + b"\n---\n",
    ],
)
def test_what_only_looks_damaged_is_read(data):
    file = read(data)
    assert isinstance(file, File)
    assert write(file) == data


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ("x" * (BODY_LIMIT + 1), "body-too-long"),
        ("\n<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n", "conflict-markers"),
        ("\0", "nul"),
        ("\ud800", "not-utf8"),
    ],
)
def test_a_body_that_would_damage_the_file_is_refused_before_it_is_written(body, code):
    for make in (lambda: with_body(_file(STEP), body), lambda: new_file({"kind": "step"}, body)):
        with pytest.raises(Refused) as refused:
            make()
        assert refused.value.code == code


@pytest.mark.parametrize(
    ("name", "value", "code"),
    [
        ("title", "x" * HEADER_LIMIT, "header-too-long"),
        ("title", "\ud800", "header-unreadable"),
        ("<<", "x", "header-merge"),
        ("", "x", "header-name"),
        ("m", {"": "x"}, "header-name"),
    ],
)
def test_a_field_that_would_damage_the_file_is_refused_before_it_is_written(name, value, code):
    with pytest.raises(Refused) as refused:
        with_field(_file(STEP), name, value)
    assert refused.value.code == code


def test_a_body_can_follow_a_header_that_ended_the_file():
    assert write(with_body(_file("---\r\na: b\r\n---"), "x\n")) == b"---\r\na: b\r\n---\r\nx\n"


def test_lists_given_as_lists_are_kept_as_tuples():
    given_fields = msgspec.json.decode('{"a": ["x"], "m": {"b": ["y"]}}')
    file = new_file(given_fields, "")
    assert file.fields == {"a": ("x",), "m": {"b": ("y",)}}
    assert with_fields(file, given_fields) is file


def _without(file: File, name: str, *instead: str) -> str:
    """The header's lines that are not the field's."""
    lines = file.header.split("\n")
    first, last = file.lines.get(name, (2, 1))
    return "\n".join((*lines[: first - 2], *instead, *lines[last - 1 :]))


def _is_about_names(refused: Refused) -> None:
    """The one refusal that generated values lead to: names of a map that are one in NFC."""
    assert refused.code == "header-twice"
