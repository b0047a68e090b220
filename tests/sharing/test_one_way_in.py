"""The face asks the workspace to share, and knows no module that does it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import tui


def imported(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that are imported when the code runs, not those only types come from."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""
        elif isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        yield from imported(node)


def test_the_face_shares_only_by_the_workspace() -> None:
    found = {
        str(file): names
        for file in Path(tui.__file__).parent.rglob("*.py")
        if (names := [n for n in imported(ast.parse(file.read_text())) if "store.sharing" in n])
    }
    assert found == {}
