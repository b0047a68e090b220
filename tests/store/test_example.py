"""The worked example: a believable year with everything in it, the same on every machine."""

import subprocess
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from schema.kinds import CONTRIBUTIONS, DOCUMENTS, PERSPECTIVES, Action, Answer, PersonDocument
from schema.record import Contribution, Damaged, Record
from store import Workspace
from store.example.make import make_example, moment, story


def git(folder: Path, *args: str) -> str:
    return subprocess.run(
        ["git", "-C", str(folder), *args], check=True, capture_output=True, text=True
    ).stdout


@pytest.fixture
def workspace(example: Path) -> Iterator[Workspace]:
    with Workspace.open(example) as opened:
        yield opened


def records(workspace: Workspace, kind: str) -> list[Record]:
    found = [workspace.read(f"{kind}/{each.id}") for each in workspace.list(kind, all=True)]
    return [each for each in found if not isinstance(each, Damaged)]


def people(workspace: Workspace) -> list[PersonDocument]:
    return [each for each in records(workspace, "person") if isinstance(each, PersonDocument)]


def contributions(workspace: Workspace) -> list[Contribution]:
    said: list[Contribution] = [*workspace.contributions("unplaced")]
    for kind in DOCUMENTS:
        for each in workspace.list(kind, all=True):
            said += workspace.contributions(
                "activity" if kind == "activity" else f"{kind}/{each.id}"
            )
    return said


def standing_of(workspace: Workspace, title: str) -> str:
    return next(each.standing for each in workspace.standing() if each.title == title)


def test_the_year_has_at_least_120_changes_told_in_order(example: Path) -> None:
    dates = git(example, "log", "--reverse", "--format=%aI|%ae").splitlines()
    assert len(dates) >= 120
    signed = [datetime.fromisoformat(d.split("|")[0]) for d in dates if "anonymous" not in d]
    assert signed == sorted(signed)
    assert (signed[-1] - signed[0]).days > 365


def test_times_carry_the_offset_of_the_season() -> None:
    assert moment("2026-01-19 20:10").isoformat() == "2026-01-19T20:10:00+00:00"
    assert moment("2026-03-30 18:20").isoformat() == "2026-03-30T18:20:00+01:00"
    assert moment("2026-11-02 18:20").isoformat() == "2026-11-02T18:20:00+00:00"


def test_two_teams_and_three_people_were_at_the_keyboard(example: Path) -> None:
    savers = set(git(example, "log", "--format=%an").splitlines())
    assert savers == {"North team", "Café team", "Noor", "Gwen", "Sam", "someone"}


def test_nine_people_in_four_perspectives_and_two_places_still_empty(workspace: Workspace) -> None:
    here = Counter(each.here or "a team" for each in people(workspace))
    assert here == {"here": 8, "left": 1, "not-here-yet": 2, "a team": 2}
    named = [each for each in people(workspace) if each.here in ("here", "left")]
    seen = {perspective for each in named for perspective in each.perspectives}
    assert seen == set(PERSPECTIVES) - {"other"}
    assert any(len(each.perspectives) > 1 for each in named)
    places = [each for each in people(workspace) if each.here == "not-here-yet"]
    assert all(each.asked_by for each in places)


def test_each_agreement_stands_somewhere_else(workspace: Workspace) -> None:
    standings = {each.title: each.standing for each in workspace.standing()}
    assert standings == {
        "Pay for time and travel": "agreed",
        "When we disagree": "asked",
        "How we meet": "not-yet",
        "Ground rules": "changed-since-agreed",
        "What matters to us": "draft",
    }


def test_whoever_cannot_agree_yet_says_why(workspace: Workspace) -> None:
    meet = next(each for each in workspace.standing() if each.title == "How we meet")
    against = [p for p in meet.positions if p.position == "not-yet" and p.current]
    assert [p.name for p in against] == ["Wren"]
    assert "daytime" in against[0].because


def test_taking_back_a_yes_leaves_the_person_asked(workspace: Workspace) -> None:
    disagree = next(each for each in workspace.standing() if each.title == "When we disagree")
    names = {each.id: each.title for each in people(workspace)}
    assert {"Idris", "a carer of a young adult"} <= {names[each] for each in disagree.missing}


def test_in_every_review_three_people_of_one_perspective_answered_and_others_fewer(
    workspace: Workspace,
) -> None:
    perspectives = {each.id: each.perspectives for each in people(workspace)}
    reviews = records(workspace, "review")
    assert len(reviews) == 4
    for review in reviews:
        answers = [
            each
            for each in workspace.contributions(f"review/{review.id}")
            if isinstance(each, Answer)
        ]
        rows = Counter(p for each in answers for p in perspectives.get(each.by, ()))
        assert rows["service-user"] >= 3
        assert any(0 < count < 3 for count in rows.values())
        assert sum(bool(each.threads) for each in answers) >= 3


def test_what_became_of_each_next_is_known(workspace: Workspace) -> None:
    promised: dict[str, Counter[str]] = {}
    for each in records(workspace, "action"):
        assert isinstance(each, Action)
        promised.setdefault(each.from_, Counter())[each.state] += 1
    assert len(promised) == 4
    assert sum(promised.values(), Counter()).keys() == {"kept", "changed", "dropped", "open"}
    last = workspace.status().promises
    assert {each.state for each in last} >= {"kept", "open"}


def test_every_kind_of_record_and_contribution_is_used(workspace: Workspace) -> None:
    assert all(workspace.list(kind) for kind in DOCUMENTS)
    assert {each.kind for each in contributions(workspace)} == set(CONTRIBUTIONS)


def test_all_five_steps_are_under_way_and_some_questions_have_no_answer(
    workspace: Workspace,
) -> None:
    steps = workspace.status().steps
    assert [any(question.answered for question in each.questions) for each in steps] == [True] * 5
    waiting = [q.code for each in steps for q in each.questions if not q.answered]
    assert waiting == ["2.5", "3.3", "3.6"]


def test_one_question_was_answered_out_of_order(workspace: Workspace) -> None:
    written = [change.subject for change in reversed(workspace.history())]
    assert written.index("Step 3: 3.5 written") < written.index("Step 2: 2.1 written")


def test_what_was_left_aside_is_quiet_and_one_idea_was_taken_up_again(workspace: Workspace) -> None:
    aside = [each.code for each in workspace.prompts() if each.set_aside]
    assert aside == ["2.c"]
    about_films = workspace.contributions("step/5#5.a")
    assert [type(each).__name__ for each in about_films] == ["SetAside"]
    assert about_films[0].fields["set"] == "open"


def test_some_words_were_said_before_the_workspace_began(workspace: Workspace) -> None:
    assert min(each.date for each in contributions(workspace)) < "2025-11-03"


def test_words_recorded_for_someone_else_say_who_typed(workspace: Workspace) -> None:
    said = contributions(workspace)
    assert any(each.recorded_by for each in said)
    assert any(not each.recorded_by and each.by != "anonymous" for each in said)
    assert not any(each.recorded_by for each in said if each.by == "anonymous")


def test_the_words_taken_back_are_nowhere_in_the_files(example: Path) -> None:
    withdrawn = [
        path for path in example.rglob("*.md") if "\nwithdrawn: " in path.read_text("utf-8")
    ]
    assert len(withdrawn) == 1
    words = next(d.arguments[1] for d in story() if d.named == "idris-urn")
    assert words.startswith("I was sharp with Marek")
    for path in example.rglob("*.md"):
        assert words[:25] not in path.read_text("utf-8"), path


def test_a_proposal_that_did_not_stay_is_in_the_history_only(
    workspace: Workspace, example: Path
) -> None:
    assert "Phones stay" not in workspace.read("agreement/ground-rules").body
    commits = git(example, "log", "--format=%H", "-S", "Phones stay", "--", "agreements")
    assert len(commits.split()) == 2
    reasons = [change.why for change in workspace.history("agreement/ground-rules")]
    assert any("took the box out" in why for why in reasons)


def test_one_note_found_its_place_and_others_wait(workspace: Workspace) -> None:
    earlier = next(each for each in workspace.list("earlier") if "panel" in each.title)
    placed = workspace.contributions(f"earlier/{earlier.id}")
    assert any(each.replaces and "heavy" in each.body for each in placed)
    waiting = [each.body for each in workspace.contributions("unplaced")]
    assert any("laughing" in body for body in waiting)


def test_nothing_in_it_is_a_problem(workspace: Workspace) -> None:
    assert workspace.check() == ()


def test_there_is_something_to_ask_gently(workspace: Workspace) -> None:
    assert [each for each in workspace.prompts() if not each.set_aside]


def test_git_finds_nothing_wrong_and_nothing_left_over(example: Path) -> None:
    assert git(example, "fsck", "--full", "--strict") == ""
    assert git(example, "status", "--porcelain") == ""


def test_it_is_the_same_twice_whatever_the_machine_is_set_to(
    example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[user]\n name = Somebody Else\n email = else@example.org\n"
        "[core]\n autocrlf = true\n[i18n]\n commitEncoding = ISO-8859-1\n"
        "[init]\n defaultBranch = trunk\n[commit]\n gpgSign = true\n[gpg]\n program = false\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    monkeypatch.setenv("LC_ALL", "C")
    heard: list[tuple[int, int, str]] = []
    with make_example(
        tmp_path / "again", progress=lambda done, total, what: heard.append((done, total, what))
    ):
        pass
    assert git(tmp_path / "again", "rev-parse", "HEAD") == git(example, "rev-parse", "HEAD")
    assert heard[0][0] == 0
    assert heard[-1][0] == heard[-1][1] == len(heard) - 1


def test_what_made_it_quick_is_gone_when_it_is_made(example: Path) -> None:
    assert "fsync" not in git(example, "config", "--local", "--list")


def test_no_reason_in_the_history_names_anyone(example: Path, workspace: Workspace) -> None:
    names = {each.title for each in people(workspace)}
    reasons = " ".join(change.why for change in workspace.history())
    assert [name for name in names if name in reasons] == []


def test_visitors_find_every_document_that_was_there_when_the_page_was_written(
    example: Path, workspace: Workspace
) -> None:
    page = (example / "README.md").read_text()
    documents = [each for each in workspace.list() if each.kind != "person"]
    missing = [each.title for each in documents if f"({each.path})" not in page]
    # The last of all was made after that, and no save ever touches the page.
    assert missing == ["Before the second winter"]
    workspace.refresh_readme()
    assert "Before the second winter" in (example / "README.md").read_text()
