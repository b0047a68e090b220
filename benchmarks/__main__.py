"""Measure everything, print the table, and keep it in docs/ as Markdown and JSON."""

import importlib
import json
import platform
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from benchmarks.measuring import Row

MODULES = (
    "saving",
    "reading",
    "worddiff",
    "starting",
    "merging",
    "sharing",
    "standing",
    "painting",
)
DOCS = Path(__file__).parent.parent / "docs"


def main() -> None:
    """Run the benchmarks named on the command line, or all; only a full run is kept."""
    names = sys.argv[1:] or MODULES
    rows: list[Row] = []
    for name in names:
        for row in _rows(name):
            print(_line(row), flush=True)
            rows.append(row)
    if tuple(names) == MODULES:
        (DOCS / "benchmarks.md").write_text(_page(rows), "utf-8")
        kept = [msgspec.to_builtins(row) for row in rows]
        (DOCS / "benchmarks.json").write_text(json.dumps(kept, indent=1) + "\n", "utf-8")


def _rows(name: str) -> Iterator[Row]:
    found: Iterable[object] = importlib.import_module(f"benchmarks.{name}").run()
    for row in found:
        yield row if isinstance(row, Row) else msgspec.convert(row, Row)


def _line(row: Row) -> str:
    met = "met" if row.ratio <= row.target else "missed"
    return (
        f"| {row.what} | {row.against} | {row.ours_ms:,.1f} | {row.theirs_ms:,.1f} "
        f"| {row.ratio:.2f} | {row.target:g} | {met} |"
    )


def _page(rows: list[Row]) -> str:
    git = subprocess.run(["git", "version"], check=True, capture_output=True, text=True).stdout
    head = (
        "# What it costs\n\n"
        "Ratios to plain git or plain Python, measured in turn in the same run (`make bench`);\n"
        "times are medians in milliseconds and say something only beside each other.\n"
        f"Python {platform.python_version()}, {git.strip()}.\n\n"
        "| what | against | ours | theirs | ratio | target | |\n|---|---|---|---|---|---|---|\n"
    )
    notes = [f"- {row.what}: {row.note}\n" for row in rows if row.note]
    return (
        head + "".join(f"{_line(row)}\n" for row in rows) + ("\n" + "".join(notes) if notes else "")
    )


if __name__ == "__main__":
    main()
