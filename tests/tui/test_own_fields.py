"""Fields that coproduce does not know are kept as the group's own, and that is said."""


def test_an_unknown_field_is_kept_and_that_is_said(here, call):
    ran = call("new", "action", "--title", "A lift", "--set", "mood=calm")
    assert "kept as your group's own field" in ran.err
    assert "owner, due, state" in ran.err
    assert "coproduce schema action" in ran.err
    (found,) = call("list", "action", "--json").document["records"]
    assert found["fields"]["mood"] == "calm"


def test_a_near_miss_names_the_field_that_may_be_meant(here, call):
    assert "Did you mean “owner”?" in call("new", "action", "--title", "A", "--set", "ownr=Sam").err


def test_the_groups_own_field_is_not_questioned_again(here, call):
    made = call("new", "action", "--title", "A", "--set", "mood=calm", "--json").document["id"]
    assert call("edit", made, "--set", "mood=glad").err == ""
    assert call("edit", made, "--set", "mood=").err == ""
    assert call("edit", made, "--set", "owner=Sam").err == ""
