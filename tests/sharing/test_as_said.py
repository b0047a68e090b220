"""What people said stays as they said it, whoever changes files by hand, and whoever merged."""

from collections.abc import Callable
from pathlib import Path

import pytest
from teams import QUESTION, Teams, assert_clean, git, head, rules_of

from store import Workspace

WORDS = "As I said it, ZEBRA."


class Said:
    """Something Ann said and both have, with what plain git does to it at Ben's."""

    def __init__(self, teams: Teams) -> None:
        self.teams = teams
        self.ann, self.ben = teams.open(teams.ann), teams.open(teams.ben)
        self.ann.say(QUESTION, WORDS)
        self.meet()
        listed = git(teams.ben, "ls-files", "contributions").split()
        (self.path,) = [each for each in listed if "/step/" in each]
        self.id = self.path.rpartition("/")[2].removesuffix(".md")
        self.bytes = (teams.ben / self.path).read_bytes()

    def meet(self) -> tuple[str, ...]:
        """Let both share until they have the same; return what they were told."""
        told: list[str] = []
        for each in (self.ben, self.ann, self.ben, self.ann):
            told += each.sync().notes
        assert head(self.teams.ann) == head(self.teams.ben)
        for folder in (self.teams.ann, self.teams.ben):
            assert_clean(folder)
        return tuple(told)

    def commit(self) -> None:
        git(self.teams.ben, "add", "-A")
        git(self.teams.ben, "commit", "-q", "-m", "by hand")

    def somebody_else_saves(self) -> None:
        self.ann.say(QUESTION, "Something else.")

    def found(self) -> set[str]:
        """Return where the words can be found, by either."""
        return {hit.path for each in (self.ann, self.ben) for hit in each.search("ZEBRA")}


@pytest.fixture
def said(teams: Teams) -> Said:
    return Said(teams)


def changed(said: Said) -> None:
    file = said.teams.ben / said.path
    file.write_text(file.read_text().replace("ZEBRA", "as Ben would have it"))


def taken_away(said: Said) -> None:
    (said.teams.ben / said.path).unlink()


@pytest.mark.parametrize("is_merged", [False, True])
@pytest.mark.parametrize(
    ("by_hand", "told"), [(changed, "it stands as it was said"), (taken_away, "it is there again")]
)
def test_what_was_done_by_hand_is_put_back_and_told(
    said: Said, by_hand: Callable[[Said], None], told: str, is_merged: bool
) -> None:
    by_hand(said)
    said.commit()
    if is_merged:
        said.somebody_else_saves()
    assert any(said.path in each and told in each for each in said.meet())
    for folder in (said.teams.ann, said.teams.ben):
        assert (folder / said.path).read_bytes() == said.bytes
    assert said.meet() == ()


@pytest.mark.parametrize("is_merged", [False, True])
def test_a_file_that_was_moved_stays_where_it_is(said: Said, is_merged: bool) -> None:
    place = said.path.replace("step/1", "step/2")
    (said.teams.ben / place).parent.mkdir(exist_ok=True)
    git(said.teams.ben, "mv", said.path, place)
    said.commit()
    if is_merged:
        said.somebody_else_saves()
    said.meet()
    assert not (said.teams.ann / said.path).exists()
    assert (said.teams.ann / place).read_bytes() == said.bytes


@pytest.mark.parametrize("is_merged", [False, True])
def test_words_taken_back_stay_so_when_that_is_reverted(said: Said, is_merged: bool) -> None:
    said.ben.withdraw(said.id)
    git(said.teams.ben, "revert", "--no-edit", "HEAD")
    if is_merged:
        said.somebody_else_saves()
    said.meet()
    assert said.found() == set()
    assert WORDS not in (said.teams.ann / said.path).read_text()


NAMES = ("step/1/renamed.md", "step/moved.md", "step/2/aaaabbbbccccdddd.md")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("how", ["mv", "cp"])
@pytest.mark.parametrize("pulls", [False, True])
def test_words_taken_back_meanwhile_are_gone_under_every_name(
    said: Said, name: str, how: str, pulls: bool
) -> None:
    """Also where git itself followed the file to its new name, and the merge is looked at."""
    file = said.teams.ben / said.path
    place = said.teams.ben / "contributions" / name
    place.parent.mkdir(exist_ok=True)
    place.write_bytes(file.read_bytes())
    if how == "mv":
        file.unlink()
    said.commit()
    said.ann.withdraw(said.id)
    said.ann.sync()
    if pulls:
        git(said.teams.ben, "pull", "-q", "--no-rebase", "--no-edit", "origin", "main")
    said.meet()
    assert said.found() == set()
    for folder in (said.teams.ann, said.teams.ben):
        left = [p for p in (folder / "contributions").rglob("*.md") if "ZEBRA" in p.read_text()]
        assert left == []


def test_a_copy_that_was_never_taken_back_stays(said: Said) -> None:
    place = said.teams.ben / "contributions/step/1/renamed.md"
    place.write_bytes(said.bytes)
    said.commit()
    said.meet()
    assert (said.teams.ann / "contributions/step/1/renamed.md").read_bytes() == said.bytes


def test_a_new_copy_and_one_that_shared_for_long_put_back_the_same(said: Said) -> None:
    """Neither has looked at the same part of the history; the commit they make is the same."""
    changed(said)
    said.commit()
    git(said.teams.ben, "push", "-q", "origin", "main")
    fresh = said.teams.clone("Cat")
    with Workspace.open(fresh) as cat:
        assert cat.search("ZEBRA") == ()
        before = git(fresh, "rev-list", "--max-count=1", "--skip=1", "main")
        cat.sync()
        assert cat.search("ZEBRA") != ()
    assert before
    said.meet()
    with Workspace.open(fresh) as cat:
        cat.sync()
    assert head(fresh) == head(said.teams.ann)
    assert (said.teams.ann / said.path).read_bytes() == said.bytes


def test_a_marked_or_lossy_merge_is_found_by_whoever_made_and_pushed_it(teams: Teams) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    rules = f"agreement/{ann.list('agreement')[0].id}"
    ann.edit(rules, body="We listen AARD.\n\nWe take breaks.\n\nWe start on time.")
    ann.sync()
    ben.edit(rules, body="We listen BADGER.\n\nWe take breaks.\n\nWe start on time.")
    pull = ("pull", "-q", "--no-rebase", "--no-edit", "-X", "ours", "origin", "main")
    git(teams.ben, *pull)
    git(teams.ben, "push", "-q", "origin", "main")
    assert ben.search("AARD") == ()
    assert ben.sync().state == "to-settle"
    assert ben.search("AARD") != ()
    joined = Path(teams.clone("Cat"))
    with Workspace.open(joined) as cat:
        cat.sync()
        assert cat.search("AARD") != ()


def test_the_page_of_the_workspace_is_never_taken_away_by_sharing(said: Said) -> None:
    teams = said.teams
    was = (teams.ann / "coproduce.md").read_bytes()
    git(teams.ben, "rm", "-q", "coproduce.md")
    git(teams.ben, "commit", "-q", "-m", "by hand")
    git(teams.ben, "push", "-q", str(teams.hub), "main")
    synced = said.ann.sync()
    assert any("coproduce.md" in each and "there again" in each for each in synced.notes)
    assert (teams.ann / "coproduce.md").read_bytes() == was
    git(teams.ben, "pull", "-q", str(teams.hub), "main")
    with Workspace.open(teams.ben) as ben:
        assert ben.sync().state == "in-step"
    assert head(teams.ann) == head(teams.ben)


def linked(said: Said) -> None:
    taken_away(said)
    (said.teams.ben / said.path).symlink_to("elsewhere.md")


def moved_and_changed(said: Said) -> None:
    changed(said)
    place = said.teams.ben / MOVED
    place.mkdir(exist_ok=True)
    (said.teams.ben / said.path).rename(place / f"{said.id}.md")


def put_in_again_changed(said: Said) -> None:
    now = (said.teams.ben / said.path).read_text()
    taken_away(said)
    said.commit()
    (said.teams.ben / said.path).write_text(now.replace("ZEBRA", "as Ben would have it"))


MOVED = "contributions/step/2"
BY_HAND = [linked, moved_and_changed, put_in_again_changed]


@pytest.mark.parametrize("is_merged", [False, True])
@pytest.mark.parametrize("by_hand", BY_HAND)
def test_what_stands_in_the_place_of_words_is_put_right(
    said: Said, by_hand: Callable[[Said], None], is_merged: bool
) -> None:
    by_hand(said)
    said.commit()
    if is_merged:
        said.somebody_else_saves()
    assert any("it stands as it was said" in each for each in said.meet())
    place = f"{MOVED}/{said.id}.md" if by_hand is moved_and_changed else said.path
    for folder in (said.teams.ann, said.teams.ben):
        (found,) = folder.rglob(f"{said.id}.md")
        assert found == folder / place
        assert not found.is_symlink()
        assert found.read_bytes() == said.bytes
        assert git(folder, "ls-files", "-s", place).startswith("100644 ")
    assert said.meet() == ()


@pytest.mark.parametrize("by_hand", BY_HAND)
def test_words_taken_back_by_somebody_meanwhile_are_gone_whatever_was_done_by_hand(
    said: Said, by_hand: Callable[[Said], None]
) -> None:
    by_hand(said)
    said.commit()
    said.ann.withdraw(said.id)
    said.meet()
    for folder in (said.teams.ann, said.teams.ben):
        left = [p for p in (folder / "contributions").rglob("*.md") if not p.is_symlink()]
        assert all("ZEBRA" not in p.read_text() for p in left)
        assert all("would have it" not in p.read_text() for p in left)


def test_a_link_of_somebody_that_is_not_saved_stays(said: Said) -> None:
    """What lies there is nobody's but theirs until it is saved."""
    link = said.teams.ben / said.path
    linked(said)
    said.ann.withdraw(said.id)
    said.ann.sync()
    assert said.ben.sync().state == "waiting"
    assert link.is_symlink()


def test_what_would_help_arrives_with_its_words_and_is_over_when_they_agreed_elsewhere(
    teams: Teams,
) -> None:
    ann, ben = teams.open(teams.ann), teams.open(teams.ben)
    rules = rules_of(ann)
    no = ann.agree(rules, position="not-yet").id
    ann.sync()
    ben.sync()
    ben.agree(rules, by=ann.me)
    ann.say(rules, "Meet at five.", helps=no)
    (mine,) = [each for each in ann.standing(rules)[0].positions if each.current]
    assert [each.text for each in mine.would_help] == ["Meet at five."]
    for each in (ann, ben, ann):
        each.sync()
    for each in (ann, ben):
        now = [one for one in each.standing(rules)[0].positions if one.current]
        assert [(one.position, one.would_help) for one in now] == [("agree", ())]
        assert "Meet at five.\n" in {said.body for said in each.contributions(rules)}
        assert not each.check()
