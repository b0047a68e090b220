"""What one person chose: kept in their own folder, never lost to a typing mistake."""

from pathlib import Path

import pytest

from store import preferences
from store.errors import CoproduceError
from store.preferences import Preferences


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))


def test_without_a_file_the_usual_values_count_and_nothing_is_written() -> None:
    assert preferences.load() == preferences.Chosen(Preferences())
    assert not preferences.file().exists()


def test_one_change_leaves_the_others_alone() -> None:
    preferences.change(theme="high-contrast")
    preferences.change(keys={"go.now": "9"})
    preferences.change(editor="nano -w")
    assert preferences.load().preferences == Preferences(
        theme="high-contrast", keys={"go.now": "9"}, editor="nano -w"
    )


def test_what_a_newer_version_wrote_is_kept() -> None:
    preferences.change(theme="calm-light")
    place = preferences.file()
    place.write_text(place.read_text().replace("{", '{"from_the_future": [1, 2],', 1))
    preferences.change(animations=False)
    assert '"from_the_future"' in place.read_text()
    assert preferences.load().preferences.theme == "calm-light"


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b'{"theme": 3}',
        b'{"keys": {"go.now": 1}}',
        b" " * (2 << 20),
        b'{"a":' + b"[" * 100_000,
    ],
)
def test_a_damaged_file_is_told_of_and_never_overwritten(damage: bytes) -> None:
    place = preferences.file()
    place.parent.mkdir(parents=True)
    place.write_bytes(damage)
    found = preferences.load()
    assert found.preferences == Preferences()
    assert str(place) in found.sentence
    assert place.read_bytes() == damage
    changed = preferences.change(theme="calm-light")
    aside = place.with_name("settings-unreadable-1.json")
    assert str(aside) in changed.sentence
    assert aside.read_bytes() == damage
    assert preferences.load() == preferences.Chosen(Preferences(theme="calm-light"))


def test_a_second_damaged_file_does_not_take_the_place_of_the_first() -> None:
    place = preferences.file()
    for damage in (b"one", b"two"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(damage)
        preferences.change(projector=True)
    kept = [each.read_bytes() for each in sorted(place.parent.glob("settings-unreadable-*"))]
    assert kept == [b"one", b"two"]


def test_a_relative_folder_in_the_environment_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "somewhere")
    assert preferences.file().is_absolute()
    assert preferences.file().parts[-3:] == (".config", "coproduce", "settings.json")


def test_a_link_to_the_settings_stays_a_link(tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.json"
    real.write_text("{}")
    place = preferences.file()
    place.parent.mkdir(parents=True)
    place.symlink_to(real)
    preferences.change(theme="calm-light")
    assert place.is_symlink()
    assert "calm-light" in real.read_text()


def test_a_place_where_nothing_can_be_written_is_an_error_for_people(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file in the way")
    with pytest.raises(CoproduceError):
        preferences.change(theme="calm-light")


def test_there_is_no_preference_of_another_name() -> None:
    with pytest.raises(TypeError):
        preferences.change(colour="red")
    assert not preferences.file().exists()
