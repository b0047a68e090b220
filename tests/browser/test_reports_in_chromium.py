"""Every report of the worked example in a real browser: axe-core, keyboard, zoom, both schemes.

Needs Chromium, node, and a folder with axe-core and puppeteer-core, outside the project:

    mkdir ~/axe && cd ~/axe && npm install axe-core puppeteer-core
    COPRODUCE_AXE=~/axe python -m pytest tests/browser -n0 -rs

COPRODUCE_PICTURES=FOLDER also leaves pictures of every page there.
"""

import json
import os
import shutil
import subprocess
import warnings
from pathlib import Path

import pytest

from store.workspace import Workspace
from tui.report.make import Asked, report, slip, written

LOOK = Path(__file__).parent / "look.mjs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
KINDS = (
    ("changes", ""),
    ("agreement", ""),
    ("agreement", "ground-rules"),
    ("agreement", "how-we-meet"),
    ("review", ""),
    ("history", ""),
)


def browser() -> str:
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), "")
    return found or ""


def why_not() -> str:
    """Return why the check cannot run here, "" when it can."""
    modules = Path(os.environ.get("COPRODUCE_AXE", "nowhere")).expanduser() / "node_modules"
    if not shutil.which("node"):
        return "node is not installed"
    if not browser():
        return f"no browser is installed: {', '.join(BROWSERS)}"
    if not (modules / "axe-core").is_dir() or not (modules / "puppeteer-core").is_dir():
        return "COPRODUCE_AXE names no folder with axe-core and puppeteer-core"
    return ""


def needs_a_browser() -> None:
    reason = why_not()
    if reason:
        said = f"THE REPORTS WERE NOT LOOKED AT IN A BROWSER: {reason}. See {Path(__file__).name}."
        warnings.warn(said, stacklevel=2)
        pytest.skip(said)


def looked_at(pages: list[Path]) -> list[str]:
    """Return what is wrong with pages, a sentence each."""
    modules = Path(os.environ["COPRODUCE_AXE"]).expanduser()
    pictures = os.environ.get("COPRODUCE_PICTURES", "")
    ended = subprocess.run(
        ["node", str(LOOK), str(modules), pictures, *map(str, pages)],
        capture_output=True,
        text=True,
        timeout=300,
        env={**os.environ, "CHROMIUM": browser()},
    )
    assert ended.returncode in (0, 1), ended.stderr
    return json.loads(ended.stdout)


def test_no_report_of_the_example_has_a_fault_in_a_real_browser(example, tmp_path):
    needs_a_browser()
    pages: list[Path] = []
    with Workspace.open(example) as workspace:
        workspace.say("agreement/ground-rules", "The night it happened.", content_note="self-harm")
        for large in (False, True):
            for kind, ref in KINDS:
                asked = Asked(ref=ref, large_print=large)
                pages.append(tmp_path / f"{kind}-{ref or 'all'}{'-large' if large else ''}.html")
                pages[-1].write_bytes(written(report(workspace, kind, asked), "html"))
        paper = slip(workspace, "how-we-meet", "Sam", Asked())
        pages.append(tmp_path / "slip.html")
        pages[-1].write_bytes(written(paper, "html", is_slip=True))
    assert looked_at(pages) == []


def printed_first_page(page: Path) -> str:
    """Return the words on the first sheet of paper that a page is printed on."""
    paper = page.with_suffix(".pdf")
    subprocess.run(
        [
            *(browser(), "--headless", "--no-sandbox", "--disable-gpu"),
            *(f"--user-data-dir={page.parent / 'browser'}", f"--print-to-pdf={paper}", str(page)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    first = ["pdftotext", "-layout", "-f", "1", "-l", "1", str(paper), "-"]
    return subprocess.run(first, check=True, capture_output=True, text=True).stdout


@pytest.mark.parametrize("since", ["", "2026-06-01", "2026-01-01"])
def test_what_is_agreed_changed_and_next_is_printed_on_one_page(example, tmp_path, since):
    if not browser() or not shutil.which("pdftotext"):
        said = "THE FIRST PAGE WAS NOT PRINTED: it takes a browser and pdftotext."
        warnings.warn(said, stacklevel=2)
        pytest.skip(said)
    page = tmp_path / "changes.html"
    with Workspace.open(example) as workspace:
        if since:
            crowd(workspace)
        page.write_bytes(written(report(workspace, "changes", Asked(since=since)), "html"))
    first = [line.strip() for line in printed_first_page(page).splitlines()]
    places = [first.index(each) for each in ("What we agreed", "What changed", "What is next")]
    assert places == sorted(places)
    coming = "\n".join(first[places[-1] :])
    assert ("more, below" if since else "look again at") in coming
    assert "What changed, in words" not in first


def crowd(workspace: Workspace) -> None:
    """Fill a workspace with more of everything than a page holds, with long titles."""
    long = "with a name that goes on for longer than any line of paper has room for"
    robin = workspace.person("Robin")
    for number in range(9):
        fields = {"parties": (robin,), "review_on": f"2027-03-{number + 1:02}"}
        made = workspace.new("agreement", f"Text {number} {long}", fields, "We listen.")
        workspace.agree(made.id, by="Robin", position="not-yet", because="It is too early. " * 6)
        workspace.new("action", f"Task {number} {long}", {"owner": robin, "due": "2027-02-01"})
        workspace.new("outcome", f"Hope {number} {long}")


def test_the_check_finds_a_fault_when_there_is_one(tmp_path):
    needs_a_browser()
    page = tmp_path / "bad.html"
    page.write_text(
        "<!doctype html><title>x</title><h1>x</h1><h4 style='color:#bbb'>some words</h4>"
        "<div style='width:2000px'>z</div>"
    )
    found = "\n".join(looked_at([page]))
    assert "color-contrast" in found
    assert "html-has-lang" in found
    assert "sticks out" in found
    assert "skip link" in found
