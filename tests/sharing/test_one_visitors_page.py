"""The page for visitors stays one page, whoever had it written anew while apart."""

from teams import Teams, assert_clean, git, head

from store.readme import BEGIN, END


def test_pages_written_anew_by_three_teams_become_one_with_all_they_list(teams: Teams) -> None:
    folders = [teams.ann, teams.ben, teams.clone("cid")]
    for number in range(2):
        for folder in folders:
            workspace = teams.open(folder)
            workspace.new("agreement", f"Agreement {number} of {folder.name}", body="Text.")
            if number:
                workspace.new("meeting", f"Meeting of {folder.name}")
            workspace.refresh_readme()
        for folder in folders * 2:
            teams.open(folder).sync()
    assert len({head(each) for each in folders}) == 1
    assert [each.name for each in teams.ann.glob("README*")] == ["README.md"]
    page = (teams.ann / "README.md").read_text()
    for folder in folders:
        for title in ("Agreement 0", "Agreement 1", "Meeting"):
            assert page.count(f"- [{title} of {folder.name}](") == 1
    assert (page.count(BEGIN), page.count(END)) == (1, 1)
    assert page.count("## Agreements\n") == page.count("## Meetings\n") == 1
    before = [line for line in page.splitlines() if line]
    teams.open(teams.ann).refresh_readme()
    after = (teams.ann / "README.md").read_text().splitlines()
    assert sorted(before) == sorted(line for line in after if line)
    assert_clean(teams.ben)


def test_what_people_wrote_around_it_stays_in_one_page_or_in_two(teams: Teams) -> None:
    for folder in (teams.ann, teams.ben):
        workspace = teams.open(folder)
        workspace.new("agreement", f"Agreement of {folder.name}", body="Text.")
        workspace.refresh_readme()
    page = teams.ann / "README.md"
    page.write_text(f"{page.read_text()}\nCome and see us.\n")
    git(teams.ann, "commit", "-qam", "written by hand")
    for folder in (teams.ann, teams.ben, teams.ann):
        teams.open(folder).sync()
    assert [each.name for each in teams.ann.glob("README*")] == ["README.md"]
    said = page.read_text()
    assert all(each in said for each in ("Come and see us.", "of ann](", "of ben]("))
    for folder in (teams.ann, teams.ben):
        mine = folder / "README.md"
        mine.write_text(mine.read_text().replace("Come and see us.", f"Come to {folder.name}."))
        git(folder, "commit", "-qam", "written by hand")
    for folder in (teams.ann, teams.ben, teams.ann):
        teams.open(folder).sync()
    both = "".join(each.read_text() for each in teams.ann.glob("README*"))
    assert all(each in both for each in ("Come to ann.", "Come to ben."))
