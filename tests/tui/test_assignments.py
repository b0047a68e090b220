"""`--set` turns what is typed into fields of the right shape."""

import pytest

from store.errors import BadValue
from tui.assignments import fields_from


def test_a_text_a_list_and_a_map_entry():
    fields, warnings = fields_from(["about=aims", "parties=Robin, Sam,"], "agreement")
    assert fields == {"about": "aims", "parties": ("Robin", "Sam")}
    assert warnings == ()
    fields, _ = fields_from(["present.staff=3", "present.carer=2"], "meeting")
    assert fields == {"present": {"staff": "3", "carer": "2"}}


def test_a_map_entry_keeps_the_other_entries_of_the_record():
    fields, _ = fields_from(["present.staff=4"], "meeting", {"present": {"carer": "2"}})
    assert fields == {"present": {"carer": "2", "staff": "4"}}


def test_an_empty_value_removes_a_field_or_an_entry():
    assert fields_from(["about="], "agreement")[0] == {"about": None}
    before = {"present": {"carer": "2", "staff": "1"}}
    assert fields_from(["present.staff="], "meeting", before)[0] == {"present": {"carer": "2"}}
    assert fields_from(["present.staff="], "meeting", {"present": {"staff": "1"}})[0] == {
        "present": None
    }
    assert fields_from(["present="], "meeting", before)[0] == {"present": None}


def test_a_value_may_hold_an_equals_sign():
    assert fields_from(["route=a=b"], "barrier")[0] == {"route": "a=b"}


def test_an_unknown_field_is_kept_and_a_near_miss_is_named():
    fields, warnings = fields_from(["colour=blue"], "agreement")
    assert fields == {"colour": "blue"}
    (warning,) = warnings
    assert "kept as your group's own field" in warning
    assert "step, about, parties, review_on" in warning
    fields, warnings = fields_from(["partys=Robin"], "agreement")
    assert fields == {"partys": "Robin"}
    assert len(warnings) == 1
    assert "“parties”" in warnings[0]


@pytest.mark.parametrize(
    "typed", ["about", "=x", "", "present.=3", "kind=review", "id=x", "title=y"]
)
def test_what_cannot_be_set_is_refused_with_a_hint(typed):
    with pytest.raises(BadValue) as refused:
        fields_from([typed], "meeting")
    assert refused.value.sentence.endswith(".")
    assert refused.value.hint


def test_a_map_needs_the_name_of_an_entry():
    with pytest.raises(BadValue, match="several entries"):
        fields_from(["present=3"], "meeting")
