"""The checks a user set up to run before and after each save, run as `git commit` runs them."""

import os
import shutil
from pathlib import Path

from store import errors
from store.git import Repository
from store.objects import Signer
from store.saver import as_saver

TIMEOUT = 60.0


class Hooks:
    """The hooks of one save by `signer`. Files it needs carry the save's `token`."""

    def __init__(
        self, repository: Repository, token: str, signer: Signer, timeout: float = TIMEOUT
    ) -> None:
        self._repository = repository
        self._token = token
        self._signer = signer
        self._timeout = timeout
        self._folder = repository.hooks

    def any_before(self) -> bool:
        """Return whether a hook has a say in the save, or in its message."""
        return self._there("pre-commit") or self._there("commit-msg")

    def before(self, tree: str, message: str) -> str:
        """Run pre-commit and commit-msg, and return the message, which the latter may rewrite.

        They see an index that holds exactly `tree`.
        Raises HookRefused with the hook's own words, or HookHung.
        """
        private = self._repository.paths.private
        index = private / f"hook-index.{self._token}"
        file = private / f"hook-message.{self._token}"
        try:
            self._make_index(index, tree)
            self._run("pre-commit", index)
            if not self._there("commit-msg"):
                return message
            file.write_text(message, "utf-8")
            self._run("commit-msg", index, str(file))
            return file.read_text("utf-8", "replace").rstrip() + "\n"
        except OSError as problem:
            raise errors.from_os(problem, private) from problem
        finally:
            for place in (index, index.with_name(f"{index.name}.lock"), file):
                place.unlink(missing_ok=True)

    def after(self) -> tuple[str, ...]:
        """Run post-commit and return a sentence if it failed; the save stands all the same."""
        try:
            self._run("post-commit", self._repository.paths.git_dir / "index")
        except errors.HookHung as problem:
            return (f"Saved. A program that runs after each save was stopped: {problem}",)
        except errors.HookRefused as problem:
            said = f": {' '.join(problem.words.split())}" if problem.words.strip() else "."
            return (f"Saved. A program that runs after each save did not work{said}",)
        return ()

    def _there(self, hook: str) -> bool:
        return os.access(self._folder / hook, os.X_OK)

    def _make_index(self, index: Path, tree: str) -> None:
        """Start from the real index, so that git need not read every file to compare it."""
        real = self._repository.paths.git_dir / "index"
        if real.exists():
            shutil.copyfile(real, index)
        env = {"GIT_INDEX_FILE": str(index)}
        self._repository.write("read-tree", "--reset", tree, env=env)

    def _run(self, hook: str, index: Path, *args: str) -> None:
        if not self._there(hook):
            return
        env = {"GIT_INDEX_FILE": str(index), "GIT_EDITOR": ":", **as_saver(self._signer)}
        given = ("--", *args) if args else ()
        try:
            result = self._repository.write(
                "hook", "run", "--ignore-missing", hook, *given,
                env=env, timeout=self._timeout, check=False, options=False,
            )  # fmt: skip
        except errors.TookTooLong as problem:
            raise errors.HookHung(hook, self._timeout) from problem
        if result.code:
            words = result.stderr + result.stdout.decode("utf-8", "replace")
            raise errors.HookRefused(hook, words.strip())
