"""Reports of the worked example, and of a small workspace in which everything can be hostile."""

import io
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from store.workspace import Workspace
from tui.cli import run
from tui.report.make import Asked, report, slip, written

Report = Callable[..., str]


@pytest.fixture(scope="session")
def of_example(made_example: Path) -> Report:
    """Return a report of the worked example as text: `of_example("agreement", "ground-rules")`."""
    kept: dict[tuple[str, str, str, str], str] = {}

    def _report(kind: str, ref: str = "", form: str = "text", since: str = "") -> str:
        key = (kind, ref, form, since)
        if key not in kept:
            with Workspace.open(made_example) as workspace:
                kept[key] = made(workspace, kind, ref, form, since=since)
        return kept[key]

    return _report


def made(workspace: Workspace, kind: str, ref: str = "", form: str = "text", **asked: str) -> str:
    """Return one report, or with the kind `slip` a slip, as text; of a Word file its words."""
    if kind == "slip":
        person = asked.pop("person", "")
        page = slip(workspace, ref, person, Asked(**asked))
        return written(page, form, is_slip=True).decode()
    data = written(report(workspace, kind, Asked(ref=ref, **asked)), form)
    return words_of(data) if form == "docx" else data.decode()


def words_of(data: bytes) -> str:
    """Return the words of a Word document, a line for each paragraph and cell."""
    from docx import Document

    document = Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


class Hand:
    """A small workspace and a clock that moves when told."""

    def __init__(self, folder: Path) -> None:
        self.day = "2026-05-01"
        self.workspace = Workspace.init(folder, "Evenings", name="Robin", clock=self.clock)
        self.robin = self.workspace.me

    def clock(self) -> datetime:
        return datetime.fromisoformat(f"{self.day}T12:00:00").replace(tzinfo=UTC)

    def person(self, name: str, *perspectives: str) -> str:
        return self.workspace.new("person", name, {"perspectives": perspectives}).id

    def agreement(self, body: str = "We listen.", *parties: str, title: str = "Rules") -> str:
        return self.workspace.new("agreement", title, {"parties": parties}, body).id

    def report(self, kind: str, ref: str = "", form: str = "text", **asked: str) -> str:
        return made(self.workspace, kind, ref, form, **asked)

    def everywhere(self, ref: str, **asked: str) -> dict[str, str]:
        """Return each report that can hold something about the agreement, in each form."""
        forms = ("html", "text", "md", "docx")
        kinds = (("agreement", ref), ("changes", ""), ("history", ref))
        found = {f"{k} {f}": self.report(k, r, f, **asked) for k, r in kinds for f in forms}
        for form in ("html", "text"):
            found[f"slip {form}"] = self.report("slip", ref, form)
        return found


@pytest.fixture
def hand(tmp_path: Path):
    """A small workspace with Robin at the keyboard."""
    made_here = Hand(tmp_path / "evenings")
    yield made_here
    made_here.workspace.close()


@pytest.fixture
def call(capsys, monkeypatch, hand):
    """Run the command line on the small workspace: (exit code, what it printed, errors)."""

    def _call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))
        capsys.readouterr()
        code = run(["-C", str(hand.workspace.root), *map(str, arguments)])
        seen = capsys.readouterr()
        return code, seen.out, seen.err

    return _call
