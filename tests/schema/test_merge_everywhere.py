"""The same texts give the same bytes, whatever the Python, its language and its hashes."""

import os
import subprocess
import sys
from pathlib import Path

import generated_merges
import pytest

from schema import merge_texts

# What a Python of another version must come to as well. Whoever changes it changes what teams get
# who merge with different versions of this program: a new `Coproduce-Merge`.
DIGEST = "8142c1842629489cdf6f1076d70946a4055dc05634994587f85cac1879e3c697"

PLACES = {
    "plain": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "1"},
    "plain, texts as UTF-8": {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", "PYTHONHASHSEED": "2"},
    "turkish": {"LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0", "PYTHONHASHSEED": "3"},
    "nothing set": {"LANG": "", "PYTHONHASHSEED": "random"},
}


@pytest.mark.parametrize("place", PLACES)
def test_merges_come_to_the_same_bytes_everywhere(place):
    root = Path(__file__).parents[2]
    unset = {"LC_ALL", "LC_CTYPE", "LANG", "PYTHONUTF8", "PYTHONHASHSEED", "PYTHONPATH"}
    kept = {name: value for name, value in os.environ.items() if name not in unset}
    ended = subprocess.run(
        [sys.executable, generated_merges.__file__],
        env={**kept, "PYTHONPATH": str(root), **PLACES[place]},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stdout == DIGEST


def test_the_made_up_texts_are_of_all_kinds():
    texts = [each for triple in generated_merges.triples() for each in triple]
    merged = [merge_texts(*each) for each in generated_merges.triples()]
    for part in ("\U00011f12", "\U00010d50", "\U0002ebf0", "é", "\n- ", "\n| ", "\n## 1.", "\r\n"):
        assert sum(part in each for each in texts) > 20, ascii(part)
    assert sum("\n> **Different wordings**" in each for each in merged) > 100
    assert sum("\ndifferences:" in each for each in merged) > 20
