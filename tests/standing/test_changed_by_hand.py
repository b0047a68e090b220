"""Where people stood, in files that somebody changed by hand: no yes is made of it, anywhere.

Each attack stands beside the honest case, and every face is asked: the list, the status, the page
of the agreement, its way over time and the check.
"""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from schema.standing import AGREED, ASKED, NOT_YET
from store import Workspace
from store.values import Shown
from tui.app.places.agreement import AgreementFacts, read_agreement
from tui.app.places.agreement_people import Look, people_lines

NOT_YET_LINE = "position: not-yet\n"
AGREE_LINE = "position: agree\n"


class Told(NamedTuple):
    """Where the agreement is, on all faces at once, and what is said about changed files."""

    state: str
    missing: tuple[str, ...]
    warned: bool


@pytest.fixture
def group(tmp_path: Path) -> Iterator[Workspace]:
    """Give a workspace in which Robin agreed, and Sam is asked too."""
    with Workspace.init(tmp_path / "group", "Evenings", name="Robin") as made:
        made.new("person", "Sam")
        made.new("agreement", "Rules", {"parties": (made.me, made.person("sam"))}, "We listen.")
        made.agree("rules")
        yield made


def git(root: Path, *args: str) -> str:
    who = ("-c", "user.name=x", "-c", "user.email=x@example.invalid")
    done = subprocess.run(["git", "-C", root, *who, *args], check=True, capture_output=True)
    return done.stdout.decode()


def change(root: Path, path: str, old: str, new: str, message: str = "A typing mistake") -> None:
    file = root / path
    text = file.read_text()
    assert re.search(old, text)
    file.write_text(re.sub(old, new, text, count=1))
    git(root, "commit", "-q", "-a", "-m", message)


def _faces(root: Path) -> Told:
    with Workspace.open(root) as workspace:
        (standing,) = workspace.standing("rules")
        (listed,) = workspace.list("agreement")
        asked = {each.id: each.standing for each in workspace.status().asked}
        found = read_agreement(workspace, "agreement/rules")
        assert isinstance(found, AgreementFacts)
        page = "".join(each.said.plain for each in people_lines(found, Look(width=400, naming=str)))
        moments = workspace.standing_over_time("rules")
        shown = workspace.show("rules")
        assert isinstance(shown, Shown)
        codes = {each.code for each in workspace.check()}
        names = tuple(workspace.name(each) for each in standing.missing)
    states = {standing.standing, listed.standing, shown.standing, moments[-1].state}
    states.add(asked.get(standing.id, AGREED))
    assert len(states) == 1, states
    warned = {bool(standing.changed_by_hand), "words-changed" in codes, "was changed after" in page}
    assert len(warned) == 1, (standing.changed_by_hand, codes, page)
    gone = {bool(standing.taken_away), "words-gone" in codes, "taken away by hand" in page}
    assert len(gone) == 1, (standing.taken_away, codes, page)
    return Told(states.pop(), names, warned.pop() or gone.pop())


def told(root: Path) -> Told:
    """Return what is told, the same with what is remembered of the history and without."""
    first = _faces(root)
    assert _faces(root) == first
    shutil.rmtree(root / ".git" / "coproduce")
    assert _faces(root) == first
    return first


def test_the_list_says_so_too_when_it_is_asked_first(group: Workspace) -> None:
    said = group.agree("rules", by="sam", position="not-yet")
    change(group.root, said.path, NOT_YET_LINE, AGREE_LINE)
    shutil.rmtree(group.root / ".git" / "coproduce")
    with Workspace.open(group.root) as workspace:
        assert [each.standing for each in workspace.list("agreement")] == [NOT_YET]


@pytest.mark.parametrize("position", ["not-yet", "take-back"])
def test_what_hinders_never_becomes_a_yes(group: Workspace, position: str) -> None:
    group.agree("rules", by="sam")
    assert told(group.root) == (AGREED, (), False)
    said = group.agree("rules", by="sam", position=position, because="Not at night.")
    honest = NOT_YET if position == "not-yet" else ASKED
    missing = () if position == "not-yet" else ("Sam",)
    assert told(group.root) == (honest, missing, False)
    change(group.root, said.path, f"position: {position}\n", AGREE_LINE)
    assert told(group.root) == (honest, missing, True)
    change(group.root, said.path, AGREE_LINE, f"position: {position}\n")
    assert told(group.root) == (honest, missing, False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("position: not-yet\n", "position: take-back\n"),
        ("position: not-yet\n", "position: stand-aside\n"),
        ("kind: position\n", "kind: words\n"),
        ("by: p-.*\n", "by: p-zzzzzzzz\n"),
        ("ref: agreement/.*\n", "ref: agreement/elsewhere-abc234\n"),
        ("---\nkind", "kind"),
    ],
)
def test_a_no_is_hidden_by_nothing_that_is_written_into_its_file(
    group: Workspace, old: str, new: str
) -> None:
    said = group.agree("rules", by="sam", position="not-yet")
    change(group.root, said.path, old, new)
    assert told(group.root) == (NOT_YET, (), True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("digest: .*\n", "digest: NOW\n"),
        ("position: stand-aside\n", AGREE_LINE),
        ("It comes late.", "It comes in time."),
        ("It comes late.\n", ""),
    ],
)
def test_a_yes_that_was_changed_is_nobodys(group: Workspace, old: str, new: str) -> None:
    said = group.agree("rules", by="sam", position="stand-aside", because="It comes late.")
    assert told(group.root).state == AGREED
    if "digest" in old:
        group.edit("rules", body="We listen, and wait.")
        group.agree("rules")
        assert told(group.root).state == "changed-since-agreed"
        new = new.replace("NOW", group.standing("rules")[0].digest)
    change(group.root, said.path, old, new)
    assert told(group.root) == (ASKED, ("Sam",), True)
    with Workspace.open(group.root) as workspace:
        # Nothing of it is told as if they had said it.
        assert not [e for e in workspace.contributions("agreement/rules") if e.id == said.id]
        assert not workspace.said_by("sam")
        assert [e.id for e in workspace.list("position") if e.changed_by_hand] == [said.id]
        workspace.agree("rules", by="sam")
    assert told(group.root).state == AGREED
    git(group.root, "checkout", "-q", "HEAD~2", "--", said.path)
    git(group.root, "commit", "-q", "-m", "Put right")
    assert told(group.root) == (AGREED, (), False)


def test_a_yes_made_into_a_no_waits_for_people_to_look(group: Workspace) -> None:
    said = group.agree("rules", by="sam", because="Gladly.")
    change(group.root, said.path, AGREE_LINE, NOT_YET_LINE)
    assert told(group.root) == (NOT_YET, (), True)
    with Workspace.open(group.root) as workspace:
        (sam,) = (e for e in workspace.standing("rules")[0].positions if e.name == "Sam")
        assert (sam.position, sam.because) == ("not-yet", "")


def test_a_position_put_into_anothers_mouth_is_theirs_no_more(group: Workspace) -> None:
    noor = group.new("person", "Noor").id
    sam = group.agree("rules", by="sam", position="not-yet")
    said = group.agree("rules", by="noor")
    assert told(group.root) == (NOT_YET, (), False)
    file = (group.root / said.path).read_text()
    file = file.replace(noor, group.person("sam")).replace(
        "---\n", f"---\nreplaces: [{sam.id}]\n", 1
    )
    (group.root / said.path).write_text(file)
    git(group.root, "commit", "-q", "-a", "-m", "By hand")
    assert told(group.root) == (NOT_YET, (), True)


def test_own_words_made_into_a_yes_are_none(group: Workspace) -> None:
    said = group.say("agreement/rules", "I am not sure.", by="sam")
    assert told(group.root) == (ASKED, ("Sam",), False)
    text = group.standing("rules")[0].digest
    change(
        group.root, said.path, "kind: words\n", f"kind: position\nposition: agree\ndigest: {text}\n"
    )
    assert told(group.root) == (ASKED, ("Sam",), True)


def test_words_taken_back_are_no_change_by_hand_and_stay_taken_back(group: Workspace) -> None:
    said = group.agree("rules", by="sam")
    group.withdraw(said.id)
    assert told(group.root) == (ASKED, ("Sam",), False)
    git(group.root, "revert", "--no-edit", "HEAD")
    with Workspace.open(group.root) as workspace:
        assert workspace.standing("rules")[0].standing == ASKED
        assert [each.standing for each in workspace.list("agreement")] == [ASKED]
        assert "words-came-back" in {each.code for each in workspace.check()}


def test_own_words_and_replies_taken_back_are_no_change_of_a_position(group: Workspace) -> None:
    words = group.say("agreement/rules", "I am not sure.", by="anonymous")
    later = group.say("agreement/rules", "We will wait for you.")
    reply = group.reply(later.id, "did", "We did.")
    for each in (words, reply):
        group.withdraw(each.id)
    assert told(group.root) == (ASKED, ("Sam",), False)
    kept = {each.id for each in group.contributions("agreement/rules")}
    assert later.id in kept
    assert not kept & {words.id, reply.id}


def test_a_position_taken_back_elsewhere_and_brought_here_by_hand_is_no_change(
    group: Workspace, tmp_path: Path
) -> None:
    said = group.agree("rules", by="sam", position="not-yet")
    words = group.say("agreement/rules", "I am not sure.", by="sam")
    git(tmp_path, "clone", "-q", str(group.root), "other")
    git(tmp_path / "other", "config", "coproduce.me", group.me)
    with Workspace.open(tmp_path / "other", as_person=group.me) as other:
        other.withdraw(said.id)
        other.withdraw(words.id)
    group.say("agreement/rules", "Meanwhile.")
    git(group.root, "pull", "-q", "--no-rebase", "--squash", str(tmp_path / "other"), "main")
    git(group.root, "commit", "-q", "-m", "All that came")
    assert told(group.root) == (ASKED, ("Sam",), False)


def test_own_words_changed_by_hand_are_still_there_and_told_by_check(group: Workspace) -> None:
    said = group.say("agreement/rules", "I am not sure.", by="sam")
    change(group.root, said.path, "not sure", "very sure")
    with Workspace.open(group.root) as workspace:
        assert not workspace.standing("rules")[0].changed_by_hand
        assert said.id in {each.id for each in workspace.contributions("agreement/rules")}
        (found,) = (e for e in workspace.check() if e.code == "words-changed")
        assert "person said" in found.message


def test_a_file_that_was_put_right_before_anybody_could_read_it_counts(group: Workspace) -> None:
    said = group.agree("rules", by="sam")
    text = (group.root / said.path).read_text()
    git(group.root, "reset", "-q", "--hard", "HEAD~1")
    (group.root / said.path).parent.mkdir(parents=True, exist_ok=True)
    (group.root / said.path).write_text(text.replace("---\n", "", 1))
    git(group.root, "add", "-A")
    git(group.root, "commit", "-q", "-m", "Written in an editor")
    with Workspace.open(group.root) as workspace:
        assert workspace.standing("rules")[0].standing == ASKED
    (group.root / said.path).write_text(text)
    git(group.root, "commit", "-q", "-a", "-m", "Put right")
    with Workspace.open(group.root) as workspace:
        assert workspace.standing("rules")[0].standing == AGREED


@pytest.mark.parametrize("how", ["on-top", "in-the-merge", "beside"])
def test_a_change_hidden_in_a_history_that_was_brought_together_is_found(
    group: Workspace, how: str
) -> None:
    root = group.root
    start = git(root, "rev-parse", "HEAD").strip()
    said = group.agree("rules", by="sam", position="not-yet")
    file = root / said.path
    yes = file.read_text().replace(NOT_YET_LINE, AGREE_LINE)
    if how == "on-top":
        git(root, "checkout", "-q", "-b", "other")
        change(root, said.path, NOT_YET_LINE, AGREE_LINE)
    else:
        git(root, "checkout", "-q", "-b", "other", start if how == "beside" else "HEAD")
        if how == "beside":
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(yes)
            git(root, "add", "-A")
        git(root, "commit", "-q", "--allow-empty", "-m", "Else")
    git(root, "checkout", "-q", "main")
    git(root, "commit", "-q", "--allow-empty", "-m", "Here")
    ours = ("-X", "theirs") if how == "beside" else ()
    git(root, "merge", "-q", "--no-commit", "--no-ff", *ours, "other")
    file.write_text(yes)
    git(root, "commit", "-q", "-a", "-m", "Together")
    assert file.read_text() == yes
    assert told(root) == (NOT_YET, (), True)


@pytest.fixture
def two(group: Workspace, tmp_path: Path) -> tuple[Path, Path]:
    """Give two copies that share through one folder; Sam cannot agree yet, and both know."""
    group.share_folder(tmp_path / "hub")
    group.agree("rules", by="sam", position="not-yet", because="Not at night.")
    group.sync()
    with Workspace.join(str(tmp_path / "hub"), tmp_path / "other", name="South") as other:
        return group.root, other.root


def sync(root: Path) -> None:
    with Workspace.open(root) as workspace:
        workspace.sync()


@pytest.mark.parametrize("busy", [False, True])
def test_two_copies_read_a_changed_position_alike(two: tuple[Path, Path], busy: bool) -> None:
    here, there = two
    (path,) = (
        str(each.relative_to(here))
        for each in here.glob("contributions/agreement/*/*.md")
        if NOT_YET_LINE in each.read_text()
    )
    assert told(here) == told(there) == (NOT_YET, (), False)
    if busy:
        with Workspace.open(here) as workspace:
            workspace.say("agreement/rules", "We looked at it again.")
    change(there, path, NOT_YET_LINE, AGREE_LINE)
    assert told(there) == (NOT_YET, (), True)
    for root in (there, here, there):
        sync(root)
    assert told(here) == told(there)
    assert told(here)[:2] == (NOT_YET, ())
    with Workspace.open(here) as workspace:
        workspace.agree("rules", by="sam")
    for root in (here, there):
        sync(root)
    assert told(here) == told(there)
    assert told(here)[:2] == (AGREED, ())


def put(root: Path, path: str, where: str) -> None:
    """Put a file elsewhere with plain git, or nowhere."""
    file = root / path
    if where:
        place = root / where.replace("NAME", file.name).replace("RULES", file.parent.name)
        place.parent.mkdir(parents=True, exist_ok=True)
        file.rename(place)
    else:
        file.unlink()
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Tidied up")


GONE = ("", "archive/NAME", "contributions/agreement/RULES/old/NAME")
CARRIED = (
    "contributions/step/2/NAME",
    "contributions/agreement/other-abcdef/NAME",
    "contributions/unplaced/NAME",
)


@pytest.mark.parametrize("where", [*GONE, "contributions/agreement/RULES/aaaaaaaaaaaaaaaa.md"])
@pytest.mark.parametrize("by", ["cat", "sam"])
def test_a_no_that_was_taken_away_still_counts(group: Workspace, where: str, by: str) -> None:
    group.new("person", "Cat")
    group.agree("rules", by="sam")
    said = group.agree("rules", by=by, position="not-yet", because="Not at night.")
    assert told(group.root) == (NOT_YET, (), False)
    put(group.root, said.path, where)
    assert told(group.root) == (NOT_YET, (), True)
    with Workspace.open(group.root) as workspace:
        stands = workspace.standing("rules")[0].positions
        assert "not-yet" in {e.position for e in stands if e.current and e.name == by.title()}
        assert not [e for e in stands if e.id == said.id and e.because]
        workspace.agree("rules", by=by)
    if where in GONE:
        assert told(group.root) == (AGREED, (), True)
        git(group.root, "checkout", "-q", "HEAD~2", "--", said.path)
        git(group.root, "commit", "-q", "-m", "Put back")
        assert told(group.root) == (AGREED, (), False)


@pytest.mark.parametrize("where", CARRIED)
def test_a_no_that_was_carried_elsewhere_counts_where_it_was_said(
    group: Workspace, where: str
) -> None:
    group.new("person", "Cat")
    group.agree("rules", by="sam")
    said = group.agree("rules", by="cat", position="not-yet", because="Not at night.")
    put(group.root, said.path, where)
    assert told(group.root) == (NOT_YET, (), False)
    with Workspace.open(group.root) as workspace:
        assert said.id in {each.id for each in workspace.contributions("agreement/rules")}
        workspace.withdraw(said.id)
    assert told(group.root) == (AGREED, (), False)


@pytest.mark.parametrize("where", GONE)
def test_a_yes_that_was_taken_away_is_none_and_brings_no_earlier_one_back(
    group: Workspace, where: str
) -> None:
    group.agree("rules", by="sam")
    said = group.agree("rules", by="sam", position="agree-with-concern")
    put(group.root, said.path, where)
    assert told(group.root) == (ASKED, ("Sam",), True)
    with Workspace.open(group.root) as workspace:
        workspace.agree("rules", by="sam")
    assert told(group.root) == (AGREED, (), True)


def test_what_was_taken_back_and_then_taken_away_stays_taken_back(group: Workspace) -> None:
    group.agree("rules", by="sam")
    group.new("person", "Cat")
    said = group.agree("rules", by="cat", position="not-yet")
    group.withdraw(said.id)
    put(group.root, said.path, "")
    with Workspace.open(group.root) as workspace:
        (found,) = workspace.standing("rules")
        assert (found.standing, found.taken_away) == (AGREED, 0)


SETTINGS = {
    "log.diffMerges": ("first-parent", "combined", "dense-combined", "off"),
    "log.showRoot": ("false",),
    "diff.orderFile": ("no-such-file",),
    "diff.relative": ("true",),
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, each) for name, values in SETTINGS.items() for each in values]
)
def test_a_no_that_a_merge_left_out_counts_whatever_git_is_set_to(
    group: Workspace, name: str, value: str
) -> None:
    root = group.root
    group.agree("rules", by="sam")
    git(root, "checkout", "-q", "-b", "side")
    git(root, "commit", "-q", "--allow-empty", "-m", "Something else")
    git(root, "checkout", "-q", "main")
    group.agree("rules", by="sam", position="not-yet")
    git(root, "checkout", "-q", "side")
    git(root, "merge", "-q", "-s", "ours", "-m", "Joined", "main")
    git(root, "checkout", "-q", "main")
    git(root, "merge", "-q", "--ff-only", "side")
    git(root, "config", name, value)
    shutil.rmtree(root / ".git" / "coproduce")
    with Workspace.open(root) as workspace:
        (found,) = workspace.standing("rules")
    assert (found.standing, found.taken_away) == (NOT_YET, 1)


def test_a_no_that_was_taken_away_and_that_the_disk_lost_leaves_nobody_agreed(
    group: Workspace,
) -> None:
    root = group.root
    group.agree("rules", by="sam")
    assert told(root).state == AGREED
    said = group.agree("rules", by="sam", position="not-yet")
    blob = git(root, "rev-parse", f"HEAD:{said.path}").strip()
    git(root, "rm", "-q", said.path)
    git(root, "commit", "-q", "-m", "Away")
    assert told(root).state == NOT_YET
    (root / ".git" / "objects" / blob[:2] / blob[2:]).unlink()
    shutil.rmtree(root / ".git" / "coproduce")
    with Workspace.open(root) as workspace:
        (found,) = workspace.standing("rules")
        assert (found.standing, found.unreadable) == (ASKED, 1)
        assert [each.standing for each in workspace.list("agreement")] == [ASKED]


@pytest.mark.parametrize("where", ["actions", "meetings"])
def test_a_second_file_elsewhere_is_never_taken_for_the_agreement(
    group: Workspace, where: str
) -> None:
    root = group.root
    with Workspace.open(root) as workspace:
        (rules,) = workspace.list("agreement")
        people = workspace.standing("rules")[0].parties
    (root / where).mkdir(exist_ok=True)
    text = (root / rules.path).read_text().replace(people[1], people[0]).replace("listen", "shout")
    (root / where / f"{rules.id}.md").write_text(text)
    git(root, "add", where)
    git(root, "commit", "-q", "-m", "A copy")
    with Workspace.open(root) as workspace:
        (found,) = workspace.standing()
        assert (found.standing, found.parties) == (ASKED, people)
        report = workspace.agreement_report("rules")
        assert (report.agreement.body, report.standing.standing) == ("We listen.\n", ASKED)
        assert workspace.read("agreement/rules").body == "We listen.\n"
        assert f"{where}/{rules.id}.md" in {each.path for each in workspace.check()}
        workspace.agree("rules", by="sam")
        assert workspace.standing("rules")[0].digest == found.digest
