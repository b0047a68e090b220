"""Nothing that lies in a record's place crashes, hangs or fills the memory: it is answered."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SECONDS = 2
MEGABYTES = 96


def _header(text: bytes) -> bytes:
    return b"---\n" + text + b"\n---\n"


def _body(text: bytes) -> bytes:
    return b"---\na: b\n---\n" + text


def _alias_bomb() -> bytes:
    first = b"a: &a [" + b"x, " * 9 + b"x]\n"
    names = range(ord("b"), ord("z"))
    rows = [b"%c: &%c [%s]\n" % (n, n, b", ".join([b"*%c" % (n - 1)] * 10)) for n in names]
    return _header(first + b"".join(rows))


READ = ""
NASTY: dict[str, tuple[Callable[[], bytes], str]] = {
    "100,000 nested brackets": (lambda: _header(b"a: " + b"[" * 100_000), "header-too-long"),
    "60,000 nested brackets": (lambda: _header(b"a: " + b"[" * 60_000), "header-deep"),
    "nested and closed": (
        lambda: _header(b"a: " + b"[" * 30_000 + b"]" * 30_000),
        "header-deep",
    ),
    "nested braces": (lambda: _header(b"{a: " * 15_000), "header-form"),
    "nested dashes": (lambda: _header(b"a:\n" + b"- " * 30_000), "header-deep"),
    "nested by indentation": (
        lambda: _header(b"".join(b" " * depth + b"a:\n" for depth in range(350))),
        "header-deep",
    ),
    "nested questions": (lambda: _header(b"? " * 30_000), "header-name"),
    "a number of 4,400 digits": (lambda: _header(b"a: " + b"7" * 4_400), READ),
    "a name of 60,000 digits": (lambda: _header(b"7" * 60_000 + b": a"), "header-form"),
    "aliases of aliases": (_alias_bomb, "header-anchor"),
    "only aliases": (lambda: _header(b"a: [" + b"*a, " * 15_000 + b"]"), "header-alias"),
    "a tag that runs code": (
        lambda: _header(b"a: !!python/object/apply:os.system [x]"),
        "header-tag",
    ),
    "8,000 fields": (lambda: _header(b"\n".join(b"a%d:" % n for n in range(8_000))), READ),
    "6,000 fields in another script": (
        lambda: _header("\n".join(f"é{n}:" for n in range(6_000)).encode()),
        READ,
    ),
    "6,000 block texts": (
        lambda: _header(b"\n".join(b"a%d: |" % n for n in range(6_000))),
        READ,
    ),
    "a list of 30,000": (lambda: _header(b"a: [" + b"b," * 30_000 + b"]"), READ),
    "a comment of comments": (lambda: _header(b"a: b" + b" #" * 30_000), READ),
    "an open quote": (lambda: _header(b'a: "' + b"x\n" * 30_000), "header-unreadable"),
    "one long word": (lambda: _header(b"a" * 65_000), "header-form"),
    "colons": (lambda: _header(b"a:" * 30_000 + b" b"), "header-form"),
    "empty lines": (lambda: _header(b"\n" * 65_000), "header-empty"),
    "50 MB of letters": (lambda: b"x" * 50_000_000, "header-too-long"),
    "50 MB of header": (lambda: b"---\n" + b"--- x\n" * 8_000_000, "header-too-long"),
    "50 MB of text": (lambda: _body(b"x\n" * 25_000_000), "body-too-long"),
    "50 MB of zeros": (lambda: bytes(50_000_000), "header-too-long"),
    "a body of fences": (lambda: _body(b"---\n" * 262_144), READ),
    "a body of markers": (lambda: _body(b"<<<<<<< x\n" * 100_000), READ),
    "a wide fence": (lambda: b"---" + b" " * 1_000_000, "header-unclosed"),
    "fences that are none": (lambda: (b"---" + b" " * 500 + b"x\n") * 120, "header-missing"),
}

CHILD = f"""
import json, resource, sys, time
from schema import codec, header
from schema.record import Damaged
data = sys.stdin.buffer.read()
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS + 3}, {SECONDS + 3}))
pages = int(open("/proc/self/statm").read().split()[0])
most = pages * resource.getpagesize() + {MEGABYTES} * 1024 * 1024
resource.setrlimit(resource.RLIMIT_AS, (most, most))
start = time.process_time()
file = READER(data)
answer = {{"code": "", "message": "."}}
if isinstance(file, Damaged):
    answer = {{"code": file.code, "message": file.message}}
else:
    assert codec.write(file) == data
    codec.with_field(file, next(iter(file.fields)), "changed")
print(json.dumps({{**answer, "seconds": time.process_time() - start}}))
"""


def _run(reader: str, data: bytes) -> subprocess.CompletedProcess[bytes]:
    script = CHILD.replace("READER", reader)
    command = [sys.executable, "-c", script]
    return subprocess.run(command, input=data, cwd=ROOT, capture_output=True, timeout=60)


@pytest.mark.parametrize("name", NASTY)
def test_a_nasty_file_is_answered_in_bounded_time_and_memory(name):
    made, code = NASTY[name]
    child = _run("codec.read", made())
    assert child.returncode == 0, child.stderr.decode()[-2000:]
    answer = json.loads(child.stdout)
    assert answer["code"] == code
    assert answer["message"].endswith(".")
    assert answer["seconds"] < SECONDS


def test_the_same_bounds_do_stop_a_reader_that_composes():
    deep = NASTY["60,000 nested brackets"][0]()
    child = _run("(lambda data: __import__('yaml').CSafeLoader(data[4:-4]).get_data())", deep)
    assert child.returncode < 0 or b"MemoryError" in child.stderr
