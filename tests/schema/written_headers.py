"""Headers as people and programs write them, for property tests."""

from hypothesis import strategies as st

_LOOK_LIKE_NUMBERS = ["12:30", "1.10", "0123", "2026-05-01", "0x1F", "1e3", ".inf", "-1", "+1"]
_LOOK_LIKE_YES_OR_NO = ["NO", "on", "~", "null", "y", "="]
_TEXT_LIKE = ["p-abcdefgh", "step/2#2.3", "Ground rules", "naïve café", "x's", "100 %"]
WORDS = st.sampled_from([*_LOOK_LIKE_NUMBERS, *_LOOK_LIKE_YES_OR_NO, *_TEXT_LIKE])
_MEANS_SOMETHING = st.sampled_from("\n\t\"\\#:,[]{}-'&*!|>%@`? ")
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff") | _MEANS_SOMETHING)
NAMES = st.sampled_from(["kind", "id", "title", "present", "x-y", "naïve", "on", "1", "a_b"])
_INNER_NAMES = NAMES | TEXTS.filter(lambda text: text not in ("", "<<"))
ENTRIES = WORDS | TEXTS | st.lists(WORDS | TEXTS, max_size=3).map(tuple)
LISTS = st.lists(WORDS | TEXTS, max_size=20).map(tuple)
VALUES = WORDS | TEXTS | LISTS | st.dictionaries(_INNER_NAMES, ENTRIES, max_size=3)

_LEAD = st.sampled_from(["", "", "", "# a comment\n", "\n", "  # set in\n", "\n\n"])
_TRAIL = st.sampled_from(["\n", "\n", "  # why\n", " \n", "\t# tab\n"])
_QUOTED = st.sampled_from(['"q # x"', "'it''s'", "a#b", "", '"\\u00e9"'])
_ON_LINES = st.sampled_from(
    [
        "|\n  one\n\n  two\n",
        "|\n  one\n\n\n",
        "|+\n  one\n\n\n",
        "|-\n  # text\n",
        ">-\n  one\n  two\n",
        "> # c\n  x\n",
        "\n  plain\n  in two lines\n",
        "plain\n  in two lines\n",
        '"in\n  two"\n',
        "'in\n\n  two' # c\n",
        "\n- a\n- b # c\n",
        "\n  - a\n\n  # c\n  - b\n",
        "\n  - a\n  - \n",
        "[a,\n  b, # c\n  c]\n",
        "[]\n",
        "{}\n",
        "{a: b, c: [d]}\n",
        "\n  a: b\n  c:\n    - d\n  e: [f]\n",
        "\n  a:\n",
        "\n",
    ]
)
_REFUSED = st.sampled_from(
    ["[a, [b]]\n", "{a: {b: c}}\n", "&a b\n", "*a\n", "a: b\n", '"\n', "[\n"]
)
_ON_ONE_LINE = st.tuples(WORDS | _QUOTED, _TRAIL).map("".join)


def _headers(values: st.SearchStrategy[str], names: st.SearchStrategy[str]):
    def field(name: str) -> st.SearchStrategy[str]:
        colon = st.sampled_from([": ", ": ", " : "])
        return st.tuples(_LEAD, st.just(name), colon, values).map("".join)

    some = st.lists(names, min_size=1, max_size=6, unique=True)
    return some.flatmap(lambda each: st.tuples(*map(field, each))).map("".join)


ACCEPTED = _headers(_ON_ONE_LINE | _ON_LINES, NAMES)
"""Texts of headers that are read."""
WRITTEN = _headers(_ON_ONE_LINE | _ON_LINES | _REFUSED, NAMES | st.sampled_from(["<<", "? a", "-"]))
"""Texts of headers of which some are refused."""
