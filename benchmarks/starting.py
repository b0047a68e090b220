"""How long whole commands take, against starting Python alone."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measuring import Row, compare

COMMAND = Path(sys.executable).with_name("coproduce")


def run() -> Iterator[Row]:
    """Yield a row for `--help` and for `status` of the worked example."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}

    def call(*args: str | Path) -> None:
        subprocess.run(args, check=True, capture_output=True, env=env)

    def nothing() -> None:
        call(sys.executable, "-c", "pass")

    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        call(COMMAND, "demo", folder, "--no-open")
        yield compare(
            "coproduce --help, whole process",
            "python -c pass",
            6.0,
            lambda: call(COMMAND, "--help"),
            nothing,
            runs=21,
        )
        yield compare(
            "coproduce status (demo), whole process",
            "python -c pass",
            12.0,
            lambda: call(COMMAND, "-C", folder, "status"),
            nothing,
            runs=21,
        )
