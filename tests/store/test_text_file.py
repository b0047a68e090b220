"""A text written to a file that somebody named."""

import stat
from pathlib import Path

import pytest

from store import text_file
from store.errors import BadValue, CoproduceError


def _write(typed: str, text: str) -> Path:
    return text_file.write_bytes(typed, text.encode())


def test_a_text_is_written_for_this_user_alone(tmp_path: Path) -> None:
    place = _write(str(tmp_path / "now.txt"), "What matters\n")
    assert place.read_text() == "What matters\n"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / "now.txt").write_text("mine")
    places = [_write(str(tmp_path / "now.txt"), text) for text in ("one", "two")]
    assert [each.name for each in places] == ["now-2.txt", "now-3.txt"]
    assert [each.read_text() for each in places] == ["one", "two"]
    assert (tmp_path / "now.txt").read_text() == "mine"


def test_a_link_is_not_followed_to_another_file(tmp_path: Path) -> None:
    (tmp_path / "now.txt").symlink_to(tmp_path / "elsewhere")
    assert _write(str(tmp_path / "now.txt"), "x").name == "now-2.txt"
    assert not (tmp_path / "elsewhere").exists()


def test_home_may_be_written_as_people_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    typed = text_file.suggested("Where people stand", "2026-11-23")
    assert _write(typed, "x") == tmp_path / "coproduce-where-people-stand-2026-11-23.txt"


@pytest.mark.parametrize("typed", ["/nowhere/at/all.txt", "/", "a\0b", "x" * 5000])
def test_a_place_that_cannot_be_written_is_an_error_for_people(typed: str) -> None:
    with pytest.raises(CoproduceError):
        _write(typed, "x")


def test_a_file_needs_a_name() -> None:
    with pytest.raises(BadValue):
        _write("  ", "x")
