"""A merge that would change what someone said is refused in a sentence, and nothing is changed."""

import json
from pathlib import Path

import pytest
from depots import Depot
from teams import QUESTION, Teams, assert_clean, git, head

from store import errors
from store.objects import Entry
from store.sharing import folding
from store.sharing.shelf import Shelf
from store.sharing.versions import Kept, Versions
from tui.cli import run


def invented(shelf: Shelf, versions: Versions, first: object) -> Kept:
    """Put words into somebody's mouth."""
    return Kept({versions.path: Entry("100644", shelf.add("blob", b"---\nkind: words\n---\nNo."))})


def test_words_put_into_somebodys_mouth_are_refused(
    teams: Teams, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    said = ann.say(QUESTION, "From Ann.")
    ann.sync()
    ben.sync()
    path = teams.ann / said.path
    path.write_text(path.read_text().replace("From Ann.", "Not so."))
    git(teams.ann, "commit", "-qam", "Changed by hand")
    ben.withdraw(f"contribution/{said.id}")
    ann.sync()
    before = head(teams.ben)
    monkeypatch.setattr(folding, "kept_contribution", invented)
    assert run(["-C", str(teams.ben), "--json", "sync"]) == 1
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == errors.NotAsSaid.code
    assert said.path in error["message"]
    assert "Nothing was changed" in error["hint"]
    assert head(teams.ben) == before
    assert_clean(teams.ben)


@pytest.mark.parametrize("name", ["caf\udce9.txt", "agreements/caf\udce9-abc234.md"])
def test_names_and_texts_of_any_bytes_are_brought_together(tmp_path: Path, name: str) -> None:
    depot = Depot(tmp_path / "group")
    try:
        start = depot.commit((), {name: b"\xff one\n", "a.md": b"a"})
        odd = b'---\nkind: agreement\nid: caf\ntitle: "\\uD800"\n---\n\xed\xa0\x80\n'
        left = depot.commit((start,), {name: odd})
        right = depot.commit((start,), {name: b"\xfe two\n"})
        marked = b"<<<<<<< a\n\xff one\n=======\n" + odd + b">>>>>>> b\n"
        merge = depot.commit((left, right), {name: marked}, message="Merge\n")
        for heads in ((left, right), (merge,), (merge, right)):
            found = folding.fold(depot.repository, heads)
            assert found.commit == folding.fold(depot.repository, heads[::-1]).commit
    finally:
        depot.close()
