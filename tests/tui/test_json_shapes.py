"""The JSON shapes that other programs rely on, over the worked example and over fresh changes."""

import re
import subprocess

import pytest

CHANGE_KINDS = {  # as the contract lists them
    "created",
    "changed",
    "said",
    "position",
    "answered",
    "replied",
    "settled",
    "withdrawn",
    "merged",
    "outside",
}
STANDINGS = {"draft", "asked", "agreed", "not-yet", "changed-since-agreed"}
TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})")


@pytest.fixture
def read(example, call):
    """Run a reading command on the worked example and return its document."""

    def _read(*arguments):
        ran = call("-C", str(example), *arguments, "--json")
        assert ran.code == 0, ran.out
        assert ran.err == ""
        return ran.document

    return _read


def test_list(read):
    records = read("list")["records"]
    assert len(records) > 40
    for each in records:
        assert each.keys() >= {"id", "kind", "title", "path", "differences"}
        assert isinstance(each["differences"], int)
    standings = {each["standing"] for each in records if each["kind"] == "agreement"}
    assert standings == STANDINGS
    assert not any("standing" in each for each in records if each["kind"] != "agreement")
    assert {each["kind"] for each in read("list", "words")["records"]} == {"words"}


def test_list_where_takes_people_by_name(read):
    by_name = read("list", "action", "--where", "owner=Sam")["records"]
    assert by_name
    sam = read("list", "person", "--where", "title=Sam")["records"][0]["id"]
    assert by_name == read("list", "action", "--where", f"owner={sam}")["records"]


def test_show(read, example):
    found = read("show", "agreement/ground-rules", "--contributions")
    assert found["kind"] == "agreement"
    assert found["fields"]["parties"]
    source = (example / found["path"]).read_text()
    assert found["body"] == source.split("\n---\n", 1)[1]
    assert found["body"].strip()
    assert re.fullmatch(r"[0-9a-f]{40}", found["blob"])
    assert re.fullmatch(r"[0-9a-f]{64}", found["digest"])
    assert found["standing"] in STANDINGS
    assert found["outside_edit"] is False
    assert found["differences"] == []
    for each in found["contributions"]:
        assert each.keys() >= {"id", "kind", "by", "date", "body"}
    assert "contributions" not in read("show", "agreement/ground-rules")
    person = read("show", f"person/{found['fields']['parties'][0]}")
    assert "digest" not in person
    assert "standing" not in person


def test_standing(read):
    agreements = read("standing")["agreements"]
    assert {each["standing"] for each in agreements} == STANDINGS
    for each in agreements:
        assert each.keys() >= {"id", "title", "digest", "standing", "positions", "missing"}
        for position in each["positions"]:
            assert position.keys() >= {"id", "person", "name", "position", "current"}
            assert isinstance(position["current"], bool)
    one = read("standing", "ground-rules")["agreements"]
    assert [each["title"] for each in one] == ["Ground rules"]


def test_standing_gives_reasons_recorders_and_who_is_missing_by_id(here, call):
    people = call("list", "person", "--json").document["records"]
    ids = {each["title"]: each["id"] for each in people}
    said = ("--position", "not-yet", "--because", "It comes *late*.\n\nAnd cold.")
    call("agree", "ground-rules", "--by", "Sam", *said)
    (now,) = call("standing", "ground-rules", "--json").document["agreements"]
    assert now["missing"] == [ids["Robin"]]
    assert now["parties"] == [ids["Robin"], ids["Sam"]]
    (sams,) = now["positions"]
    assert sams["because"] == "It comes *late*.\n\nAnd cold."
    assert sams["recorded_by"] == ids["Robin"]
    assert (sams["person"], sams["name"], sams["position"]) == (ids["Sam"], "Sam", "not-yet")
    call("agree", "ground-rules")
    (now,) = call("standing", "ground-rules", "--json").document["agreements"]
    assert now["missing"] == []
    (mine,) = [each for each in now["positions"] if each["person"] == ids["Robin"]]
    assert "because" not in mine
    assert "recorded_by" not in mine


def test_history(read):
    changes = read("history")["changes"]
    assert len(changes) >= 120
    for each in changes:
        assert each.keys() >= {"commit", "when", "who", "subject", "records", "kind"}
        assert each["kind"] in CHANGE_KINDS
        assert TIME.fullmatch(each["when"])
    assert changes[-1]["kind"] == "created"
    assert any(each.get("why") for each in changes)
    assert not any(each.get("why") == "" for each in changes)
    assert read("history", "--limit", "3")["changes"] == changes[:3]


def test_diff_rebuilds_both_texts(read, example):
    found = read("diff", "agreement/ground-rules")
    assert found.keys() >= {"id", "from", "to", "spans"}
    shown = read("show", "agreement/ground-rules", "--source")
    new = "".join(each["text"] for each in found["spans"] if each["op"] != "remove")
    assert new == shown["source"]
    old = "".join(each["text"] for each in found["spans"] if each["op"] != "add")
    place = f"{found['from']}:{shown['path']}"
    was = subprocess.check_output(["git", "-C", example, "show", place], text=True)
    assert old == was != new
    assert {each["op"] for each in found["spans"]} == {"same", "add", "remove"}


def test_search_changes_prompts_check_and_doctor(read):
    hits = read("search", "bus")["hits"]
    assert hits
    assert all(each.keys() >= {"id", "kind", "title", "path", "line", "text"} for each in hits)
    changes = read("changes", "--since", "2026-06-01")
    assert changes["since"]
    for each in changes["documents"]:
        assert each.keys() >= {"id", "title", "changes", "words_added", "words_removed"}
    for each in read("prompts")["prompts"]:
        assert each.keys() == {"code", "text", "set_aside"}
    assert read("check")["problems"] == []
    assert read("doctor")["findings"] == []


def test_status(read):
    found = read("status")
    assert found.keys() >= {
        "title",
        "steps",
        "differences",
        "to_share",
        "asked",
        "promises",
        "prompts",
        "changed",
    }
    assert [each["step"] for each in found["steps"]] == list("12345")
    assert sum(len(each["questions"]) for each in found["steps"]) == 20
    assert found["to_share"] == 0


def test_schema_of_one_kind_and_of_all(read, example, call):
    assert read("schema", "agreement")["properties"]
    assert read("schema")["$defs"].keys() >= {"agreement", "words"}
    plain = call("schema", "agreement").out
    assert "version" not in plain.split('"properties"')[0]


def test_new_and_every_change_say_what_they_saved(here, call):
    def saved(*arguments):
        ran = call(*arguments, "--json")
        assert ran.code == 0, ran.out
        assert ran.err == ""
        found = ran.document
        assert found.keys() >= {"id", "path", "commit"}
        assert re.fullmatch(r"[0-9a-f]{40}", found["commit"])
        assert (here / found["path"]).is_file()
        return found

    review = saved("new", "review", "--title", "Spring")
    assert review["kind"] == "review"
    outcome = saved("new", "outcome", "--title", "A calmer evening")
    saved("edit", "ground-rules", "--body", "We listen. We take turns.")
    said = saved("say", "2.3", "--by", "Sam", "It is who wrote them.")
    saved("agree", "ground-rules", "--by", "Sam", "--position", "agree-with-concern")
    saved("answer", review["id"], "--tried", "Evenings.", "--thread", "power=better")
    saved("progress", outcome["id"], "--direction", "closer", "People", "stay.")
    saved("reply", said["id"], "--could-not", "--told", "2026-06-03", "No driver.")
    saved("set-aside", "2.b", "--because", "Not yet.")
    saved("reopen", "2.b")
    saved("withdraw", said["id"])
    saved("archive", outcome["id"])


def test_a_change_of_nothing_has_no_commit(here, call):
    body = call("show", "ground-rules", "--json").document["body"]
    again = call("edit", "ground-rules", "--body", body, "--json")
    assert again.code == 0
    assert again.document["commit"] is None
    in_words = call("edit", "ground-rules", "--body", body)
    assert in_words.out.startswith("Nothing changed")
