"""What the tests of sharing look at processes with really sees them."""

import os
import signal
import subprocess
import time

from teams import Process, Teams, children, running

from store import Workspace


def test_a_process_whose_parent_is_gone_is_seen() -> None:
    orphaning = "sleep 61 >/dev/null 2>&1 & setsid sleep 62 >/dev/null 2>&1 &"
    subprocess.run(["sh", "-c", orphaning], check=True, start_new_session=True)
    found: list[Process] = []
    until = time.monotonic() + 10
    while len(found) < 2 or any("setsid" in each.words for each in found):
        assert time.monotonic() < until
        found = running()
    try:
        assert sorted(each.words for each in found) == ["sleep 61 ", "sleep 62 "]
        assert all(each.parent != os.getpid() for each in found)
    finally:
        for each in found:
            os.kill(each.id, signal.SIGKILL)
    until = time.monotonic() + 10
    while children():
        assert time.monotonic() < until


def test_what_an_open_workspace_reads_with_is_no_child_left(teams: Teams) -> None:
    with Workspace.open(teams.ann) as ann:
        assert ann.title == "Evenings"
        assert ann._repository.resolve("HEAD")
        assert children() == []
