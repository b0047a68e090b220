"""A lock that another program left behind: one sentence says so, and nothing else is made of it."""

import pytest


@pytest.mark.parametrize("name", ["HEAD.lock", "refs/heads/main.lock"])
def test_a_lock_that_refuses_a_save_is_explained_by_it_and_by_doctor(here, call, name):
    lock = here / ".git" / name
    lock.touch()
    ran = call("say", "2.3", "--by", "Sam", "The bus.", "--json")
    error = ran.document["error"]
    assert (ran.code, error["code"]) == (1, "locked")
    assert str(lock) in error["message"]
    assert error["message"].count(". ") == 0
    assert "remove that file" in error["hint"]
    assert error["drafts"]
    found = call("doctor", "--json").document["findings"]
    assert [each["message"] for each in found if each["code"] == "locked"] == [
        f"{error['message']} If nothing else is running here, remove that file."
    ]
    lock.unlink()
    assert call("say", "2.3", "--by", "Sam", "The bus.").code == 0


def test_a_lock_of_gits_list_lets_a_save_through_and_the_saved_file_is_no_outside_edit(here, call):
    lock = here / ".git/index.lock"
    lock.touch()
    ran = call("say", "2.3", "--by", "Sam", "The bus.", "--json")
    assert ran.code == 0
    assert str(lock) in ran.document["notes"][-1]
    assert call("edit", "ground-rules", "--body", "We listen well.").code == 0
    assert [each["code"] for each in call("doctor", "--json").document["findings"]].count(
        "changed-outside"
    ) == 0
    assert call("check", "--json").document["problems"] == []
    assert call("show", "ground-rules", "--json").document["outside_edit"] is False
    assert lock.exists()
    (here / "steps/1-what-and-why.md").write_text("changed")
    assert "changed-outside" in str(call("doctor", "--json").document)
    lock.unlink()
    call("list")
    assert call("check", "--json").document["problems"][0]["path"] == "steps/1-what-and-why.md"
