"""README.md, the page for visitors: written once, and anew only when someone asks."""

import re
import subprocess

from store.readme import BEGIN, END
from store.workspace import Workspace


def page(hand) -> str:
    return (hand.workspace.root / "README.md").read_text("utf-8")


def test_a_new_workspace_has_a_page_for_visitors(hand):
    text = page(hand)
    assert text.startswith("# Evenings\n")
    for link in re.findall(r"\]\(([^)]+)\)", text):
        assert (hand.workspace.root / link).is_file()
    assert not re.search(r"\b(commit|push|repository|branch)\b", text)


def test_a_page_that_lies_there_is_left_alone(tmp_path):
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "ReadMe.md").write_text("ours")
    Workspace.init(tmp_path / "there", "Evenings").close()
    assert (tmp_path / "there" / "ReadMe.md").read_text() == "ours"
    assert [each.name for each in (tmp_path / "there").glob("*.md")].count("README.md") == 0


def test_saving_never_touches_it_and_asking_lists_the_documents(hand, call):
    before = page(hand)
    ref = hand.agreement("We listen.", title="Rules [x](javascript:1) <b>")
    put_aside = hand.agreement(title="Old")
    hand.workspace.archive(f"agreement/{put_aside}")
    assert page(hand) == before
    code, out, _ = call("readme", "--why", "For the new team.")
    assert code == 0
    assert "README.md" in out
    text = page(hand)
    assert f"](agreements/{ref}.md)" in text
    assert "Rules \\[x\\]\\(javascript:1\\) \\<b\\>" in text
    assert put_aside not in text
    assert "Nothing changed" in call("readme")[1]


def test_what_people_wrote_around_our_part_stays(hand, call):
    mine = page(hand)
    place = hand.workspace.root / "README.md"
    hand.agreement(title="Rules")
    place.write_text(f"Hello!\n\n{mine}\nBye.\n")
    assert call("readme")[0] != 0
    assert place.read_text().startswith("Hello!")
    root = str(hand.workspace.root)
    subprocess.run(["git", "-C", root, "commit", "-qam", "A greeting"], check=True)
    assert call("readme")[0] == 0
    text = page(hand)
    assert text.startswith("Hello!\n")
    assert text.endswith("Bye.\n")
    assert text.count(BEGIN) == text.count(END) == 1
    assert "[Rules]" in text


def test_people_are_not_listed_for_visitors(hand, call):
    hand.person("Sam")
    call("readme")
    assert "Sam" not in page(hand)
    assert "Robin" not in page(hand)
