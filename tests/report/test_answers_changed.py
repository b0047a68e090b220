"""Where people stood, in files that somebody changed by hand: no report says it in their name."""

import json
import subprocess

import pytest

KEPT = "Not at night."
PUT = "Happy with it"


def _git(hand, *words: str) -> None:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    subprocess.run(
        ["git", "-C", hand.workspace.root, *who, *words], check=True, capture_output=True
    )


def _put_words(hand, path: str, *, kind: str = "position") -> None:
    """Make a yes of a no by hand, as if the person had said it themselves."""
    file = hand.workspace.root / path
    lines = file.read_text().replace("position: not-yet", "position: agree").replace(KEPT, PUT)
    lines = lines.replace("kind: position", f"kind: {kind}")
    kept = [line for line in lines.split("\n") if not line.startswith("recorded_by:")]
    file.write_text("\n".join(kept))
    _git(hand, "commit", "-qam", "A typing mistake")


@pytest.fixture
def said(hand):
    """Sam's no, recorded by Robin: the agreement's id, and where the no lies."""
    sam = hand.person("Sam")
    ref = hand.agreement("We listen.", hand.robin, sam)
    return ref, hand.workspace.agree(ref, by=sam, position="not-yet", because=KEPT)


@pytest.mark.parametrize("kind", ["position", "words"])
def test_no_report_puts_a_changed_answer_into_their_mouth(hand, said, kind):
    ref, saved = said
    _put_words(hand, saved.path, kind=kind)
    for name, text in hand.everywhere(ref).items():
        plain = " ".join(text.split())
        assert PUT not in plain, name
        assert "Sam: agrees" not in plain, name
    changes = " ".join(hand.report("changes").split())
    assert KEPT in changes.partition("What changed, in words")[2]
    assert "Recorded by Robin for Sam" in " ".join(hand.report("history", ref).split())


def test_a_reason_that_was_taken_back_and_brought_back_by_hand_is_in_no_report(hand, said, call):
    ref, saved = said
    hand.workspace.withdraw(saved.id)
    _git(hand, "revert", "--no-edit", "HEAD")
    assert KEPT in (hand.workspace.root / saved.path).read_text()
    for name, text in hand.everywhere(ref).items():
        assert KEPT not in " ".join(text.split()), name
    for words in (("show", saved.id), ("show", saved.id, "--source"), ("search", "night")):
        for more in ((), ("--json",)):
            _, out, _ = call(*words, *more)
            assert "night." not in out, words
    assert "Taken back on" in call("show", saved.id)[1]


def test_the_answer_itself_and_what_search_finds_say_that_it_was_changed(hand, said, call):
    _, saved = said
    warning = "This file was changed after it was saved, so it counts as no yes. Ask whose it is."
    assert warning not in call("show", saved.id)[1]
    _put_words(hand, saved.path)
    shown = " ".join(call("show", saved.id)[1].split())
    assert shown.index(warning) < shown.index(PUT)
    assert "changed after it was saved, ask them" in call("search", "happy")[1]
    assert "changed after it was saved" not in call("search", "listen")[1]


def test_json_marks_what_was_changed_by_hand(hand, said, call):
    _, saved = said

    def marks() -> list[dict[str, object]]:
        shown = json.loads(call("show", saved.id, "--json")[1])
        hits = json.loads(call("search", "night" if KEPT in shown["body"] else PUT, "--json")[1])
        return [shown, *hits["hits"]]

    before = marks()
    assert len(before) == 2
    assert not any("changed_by_hand" in each for each in before)
    _put_words(hand, saved.path)
    after = marks()
    assert len(after) == 2
    assert all(each["changed_by_hand"] is True for each in after)
