"""`coproduce report` and `coproduce slip`: files, forms, languages, what is refused."""

import json
import re
import tomllib
from itertools import pairwise
from pathlib import Path
from zipfile import ZipFile

import pytest

from schema.digest import grouped

COPY = re.compile(r"(?:[0-9a-f]{4} ){15}[0-9a-f]{4}")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.html", b"<!doctype html>"),
        ("a.txt", b"Agreement"),
        ("a.md", b"Agreement"),
        ("a.docx", b"PK"),
    ],
)
def test_the_end_of_the_name_says_what_is_written(hand, call, tmp_path, name, begins):
    ref = hand.agreement()
    code, out, err = call("report", "agreement", ref, "--out", tmp_path / name)
    assert code == 0, err
    assert str(tmp_path / name) in out
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert (tmp_path / name).stat().st_mode & 0o077 == 0


def test_a_file_that_is_there_is_never_written_over(hand, call, tmp_path):
    (tmp_path / "a.html").write_text("keep me")
    code, out, _ = call("report", "changes", "--out", tmp_path / "a.html", "--json")
    assert code == 0
    assert json.loads(out)["file"] == str(tmp_path / "a-2.html")
    assert (tmp_path / "a.html").read_text() == "keep me"


def test_without_a_file_it_is_printed_as_text(hand, call):
    code, out, _ = call("report", "agreement", hand.agreement("We listen."))
    assert code == 0
    assert "We listen." in out
    assert json.loads(call("report", "changes", "--json")[1])["format"] == "text"


@pytest.mark.parametrize(
    "wrong",
    [
        ("report", "changes", "--out", "a.pdf"),
        ("report", "changes", "--format", "docx"),
        ("report", "changes", "ground-rules"),
        ("report", "agreement", "--since", "2026-05-01"),
        ("report", "changes", "--since", "yesterday"),
        ("report", "changes", "--lang", 'en"><script>'),
        ("report", "weather"),
        ("slip",),
        ("slip", "nothing-like-it"),
        ("report", "review", "nothing-like-it"),
    ],
)
def test_what_cannot_be_is_refused_with_a_hint_and_nothing_is_written(
    hand, call, wrong, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.iterdir())
    code, out, err = call(*wrong)
    assert code == 2
    assert err.strip()
    assert not out
    assert sorted(tmp_path.iterdir()) == before


def test_what_changed_can_be_about_one_record_alone(hand, call):
    ref = hand.agreement("We listen.")
    other = hand.agreement("We meet on Fridays.", title="Evenings")
    hand.day = "2026-05-02"
    hand.workspace.edit(ref, body="We listen well.")
    hand.workspace.edit(other, body="We meet on Mondays.")
    hand.workspace.say(other, "Fridays were good.")
    code, out, err = call("report", "changes", ref, "--since", "2026-05-02")
    assert code == 0, err
    assert "This is what changed since 2 May 2026." in out
    assert "[added: well]" in " ".join(out.split())
    assert "day" not in out.replace("2 May", "")
    assert "Fridays were good." in call("report", "changes", f"agreement/{other}")[1]
    hand.day = "2026-05-03"
    assert (
        "Nothing changed since 3 May 2026."
        in call("report", "changes", ref, "--since", "2026-05-03")[1]
    )


def test_what_changed_about_a_person_is_never_what_others_said_about_them(hand, call):
    sam = hand.person("Sam")
    hand.workspace.say(f"person/{sam}", "Sam is often cross.")
    hand.workspace.say(f"person/{sam}", "I walk.", by=sam)
    out = call("report", "changes", f"person/{sam}")[1]
    assert "I walk." in out
    assert "cross" not in out


def test_what_one_person_said_has_no_report_of_what_changed(hand, call):
    said = hand.workspace.say("2.3", "They ask.").id
    code, _, err = call("report", "changes", f"contribution/{said}")
    assert code == 2
    assert f"coproduce report history contribution/{said}" in " ".join(err.split())


def test_a_missing_library_is_said_in_a_sentence(hand, call, monkeypatch, tmp_path):
    import sys

    monkeypatch.setitem(sys.modules, "docx", None)
    monkeypatch.delitem(sys.modules, "tui.report.word", raising=False)
    code, _, err = call("report", "changes", "--out", tmp_path / "a.docx")
    assert code == 1
    assert "python-docx" in err
    assert "install coproduce anew" in err
    assert not (tmp_path / "a.docx").exists()


def test_the_language_stands_where_a_screen_reader_looks_for_it(hand):
    text = hand.report("agreement", hand.agreement("Gwrandawn."), "html", language="cy")
    assert '<html lang="cy"' in text
    assert '<body lang="en"' in text
    assert re.search(r'<div class="prose" lang="cy"><p dir="auto">Gwrandawn.', text)


def test_large_print_is_larger_on_every_page_and_in_word(hand, call, tmp_path):
    from docx import Document

    ref = hand.agreement()
    assert 'class="large"' in hand.report("agreement", ref, "html", large_print=True)
    assert 'class="large"' not in hand.report("agreement", ref, "html")
    call("report", "agreement", ref, "--large-print", "--out", tmp_path / "a.docx")
    assert Document(str(tmp_path / "a.docx")).styles["Normal"].font.size.pt == 18


def test_headings_leave_no_level_out(of_example):
    for kind in ("changes", "agreement", "review", "history"):
        levels = [int(each) for each in re.findall(r"<h([1-6])", of_example(kind, form="html"))]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels)), kind


def test_every_link_inside_a_page_leads_somewhere_in_it(of_example):
    text = of_example("changes", form="html")
    targets = re.findall(r'href="#([^"]+)"', text)
    assert len(targets) > 5
    assert all(text.count(f'id="{each}"') == 1 for each in targets)


def test_a_slip_has_the_exact_text_its_code_the_day_and_how_to_say_no(hand, call):
    body = "We listen.\n\n- to *each* other\n\n    kept   as it is\n"
    ref = hand.agreement(body)
    shown = hand.workspace.show(f"agreement/{ref}")
    sam = hand.person("Sam")
    for form in ("html", "text"):
        text = hand.report("slip", ref, form, person="Sam")
        assert grouped(shown.digest) in " ".join(text.split())
        assert "1 May 2026" in text
        assert "How to say no" in text
        for choice in ("I agree", "I stand aside", "I can", "I take back my yes"):
            assert choice in text
        assert f"--by {sam}" in " ".join(re.sub(r"<[^>]+>", "", text).split())
    html = hand.report("slip", ref, "html")
    exact = re.search(r'<div class="exact"[^>]*>(.*?)</div>', html, re.DOTALL)
    assert exact
    assert exact[1] == shown.record.body.strip("\n")
    assert COPY.search(" ".join(call("slip", ref)[1].split()))


def test_the_command_on_a_slip_works(hand, call):
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", sam)
    text = " ".join(hand.report("slip", ref, person="Sam").split())
    found = re.search(r"coproduce (agree \S+ --by \S+) --position … --date … (--text \S+)", text)
    assert found
    code, out, err = call(*found[1].split(), *found[2].split(), "--position", "agree")
    assert code == 0, err
    assert "Recorded by Robin for Sam, read aloud on " in " ".join(out.split())
    assert "Recorded by Robin for Sam, read aloud on" in hand.report("slip", ref, person="Sam")


def test_help_and_status_load_nothing_that_writes_reports(hand):
    import subprocess
    import sys

    script = (
        "import sys\nfrom tui.cli import run\nrun(sys.argv[1:])\n"
        "print('LOADED', *sorted(sys.modules))"
    )
    for words in (["report", "--help"], ["-C", str(hand.workspace.root), "status"]):
        ended = subprocess.run(
            [sys.executable, "-c", script, *words], capture_output=True, text=True, check=True
        )
        loaded = set(ended.stdout.rpartition("LOADED")[2].split())
        assert not loaded & {"jinja2", "markupsafe", "docx", "lxml", "tui.report.make"}


def test_a_word_file_never_leaves_out_in_silence_what_it_cannot_hold():
    from tui.report.page import Blank, Choices, Exact, Page
    from tui.report.word import as_docx

    for block in (Exact("x"), Choices(("yes",)), Blank("Name")):
        page = Page(kicker=("",), title="T", made=("",), blocks=(block,))
        with pytest.raises(ValueError, match=type(block).__name__):
            as_docx(page)


def test_a_folder_that_is_not_there_is_named(call, hand, tmp_path):
    ref = hand.agreement("We listen.")
    for command in (
        ("slip", ref, "--out", tmp_path / "nowhere" / "slip.html"),
        ("report", "changes", "--out", tmp_path / "nowhere" / "page.html"),
        ("bundle", tmp_path / "nowhere" / "a.bundle"),
    ):
        code, _, told = call(*command)
        assert code == 1
        assert f"The folder {tmp_path / 'nowhere'} is not there." in " ".join(told.split())


def test_what_writes_word_files_is_installed_with_the_rest():
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text())["project"]
    assert any(each.startswith("python-docx") for each in project["dependencies"])


@pytest.mark.parametrize(
    "words", [("report", "changes"), ("changes",), ("diff", "step/1"), ("history",), ("check",)]
)
def test_an_empty_moment_is_refused_by_every_command(hand, call, words):
    code, out, err = call(*words, "--since", "")
    assert (code, out) == (2, "")
    assert "--since is empty." in err


def test_the_name_of_a_file_and_the_form_say_the_same(hand, call, tmp_path):
    code, _, err = call("report", "changes", "--format", "docx", "--out", tmp_path / "b.html")
    assert code == 2
    assert "End it in .docx" in err
    assert not list(tmp_path.glob("b*"))
    assert call("report", "changes", "--format", "docx", "--out", tmp_path / "b.docx")[0] == 0
    assert call("report", "changes", "--format", "html", "--out", tmp_path / "b.htm")[0] == 0
    assert call("report", "changes", "--format", "md", "--out", tmp_path / "notes")[0] == 0


def test_a_word_file_holds_no_day_of_its_library(hand, call, tmp_path):
    call("report", "changes", "--out", tmp_path / "a.docx")
    with ZipFile(tmp_path / "a.docx") as packed:
        properties = packed.read("docProps/core.xml").decode()
    assert "2013" not in properties
    assert "python-docx" not in properties


@pytest.mark.parametrize("command", [("report", "changes"), ("slip",), ("bundle",)])
@pytest.mark.parametrize(
    "folder", [".git", ".git/hooks", "agreements", "contributions", "people", "link"]
)
def test_nothing_is_written_among_the_workspace_s_own_files(hand, call, tmp_path, command, folder):
    ref = hand.agreement("We listen.", hand.robin)
    hand.workspace.agree(ref)
    hand.workspace.say(f"agreement/{ref}", "Tea first.")
    if folder == "link":
        (tmp_path / "link").symlink_to(hand.workspace.root / "agreements")
    place = (tmp_path if folder == "link" else hand.workspace.root) / folder / "page.html"
    words = (*command, ref) if command == ("slip",) else command
    out = () if command == ("bundle",) else ("--out",)
    code, out, told = call(*words, *out, place)
    assert (code, out) == (2, "")
    assert "lies among the workspace's own files." in " ".join(told.split())
    assert "Choose another folder" in told
    assert not place.exists()


@pytest.mark.parametrize("name", ["coproduce.md", "README.md", "readme.MD"])
def test_nothing_is_written_in_the_name_of_a_file_of_the_workspace(hand, call, name):
    place = hand.workspace.root / name
    before = {each.name: each.read_bytes() for each in place.parent.iterdir() if each.is_file()}
    assert call("report", "changes", "--out", place)[0] == 2
    after = {each.name: each.read_bytes() for each in place.parent.iterdir() if each.is_file()}
    assert after == before
    assert call("report", "changes", "--out", place.parent.parent / name)[0] == 0


def test_beside_the_records_a_page_may_lie(hand, call):
    for place in (hand.workspace.root / "page.html", hand.workspace.root.parent / "page.html"):
        assert call("report", "changes", "--out", place)[0] == 0
        assert place.exists()
